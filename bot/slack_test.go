package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/sales"
)

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
