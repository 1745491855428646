package storetest

import (
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/storage"
)

const leaseTime = 5 * time.Minute

func post(key string, to sales.PersonID) storage.OutEntry {
	return storage.OutEntry{Key: key, Op: storage.OpPost, To: to, Created: at(0)}
}

func said(words string) *card.Card { t := card.Said(words); return &card.Card{Title: &t} }

func update(key, words string) storage.OutEntry {
	return storage.OutEntry{Key: key, Op: storage.OpUpdate, To: "T/ANN", Of: "post", Card: said(words), Created: at(0)}
}

func (w *world) enqueue(entries ...storage.OutEntry) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, e := range entries {
			if err := tx.Enqueue(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) claim(now time.Time, limit int) (claimed []storage.OutEntry) {
	w.Helper()
	w.do(func(tx storage.Tx) (err error) {
		claimed, err = tx.Claim(now, leaseTime, storage.RoomFor(limit))
		return err
	})
	return claimed
}

// claims names what Claim gives.
func (w *world) claims(now time.Time, limit int) []string {
	w.Helper()
	return ids(w.claim(now, limit), outKey)
}

func outKey(e storage.OutEntry) string { return e.Key }

func (w *world) settle(e storage.OutEntry) {
	w.Helper()
	w.do(func(tx storage.Tx) error { return tx.SettleOut(e) })
}

// send settles an entry as sent.
func (w *world) send(key string) {
	w.Helper()
	e := w.out(key)
	e.State, e.Sent, e.Ended = storage.OutSent, sales.Source{Channel: "D1", TS: key}, at(50)
	w.settle(e)
}

func (w *world) out(key string) (e storage.OutEntry) {
	w.Helper()
	w.see(func(tx storage.Tx) (err error) { e, err = tx.OutEntry(key); return err })
	return e
}

func (w *world) inState(s storage.OutState) []string {
	w.Helper()
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]storage.OutEntry, string, error) {
		return tx.OutEntries(s, p)
	}), outKey)
}

func (w *world) nextOut() (next time.Time, ok bool) {
	w.Helper()
	w.see(func(tx storage.Tx) (err error) { next, ok, err = tx.NextOut(storage.RoomFor(1)); return err })
	return next, ok
}

func (w *world) wantNextOut(what string, want time.Time, wantOK bool) {
	w.Helper()
	next, ok := w.nextOut()
	w.equal("next, "+what, next, want)
	w.equal("is there a next, "+what, ok, wantOK)
}

func outboxStates(w *world) {
	e := post("k1", "T/ANN")
	e.Ref = &storage.Ref{Kind: "follow_up", Slot: "2026-11-24T09:00", Items: []string{"follow_up/f1"}, Data: []byte(`{"n":1}`)}
	e.Card, e.Created, e.Target = said("<!channel> & 你好"), odd, &sales.Source{Channel: "D1", TS: "1"}
	w.missing("nothing", func(tx storage.Tx) error { _, err := tx.OutEntry("k1"); return err })
	w.missing("settle nothing", func(tx storage.Tx) error { return tx.SettleOut(e) })
	w.wantNextOut("empty", time.Time{}, false)
	w.enqueue(e)
	want := kept(e)
	want.State, want.Seq = storage.OutPending, w.out("k1").Seq
	w.equal("enqueued", w.out("k1"), want)
	w.wantNextOut("pending", time.Time{}, true)

	claimed := w.claim(at(1), 5)
	want.State, want.Attempts, want.Lease = storage.OutLeased, 1, at(1).Add(leaseTime)
	w.equal("claimed", claimed, []storage.OutEntry{want})
	w.equal("claimed and kept", w.out("k1"), want)
	w.wantNextOut("leased", at(6), true)
	w.equal("nothing is left", w.claims(at(2), 5), []string(nil))

	want.State, want.Sent, want.Ended, want.Lease = storage.OutSent, sales.Source{Channel: "D1", TS: "9.9"}, at(2), time.Time{}
	w.settle(want)
	w.equal("sent", w.out("k1"), want)
	w.equal("pending ones", w.inState(storage.OutPending), []string(nil))
	w.equal("leased ones", w.inState(storage.OutLeased), []string(nil))
	w.equal("sent ones", w.inState(storage.OutSent), []string{"k1"})
	w.wantNextOut("all sent", time.Time{}, false)

	w.enqueue(post("k1", "T/BO"))
	w.equal("the same post again is nothing new", w.out("k1"), want)
	w.equal("and is not sent again", w.claims(at(99), 5), []string(nil))
}

func outboxOrder(w *world) {
	urgent := func(key string, p storage.Priority) storage.OutEntry {
		e := post(key, sales.PersonID("T/"+key))
		e.Priority = p
		return e
	}
	w.enqueue(urgent("z", storage.Digest), urgent("y", storage.Reminder), urgent("x", storage.Answer),
		urgent("w", storage.Reminder), urgent("v", storage.Answer))
	w.equal("oldest first", w.inState(storage.OutPending), []string{"z", "y", "x", "w", "v"})
	w.equal("answers first", w.claims(at(1), 3), []string{"x", "v", "y"})
	w.equal("then the rest", w.claims(at(1), 3), []string{"w", "z"})
}

func outboxConversation(w *world) {
	inChannel, home := post("c1", "T/ANN"), storage.OutEntry{Key: "h1", Op: storage.OpPublish, To: "T/ANN"}
	inChannel.Channel = "C1"
	digest, answer := post("p1", "T/ANN"), post("p2", "T/ANN")
	digest.Priority, answer.Priority = storage.Digest, storage.Answer
	flood := post("p3", "T/BO")
	flood.Priority = storage.Reminder
	w.enqueue(digest, flood, inChannel, home, answer)
	w.equal("one of each conversation, hurried by who waits behind", w.claims(at(1), 9), []string{"p1", "c1", "p3", "h1"})
	w.equal("the answer waits", w.claims(at(1), 9), []string(nil))
	w.send("p1")
	w.equal("its turn", w.claims(at(1), 9), []string{"p2"})
	w.enqueue(post("p4", "T/ANN"))
	w.equal("one at a time", w.claims(at(1), 9), []string(nil))
	dead := w.out("p2")
	dead.State, dead.Ended, dead.Error = storage.OutDead, at(2), "channel_not_found"
	w.settle(dead)
	w.equal("after a dead one", w.claims(at(1), 9), []string{"p4"})
	cancelled := w.out("p4")
	cancelled.State, cancelled.Ended = storage.OutCancelled, at(2)
	w.settle(cancelled)
	w.equal("dead", w.inState(storage.OutDead), []string{"p2"})
	w.equal("cancelled", w.inState(storage.OutCancelled), []string{"p4"})
}

// outboxRoom checks that each operation has its own room, and that what is less
// urgent can be given a turn.
func outboxRoom(w *world) {
	home := storage.OutEntry{Key: "home", Op: storage.OpPublish, To: "T/ANN", Card: said("1")}
	change := update("change", "1")
	change.To = "T/BO"
	digest, reminder := post("digest", "T/CY"), post("reminder", "T/DI")
	digest.Priority, reminder.Priority = storage.Digest, storage.Reminder
	w.enqueue(digest, reminder, post("answer", "T/ED"), post("another", "T/FAY"), home, change, post("behind", "T/BO"))
	claims := func(room storage.Room) (keys []string) {
		w.do(func(tx storage.Tx) error {
			claimed, err := tx.Claim(at(1), leaseTime, room)
			keys = ids(claimed, outKey)
			return err
		})
		return keys
	}
	next := func(room storage.Room) (ok bool) {
		w.see(func(tx storage.Tx) (err error) { _, ok, err = tx.NextOut(room); return err })
		return ok
	}
	w.equal("no room", claims(storage.Room{}), []string(nil))
	w.equal("a Home tab waits", next(storage.Room{Publishes: 1}), true)
	w.equal("only a Home tab", claims(storage.Room{Publishes: 2}), []string{"home"})
	w.equal("only an update", claims(storage.Room{Updates: 2}), []string{"change"})
	w.send("change")

	w.equal("the least urgent has its turn", claims(storage.Room{Posts: 2, From: storage.Digest}), []string{"digest", "answer"})
	w.equal("nothing is that little urgent", claims(storage.Room{Posts: 1, From: storage.Digest}), []string{"another"})
	w.equal("the rest", claims(storage.RoomFor(9)), []string{"behind", "reminder"})
}

// outboxWords: what was never claimed may be worded anew, what was claimed may
// not; a secret is forgotten once its message has ended.
func outboxWords(w *world) {
	words := func(key string) string {
		if c := w.out(key).Card; c != nil {
			return c.Title.Said
		}
		return ""
	}
	open, secret := post("open", "T/ANN"), post("secret", "T/BEN")
	open.Card, secret.Card, secret.Secret = said("first"), said("token"), true
	w.enqueue(open, secret)
	e := w.out("open")
	e.Card = said("second")
	w.settle(e)
	if got := words("open"); got != "second" {
		w.Errorf("worded anew before it was claimed: %q", got)
	}
	for _, claimed := range w.claim(at(0), 10) {
		claimed.Card = said("third")
		claimed.State, claimed.Ended, claimed.Sent = storage.OutSent, at(1), sales.Source{Channel: "D1", TS: claimed.Key}
		w.settle(claimed)
	}
	if got := words("open"); got != "second" {
		w.Errorf("worded anew after it was claimed: %q", got)
	}
	if got := words("secret"); got != "" {
		w.Errorf("the secret is still kept: %q", got)
	}
}

func outboxHeldBack(w *world) {
	later := post("later", "T/ANN")
	later.NotBefore = at(30)
	w.enqueue(later, post("now", "T/ANN"))
	w.equal("holds nobody up", w.claims(at(1), 9), []string{"now"})
	w.wantNextOut("leased until 6", at(6), true)
	w.send("now")
	w.wantNextOut("held back", at(30), true)
	w.equal("not before its time", w.claims(at(30).Add(-time.Microsecond), 9), []string(nil))
	w.enqueue(post("after", "T/ANN"))
	w.equal("its time, its place in the line", w.claims(at(30), 9), []string{"later"})
	w.send("later")
	w.equal("then who waited", w.claims(at(30), 9), []string{"after"})
}

func outboxRetry(w *world) {
	w.enqueue(post("a", "T/ANN"), post("b", "T/ANN"), post("c", "T/BO"))
	e := w.claim(at(1), 1)[0]
	e.State, e.NotBefore, e.Tried, e.Error = storage.OutRetry, at(10), odd, "ratelimited"
	w.settle(e)
	w.equal("in retry", w.inState(storage.OutRetry), []string{"a"})
	w.equal("its conversation waits with it", w.claims(at(2), 9), []string{"c"})
	w.send("c")
	w.wantNextOut("retry", at(10), true)
	again := w.claim(at(10), 9)
	w.equal("tried again", ids(again, outKey), []string{"a"})
	w.equal("second attempt", again[0].Attempts, 2)
	w.equal("what was noted", again[0].Tried, utc(odd))
	w.send("a")
	w.equal("then the next", w.claims(at(10), 9), []string{"b"})
}

func outboxLease(w *world) {
	w.enqueue(post("a", "T/ANN"), post("b", "T/ANN"))
	w.claim(at(1), 9)
	w.equal("while it is leased", w.claims(at(6).Add(-time.Microsecond), 9), []string(nil))
	again := w.claim(at(6), 9)
	w.equal("when the lease has passed", ids(again, outKey), []string{"a"})
	w.equal("when the attempt without outcome began", again[0].Tried, at(1))
	w.equal("second attempt", again[0].Attempts, 2)
	third := w.claim(at(20), 9)
	w.equal("the earliest unknown attempt counts", third[0].Tried, at(1))
	w.send("a")
	w.equal("then the next", w.claims(at(20), 9), []string{"b"})
}

func outboxLateReport(w *world) {
	w.enqueue(post("a", "T/ANN"))
	slow := w.claim(at(1), 9)[0]
	quick := w.claim(at(10), 9)[0]
	slow.State, slow.NotBefore = storage.OutRetry, at(40)
	w.settle(slow)
	w.equal("a late report counts for nothing", w.out("a"), quick)
	slow.State, slow.Sent, slow.Ended = storage.OutSent, sales.Source{Channel: "D1", TS: "1"}, at(11)
	w.settle(slow)
	w.equal("but that it was sent does", w.out("a").State, storage.OutSent)
	quick.State, quick.NotBefore = storage.OutRetry, at(40)
	w.settle(quick)
	w.equal("sent it stays", w.out("a").State, storage.OutSent)
	w.equal("nothing to send", w.claims(at(99), 9), []string(nil))
}

func outboxCoalescing(w *world) {
	home := storage.OutEntry{Key: "home", Op: storage.OpPublish, To: "T/ANN", Card: said("1")}
	w.enqueue(update("u", "1"), update("other", "1"), home)
	home.Card = said("2")
	w.enqueue(update("u", "2"), home)
	w.equal("both keep their places", w.inState(storage.OutPending), []string{"u", "other", "home"})
	claimed := w.claim(at(1), 9)
	w.equal("claimed", ids(claimed, outKey), []string{"u", "home"})
	w.equal("the latest wins", claimed[0].Card, said("2"))
	w.equal("on Home too", claimed[1].Card, said("2"))
	w.send("home")

	e := claimed[0]
	e.State, e.NotBefore = storage.OutRetry, at(10)
	w.settle(e)
	w.enqueue(update("u", "3"))
	w.equal("still waits for its retry", w.claims(at(9), 9), []string(nil))
	claimed = w.claim(at(10), 9)
	w.equal("retried with the latest", claimed[0].Card, said("3"))
	w.equal("attempts go on", claimed[0].Attempts, 2)
	w.send("u")
	w.equal("the other", w.claims(at(10), 9), []string{"other"})
	w.send("other")

	w.enqueue(update("u", "4"))
	claimed = w.claim(at(12), 9)
	w.equal("sent already, so sent anew", ids(claimed, outKey), []string{"u"})
	w.equal("with the new card", claimed[0].Card, said("4"))
	w.equal("attempts begin anew", claimed[0].Attempts, 1)
	w.equal("where it was sent is known", claimed[0].Sent, sales.Source{Channel: "D1", TS: "u"})
}

func outboxCoalescingLeased(w *world) {
	w.enqueue(update("u", "1"), update("behind", "1"))
	w.claim(at(1), 9)
	w.enqueue(update("u", "2"), update("u", "3"))
	w.equal("what is being sent is left alone", w.out("u").Card, said("1"))
	w.send("u")
	w.equal("who waited first", w.claims(at(2), 9), []string{"behind"})
	w.send("behind")
	claimed := w.claim(at(2), 9)
	w.equal("then anew", ids(claimed, outKey), []string{"u"})
	w.equal("with the latest", claimed[0].Card, said("3"))

	w.enqueue(update("u", "4"))
	e := claimed[0]
	e.State, e.NotBefore = storage.OutRetry, at(10)
	w.settle(e)
	claimed = w.claim(at(10), 9)
	w.equal("a retry takes the latest", claimed[0].Card, said("4"))
	w.enqueue(update("u", "5"))
	claimed = w.claim(at(60), 9)
	w.equal("so does a lease that lapsed", claimed[0].Card, said("5"))
	w.send("u")
	w.equal("that was all", w.claims(at(99), 9), []string(nil))
}

func outboxRevival(w *world) {
	w.enqueue(post("a", "T/ANN"))
	e := w.claim(at(1), 9)[0]
	e.State, e.Ended = storage.OutDead, at(2)
	w.settle(e)
	w.enqueue(post("b", "T/ANN"))
	e = w.out("a")
	e.State, e.Attempts, e.NotBefore = storage.OutPending, 0, time.Time{}
	w.settle(e)
	w.equal("queued last", w.inState(storage.OutPending), []string{"b", "a"})
	w.equal("not dead any more", w.inState(storage.OutDead), []string(nil))
	w.equal("first", w.claims(at(3), 9), []string{"b"})
	w.send("b")
	w.equal("then the revived", w.claims(at(3), 9), []string{"a"})
	w.equal("not forgotten as dead", w.forget(at(99), at(40), 9), 0)
}

func outboxSentTo(w *world) {
	w.enqueue(post("p", "T/ANN"), update("u", "1"))
	w.claim(at(1), 9)
	sent := w.out("p")
	sent.State, sent.Sent, sent.Ended = storage.OutSent, sales.Source{Channel: "D1", TS: "1.5"}, at(2)
	w.settle(sent)
	e := w.claim(at(3), 9)[0]
	e.State, e.Sent, e.Ended = storage.OutSent, sent.Sent, at(4)
	w.settle(e)
	w.see(func(tx storage.Tx) error {
		got, err := tx.SentTo(sent.Sent)
		w.equal("the entry that posted it", got.Key, "p")
		return err
	})
	w.missing("somebody else's message", func(tx storage.Tx) error {
		_, err := tx.SentTo(sales.Source{Channel: "D1", TS: "1"})
		return err
	})
}
