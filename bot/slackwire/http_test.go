package slackwire_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
)

// overHTTP is a workspace that calls our handler.
func overHTTP(t *testing.T, o localslack.Options) *world {
	w := open(t, o)
	server := httptest.NewServer(w.wire.Handler(w.in))
	t.Cleanup(server.Close)
	w.SetRequestURL(server.URL + "/slack")
	return w
}

func TestHTTPCarriesEverythingTheSocketCarries(t *testing.T) {
	w := overHTTP(t, localslack.Options{App: localslack.App{
		Commands:  []localslack.Command{{Command: "/roundsman"}},
		Shortcuts: []localslack.Shortcut{{Type: "global", CallbackID: "shortcut.log", Name: "Log"}},
	}})
	w.in.printer = w.en()
	if err := w.VerifyURL(w.ctx); err != nil {
		t.Fatal(err)
	}
	ts := w.say(anna, "", "今天上午拜访了华为 & co")
	w.settled()
	if e := w.last(event.Message); e.Text != "今天上午拜访了华为 & co" || e.TS != ts {
		t.Errorf("%+v", e)
	}
	if err := w.Slash(w.ctx, anna, channel, "/roundsman", "due today"); err != nil {
		t.Fatal(err)
	}
	if e := w.last(event.Slash); e.Text != "due today" {
		t.Errorf("%+v", e)
	}
	if err := w.Shortcut(w.ctx, anna, "shortcut.log"); err != nil {
		t.Fatal(err)
	}
	form := card.Form{Name: "f", Title: card.Said("F"), Submit: card.Said("OK"), Fields: []card.Input{{Name: "a", Label: card.Said("A"), Kind: card.InputLine}}}
	if err := w.wire.OpenForm(w.ctx, w.last(event.Shortcut).Trigger, form, "n", w.en()); err != nil {
		t.Fatal(err)
	}
	w.in.wrong = map[string]card.Text{"a": card.Said("Not that.")}
	if wrong, err := w.Submit(w.ctx, anna, "", localslack.Values{"a": "x"}); err != nil || wrong["a"] != "Not that." {
		t.Errorf("%v %v", wrong, err)
	}
	w.in.wrong = nil
	if _, err := w.Submit(w.ctx, anna, "", localslack.Values{"a": "y"}); err != nil || w.last(event.FormSent).Form.Get("a") != "y" {
		t.Error(err)
	}
	at, err := w.wire.Post(w.ctx, w.post("k", card.Card{Blocks: []card.Block{
		card.Row(card.Press(card.Said("Done"), card.Do{Name: "followup.done", ID: "fu_1", Version: 3})),
	}}))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Click(w.ctx, anna, localslack.OnMessage(at.Channel, at.TS), "followup.done"); err != nil {
		t.Fatal(err)
	}
	want := &event.Press{Name: "followup.done", ID: "fu_1", Version: 3, Message: at}
	if diff := cmp.Diff(want, w.last(event.Action).Action, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	w.noProblems()
}

func TestHTTPSaysNoUntilItIsKept(t *testing.T) {
	w := overHTTP(t, localslack.Options{})
	failed := false
	w.in.refuse = func(event.Event) error {
		if !failed {
			failed = true
			return errors.New("disk full")
		}
		return nil
	}
	w.say(anna, "", "log visit Acme")
	w.settled()
	w.last(event.Message)
	if d := w.Deliveries(); len(d) != 2 || d[1].Reason != "http_error" {
		t.Errorf("%d deliveries", len(d))
	}
}

func TestHTTPChecksWhoSentItAndWhen(t *testing.T) {
	now := time.Unix(1795421234, 0)
	w := open(t, localslack.Options{}, func(o *slackwire.Options) { o.Now = func() time.Time { return now } })
	body := `{"type":"event_callback","event":{"type":"app_home_opened","tab":"home","user":"U1","event_ts":"1795421234.000100"}}`
	for _, c := range []struct {
		name   string
		secret string
		at     time.Time
		body   string
		change func(*http.Request)
		want   int
	}{
		{"good", w.SigningSecret(), now, body, nil, 200},
		{"nearly too old", w.SigningSecret(), now.Add(-5 * time.Minute), body, nil, 200},
		{"too old", w.SigningSecret(), now.Add(-5*time.Minute - time.Second), body, nil, 401},
		{"from the future", w.SigningSecret(), now.Add(5*time.Minute + time.Second), body, nil, 401},
		{"other secret", "guess", now, body, nil, 401},
		{"no signature", w.SigningSecret(), now, body, func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, 401},
		{"no time", w.SigningSecret(), now, body, func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, 401},
		{"changed on the way", w.SigningSecret(), now, body, func(r *http.Request) {
			r.Body = io.NopCloser(strings.NewReader(strings.Replace(body, "U1", "U2", 1)))
		}, 401},
		{"GET", w.SigningSecret(), now, body, func(r *http.Request) { r.Method = http.MethodGet }, 405},
		{"too long", w.SigningSecret(), now, strings.Repeat("x", 1<<20+1), nil, 413},
		{"no type", w.SigningSecret(), now, "hello", func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 400},
		{"unreadable JSON", w.SigningSecret(), now, "{", nil, 200}, // acknowledged: it would come again just so
	} {
		t.Run(c.name, func(t *testing.T) {
			r := signed(c.secret, c.at, c.body)
			if c.change != nil {
				c.change(r)
			}
			rw := httptest.NewRecorder()
			w.wire.Handler(w.in).ServeHTTP(rw, r)
			if rw.Code != c.want {
				t.Errorf("status %d, want %d: %s", rw.Code, c.want, rw.Body)
			}
		})
	}
	if got := len(w.in.all()); got != 1 {
		t.Errorf("%d events were received, want the one that was signed", got)
	}
}

func TestHTTPWithoutASecretTakesNothing(t *testing.T) {
	w := open(t, localslack.Options{}, func(o *slackwire.Options) { o.SigningSecret = "" })
	rw := httptest.NewRecorder()
	w.wire.Handler(w.in).ServeHTTP(rw, signed("", time.Now(), "{}"))
	if rw.Code != http.StatusUnauthorized {
		t.Errorf("status %d", rw.Code)
	}
}

func TestHTTPAnswersUnderLoad(t *testing.T) {
	hold := make(chan struct{})
	w := open(t, localslack.Options{}, func(o *slackwire.Options) { o.InFlight = 1 })
	w.in.refuse = func(event.Event) error { <-hold; return nil }
	handler := w.wire.Handler(w.in)
	form := url.Values{"command": {"/roundsman"}, "user_id": {"U1"}, "trigger_id": {"1"}}.Encode()
	request := func() *http.Request {
		r := signed(w.SigningSecret(), time.Now(), form)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return r
	}
	first := make(chan int)
	started := make(chan struct{})
	w.in.refuse = func(event.Event) error { close(started); <-hold; return nil }
	go func() {
		rw := httptest.NewRecorder()
		handler.ServeHTTP(rw, request())
		first <- rw.Code
	}()
	<-started
	rw := httptest.NewRecorder()
	handler.ServeHTTP(rw, request())
	close(hold)
	if rw.Code != http.StatusServiceUnavailable || <-first != 200 {
		t.Errorf("status %d, want 503 so that Slack tries again", rw.Code)
	}
}

func signed(secret string, at time.Time, body string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/slack/events", bytes.NewReader([]byte(body)))
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", localslack.Sign(secret, stamp, body))
	return r
}
