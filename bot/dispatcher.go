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

	mu      sync.Mutex
	pacer   *pacer
	sending map[string]bool // keys of what is claimed and not settled
	paused  map[storage.OutOp]time.Time
	broken  brokenToken
	hard    context.Context // of what is being sent; nil: not at work

	underWay sync.WaitGroup
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
	settleTries  = 3
	lookMargin   = 2 * time.Minute // between our clock and Slack's
	sendAttempts = 30
)

// LookAfter is how long after we gave up on a post Slack may still show it; then
// we look for it.
const LookAfter = 10 * time.Second

func newDispatcher(w *Workspace) *dispatcher {
	return &dispatcher{
		w: w, wake: make(chan struct{}, 1), pacer: newPacer(w.o.Pace),
		sending: map[string]bool{}, paused: map[storage.OutOp]time.Time{}, chaos: newJitter(w),
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
	if err := d.reclaim(ctx); err != nil && ctx.Err() == nil {
		d.w.log.Error("outbox not read", "error", errorClass(err))
	}
	d.atWork(hard)
	for ctx.Err() == nil {
		again, err := d.runOnce(ctx, d.w.now())
		if err != nil && ctx.Err() == nil {
			d.w.log.Error("outbox not read", "error", errorClass(err))
			again = d.w.now().Add(emptyPause)
		}
		d.sleep(ctx, again)
	}
	d.atRest()
	defer time.AfterFunc(shutdown, stop).Stop()
	waitAtMost(&d.underWay, shutdown+time.Second)
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

// sleep waits for a poke, or for an instant unless it is zero.
func (d *dispatcher) sleep(ctx context.Context, until time.Time) {
	var due <-chan time.Time
	if !until.IsZero() {
		wait := until.Sub(d.w.now())
		if wait <= 0 {
			return
		}
		timer := time.NewTimer(wait)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-d.wake:
	case <-due:
	}
}

// reclaim makes up for leases of a process that ended: nobody else sends in
// this workspace, so what is leased at the start is not being sent. It may have
// been, up to the moment when that process died, which was before now and before
// the lease ended: we look for it once Slack would show it.
func (d *dispatcher) reclaim(ctx context.Context) error {
	now := d.w.now()
	for {
		n := 0
		err := d.w.store.Update(ctx, func(tx storage.Tx) error {
			leased, _, err := tx.OutEntries(storage.OutLeased, storage.Page{Limit: enrolledAtOnce})
			if n = len(leased); err != nil {
				return err
			}
			for _, e := range leased {
				if e.Tried.IsZero() {
					e.Tried = e.Lease.Add(-leaseFor)
				}
				e.State, e.NotBefore = storage.OutRetry, earlier(now, e.Lease).Add(LookAfter)
				if err := tx.SettleOut(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || n == 0 {
			return err
		}
	}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// runOnce claims what may be sent now and starts sending it. It returns when to
// look again; zero: when poked.
func (d *dispatcher) runOnce(ctx context.Context, now time.Time) (again time.Time, err error) {
	limit, again := d.room(now)
	if limit == 0 {
		return again, nil
	}
	next, some, err := d.next(ctx)
	if err != nil || !some {
		return time.Time{}, err
	}
	if next.After(now) {
		return next, nil
	}
	claimed, err := d.claim(ctx, now, limit)
	if err != nil {
		return time.Time{}, err
	}
	if d.start(claimed, now) == 0 {
		return now.Add(emptyPause), nil
	}
	return now, nil
}

func (d *dispatcher) next(ctx context.Context) (at time.Time, some bool, err error) {
	err = d.w.store.View(ctx, func(tx storage.Tx) (err error) {
		at, some, err = tx.NextOut()
		return err
	})
	if err != nil {
		return at, false, fmt.Errorf("read outbox: %w", err)
	}
	return at, some, nil
}

func (d *dispatcher) claim(ctx context.Context, now time.Time, limit int) (claimed []storage.OutEntry, err error) {
	err = d.w.store.Update(ctx, func(tx storage.Tx) (err error) {
		claimed, err = tx.Claim(now, leaseFor, limit)
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
	limit, _ := d.room(now)
	if limit == 0 {
		return nil, false, nil
	}
	claimed, err = tx.Claim(now, leaseFor, limit)
	if err != nil {
		return nil, false, fmt.Errorf("claim messages: %w", err)
	}
	return claimed, len(claimed) < limit, nil
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
	d.pacer.take(now, len(claimed))
	for _, e := range claimed {
		if d.sending[e.Key] { // its lease passed under our hands, the clock was moved
			continue
		}
		d.sending[e.Key] = true
		n++
		d.underWay.Go(func() {
			defer d.finished(e.Key)
			d.deliver(hard, e)
		})
	}
	return n
}

// room is how many messages may be claimed; without room, when to look again
// (zero: when one has been sent).
func (d *dispatcher) room(now time.Time) (n int, again time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	free := max(0, sendingMost-len(d.sending))
	switch paused := d.paused[storage.OpPost]; {
	case free == 0, d.hard == nil:
		return 0, time.Time{}
	case d.broken.reason != "" && now.Before(d.broken.until):
		return 0, d.broken.until
	case d.broken.reason != "" && len(d.sending) > 0:
		return 0, time.Time{}
	case d.broken.reason != "":
		free = 1
	case now.Before(paused):
		return 0, paused
	}
	return d.pacer.room(now, free)
}

func (d *dispatcher) finished(key string) {
	d.mu.Lock()
	delete(d.sending, key)
	d.mu.Unlock()
	d.poke()
}

// SendingStopped says why nothing can be sent until somebody mends it, "" if
// all is well: Slack refuses our token.
func (w *Workspace) SendingStopped() (reason string) {
	w.dispatcher.mu.Lock()
	defer w.dispatcher.mu.Unlock()
	return w.dispatcher.broken.reason
}
