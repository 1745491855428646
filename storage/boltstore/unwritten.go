package boltstore

import (
	"time"

	"roundsman/storage"
)

// unwritten is what the closure under way put into the inbox and the outbox, and
// what it may change before anybody reads it: an event is done, and its answer
// claimed, in the transaction that brings them. Written at once, the two were a
// fifth of all that an event writes. They are written before anything else of
// their box is looked at, and at the end of the closure.
type unwritten struct {
	arrived *storage.InboxEntry // waiting
	fresh   []outRecord         // pending; they stand in no line yet
}

// boxed tells the buckets of the inbox and the outbox.
var boxed = [bucketCount]struct{ in, out bool }{
	inbox: {in: true}, inboxWaiting: {in: true}, inboxEnded: {in: true}, inboxDead: {in: true},
	outbox: {out: true}, outState: {out: true}, outLine: {out: true}, outHead: {out: true}, outReady: {out: true},
	outReadyUpdate: {out: true}, outReadyPublish: {out: true}, outTimed: {out: true}, outSent: {out: true}, outEnded: {out: true},
}

// writeBefore writes what must be seen by whoever opens a bucket.
func (t *tx) writeBefore(b bucket) error {
	if e := t.arrived; e != nil && boxed[b].in {
		t.arrived = nil
		if err := t.putWaiting(*e); err != nil {
			return err
		}
	}
	if fresh := t.fresh; fresh != nil && boxed[b].out {
		t.fresh = nil
		for _, r := range fresh {
			if err := t.letStand(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeRest ends a closure.
func (t *tx) writeRest() error {
	if err := t.writeBefore(inbox); err != nil {
		return err
	}
	return t.writeBefore(outbox)
}

// leaseFresh claims messages that were just put in, where nothing else is ready
// to go before them and there is room for all; the others line up.
func (t *tx) leaseFresh(fresh []outRecord, now, until time.Time, room *storage.Room) (claimed []storage.OutEntry, err error) {
	for i, r := range fresh {
		alone, err := t.alone(r)
		if err != nil {
			return nil, err
		}
		leased := alone && room.Of(r.Op) >= len(fresh)-i
		if leased {
			r.State, r.Lease, r.Claimed, r.Attempts = storage.OutLeased, micros(until), now, 1
		}
		if err := t.letStand(r); err != nil {
			return nil, err
		}
		if !leased {
			continue
		}
		e, err := t.entryOf(r)
		if err != nil {
			return nil, err
		}
		claimed = append(claimed, e)
		room.Take(r.Op)
	}
	return claimed, nil
}

// alone reports that a message need not wait, and that nothing else of its
// operation is ready to go.
func (t *tx) alone(r outRecord) (bool, error) {
	if !r.NotBefore.IsZero() {
		return false, nil
	}
	ready, _, err := t.first(classOf(r).queue().in, span{})
	if err != nil || ready != nil {
		return false, err
	}
	before, _, err := t.first(outLine, under(key(nil).text(lineOf(r))))
	return before == nil, err
}
