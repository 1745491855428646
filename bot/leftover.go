package bot

import (
	"context"
	"errors"

	"roundsman/bot/event"
	"roundsman/storage"
)

// An event can end the process: memory runs out, the runtime gives up. Nobody
// tells its end then, it waits in the inbox, and would do the same again at each
// start. So what the start finds in the inbox is counted before it is applied,
// and what has cost three processes their life is dead. What comes in later is
// not counted: that costs a write.
//
// Who is counted is not always who is to blame. Others may have been under way at
// the same time; so an event that was under way when a process died is applied
// alone from then on. And whoever kills a process means no event by it; that is
// why it takes three times, each in the moment in which the event is applied.

// attempted is an event that is to be applied.
type attempted struct {
	event    event.Event
	profile  *Profile // what Slack says of the actor, if it was asked
	failures int      // in a row
	left     bool     // it was there at the start
}

// attend applies an event among the others, or alone.
func (l *lanes) attend(ctx context.Context, a attempted) verdict {
	l.mu.Lock()
	begun, left := l.left[a.event.Key]
	l.mu.Unlock()
	a.left = left
	if begun > 0 {
		l.alone.Lock()
		defer l.alone.Unlock()
	} else {
		l.alone.RLock()
		defer l.alone.RUnlock()
	}
	return l.handle(ctx, a)
}

// attempt applies an event; one that was left is counted before, and no more
// when we have lived through it.
func (w *Workspace) attempt(ctx context.Context, a attempted) verdict {
	if !a.left {
		return w.process(ctx, a.event, a.profile, a.failures)
	}
	dead, err := w.begin(ctx, a.event)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return verdict{} // it has taken effect
	case err != nil:
		w.log.Error("event waits", idOf(a.event.Key), "kind", a.event.Kind, "error", errorClass(err))
		return verdict{again: true, after: pauseAfter(a.failures + 1)}
	case dead:
		w.givenUp(a.event, errCrashed)
		return verdict{}
	}
	v := w.process(ctx, a.event, a.profile, a.failures)
	if v.again || v.profile != nil {
		w.survived(ctx, a.event)
	}
	return v
}

var errCrashed = errors.New("the process died")

// begin counts, or buries what was begun often enough.
func (w *Workspace) begin(ctx context.Context, e event.Event) (dead bool, err error) {
	err = w.store.Update(ctx, func(tx storage.Tx) error {
		begun, err := tx.CountBegun(e.Key, 1)
		if dead = begun > attempts; err != nil || !dead {
			return err
		}
		if _, err := tx.FailEvent(e.Key, errorClass(errCrashed)); err != nil {
			return err
		}
		return w.bury(tx, e)
	})
	return dead, err
}

// survived takes the count back of an event that is to be tried again. If that
// cannot be kept, it counts.
func (w *Workspace) survived(ctx context.Context, e event.Event) {
	err := w.store.Update(ctx, func(tx storage.Tx) error {
		_, err := tx.CountBegun(e.Key, -1)
		return err
	})
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		w.log.Error("attempt not taken back", idOf(e.Key), "error", errorClass(err))
	}
}

// givenUp tells the log and the meters of an event that is dead.
func (w *Workspace) givenUp(e event.Event, cause error) {
	w.o.Meter.EventFailed(e.Kind, true)
	w.log.Error("event failed", idOf(e.Key), "kind", e.Kind, "error", errorClass(cause), "given_up", true)
	w.dispatcher.poke()
}
