package reminders

import (
	"cmp"
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
	calendars map[sales.PersonID]*sales.Calendar
	followUps map[sales.FollowUpID]*sales.FollowUp
	messages  []*message
	// counts are how many messages people got unasked on their day; counted are
	// those to whom this pass adds one.
	counts  map[sales.PersonID]int
	counted map[sales.PersonID]sales.Date
	// shown is where things are shown, as far as it was read.
	shown map[string]*shown
	// more are items to be looked at besides.
	more []storage.DueItem
	// items were looked at; work counts records that were read for the items of this pass.
	items, work int
	welcomes    int
}

func newLook(tx storage.Tx, rules sales.Rules, now time.Time) *look {
	return &look{
		tx: tx, rules: rules, now: now, calendars: map[sales.PersonID]*sales.Calendar{}, followUps: map[sales.FollowUpID]*sales.FollowUp{},
		counts: map[sales.PersonID]int{}, counted: map[sales.PersonID]sales.Date{}, shown: map[string]*shown{},
	}
}

// calendar is a person's; people are read once a pass.
func (l *look) calendar(id sales.PersonID) (sales.Calendar, error) {
	if c, ok := l.calendars[id]; ok {
		return *c, nil
	}
	p, err := l.tx.Person(id)
	if err != nil {
		return sales.Calendar{}, fmt.Errorf("look up person: %w", err)
	}
	c := sales.CalendarOf(p, l.rules)
	l.calendars[id] = &c
	return c, nil
}

// followUp is read once a pass, too: several kinds look at one when it changes.
func (l *look) followUp(id sales.FollowUpID) (sales.FollowUp, error) {
	if f, ok := l.followUps[id]; ok {
		return *f, nil
	}
	f, err := l.tx.FollowUp(id)
	if err == nil {
		l.followUps[id] = &f
	}
	return f, err
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
	err := l.redraw(kind, due.Subject)
	if err != nil {
		return l.unlessDamaged(due, err)
	}
	to, v, err := kind.Decide(l, due.Subject)
	if err != nil {
		return l.unlessDamaged(due, err)
	}
	if v, err = l.mannerly(kind, due, to, v); err != nil {
		return err
	}
	return l.next(due, v.Next)
}

// mannerly says what a rule wants said, as far as manners let it: not what the
// person switched off, not more than so many messages a day.
func (l *look) mannerly(kind Kind, due storage.DueItem, to sales.Calendar, v sales.Verdict) (sales.Verdict, error) {
	if v = sales.Wanted(v, to, cmp.Or(kind.Setting, kind.Name)); v.Action != sales.Send {
		return v, nil
	}
	if v = sales.FirstNudge(v, to, l.now); v.Action != sales.Send {
		return v, l.welcome(to)
	}
	m, err := l.messageFor(kind, due.Key, to, v)
	if err != nil {
		return v, err
	}
	sent, err := l.sent(to)
	if err != nil {
		return v, err
	}
	if v = sales.Quota(v, to, sent, l.joins(m), l.now); v.Action != sales.Send {
		return v, nil
	}
	m.first = m.first || m.fresh && sent == 0
	v = sales.Away(v, to, due.At, m.first, l.now)
	if err := l.claim(to.Person().ID, due.Key, v); err != nil {
		return v, err
	}
	l.say(m, to, v, due.Key)
	m.below = kind.Below
	if kind.Begin != nil {
		if err := kind.Begin(l, due.Subject, v, m.entry.Key); err != nil {
			return v, err
		}
	}
	return v, l.showIn(kind, due.Subject, m)
}

// unlessDamaged puts an item off whose record cannot be read, and drops one
// whose record is no more.
func (l *look) unlessDamaged(due storage.DueItem, err error) error {
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return l.tx.Unschedule(due.Key)
	case errors.Is(err, storage.ErrDamaged):
		return l.later(due)
	}
	return err
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
