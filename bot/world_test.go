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

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
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

// sayings are small commands that show what the workspace makes of them.
func sayings() []commands.Command {
	say := func(what string) func(*commands.Turn) error {
		return func(t *commands.Turn) error { return t.Say(words(what + " " + t.Rest)) }
	}
	return []commands.Command{
		{
			Name: "visit", Run: func(t *commands.Turn) error {
				switch {
				case strings.HasPrefix(t.Rest, "refuse"):
					return sales.Refuse(sales.Invalid, "bot.old_form")
				case strings.HasPrefix(t.Rest, "half"):
					if err := logged(t); err != nil {
						return err
					}
					return sales.Refuse(sales.Conflict, "bot.old_form")
				case strings.HasPrefix(t.Rest, "break"):
					if err := logged(t); err != nil {
						return err
					}
					return errors.New("cannot read " + t.Rest)
				case strings.HasPrefix(t.Rest, "panic"):
					panic(t.Rest)
				}
				if err := logged(t); err != nil {
					return err
				}
				return t.Say(words("kept " + t.Rest))
			},
			Edited:  say("edited"),
			Deleted: say("deleted"),
			Actions: map[string]func(*commands.Turn) error{"visit.undo": func(t *commands.Turn) error { return t.Say(words("undone by " + string(t.Me.ID))) }},
			Forms: map[string]commands.Form{"visit.edit": {
				OpenedBy: []string{"visit.edit", "shortcut.visit"},
				Open: func(l *commands.Look) (card.Form, error) {
					if l.Event.Action != nil && l.Event.Action.ID == "gone" {
						return card.Form{}, sales.Refuse(sales.NotFound, "bot.old_form")
					}
					return card.Form{Title: card.Said("edit " + l.Event.Text), Fields: []card.Input{{Name: "text", Kind: card.InputLine}}}, nil
				},
				Check: func(_ *commands.Look, f event.Form) (map[string]card.Text, error) {
					if f.Get("text") == "" {
						return map[string]card.Text{"text": card.Said("empty")}, nil
					}
					return nil, nil
				},
				Apply: func(t *commands.Turn) error {
					if t.Event.Form.Get("text") == "taken" {
						return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
					}
					return t.Say(words("saved " + t.Event.Form.Get("text")))
				},
			}},
			Suggest: map[string]func(*commands.Look, string) ([]card.Option, error){
				"account": func(_ *commands.Look, typed string) ([]card.Option, error) {
					return []card.Option{{Label: card.Said(typed + "!"), Value: typed}}, nil
				},
			},
			Home: []commands.HomeSection{
				{Order: 2, Cards: func(l *commands.Look) ([]card.Block, error) {
					return []card.Block{card.Paragraph(card.Said("visits of " + l.Me.Name))}, nil
				}},
				{Order: 1, Cards: func(*commands.Look) ([]card.Block, error) {
					return []card.Block{card.Paragraph(card.Said("today"))}, nil
				}},
			},
		},
		{Name: "help", Run: say("help in")},
		{Name: "due", Run: say("due"), Roles: []sales.Role{sales.RoleRep}},
		{Name: "outbox", Run: say("outbox"), Admin: true},
	}
}

func words(s string) card.Card { return sentence(card.Said(strings.TrimSpace(s))) }

// logged makes an account and a visit of the event.
func logged(t *commands.Turn) error {
	id := sales.AccountID(t.NewID(sales.KindAccount))
	if err := t.Tx.PutAccount(sales.Account{ID: id, Name: "Acme", Owner: t.Me.ID, Team: t.Me.Team, Class: sales.ClassA}); err != nil {
		return err
	}
	v := sales.Visit{ID: sales.VisitID(t.NewID(sales.KindVisit)), Account: id, Author: t.Me.ID, Day: t.Today()}
	if err := t.Tx.PutVisit(v); err != nil {
		return err
	}
	return t.Tx.LinkMessage(sales.Source{Channel: t.Event.Place.Channel, TS: t.Event.TS})
}

// slack is a Sender that keeps what it is asked to send.
type slack struct {
	t        *testing.T
	mu       sync.Mutex
	said     []string
	posts    []Post // all that arrived
	at       []time.Time
	profiles map[sales.PersonID]Profile
	asked    int
	looked   int
	history  map[string][]event.Event
	files    map[string]string
	nonces   []string
	forms    []card.Form
	since    map[string]time.Time
	inFlight int
	most     int

	latency time.Duration
	slow    string // the call that takes so long; "": all
	// fail decides what becomes of a call; arrives tells whether a post that
	// fails has arrived all the same.
	fail func(call string, p Post) (arrives bool, err error)
}

func newSlack(t *testing.T) *slack {
	return &slack{t: t, history: map[string][]event.Event{}, since: map[string]time.Time{}, profiles: map[sales.PersonID]Profile{
		anna: {Name: "Anna", Zone: "Europe/Berlin", Language: "en-US"}, ben: {Name: "Ben", Zone: "Asia/Shanghai", Language: "zh-CN"},
		mona: {Name: "Mona", Zone: "Europe/Berlin", Language: "de-DE"}, guest: {Guest: true}, robot: {Bot: true}, other: {Stranger: true},
	}}
}

func (s *slack) call(call string, p Post) (arrives bool, err error) {
	s.mu.Lock()
	s.inFlight++
	s.most = max(s.most, s.inFlight)
	latency := s.latency
	if s.slow != "" && s.slow != call {
		latency = 0
	}
	s.mu.Unlock()
	if latency > 0 {
		time.Sleep(latency)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight--
	if s.fail == nil {
		return true, nil
	}
	return s.fail(call, p)
}

func (s *slack) lookups() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.looked
}

// set changes how Slack behaves.
func (s *slack) set(change func(*slack)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *slack) note(format string, args ...any) {
	s.said = append(s.said, fmt.Sprintf(format, args...))
}

func (s *slack) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	said := s.said
	s.said = nil
	return said
}

type plain struct{}

func (plain) Said(words string) string        { return words }
func (plain) Person(id sales.PersonID) string { return "@" + id.User() }
func (plain) Link(_, name string) string      { return name }

func text(c card.Card, p locale.Printer) string {
	var parts []string
	for _, b := range c.Blocks {
		if b.Text != nil {
			parts = append(parts, p.Text(b.Text.Text, plain{}))
		}
		for _, e := range b.Buttons {
			parts = append(parts, "["+p.Text(e.Label, plain{})+"]")
		}
	}
	return strings.Join(parts, " | ")
}

func (s *slack) Post(_ context.Context, p Post) (sales.Source, error) {
	arrives, err := s.call("post", p)
	s.mu.Lock()
	defer s.mu.Unlock()
	at := sales.Source{Channel: p.Channel, TS: fmt.Sprint(len(s.posts))}
	if at.Channel == "" {
		at.Channel = "D" + p.To.User()
	}
	if arrives {
		s.posts = append(s.posts, p)
		s.at = append(s.at, time.Now())
		s.note("%s: %s", at.Channel, text(p.Card, p.Printer))
	}
	return at, err
}

func (s *slack) Update(_ context.Context, at sales.Source, p Post) error {
	arrives, err := s.call("update", p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if arrives {
		s.note("%s/%s becomes: %s", at.Channel, at.TS, text(p.Card, p.Printer))
	}
	return err
}

func (s *slack) Mark(_ context.Context, at sales.Source, emoji string) error {
	arrives, err := s.call("mark", Post{})
	s.mu.Lock()
	defer s.mu.Unlock()
	if arrives {
		s.note("%s/%s is marked %s", at.Channel, at.TS, emoji)
	}
	return err
}

func (s *slack) Publish(_ context.Context, to sales.PersonID, c card.Card, p locale.Printer) error {
	arrives, err := s.call("publish", Post{To: to})
	s.mu.Lock()
	defer s.mu.Unlock()
	if arrives {
		s.note("home of %s: %s", to.User(), text(c, p))
	}
	return err
}

func (s *slack) Find(_ context.Context, p Post, since time.Time) (sales.Source, bool, error) {
	_, err := s.call("find", p)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked++
	if err != nil {
		return sales.Source{}, false, err
	}
	for i, posted := range s.posts {
		if posted.Key == p.Key && !s.at[i].Before(since) {
			return sales.Source{Channel: posted.Channel, TS: fmt.Sprint(i)}, true, nil
		}
	}
	return sales.Source{}, false, nil
}

func (s *slack) OpenForm(_ context.Context, trigger string, f card.Form, nonce string, p locale.Printer) error {
	arrives, err := s.call("open", Post{})
	s.mu.Lock()
	defer s.mu.Unlock()
	if arrives {
		s.forms, s.nonces = append(s.forms, f), append(s.nonces, nonce)
		s.note("form %s (%s): %s %v", f.Name, trigger, p.Text(f.Title, plain{}), f.Fields[0].Value)
	}
	return err
}

func (s *slack) Whisper(_ context.Context, e event.Event, c card.Card, p locale.Printer) error {
	arrives, err := s.call("whisper", Post{})
	s.mu.Lock()
	defer s.mu.Unlock()
	if arrives {
		s.note("whisper to %s in %s: %s", e.Actor.User(), e.Place.Channel, text(c, p))
	}
	return err
}

func (s *slack) Profile(_ context.Context, id sales.PersonID) (Profile, error) {
	_, err := s.call("profile", Post{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	p, known := s.profiles[id]
	if err == nil && !known {
		err = &SendError{Failure: Never, Reason: "user_not_found"}
	}
	p.ID = id
	return p, err
}

func (s *slack) History(_ context.Context, channel string, since time.Time) ([]event.Event, error) {
	_, err := s.call("history", Post{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.since[channel] = since
	var found []event.Event
	for _, e := range s.history[channel] {
		if e.At.After(since) {
			found = append(found, e)
		}
	}
	return found, err
}

func (s *slack) Fetch(_ context.Context, f event.File, _ int64) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	content, ok := s.files[f.ID]
	if !ok {
		return nil, &SendError{Failure: Never, Reason: "file_not_found"}
	}
	return []byte(content), nil
}

func (s *slack) Conversations(context.Context) ([]event.Place, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var places []event.Place
	for channel := range s.history {
		places = append(places, event.Place{Kind: event.Direct, Channel: channel})
	}
	return places, nil
}
