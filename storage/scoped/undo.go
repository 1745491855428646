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
	case sales.KindPerson:
		p, err := w.tx.Person(sales.PersonID(c.ID))
		return p.Version, err
	}
	return 0, fmt.Errorf("unknown kind %q", c.Kind)
}

// turnBack restores what was there before, or leaves a tombstone of what was
// created.
func (w *Writer) turnBack(c sales.Change) error {
	switch c.Kind {
	case sales.KindAccount:
		if len(c.Before) == 0 && w.accountInUse(sales.AccountID(c.ID)) {
			return nil
		}
		return restore(w, c, func(a *sales.Account) { a.Archived = true }, func(a sales.Account, v int64) error {
			a.Version = v
			return w.PutAccount(a)
		})
	case sales.KindContact:
		if len(c.Before) == 0 && w.contactInUse(sales.ContactID(c.ID)) {
			return nil
		}
		return restore(w, c, func(k *sales.Contact) { k.Archived = true }, func(k sales.Contact, v int64) error {
			k.Version = v
			return w.putBackContact(k)
		})
	case sales.KindVisit:
		return restore(w, c, func(x *sales.Visit) { x.Deleted = true }, func(x sales.Visit, v int64) error {
			x.Version = v
			return w.PutVisit(x)
		})
	case sales.KindNote:
		return restore(w, c, func(n *sales.Note) { n.Deleted = true }, func(n sales.Note, v int64) error {
			n.Version = v
			return w.PutNote(n)
		})
	case sales.KindFollowUp:
		return restore(w, c, func(f *sales.FollowUp) { f.Deleted = true }, func(f sales.FollowUp, v int64) error {
			f.Version = v
			return w.PutFollowUp(f)
		})
	case sales.KindPerson:
		return restore(w, c, func(*sales.Person) {}, func(p sales.Person, v int64) error {
			p.Version = v
			return w.PutMe(p)
		})
	}
	return fmt.Errorf("unknown kind %q", c.Kind)
}

func restore[T any](w *Writer, c sales.Change, remove func(*T), put func(record T, version int64) error) error {
	version, err := w.currentVersion(c)
	if err != nil {
		return fmt.Errorf("look up %s: %w", c.Kind, err)
	}
	var record T
	raw := c.Before
	if len(raw) == 0 {
		raw = c.After
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		return fmt.Errorf("read change: %w", err)
	}
	if len(c.Before) == 0 {
		remove(&record)
	}
	return put(record, version)
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
	contacts, err := w.tx.ContactsOf(id)
	return err != nil || len(contacts) > 0
}
