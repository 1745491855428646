package bot

import (
	"context"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/storage"
)

// stateOf is how an event stands in the inbox.
func (w *world) stateOf(e event.Event) (state storage.InboxState) {
	w.view(func(tx storage.Tx) error {
		entry, err := tx.Entry(e.Key)
		state = entry.State
		return err
	})
	return state
}

// An event whose person has nothing else under way has taken effect when Slack
// is told that it was received.
func TestAnEventIsAppliedWithTheTransactionThatKeepsIt(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		e := w.message(anna, "saw Acme")
		w.check(w.Receive(context.Background(), e))
		if state := w.stateOf(e); state != storage.InboxDone {
			t.Errorf("the event is %q when it is acknowledged", state)
		}
		w.pass(time.Second)
		if n := len(w.sent()); n != 1 {
			t.Errorf("answered %d times", n)
		}
	})
}

// Delivered twice at once, an event is kept by one delivery while the other
// holds its person's lane: that one must apply it, since nobody else will.
func TestAnEventThatAnotherDeliveryKeptIsApplied(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		e := w.stamp(w.message(anna, "saw Acme"))
		ln := w.lanes.reserve(e)
		if ln == nil {
			t.Fatal("the lane is not free")
		}
		w.check(w.keepEvent(context.Background(), e))
		w.check(w.keepApplied(context.Background(), e, ln))
		w.pass(time.Second)
		if state := w.stateOf(e); state != storage.InboxDone {
			t.Errorf("the event is %q", state)
		}
		if n := len(w.sent()); n != 1 {
			t.Errorf("answered %d times", n)
		}
	})
}
