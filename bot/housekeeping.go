package bot

import (
	"context"
	"fmt"
	"time"

	"roundsman/storage"
)

const (
	forgetEvery  = 24 * time.Hour
	forgetAtOnce = 500
)

// housekeep forgets what is past, at the start and then daily, until ctx ends.
func (w *Workspace) housekeep(ctx context.Context) error {
	tick := time.NewTicker(forgetEvery)
	defer tick.Stop()
	for {
		if err := w.forgetOnce(ctx, w.now()); err != nil && ctx.Err() == nil {
			w.log.Error("housekeeping failed", "error", errorClass(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// forgetOnce drops what need not be remembered any longer, in portions that
// keep nobody waiting.
func (w *Workspace) forgetOnce(ctx context.Context, now time.Time) error {
	for {
		n := 0
		err := w.store.Update(ctx, func(tx storage.Tx) (err error) {
			n, err = tx.ForgetOld(now, now.Add(-w.o.Keep), now.Add(-w.o.KeepMessages), forgetAtOnce)
			return err
		})
		if err != nil {
			return fmt.Errorf("forget: %w", err)
		}
		if n < forgetAtOnce {
			return nil
		}
	}
}
