package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
	bolt "go.etcd.io/bbolt"
	"golang.org/x/time/rate"

	"roundsman/bot"
	"roundsman/bot/localslack"
	"roundsman/cmd/roundsman/config"
	"roundsman/storage/storetest"
)

// benchBotVariable holds the description of the bot that a process is.
const benchBotVariable = "ROUNDSMAN_BENCH_BOT"

// benchBot is a bot of the message benchmarks. Each is a process of its own, so
// that its time and memory are its own and not the stand-in's.
type benchBot struct {
	Kind                       string // "roundsman", "echo" or "update"
	APIURL, BotToken, AppToken string
	Store                      string
}

// TestBenchBot is no test: it is the other side of startBot.
func TestBenchBot(t *testing.T) {
	described := os.Getenv(benchBotVariable)
	if described == "" {
		t.Skip("the benchmarks run this in a process of its own")
	}
	var b benchBot
	if err := json.Unmarshal([]byte(described), &b); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		defer cancel()
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			_ = json.NewEncoder(os.Stdout).Encode(usageNow())
		}
	}()
	run := map[string]func(context.Context, benchBot) error{"roundsman": runRoundsman, "echo": runEcho, "update": runUpdate, "receipt": runReceipt}[b.Kind]
	if err := run(ctx, b); err != nil && ctx.Err() == nil {
		t.Fatal(err)
	}
}

// usage is what a bot has used so far.
type usage struct {
	CPU    time.Duration
	Memory uint64 // Go heap and stacks, bytes
}

func usageNow() usage { return usage{storetest.ProcessTime(), heapAndStacks()} }

func heapAndStacks() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(sample)
	var sum uint64
	for _, s := range sample {
		sum += s.Value.Uint64()
	}
	return sum
}

// runRoundsman is serve, as it is, with Slack's limits lifted.
func runRoundsman(ctx context.Context, b benchBot) error {
	collectSeldom(os.Getenv) // as main does
	store, err := openStore(b.Store)
	if err != nil {
		return err
	}
	defer store.Close()
	h, err := build(ctx, plan{
		config: config.Default(), apiURL: b.APIURL, store: store, now: time.Now, log: newLogger(os.Stderr, config.Default().Log),
		secrets: config.Secrets{BotToken: config.Secret(b.BotToken), AppToken: config.Secret(b.AppToken)}, pace: unlimited,
	})
	if err != nil {
		return err
	}
	return h.run(ctx)
}

// unlimited sends as fast as it goes.
var unlimited = bot.Pace{Conversation: rate.Inf, Workspace: rate.Inf}

// runEcho keeps nothing: the least that a bot on this client can do.
func runEcho(ctx context.Context, b benchBot) error {
	return answerEach(ctx, b, func(*slackevents.MessageEvent) error { return nil }, repeated)
}

// runUpdate keeps each event by itself before it acknowledges.
func runUpdate(ctx context.Context, b benchBot) error {
	db, err := bolt.Open(b.Store, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	defer db.Close()
	return answerEach(ctx, b, func(m *slackevents.MessageEvent) error {
		return db.Update(func(tx *bolt.Tx) error {
			in, err := tx.CreateBucketIfNotExists([]byte("events"))
			if err != nil {
				return err
			}
			return in.Put([]byte(m.Channel+m.TimeStamp), []byte(m.Text))
		})
	}, repeated)
}

// answerEach keeps, acknowledges and repeats every message, each in a goroutine.
func answerEach(ctx context.Context, b benchBot, keep func(*slackevents.MessageEvent) error, answer func(*slackevents.MessageEvent) []slack.MsgOption) error {
	slackevents.EventsAPIInnerEventMapping[slackevents.Message] = slackevents.MessageEvent{} // as the library has it; see slackwire's unread
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 1024
	api := slack.New(b.BotToken, slack.OptionAppLevelToken(b.AppToken), slack.OptionAPIURL(b.APIURL),
		slack.OptionHTTPClient(&http.Client{Transport: transport}))
	client := socketmode.New(api)
	go func() {
		for e := range client.Events {
			go func() {
				m, ok := messageIn(e)
				if !ok || keep(m) != nil || client.AckCtx(ctx, e.Request.EnvelopeID, nil) != nil {
					return
				}
				_, _, _ = api.PostMessageContext(ctx, m.Channel, answer(m)...)
			}()
		}
	}()
	return client.RunContext(ctx)
}

func messageIn(e socketmode.Event) (*slackevents.MessageEvent, bool) {
	outer, ok := e.Data.(slackevents.EventsAPIEvent)
	if !ok {
		return nil, false
	}
	m, ok := outer.InnerEvent.Data.(*slackevents.MessageEvent)
	return m, ok && m.BotID == ""
}

// botProcess is a running benchBot.
type botProcess struct {
	b     *testing.B
	slack *loadedSlack
	in    io.WriteCloser
	out   *bufio.Scanner
	// stop ends it and waits; it may be called again.
	stop func()
}

// startBot runs a bot against a Slack until it listens.
func startBot(b *testing.B, kind string, s *loadedSlack, store string) *botProcess {
	b.Helper()
	described, err := json.Marshal(benchBot{kind, s.APIURL(), s.BotToken(), s.AppToken(), store})
	if err != nil {
		b.Fatal(err)
	}
	args := []string{"-test.run=^TestBenchBot$", "-test.timeout=0"}
	for _, name := range []string{"test.cpuprofile", "test.memprofile"} {
		if profile := flag.Lookup(name).Value.String(); profile != "" {
			args = append(args, "-"+name+"="+profile+"."+kind) // with -cpuprofile cpu.out: cpu.out.roundsman
		}
	}
	cmd := exec.CommandContext(context.WithoutCancel(b.Context()), os.Args[0], args...)
	cmd.Env = append(os.Environ(), benchBotVariable+"="+string(described))
	p := &botProcess{b: b, slack: s}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	p.out = bufio.NewScanner(out)
	if p.in, err = cmd.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	p.stop = sync.OnceFunc(func() {
		_ = p.in.Close()
		if err := cmd.Wait(); err != nil {
			b.Errorf("%s ended: %v", kind, err)
		}
	})
	b.Cleanup(p.stop)
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	if err := s.Await(ctx, func(s localslack.State) bool { return s.Sockets() > 0 }); err != nil {
		b.Fatalf("%s does not listen: %v", kind, err)
	}
	return p
}

func (p *botProcess) usage() (u usage) {
	p.b.Helper()
	if _, err := fmt.Fprintln(p.in); err != nil || !p.out.Scan() {
		p.b.Fatalf("the bot has ended: %v", err)
	}
	if err := json.Unmarshal(p.out.Bytes(), &u); err != nil {
		p.b.Fatal(err)
	}
	return u
}
