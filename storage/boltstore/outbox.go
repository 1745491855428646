package boltstore

import (
	"errors"
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

func ended(s storage.OutState) bool {
	return s == storage.OutSent || s == storage.OutDead || s == storage.OutCancelled
}

func (t *tx) Enqueue(e storage.OutEntry) error {
	if e.Key == "" {
		return errors.New("message without a key")
	}
	old, had, err := outBucket.find(t, e.Key)
	switch {
	case err != nil:
		return err
	case !had:
		return t.enqueueNew(e, nil)
	case old.Op == storage.OpPost:
		return nil
	case ended(old.State):
		return t.enqueueNew(e, &old)
	case old.State == storage.OutLeased:
		old.Again = &e
		return outBucket.write(t, e.Key, old)
	}
	fresh, err := t.coalesced(old, e)
	if err != nil {
		return err
	}
	return t.requeue(old, fresh)
}

// enqueueNew puts an entry at the end of its line. It may replace one that has
// ended, and then knows where that was sent.
func (t *tx) enqueueNew(e storage.OutEntry, old *outRecord) (err error) {
	if e.Seq, err = t.next(outbox); err != nil {
		return err
	}
	e.State, e.Attempts, e.Error = storage.OutPending, 0, ""
	e.Lease, e.Tried, e.Ended = time.Time{}, time.Time{}, time.Time{}
	if old != nil && e.Sent.IsZero() {
		e.Sent = old.Sent
	}
	r, err := t.recordOf(e)
	if err != nil {
		return err
	}
	if old == nil {
		t.fresh = append(t.fresh, r)
		return nil
	}
	if err := outBucket.replace(t, e.Key, *old, r); err != nil {
		return err
	}
	return t.enter(r)
}

// letStand writes an entry and puts it where it belongs.
func (t *tx) letStand(r outRecord) error {
	if err := outBucket.add(t, r.Key, r); err != nil {
		return err
	}
	return t.enter(r)
}

// coalesced is an unsent entry with newer content: it keeps its place in the
// line and what was tried, and a retry keeps its time.
func (t *tx) coalesced(old outRecord, e storage.OutEntry) (outRecord, error) {
	fresh, err := t.recordOf(e)
	fresh.Claimed = old.Claimed
	fresh.Seq, fresh.State, fresh.Attempts = old.Seq, old.State, old.Attempts
	fresh.Lease, fresh.Tried, fresh.Error = old.Lease, old.Tried, old.Error
	fresh.Ended = time.Time{}
	if old.State == storage.OutRetry {
		fresh.NotBefore = old.NotBefore
	}
	if fresh.Sent.IsZero() {
		fresh.Sent = old.Sent
	}
	return fresh, err
}

// requeue replaces an entry and moves it in the lines accordingly.
func (t *tx) requeue(old, now outRecord) error {
	if err := t.leave(old); err != nil {
		return err
	}
	if err := outBucket.replace(t, now.Key, old, now); err != nil {
		return err
	}
	if ended(now.State) {
		return nil
	}
	return t.enter(now)
}

// Claim first lets in what has become due, then takes from the front.
func (t *tx) Claim(now time.Time, lease time.Duration, room storage.Room) (claimed []storage.OutEntry, err error) {
	now = micros(now)
	fresh := t.fresh
	t.fresh = nil
	if err := t.letIn(now, max(room.Posts, 256)); err != nil {
		return nil, err
	}
	if claimed, err = t.leaseFresh(fresh, now, now.Add(lease), &room); err != nil {
		return nil, err
	}
	for _, q := range readyQueues {
		for n := range room.Of(q.op) {
			entryKey, err := t.frontOf(q, room, n)
			if err != nil {
				return nil, err
			}
			if entryKey == nil {
				break
			}
			e, err := t.lease(string(entryKey), now, now.Add(lease))
			if err != nil {
				return nil, err
			}
			claimed = append(claimed, e)
		}
	}
	return claimed, nil
}

// frontOf is the n-th entry to claim of an operation: the first one begins with
// the priority that the room asks for.
func (t *tx) frontOf(q readyQueue, room storage.Room, n int) (entryKey []byte, err error) {
	if n == 0 && room.From > 0 {
		front, entryKey, err := t.first(q.in, span{lo: key{urgency(room.From)}})
		if err != nil || front != nil {
			return entryKey, err
		}
	}
	_, entryKey, err = t.first(q.in, span{})
	return entryKey, err
}

func (t *tx) lease(entryKey string, now, until time.Time) (storage.OutEntry, error) {
	old, err := outBucket.get(t, entryKey)
	if err != nil {
		return storage.OutEntry{}, fmt.Errorf("%w: line of messages: %w", storage.ErrDamaged, err)
	}
	r := old
	if old.State == storage.OutLeased { // its lease has passed: was it sent?
		if r.Tried.IsZero() {
			r.Tried = old.Claimed
		}
		if r.Again != nil {
			if r, err = t.coalesced(r, *r.Again); err != nil {
				return storage.OutEntry{}, err
			}
		}
	}
	r.State, r.Lease, r.Claimed = storage.OutLeased, micros(until), now
	r.Attempts++
	e, err := t.entryOf(r)
	if err != nil {
		return e, err
	}
	if lineOf(r) != lineOf(old) {
		return e, t.requeue(old, r)
	}
	if err := outBucket.replace(t, entryKey, old, r); err != nil {
		return e, err
	}
	return e, t.lead(r)
}

func (t *tx) NextOut(room storage.Room) (at time.Time, ok bool, err error) {
	for _, q := range readyQueues {
		if room.Of(q.op) <= 0 {
			continue
		}
		front, _, err := t.first(q.in, span{})
		if err != nil || front != nil {
			return time.Time{}, err == nil, err
		}
	}
	timed, _, err := t.first(outTimed, span{})
	if err != nil || timed == nil {
		return time.Time{}, false, err
	}
	return momentAt(timed), true, nil
}

func (t *tx) SettleOut(e storage.OutEntry) error {
	old, err := outBucket.get(t, e.Key)
	if err != nil {
		return err
	}
	if overtaken(old, e) {
		return nil
	}
	r := outRecord{OutEntry: e, Claimed: old.Claimed, Again: old.Again, card: old.card}
	r.Seq, r.Created, r.Card = old.Seq, old.Created, nil
	switch {
	case e.Secret && ended(e.State):
		r.card = nil
		delete(t.cards, e.Key)
	case isUntouched(old) && e.Card != nil:
		if recast, err := t.recordOf(e); err == nil {
			r.card = recast.card
		} else {
			return err
		}
	}
	if ended(r.State) {
		if r.Ended.IsZero() {
			r.Ended = old.Claimed
		}
		r.Lease = time.Time{}
	}
	if r.State == storage.OutLeased || r.Again == nil {
		return t.settle(old, r)
	}
	return t.settleAgain(old, r)
}

// isUntouched: the entry was never claimed, so that nobody has seen its card.
func isUntouched(r outRecord) bool {
	return r.Attempts == 0 && (r.State == storage.OutPending || r.State == storage.OutCancelled)
}

// overtaken tells that a report comes too late to count: the entry was sent, or
// has been leased anew since. News that it was sent always counts.
func overtaken(old outRecord, e storage.OutEntry) bool {
	if e.State == storage.OutSent {
		return false
	}
	if old.State == storage.OutSent {
		return e.State != storage.OutPending
	}
	return old.State == storage.OutLeased && !e.Lease.IsZero() && micros(e.Lease).Before(old.Lease)
}

func (t *tx) settle(old, r outRecord) (err error) {
	if r.State == storage.OutPending && ended(old.State) { // revived: back to the end of the line
		if r.Seq, err = t.next(outbox); err != nil {
			return err
		}
		r.Ended = time.Time{}
	}
	return t.requeue(old, r)
}

// settleAgain settles an entry for which newer content came while it was leased.
func (t *tx) settleAgain(old, r outRecord) error {
	e := *r.Again
	if !ended(r.State) {
		fresh, err := t.coalesced(r, e)
		if err != nil {
			return err
		}
		return t.settle(old, fresh)
	}
	r.Again = nil
	if err := t.settle(old, r); err != nil {
		return err
	}
	return t.enqueueNew(e, &r)
}

func (t *tx) OutEntry(entryKey string) (storage.OutEntry, error) {
	r, err := outBucket.get(t, entryKey)
	if err != nil {
		return r.OutEntry, err
	}
	return t.entryOf(r)
}

func (t *tx) OutEntries(state storage.OutState, p storage.Page) ([]storage.OutEntry, string, error) {
	records, next, err := outBucket.list(t, outState, under(key(nil).text(string(state))), p)
	if err != nil {
		return nil, "", err
	}
	var entries []storage.OutEntry
	for _, r := range records {
		e, err := t.entryOf(r)
		if err != nil {
			return nil, "", err
		}
		entries = append(entries, e)
	}
	return entries, next, nil
}

func (t *tx) SentTo(s sales.Source) (storage.OutEntry, error) {
	records, _, err := outBucket.list(t, outSent, under(sourceKey(s)), storage.Page{Limit: 1})
	if err != nil {
		return storage.OutEntry{}, err
	}
	if len(records) == 0 {
		return storage.OutEntry{}, fmt.Errorf("message %s/%s: %w", s.Channel, s.TS, storage.ErrNotFound)
	}
	return t.entryOf(records[0])
}

// forgetOut drops an ended entry.
func (t *tx) forgetOut(entryKey string) error {
	r, err := outBucket.get(t, entryKey)
	if err != nil {
		return err
	}
	if err := t.reindex(outBucket.index(r), nil); err != nil {
		return err
	}
	return t.drop(outbox, []byte(entryKey))
}
