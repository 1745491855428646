package reminders_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage/boltstore"
)

// running is a sweeper at work inside a synctest bubble, whose clock begins at
// midnight UTC on 1 January 2000, a Saturday.
func running(t *testing.T, test func(o *office, s *reminders.Sweeper, said *atomic.Int64)) {
	synctest.Test(t, func(t *testing.T) {
		store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{Unsynced: true})
		must(t, err)
		o := &office{t: t, store: store, rules: sales.DefaultRules()}
		o.person(sales.Person{ID: anna, Name: "Anna", Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai"})
		var said atomic.Int64
		s := reminders.New(store, o.rules, time.Now, slog.New(slog.DiscardHandler), func() { said.Add(1) })
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- s.Run(ctx) }()
		test(o, s, &said)
		stop()
		must(t, <-ended)
		must(t, store.Close())
	})
}

// newYear makes a promise when the bubble's clock begins.
func newYear(due string) func(*sales.FollowUp) {
	return func(f *sales.FollowUp) {
		d, err := sales.ParseDue(due)
		if err != nil {
			panic(err)
		}
		f.Due, f.Created = d, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
}

func TestTheSweeperWakesWhenSomethingIsDue(t *testing.T) {
	running(t, func(o *office, s *reminders.Sweeper, said *atomic.Int64) {
		f := o.promise(anna, "send quote", "2026-11-24", newYear("2000-01-05T20:30"))
		o.put(f, time.Now())
		s.Poke()
		due := at("2000-01-05 20:30")
		time.Sleep(time.Until(due) - time.Second)
		synctest.Wait()
		before := said.Load()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if said.Load() != before+1 {
			t.Errorf("said %d times before and %d after its time", before, said.Load())
		}
	})
}

func TestTheSweeperCatchesUpAtStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{Unsynced: true})
		must(t, err)
		o := &office{t: t, store: store, rules: sales.DefaultRules()}
		o.person(sales.Person{ID: anna, Name: "Anna", Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai"})
		o.promise(anna, "send quote", "2000-01-05", newYear("2000-01-05"))
		time.Sleep(time.Until(at("2000-01-07 10:00"))) // a Friday; nothing runs
		s := reminders.New(store, o.rules, time.Now, slog.New(slog.DiscardHandler), nil)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- s.Run(ctx) }()
		synctest.Wait()
		if m := o.waitingFor(anna); len(m) != 1 {
			t.Errorf("messages after the outage: %+v", m)
		}
		stop()
		must(t, <-ended)
		must(t, store.Close())
	})
}
