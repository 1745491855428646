package localslack_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"roundsman/bot/localslack"
)

func TestFaultsOfCalls(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		post := func(text string) error {
			_, _, err := x.api.PostMessageContext(x.ctx, sales, slack.MsgOptionText(text, false))
			return err
		}
		texts := func() string {
			var list []string
			for _, m := range x.Messages(anna, sales) {
				list = append(list, m.Text)
			}
			return strings.Join(list, " ")
		}
		const m = "chat.postMessage"

		x.Inject(localslack.LoseReply(m))
		if err := post("a"); err == nil || texts() != "a" {
			t.Errorf("lost reply: %v, posted %q", err, texts())
		}
		x.Inject(localslack.Refuse(m, "internal_error"))
		if err := post("b"); err == nil || err.Error() != "internal_error" || texts() != "a" {
			t.Errorf("refused: %v, posted %q", err, texts())
		}
		x.Inject(localslack.Status(m, 503))
		var status slack.StatusCodeError
		if err := post("c"); !errors.As(err, &status) || status.Code != 503 || texts() != "a" {
			t.Errorf("503: %v", err)
		}
		x.Inject(localslack.Throttle(m, 7*time.Second))
		var limited *slack.RateLimitedError
		if err := post("d"); !errors.As(err, &limited) || limited.RetryAfter != 7*time.Second {
			t.Errorf("429: %v", err)
		}
		at := time.Now()
		x.Inject(localslack.Slow(m, 20*time.Second))
		if err := post("e"); err != nil || time.Since(at) != 20*time.Second || texts() != "a e" {
			t.Errorf("slow: %v after %s, %q", err, time.Since(at), texts())
		}
		x.Inject(localslack.Refuse(m, "fatal_error").After(1).For(2).When(func(c localslack.Call) bool { return c.Args["text"] != "other" }))
		var got []string
		for _, text := range []string{"f", "other", "g", "h", "i"} {
			if err := post(text); err != nil {
				got = append(got, text)
			}
		}
		if strings.Join(got, "") != "gh" {
			t.Errorf("after one, for two: %v", got)
		}
		calls := x.Calls(m)
		if c := calls[0]; c.Fault != "lose_reply" || !c.Done || c.Channel != sales || c.TS == "" {
			t.Errorf("log %+v", c)
		}
		if c := calls[1]; c.Error != "internal_error" || c.Done {
			t.Errorf("log %+v", c)
		}
		if n := len(x.Problems()); n != 0 {
			t.Errorf("injected faults are no problems: %q", x.Problems())
		}
	})
}

func TestAStalledCallIsDoneAfterItsCallerHasGone(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		x.Inject(localslack.Stall("chat.postMessage", 15*time.Second))
		x.http.Timeout = 10 * time.Second
		if _, _, err := x.api.PostMessageContext(x.ctx, sales, slack.MsgOptionText("late", false)); err == nil {
			t.Error("the caller waited")
		}
		if n := len(x.Messages(anna, sales)); n != 0 {
			t.Error("posted too early")
		}
		time.Sleep(6 * time.Second)
		if n := len(x.Messages(anna, sales)); n != 1 {
			t.Error("never posted")
		}
	})
}

func TestFaultsOfDeliveries(t *testing.T) {
	for _, c := range []struct {
		name          string
		fault         localslack.Fault
		heard, events int
		after         time.Duration
	}{
		{"twice", localslack.Twice("message"), 2, 1, 0},
		{"again under another id", localslack.Again("message"), 2, 2, 0},
		{"late", localslack.Late("message", time.Minute), 1, 1, time.Minute},
		{"lost", localslack.Lost("message"), 1, 1, 3 * time.Second},
		{"acknowledgement lost", localslack.LoseAck("message"), 2, 1, 3 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, localslack.Options{}, func(x *world) {
				heard := x.hear()
				x.Inject(c.fault)
				at := time.Now()
				must[string](t)(x.Say(anna, "", "hello"))
				x.settle()
				ids := map[string]bool{}
				for _, d := range x.Deliveries() {
					ids[d.EventID] = true
				}
				if len(*heard) != c.heard || len(ids) != c.events || time.Since(at) != c.after {
					t.Errorf("heard %q of %d events after %s", *heard, len(ids), time.Since(at))
				}
			})
		})
	}
}

func TestACutSocketLosesNoEvent(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		heard := x.hear()
		x.Inject(localslack.CutSocket("message"))
		must[string](t)(x.Say(anna, "", "hello"))
		x.settle()
		if len(*heard) == 0 || x.ClearFaults() != 0 {
			t.Errorf("heard %q", *heard)
		}
		x.DropSockets()
		must[string](t)(x.Say(anna, "", "again"))
		x.settle()
		if h := *heard; h[len(h)-1] != "message im  again +client" {
			t.Errorf("heard %q", h)
		}
	})
}

func TestRatesAreOffUnlessAsked(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		post := func(channel string) time.Duration {
			_, _, err := x.api.PostMessageContext(x.ctx, channel, slack.MsgOptionText("x", false))
			var limited *slack.RateLimitedError
			if errors.As(err, &limited) {
				return limited.RetryAfter
			}
			if err != nil {
				t.Fatal(err)
			}
			return 0
		}
		for range 50 {
			post(sales)
		}
		x.SetRates(localslack.SlackRates())
		for range 3 {
			if post(sales) != 0 {
				t.Error("no burst")
			}
		}
		if post(sales) != time.Second || post(anna) != 0 {
			t.Error("one second and channel")
		}
		time.Sleep(time.Second)
		if post(sales) != 0 {
			t.Error("still limited after Retry-After")
		}
		x.SetRates(localslack.Rates{WorkspacePerMinute: 60})
		for range 60 {
			post(anna)
		}
		if post(liwei) != time.Second {
			t.Error("no ceiling for the workspace")
		}
		x.SetRates(localslack.Rates{Tiers: true})
		for range 20 {
			must[[]slack.User](t)(x.api.GetUsersContext(x.ctx))
		}
		if _, err := x.api.GetUsersContext(x.ctx); err != nil { // slack-go waits for Retry-After here
			t.Error(err)
		}
		calls := x.Calls("users.list")
		if last := calls[len(calls)-1]; len(calls) != 22 || last.Status != 200 || calls[20].Status != 429 {
			t.Errorf("%d calls", len(calls))
		}
	})
}

// A caller that dies in the middle of a request did nothing that Slack would object to.
func TestARequestThatIsCutOffIsNoFaultOfTheProgram(t *testing.T) {
	for _, kind := range []string{"application/x-www-form-urlencoded", "application/json"} {
		w := open(t, localslack.Options{})
		conn, err := w.pipe.DialContext(w.ctx, "", "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(conn, "POST /api/chat.postMessage HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nContent-Type: "+kind+"\r\n\r\nchannel=")
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
		err = w.Await(w.ctx, func(s localslack.State) bool { return len(s.Calls("chat.postMessage")) == 1 })
		if got := w.Calls("chat.postMessage")[0]; err != nil || got.Done || got.Error != "request_timeout" || len(w.Problems()) > 0 {
			t.Errorf("%v %+v %q", err, got, w.Problems())
		}
	}
}
