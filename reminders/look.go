package reminders

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// look is one pass over due items, inside one transaction.
type look struct {
	tx        storage.Tx
	rules     sales.Rules
	now       time.Time
	calendars map[sales.PersonID]sales.Calendar
	batch     batch
	// more are items to be looked at besides.
	more []storage.DueItem
}

func newLook(tx storage.Tx, rules sales.Rules, now time.Time) *look {
	return &look{tx: tx, rules: rules, now: now, calendars: map[sales.PersonID]sales.Calendar{}}
}

// calendar is a person's; people are read once a pass.
func (l *look) calendar(id sales.PersonID) (sales.Calendar, error) {
	if c, ok := l.calendars[id]; ok {
		return c, nil
	}
	p, err := l.tx.Person(id)
	if err != nil {
		return sales.Calendar{}, fmt.Errorf("look up person: %w", err)
	}
	c := sales.CalendarOf(p, l.rules)
	l.calendars[id] = c
	return c, nil
}

// rememberFor is how long it is remembered that and why something was said.
const rememberFor = 100 * 24 * time.Hour

// past is what was said to somebody about an item.
func (l *look) past(to sales.PersonID, key string) (sales.Raised, error) {
	raw, err := l.tx.Recall(scoped.Own(to, present.SaidName(key)))
	if errors.Is(err, storage.ErrNotFound) {
		return sales.Raised{}, nil
	}
	if err != nil {
		return sales.Raised{}, fmt.Errorf("recall what was said: %w", err)
	}
	var said present.Said
	if err := json.Unmarshal(raw, &said); err != nil {
		return sales.Raised{}, fmt.Errorf("recall what was said: %w", err)
	}
	return said.Raised, nil
}

// claim remembers that something is said now, and why: nobody says it again for
// this slot.
func (l *look) claim(to sales.PersonID, key string, v sales.Verdict) error {
	raw, err := json.Marshal(present.Said{Raised: v.Raised, Reason: v.Reason, Facts: v.Facts})
	if err != nil {
		return fmt.Errorf("remember what was said: %w", err)
	}
	if err := l.tx.Keep(scoped.Own(to, present.SaidName(key)), raw, l.now.Add(rememberFor)); err != nil {
		return fmt.Errorf("remember what was said: %w", err)
	}
	return nil
}

// at looks at one due item and moves it to its next look.
func (l *look) at(due storage.DueItem) error {
	kind, ok := kindNamed(due.Kind)
	if !ok { // of a version that is no more
		return l.tx.Unschedule(due.Key)
	}
	to, v, err := kind.Decide(l, due.Subject)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return l.tx.Unschedule(due.Key)
	case errors.Is(err, storage.ErrDamaged):
		return l.later(due)
	case err != nil:
		return err
	}
	if v.Action == sales.Send {
		if err := l.claim(to.Person().ID, due.Key, v); err != nil {
			return err
		}
		l.batch.add(to, v, due.Key)
	}
	return l.next(due, v.Next)
}

func (l *look) next(due storage.DueItem, at time.Time) error {
	if at.IsZero() {
		return l.tx.Unschedule(due.Key)
	}
	due.At, due.Tries = at, 0
	return l.tx.Schedule(due)
}

// later puts off an item whose record cannot be read, so that it holds nobody
// up: a minute, then longer and longer, up to a day.
func (l *look) later(due storage.DueItem) error {
	const longest = 24 * time.Hour
	wait := min(time.Minute<<min(due.Tries, 12), longest)
	due.At, due.Tries = l.now.Add(wait), due.Tries+1
	return l.tx.Schedule(due)
}
