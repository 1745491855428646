package commands

import (
	"slices"

	"roundsman/bot/present"
	"roundsman/sales"
)

// receiptOf gathers the records of a telling as they are now. While it is
// undone or gone, they are those that were.
func (t *Turn) receiptOf(tl *telling) (present.Receipt, error) {
	r := present.Receipt{ID: tl.ID, Version: tl.Version, Viewer: t.Me.ID}
	for _, made := range tl.Made.Visits {
		v, err := t.Tx.Visit(made.ID)
		if missing(err) || err == nil && v.Deleted && tl.State == tellKept {
			continue
		}
		if err != nil {
			return r, err
		}
		f, err := t.visitFacts(v, tl)
		if err != nil {
			return r, err
		}
		r.Visits = append(r.Visits, f)
	}
	for _, id := range tl.Made.Notes {
		n, err := t.Tx.Note(id)
		if missing(err) || err == nil && n.Deleted && tl.State == tellKept {
			continue
		}
		if err != nil {
			return r, err
		}
		a, err := t.Tx.AccountName(n.Account)
		if err != nil {
			return r, err
		}
		r.Notes = append(r.Notes, present.NoteFacts{Note: n, Account: a, AccountNew: slices.Contains(tl.Made.Accounts, a.ID)})
	}
	var err error
	r.FollowUps, err = t.promisesOf(tl.Made.FollowUps, tl.State != tellKept)
	return r, err
}

// visitFacts finds what the ids in a visit are called.
func (l *Look) visitFacts(v sales.Visit, tl *telling) (present.VisitFacts, error) {
	f := present.VisitFacts{Visit: v}
	var err error
	if f.Account, err = l.Books.AccountName(v.Account); err != nil {
		return f, err
	}
	for _, id := range v.Contacts {
		c, err := l.Books.ContactName(id)
		if missing(err) {
			continue
		}
		if err != nil {
			return f, err
		}
		f.Contacts = append(f.Contacts, c)
		if tl != nil && slices.Contains(tl.Made.Contacts, id) {
			f.New = append(f.New, c)
		}
	}
	f.AccountNew = tl != nil && slices.Contains(tl.Made.Accounts, v.Account)
	f.FollowUps, err = l.promisesOf(v.FollowUps, v.Deleted)
	return f, err
}

// promisesOf finds follow-ups and what the ids in them are called; those that
// were deleted are left out unless gone is set.
func (l *Look) promisesOf(ids []sales.FollowUpID, gone bool) ([]present.FollowUpFacts, error) {
	var all []present.FollowUpFacts
	for _, id := range ids {
		f, err := l.Books.FollowUp(id)
		if missing(err) || err == nil && f.Deleted && !gone {
			continue
		}
		if err != nil {
			return nil, err
		}
		facts := present.FollowUpFacts{FollowUp: f}
		if a, err := l.Books.AccountName(f.Account); err == nil {
			facts.Account = a.Name
		}
		if c, err := l.Books.ContactName(f.Contact); err == nil {
			facts.Contact = c.Name
		}
		all = append(all, facts)
	}
	return all, nil
}
