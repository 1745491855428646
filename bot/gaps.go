package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
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

	mu    sync.Mutex
	ended time.Time // of the last connection, as far as gaps since then are not read; zero: unknown
	due   bool
}

// endMargin is how long before a connection ended, or before the last event that
// was heard, events may have been lost: Slack sends again, after a minute and
// after five, what was not acknowledged, while later ones come through.
// https://docs.slack.dev/apis/events-api#errors
const endMargin = 10 * time.Minute

// farthestGap is how far back is read. Events are remembered for longer, so
// that none is taken for new.
const farthestGap = 14 * 24 * time.Hour

func newGaps(w *Workspace) *gaps { return &gaps{w: w, wake: make(chan struct{}, 1)} }

// begin has the gap read that began when a connection ended; zero: it is not
// known when, as at the start.
func (g *gaps) begin(ended time.Time) {
	g.mu.Lock()
	if !g.due || ended.Before(g.ended) {
		g.ended = ended
	}
	g.due = true
	g.w.marks.hold(true)
	g.mu.Unlock()
	g.poke()
}

// next is the gap to be read, if one is due.
func (g *gaps) next() (ended time.Time, due bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	ended, due = g.ended, g.due
	g.due = false
	return ended, due
}

// done lets the watermarks move, unless another gap has opened meanwhile.
func (g *gaps) done() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.due {
		g.w.marks.hold(false)
	}
}

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
		ended, due := g.next()
		if !due {
			continue
		}
		if err := g.runOnce(ctx, ended); err != nil && ctx.Err() == nil {
			g.w.log.Warn("history not read", "error", errorClass(err))
			time.AfterFunc(time.Minute, func() { g.begin(ended) })
			continue
		}
		g.done()
	}
}

// runOnce reads all known conversations since their watermarks, or since the
// connection ended if that is later. One that cannot be read does not keep the
// others from it.
func (g *gaps) runOnce(ctx context.Context, ended time.Time) error {
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
		if err := g.read(ctx, p.Channel, ended); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func (g *gaps) read(ctx context.Context, channel string, ended time.Time) error {
	since, known, err := g.since(ctx, channel, ended)
	if err != nil || !known {
		return err
	}
	var events []event.Event
	err = g.patiently(ctx, func() (err error) {
		events, err = g.w.sender.History(ctx, channel, since)
		return err
	})
	var failed *SendError
	if errors.As(err, &failed) && failed.Failure == Never {
		g.w.log.Warn("history cannot be read", "channel", channel, "reason", failed.Reason)
		return nil
	}
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	for _, e := range events {
		if err := g.w.receiveLater(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// since is where to begin: at the conversation's watermark; in one we did not
// know, where we listened last; less what may have been overtaken.
func (g *gaps) since(ctx context.Context, channel string, ended time.Time) (since time.Time, known bool, err error) {
	known, err = g.w.finds(ctx, func(tx storage.Tx) (bool, error) {
		found, err := recall(tx, watermarkName(channel), &since)
		if err != nil || found {
			return found, err
		}
		return recall(tx, watermarkName(anywhere), &since)
	})
	if !ended.IsZero() && ended.After(since) {
		since, known = ended, true
	}
	since = since.Add(-endMargin)
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
