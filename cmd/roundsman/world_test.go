package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"roundsman/bot"
	"roundsman/bot/localslack"
	"roundsman/cmd/roundsman/config"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// world is the whole bot at work in a stand-in Slack, over one of the transports.
type world struct {
	*localslack.Workspace
	t     *testing.T
	house *house
	stop  func() // the bot, as a signal does; it returns when the bot has ended
}

func openWorld(t *testing.T, transport string) *world {
	t.Helper()
	return openWorldWith(t, transport, nil)
}

// openWorldWith lets the plan be changed before the bot is built.
func openWorldWith(t *testing.T, transport string, change func(*plan)) *world {
	t.Helper()
	begin, real := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), time.Now()
	now := func() time.Time { return begin.Add(time.Since(real)) }
	pipe := localslack.NewPipe()
	space := openSpace(t, pipe, now)
	p := plan{
		config: tryConfig(config.Default()), apiURL: space.APIURL(), store: openWorldBooks(t, begin), now: now,
		log: newLogger(testLog{t}, config.Log{Level: "warn"}),
		secrets: config.Secrets{
			BotToken: config.Secret(space.BotToken()), AppToken: config.Secret(space.AppToken()), SigningSecret: config.Secret(space.SigningSecret()),
		},
		pace: bot.Pace{Conversation: rate.Inf, Workspace: rate.Inf},
		http: pipe.Client(), dialer: &websocket.Dialer{NetDialContext: pipe.DialContext},
	}
	client := p.http
	if change != nil {
		change(&p)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	h, err := build(ctx, p)
	must(t, err)
	if transport == "http" {
		server := httptest.NewServer(h.wire.Handler(h.workspace))
		t.Cleanup(server.Close)
		space.SetRequestURL(server.URL + "/slack/events")
		h.plan.config.Slack.Transport, h.plan.config.Slack.Listen = "http", "127.0.0.1:0"
	}
	ended := make(chan error, 1)
	go func() { ended <- h.run(ctx) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error("the bot ended with:", err)
		}
		client.CloseIdleConnections()
	})
	t.Cleanup(stop)
	w := &world{Workspace: space, t: t, house: h, stop: stop}
	if transport == "socket" {
		w.await("the sockets", func(s localslack.State) bool { return s.Sockets() == 2 })
	}
	return w
}

// openSpace opens a stand-in Slack with the people of a try.
func openSpace(t *testing.T, at net.Listener, now func() time.Time) *localslack.Workspace {
	t.Helper()
	people, channels := tryPeople()
	app, err := tryApp()
	must(t, err)
	space, err := localslack.Open(localslack.Options{
		Team: localslack.Team{ID: tryWorkspace, Name: "Test"}, App: app, People: people, Channels: channels, Clock: now,
	})
	must(t, err)
	t.Cleanup(func() { _ = space.Close() })
	must(t, space.Start(at))
	return space
}

// openWorldBooks opens a store with an account of Anna's and one of Li Na's.
func openWorldBooks(t *testing.T, begin time.Time) storage.Store {
	t.Helper()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "roundsman.db"), boltstore.Options{Unsynced: true})
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	for i, a := range []invented{
		{owner: tryAnna, name: "Acme", class: "A", contacts: []string{"Wang Lei, Purchasing", "Smith, Dr."}},
		{owner: tryLiNa, name: "华为", class: "A", contacts: []string{"王伟, 采购经理", "李总"}},
	} {
		must(t, store.Update(t.Context(), func(tx storage.Tx) error { return a.seed(tx, i, begin) }))
	}
	return store
}

// testLog shows the bot's warnings with the test.
type testLog struct{ t *testing.T }

func (l testLog) Write(line []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(line)))
	return len(line), nil
}

func (w *world) await(what string, done func(localslack.State) bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	if err := w.Await(ctx, done); err != nil {
		w.t.Fatalf("waiting for %s: %v", what, err)
	}
}

// says writes in direct message and waits until a message of the bot shows a text.
func (w *world) says(who, text, shows string) (ts string) {
	w.t.Helper()
	ts, err := w.Say(who, "", text)
	if err != nil {
		w.t.Fatal(err)
	}
	w.shows(who, shows)
	return ts
}

func (w *world) shows(who, text string) localslack.Message {
	w.t.Helper()
	var found localslack.Message
	w.await("“"+text+"” to "+who, func(s localslack.State) bool {
		for _, m := range s.Messages(who, "") {
			if m.User == w.App().BotUser && strings.Contains(asJSON(w.t, m), text) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (w *world) noProblems() {
	w.t.Helper()
	for _, p := range w.Problems() {
		w.t.Error("Slack would object:", p)
	}
	for _, p := range w.Pings() {
		if strings.HasPrefix(p, "<!") { // a mention of somebody in a direct message rings nobody else's bell
			w.t.Error("a channel would be notified:", p)
		}
	}
}

var changing = regexp.MustCompile(`"block_id":"[^"]*",?|[0-9]{10}\.[0-9]{6}|[0-9a-v]{18}|B[a-zA-Z0-9+/_=-]{3,6}"|F0[0-9A-Z]{8}|D[0-9]{9}`)
