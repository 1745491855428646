package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

const (
	anna  sales.PersonID = "T1/UANNA"
	ben   sales.PersonID = "T1/UBEN"
	mona  sales.PersonID = "T1/UMONA"
	guest sales.PersonID = "T1/UGUEST"
	robot sales.PersonID = "T1/UBOT"
	other sales.PersonID = "T2/UOTHER"
)

// world is a workspace under test: a real store, real catalogues, and a Sender
// that writes down what it is asked to do.
type world struct {
	*testing.T
	*Workspace
	slack *slack
	store storage.Store
	o     Options
	stop  func()
	log   *logBook
	n     int
}

// inWorld runs a test inside a bubble of its own time.
func inWorld(t *testing.T, change func(*Options), test func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, change)
		w.start()
		test(w)
		w.stop()
	})
}

// logBook is what was logged, read while more is being logged.
type logBook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// loadWords reads the catalogues once for all worlds, which only read them.
var loadWords = sync.OnceValues(locale.Load)

func newWorld(t *testing.T, change func(*Options)) *world {
	t.Helper()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, store: store, slack: newSlack(t), log: &logBook{}}
	w.o = Options{
		Store: store, Sender: w.slack, Words: words, Rules: sales.DefaultRules(), Commands: sayings(), FreeText: "visit", Help: "help",
		Clock: time.Now, Random: rand.NewChaCha8([32]byte{1}), Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Directory: Directory{Teams: []Team{{
			ID: "east", Name: "East", Channel: "CEAST", Language: "zh-Hans", Zone: "Asia/Shanghai",
			Reps: []sales.PersonID{anna, ben}, Managers: []sales.PersonID{mona},
		}}},
	}
	if change != nil {
		change(&w.o)
	}
	return w
}

// start (or start again) the workspace on the same store.
func (w *world) start() {
	w.Helper()
	var err error
	if w.Workspace, err = New(w.o); err != nil {
		w.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	run := w.Workspace
	go func() { ended <- run.Run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			w.Error(err)
		}
	}
	synctest.Wait()
}

// pass lets time pass, and everything be done that is due by then.
func (w *world) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (w *world) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func direct(who sales.PersonID) event.Place {
	return event.Place{Kind: event.Direct, Channel: "D" + who.User()}
}

// message is what somebody writes in direct message.
func (w *world) message(who sales.PersonID, text string) event.Event {
	w.n++
	ts := fmt.Sprintf("%d.%06d", time.Now().Unix(), w.n)
	return event.Event{
		Key: "m:D" + who.User() + ":" + ts, Kind: event.Message, Actor: who, Place: direct(who), Text: text, TS: ts, At: time.Now(),
	}
}

func (w *world) other(kind event.Kind, who sales.PersonID) event.Event {
	w.n++
	return event.Event{Key: fmt.Sprintf("x:%d", w.n), Kind: kind, Actor: who, Place: direct(who)}
}

func (w *world) press(who sales.PersonID, name, id string) event.Event {
	e := w.other(event.Action, who)
	e.Action = &event.Press{Name: name, ID: id, Message: sales.Source{Channel: "D" + who.User(), TS: "1.1"}}
	e.Trigger = "trigger"
	return e
}

// take has an event received and everything done that follows at once.
func (w *world) take(e event.Event) {
	w.Helper()
	w.check(w.Receive(context.Background(), e))
	synctest.Wait()
}

func (w *world) says(who sales.PersonID, text string) {
	w.Helper()
	w.take(w.message(who, text))
}

func (w *world) view(read func(storage.Tx) error) {
	w.Helper()
	w.check(w.store.View(context.Background(), read))
}

func (w *world) update(change func(storage.Tx) error) {
	w.Helper()
	w.check(w.store.Update(context.Background(), change))
}

func (w *world) person(id sales.PersonID) (p sales.Person) {
	w.Helper()
	w.view(func(tx storage.Tx) (err error) {
		p, err = tx.Person(id)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	return p
}

func (w *world) waiting() (n int) {
	w.Helper()
	w.view(func(tx storage.Tx) error {
		entries, _, err := tx.Waiting(storage.Page{Limit: 500})
		n = len(entries)
		return err
	})
	return n
}

// sent is what was posted since the last call, "CHANNEL-OR-USER: text".
func (w *world) sent() []string { return w.slack.take() }

func (w *world) expect(want ...string) {
	w.Helper()
	if got := w.sent(); !slices.Equal(got, want) {
		w.Errorf("sent\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
