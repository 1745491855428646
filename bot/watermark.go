package bot

import (
	"context"
	"sync"
	"time"

	"roundsman/bot/event"
	"roundsman/storage"
)

// watermarks remember up to when each conversation was heard, by Slack's clock.
// They lag behind by up to a minute: reading too much is harmless. They do not
// move before the gap below them has been read, at the start or after a
// connection was lost.
type watermarks struct {
	store storage.Store
	mu    sync.Mutex
	moved map[string]time.Time // since the last flush
	held  bool
}

// anywhere is the watermark of all conversations together.
const anywhere = "*"

const (
	flushEvery = 30 * time.Second
	flushMost  = 400 // writes in one transaction
)

func watermarkName(channel string) string { return "watermark/" + channel }

func newWatermarks(store storage.Store) *watermarks {
	return &watermarks{store: store, moved: map[string]time.Time{}, held: true}
}

// hold keeps the watermarks where they are, or lets them move again.
func (m *watermarks) hold(held bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held = held
}

// begin notes when we listened for the first time, so that a process that dies
// before it has kept any watermark still knows where to begin.
func (m *watermarks) begin(ctx context.Context, now time.Time) error {
	return m.store.Update(ctx, func(tx storage.Tx) error {
		var before time.Time
		known, err := recall(tx, watermarkName(anywhere), &before)
		if err != nil || known {
			return err
		}
		return keep(tx, watermarkName(anywhere), now, time.Time{})
	})
}

// note hears of a message that has been kept.
func (m *watermarks) note(e event.Event) {
	if e.Kind != event.Message || e.Place.Channel == "" {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, channel := range []string{e.Place.Channel, anywhere} {
		if e.At.After(m.moved[channel]) {
			m.moved[channel] = e.At
		}
	}
}

// Run keeps the watermarks every half minute until ctx ends.
func (m *watermarks) Run(ctx context.Context) error {
	tick := time.NewTicker(flushEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			m.flush(ctx)
		}
	}
}

// flush keeps what moved. What cannot be kept is tried the next time.
func (m *watermarks) flush(ctx context.Context) {
	m.mu.Lock()
	if m.held {
		m.mu.Unlock()
		return
	}
	moved := m.moved
	m.moved = map[string]time.Time{}
	m.mu.Unlock()
	for len(moved) > 0 {
		part := takeSome(moved, flushMost)
		if m.store.Update(ctx, func(tx storage.Tx) error { return advance(tx, part) }) != nil {
			m.putBack(moved)
			m.putBack(part)
			return
		}
	}
}

func takeSome(from map[string]time.Time, most int) map[string]time.Time {
	part := map[string]time.Time{}
	for channel, at := range from {
		if len(part) == most {
			break
		}
		part[channel] = at
		delete(from, channel)
	}
	return part
}

func (m *watermarks) putBack(marks map[string]time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for channel, at := range marks {
		if at.After(m.moved[channel]) {
			m.moved[channel] = at
		}
	}
}

// advance moves watermarks forward, never back.
func advance(tx storage.Tx, marks map[string]time.Time) error {
	for channel, at := range marks {
		var before time.Time
		if _, err := recall(tx, watermarkName(channel), &before); err != nil {
			return err
		}
		if !at.After(before) {
			continue
		}
		if err := keep(tx, watermarkName(channel), at, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}
