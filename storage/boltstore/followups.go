package boltstore

import (
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Open follow-ups are listed by effective day, those without a time first, then
// by time; settled ones by when they were settled, latest first.

const (
	openPart    byte = 'o'
	settledPart byte = 's' // after openPart: an account's open ones come first
)

var followUpsBucket = newBucket(followUps, "follow-up", func(f sales.FollowUp) []entry {
	if f.Deleted {
		return nil
	}
	id := string(f.ID)
	var entries []entry
	if f.Status == sales.FollowUpOpen {
		entries = append(entries, at(followUpsOwner, raised(key(nil).text(string(f.Owner)), f), id))
	}
	entries = append(entries, settledEntries(f)...)
	if f.Account == "" {
		return entries
	}
	order := key(nil).text(string(f.Account))
	if f.Status == sales.FollowUpOpen {
		order = raised(order.byte(openPart), f)
	} else {
		order = order.byte(settledPart).latest(f.Settled)
	}
	return append(entries, at(followUpsAccount, order, id))
}).remembered()

// settledEntries list what was settled by its owner and when.
func settledEntries(f sales.FollowUp) []entry {
	if f.Deleted || f.Status == sales.FollowUpOpen {
		return nil
	}
	return []entry{at(followUpsSettled, key(nil).text(string(f.Owner)).latest(f.Settled), string(f.ID))}
}

// raised orders a follow-up by the day and time it is to be raised.
func raised(k key, f sales.FollowUp) key {
	due := f.Due
	if f.Snoozed != nil {
		due = *f.Snoozed
	}
	minute := 0
	if due.Time != nil {
		minute = 1 + due.Time.Minutes()
	}
	return k.day(due.Day).byte(byte(minute >> 8)).byte(byte(minute))
}

func (t *tx) FollowUp(id sales.FollowUpID) (sales.FollowUp, error) {
	return followUpsBucket.get(t, string(id))
}

func (t *tx) PutFollowUp(f sales.FollowUp) error {
	_, _, err := followUpsBucket.put(t, string(f.ID), f)
	return err
}

func (t *tx) OpenFollowUps(owner sales.PersonID, until sales.Date, p storage.Page) ([]sales.FollowUp, string, error) {
	s := under(key(nil).text(string(owner)))
	if !until.IsZero() {
		s.hi = after(key(nil).text(string(owner)).day(until))
	}
	return followUpsBucket.list(t, followUpsOwner, s, p)
}

func (t *tx) FollowUpsFor(account sales.AccountID, open bool, p storage.Page) ([]sales.FollowUp, string, error) {
	s := under(key(nil).text(string(account)))
	if open {
		s = under(key(nil).text(string(account)).byte(openPart))
	}
	return followUpsBucket.list(t, followUpsAccount, s, p)
}

func (t *tx) SettledBy(owner sales.PersonID, from, before time.Time, p storage.Page) ([]sales.FollowUp, string, error) {
	s := under(key(nil).text(string(owner)))
	s.lo = after(key(nil).text(string(owner)).latest(before)) // what was settled at that very instant is not before it
	s.hi = after(key(nil).text(string(owner)).latest(from))
	return followUpsBucket.list(t, followUpsSettled, s, p)
}
