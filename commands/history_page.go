package commands

import (
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// stream gives entries of one kind, latest first, one at a time, so that two
// kinds can be shown as one list and the list goes on exactly where it stopped.
type stream struct {
	cursor pastCursor
	fetch  func(storage.Page) (entry *present.HistoryEntry, next string, err error)
	// head is the entry that comes next, and where to go on after it.
	head  *present.HistoryEntry
	after pastCursor
}

// mostHidden bounds how many entries that the viewer may not see are passed over
// for one page.
const mostHidden = 500

// peek finds the next entry the viewer may see.
func (s *stream) peek() error {
	from := s.cursor
	for range mostHidden {
		if s.head != nil || from.Done {
			break
		}
		entry, next, err := s.fetch(storage.Page{After: from.At, Limit: 1})
		if err != nil {
			return err
		}
		from = pastCursor{At: next, Done: next == ""}
		if entry == nil {
			s.cursor = from
			continue
		}
		s.head, s.after = entry, from
	}
	return nil
}

func (s *stream) take() *present.HistoryEntry {
	entry := s.head
	s.head, s.cursor = nil, s.after
	return entry
}

// pastPage is a page of visits and notes, latest day first.
func (l *Look) pastPage(q pastQuery) ([]present.HistoryEntry, [3]pastCursor, error) {
	streams := []*stream{{cursor: q.After[0], fetch: l.pastVisits(q)}, {cursor: q.After[1], fetch: l.pastNotes(q)}, {cursor: q.After[2], fetch: l.pastDealings(q)}}
	var page []present.HistoryEntry
	for len(page) < historyPage {
		for _, s := range streams {
			if err := s.peek(); err != nil {
				return nil, q.After, err
			}
		}
		next := latest(streams)
		if next == nil {
			break
		}
		page = append(page, *next.take())
	}
	for _, s := range streams {
		if err := s.peek(); err != nil { // is there more?
			return nil, q.After, err
		}
		if s.head == nil {
			s.cursor.Done = true
		}
	}
	return page, [3]pastCursor{streams[0].cursor, streams[1].cursor, streams[2].cursor}, nil
}

func latest(streams []*stream) *stream {
	var best *stream
	for _, s := range streams {
		if s.head != nil && (best == nil || s.head.Day().After(best.head.Day())) {
			best = s
		}
	}
	return best
}

func (l *Look) pastVisits(q pastQuery) func(storage.Page) (*present.HistoryEntry, string, error) {
	return func(p storage.Page) (*present.HistoryEntry, string, error) {
		visits, next, err := l.visitsOf(q, p)
		if err != nil || len(visits) == 0 {
			return nil, next, err
		}
		f, err := l.visitFacts(visits[0], nil)
		if err != nil {
			return nil, next, err
		}
		return &present.HistoryEntry{Visit: &f, MayChange: l.mayChange(visits[0])}, next, nil
	}
}

func (l *Look) visitsOf(q pastQuery, p storage.Page) ([]sales.Visit, string, error) {
	switch {
	case q.Account != "":
		return l.Books.VisitsTo(q.Account, q.period(), p)
	case q.Contact != "":
		return l.Books.VisitsWith(q.Contact, q.period(), p)
	case q.Person != "":
		return l.Books.VisitsBy(q.Person, q.period(), p)
	}
	return l.Books.VisitsBy(l.Me.ID, q.period(), p)
}

func (l *Look) mayChange(v sales.Visit) bool {
	a, err := l.Books.Account(v.Account)
	if err != nil { // not theirs to see whole
		a = sales.Account{ID: v.Account}
	}
	return sales.MayLog(l.Me) && sales.MayChangeVisit(l.Me, v, a)
}

func (l *Look) pastNotes(q pastQuery) func(storage.Page) (*present.HistoryEntry, string, error) {
	return func(p storage.Page) (*present.HistoryEntry, string, error) {
		notes, next, err := l.notesOf(q, p)
		if err != nil || len(notes) == 0 {
			return nil, next, err
		}
		a, err := l.Books.AccountName(notes[0].Account)
		if err != nil {
			return nil, next, err
		}
		f := present.NoteFacts{Note: notes[0], Account: a}
		mine := notes[0].Author == l.Me.ID
		return &present.HistoryEntry{Note: &f, MayChange: mine}, next, nil
	}
}

func (l *Look) notesOf(q pastQuery, p storage.Page) ([]sales.Note, string, error) {
	switch {
	case q.Visits:
		return nil, "", nil
	case q.Account != "":
		return l.Books.NotesOn(q.Account, q.period(), p)
	case q.Contact != "":
		return nil, "", nil // notes are on accounts
	case q.Person != "":
		return l.Books.NotesBy(q.Person, q.period(), p)
	}
	return l.Books.NotesBy(l.Me.ID, q.period(), p)
}

func (l *Look) pastDealings(q pastQuery) func(storage.Page) (*present.HistoryEntry, string, error) {
	return func(p storage.Page) (*present.HistoryEntry, string, error) {
		if q.Contact != "" || q.Visits {
			return nil, "", nil // orders are an account's
		}
		dealings, next, err := l.dealingsOf(dealingsQuery{Account: q.Account, Person: q.Person, From: q.From, To: q.To}, p)
		if err != nil || len(dealings) == 0 {
			return nil, next, err
		}
		f, err := l.dealingFacts(dealings[0])
		return &present.HistoryEntry{Dealing: &f, MayChange: f.MayChange}, next, err
	}
}
