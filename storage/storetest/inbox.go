package storetest

import (
	"errors"
	"fmt"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

func (w *world) receive(e event.Event) (isNew bool) {
	w.Helper()
	w.do(func(tx storage.Tx) (err error) { isNew, err = tx.Receive(e); return err })
	return isNew
}

func (w *world) waiting() []string {
	w.Helper()
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]storage.InboxEntry, string, error) {
		return tx.Waiting(p)
	}), func(e storage.InboxEntry) string { return e.Event.Key })
}

func (w *world) entry(key string) (e storage.InboxEntry) {
	w.Helper()
	w.see(func(tx storage.Tx) (err error) { e, err = tx.Entry(key); return err })
	return e
}

func inbox(w *world) {
	e := event.Event{
		Key: "m:D1:1.2", Kind: event.Message, Files: []event.File{{ID: "F1"}},
		Form: &event.Form{Name: "visit.edit", Values: map[string][]string{"day": {"2026-11-24"}}}, Action: &event.Press{Name: "x"},
	}
	fill(&e.At)
	fill(&e.Received)
	fill(&e.Text)
	w.missing("nothing", func(tx storage.Tx) error { _, err := tx.Entry(e.Key); return err })
	w.equal("new", w.receive(e), true)
	w.equal("again", w.receive(event.Event{Key: e.Key, Text: "otherwise"}), false)
	got := w.entry(e.Key)
	w.equal("as it was received first", got.Event, kept(e))
	w.equal("waits", got.State, storage.InboxWaiting)

	for want := 1; want <= 3; want++ {
		w.do(func(tx storage.Tx) error {
			n, err := tx.FailEvent(e.Key, "timeout")
			w.equal("attempts", n, want)
			return err
		})
	}
	got = w.entry(e.Key)
	w.equal("attempts kept", got.Attempts, 3)
	w.equal("reason", got.Error, "timeout")
	w.equal("its words are still there", got.Event.Text, e.Text)
}

func inboxEnds(w *world) {
	for _, k := range []string{"m:1", "m:2"} {
		w.receive(event.Event{Key: k, Kind: event.Message, Text: "confidential", Actor: "T/ANN"})
	}
	w.do(func(tx storage.Tx) error {
		_, err := tx.FailEvent("m:2", "panic")
		return firstError(err, tx.EndEvent("m:1", storage.InboxDone, odd), tx.EndEvent("m:2", storage.InboxDead, odd))
	})
	done, dead := w.entry("m:1"), w.entry("m:2")
	w.equal("done", done, storage.InboxEntry{Event: event.Event{Key: "m:1"}, State: storage.InboxDone, Seq: done.Seq, Ended: utc(odd)})
	w.equal("dead", dead, storage.InboxEntry{
		Event: event.Event{Key: "m:2"}, State: storage.InboxDead, Seq: dead.Seq,
		Ended: utc(odd), Attempts: 1, Error: "panic",
	})
	w.equal("nothing waits", w.waiting(), []string(nil))
	w.equal("known for ever", w.receive(event.Event{Key: "m:1"}), false)
	for name, change := range map[string]func(storage.Tx) error{
		"ended twice":              func(tx storage.Tx) error { return tx.EndEvent("m:1", storage.InboxDone, odd) },
		"ended unknown":            func(tx storage.Tx) error { return tx.EndEvent("m:9", storage.InboxDone, odd) },
		"failed when it had ended": func(tx storage.Tx) error { _, err := tx.FailEvent("m:1", "x"); return err },
	} {
		if err := w.store.Update(w.Context(), change); !errors.Is(err, storage.ErrNotFound) {
			w.Errorf("%s: %v; want ErrNotFound", name, err)
		}
	}
}

func inboxOrder(w *world) {
	var want []string
	for i := range 30 {
		k := fmt.Sprintf("m:%d", 100-i) // arrival, not key, is the order
		w.receive(event.Event{Key: k, Actor: sales.PersonID(k)})
		want = append(want, k)
	}
	w.do(func(tx storage.Tx) error { return tx.EndEvent(want[3], storage.InboxDone, at(1)) })
	want = append(want[:3:3], want[4:]...)
	w.equal("order of arrival", w.waiting(), want)
}
