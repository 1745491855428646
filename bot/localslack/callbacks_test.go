package localslack_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"roundsman/bot/localslack"
)

// app is a bot behind a request URL, in memory.
type app struct {
	t      *testing.T
	secret string
	got    notes
	mu     sync.Mutex // guards what is below
	status func(attempt int) int
	reply  string
	once   bool
}

func (a *app) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		a.t.Error(err)
	}
	verifier, err := slack.NewSecretsVerifier(r.Header, a.secret)
	if err != nil {
		a.t.Error(err)
	}
	_, _ = verifier.Write(body)
	if err := verifier.Ensure(); err != nil {
		a.t.Errorf("signature: %v", err)
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	what := r.Header.Get("X-Slack-Retry-Num") + r.Header.Get("X-Slack-Retry-Reason") + " "
	switch {
	case strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
		e, err := slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
		if err != nil {
			a.t.Error(err)
		}
		if c, ok := e.Data.(*slackevents.EventsAPIURLVerificationEvent); ok {
			_, _ = io.WriteString(rw, c.Challenge)
			return
		}
		what += e.InnerEvent.Type
	case strings.HasPrefix(string(body), "payload="):
		c, err := slack.InteractionCallbackParse(r)
		if err != nil {
			a.t.Error(err)
		}
		what += string(c.Type)
	default:
		c, err := slack.SlashCommandParse(r)
		if err != nil {
			a.t.Error(err)
		}
		what += c.Command + " " + c.Text
	}
	n := a.got.add(what)
	a.mu.Lock()
	status, reply := a.status, a.reply
	if a.once {
		rw.Header().Set("X-Slack-No-Retry", "1")
	}
	a.mu.Unlock()
	if status != nil {
		rw.WriteHeader(status(n))
	}
	_, _ = io.WriteString(rw, reply)
}

// will sets how the app behaves from now on, and forgets what it got.
func (a *app) will(reply string, status func(attempt int) int) {
	a.got.take()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reply, a.status = reply, status
}

func (a *app) noRetry(on bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.once = on
}

func overHTTP(t *testing.T, f func(*world, *app)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pipe := localslack.NewPipe()
		a := &app{t: t, secret: "shh"}
		srv := &http.Server{Handler: a}
		go func() { _ = srv.Serve(pipe) }()
		client := pipe.Client()
		t.Cleanup(func() { client.CloseIdleConnections(); _ = srv.Close() })
		f(open(t, localslack.Options{RequestURL: "http://bot.example/slack", SigningSecret: "shh", HTTPClient: client}), a)
	})
}

func TestEventsInteractionsAndCommandsOverHTTP(t *testing.T) {
	overHTTP(t, func(x *world, a *app) {
		if err := x.VerifyURL(x.ctx); err != nil {
			t.Fatal(err)
		}
		must[string](t)(x.Say(anna, "", "hello"))
		x.settle()
		if got := strings.Join(a.got.take(), "|"); got != " message" {
			t.Errorf("got %q", got)
		}
		a.will(`{"text":"at once"}`, nil)
		if err := x.Slash(x.ctx, anna, "", "/roundsman", "due 今天"); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(a.got.take(), "|"); got != " /roundsman due 今天" {
			t.Errorf("got %q", got)
		}
		a.will("", nil)
		if err := x.Shortcut(x.ctx, anna, "log"); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(a.got.take(), "|"); got != " shortcut" {
			t.Errorf("got %q", got)
		}
		if m := x.Messages(anna, ""); len(m) != 2 || m[1].Text != "at once" || !m[1].Ephemeral {
			t.Errorf("messages %+v", m)
		}
	})
}

func TestRetriesOverHTTP(t *testing.T) {
	overHTTP(t, func(x *world, a *app) {
		a.will("", func(n int) int { return map[bool]int{true: 500, false: 200}[n < 4] })
		at := time.Now()
		must[string](t)(x.Say(anna, "", "hello"))
		x.settle()
		if got := strings.Join(a.got.take(), "|"); got != " message|1http_error message|2http_error message|3http_error message" {
			t.Errorf("got %q", got)
		}
		if d := time.Since(at); d != 6*time.Minute {
			t.Errorf("took %s", d)
		}
		a.will("", func(n int) int {
			if n == 1 {
				time.Sleep(4 * time.Second)
			}
			return 200
		})
		must[string](t)(x.Say(anna, "", "slow"))
		x.settle()
		if got := strings.Join(a.got.take(), "|"); got != " message|1http_timeout message" {
			t.Errorf("slow: %q", got)
		}
		time.Sleep(4 * time.Second) // the slow one ends
		a.will("", func(int) int { return 500 })
		a.noRetry(true)
		must[string](t)(x.Say(anna, "", "no more"))
		x.settle()
		if got := strings.Join(a.got.take(), "|"); got != " message" {
			t.Errorf("with X-Slack-No-Retry: %q", got)
		}
		a.noRetry(false)
		a.will("", nil)
		x.Inject(localslack.Lost("message"))
		must[string](t)(x.Say(anna, "", "lost"))
		x.settle()
		if got := strings.Join(a.got.take(), "|"); got != "1connection_failed message" {
			t.Errorf("lost: %q", got)
		}
	})
}

func TestSignKnowsSlacksPublishedExample(t *testing.T) {
	// https://docs.slack.dev/authentication/verifying-requests-from-slack
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&" +
		"user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&" +
		"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	if got := localslack.Sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body); got != "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503" {
		t.Error(got)
	}
}
