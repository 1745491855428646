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

// perTransaction bounds how many items one transaction looks at: each costs a
// few writes, and a transaction should hold the writer for 50 ms at most.
const perTransaction = 80

// readsAnItem is how many records are read in the time that one item takes.
const readsAnItem = 5

// Sweep looks at everything that is due by now, however long ago it became so.
// It may be called at any time, by several at once: an item is claimed in the
// transaction that says it.
func Sweep(ctx context.Context, store storage.Store, rules sales.Rules, now time.Time) (Swept, error) {
	var all Swept
	for {
		if err := ctx.Err(); err != nil {
			return all, err
		}
		due, err := isDue(ctx, store, now)
		if err != nil || !due {
			return all, err
		}
		one, err := sweepSome(ctx, store, rules, now)
		if err != nil {
			return all, fmt.Errorf("sweep: %w", err)
		}
		all.Items += one.Items
		all.Messages += one.Messages
	}
}

// isDue asks without taking the writer's time.
func isDue(ctx context.Context, store storage.Store, now time.Time) (due bool, err error) {
	err = store.View(ctx, func(tx storage.Tx) error {
		at, ok, err := tx.NextDue()
		due = ok && !at.After(now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look at the agenda: %w", err)
	}
	return due, nil
}

func sweepSome(ctx context.Context, store storage.Store, rules sales.Rules, now time.Time) (one Swept, err error) {
	err = store.Update(ctx, func(tx storage.Tx) error {
		one = Swept{}
		items, err := tx.DueBy(now, perTransaction)
		if err != nil {
			return fmt.Errorf("list what is due: %w", err)
		}
		l := newLook(tx, rules, now)
		for _, due := range items {
			if len(l.more)+l.work/readsAnItem > perTransaction {
				break // the rest is still due, and looked at next
			}
			if err := l.at(due); err != nil {
				return fmt.Errorf("look at %s: %w", due.Kind, err)
			}
			one.Items++
		}
		for _, due := range l.more {
			if err := tx.Schedule(due); err != nil {
				return fmt.Errorf("schedule %s: %w", due.Kind, err)
			}
		}
		one.Messages = len(l.messages)
		return l.send()
	})
	return one, err
}
