package reminders_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// running is a sweeper at work inside a synctest bubble, whose clock begins at
// midnight UTC on 1 January 2000, a Saturday.
func running(t *testing.T, test func(o *office, s *reminders.Sweeper, said *atomic.Int64)) {
	synctest.Test(t, func(t *testing.T) {
		store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{})
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
		store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{})
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

// TestEverySlotIsSaidOnce lets time pass in random steps, with sweeps that come
// late, twice, or after an outage, and messages sent now and then.
func TestEverySlotIsSaidOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{})
		must(t, err)
		defer func() { must(t, store.Close()) }()
		o := &office{t: t, store: store, rules: sales.DefaultRules()}
		p := sales.Person{
			ID: anna, Name: "Anna", Role: sales.RoleRep, Team: "east", Week: sales.DefaultWeek(),
			Zone: rapid.SampledFrom([]string{"Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"}).Draw(r, "zone"),
		}
		from := day("2026-11-10").AddDays(rapid.IntRange(0, 20).Draw(r, "leave from"))
		p.Leave = []sales.Leave{{From: from, To: from.AddDays(rapid.IntRange(0, 9).Draw(r, "leave days"))}}
		o.person(p)
		for range rapid.IntRange(1, 8).Draw(r, "promises") {
			o.promise(anna, "promise", fmt.Sprintf("2026-11-%02d", rapid.IntRange(3, 30).Draw(r, "due")), func(f *sales.FollowUp) {
				f.Due.By = rapid.Bool().Draw(r, "by")
			})
		}
		check := newLedger(r, sales.CalendarOf(p, o.rules))
		now := at("2026-11-02 10:00")
		for range 40 {
			for range rapid.IntRange(1, 2).Draw(r, "sweeps") {
				_, err := reminders.Sweep(t.Context(), store, o.rules, now)
				must(t, err)
			}
			waiting := o.waiting()
			check.message(waiting, now)
			if len(waiting) == 0 {
				now = now.Add(minutes(r))
				continue
			}
			o.send(now.In(at("2026-11-02 10:00").Location()).Format("2006-01-02 15:04"))
			now = now.Add(minutes(r))
		}
	})
}

// minutes is how long it takes until somebody sweeps again.
func minutes(r *rapid.T) time.Duration {
	return time.Duration(rapid.SampledFrom([]int{1, 7, 30, 60, 60, 600, 1440, 7200}).Draw(r, "minutes")) * time.Minute
}

// ledger holds what was said against rules stated without the code under test.
type ledger struct {
	r    *rapid.T
	cal  sales.Calendar
	days map[string]map[sales.Date]bool
}

func newLedger(r *rapid.T, cal sales.Calendar) *ledger {
	return &ledger{r: r, cal: cal, days: map[string]map[sales.Date]bool{}}
}

func (l *ledger) message(entries []storage.OutEntry, now time.Time) {
	if len(entries) > 1 {
		l.r.Fatalf("%d messages at once", len(entries))
	}
	for _, e := range entries {
		local := now.In(l.cal.Zone())
		if !l.cal.IsWorkingDay(l.cal.Day(now)) || local.Hour() < 9 || local.Hour() >= 18 {
			l.r.Fatalf("said at %s", local)
		}
		for _, item := range e.Ref.Items {
			if l.days[item] == nil {
				l.days[item] = map[sales.Date]bool{}
			}
			if l.days[item][l.cal.Day(now)] {
				l.r.Fatalf("%s said twice on %s", item, l.cal.Day(now))
			}
			l.days[item][l.cal.Day(now)] = true
			if len(l.days[item]) > 5 { // the day before, the day, three times overdue
				l.r.Fatalf("%s said on %d days", item, len(l.days[item]))
			}
		}
	}
}
