package reminders

import (
	"errors"
	"slices"
	"time"

	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Looks has the kinds that depend on a record look at it, in the transaction in
// which it came or changed. What there is to say is left to the next sweep.
func Looks(tx storage.Tx, rules sales.Rules, c scoped.Changed) error {
	l := newLook(tx, rules, c.At)
	for _, k := range kinds() {
		if !slices.Contains(k.On, c.Kind) || c.New && k.Later {
			continue
		}
		if err := l.glance(k, c); err != nil {
			return err
		}
	}
	return nil
}

// glance puts an item on the agenda: for now, or, if there is nothing to say now,
// for its next look. Nearly all changes are such: an item for each that a sweep
// would only put off cost a third of what is written about a visit. Of a record
// that is new there is no item yet.
func (l *look) glance(k Kind, c scoped.Changed) error {
	due := itemOf(k.Name, c.ID)
	next, quiet, err := l.quiet(k, c)
	switch {
	case errors.Is(err, storage.ErrNotFound), errors.Is(err, storage.ErrDamaged):
		quiet = false // the sweep knows what to do
	case err != nil:
		return err
	}
	if quiet && c.New && next.IsZero() {
		return nil
	}
	if quiet {
		return l.next(due, next)
	}
	due.At = l.now
	return l.tx.Schedule(due)
}

// quiet reports that nothing is to be said or drawn anew now, and when to look next.
func (l *look) quiet(k Kind, c scoped.Changed) (next time.Time, quiet bool, err error) {
	if !k.Glances {
		return time.Time{}, false, nil
	}
	if !c.New {
		if shown, err := l.isShown(k, c.ID); err != nil || shown {
			return time.Time{}, false, err
		}
	}
	_, v, err := k.Decide(l, c.ID)
	return v.Next, v.Action != sales.Send, err
}

// isShown reports that messages show what an item is about, so that they may
// have to be drawn anew.
func (l *look) isShown(k Kind, subject string) (bool, error) {
	if k.About == nil {
		return false, nil
	}
	about, err := k.About(l, subject)
	if err != nil {
		return false, err
	}
	s, err := l.shownIn(about)
	return len(s.Messages) > 0, err
}
