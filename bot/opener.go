package bot

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

// triggerLife is how long Slack lets a form be opened, less what the way took
// (https://docs.slack.dev/surfaces/modals: "trigger_ids expire within three seconds").
const triggerLife = 2500 * time.Millisecond

// opens reports that an event opens a form.
func (w *Workspace) opens(e event.Event) bool {
	_, known := w.registry.opener(e)
	return known || called(e) == openAgain && e.Kind == event.Action
}

// openFor opens the form that an event asks for, or says why not.
func (w *Workspace) openFor(e event.Event) {
	if !w.opened.add(e.Key) {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), triggerLife)
	defer stop()
	err := w.tryOpen(ctx, e)
	var refused *sales.Error
	switch {
	case err == nil:
		return
	case errors.As(err, &refused) && refused.Code != sales.Internal:
		w.tellNow(e, sentence(card.Refusal(refused)))
	default:
		w.log.Warn("form not opened", idOf(e.Key), "error", errorClass(err))
		w.tellNow(e, sentence(card.T("bot.form_late")))
	}
}

func (w *Workspace) tryOpen(ctx context.Context, e event.Event) error {
	if err := w.admit(ctx, e); err != nil {
		return err
	}
	opener, values, err := w.reopened(ctx, e)
	if err != nil {
		return err
	}
	f, known := w.registry.opener(opener)
	if !known {
		return sales.Refuse(sales.NotFound, "bot.old_form")
	}
	shown, p, err := w.makeForm(ctx, f, opener)
	if err != nil {
		return err
	}
	nonce, err := w.nonce()
	if err != nil {
		return err
	}
	if err := w.sender.OpenForm(ctx, e.Trigger, filled(shown, values), nonce, p); err != nil {
		return fmt.Errorf("open form: %w", err)
	}
	w.log.Debug("form opened", idOf(e.Key), "form", f.name)
	return w.keepOpener(nonce, opener)
}

// admit lets those in who turn to us for the first time by opening a form.
func (w *Workspace) admit(ctx context.Context, e event.Event) error {
	var who actor
	err := w.store.View(ctx, func(tx storage.Tx) (err error) {
		who, err = lookUp(tx, e.Actor)
		return err
	})
	if err != nil {
		return err
	}
	open := w.o.Directory.open()
	if who.kept && !who.needsProfile(e) && isMember(who.person) {
		return asRefusal(refusal(who, e, open))
	}
	profile, err := w.sender.Profile(ctx, e.Actor)
	if err != nil {
		return fmt.Errorf("ask who that is: %w", err)
	}
	var key string
	err = w.store.Update(ctx, func(tx storage.Tx) error {
		who, err := lookUp(tx, e.Actor)
		if err != nil {
			return err
		}
		if who, err = w.learn(tx, who, profile, e.Received, e.Key); err != nil {
			return err
		}
		if key = refusal(who, e, open); key != "" {
			return nil
		}
		seen := watch(tx, e.Key)
		me, welcome, err := w.enter(seen, e, who, false)
		if err == nil && welcome {
			_, err = w.welcome(seen, e, me)
		}
		return err
	})
	if err != nil {
		return err
	}
	w.dispatcher.poke()
	return asRefusal(key)
}

func asRefusal(key string) error {
	if key == "" {
		return nil
	}
	return sales.Refuse(sales.Forbidden, key)
}

// reopened is the event that first opened a form which is to be opened again,
// with what was typed; any other event is its own.
func (w *Workspace) reopened(ctx context.Context, e event.Event) (event.Event, map[string][]string, error) {
	if called(e) != openAgain {
		return e, nil, nil
	}
	var open openForm
	found, err := w.finds(ctx, func(tx storage.Tx) (bool, error) { return recall(tx, formName(e.Action.ID), &open) })
	if err != nil {
		return e, nil, err
	}
	if !found || open.Opener.Actor != e.Actor {
		return e, nil, sales.Refuse(sales.NotFound, "bot.old_form")
	}
	open.Opener.Received = e.Received
	return open.Opener, open.Values, nil
}

func (w *Workspace) makeForm(ctx context.Context, f form, e event.Event) (shown card.Form, p locale.Printer, err error) {
	err = w.viewAs(ctx, e, func(l *commands.Look) error {
		p = w.printerFor(l.Me, l.Now)
		if err := permit(f.command, l.Me); err != nil {
			return err
		}
		shown, err = f.Open(l)
		return err
	})
	if err == nil && shown.Name == "" {
		shown.Name = f.name
	}
	return shown, p, err
}

func (w *Workspace) nonce() (string, error) {
	var b [16]byte
	w.randomMu.Lock()
	defer w.randomMu.Unlock()
	if _, err := io.ReadFull(w.o.Random, b[:]); err != nil {
		return "", fmt.Errorf("make nonce: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

func (w *Workspace) keepOpener(nonce string, opener event.Event) error {
	opener.Trigger, opener.ResponseURL = "", ""
	err := w.store.Update(context.Background(), func(tx storage.Tx) error {
		return keep(tx, formName(nonce), openForm{Opener: opener}, opener.Received.Add(formLife))
	})
	if err != nil { // the form is open all the same
		w.log.Warn("what opened a form is not kept", idOf(opener.Key), "error", errorClass(err))
	}
	return nil
}

// tellNow answers somebody who just pressed something: where they did, or in
// direct message if that was no conversation.
func (w *Workspace) tellNow(e event.Event, c card.Card) {
	if e.Place.Channel != "" || e.ResponseURL != "" {
		w.whisper(e, c)
		return
	}
	err := w.store.Update(context.Background(), func(tx storage.Tx) error {
		return tx.Enqueue(storage.OutEntry{
			Key: e.Key + ">0", Op: storage.OpPost, To: e.Actor, Card: &c, Priority: storage.Answer, Created: e.Received,
		})
	})
	if err != nil {
		w.log.Error("answer not kept", idOf(e.Key), "error", errorClass(err))
	}
	w.dispatcher.poke()
}

// whisper answers where the person is; it may get lost.
func (w *Workspace) whisper(e event.Event, c card.Card) {
	ctx, stop := context.WithTimeout(context.Background(), triggerLife)
	defer stop()
	p := w.words.Printer(languageFor(sales.Person{}, spoken(e)), time.UTC, e.Received)
	err := w.store.View(ctx, func(tx storage.Tx) error {
		me, err := person(tx, e.Actor)
		if me != nil {
			p = w.words.Printer(languageFor(*me, spoken(e)), me.Location(), e.Received)
		}
		return err
	})
	if err == nil {
		err = w.sender.Whisper(ctx, e, c, p)
	}
	if err != nil {
		w.log.Warn("whisper lost", idOf(e.Key), "error", errorClass(err))
	}
}
