package reminders

import (
	"context"
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Swept tells what a sweep did.
type Swept struct {
	Items    int // looked at
	Messages int // begun or added to
}

// A transaction holds up everybody who writes, so it is ended, and another
// begun, before it has taken long: 50 ms at most, with its commit.
const (
	// perTransaction bounds how many items one transaction looks at: each costs a
	// few writes.
	perTransaction = 120
	// longEnough is after how long it looks at no more, on a machine or about
	// items that take longer than most.
	longEnough = 20 * time.Millisecond
	// readsAnItem is how many records are read in the time that one item takes.
	readsAnItem = 5
)

// Sweep looks at everything that is due by now, however long ago it became so.
// It may be called at any time, by several at once: an item is claimed in the
// transaction that says it.
func Sweep(ctx context.Context, store storage.Store, rules sales.Rules, now time.Time) (Swept, error) {
	return SweepBy(ctx, store, rules, func() time.Time { return now })
}

// SweepBy sweeps by a clock that goes on: what was due when it began, in
// transactions that end when they have taken long enough.
func SweepBy(ctx context.Context, store storage.Store, rules sales.Rules, clock func() time.Time) (Swept, error) {
	s := sweeping{store: store, rules: rules, clock: clock, now: clock()}
	due, err := s.isDue(ctx)
	for due && err == nil {
		if err = ctx.Err(); err != nil {
			break
		}
		due, err = s.some(ctx)
	}
	return s.done, err
}

// sweeping is one sweep.
type sweeping struct {
	store storage.Store
	rules sales.Rules
	clock func() time.Time
	now   time.Time
	done  Swept
}

// isDue asks without taking the writer's time.
func (s *sweeping) isDue(ctx context.Context) (due bool, err error) {
	err = s.store.View(ctx, func(tx storage.Tx) error {
		at, ok, err := tx.NextDue()
		due = ok && !at.After(s.now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look at the agenda: %w", err)
	}
	return due, nil
}

// some sweeps in one transaction until nothing is due, or it is full: then there
// is more.
func (s *sweeping) some(ctx context.Context) (more bool, err error) {
	var l *look
	err = s.store.Update(ctx, func(tx storage.Tx) error {
		l = newLook(tx, s.rules, s.now)
		began := s.clock()
		isFull := func() bool { return l.room() <= 0 || l.items > 0 && s.clock().Sub(began) >= longEnough }
		var err error
		for more = true; more && err == nil && !isFull(); {
			more, err = l.atSome(isFull)
		}
		if err != nil {
			return err
		}
		return l.send()
	})
	if err != nil {
		return false, fmt.Errorf("sweep: %w", err)
	}
	s.done.Items += l.items
	s.done.Messages += len(l.messages) + l.welcomes
	return more, nil
}

// room is for how many items there is room in the transaction.
func (l *look) room() int { return perTransaction - l.items - l.work/readsAnItem }

// atSome looks at what is due until the transaction is full, and has what that
// leads to looked at next.
func (l *look) atSome(isFull func() bool) (more bool, err error) {
	items, err := l.tx.DueBy(l.now, l.room())
	if err != nil {
		return false, fmt.Errorf("list what is due: %w", err)
	}
	for _, due := range items {
		if isFull() {
			break // the rest is still due
		}
		if err := l.at(due); err != nil {
			return false, fmt.Errorf("look at %s: %w", due.Kind, err)
		}
		l.items++
	}
	for _, due := range l.more {
		if err := l.tx.Schedule(due); err != nil {
			return false, fmt.Errorf("schedule %s: %w", due.Kind, err)
		}
	}
	l.work += readsAnItem * len(l.more)
	l.more = nil
	return len(items) > 0, nil
}
