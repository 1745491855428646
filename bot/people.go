package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// standing is what Slack says of somebody that decides whether we talk to them.
type standing struct {
	Bot      bool      `json:"bot,omitempty"`
	Guest    bool      `json:"guest,omitempty"`
	Stranger bool      `json:"stranger,omitempty"`
	Asked    time.Time `json:"asked"` // when Slack was asked
}

// stale is after how long Slack is asked again.
const stale = 24 * time.Hour

// actor is who caused an event, as far as it is known.
type actor struct {
	person   sales.Person
	kept     bool // the person is in the register
	standing standing
	known    bool // Slack has said who that is
}

// needsProfile reports that nothing can be decided before Slack was asked.
func (a actor) needsProfile(e event.Event) bool {
	unknown := !a.kept && !a.known
	return unknown || a.kept && (a.person.Zone == "" || a.person.Left) || e.Kind == event.PersonChange
}

// isPlaced reports that enough is known of somebody to do without Slack's word.
func (a actor) isPlaced() bool { return a.kept && a.person.Zone != "" }

// isStale reports that Slack should be asked again some time.
func (a actor) isStale(now time.Time) bool { return !a.known || now.Sub(a.standing.Asked) > stale }

// lookUp reads what is kept of somebody.
func lookUp(tx storage.Tx, id sales.PersonID) (actor, error) {
	p, err := person(tx, id)
	if err != nil {
		return actor{}, err
	}
	a := actor{}
	if p != nil {
		a.person, a.kept = *p, true
	}
	a.known, err = recall(tx, standingName(id), &a.standing)
	return a, err
}

func standingName(id sales.PersonID) string { return "standing/" + string(id) }

// learn keeps what Slack says of somebody; the person only if they are in the
// register, or are to be.
func (w *Workspace) learn(tx storage.Tx, a actor, p Profile, now time.Time, cause string) (_ actor, err error) {
	a.standing = standing{Bot: p.Bot, Guest: p.Guest, Stranger: p.Stranger, Asked: now}
	a.known = true
	if err := keep(tx, standingName(p.ID), a.standing, time.Time{}); err != nil {
		return a, err
	}
	if !a.kept {
		a.person = w.o.Directory.newcomer(p.ID)
		a.person = described(a.person, p, w.o.Directory.zone())
		return a, nil
	}
	before := a.person
	a.person = described(a.person, p, w.o.Directory.zone())
	a.person, err = w.register(tx, &before, a.person, cause)
	return a, err
}

// described is a person with what Slack says of them. What they chose or showed
// by writing stays.
func described(p sales.Person, by Profile, zone string) sales.Person {
	p.Name, p.Left = by.Name, by.Deleted
	if !p.ZoneChosen {
		p.Zone = zone
		if _, err := time.LoadLocation(by.Zone); err == nil && by.Zone != "" {
			p.Zone = by.Zone
		}
	}
	if !wroteIn(p.LanguageHint) && by.Language != "" {
		p.LanguageHint = by.Language
	}
	return p
}

// register keeps a change of ours to a person, enters it into the audit trail
// (under a key of its own, so that undoing the event does not undo it) and makes
// the reminders concerned look again. Without a change it does nothing. It
// returns the person as they are kept now.
func (w *Workspace) register(tx storage.Tx, before *sales.Person, after sales.Person, cause string) (sales.Person, error) {
	if before != nil && reflect.DeepEqual(*before, after) {
		return after, nil
	}
	now := w.now()
	after.Version++
	if err := tx.PutPerson(after); err != nil {
		return after, fmt.Errorf("keep person: %w", err)
	}
	if err := traceOf(tx, before, after, cause, now); err != nil {
		return after, err
	}
	return after, w.lookAgain(tx, after.ID, now)
}

func traceOf(tx storage.Tx, before *sales.Person, after sales.Person, cause string, now time.Time) (err error) {
	c := sales.Change{
		Event: fmt.Sprintf("person:%s:%d:%s", after.ID, after.Version, cause), At: now, Who: after.ID,
		Kind: sales.KindPerson, ID: string(after.ID),
	}
	if before != nil {
		if c.Before, err = json.Marshal(before); err != nil {
			return fmt.Errorf("record change: %w", err)
		}
	}
	if c.After, err = json.Marshal(after); err != nil {
		return fmt.Errorf("record change: %w", err)
	}
	if err := tx.AddChange(c); err != nil {
		return fmt.Errorf("enter change: %w", err)
	}
	return nil
}

// lookAgain makes the reminders that depend on a person look at once.
func (w *Workspace) lookAgain(tx storage.Tx, id sales.PersonID, now time.Time) error {
	if w.o.Looks == nil {
		return nil
	}
	if err := w.o.Looks(tx, w.o.Rules, scoped.Changed{Kind: sales.KindPerson, ID: string(id), At: now}); err != nil {
		return fmt.Errorf("look at person: %w", err)
	}
	return nil
}

// person is somebody in the register, nil if they are not.
func person(tx storage.Tx, id sales.PersonID) (*sales.Person, error) {
	p, err := tx.Person(id)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look up person: %w", err)
	}
	return &p, nil
}

// recall reads a value that keep stored; ok is false if there is none.
func recall(tx storage.Tx, name string, into any) (ok bool, err error) {
	raw, err := tx.Recall(name)
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("recall: %w", err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return false, fmt.Errorf("recall: %w", err)
	}
	return true, nil
}

func keep(tx storage.Tx, name string, value any, until time.Time) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("keep: %w", err)
	}
	if err := tx.Keep(name, raw, until); err != nil {
		return fmt.Errorf("keep: %w", err)
	}
	return nil
}
