package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"roundsman/bot/event"
	"roundsman/storage"
)

// gaps reads from Slack's history what was said while nobody listened: at the
// start, and whenever the wire has been connected again. Clicks and slash
// commands cannot be recovered so.
type gaps struct {
	w    *Workspace
	wake chan struct{}
}

// farthestGap is how far back is read. Events are remembered for longer, so
// that none is taken for new.
const farthestGap = 14 * 24 * time.Hour

func newGaps(w *Workspace) *gaps { return &gaps{w: w, wake: make(chan struct{}, 1)} }

func (g *gaps) poke() {
	select {
	case g.wake <- struct{}{}:
	default:
	}
}

// Run reads each time it is poked, until ctx ends.
func (g *gaps) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-g.wake:
		}
		if err := g.runOnce(ctx); err != nil && ctx.Err() == nil {
			g.w.log.Warn("history not read", "error", errorClass(err))
			retry := time.AfterFunc(time.Minute, g.poke)
			defer retry.Stop()
		}
	}
}

// runOnce reads all known conversations since their watermarks. One that
// cannot be read does not keep the others from it.
func (g *gaps) runOnce(ctx context.Context) error {
	var places []event.Place
	err := g.patiently(ctx, func() (err error) {
		places, err = g.w.sender.Conversations(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("list conversations: %w", err)
	}
	var failed []error
	for _, p := range places {
		if err := g.read(ctx, p.Channel); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func (g *gaps) read(ctx context.Context, channel string) error {
	since, known, err := g.since(ctx, channel)
	if err != nil || !known {
		return err
	}
	var events []event.Event
	err = g.patiently(ctx, func() (err error) {
		events, err = g.w.sender.History(ctx, channel, since)
		return err
	})
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	for _, e := range events {
		if err := g.w.Receive(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// since is where to begin: at the conversation's watermark; in one we did not
// know, where we listened last. Before the first event there is nothing to read.
func (g *gaps) since(ctx context.Context, channel string) (since time.Time, known bool, err error) {
	known, err = g.w.finds(ctx, func(tx storage.Tx) (bool, error) {
		found, err := recall(tx, watermarkName(channel), &since)
		if err != nil || found {
			return found, err
		}
		return recall(tx, watermarkName(anywhere), &since)
	})
	if earliest := g.w.now().Add(-farthestGap); since.Before(earliest) {
		since = earliest
	}
	return since, known, err
}

const historyTries = 5

// patiently waits as long as Slack asks for, and tries again.
func (g *gaps) patiently(ctx context.Context, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		var failed *SendError
		if err == nil || try == historyTries || !errors.As(err, &failed) || failed.Failure != Later && failed.Failure != Ambiguous {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(max(failed.After, pauseAfter(try))):
		}
	}
}
