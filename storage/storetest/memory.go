package storetest

import (
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

func (w *world) remember(name, value string, until time.Time) {
	w.Helper()
	w.do(func(tx storage.Tx) error { return tx.Keep(name, []byte(value), until) })
}

func (w *world) recollect(path string, limit int) map[string]string {
	w.Helper()
	found, page := map[string]string{}, storage.Page{Limit: limit}
	for {
		var some map[string][]byte
		var next string
		w.see(func(tx storage.Tx) (err error) { some, next, err = tx.Recollect(path, page); return err })
		for name, value := range some {
			found[name] = string(value)
		}
		if next == "" {
			return found
		}
		page.After = next
	}
}

func memory(w *world) {
	w.missing("nothing", func(tx storage.Tx) error { _, err := tx.Recall("a"); return err })
	w.remember("watermark/C1", `"1"`, time.Time{})
	w.remember("watermark/C2", `"2"`, time.Time{})
	w.remember("watermarks", `"3"`, time.Time{})
	w.remember("watermark/C1", `"4"`, time.Time{})
	w.remember("empty", "", time.Time{})
	w.see(func(tx storage.Tx) error {
		value, err := tx.Recall("watermark/C1")
		w.equal("the last that was kept", string(value), `"4"`)
		if _, err := tx.Recall("empty"); err != nil {
			w.Errorf("an empty value: %v", err)
		}
		return err
	})
	below := map[string]string{"watermark/C1": `"4"`, "watermark/C2": `"2"`}
	w.equal("below a path", w.recollect("watermark", 1), below)
	w.equal("below a path with a slash", w.recollect("watermark/", 9), below)
	w.equal("everything", len(w.recollect("", 3)), 4)
	w.do(func(tx storage.Tx) error { return firstError(tx.Forget("watermark/C1"), tx.Forget("nothing")) })
	w.missing("forgotten", func(tx storage.Tx) error { _, err := tx.Recall("watermark/C1"); return err })
}

func (w *world) forget(now, before time.Time, limit int) (n int) {
	w.Helper()
	w.do(func(tx storage.Tx) (err error) { n, err = tx.ForgetOld(now, before, before, limit); return err })
	return n
}

func forgettingValues(w *world) {
	w.remember("code", "1", at(10))
	w.remember("nonce", "2", at(20))
	w.remember("moved", "3", at(10))
	w.remember("moved", "3", at(30))
	w.remember("kept after all", "4", at(10))
	w.remember("kept after all", "4", time.Time{})
	w.equal("not yet", w.forget(at(10), at(10), 10), 0)
	w.equal("one has passed", w.forget(at(11), at(11), 10), 1)
	w.missing("the code", func(tx storage.Tx) error { _, err := tx.Recall("code"); return err })
	w.equal("at most so many", w.forget(at(99), at(99), 1), 1)
	w.equal("the rest", w.forget(at(99), at(99), 10), 1)
	w.equal("what stays", w.recollect("", 9), map[string]string{"kept after all": "4"})
}

func forgettingEnded(w *world) {
	w.do(func(tx storage.Tx) error {
		for _, k := range []string{"m:1", "m:2", "m:3"} {
			if _, err := tx.Receive(event.Event{Key: k}); err != nil {
				return err
			}
			if err := tx.Enqueue(post(k, "T/"+sales.PersonID(k))); err != nil {
				return err
			}
		}
		return firstError(tx.EndEvent("m:1", storage.InboxDone, at(10)), tx.EndEvent("m:2", storage.InboxDead, at(20)))
	})
	for i, e := range w.claim(at(0), 9) {
		if i < 2 {
			e.State, e.Ended, e.Sent = storage.OutSent, at(10*(i+1)), sales.Source{Channel: "D", TS: e.Key}
			w.settle(e)
		}
	}
	w.equal("none is old", w.forget(at(99), at(10), 10), 0)
	w.equal("one of each", w.forget(at(99), at(11), 10), 2)
	w.missing("the event", func(tx storage.Tx) error { _, err := tx.Entry("m:1"); return err })
	w.missing("the message", func(tx storage.Tx) error { _, err := tx.OutEntry("m:1"); return err })
	w.missing("whose message", func(tx storage.Tx) error {
		_, err := tx.SentTo(sales.Source{Channel: "D", TS: "m:1"})
		return err
	})
	w.equal("at most so many", w.forget(at(99), at(99), 1), 1)
	w.equal("the rest", w.forget(at(99), at(99), 9), 1)
	w.see(func(tx storage.Tx) error {
		_, err1 := tx.Entry("m:3")
		_, err2 := tx.OutEntry("m:3")
		return firstError(err1, err2)
	})
	w.equal("sent ones", len(w.inState(storage.OutSent)), 0)
}

// Events and messages are forgotten each in their own time, dead ones too.
func forgettingApart(w *world) {
	w.do(func(tx storage.Tx) error {
		_, err := tx.Receive(event.Event{Key: "m:1", Kind: event.Message})
		return firstError(err, tx.EndEvent("m:1", storage.InboxDead, at(10)), tx.Enqueue(post("m:1", "T/ANN")))
	})
	e := w.claim(at(0), 1)[0]
	e.State, e.Ended = storage.OutDead, at(10)
	w.settle(e)
	forget := func(events, messages int) (n int) {
		w.do(func(tx storage.Tx) (err error) {
			n, err = tx.ForgetOld(at(99), at(events), at(messages), 9)
			return err
		})
		return n
	}
	w.equal("neither", forget(10, 10), 0)
	w.equal("the message", forget(10, 11), 1)
	w.equal("still given up", w.deadEvents(), []string{"m:1"})
	w.equal("the event", forget(11, 11), 1)
	w.equal("none is left", w.deadEvents(), []string(nil))
}
