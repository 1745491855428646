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

	for _, step := range []struct{ by, want int }{{1, 1}, {1, 2}, {-1, 1}, {-1, 0}, {-1, 0}, {1, 1}} {
		w.do(func(tx storage.Tx) error {
			n, err := tx.CountBegun(e.Key, step.by)
			w.equal("begun", n, step.want)
			return err
		})
	}
	w.equal("begun, kept", w.entry(e.Key).Begun, 1)
	w.equal("which is no failure", w.entry(e.Key).Attempts, 3)
	w.missing("begun with nothing", func(tx storage.Tx) error { _, err := tx.CountBegun("m:9", 1); return err })
}

func inboxEnds(w *world) {
	confidential := func(k string) event.Event {
		return event.Event{Key: k, Kind: event.Message, Text: "confidential", Actor: "T/ANN"}
	}
	for _, k := range []string{"m:1", "m:2"} {
		w.receive(confidential(k))
	}
	w.do(func(tx storage.Tx) error {
		_, err := tx.FailEvent("m:2", "panic")
		return firstError(err, tx.EndEvent("m:1", storage.InboxDone, odd), tx.EndEvent("m:2", storage.InboxDead, odd))
	})
	done, dead := w.entry("m:1"), w.entry("m:2")
	w.equal("done", done, storage.InboxEntry{Event: event.Event{Key: "m:1"}, State: storage.InboxDone, Seq: done.Seq, Ended: utc(odd)})
	w.equal("dead", dead, storage.InboxEntry{
		Event: confidential("m:2"), State: storage.InboxDead, Seq: dead.Seq,
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

func (w *world) deadEvents() []string {
	w.Helper()
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]storage.InboxEntry, string, error) {
		return tx.DeadEvents(p)
	}), func(e storage.InboxEntry) string { return e.Event.Key })
}

// What was given up is kept whole until somebody lets it try again or drops it.
func inboxDead(w *world) {
	for _, k := range []string{"m:3", "m:1", "m:2"} {
		w.receive(event.Event{Key: k, Kind: event.Message, Text: "words of " + k})
		w.do(func(tx storage.Tx) error {
			_, err := tx.FailEvent(k, "panic")
			return firstError(err, tx.EndEvent(k, storage.InboxDead, at(10)))
		})
	}
	w.receive(event.Event{Key: "m:4", Kind: event.Message})
	w.equal("in order of arrival", w.deadEvents(), []string{"m:3", "m:1", "m:2"})
	w.do(func(tx storage.Tx) error { return firstError(tx.ReviveEvent("m:3"), tx.DropEvent("m:1", at(20))) })
	w.equal("what is left", w.deadEvents(), []string{"m:2"})
	w.equal("the revived one waits, last", w.waiting(), []string{"m:4", "m:3"})
	revived := w.entry("m:3")
	w.equal("with its words, as if new", revived, storage.InboxEntry{
		Event: event.Event{Key: "m:3", Kind: event.Message, Text: "words of m:3"}, State: storage.InboxWaiting, Seq: revived.Seq,
	})
	dropped := w.entry("m:1")
	w.equal("the dropped one has no words", dropped, storage.InboxEntry{
		Event: event.Event{Key: "m:1"}, State: storage.InboxDone, Seq: dropped.Seq, Attempts: 1, Error: "panic", Ended: at(20),
	})
	for what, change := range map[string]func(storage.Tx) error{
		"reviving what waits":  func(tx storage.Tx) error { return tx.ReviveEvent("m:4") },
		"reviving the dropped": func(tx storage.Tx) error { return tx.ReviveEvent("m:1") },
		"dropping what waits":  func(tx storage.Tx) error { return tx.DropEvent("m:4", at(20)) },
		"dropping nothing":     func(tx storage.Tx) error { return tx.DropEvent("m:9", at(20)) },
	} {
		if err := w.store.Update(w.Context(), change); !errors.Is(err, storage.ErrNotFound) {
			w.Errorf("%s: %v; want ErrNotFound", what, err)
		}
	}
	w.do(func(tx storage.Tx) error { return tx.EndEvent("m:3", storage.InboxDone, at(30)) })
	w.equal("known for ever", w.receive(event.Event{Key: "m:3"}), false)
}

func backlogs(w *world) {
	inbox := func(s storage.InboxState) (b storage.Backlog) {
		w.see(func(tx storage.Tx) (err error) { b, err = tx.InboxBacklog(s); return err })
		return b
	}
	outbox := func(s storage.OutState) (b storage.Backlog) {
		w.see(func(tx storage.Tx) (err error) { b, err = tx.OutBacklog(s); return err })
		return b
	}
	w.equal("nothing waits", inbox(storage.InboxWaiting), storage.Backlog{})
	w.equal("nothing is pending", outbox(storage.OutPending), storage.Backlog{})
	for i := range 3 {
		k := fmt.Sprint("m:", i)
		w.receive(event.Event{Key: k, Kind: event.Message, Received: at(i)})
		e := post(k, sales.PersonID("T/"+k))
		e.Created = at(i)
		w.enqueue(e)
	}
	w.do(func(tx storage.Tx) error { return tx.EndEvent("m:0", storage.InboxDead, at(9)) })
	w.claim(at(9), 1)
	w.equal("two wait, the first since", inbox(storage.InboxWaiting), storage.Backlog{Count: 2, Since: at(1)})
	w.equal("one is dead", inbox(storage.InboxDead), storage.Backlog{Count: 1, Since: at(0)})
	w.equal("two are pending", outbox(storage.OutPending), storage.Backlog{Count: 2, Since: at(1)})
	w.equal("one is leased", outbox(storage.OutLeased), storage.Backlog{Count: 1, Since: at(0)})
}
