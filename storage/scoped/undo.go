package scoped

import (
	"encoding/json"
	"fmt"
	"slices"

	"roundsman/sales"
	"roundsman/storage"
)

// Undo turns back everything that events of the viewer's changed, as a whole: if
// any record has been changed since by something else, nothing is undone and it
// is a conflict. Undoing an undo brings back what it took away. Events are
// given in their order.
func (w *Writer) Undo(events ...string) ([]sales.Change, error) {
	changes, err := w.changesBy(events)
	if err != nil {
		return nil, err
	}
	for _, c := range lastOfEach(changes) {
		if err := w.unchangedSince(c); err != nil {
			return nil, err
		}
	}
	// Backwards, so that a contact or an account goes after what refers to it.
	for _, c := range slices.Backward(firstOfEach(changes)) {
		if err := w.turnBack(c); err != nil {
			return nil, err
		}
	}
	for _, event := range events {
		if err := w.tx.MarkUndone(event); err != nil {
			return nil, fmt.Errorf("mark as undone: %w", err)
		}
	}
	return changes, w.forgetRecent(append(slices.Clone(events), w.event.Key))
}

func (w *Writer) changesBy(events []string) ([]sales.Change, error) {
	var all []sales.Change
	done := true
	for _, event := range events {
		changes, err := w.ChangesBy(event)
		if err != nil {
			return nil, fmt.Errorf("look up changes: %w", err)
		}
		for _, c := range changes {
			done = done && c.Undone
		}
		all = append(all, changes...)
	}
	switch {
	case len(all) == 0:
		return nil, sales.Refuse(sales.NotFound, "refused.nothing_to_undo")
	case done:
		return nil, sales.Refuse(sales.Conflict, "refused.undone_already")
	}
	return all, nil
}

// lastOfEach is each record's state when the event was over, firstOfEach the
// one before it began: an event may change a record more than once.
func lastOfEach(changes []sales.Change) []sales.Change {
	backwards := slices.Clone(changes)
	slices.Reverse(backwards)
	return firstOfEach(backwards)
}

func firstOfEach(changes []sales.Change) []sales.Change {
	var first []sales.Change
	for _, c := range changes {
		if !slices.ContainsFunc(first, func(f sales.Change) bool { return f.Kind == c.Kind && f.ID == c.ID }) {
			first = append(first, c)
		}
	}
	return first
}

func (w *Writer) unchangedSince(c sales.Change) error {
	version := func(raw json.RawMessage) int64 {
		var v struct {
			Version int64 `json:"version"`
		}
		_ = json.Unmarshal(raw, &v) // no version reads as 0, which is then a conflict
		return v.Version
	}
	now, err := w.currentVersion(c)
	if err != nil {
		return fmt.Errorf("look up %s: %w", c.Kind, err)
	}
	if now != version(c.After) {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	return nil
}

func (w *Writer) currentVersion(c sales.Change) (int64, error) {
	switch c.Kind {
	case sales.KindAccount:
		a, err := w.tx.Account(sales.AccountID(c.ID))
		return a.Version, err
	case sales.KindContact:
		k, err := w.tx.Contact(sales.ContactID(c.ID))
		return k.Version, err
	case sales.KindVisit:
		v, err := w.tx.Visit(sales.VisitID(c.ID))
		return v.Version, err
	case sales.KindNote:
		n, err := w.tx.Note(sales.NoteID(c.ID))
		return n.Version, err
	case sales.KindFollowUp:
		f, err := w.tx.FollowUp(sales.FollowUpID(c.ID))
		return f.Version, err
	case sales.KindReport:
		r, err := w.tx.Report(sales.ReportID(c.ID))
		return r.Version, err
	case sales.KindPlan:
		p, err := w.tx.Plan(sales.PlanID(c.ID))
		return p.Version, err
	case sales.KindPerson:
		p, err := w.tx.Person(sales.PersonID(c.ID))
		return p.Version, err
	case sales.KindDealing:
		d, err := w.tx.Dealing(sales.DealingID(c.ID))
		return d.Version, err
	case sales.KindTarget:
		g, err := w.tx.Target(sales.TargetID(c.ID))
		return g.Version, err
	}
	return 0, fmt.Errorf("unknown kind %q", c.Kind)
}

// turnBack restores what was there before, or leaves a tombstone of what was
// created, as it is now.
func (w *Writer) turnBack(c sales.Change) error {
	switch c.Kind {
	case sales.KindAccount:
		if len(c.Before) == 0 && w.accountInUse(sales.AccountID(c.ID)) {
			return nil
		}
		a, err := w.tx.Account(sales.AccountID(c.ID))
		return restore(c, a, err, func(a *sales.Account) { a.Archived = true }, func(was *sales.Account) { was.Version = a.Version }, w.PutAccount)
	case sales.KindContact:
		if len(c.Before) == 0 && w.contactInUse(sales.ContactID(c.ID)) {
			return nil
		}
		k, err := w.tx.Contact(sales.ContactID(c.ID))
		return restore(c, k, err, func(k *sales.Contact) { k.Archived = true }, func(was *sales.Contact) { was.Version = k.Version }, w.putBackContact)
	case sales.KindVisit:
		v, err := w.tx.Visit(sales.VisitID(c.ID))
		return restore(c, v, err, func(v *sales.Visit) { v.Deleted = true }, func(was *sales.Visit) { was.Version = v.Version }, w.PutVisit)
	case sales.KindNote:
		n, err := w.tx.Note(sales.NoteID(c.ID))
		return restore(c, n, err, func(n *sales.Note) { n.Deleted = true }, func(was *sales.Note) { was.Version = n.Version }, w.PutNote)
	case sales.KindFollowUp:
		f, err := w.tx.FollowUp(sales.FollowUpID(c.ID))
		return restore(c, f, err, func(f *sales.FollowUp) { f.Deleted = true }, func(was *sales.FollowUp) { was.Version = f.Version }, w.putBackFollowUp)
	case sales.KindReport:
		r, err := w.tx.Report(sales.ReportID(c.ID))
		return restore(c, r, err, func(r *sales.Report) { r.State, r.Answers, r.At = sales.ReportCancelled, nil, 0 }, func(was *sales.Report) { was.Version = r.Version }, w.PutReport)
	case sales.KindPlan:
		p, err := w.tx.Plan(sales.PlanID(c.ID))
		return restore(c, p, err, func(p *sales.WeekPlan) { p.Visits, p.LeftOut = nil, nil }, func(was *sales.WeekPlan) { was.Version = p.Version }, w.PutPlan)
	case sales.KindPerson:
		p, err := w.tx.Person(sales.PersonID(c.ID))
		return restore(c, p, err, func(*sales.Person) {}, func(was *sales.Person) { was.Version = p.Version }, w.PutMe)
	case sales.KindDealing:
		d, err := w.tx.Dealing(sales.DealingID(c.ID))
		return restore(c, d, err, func(d *sales.Dealing) { d.Deleted = true }, func(was *sales.Dealing) { was.Version = d.Version }, w.PutDealing)
	case sales.KindTarget:
		g, err := w.tx.Target(sales.TargetID(c.ID))
		return restore(c, g, err, func(g *sales.Target) { g.Goals = nil }, func(was *sales.Target) { was.Version = g.Version }, w.PutTarget)
	}
	return fmt.Errorf("unknown kind %q", c.Kind)
}

func restore[T any](c sales.Change, now T, err error, remove func(*T), renumber func(was *T), put func(T) error) error {
	if err != nil {
		return fmt.Errorf("look up %s: %w", c.Kind, err)
	}
	if len(c.Before) == 0 {
		remove(&now)
		return put(now)
	}
	var was T
	if err := json.Unmarshal(c.Before, &was); err != nil {
		return fmt.Errorf("read change: %w", err)
	}
	renumber(&was)
	return put(was)
}

// putBackContact is PutContact for somebody's own change: who added a contact at
// a colleague's account may take it back.
func (w *Writer) putBackContact(k sales.Contact) error {
	before, err := found(w.tx.Contact(k.ID))
	if err != nil {
		return fmt.Errorf("keep contact: %w", err)
	}
	return put(w, sales.KindContact, string(k.ID), before, &k, &k.Version, w.tx.PutContact)
}

// putBackFollowUp is PutFollowUp for somebody's own change: who put off a
// follow-up beyond the leave they cover sees it no more, and may take it back.
func (w *Writer) putBackFollowUp(f sales.FollowUp) error {
	before, err := found(w.tx.FollowUp(f.ID))
	if err != nil {
		return fmt.Errorf("keep follow-up: %w", err)
	}
	return w.keepFollowUp(before, f)
}

// A contact or an account that others have come to use stays when the event
// that made it is undone.
func (w *Writer) contactInUse(id sales.ContactID) bool {
	visits, _, err := w.tx.VisitsWith(id, storage.Period{}, storage.Page{Limit: 1})
	return err != nil || len(visits) > 0
}

func (w *Writer) accountInUse(id sales.AccountID) bool {
	one := storage.Page{Limit: 1}
	visits, _, err := w.tx.VisitsTo(id, storage.Period{}, one)
	if err != nil || len(visits) > 0 {
		return true
	}
	notes, _, err := w.tx.NotesOn(id, storage.Period{}, one)
	if err != nil || len(notes) > 0 {
		return true
	}
	followUps, _, err := w.tx.FollowUpsFor(id, false, one)
	if err != nil || len(followUps) > 0 {
		return true
	}
	dealings, _, err := w.tx.DealingsWith(id, storage.Period{}, one)
	if err != nil || len(dealings) > 0 {
		return true
	}
	contacts, err := w.tx.ContactsOf(id)
	return err != nil || len(contacts) > 0
}
