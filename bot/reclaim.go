package bot

import (
	"context"
	"maps"
	"time"

	"roundsman/storage"
)

const (
	// clockDoubt is how far the clock of a process that died may have been ahead
	// of Slack's: we look for its messages that much before it claims to have sent
	// them. A key is unique for ever, so looking too far back costs only pages.
	clockDoubt = 24 * time.Hour
	// steppedBack is by how much the clock must have been set back to count:
	// clocks that are kept in step move a little all the time.
	steppedBack = time.Second
)

// pickUp makes up for how the last process ended, and for a clock that was set
// back meanwhile.
func (d *dispatcher) pickUp(ctx context.Context) error {
	if err := d.reclaim(ctx); err != nil {
		return err
	}
	return d.hasten(ctx, d.w.now())
}

// reclaim makes up for leases of a process that ended: nobody else sends in
// this workspace, so what is leased at the start is not being sent. It may have
// been, up to the moment when that process died, which was before now and before
// the lease ended: we look for it once Slack would show it. An attempt that was
// cut short does not count as one: a process that dies again and again must not
// give its messages up.
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
				if err := tx.SettleOut(d.reclaimed(e, now)); err != nil {
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

func (d *dispatcher) reclaimed(e storage.OutEntry, now time.Time) storage.OutEntry {
	if e.Op != storage.OpPost { // done twice it does no harm
		return postponed(e, now)
	}
	if e.Tried.IsZero() {
		e.Tried = e.Lease.Add(-leaseFor)
	}
	e.Tried = earliest(e.Tried, now).Add(-clockDoubt)
	return postponed(e, d.lookAt(earliest(now, e.Lease).Add(LookAfter)))
}

// hasten pulls in retries that lie farther ahead than any of ours, or were tried
// in what is still to come: the clock that said when was ahead.
func (d *dispatcher) hasten(ctx context.Context, now time.Time) error {
	page := storage.Page{Limit: enrolledAtOnce}
	for {
		err := d.w.store.Update(ctx, func(tx storage.Tx) error {
			waiting, next, err := tx.OutEntries(storage.OutRetry, page)
			if err != nil {
				return err
			}
			page.After = next
			for _, e := range waiting {
				if !e.NotBefore.After(now.Add(longestPause+LookAfter)) && !e.Tried.After(now) {
					continue
				}
				if e.NotBefore = now.Add(LookAfter); !e.Tried.IsZero() {
					e.Tried, e.NotBefore = earliest(e.Tried, now).Add(-clockDoubt), d.lookAt(e.NotBefore)
				}
				if err := tx.SettleOut(e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || page.After == "" {
			return err
		}
	}
}

func (d *dispatcher) lookAt(earliest time.Time) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.pacer.lookAt(d.w.now(), earliest)
}

// watchClock notices that the clock was set back. What we wait for then lies so
// much farther ahead than it was meant to.
func (d *dispatcher) watchClock(ctx context.Context, now time.Time) {
	d.mu.Lock()
	step := d.lastSeen.Sub(now)
	d.lastSeen = now
	if step > steppedBack {
		maps.DeleteFunc(d.paused, func(string, time.Time) bool { return true })
		d.broken.until = time.Time{}
	}
	d.mu.Unlock()
	if step <= steppedBack {
		return
	}
	d.w.log.Warn("the clock was set back", "by", step.Round(time.Second))
	if err := d.hasten(ctx, now); err != nil && ctx.Err() == nil {
		d.w.log.Error("outbox not read", "error", errorClass(err))
	}
}
