package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"roundsman/cmd/roundsman/config"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

// tryClock is the machine's clock with an offset that the page can advance. It
// never goes back, and a restart goes on where it was.
type tryClock struct {
	machine func() time.Time
	path    string

	mu     sync.Mutex
	offset time.Duration
}

func openTryClock(path string, machine func() time.Time) (*tryClock, error) {
	c := &tryClock{machine: machine, path: path}
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read clock: %w", err)
	}
	if err := json.Unmarshal(raw, &c.offset); err != nil {
		return nil, fmt.Errorf("read clock (delete %s to begin with today): %w", path, err)
	}
	return c, nil
}

func (c *tryClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.machine().Add(c.offset)
}

var errBackwards = errors.New("the clock only goes forward")

func (c *tryClock) set(to time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	offset := to.Sub(c.machine())
	if offset < c.offset {
		return errBackwards
	}
	raw, err := json.Marshal(offset)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.path, raw, 0o600); err != nil {
		return fmt.Errorf("keep clock: %w", err)
	}
	c.offset = offset
	return nil
}

// advance moves the clock of the stage as the page asks: by a duration, to the
// next working morning of the acting person, or to a date in their zone. What
// became due meanwhile is looked at.
func (s *stage) advance(ctx context.Context, clock *tryClock, conf config.Config, as, kind, value string) (time.Time, error) {
	me, err := s.person(ctx, sales.NewPersonID(tryWorkspace, as))
	if err != nil {
		return time.Time{}, err
	}
	to, err := target(clock.now(), me, conf.Rules(), kind, value)
	if err != nil {
		return time.Time{}, err
	}
	if to.Before(clock.now()) {
		return time.Time{}, errBackwards
	}
	if err := s.letPass(ctx, clock, conf.Rules(), to); err != nil {
		return time.Time{}, err
	}
	return clock.now(), nil
}

// mostStops bounds the way to a far day; what is due after that many is looked at
// when it is reached.
const mostStops = 1000

// letPass moves the clock on. It stops wherever something is due on the way, so that
// each morning's reminders and each digest are said then, as they would have been,
// and not all at once at the end, as after an outage.
func (s *stage) letPass(ctx context.Context, clock *tryClock, rules sales.Rules, to time.Time) error {
	for range mostStops {
		at, ok, err := s.nextDue(ctx)
		if err != nil {
			return err
		}
		if !ok || at.After(to) {
			break
		}
		if err := s.reach(ctx, clock, rules, at); err != nil {
			return err
		}
	}
	return s.reach(ctx, clock, rules, to)
}

func (s *stage) nextDue(ctx context.Context) (at time.Time, ok bool, err error) {
	err = s.store.View(ctx, func(tx storage.Tx) error {
		at, ok, err = tx.NextDue()
		return err
	})
	return at, ok, err
}

// reach moves the clock to an instant, if that is still to come, and lets everything
// happen that is due then.
func (s *stage) reach(ctx context.Context, clock *tryClock, rules sales.Rules, at time.Time) error {
	if at.After(clock.now()) {
		if err := clock.set(at); err != nil {
			return err
		}
	}
	s.slack.Tick()
	if _, err := reminders.SweepBy(ctx, s.store, rules, clock.now); err != nil {
		return err
	}
	s.house.workspace.Wake()
	s.untilSaid(ctx, clock)
	return nil
}

// sayingTakes bounds how long is waited for messages to be on the page.
const sayingTakes = 2 * time.Second

// untilSaid waits until what is to be sent now was sent, so that it says how things
// stood then.
func (s *stage) untilSaid(ctx context.Context, clock *tryClock) {
	ctx, cancel := context.WithTimeout(ctx, sayingTakes)
	defer cancel()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for s.saying(ctx, clock.now()) {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// saying reports that something waits to be sent by now, or is being sent.
func (s *stage) saying(ctx context.Context, now time.Time) (saying bool) {
	_ = s.store.View(ctx, func(tx storage.Tx) error {
		at, ok, err := tx.NextOut(storage.RoomFor(1))
		if err != nil {
			return err
		}
		leased, err := tx.OutBacklog(storage.OutLeased)
		saying = ok && !at.After(now) || leased.Count > 0
		return err
	})
	return saying
}

func (s *stage) person(ctx context.Context, id sales.PersonID) (p sales.Person, err error) {
	err = s.store.View(ctx, func(tx storage.Tx) error {
		p, err = tx.Person(id)
		return err
	})
	if errors.Is(err, storage.ErrNotFound) {
		return sales.Person{ID: id, Zone: "Europe/Berlin", Week: sales.DefaultWeek()}, nil
	}
	return p, err
}

// target is where the clock goes.
func target(now time.Time, me sales.Person, rules sales.Rules, kind, value string) (time.Time, error) {
	switch kind {
	case "advance":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return time.Time{}, fmt.Errorf("%q is no span of time like 1h", value)
		}
		return now.Add(d), nil
	case "next":
		return sales.CalendarOf(me, rules).NextMorning(now), nil
	case "to":
		at, err := time.ParseInLocation("2006-01-02T15:04", value, me.Location())
		if err != nil {
			return time.Time{}, fmt.Errorf("%q is no date and time like 2026-11-30T09:00", value)
		}
		return at, nil
	}
	return time.Time{}, fmt.Errorf("the clock does not know %q", kind)
}
