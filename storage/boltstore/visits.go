package boltstore

import (
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Visits and notes are listed by day, latest first; within a day by when they
// were written, latest first.

var visitsBucket = newBucket(visits, "visit", func(v sales.Visit) []entry {
	if v.Deleted {
		return nil
	}
	entries := []entry{
		dated(visitsTo, string(v.Account), v.Day, v.Written, string(v.ID)),
		dated(visitsBy, string(v.Author), v.Day, v.Written, string(v.ID)),
	}
	for _, c := range v.Contacts {
		entries = append(entries, dated(visitsWith, string(c), v.Day, v.Written, string(v.ID)))
	}
	return entries
}).remembered()

var notesBucket = newBucket(notes, "note", func(n sales.Note) []entry {
	if n.Deleted {
		return nil
	}
	return []entry{
		dated(notesOn, string(n.Account), n.Day, n.Written, string(n.ID)),
		dated(notesBy, string(n.Author), n.Day, n.Written, string(n.ID)),
	}
}).remembered()

func dated(in bucket, whose string, day sales.Date, written time.Time, id string) entry {
	return at(in, key(nil).text(whose).latestDay(day).latest(written), id)
}

// within is the span of somebody's dated entries in a period.
func within(whose string, p storage.Period) span {
	s := under(key(nil).text(whose))
	if !p.To.IsZero() {
		s.lo = key(nil).text(whose).latestDay(p.To)
	}
	if !p.From.IsZero() {
		s.hi = after(key(nil).text(whose).latestDay(p.From))
	}
	return s
}

func (t *tx) Visit(id sales.VisitID) (sales.Visit, error) { return visitsBucket.get(t, string(id)) }

func (t *tx) PutVisit(v sales.Visit) error {
	_, _, err := visitsBucket.put(t, string(v.ID), v)
	return err
}

func (t *tx) VisitsTo(account sales.AccountID, when storage.Period, p storage.Page) ([]sales.Visit, string, error) {
	return visitsBucket.list(t, visitsTo, within(string(account), when), p)
}

func (t *tx) VisitsBy(author sales.PersonID, when storage.Period, p storage.Page) ([]sales.Visit, string, error) {
	return visitsBucket.list(t, visitsBy, within(string(author), when), p)
}

func (t *tx) VisitsWith(contact sales.ContactID, when storage.Period, p storage.Page) ([]sales.Visit, string, error) {
	return visitsBucket.list(t, visitsWith, within(string(contact), when), p)
}

func (t *tx) Note(id sales.NoteID) (sales.Note, error) { return notesBucket.get(t, string(id)) }

func (t *tx) PutNote(n sales.Note) error {
	_, _, err := notesBucket.put(t, string(n.ID), n)
	return err
}

func (t *tx) NotesOn(account sales.AccountID, when storage.Period, p storage.Page) ([]sales.Note, string, error) {
	return notesBucket.list(t, notesOn, within(string(account), when), p)
}

func (t *tx) NotesBy(author sales.PersonID, when storage.Period, p storage.Page) ([]sales.Note, string, error) {
	return notesBucket.list(t, notesBy, within(string(author), when), p)
}
