package scoped

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

// Writer is the books as one person may change them, for the length of one
// event. Every change is checked, versioned, entered into the audit trail and
// into the event's change set, and makes the reminders concerned look again.
type Writer struct {
	*Reader
	event event.Event
	rules sales.Rules
	looks Looks
	seq   int
	ids   int
}

// Changed is a record that came or changed.
type Changed struct {
	Kind sales.Kind
	ID   string
	New  bool
	At   time.Time
}

// Looks has the reminders that depend on a record look at it.
type Looks func(storage.Tx, sales.Rules, Changed) error

// Write gives the books to the person who caused an event.
func Write(tx storage.Tx, viewer sales.Person, e event.Event, rules sales.Rules, looks Looks) *Writer {
	return &Writer{Reader: For(tx, viewer, e.Received), event: e, rules: rules, looks: looks}
}

// NewID derives the next id of this event: the same one when it is applied
// again. Ids are in the order in which records came in: what is due on one day is
// listed as it was promised, and what comes in together lies together in the
// store, while a random place for each record cost a page each.
func (w *Writer) NewID(kind sales.Kind) string {
	w.ids++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%d", w.event.Key, kind, w.ids>>8))
	id := binary.BigEndian.AppendUint32(nil, uint32(w.event.Received.Unix()))               //nolint:gosec // enough until 2106
	return strings.ToLower(ids.EncodeToString(append(append(id, sum[:6]...), byte(w.ids)))) //nolint:gosec // the rest is in the hash
}

// ids are in the order of what they encode.
var ids = base32.HexEncoding.WithPadding(base32.NoPadding)

// PutAccount creates or changes an account. The caller passes the version it
// read; somebody else's change in between is a conflict.
func (w *Writer) PutAccount(a sales.Account) error {
	before, err := found(w.tx.Account(a.ID))
	if err != nil {
		return fmt.Errorf("keep account: %w", err)
	}
	allowed := before == nil && sales.MayLog(w.viewer) || before != nil && sales.MayChangeAccount(w.viewer, *before)
	if !allowed {
		return sales.Refuse(sales.Forbidden, "refused.account_not_yours", "account", a.Name)
	}
	return put(w, sales.KindAccount, string(a.ID), before, &a, &a.Version, w.tx.PutAccount)
}

// PutContact creates or changes a contact. Whoever logs a visit may add whom
// they met; changing is for those who see the account.
func (w *Writer) PutContact(c sales.Contact) error {
	before, err := found(w.tx.Contact(c.ID))
	if err != nil {
		return fmt.Errorf("keep contact: %w", err)
	}
	a, err := w.tx.Account(c.Account)
	if err != nil {
		return fmt.Errorf("keep contact: %w", err)
	}
	if !sales.MayLog(w.viewer) || before != nil && !sales.MayChangeAccount(w.viewer, a) {
		return sales.Refuse(sales.Forbidden, "refused.account_not_yours", "account", a.Name)
	}
	return put(w, sales.KindContact, string(c.ID), before, &c, &c.Version, w.tx.PutContact)
}

// PutVisit creates or changes a visit and brings the account's last contact up
// to date.
func (w *Writer) PutVisit(v sales.Visit) error {
	before, err := found(w.tx.Visit(v.ID))
	if err != nil {
		return fmt.Errorf("keep visit: %w", err)
	}
	a, err := w.tx.Account(v.Account)
	if err != nil {
		return fmt.Errorf("keep visit: %w", err)
	}
	if !sales.MayLog(w.viewer) || before != nil && !sales.MayChangeVisit(w.viewer, *before, a) {
		return sales.Refuse(sales.Forbidden, "refused.record_not_yours")
	}
	if err := put(w, sales.KindVisit, string(v.ID), before, &v, &v.Version, w.tx.PutVisit); err != nil {
		return err
	}
	if before != nil && before.Account != v.Account {
		if err := w.recount(before.Account); err != nil {
			return err
		}
	}
	return w.recount(v.Account)
}

// PutNote creates or changes a note.
func (w *Writer) PutNote(n sales.Note) error {
	before, err := found(w.tx.Note(n.ID))
	if err != nil {
		return fmt.Errorf("keep note: %w", err)
	}
	if !sales.MayLog(w.viewer) || before != nil && !w.seesNote(*before) {
		return sales.Refuse(sales.Forbidden, "refused.record_not_yours")
	}
	return put(w, sales.KindNote, string(n.ID), before, &n, &n.Version, w.tx.PutNote)
}

// PutFollowUp creates or changes a follow-up.
func (w *Writer) PutFollowUp(f sales.FollowUp) error {
	before, err := found(w.tx.FollowUp(f.ID))
	if err != nil {
		return fmt.Errorf("keep follow-up: %w", err)
	}
	if !sales.MayLog(w.viewer) || before != nil && !w.seesFollowUp(*before) {
		return sales.Refuse(sales.Forbidden, "refused.record_not_yours")
	}
	return w.keepFollowUp(before, f)
}

func (w *Writer) keepFollowUp(before *sales.FollowUp, f sales.FollowUp) error {
	f.Changed = w.acted()
	return put(w, sales.KindFollowUp, string(f.ID), before, &f, &f.Version, w.tx.PutFollowUp)
}

// acted is when the person did what is being applied: it may have come in much
// later, after an outage. Slack's clock may be ahead of ours.
func (w *Writer) acted() time.Time {
	if at := w.event.At; !at.IsZero() && at.Before(w.event.Received) {
		return at
	}
	return w.event.Received
}

// PutMe changes the viewer's own settings.
func (w *Writer) PutMe(p sales.Person) error {
	before, err := found(w.tx.Person(w.viewer.ID))
	if err != nil {
		return fmt.Errorf("keep person: %w", err)
	}
	if p.ID != w.viewer.ID || before != nil && !sameRights(*before, p) {
		return sales.Refuse(sales.Forbidden, "refused.not_yours")
	}
	if err := put(w, sales.KindPerson, string(p.ID), before, &p, &p.Version, w.tx.PutPerson); err != nil {
		return err
	}
	w.viewer = p
	return nil
}

func sameRights(a, b sales.Person) bool {
	if a.Role != b.Role || a.Admin != b.Admin || a.Team != b.Team || len(a.Manages) != len(b.Manages) {
		return false
	}
	for i, team := range a.Manages {
		if b.Manages[i] != team {
			return false
		}
	}
	return true
}

// HasChanged reports that this event changed a record.
func (w *Writer) HasChanged() bool { return w.seq > 0 }

// LinkMessage remembers that a message led to this event's changes, so that
// editing, deleting or undoing finds them.
func (w *Writer) LinkMessage(s sales.Source) error { return w.tx.LinkMessage(s, w.event.Key) }

// LinkMessageTo remembers that a message led to another event's changes.
func (w *Writer) LinkMessageTo(s sales.Source, event string) error {
	return w.tx.LinkMessage(s, event)
}

// Enqueue puts a message of ours into the outbox.
func (w *Writer) Enqueue(e storage.OutEntry) error { return w.tx.Enqueue(e) }

// Recast changes a message of this person's doing that still waits to be sent
// for the first time, or takes it back; waiting is false if there is none.
func (w *Writer) Recast(key string, c card.Card, takenBack bool) (waiting bool, err error) {
	e, err := w.tx.OutEntry(key)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("look up message: %w", err)
	case e.Attempts > 0 || e.State != storage.OutPending && e.State != storage.OutCancelled:
		return false, nil
	}
	e.Card, e.State = &c, storage.OutPending
	if takenBack {
		e.State, e.Ended = storage.OutCancelled, w.event.Received
	}
	return true, w.tx.SettleOut(e)
}

// Keep stores a small value of the viewer's own until a time (zero: for good).
func (w *Writer) Keep(name string, value []byte, until time.Time) error {
	return w.tx.Keep(w.own(name), value, until)
}

// Forget drops a small value of the viewer's own.
func (w *Writer) Forget(name string) error { return w.tx.Forget(w.own(name)) }

// recount finds the account's last visits anew after one was added, moved or
// deleted: the latest of any kind, and the latest that counts for the cadence.
func (w *Writer) recount(id sales.AccountID) error {
	a, err := w.tx.Account(id)
	if err != nil {
		return fmt.Errorf("count visits: %w", err)
	}
	latest, counted, err := w.lastVisits(a)
	if err != nil {
		return fmt.Errorf("count visits: %w", err)
	}
	if a.LastVisit == latest && a.LastCounted == counted {
		return nil
	}
	a.LastVisit, a.LastCounted = latest, counted
	if err := w.tx.PutAccount(a); err != nil {
		return fmt.Errorf("count visits: %w", err)
	}
	return w.look(sales.KindAccount, string(id), false)
}

func (w *Writer) lastVisits(a sales.Account) (latest, counted sales.Date, err error) {
	page := storage.Page{Limit: 1} // mostly the latest one counts
	for ; ; page.Limit = 20 {
		visits, next, err := w.tx.VisitsTo(a.ID, storage.Period{}, page)
		if err != nil {
			return sales.Date{}, sales.Date{}, err
		}
		for _, v := range visits {
			if latest.IsZero() {
				latest = v.Day
			}
			if sales.Counts(w.rules, a, v) {
				return latest, v.Day, nil
			}
		}
		if next == "" {
			return latest, sales.Date{}, nil
		}
		page.After = next
	}
}

// look makes the reminders that depend on a record look at it at once; their
// rule then says when to look next.
func (w *Writer) look(kind sales.Kind, id string, isNew bool) error {
	if w.looks == nil {
		return nil
	}
	if err := w.looks(w.tx, w.rules, Changed{Kind: kind, ID: id, New: isNew, At: w.event.Received}); err != nil {
		return fmt.Errorf("look at %s: %w", kind, err)
	}
	return nil
}

// put keeps a record with its next version, its entry in the trail, and the
// reminders' next look.
func put[T any](w *Writer, kind sales.Kind, id string, before, after *T, version *int64, keep func(T) error) error {
	var was int64
	if before != nil {
		was = versionOf(before)
	}
	if *version != was {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	*version++
	if err := keep(*after); err != nil {
		return fmt.Errorf("keep %s: %w", kind, err)
	}
	if err := w.trace(kind, id, before, after); err != nil {
		return err
	}
	return w.look(kind, id, before == nil)
}

func (w *Writer) trace(kind sales.Kind, id string, before, after any) error {
	c := sales.Change{
		Event: w.event.Key, Seq: w.seq, At: w.event.Received, Who: w.viewer.ID, Kind: kind, ID: id,
		Source: sales.Source{Channel: w.event.Place.Channel, TS: w.event.TS},
		Whose:  append(whose(before), whose(after)...),
	}
	if w.seq == 0 {
		if err := w.remember(w.event.Key); err != nil {
			return err
		}
	}
	w.seq++
	var err error
	if c.Before, err = recorded(before); err != nil {
		return err
	}
	if c.After, err = recorded(after); err != nil {
		return err
	}
	if err := w.tx.AddChange(c); err != nil {
		return fmt.Errorf("enter change: %w", err)
	}
	return nil
}

func recorded(record any) (json.RawMessage, error) {
	raw, err := json.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("record change: %w", err)
	}
	if string(raw) == "null" {
		return nil, nil
	}
	return raw, nil
}

// found turns "not found" into nil.
func found[T any](record T, err error) (*T, error) {
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &record, nil
}

// whose record it is.
func whose(record any) []sales.PersonID {
	switch r := record.(type) {
	case *sales.Account:
		if r != nil {
			return []sales.PersonID{r.Owner}
		}
	case *sales.Visit:
		if r != nil {
			return []sales.PersonID{r.Author}
		}
	case *sales.Note:
		if r != nil {
			return []sales.PersonID{r.Author}
		}
	case *sales.FollowUp:
		if r != nil {
			return []sales.PersonID{r.Owner, r.Author}
		}
	case *sales.Dealing:
		if r != nil {
			return []sales.PersonID{r.Rep}
		}
	case *sales.Target:
		if r != nil && r.Person != "" {
			return []sales.PersonID{r.Person}
		}
	case *sales.Report:
		if r != nil {
			return []sales.PersonID{r.Author}
		}
	case *sales.WeekPlan:
		if r != nil {
			return []sales.PersonID{r.Person}
		}
	}
	return nil
}

func versionOf(record any) int64 {
	switch r := record.(type) {
	case *sales.Account:
		return r.Version
	case *sales.Contact:
		return r.Version
	case *sales.Visit:
		return r.Version
	case *sales.Note:
		return r.Version
	case *sales.FollowUp:
		return r.Version
	case *sales.Report:
		return r.Version
	case *sales.WeekPlan:
		return r.Version
	case *sales.Person:
		return r.Version
	case *sales.Dealing:
		return r.Version
	case *sales.Target:
		return r.Version
	}
	return 0
}
