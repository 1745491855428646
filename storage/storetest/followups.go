package storetest

import (
	"roundsman/sales"
	"roundsman/storage"
)

func (w *world) promise(followUps ...sales.FollowUp) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, f := range followUps {
			if err := tx.PutFollowUp(f); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) openOf(owner sales.PersonID, until sales.Date) []sales.FollowUpID {
	w.Helper()
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.FollowUp, string, error) {
		return tx.OpenFollowUps(owner, until, p)
	}), followUpID)
}

func followUpID(f sales.FollowUp) sales.FollowUpID { return f.ID }

func open(id sales.FollowUpID, owner sales.PersonID, on sales.Date, at *sales.ClockTime) sales.FollowUp {
	return sales.FollowUp{ID: id, Owner: owner, Account: "a1", Status: sales.FollowUpOpen, Due: sales.Due{Day: on, Time: at}}
}

func followUpsOfOwner(w *world) {
	f := open("f1", "T/ANN", day(24), nil)
	f.Snoozed, f.Sources, f.Version = &sales.Due{Day: day(25), Time: clock(9, 30)}, []sales.Source{{Channel: "D1", TS: "1.2"}}, 5
	fill(&f.Created)
	w.missing("no follow-up", func(tx storage.Tx) error { _, err := tx.FollowUp("f1"); return err })
	w.promise(f)
	w.see(func(tx storage.Tx) error {
		got, err := tx.FollowUp("f1")
		w.equal("follow-up", got, kept(f))
		return err
	})
	w.promise(
		open("f2", "T/ANN", day(25), clock(8, 0)),
		open("f3", "T/ANN", day(25), nil),
		open("f4", "T/ANN", day(3), clock(17, 0)),
		open("f5", "T/BO", day(1), nil),
	)
	w.equal("earliest first, snoozed where they are raised", w.openOf("T/ANN", sales.Date{}), []sales.FollowUpID{"f4", "f3", "f2", "f1"})
	w.equal("until a day, which counts", w.openOf("T/ANN", day(25)), []sales.FollowUpID{"f4", "f3", "f2", "f1"})
	w.equal("until the day before", w.openOf("T/ANN", day(24)), []sales.FollowUpID{"f4"})

	f.Snoozed = nil
	handed, done, deleted := open("f2", "T/BO", day(25), nil), open("f3", "T/ANN", day(25), nil), open("f4", "T/ANN", day(3), nil)
	done.Status, deleted.Deleted = sales.FollowUpDone, true
	w.promise(f, handed, done, deleted)
	w.equal("woken, handed over, done, deleted", w.openOf("T/ANN", sales.Date{}), []sales.FollowUpID{"f1"})
	w.equal("handed over", w.openOf("T/BO", sales.Date{}), []sales.FollowUpID{"f5", "f2"})
}

func followUpsForAccount(w *world) {
	settled := func(id sales.FollowUpID, status sales.FollowUpStatus, minute int) sales.FollowUp {
		f := open(id, "T/ANN", day(2), nil)
		f.Status, f.Settled = status, at(minute)
		return f
	}
	elsewhere := open("f9", "T/ANN", day(1), nil)
	elsewhere.Account = "a2"
	w.promise(
		settled("f1", sales.FollowUpDone, 1), settled("f2", sales.FollowUpDropped, 3), settled("f3", sales.FollowUpDone, 2),
		open("f4", "T/ANN", day(20), nil), open("f5", "T/BO", day(10), nil), elsewhere,
	)
	of := func(open bool) []sales.FollowUpID {
		return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.FollowUp, string, error) {
			return tx.FollowUpsFor("a1", open, p)
		}), followUpID)
	}
	w.equal("open first, then settled latest first", of(false), []sales.FollowUpID{"f5", "f4", "f2", "f3", "f1"})
	w.equal("only open", of(true), []sales.FollowUpID{"f5", "f4"})
	reopened, done := open("f2", "T/ANN", day(15), nil), settled("f5", sales.FollowUpDone, 9)
	w.promise(reopened, done)
	w.equal("reopened and done", of(false), []sales.FollowUpID{"f2", "f4", "f5", "f3", "f1"})
}

func followUpsSettled(w *world) {
	settled := func(id sales.FollowUpID, owner sales.PersonID, status sales.FollowUpStatus, minute int) sales.FollowUp {
		f := open(id, owner, day(2), nil)
		f.Status, f.Settled, f.Account = status, at(minute), ""
		return f
	}
	deleted := settled("f6", "T/ANN", sales.FollowUpDone, 3)
	deleted.Deleted = true
	w.promise(
		settled("f1", "T/ANN", sales.FollowUpDone, 1), settled("f2", "T/ANN", sales.FollowUpDropped, 5), settled("f3", "T/ANN", sales.FollowUpDone, 9),
		settled("f4", "T/BO", sales.FollowUpDone, 3), open("f5", "T/ANN", day(2), nil), deleted,
	)
	between := func(owner sales.PersonID, from, before int) []sales.FollowUpID {
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.FollowUp, string, error) {
			return tx.SettledBy(owner, at(from), at(before), p)
		}), followUpID)
	}
	w.equal("latest first", between("T/ANN", 0, 60), []sales.FollowUpID{"f3", "f2", "f1"})
	w.equal("from an instant on, before another", between("T/ANN", 1, 9), []sales.FollowUpID{"f2", "f1"})
	w.equal("somebody else's", between("T/BO", 0, 60), []sales.FollowUpID{"f4"})
	reopened := open("f2", "T/ANN", day(15), nil)
	w.promise(reopened)
	w.equal("opened again", between("T/ANN", 0, 60), []sales.FollowUpID{"f3", "f1"})
}

func paging(w *world) {
	for i := range 7 {
		w.promise(open(sales.FollowUpID('a'+rune(i)), "T/ANN", day(1+i/2), nil))
	}
	for limit := 1; limit <= 8; limit++ {
		got := ""
		for _, f := range all(w, limit, func(tx storage.Tx, p storage.Page) ([]sales.FollowUp, string, error) {
			return tx.OpenFollowUps("T/ANN", sales.Date{}, p)
		}) {
			got += string(f.ID)
		}
		w.equal("all pages", got, "abcdefg")
	}
	w.see(func(tx storage.Tx) error {
		_, next, err := tx.OpenFollowUps("T/ANN", sales.Date{}, storage.Page{Limit: 7})
		w.equal("nothing follows an exact page", next, "")
		_, next, _ = tx.OpenFollowUps("T/ANN", sales.Date{}, storage.Page{Limit: 6})
		w.equal("something follows", next != "", true)
		if _, _, err := tx.OpenFollowUps("T/ANN", sales.Date{}, storage.Page{After: "%"}); err == nil {
			w.Error("a cursor that is none was taken")
		}
		return err
	})
	w.do(func(tx storage.Tx) error {
		for i := range 600 {
			if err := tx.PutNote(sales.Note{ID: sales.NoteID(at(i).String()), Account: "a1", Day: day(1)}); err != nil {
				return err
			}
		}
		return nil
	})
	w.see(func(tx storage.Tx) error {
		for _, limit := range []int{0, 500, 10_000} {
			some, next, err := tx.NotesOn("a1", storage.Period{}, storage.Page{Limit: limit})
			if err != nil || len(some) != 500 || next == "" {
				w.Errorf("limit %d: %d notes, %v; want 500 and more to come", limit, len(some), err)
			}
		}
		return nil
	})
}

// A cursor holds its place whatever comes and goes, even its own record.
func pagingUnderChange(w *world) {
	for _, d := range []int{10, 12, 14, 16} {
		w.promise(open(sales.FollowUpID(day(d).String()), "T/ANN", day(d), nil))
	}
	page := func(after string) (days []int, next string) {
		w.see(func(tx storage.Tx) error {
			some, n, err := tx.OpenFollowUps("T/ANN", sales.Date{}, storage.Page{After: after, Limit: 2})
			days, next = ids(some, func(f sales.FollowUp) int { return f.Due.Day.Day }), n
			return err
		})
		return days, next
	}
	first, next := page("")
	w.equal("first page", first, []int{10, 12})
	gone := open(sales.FollowUpID(day(12).String()), "T/ANN", day(12), nil)
	gone.Deleted = true
	w.promise(gone, open("before", "T/ANN", day(11), nil), open("after", "T/ANN", day(13), nil))
	second, next := page(next)
	w.equal("second page", second, []int{13, 14})
	third, next := page(next)
	w.equal("third page", third, []int{16})
	w.equal("the end", next, "")
}
