package bot

import (
	"context"
	"fmt"
	"sync"
	"time"

	"roundsman/storage"
)

// dispatcher sends what is in the outbox. The store keeps the order within a
// conversation: it gives out one message of a conversation at a time.
type dispatcher struct {
	w     *Workspace
	wake  chan struct{}
	chaos *jitter

	mu       sync.Mutex
	pacer    *pacer
	turns    turns
	sending  map[string]bool             // keys of what is claimed and not settled
	again    map[string]storage.OutEntry // what was claimed anew meanwhile
	paused   map[string]time.Time        // methods of Slack, which asked to wait
	broken   brokenToken
	lastSent time.Time
	lastSeen time.Time       // what the clock showed last
	hard     context.Context // of what is being sent; nil: not at work

	underWay Crew
}

// brokenToken is that Slack refuses our token: nothing is sent until one probe
// goes through.
type brokenToken struct {
	reason string
	until  time.Time // when to probe again
}

const (
	leaseFor     = 30 * time.Second
	sendFor      = 15 * time.Second // one call of the Sender
	sendingMost  = 256
	probeEvery   = 30 * time.Second
	emptyPause   = time.Second // after a claim that found nothing although there seemed to be something
	longestSleep = time.Minute // for clocks that are moved
	sendAttempts = 30
)

// LookAfter is how long after we gave up on a post Slack may still show it; then
// we look for it.
const LookAfter = 10 * time.Second

func newDispatcher(w *Workspace) *dispatcher {
	return &dispatcher{
		w: w, wake: make(chan struct{}, 1), pacer: newPacer(w.o.Pace),
		sending: map[string]bool{}, again: map[string]storage.OutEntry{}, paused: map[string]time.Time{}, chaos: newJitter(w),
	}
}

// poke makes the dispatcher look into the outbox.
func (d *dispatcher) poke() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// Run sends until ctx ends, and then lets what is under way come to its end.
func (d *dispatcher) Run(ctx context.Context) error {
	hard, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	if err := d.pickUp(ctx); err != nil && ctx.Err() == nil {
		d.w.log.Error("outbox not read", "error", errorClass(err))
	}
	d.atWork(hard)
	for ctx.Err() == nil {
		now := d.w.now()
		d.watchClock(ctx, now)
		again, err := d.runOnce(ctx, now)
		if err != nil && ctx.Err() == nil {
			d.w.log.Error("outbox not read", "error", errorClass(err))
			again = d.w.now().Add(emptyPause)
		}
		d.sleep(ctx, again)
	}
	d.atRest()
	defer time.AfterFunc(shutdown, stop).Stop()
	d.underWay.Dismiss(shutdown + time.Second)
	return nil
}

// atWork lets sending begin; hard ends what is under way.
func (d *dispatcher) atWork(hard context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hard = hard
}

// atRest ends that: nothing more is begun.
func (d *dispatcher) atRest() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hard = nil
}

// sleep waits for a poke, or for an instant unless it is zero; not for long at a
// time, since the clock may be moved.
func (d *dispatcher) sleep(ctx context.Context, until time.Time) {
	wait := longestSleep
	if !until.IsZero() {
		wait = min(wait, until.Sub(d.w.now()))
	}
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-d.wake:
	case <-timer.C:
	}
}

// runOnce claims what may be sent now and starts sending it. It returns when to
// look again; zero: when poked.
func (d *dispatcher) runOnce(ctx context.Context, now time.Time) (again time.Time, err error) {
	room, again := d.room(now)
	if room.None() {
		return again, nil
	}
	next, some, err := d.next(ctx, room)
	switch {
	case err != nil, !some:
		return again, err
	case next.After(now):
		return earliest(next, again), nil
	}
	claimed, err := d.claim(ctx, now, room)
	if err != nil {
		return time.Time{}, err
	}
	if d.start(claimed, now) == 0 {
		return earliest(now.Add(emptyPause), again), nil
	}
	return now, nil
}

// earliest of two instants, of which one may be zero: not known.
func earliest(a, b time.Time) time.Time {
	if b.IsZero() || !a.IsZero() && a.Before(b) {
		return a
	}
	return b
}

func (d *dispatcher) next(ctx context.Context, room storage.Room) (at time.Time, some bool, err error) {
	err = d.w.store.View(ctx, func(tx storage.Tx) (err error) {
		at, some, err = tx.NextOut(room)
		return err
	})
	if err != nil {
		return at, false, fmt.Errorf("read outbox: %w", err)
	}
	return at, some, nil
}

func (d *dispatcher) claim(ctx context.Context, now time.Time, room storage.Room) (claimed []storage.OutEntry, err error) {
	err = d.w.store.Update(ctx, func(tx storage.Tx) (err error) {
		claimed, err = tx.Claim(now, leaseFor, room)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim messages: %w", err)
	}
	return claimed, nil
}

// claimWith claims in the transaction that enqueues: what may be sent at once
// needs no transaction of its own for that. Whoever commits it calls start.
func (d *dispatcher) claimWith(tx storage.Tx, now time.Time) (claimed []storage.OutEntry, all bool, err error) {
	room, _ := d.room(now)
	if room.None() {
		return nil, false, nil
	}
	claimed, err = tx.Claim(now, leaseFor, room)
	if err != nil {
		return nil, false, fmt.Errorf("claim messages: %w", err)
	}
	return claimed, leavesRoom(room, claimed), nil
}

// leavesRoom reports that no operation has used up its room, so that nothing
// that may go is left.
func leavesRoom(room storage.Room, claimed []storage.OutEntry) bool {
	n := map[storage.OutOp]int{}
	for _, e := range claimed {
		n[e.Op]++
	}
	return n[storage.OpPost] < room.Posts && n[storage.OpUpdate] < room.Updates && n[storage.OpPublish] < room.Publishes
}

// start sends what was claimed and tells how many that are. What is claimed
// when the work is over keeps its lease and is reclaimed at the next start.
func (d *dispatcher) start(claimed []storage.OutEntry, now time.Time) (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hard == nil {
		return 0
	}
	hard := d.hard
	for _, e := range claimed {
		d.pacer.take(e.Op, now)
		d.turns.count(e)
		if d.sending[e.Key] { // settled a moment ago and in the outbox anew, or its lease passed under our hands
			d.again[e.Key] = e
			continue
		}
		d.begin(hard, e)
		n++
	}
	return n
}

// room is how much may be claimed; where there is no room, when to look again
// (zero: when something has been sent).
func (d *dispatcher) room(now time.Time) (room storage.Room, again time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	free := max(0, sendingMost-len(d.sending))
	switch {
	case free == 0, d.hard == nil:
		return room, time.Time{}
	case d.broken.reason != "" && now.Before(d.broken.until):
		return room, d.broken.until
	case d.broken.reason != "" && len(d.sending) > 0:
		return room, time.Time{}
	case d.broken.reason != "":
		free = 1
	}
	of := func(op storage.OutOp) (n int) {
		until := d.paused[methods[op]]
		if !now.Before(until) {
			n, until = d.pacer.room(op, now, free)
		}
		if n == 0 {
			again = earliest(again, until)
		}
		return n
	}
	room.Posts, room.Updates, room.Publishes = of(storage.OpPost), of(storage.OpUpdate), of(storage.OpPublish)
	room.From = d.turns.from()
	return room, again
}

func (d *dispatcher) finished(key string) {
	d.mu.Lock()
	delete(d.sending, key)
	e, again := d.again[key]
	delete(d.again, key)
	d.mu.Unlock()
	if again {
		d.resume(e)
	}
	d.poke()
}

// resume sends what was claimed while an earlier attempt at the same entry came
// to its end, unless that attempt settled it.
func (d *dispatcher) resume(e storage.OutEntry) {
	ours, err := d.w.finds(context.Background(), func(tx storage.Tx) (bool, error) {
		now, err := tx.OutEntry(e.Key)
		return now.State == storage.OutLeased && now.Lease.Equal(e.Lease), err
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil || !ours || d.hard == nil || d.sending[e.Key] {
		return // its lease passes
	}
	d.begin(d.hard, e)
}

// begin sends one entry on its own; d.mu is held.
func (d *dispatcher) begin(hard context.Context, e storage.OutEntry) {
	d.sending[e.Key] = true
	d.underWay.Go(func() {
		defer d.finished(e.Key)
		d.deliver(hard, e)
	})
}

// SendingStopped says why nothing can be sent until somebody mends it, "" if
// all is well: Slack refuses our token.
func (w *Workspace) SendingStopped() (reason string) {
	w.dispatcher.mu.Lock()
	defer w.dispatcher.mu.Unlock()
	return w.dispatcher.broken.reason
}
