package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

// Receive keeps an event and has it applied. What opens a form is not kept: its
// trigger is worthless in three seconds.
func (w *Workspace) Receive(ctx context.Context, e event.Event) error {
	e = w.stamp(e)
	if w.opens(e) {
		w.errands.start(func() { w.openFor(e) })
		return nil
	}
	wanted, err := w.wants(ctx, e)
	if err != nil || !wanted {
		return err
	}
	if ln := w.lanes.reserve(e); ln != nil {
		return w.keepApplied(ctx, e, ln)
	}
	return w.keepEvent(ctx, e)
}

// receiveLater keeps an event as Receive does, and leaves it to the workers: many
// come at once.
func (w *Workspace) receiveLater(ctx context.Context, e event.Event) error {
	e = w.stamp(e)
	wanted, err := w.wants(ctx, e)
	if err != nil || !wanted {
		return err
	}
	return w.keepEvent(ctx, e)
}

// keepEvent keeps an event in the inbox, to be applied when its turn comes.
func (w *Workspace) keepEvent(ctx context.Context, e event.Event) error {
	isNew, err := w.keep(ctx, e)
	if isNew {
		w.lanes.add(e)
	}
	return err
}

func (w *Workspace) keep(ctx context.Context, e event.Event) (isNew bool, err error) {
	err = w.store.Update(ctx, func(tx storage.Tx) (err error) {
		isNew, err = tx.Receive(e)
		return err
	})
	if err != nil {
		w.log.Error("event not kept", idOf(e.Key), "kind", e.Kind, "error", errorClass(err))
		return false, fmt.Errorf("keep event: %w", err)
	}
	w.kept(e, isNew)
	return isNew, nil
}

// kept is told when an event is durable.
func (w *Workspace) kept(e event.Event, isNew bool) {
	w.marks.note(e)
	if isNew {
		w.log.Debug("event kept", idOf(e.Key), "kind", e.Kind)
		w.o.Meter.EventKept(e.Kind, e.Received, w.now().Sub(e.Received))
	}
}

// keepApplied keeps an event for whose person nothing else is under way, and
// applies it in the same transaction: the answer comes one commit sooner, which
// is a third of the way when little is going on. What cannot be applied at once
// is kept, and a worker has it next.
func (w *Workspace) keepApplied(ctx context.Context, e event.Event, ln *lane) error {
	out, err := w.try(ctx, attempt{event: e, now: w.now(), arrives: true})
	if err != nil {
		if _, err := w.keep(ctx, e); err != nil {
			w.lanes.finish(ln, e, verdict{}) // it will come again
			return err
		}
	}
	w.lanes.finish(ln, e, w.concluded(context.WithoutCancel(ctx), e, out, err, 0))
	return nil
}

// wants leaves out what can have no effect: changes of people we do not know,
// and edits of channel messages that led to nothing and are not said to us.
func (w *Workspace) wants(ctx context.Context, e event.Event) (bool, error) {
	switch {
	case e.Kind == event.Joined:
		return false, nil
	case e.Kind == event.PersonChange:
		return w.finds(ctx, func(tx storage.Tx) (bool, error) { return isKnown(tx, e.Actor) })
	case e.Kind == event.Edited && e.Place.Kind == event.Channel && !e.ToUs:
		return w.finds(ctx, func(tx storage.Tx) (bool, error) {
			return isOurs(tx, sales.Source{Channel: e.Place.Channel, TS: e.TS})
		})
	}
	return true, nil
}

func isKnown(tx storage.Tx, id sales.PersonID) (bool, error) {
	a, err := lookUp(tx, id)
	return a.kept || a.known, err
}

// isOurs reports that a channel message was meant for us, or is ours.
func isOurs(tx storage.Tx, s sales.Source) (bool, error) {
	came, err := tx.EventsFrom(s)
	if err != nil || len(came) > 0 {
		return len(came) > 0, err
	}
	if _, err = tx.Entry("m:" + s.Channel + ":" + s.TS); errors.Is(err, storage.ErrNotFound) {
		_, err = tx.SentTo(s)
	}
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Knows reports that a channel message was meant for us, or is ours, so that
// what happens to it and below it concerns us. In doubt it does.
func (w *Workspace) Knows(s sales.Source) bool {
	known, err := w.finds(context.Background(), func(tx storage.Tx) (bool, error) { return isOurs(tx, s) })
	return known || err != nil
}

// Cares reports that changes of a person's profile concern us. In doubt they do.
func (w *Workspace) Cares(id sales.PersonID) bool {
	known, err := w.finds(context.Background(), func(tx storage.Tx) (bool, error) { return isKnown(tx, id) })
	return known || err != nil
}

// NameOf is a person's name as Slack shows it, "" if we do not know them.
func (w *Workspace) NameOf(id sales.PersonID) (name string) {
	_, _ = w.finds(context.Background(), func(tx storage.Tx) (bool, error) {
		p, err := person(tx, id)
		if p != nil {
			name = p.Name
		}
		return p != nil, err
	})
	return name
}

func (w *Workspace) finds(ctx context.Context, question func(storage.Tx) (bool, error)) (found bool, err error) {
	err = w.store.View(ctx, func(tx storage.Tx) (err error) {
		found, err = question(tx)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look up event: %w", err)
	}
	return found, nil
}

// Submit checks a form while the person waits; what is sent by somebody we do
// not serve, or from a form that is no more, is told so in its turn.
func (w *Workspace) Submit(ctx context.Context, e event.Event) (wrong map[string]card.Text, p locale.Printer, err error) {
	e = w.stamp(e)
	f, known := w.registry.forms[e.Form.Name]
	if known {
		err = w.viewAs(ctx, e, func(l *commands.Look) error {
			p = w.printerFor(l.Me, l.Now)
			if permit(f.command, l.Me) == nil {
				wrong, err = check(f, l)
			}
			return err
		})
	}
	var refused *sales.Error
	if err != nil && !errors.As(err, &refused) {
		return nil, p, fmt.Errorf("check form: %w", err)
	}
	if len(wrong) > 0 {
		return wrong, p, nil
	}
	return nil, p, w.keepEvent(ctx, e)
}

// suggestIn bounds a look-up while somebody types.
const suggestIn = 500 * time.Millisecond

// Suggest finds choices for what was typed so far.
func (w *Workspace) Suggest(ctx context.Context, e event.Event, source, typed string) (options []card.Option, p locale.Printer, err error) {
	s, known := w.registry.suggest[source]
	if !known {
		return nil, p, nil
	}
	ctx, stop := context.WithTimeout(ctx, suggestIn)
	defer stop()
	err = w.viewAs(ctx, w.stamp(e), func(l *commands.Look) error {
		p = w.printerFor(l.Me, l.Now)
		if permit(s.command, l.Me) == nil {
			options, err = s.find(l, typed)
		}
		return err
	})
	var refused *sales.Error
	if errors.As(err, &refused) {
		return nil, p, nil
	}
	return options, p, err
}

// viewAs reads the books as the person who caused an event, if we serve them.
func (w *Workspace) viewAs(ctx context.Context, e event.Event, read func(*commands.Look) error) error {
	return w.store.View(ctx, func(tx storage.Tx) error {
		a, err := lookUp(tx, e.Actor)
		if err != nil {
			return err
		}
		if !a.kept || refusal(a, e, w.o.Directory.open()) != "" || !isMember(a.person) {
			return nil
		}
		l := w.look(tx, e, a.person, e.Received)
		return read(&l)
	})
}
