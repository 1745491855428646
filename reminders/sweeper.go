package reminders

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"roundsman/sales"
	"roundsman/storage"
)

// Sweeper sweeps when something becomes due: at start, when the earliest item's
// time has come, when it is poked because the agenda changed, and each minute
// by cron in case the clock was moved. None of these is relied upon for what is
// due, only for when to look: that lies in the store.
type Sweeper struct {
	store storage.Store
	rules sales.Rules
	now   func() time.Time
	log   *slog.Logger
	said  func()
	pokes chan struct{}
	meter Meter
}

// Meter hears of every sweep, for whoever runs the bot.
type Meter interface {
	Swept(Swept, time.Duration, error)
}

// New makes a sweeper. now is the clock; said hears that messages were put into
// the outbox, and may be nil.
func New(store storage.Store, rules sales.Rules, now func() time.Time, log *slog.Logger, said func()) *Sweeper {
	if said == nil {
		said = func() {}
	}
	return &Sweeper{store: store, rules: rules, now: now, log: log, said: said, pokes: make(chan struct{}, 1)}
}

// Measure has sweeps counted. It is called before Run.
func (s *Sweeper) Measure(m Meter) { s.meter = m }

// Poke makes the sweeper look soon. It never waits.
func (s *Sweeper) Poke() {
	select {
	case s.pokes <- struct{}{}:
	default: // one is on its way already
	}
}

const (
	// pause lets the changes of many events be looked at together.
	pause = 200 * time.Millisecond
	// everyMinute is when cron pokes.
	everyMinute = "* * * * *"
	// longestWait bounds the timer, for clocks that are moved.
	longestWait = time.Minute
)

// Run sweeps until ctx ends, and returns when the sweep under way is done.
func (s *Sweeper) Run(ctx context.Context) error {
	if err := Enroll(ctx, s.store, s.now()); err != nil && ctx.Err() == nil {
		return err
	}
	ticks := cron.New()
	if _, err := ticks.AddFunc(everyMinute, s.Poke); err != nil {
		return fmt.Errorf("schedule sweeps: %w", err)
	}
	ticks.Start()
	defer func() { <-ticks.Stop().Done() }()
	for {
		s.sweep(ctx)
		if !s.wait(ctx) {
			return nil
		}
	}
}

// sweep leaves what fails to the next sweep: nothing is lost by it.
func (s *Sweeper) sweep(ctx context.Context) {
	began := s.now()
	swept, err := SweepBy(ctx, s.store, s.rules, s.now)
	if s.meter != nil {
		s.meter.Swept(swept, s.now().Sub(began), err)
	}
	if swept.Messages > 0 {
		s.said()
	}
	switch {
	case err != nil && ctx.Err() == nil:
		s.log.ErrorContext(ctx, "sweep failed", "error", storage.ErrorClass(err))
	case swept.Items > 0:
		s.log.DebugContext(ctx, "swept", "items", swept.Items, "messages", swept.Messages)
	}
}

// wait returns when it is time to look again; false when ctx has ended.
func (s *Sweeper) wait(ctx context.Context) bool {
	timer := time.NewTimer(s.untilNext(ctx))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	case <-s.pokes:
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

func (s *Sweeper) untilNext(ctx context.Context) time.Duration {
	wait := longestWait
	err := s.store.View(ctx, func(tx storage.Tx) error {
		at, ok, err := tx.NextDue()
		if ok {
			wait = min(longestWait, max(pause, at.Sub(s.now())))
		}
		return err
	})
	if err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "look at the agenda failed", "error", storage.ErrorClass(err))
	}
	return wait
}
