package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"roundsman/bot"
	"roundsman/bot/localslack"
	"roundsman/cmd/roundsman/config"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/storetest"
)

// A fan-out: one promise of each of many people falls due at the same time,
// while Slack enforces its limits, loses answers and refuses some posts, and
// while a few others ask questions. It runs in virtual time, with the real
// client over connections in memory.

// fanRates are what the stand-in enforces.
var fanRates = localslack.Rates{PerChannel: time.Second, Burst: 3, WorkspacePerMinute: 600, WorkspaceBurst: 60, Tiers: true}

const (
	fanAskers  = 20
	fanAway    = 50 * time.Millisecond // to Slack and back
	fanQuiet   = 4 * time.Minute       // questions before the promises fall due
	fanBetween = 4 * time.Second       // from question to question
)

// fanBegin is when it begins: a Tuesday, at an hour when everybody works.
var fanBegin = storetest.Today.Midnight(time.UTC).Add(9 * time.Hour)

// fanOut is one run.
type fanOut struct {
	*localslack.Workspace
	people int
	clock  func() time.Time
	random *rand.Rand // used under the stand-in's lock

	mu       sync.Mutex
	reminded map[int][]time.Time
	asked    map[string]time.Time // by the direct message of who waits for an answer
	idle     []time.Duration
	busy     []answered
	others   []string // posts that nobody waits for
}

// answered is one question's life.
type answered struct {
	place           string
	asked, answered time.Time
}

// fanResult is what a run comes to.
type fanResult struct {
	People         int
	Lost, Repeated int
	Took, Schedule time.Duration // until the last reminder was there; the same of one who knows Slack's schedule
	Calls, Refused int           // chat.postMessage: all, and those answered 429
	LostAnswers    int
	Failed, Looks  int           // 5xx; conversations.history, to look for what may have been sent
	Idle, P50, P99 time.Duration // a typed question's latency: the longest when idle; during the fan-out
	Longest        time.Duration // ... less what Slack had us wait meanwhile
	Questions      int
	Harmed         int    // questions whose own answer Slack refused with a 5xx, which takes ten seconds more
	Elsewhere      string // what the bot had no reason for
}

// interval is the time between two posts at Slack's pace.
const interval = time.Minute / 600

// runFanOut reminds so many people at once.
func runFanOut(t *testing.T, people int) (r fanResult) {
	path := fanBooks(t, people)
	synctest.Test(t, func(t *testing.T) {
		f, stop := startFanOut(t, people, path)
		due := fanBegin.Add(fanQuiet)
		f.ask(due)
		f.Inject(f.faults()...)
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Hour)
		defer cancel()
		all := make(chan error, 1)
		go func() { all <- f.Await(ctx, func(localslack.State) bool { return f.heardOf() == people }) }()
		for len(all) == 0 {
			f.askOne(f.clock().Unix())
			time.Sleep(fanBetween)
		}
		f.ClearFaults()
		time.Sleep(10 * time.Minute) // whatever would still be repeated has been
		synctest.Wait()
		stop()
		r = f.result(due)
	})
	return r
}

// fanBooks makes a store of people who have one promise each, due at the same
// time, and of askers who have none.
func fanBooks(t *testing.T, people int) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "books.db")
	store, err := boltstore.Open(path, boltstore.Options{})
	must(t, err)
	dueAt := fanBegin.Add(fanQuiet)
	at := sales.ClockTime{Hour: dueAt.Hour(), Minute: dueAt.Minute()}
	for from := 0; from < people+fanAskers; from += 500 {
		must(t, store.Update(t.Context(), func(tx storage.Tx) error {
			for n := from; n < min(from+500, people+fanAskers); n++ {
				if err := fanPerson(tx, n, n < people, at); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	must(t, store.Close())
	return path
}

func fanPerson(tx storage.Tx, n int, promised bool, at sales.ClockTime) error {
	id, then := sales.NewPersonID("T", fanUser(n)), fanBegin.Add(-time.Hour)
	err := tx.PutPerson(sales.Person{
		ID: id, Name: fanUser(n), Role: sales.RoleRep, Team: "team", Zone: "UTC", Language: "en", Week: sales.DefaultWeek(),
		Welcomed: then, Version: 1,
	})
	if err != nil || !promised {
		return err
	}
	f := sales.FollowUp{
		ID: sales.FollowUpID(fmt.Sprintf("f%06d", n)), What: fmt.Sprintf("send quote Q%07d", n), Owner: id, Author: id,
		Status: sales.FollowUpOpen, Due: sales.Due{Day: storetest.Today, Time: &at, Zone: "UTC"}, Created: then, Version: 1,
	}
	return errors.Join(tx.PutFollowUp(f), tx.Schedule(storage.DueItem{
		Key: "followup/" + string(f.ID), Kind: "followup", Subject: string(f.ID), At: fanBegin.Add(fanQuiet),
	}))
}

func fanUser(n int) string { return fmt.Sprintf("U%06d", n) }

// startFanOut starts the stand-in and the bot on the store.
func startFanOut(t *testing.T, people int, path string) (f *fanOut, stop func()) {
	t.Helper()
	began := time.Now()
	f = &fanOut{
		people: people, clock: func() time.Time { return fanBegin.Add(time.Since(began)) }, random: rand.New(rand.NewPCG(1, uint64(people))),
		reminded: map[int][]time.Time{}, asked: map[string]time.Time{},
	}
	o := localslack.Options{
		Team: localslack.Team{ID: "T"}, Clock: f.clock, Rates: fanRates, Latency: fanAway, QuietEcho: true, Channels: []localslack.Channel{},
	}
	for n := range people + fanAskers {
		o.People = append(o.People, localslack.Person{ID: fanUser(n), Name: fanUser(n), TZ: "UTC"})
	}
	var err error
	f.Workspace, err = localslack.Open(o)
	must(t, err)
	f.OnPost(f.heard)
	pipe := localslack.NewPipe()
	must(t, f.Start(pipe))
	store, err := openStore(path)
	must(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	client := pipe.Client()
	h, err := build(ctx, plan{
		config: config.Default(), apiURL: f.APIURL(), store: store, now: f.clock, log: slog.New(slog.DiscardHandler),
		secrets: config.Secrets{BotToken: config.Secret(f.BotToken()), AppToken: config.Secret(f.AppToken())},
		http:    client, dialer: &websocket.Dialer{NetDialContext: pipe.DialContext},
	})
	must(t, err)
	ended := make(chan error, 1)
	go func() { ended <- h.run(ctx) }()
	must(t, f.Await(ctx, func(s localslack.State) bool { return s.Sockets() == 2 }))
	return f, func() {
		cancel()
		must(t, <-ended)
		client.CloseIdleConnections()
		must(t, errors.Join(store.Close(), f.Close()))
	}
}

// faults are those of the benchmark: of a hundred posts one is shown but its
// answer lost, and one is refused, by a 429 or a 5xx.
func (f *fanOut) faults() []localslack.Fault {
	rarely := func(share float64) func(localslack.Call) bool {
		return func(localslack.Call) bool { return f.random.Float64() < share }
	}
	return []localslack.Fault{
		localslack.LoseReply("chat.postMessage").For(-1).When(rarely(0.01)),
		localslack.Throttle("chat.postMessage", time.Second).For(-1).When(rarely(0.005)),
		localslack.Status("chat.postMessage", 503).For(-1).When(rarely(0.005)),
	}
}

// ask has questions asked until an instant, when nothing else is going on.
func (f *fanOut) ask(until time.Time) {
	for f.clock().Before(until.Add(-fanBetween)) {
		time.Sleep(fanBetween)
		f.askOne(f.clock().Unix())
	}
	time.Sleep(until.Sub(f.clock()))
}

// askOne has the asker ask whose turn it is, if nobody keeps them waiting.
func (f *fanOut) askOne(turn int64) {
	who := fanUser(f.people + int(turn/4)%fanAskers)
	place := f.IM(who)
	f.mu.Lock()
	_, waits := f.asked[place]
	if !waits {
		f.asked[place] = f.clock()
	}
	f.mu.Unlock()
	if !waits {
		_, _ = f.Say(who, "", "due")
	}
}

// heard is told of each post as it is shown.
func (f *fanOut) heard(m localslack.Message) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock()
	if n, ok := numberIn(m); ok {
		f.reminded[n] = append(f.reminded[n], now)
		return
	}
	at, waits := f.asked[m.Channel]
	switch {
	case !waits:
		f.others = append(f.others, m.Text)
	case now.Before(fanBegin.Add(fanQuiet)):
		f.idle = append(f.idle, now.Sub(at))
	default:
		f.busy = append(f.busy, answered{m.Channel, at, now})
	}
	delete(f.asked, m.Channel)
}

func (f *fanOut) heardOf() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.reminded)
}

// span is while Slack had us wait.
type span struct{ from, to time.Time }

func (f *fanOut) result(due time.Time) fanResult {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := fanResult{People: f.people}
	last := due
	for n := range f.people {
		times := f.reminded[n]
		switch {
		case len(times) == 0:
			r.Lost++
			continue
		case len(times) > 1:
			r.Repeated++
		}
		if times[0].After(last) {
			last = times[0]
		}
	}
	var waits []span
	posts, harmed := 0, map[string][]time.Time{}
	for _, c := range f.Calls("chat.postMessage") {
		if c.At.Before(due) {
			continue
		}
		r.Calls++
		switch {
		case c.Error == "ratelimited":
			r.Refused++
			waits = append(waits, span{c.At, c.At.Add(time.Second)})
		case c.Fault != "" && c.Done:
			r.LostAnswers++
		case c.Fault != "":
			r.Failed++
			place := f.IM(c.Args["channel"])
			harmed[place] = append(harmed[place], c.At)
		}
		if c.Done && !c.At.After(last) {
			posts++
		}
	}
	for _, c := range f.Calls("conversations.history") {
		if c.At.After(due) {
			r.Looks++
		}
	}
	r.Took, r.Schedule = last.Sub(due), schedule(due, posts, waits)
	f.latencies(&r, waits, harmed, last)
	r.Elsewhere = strings.Join(slices.Concat(f.Problems(), f.others), "; ")
	return r
}

// schedule is how long so many posts take somebody who knows in advance when
// Slack takes one, and obeys when it asks to wait.
func schedule(from time.Time, posts int, waits []span) time.Duration {
	now, tokens := from, float64(fanRates.WorkspaceBurst)
	pass := func(to time.Time) {
		tokens = min(float64(fanRates.WorkspaceBurst), tokens+to.Sub(now).Seconds()*float64(fanRates.WorkspacePerMinute)/60)
		now = to
	}
	for range posts {
		for tokens < 0.999999 {
			pass(now.Add(time.Duration((1 - tokens) * float64(interval))))
		}
		for len(waits) > 0 && !now.Before(waits[0].from) {
			if now.Before(waits[0].to) {
				pass(waits[0].to)
			}
			waits = waits[1:]
		}
		tokens--
	}
	return now.Sub(from)
}

func (f *fanOut) latencies(r *fanResult, waits []span, harmed map[string][]time.Time, last time.Time) {
	r.Idle = slices.Max(f.idle)
	var during []time.Duration
	for _, a := range f.busy {
		if a.asked.After(last) {
			continue
		}
		r.Questions++
		if slices.ContainsFunc(harmed[a.place], func(t time.Time) bool { return t.After(a.asked) && t.Before(a.answered) }) {
			r.Harmed++
			continue
		}
		took := a.answered.Sub(a.asked)
		during = append(during, took)
		for _, w := range waits {
			if a.asked.Before(w.to) && w.from.Before(a.answered) {
				took = min(took, a.answered.Sub(w.to))
			}
		}
		r.Longest = max(r.Longest, took)
	}
	slices.Sort(during)
	r.P50, r.P99 = during[len(during)/2], during[len(during)*99/100]
}

// A small one ends while the last message that was refused is still to be
// looked for, which is not to be sent again before ten seconds have passed.
func TestAFanOutIsAsFastAsSlackAllows(t *testing.T) {
	t.Parallel()
	r := runFanOut(t, 600)
	t.Logf("%+v", r)
	if r.Lost+r.Repeated > 0 || r.Elsewhere != "" {
		t.Errorf("%d lost, %d repeated; %s", r.Lost, r.Repeated, r.Elsewhere)
	}
	if most := r.Schedule*105/100 + bot.LookAfter; r.Took > most {
		t.Errorf("it took %v, Slack's own schedule %v", r.Took, r.Schedule)
	}
	if r.Looks > r.LostAnswers+r.Failed {
		t.Errorf("looked %d times for %d messages that may have been sent", r.Looks, r.LostAnswers+r.Failed)
	}
	if r.Longest > r.Idle+interval {
		t.Errorf("a question was answered after %v; when idle after %v", r.Longest, r.Idle)
	}
}

// fanVariable is how many are reminded by TestFanOutProcess, which writes what
// came of it to the file that fanInto names.
const (
	fanVariable = "ROUNDSMAN_FAN_OUT"
	fanInto     = "ROUNDSMAN_FAN_OUT_INTO"
)

// TestFanOutProcess is no test: it is the other side of BenchmarkFanOut, since
// only tests run in virtual time.
func TestFanOutProcess(t *testing.T) {
	people := number(t, fanVariable, 0)
	if people == 0 {
		t.Skip("the benchmark runs this in a process of its own")
	}
	raw, err := json.Marshal(runFanOut(t, people))
	must(t, err)
	must(t, os.WriteFile(os.Getenv(fanInto), raw, 0o600))
}

// BenchmarkFanOut reminds 5,000 people at once. x-minimum compares with the
// schedule of somebody who knows in advance when Slack takes a post. Only
// virtual time is measured; ns/op is what the machine needed for it.
func BenchmarkFanOut(b *testing.B) {
	const people = 5000
	for b.Loop() {
		r := fanOutIn(b, people)
		b.ReportMetric(float64(r.Took)/float64(r.Schedule), "x-minimum")
		b.ReportMetric(r.Took.Seconds(), "virtual-s")
		b.ReportMetric(float64(r.Lost), "lost")
		b.ReportMetric(float64(r.Repeated), "repeated")
		b.ReportMetric(float64(r.Refused), "refused")
		b.ReportMetric(float64(r.Idle.Milliseconds()), "idle-question-ms")
		b.ReportMetric(float64(r.P50.Milliseconds()), "question-p50-ms")
		b.ReportMetric(float64(r.Longest.Milliseconds()), "question-max-ms")
		if r.Elsewhere != "" {
			b.Error(r.Elsewhere)
		}
		b.Logf("%+v", r)
	}
}

func fanOutIn(b *testing.B, people int) (r fanResult) {
	b.Helper()
	into := filepath.Join(b.TempDir(), "result.json")
	cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^TestFanOutProcess$", "-test.timeout=0")
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", fanVariable, people), fanInto+"="+into)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	raw, err := os.ReadFile(into)
	if err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		b.Fatal(err)
	}
	return r
}
