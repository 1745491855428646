package storetest

import (
	"roundsman/sales"
	"roundsman/storage"
)

type dated func(storage.Tx, storage.Period, storage.Page) ([]sales.Visit, string, error)

func visitsTo(a sales.AccountID) dated {
	return func(tx storage.Tx, when storage.Period, p storage.Page) ([]sales.Visit, string, error) {
		return tx.VisitsTo(a, when, p)
	}
}

func visitsBy(who sales.PersonID) dated {
	return func(tx storage.Tx, when storage.Period, p storage.Page) ([]sales.Visit, string, error) {
		return tx.VisitsBy(who, when, p)
	}
}

func visitsWith(c sales.ContactID) dated {
	return func(tx storage.Tx, when storage.Period, p storage.Page) ([]sales.Visit, string, error) {
		return tx.VisitsWith(c, when, p)
	}
}

func (w *world) visits(list dated, when storage.Period) []sales.VisitID {
	w.Helper()
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.Visit, string, error) {
		return list(tx, when, p)
	}), func(v sales.Visit) sales.VisitID { return v.ID })
}

func (w *world) visit(visits ...sales.Visit) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, v := range visits {
			if err := tx.PutVisit(v); err != nil {
				return err
			}
		}
		return nil
	})
}

func visits(w *world) {
	v := sales.Visit{
		ID: "v1", Account: "a1", Author: "T/ANN", Contacts: []sales.ContactID{"c1", "c2"},
		Colleagues: []sales.PersonID{"T/BO"}, Rivals: []string{"Bolt"}, FollowUps: []sales.FollowUpID{"f1"},
		Sources: []sales.Source{{Channel: "D1", TS: "1.2"}}, Formed: []string{"outcome"}, Version: 9,
	}
	fill(&v)
	w.missing("no visit", func(tx storage.Tx) error { _, err := tx.Visit("v1"); return err })
	w.visit(v)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Visit("v1")
		w.equal("visit", got, kept(v))
		return err
	})
	w.visit(
		sales.Visit{ID: "v2", Account: "a1", Author: "T/ANN", Day: day(24), Written: at(600)},
		sales.Visit{ID: "v3", Account: "a1", Author: "T/BO", Day: day(30), Contacts: []sales.ContactID{"c1"}},
		sales.Visit{ID: "v4", Account: "a1", Author: "T/ANN", Day: day(2), Written: at(999)},
		sales.Visit{ID: "v5", Account: "a2", Author: "T/ANN", Day: day(25)},
	)
	always := storage.Period{}
	w.equal("to the account", w.visits(visitsTo("a1"), always), []sales.VisitID{"v3", "v2", "v1", "v4"})
	w.equal("by the author", w.visits(visitsBy("T/ANN"), always), []sales.VisitID{"v5", "v2", "v1", "v4"})
	w.equal("with the contact", w.visits(visitsWith("c1"), always), []sales.VisitID{"v3", "v1"})

	v.Account, v.Contacts, v.Day = "a2", []sales.ContactID{"c2"}, day(26)
	w.visit(v)
	w.equal("edited away", w.visits(visitsTo("a1"), always), []sales.VisitID{"v3", "v2", "v4"})
	w.equal("edited to", w.visits(visitsTo("a2"), always), []sales.VisitID{"v1", "v5"})
	w.equal("not with them after all", w.visits(visitsWith("c1"), always), []sales.VisitID{"v3"})
	v.Deleted = true
	w.visit(v)
	w.equal("deleted", w.visits(visitsTo("a2"), always), []sales.VisitID{"v5"})
	w.equal("deleted, with", w.visits(visitsWith("c2"), always), []sales.VisitID(nil))
	w.see(func(tx storage.Tx) error {
		got, err := tx.Visit("v1")
		w.equal("deleted but there", got.Deleted, true)
		return err
	})
}

func periods(w *world) {
	for i := range 9 {
		w.visit(sales.Visit{ID: sales.VisitID('a' + rune(i)), Account: "a1", Author: "T/ANN", Day: day(1 + i)})
	}
	for _, c := range []struct {
		name     string
		from, to sales.Date
		want     string
	}{
		{"all", sales.Date{}, sales.Date{}, "ihgfedcba"},
		{"from", day(7), sales.Date{}, "ihg"},
		{"to", sales.Date{}, day(2), "ba"},
		{"both ends are in it", day(3), day(5), "edc"},
		{"one day", day(4), day(4), "d"},
		{"none", day(20), day(22), ""},
		{"turned round", day(5), day(3), ""},
	} {
		got := ""
		for _, id := range w.visits(visitsTo("a1"), storage.Period{From: c.from, To: c.to}) {
			got += string(id)
		}
		w.equal(c.name, got, c.want)
	}
}

func notes(w *world) {
	n := sales.Note{ID: "n1", Account: "a1", Author: "T/ANN", Text: "喜欢 <tea> & \"cake\"", Sources: []sales.Source{{Channel: "D1", TS: "1.2"}}}
	fill(&n)
	put := func(notes ...sales.Note) {
		w.do(func(tx storage.Tx) error {
			for _, n := range notes {
				if err := tx.PutNote(n); err != nil {
					return err
				}
			}
			return nil
		})
	}
	on := func() []sales.NoteID {
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.Note, string, error) {
			return tx.NotesOn("a1", storage.Period{From: day(20)}, p)
		}), func(n sales.Note) sales.NoteID { return n.ID })
	}
	by := func() []sales.NoteID {
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.Note, string, error) {
			return tx.NotesBy("T/ANN", storage.Period{To: day(24)}, p)
		}), func(n sales.Note) sales.NoteID { return n.ID })
	}
	w.missing("no note", func(tx storage.Tx) error { _, err := tx.Note("n1"); return err })
	put(n, sales.Note{ID: "n2", Account: "a1", Author: "T/BO", Day: day(28)}, sales.Note{ID: "n3", Account: "a1", Author: "T/ANN", Day: day(3)})
	w.see(func(tx storage.Tx) error {
		got, err := tx.Note("n1")
		want := kept(n)
		w.equal("note", got, want)
		return err
	})
	w.equal("on", on(), []sales.NoteID{"n2", "n1"})
	w.equal("by", by(), []sales.NoteID{"n1", "n3"})
	n.Deleted = true
	put(n)
	w.equal("on, deleted", on(), []sales.NoteID{"n2"})
	w.equal("by, deleted", by(), []sales.NoteID{"n3"})
}
