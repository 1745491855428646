package slackwire_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
	"roundsman/sales"
)

const (
	anna    = "U0REP00001"
	liwei   = "U0REP00002"
	channel = "C0SALES001"
	team    = "T0LOCAL01"
	self    = "U0LOCALBOT"
)

var annaID = sales.NewPersonID(team, anna)

// world is a workspace in memory and our wire to it.
type world struct {
	*localslack.Workspace
	t     testing.TB
	pipe  *localslack.Pipe
	http  *http.Client
	ctx   context.Context
	wire  *slackwire.Wire
	words *locale.Words
	in    *intake
}

func open(t testing.TB, o localslack.Options, change ...func(*slackwire.Options)) *world {
	t.Helper()
	space, err := localslack.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Workspace: space, t: t, pipe: localslack.NewPipe(), in: &intake{}}
	w.http = w.pipe.Client()
	ctx, cancel := context.WithCancel(context.Background())
	w.ctx = ctx
	if err := space.Start(w.pipe); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		w.http.CloseIdleConnections()
		if err := space.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.words, err = locale.Load(); err != nil {
		t.Fatal(err)
	}
	options := slackwire.Options{
		BotToken: space.BotToken(), AppToken: space.AppToken(), SigningSecret: space.SigningSecret(),
		APIURL: space.APIURL(), HTTP: w.http, Dialer: &websocket.Dialer{NetDialContext: w.pipe.DialContext},
		Names: func(id sales.PersonID) string {
			return map[sales.PersonID]string{annaID: "Anna Keller"}[id]
		},
	}
	for _, c := range change {
		c(&options)
	}
	if w.wire, err = slackwire.Connect(ctx, options); err != nil {
		t.Fatal(err)
	}
	return w
}

// listen runs Socket Mode and waits until every connection is open.
func (w *world) listen() (stop func()) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.wire.Run(ctx, w.in) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("Run: %v", err)
		}
	})
	w.t.Cleanup(stop)
	w.await(func(s localslack.State) bool { return s.Sockets() == 2 })
	return stop
}

func (w *world) await(cond func(localslack.State) bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, 10*time.Minute)
	defer cancel()
	if err := w.Await(ctx, cond); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) settled() {
	w.t.Helper()
	w.await(func(s localslack.State) bool { return s.Pending() == 0 })
}

func (w *world) noProblems() {
	w.t.Helper()
	for _, p := range w.Problems() {
		w.t.Errorf("Slack would say: %s", p)
	}
}

func (w *world) en() locale.Printer { return w.words.Printer("en", time.UTC, time.Unix(1795000000, 0)) }

func (w *world) zh() locale.Printer {
	return w.words.Printer("zh-Hans", time.UTC, time.Unix(1795000000, 0))
}

// post is a card to Anna.
func (w *world) post(key string, c card.Card) bot.Post {
	return bot.Post{Key: key, To: annaID, Card: c, Printer: w.en()}
}

func (w *world) say(user, in, text string) string {
	w.t.Helper()
	ts, err := w.Say(user, in, text)
	if err != nil {
		w.t.Fatal(err)
	}
	return ts
}

func text(s string) card.Card {
	return card.Card{Blocks: []card.Block{card.Paragraph(card.Said(s))}}
}

// intake remembers what it was handed, as a store would.
type intake struct {
	mu     sync.Mutex
	events []event.Event
	keys   map[string]int

	refuse  func(event.Event) error
	wrong   map[string]card.Text
	options []card.Option
	typed   []string
	printer locale.Printer
}

func (i *intake) Receive(_ context.Context, e event.Event) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.refuse != nil {
		if err := i.refuse(e); err != nil {
			return err
		}
	}
	if i.keys == nil {
		i.keys = map[string]int{}
	}
	if i.keys[e.Key]++; i.keys[e.Key] == 1 {
		i.events = append(i.events, e)
	}
	return nil
}

func (i *intake) Submit(ctx context.Context, e event.Event) (map[string]card.Text, locale.Printer, error) {
	if i.wrong != nil {
		return i.wrong, i.printer, nil
	}
	return nil, i.printer, i.Receive(ctx, e)
}

func (i *intake) Suggest(_ context.Context, e event.Event, source, typed string) ([]card.Option, locale.Printer, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.typed = append(i.typed, source+"/"+typed)
	return i.options, i.printer, nil
}

// all are the events so far; seen how often a key came.
func (i *intake) all() []event.Event {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]event.Event(nil), i.events...)
}

func (i *intake) seen(key string) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.keys[key]
}

// last is the newest event, which must be of a kind.
func (w *world) last(kind event.Kind) event.Event {
	w.t.Helper()
	all := w.in.all()
	if len(all) == 0 || all[len(all)-1].Kind != kind {
		w.t.Fatalf("no %s was received last: %s", kind, summary(all))
	}
	return all[len(all)-1]
}

func summary(events []event.Event) string {
	var lines []string
	for _, e := range events {
		lines = append(lines, fmt.Sprintf("%s %s %q", e.Kind, e.Key, e.Text))
	}
	return strings.Join(lines, "\n")
}

var _ net.Listener = (*localslack.Pipe)(nil)
