package commandtest

import (
	"context"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Remind lets reminders run from now on: the agenda is swept whenever the clock
// moves and after every event. Time passes from one due item to the next, as it
// does for a bot that runs.
func (w *World) Remind() {
	w.TB.Helper()
	w.Looks = reminders.Looks
	check(w.TB, reminders.Enroll(context.Background(), w.Store, w.Now))
	w.sweep()
}

// pass moves the clock to an instant, and sweeps on the way.
func (w *World) pass(until time.Time) {
	w.TB.Helper()
	for w.Looks != nil {
		next, ok := w.nextDue()
		if !ok || next.After(until) {
			break
		}
		if next.After(w.Now) {
			w.Now = next.In(w.Zone)
		}
		w.sweep()
	}
	w.Now = until
	w.sweep()
}

// sweep says what is due.
func (w *World) sweep() {
	w.TB.Helper()
	if w.Looks == nil {
		return
	}
	_, err := reminders.Sweep(context.Background(), w.Store, w.Rules, w.Now)
	check(w.TB, err)
	w.deliver()
}

func (w *World) nextDue() (at time.Time, ok bool) {
	w.TB.Helper()
	w.view(func(tx storage.Tx) (err error) {
		at, ok, err = tx.NextDue()
		return err
	})
	return at, ok
}

// compose makes the card of a reminder that is about to be sent; false if
// nothing is left to say.
func (w *World) compose(e *storage.OutEntry) (ok bool) {
	w.TB.Helper()
	w.view(func(tx storage.Tx) error {
		if e.To == "" { // a channel
			l := commands.Look{Now: w.Now, Books: scoped.For(tx, sales.Person{}, w.Now), Rules: w.Rules, Words: w.Words, Language: "en"}
			c, some, err := commands.ComposeDigest(&l, *e)
			e.Card, ok = &c, some
			return err
		}
		to, err := tx.Person(e.To)
		if err != nil {
			return err
		}
		if e.Ref.Kind == commands.CalendarRef {
			l, err := w.look(tx, event.Event{Key: e.Key, Actor: to.ID, Received: w.Now})
			if err != nil {
				return err
			}
			c, err := commands.ComposeCalendar(&l)
			e.Card, ok = &c, true
			return err
		}
		if e.Ref.Kind == present.DigestRef {
			l, err := w.look(tx, event.Event{Key: e.Key, Actor: to.ID, Received: w.Now})
			if err != nil {
				return err
			}
			c, some, err := commands.ComposeDigest(&l, *e)
			e.Card, ok = &c, some
			return err
		}
		if e.Ref.Kind == commands.NextRef {
			c, err := w.composeNext(tx, to, *e)
			e.Card, ok = &c, true
			return err
		}
		c, some, err := reminders.Compose(scoped.For(tx, to, w.Now), w.Rules, w.Now, *e)
		e.Card, ok = &c, some
		return err
	})
	return ok
}

func (w *World) composeNext(tx storage.Tx, to sales.Person, e storage.OutEntry) (card.Card, error) {
	l, err := w.look(tx, event.Event{Key: e.Key, Actor: to.ID, Received: w.Now})
	if err != nil {
		return card.Card{}, err
	}
	who, err := commands.NextFor(&l, e)
	if err != nil {
		return card.Card{}, err
	}
	planned, err := reminders.Forecast(tx, w.Rules, w.Now, w.Now.AddDate(0, 0, commands.NextDays), who.ID, l.Reason)
	return commands.NextCard(&l, who, planned), err
}
