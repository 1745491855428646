package storetest

import (
	"errors"

	"roundsman/bot/event"
	"roundsman/storage"
)

// What one closure puts in and takes out again is as if it had been two.

func inboxAtOnce(w *world) {
	w.do(func(tx storage.Tx) error {
		isNew, err := tx.Receive(event.Event{Key: "a", Text: "hello"})
		w.equal("new", isNew, true)
		return err
	})
	w.do(func(tx storage.Tx) error {
		if _, err := tx.Receive(event.Event{Key: "b", Text: "hello"}); err != nil {
			return err
		}
		again, err := tx.Receive(event.Event{Key: "b"})
		w.equal("again", again, false)
		waiting, _, listErr := tx.Waiting(storage.Page{})
		w.equal("waiting", ids(waiting, func(e storage.InboxEntry) string { return e.Event.Key }), []string{"a", "b"})
		e, entryErr := tx.Entry("b")
		w.equal("text", e.Event.Text, "hello")
		return errors.Join(err, listErr, entryErr, tx.EndEvent("b", storage.InboxDone, at(1)))
	})
	w.do(func(tx storage.Tx) error {
		if _, err := tx.Receive(event.Event{Key: "c", Text: "hello"}); err != nil {
			return err
		}
		err := tx.EndEvent("c", storage.InboxDone, at(1))
		again, receiveErr := tx.Receive(event.Event{Key: "c"})
		w.equal("again", again, false)
		return errors.Join(err, receiveErr)
	})
	w.do(func(tx storage.Tx) error {
		_, err := tx.Receive(event.Event{Key: "d", Text: "hello"})
		return errors.Join(err, tx.EndEvent("d", storage.InboxDead, at(1)))
	})
	w.equal("waiting", w.waiting(), []string{"a"})
	w.equal("done", w.entry("c").State, storage.InboxDone)
	w.equal("without its words", w.entry("c").Event.Text, "")
	w.equal("dead", w.deadEvents(), []string{"d"})
	w.equal("with its words", w.entry("d").Event.Text, "hello")
}

func outboxAtOnce(w *world) {
	w.enqueue(post("earlier", "T/ANN"))
	claimed := func(room storage.Room, entries ...storage.OutEntry) (keys []string) {
		w.do(func(tx storage.Tx) error {
			for _, e := range entries {
				if err := tx.Enqueue(e); err != nil {
					return err
				}
			}
			list, err := tx.Claim(at(1), leaseTime, room)
			keys = ids(list, outKey)
			return err
		})
		return keys
	}
	w.equal("behind what waits", claimed(storage.RoomFor(1), post("ann", "T/ANN")), []string{"earlier"})
	w.equal("beside what is leased", claimed(storage.RoomFor(5), post("ann 2", "T/ANN"), post("ben", "T/BEN")), []string{"ben"})
	urgent, digest := post("urgent", "T/EVE"), post("digest", "T/DAN")
	digest.Priority = storage.Digest
	w.equal("the urgent first", claimed(storage.RoomFor(1), digest, urgent), []string{"urgent"})
	w.equal("no room", len(claimed(storage.Room{Updates: 9}, post("fay", "T/FAY"))), 0)
	w.equal("by order", claimed(storage.RoomFor(2), post("gus", "T/GUS")), []string{"fay", "gus"})
	later := post("later", "T/HAL")
	later.NotBefore = at(9)
	w.equal("not yet", claimed(storage.RoomFor(1), later), []string{"digest"})
	w.equal("only its operation", claimed(storage.RoomFor(9), storage.OutEntry{Key: "home", Op: storage.OpPublish, To: "T/ANN", Created: at(0)}), []string{"home"})
	w.equal("leased", w.inState(storage.OutLeased), []string{"earlier", "ben", "digest", "urgent", "fay", "gus", "home"})
	e := w.out("ben")
	w.equal("counted", e.Attempts, 1)
	w.equal("lease", e.Lease, at(1).Add(leaseTime))
	w.send("ben")
	w.send("earlier")
	w.equal("the next of the line", w.claims(at(1), 9), []string{"ann"})
	w.do(func(tx storage.Tx) error {
		if err := tx.Enqueue(post("seen", "T/IDA")); err != nil {
			return err
		}
		seen, _, err := tx.OutEntries(storage.OutPending, storage.Page{})
		w.equal("seen at once", ids(seen, outKey), []string{"ann 2", "later", "seen"})
		return err
	})
}
