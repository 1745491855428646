// Package scoped is the one place that decides who may see what, on the data's
// way out, and who may change what, on its way in. Commands and reminders never
// hold anything else. What a viewer may not see reads as storage.ErrNotFound.
package scoped

import (
	"errors"
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Reader is the books as one person may read them at a time: who covers a
// colleague's leave sees what cannot wait, while it lasts.
type Reader struct {
	tx     storage.Tx
	viewer sales.Person
	now    time.Time
}

// For gives the books to a viewer, as they are in the people's register now.
func For(tx storage.Tx, viewer sales.Person, now time.Time) *Reader {
	return &Reader{tx: tx, viewer: viewer, now: now}
}

// Viewer is who reads.
func (r *Reader) Viewer() sales.Person { return r.viewer }

// AccountName is what everybody in sales may know of an account: its name, owner
// and team.
func (r *Reader) AccountName(id sales.AccountID) (sales.Account, error) {
	if !sales.MaySeeNames(r.viewer) {
		return sales.Account{}, hidden("account")
	}
	a, err := r.tx.Account(id)
	if err != nil {
		return sales.Account{}, fmt.Errorf("look up account: %w", err)
	}
	return nameOnly(a), nil
}

func nameOnly(a sales.Account) sales.Account {
	return sales.Account{ID: a.ID, Name: a.Name, Owner: a.Owner, Team: a.Team, Archived: a.Archived, Version: a.Version}
}

// Account is the whole account, for those who may see all of it.
func (r *Reader) Account(id sales.AccountID) (sales.Account, error) {
	a, err := r.tx.Account(id)
	if err != nil {
		return sales.Account{}, fmt.Errorf("look up account: %w", err)
	}
	if sales.SightOf(r.viewer, a) != sales.SeeAll {
		return sales.Account{}, hidden("account")
	}
	return a, nil
}

// MyAccounts lists the viewer's own accounts, by name.
func (r *Reader) MyAccounts(page storage.Page) ([]sales.Account, string, error) {
	return r.tx.AccountsOf(r.viewer.ID, page)
}

// AccountsOf lists a person's accounts as far as the viewer sees them.
func (r *Reader) AccountsOf(owner sales.PersonID, page storage.Page) ([]sales.Account, string, error) {
	accounts, next, err := r.tx.AccountsOf(owner, page)
	return keep(accounts, func(a sales.Account) bool { return sales.SightOf(r.viewer, a) == sales.SeeAll }), next, err
}

// AccountsIn lists a team's accounts: whole for its managers, names for finance.
func (r *Reader) AccountsIn(team sales.TeamID, page storage.Page) ([]sales.Account, string, error) {
	accounts, next, err := r.tx.AccountsIn(team, page)
	if err != nil {
		return nil, "", err
	}
	visible := accounts[:0]
	for _, a := range accounts {
		switch sales.SightOf(r.viewer, a) {
		case sales.SeeAll:
			visible = append(visible, a)
		case sales.SeeMoney:
			visible = append(visible, nameOnly(a))
		case sales.SeeName:
		}
	}
	return visible, next, nil
}

// AccountsNamed finds accounts by name key; names are known to everybody in sales.
func (r *Reader) AccountsNamed(key string, prefix bool, limit int) ([]storage.NameHit, error) {
	if !sales.MaySeeNames(r.viewer) {
		return nil, nil
	}
	return r.tx.AccountsNamed(key, prefix, limit)
}

// ContactsNamed finds contacts by name key, at accounts the viewer sees.
func (r *Reader) ContactsNamed(key string, prefix bool, limit int) ([]storage.NameHit, error) {
	hits, err := r.tx.ContactsNamed(key, prefix, limit)
	if err != nil {
		return nil, err
	}
	return keep(hits, func(h storage.NameHit) bool {
		_, err := r.Account(h.Account)
		return err == nil
	}), nil
}

// Contact is one contact.
func (r *Reader) Contact(id sales.ContactID) (sales.Contact, error) {
	c, err := r.tx.Contact(id)
	if err != nil {
		return sales.Contact{}, fmt.Errorf("look up contact: %w", err)
	}
	if _, err := r.Account(c.Account); err != nil {
		return sales.Contact{}, err
	}
	return c, nil
}

// ContactName is a contact's name and title, for showing a record the viewer may see.
func (r *Reader) ContactName(id sales.ContactID) (sales.Contact, error) {
	c, err := r.tx.Contact(id)
	if err != nil {
		return sales.Contact{}, fmt.Errorf("look up contact: %w", err)
	}
	return sales.Contact{ID: c.ID, Account: c.Account, Name: c.Name, Title: c.Title}, nil
}

// ContactsOf lists an account's contacts. Somebody who logs a visit to a
// colleague's account sees their names and titles only, to name whom they met.
func (r *Reader) ContactsOf(id sales.AccountID) ([]sales.Contact, error) {
	a, err := r.tx.Account(id)
	if err != nil {
		return nil, fmt.Errorf("look up account: %w", err)
	}
	contacts, err := r.tx.ContactsOf(id)
	if err != nil || sales.SightOf(r.viewer, a) == sales.SeeAll {
		return contacts, err
	}
	if !sales.MayLog(r.viewer) {
		return nil, nil
	}
	for i, c := range contacts {
		contacts[i] = sales.Contact{ID: c.ID, Account: c.Account, Name: c.Name, Title: c.Title, Version: c.Version}
	}
	return contacts, nil
}

// Visit is one visit.
func (r *Reader) Visit(id sales.VisitID) (sales.Visit, error) {
	v, err := r.tx.Visit(id)
	if err != nil {
		return sales.Visit{}, fmt.Errorf("look up visit: %w", err)
	}
	if !r.seesVisit(v) {
		return sales.Visit{}, hidden("visit")
	}
	return v, nil
}

func (r *Reader) seesVisit(v sales.Visit) bool {
	a, err := r.tx.Account(v.Account)
	return err == nil && sales.MaySeeVisit(r.viewer, v, a)
}

// VisitsTo lists an account's visits, latest first.
func (r *Reader) VisitsTo(id sales.AccountID, in storage.Period, page storage.Page) ([]sales.Visit, string, error) {
	visits, next, err := r.tx.VisitsTo(id, in, page)
	return keep(visits, r.seesVisit), next, err
}

// VisitsBy lists a person's visits, latest first.
func (r *Reader) VisitsBy(who sales.PersonID, in storage.Period, page storage.Page) ([]sales.Visit, string, error) {
	visits, next, err := r.tx.VisitsBy(who, in, page)
	return keep(visits, r.seesVisit), next, err
}

// VisitsWith lists a contact's visits, latest first.
func (r *Reader) VisitsWith(id sales.ContactID, in storage.Period, page storage.Page) ([]sales.Visit, string, error) {
	visits, next, err := r.tx.VisitsWith(id, in, page)
	return keep(visits, r.seesVisit), next, err
}

// Note is one note.
func (r *Reader) Note(id sales.NoteID) (sales.Note, error) {
	n, err := r.tx.Note(id)
	if err != nil {
		return sales.Note{}, fmt.Errorf("look up note: %w", err)
	}
	if !r.seesNote(n) {
		return sales.Note{}, hidden("note")
	}
	return n, nil
}

func (r *Reader) seesNote(n sales.Note) bool {
	a, err := r.tx.Account(n.Account)
	return err == nil && sales.MaySeeNote(r.viewer, n, a)
}

// NotesOn lists an account's notes, latest first.
func (r *Reader) NotesOn(id sales.AccountID, in storage.Period, page storage.Page) ([]sales.Note, string, error) {
	notes, next, err := r.tx.NotesOn(id, in, page)
	return keep(notes, r.seesNote), next, err
}

// NotesBy lists a person's notes, latest first.
func (r *Reader) NotesBy(who sales.PersonID, in storage.Period, page storage.Page) ([]sales.Note, string, error) {
	notes, next, err := r.tx.NotesBy(who, in, page)
	return keep(notes, r.seesNote), next, err
}

// FollowUp is one follow-up.
func (r *Reader) FollowUp(id sales.FollowUpID) (sales.FollowUp, error) {
	f, err := r.tx.FollowUp(id)
	if err != nil {
		return sales.FollowUp{}, fmt.Errorf("look up follow-up: %w", err)
	}
	if !r.seesFollowUp(f) {
		return sales.FollowUp{}, hidden("follow-up")
	}
	return f, nil
}

func (r *Reader) seesFollowUp(f sales.FollowUp) bool {
	owner, err := r.tx.Person(f.Owner)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return false
	}
	var account *sales.Account
	if a, err := r.tx.Account(f.Account); err == nil {
		account = &a
	}
	return sales.MaySeeFollowUp(r.viewer, f, owner, account) || !r.viewer.Left && sales.IsCoveredBy(r.viewer.ID, f, owner, r.now)
}

// OpenFollowUps lists a person's open follow-ups by effective day.
func (r *Reader) OpenFollowUps(owner sales.PersonID, until sales.Date, page storage.Page) ([]sales.FollowUp, string, error) {
	followUps, next, err := r.tx.OpenFollowUps(owner, until, page)
	if owner == r.viewer.ID {
		return followUps, next, err
	}
	return keep(followUps, r.seesFollowUp), next, err
}

// FollowUpsFor lists an account's follow-ups.
func (r *Reader) FollowUpsFor(id sales.AccountID, open bool, page storage.Page) ([]sales.FollowUp, string, error) {
	followUps, next, err := r.tx.FollowUpsFor(id, open, page)
	return keep(followUps, r.seesFollowUp), next, err
}

// Person is a colleague: name, team, role, language, zone; leave and working
// hours too for themselves and their managers.
func (r *Reader) Person(id sales.PersonID) (sales.Person, error) {
	p, err := r.tx.Person(id)
	if err != nil {
		return sales.Person{}, fmt.Errorf("look up person: %w", err)
	}
	return r.sightOfPerson(p), nil
}

func (r *Reader) sightOfPerson(p sales.Person) sales.Person {
	if p.ID == r.viewer.ID || r.viewer.IsManagerOf(p.Team) {
		return p
	}
	return sales.Person{
		ID: p.ID, Name: p.Name, Role: p.Role, Team: p.Team, Manages: p.Manages,
		Language: p.Language, Zone: p.Zone, Left: p.Left,
	}
}

// IsAway reports that a colleague has a day off among those from one to another.
// Which day is not told.
func (r *Reader) IsAway(id sales.PersonID, from, to sales.Date) (bool, error) {
	p, err := r.tx.Person(id)
	if err != nil {
		return false, fmt.Errorf("look up person: %w", err)
	}
	for _, l := range p.Leave {
		if !l.To.Before(from) && !l.From.After(to) {
			return true, nil
		}
	}
	return false, nil
}

// FreeAt is when something may be said to a colleague unasked: now, or when
// their working time begins again.
func (r *Reader) FreeAt(id sales.PersonID, rules sales.Rules) (time.Time, error) {
	p, err := r.tx.Person(id)
	if errors.Is(err, storage.ErrNotFound) {
		return r.now, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("look up person: %w", err)
	}
	return sales.CalendarOf(p, rules).NextMoment(r.now), nil
}

// PeopleNamed finds colleagues by name key.
func (r *Reader) PeopleNamed(key string, limit int) ([]sales.PersonID, error) {
	return r.tx.PeopleNamed(key, limit)
}

// PeopleIn lists a team's people, for its members and managers.
func (r *Reader) PeopleIn(team sales.TeamID, page storage.Page) ([]sales.Person, string, error) {
	if r.viewer.Team != team && !r.viewer.IsManagerOf(team) {
		return nil, "", nil
	}
	people, next, err := r.tx.PeopleIn(team, page)
	for i, p := range people {
		people[i] = r.sightOfPerson(p)
	}
	return people, next, err
}

// Changes lists the audit trail of one record, for those who see the record.
func (r *Reader) Changes(kind sales.Kind, id string, page storage.Page) ([]sales.Change, string, error) {
	if !r.seesRecord(kind, id) {
		return nil, "", hidden(string(kind))
	}
	return r.tx.ChangesTo(kind, id, page)
}

func (r *Reader) seesRecord(kind sales.Kind, id string) bool {
	var err error
	switch kind {
	case sales.KindAccount:
		_, err = r.Account(sales.AccountID(id))
	case sales.KindContact:
		_, err = r.Contact(sales.ContactID(id))
	case sales.KindVisit:
		_, err = r.Visit(sales.VisitID(id))
	case sales.KindNote:
		_, err = r.Note(sales.NoteID(id))
	case sales.KindFollowUp:
		_, err = r.FollowUp(sales.FollowUpID(id))
	case sales.KindDealing:
		_, err = r.Dealing(sales.DealingID(id))
	case sales.KindTarget:
		_, err = r.Target(sales.TargetID(id))
	case sales.KindReport:
		_, err = r.Report(sales.ReportID(id))
	case sales.KindPlan:
		_, err = r.Plan(sales.PlanID(id))
	case sales.KindPerson:
		return sales.PersonID(id) == r.viewer.ID
	default:
		return false
	}
	return err == nil
}

// ChangesBy is an event's change set, if the viewer caused it.
func (r *Reader) ChangesBy(event string) ([]sales.Change, error) {
	changes, err := r.tx.ChangesBy(event)
	return keep(changes, func(c sales.Change) bool { return c.Who == r.viewer.ID }), err
}

// EventsFrom answers which events came of a message.
func (r *Reader) EventsFrom(s sales.Source) ([]string, error) { return r.tx.EventsFrom(s) }

// Answered finds the outbox entry that became this message of ours.
func (r *Reader) Answered(s sales.Source) (storage.OutEntry, error) {
	e, err := r.tx.SentTo(s)
	if err == nil && e.To != r.viewer.ID {
		return storage.OutEntry{}, hidden("message")
	}
	return e, err
}

// Edition is of all people, accounts and contacts.
func (r *Reader) Edition() (storage.Edition, error) { return r.tx.Edition() }

// Recall reads a small value of the viewer's own: names are below their id.
func (r *Reader) Recall(name string) ([]byte, error) { return r.tx.Recall(r.own(name)) }

func (r *Reader) own(name string) string { return Own(r.viewer.ID, name) }

// Own is the whole name of a small value that belongs to a person, as the store
// knows it: Reader.Recall and Writer.Keep add the rest by themselves.
func Own(id sales.PersonID, name string) string { return "person/" + string(id) + "/" + name }

func hidden(what string) error { return fmt.Errorf("%s: %w", what, storage.ErrNotFound) }

func keep[T any](all []T, visible func(T) bool) []T {
	kept := all[:0]
	for _, x := range all {
		if visible(x) {
			kept = append(kept, x)
		}
	}
	return kept
}
