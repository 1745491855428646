package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/storage"
)

const (
	// attempts is how often an event is tried before it is given up.
	attempts = 3
	askFor   = 5 * time.Second
)

// process applies one event and says what becomes of it.
func (w *Workspace) process(ctx context.Context, e event.Event, profile *Profile, failures int) verdict {
	out, err := w.try(ctx, attempt{event: e, profile: profile, inVain: failures >= attempts, now: w.now()})
	return w.concluded(ctx, e, out, err, failures)
}

// try applies an event; a refusal that came half-way is told by itself.
func (w *Workspace) try(ctx context.Context, at attempt) (outcome, error) {
	at.prepared = w.readAhead(ctx, at.event)
	out, err := w.applyOnce(ctx, at)
	var half halfDoneError
	if errors.As(err, &half) {
		at.refused = half.refusal
		out, err = w.applyOnce(ctx, at)
	}
	return out, err
}

// concluded says what becomes of an event that was tried.
func (w *Workspace) concluded(ctx context.Context, e event.Event, out outcome, err error, failures int) verdict {
	switch {
	case err == nil && out.needsProfile:
		return verdict{profile: func() *Profile { return w.ask(ctx, e) }}
	case err == nil:
		w.afterwards(e, out)
		return verdict{}
	case notItsFault(err):
		w.log.Error("event waits", idOf(e.Key), "kind", e.Kind, "error", errorClass(err))
		return verdict{again: true, after: pauseAfter(failures + 1)}
	}
	return w.fail(ctx, e, err, failures)
}

// readAhead does ahead of the transaction what needs none. Whatever hinders it
// will be met again in the transaction, and be dealt with there.
func (w *Workspace) readAhead(ctx context.Context, e event.Event) (p *commands.Prepared) {
	if e.Kind != event.Message && e.Kind != event.Slash {
		return nil
	}
	c, rest := w.commandFor(e)
	if c.Prepare == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			p = nil
		}
	}()
	_ = w.store.View(ctx, func(tx storage.Tx) error {
		who, err := lookUp(tx, e.Actor)
		if err != nil || !who.isPlaced() || permit(c, who.person) != nil {
			return err
		}
		l := w.look(tx, e, who.person, e.Received)
		l.Rest = rest
		p = c.Prepare(&l)
		return nil
	})
	return p
}

// applyOnce applies an event in one transaction; a panic of a handler is an error.
func (w *Workspace) applyOnce(ctx context.Context, at attempt) (out outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			w.log.Error("handler panicked", idOf(at.event.Key), "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = errPanicked
		}
	}()
	var claimed []storage.OutEntry
	err = w.store.Update(ctx, func(tx storage.Tx) (err error) {
		claimed = nil
		out, err = w.apply(tx, at)
		if err != nil || out.posts == 0 {
			return err
		}
		var all bool
		claimed, all, err = w.dispatcher.claimWith(tx, w.now())
		out.waits = !all || len(claimed) < out.posts
		return err
	})
	if err == nil && at.arrives {
		w.kept(at.event, out.isNew)
	}
	if err == nil {
		w.dispatcher.start(claimed, w.now())
	}
	return out, err
}

var errPanicked = errors.New("panic")

// afterwards does what the event leads to now that it is kept.
func (w *Workspace) afterwards(e event.Event, out outcome) {
	if out.already {
		return
	}
	w.log.Info("event applied", idOf(e.Key), "kind", e.Kind)
	w.o.Meter.EventApplied(e.Kind, w.now().Sub(e.Received))
	if out.waits {
		w.dispatcher.poke()
	}
	if out.agenda && w.o.AgendaChanged != nil {
		w.o.AgendaChanged()
	}
	if out.tasks {
		w.tasks.poke()
	}
	if out.whisper != nil {
		w.errands.start(func() { w.whisper(e, *out.whisper) })
	}
	if out.stale {
		w.refresher.want(e.Actor)
	}
}

// ask finds out who caused an event; nil if Slack does not say at present. Of
// whom it will not speak, we take for a stranger.
func (w *Workspace) ask(ctx context.Context, e event.Event) *Profile {
	ctx, stop := context.WithTimeout(ctx, askFor)
	defer stop()
	p, err := w.sender.Profile(ctx, e.Actor)
	var failed *SendError
	switch {
	case err == nil:
		return &p
	case errors.As(err, &failed) && failed.Failure == Never:
		return &Profile{ID: e.Actor, Stranger: true}
	}
	w.log.Warn("profile not found out", idOf(e.Key), "error", errorClass(err))
	return nil
}

// notItsFault reports that the store or the shutdown is to blame: the event
// waits, however long it takes.
func notItsFault(err error) bool {
	return errors.Is(err, storage.ErrFull) || errors.Is(err, storage.ErrDamaged) || errors.Is(err, storage.ErrLocked) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// fail counts a failed attempt. The last one ends the event and tells the
// person, with the reference under which the log has it.
func (w *Workspace) fail(ctx context.Context, e event.Event, cause error, failures int) verdict {
	class := errorClass(cause)
	dead := false
	err := w.store.Update(ctx, func(tx storage.Tx) error {
		n, err := tx.FailEvent(e.Key, class)
		if dead = n >= attempts; err != nil || !dead {
			return err
		}
		return w.bury(tx, e)
	})
	if errors.Is(err, storage.ErrNotFound) {
		return verdict{} // it has taken effect after all
	}
	if err != nil {
		w.log.Error("failure not kept", idOf(e.Key), "error", errorClass(err))
		return verdict{again: true, after: pauseAfter(failures + 1)}
	}
	if dead {
		w.givenUp(e, cause)
		return verdict{}
	}
	w.o.Meter.EventFailed(e.Kind, false)
	w.log.Error("event failed", idOf(e.Key), "kind", e.Kind, "error", class, "given_up", false)
	return verdict{again: true, after: pauseAfter(failures + 1)}
}

func (w *Workspace) bury(tx storage.Tx, e event.Event) error {
	if err := tx.EndEvent(e.Key, storage.InboxDead, w.now()); err != nil {
		return err
	}
	c := sentence(card.T("bot.poison", "reference", card.Words(eventID(e.Key))))
	o := storage.OutEntry{Key: e.Key + ">poison", Op: storage.OpPost, To: e.Actor, Card: &c, Priority: storage.Answer, Created: w.now()}
	if e.Place.Kind == event.Direct && e.Place.Thread != "" {
		o.Channel, o.Thread = e.Place.Channel, e.Place.Thread
	}
	return tx.Enqueue(o)
}
