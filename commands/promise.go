package commands

import (
	"slices"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// applyFollowUps makes follow-ups of what was read: those of a visit, or, with
// both ids empty, by themselves. Accounts and contacts in the readings must
// have been found.
func applyFollowUps(t *Turn, readings []understand.FollowUpReading, account sales.AccountID, visit sales.VisitID) ([]sales.FollowUp, error) {
	made := make([]sales.FollowUp, 0, len(readings))
	for _, r := range readings {
		f := t.followUpOf(r, account, visit)
		if err := t.Tx.PutFollowUp(f); err != nil {
			return nil, err
		}
		f.Version++
		if err := t.tellFor(f); err != nil {
			return nil, err
		}
		made = append(made, f)
	}
	return made, nil
}

func (t *Turn) followUpOf(r understand.FollowUpReading, account sales.AccountID, visit sales.VisitID) sales.FollowUp {
	f := sales.FollowUp{
		ID: sales.FollowUpID(t.NewID(sales.KindFollowUp)), What: r.What, Account: account, Visit: visit,
		Owner: t.ownerOf(r), Author: t.Me.ID, Due: t.dueOf(r), Status: sales.FollowUpOpen, Every: r.Every, Created: t.Now,
	}
	if r.Account.ID != "" {
		f.Account = r.Account.ID
	}
	if r.Contact != nil {
		f.Contact = r.Contact.ID
	}
	if s := sourceOf(t.Event); !s.IsZero() {
		f.Sources = []sales.Source{s}
	}
	return f
}

// dueOf is when it is promised for; a promise without a day is for the next
// working day, so that it is not forgotten.
func (t *Turn) dueOf(r understand.FollowUpReading) sales.Due {
	if !r.Due.Due.IsZero() {
		return r.Due.Due
	}
	return sales.Due{Day: sales.CalendarOf(t.Me, t.Rules).NextWorkingDay(t.Today().AddDays(1))}
}

// alignFollowUps creates, changes and removes follow-ups, and gives the ids of
// those that are told of now.
func (t *Turn) alignFollowUps(made []sales.FollowUpID, was, now []understand.FollowUpReading, account sales.AccountID, visit sales.VisitID) ([]sales.FollowUpID, error) {
	pairs := pair(len(was), len(now),
		func(i, j int) bool { return was[i].What == now[j].What },
		func(i, j int) bool { return true })
	ids := make([]sales.FollowUpID, len(now))
	for j, r := range now {
		if i := pairs[j]; i >= 0 {
			ids[j] = made[i]
			if err := t.changeFollowUp(made[i], was[i], r, account); err != nil {
				return nil, err
			}
			continue
		}
		created, err := applyFollowUps(t, []understand.FollowUpReading{r}, account, visit)
		if err != nil {
			return nil, err
		}
		ids[j] = created[0].ID
	}
	for i := range was {
		if !slices.Contains(pairs, i) {
			if err := t.removeFollowUp(made[i], was[i]); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

// changeFollowUp takes over what is said differently now. What was changed on
// the follow-up itself since, and one that is settled, stay as they are.
func (t *Turn) changeFollowUp(id sales.FollowUpID, was, now understand.FollowUpReading, account sales.AccountID) error {
	f, err := t.Tx.FollowUp(id)
	if missing(err) || err == nil && (f.Deleted || f.Status != sales.FollowUpOpen) {
		return nil
	}
	if err != nil {
		return err
	}
	before := f
	if f.What == was.What {
		f.What = now.What
	}
	if was.Due.Due != now.Due.Due && sameDue(f.Due, was.Due.Due) {
		f.Due = t.dueOf(now)
	}
	if was.Every != now.Every && f.Every == was.Every {
		f.Every = now.Every
	}
	if now.Account.ID != "" {
		account = now.Account.ID
	}
	if account != "" {
		f.Account = account
	}
	if now.Contact != nil {
		f.Contact = now.Contact.ID
	}
	if f.What == before.What && sameDue(f.Due, before.Due) && f.Account == before.Account && f.Contact == before.Contact && f.Every == before.Every {
		return nil
	}
	return t.Tx.PutFollowUp(f)
}

func sameDue(a, b sales.Due) bool {
	return a.Day == b.Day && sameClock(a.Time, b.Time) && a.Zone == b.Zone && a.By == b.By
}

// removeFollowUp leaves a tombstone, unless somebody has worked on it since:
// then other statements rest on it, and it stays.
func (t *Turn) removeFollowUp(id sales.FollowUpID, was understand.FollowUpReading) error {
	f, err := t.Tx.FollowUp(id)
	if missing(err) || err == nil && f.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	if f.Status != sales.FollowUpOpen || f.Snoozed != nil || f.What != was.What {
		return nil
	}
	f.What, f.Deleted = "", true
	return t.Tx.PutFollowUp(f)
}

// dropContact archives a contact that nobody else knows; it reports whether it did.
func (t *Turn) dropContact(id sales.ContactID) (bool, error) {
	c, err := t.Tx.Contact(id)
	if missing(err) {
		return false, nil // at a colleague's account: others may have met them
	}
	if err != nil || c.Archived || c.Version > 1 {
		return false, err
	}
	visits, _, err := t.Tx.VisitsWith(id, storage.Period{}, storage.Page{Limit: 1})
	if err != nil || len(visits) > 0 {
		return false, err
	}
	c.Archived = true
	return true, t.Tx.PutContact(c)
}
