package storetest

import (
	"time"

	"roundsman/storage"
)

func (w *world) schedule(items ...storage.DueItem) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, i := range items {
			if err := tx.Schedule(i); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) dueBy(now time.Time, limit int) (keys []string) {
	w.Helper()
	w.see(func(tx storage.Tx) error {
		items, err := tx.DueBy(now, limit)
		keys = ids(items, func(i storage.DueItem) string { return i.Key })
		return err
	})
	return keys
}

func (w *world) nextDue() (next time.Time, ok bool) {
	w.Helper()
	w.see(func(tx storage.Tx) (err error) { next, ok, err = tx.NextDue(); return err })
	return next, ok
}

func agenda(w *world) {
	w.missing("nothing", func(tx storage.Tx) error { _, err := tx.Scheduled("follow_up/f1"); return err })
	if _, ok := w.nextDue(); ok {
		w.Error("something is due in an empty agenda")
	}
	item := storage.DueItem{Key: "follow_up/f1", Kind: "follow_up", Subject: "f1", At: odd, Tries: 2}
	w.schedule(item)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Scheduled(item.Key)
		w.equal("item", got, kept(item))
		return err
	})
	next, ok := w.nextDue()
	w.equal("next", next, utc(odd))
	w.equal("there is a next", ok, true)

	item.At, item.Tries = at(30), 0
	w.schedule(item,
		storage.DueItem{Key: "a", At: at(20)}, storage.DueItem{Key: "b", At: at(10)},
		storage.DueItem{Key: "c", At: at(40)}, storage.DueItem{Key: "past", At: time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)},
	)
	w.equal("earliest first, the instant itself counts", w.dueBy(at(30), 9), []string{"past", "b", "a", "follow_up/f1"})
	w.equal("at most so many", w.dueBy(at(30), 2), []string{"past", "b"})
	w.equal("just before", w.dueBy(at(30).Add(-time.Microsecond), 9), []string{"past", "b", "a"})
	w.do(func(tx storage.Tx) error {
		return firstError(tx.Unschedule("past"), tx.Unschedule("b"), tx.Unschedule("nothing"))
	})
	w.equal("after some went", w.dueBy(at(99), 9), []string{"a", "follow_up/f1", "c"})
	w.missing("one that went", func(tx storage.Tx) error { _, err := tx.Scheduled("b"); return err })
	next, _ = w.nextDue()
	w.equal("next", next, at(20))
}
