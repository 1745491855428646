package bot

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// outcome is what applying an event leads to once it is kept.
type outcome struct {
	needsProfile bool       // nothing was done: ask Slack who that is
	already      bool       // it had taken effect before
	isNew        bool       // it came for the first time
	stale        bool       // ask Slack again some time
	whisper      *card.Card // told where the person is, to nobody else
	posts        int        // so many messages are new in the outbox
	waits        bool       // not all of them are on their way
	agenda       bool       // so has the agenda
	tasks        bool       // a task waits for its next step
}

// halfDoneError carries a refusal that came after something was written: the
// transaction is rolled back and the refusal told in another.
type halfDoneError struct{ refusal *sales.Error }

func (e halfDoneError) Error() string { return "refused half-way: " + e.refusal.Error() }

// attempt is one try to apply an event.
type attempt struct {
	event   event.Event
	profile *Profile     // what Slack says of the actor, if it was asked
	inVain  bool         // it was asked often enough and does not say
	refused *sales.Error // tell this instead of trying again
	// prepared is what could be found out ahead of the transaction; nil: nothing.
	prepared *commands.Prepared
	now      time.Time
	arrives  bool // it is not in the inbox yet
}

// apply lets an event take effect, in one transaction: who is it, may they,
// what did they ask for, what changes, what is answered. The event is done in
// the same transaction. It may run more than once.
func (w *Workspace) apply(tx storage.Tx, at attempt) (out outcome, err error) {
	if at.arrives { // if it came before, it may still wait: whoever kept it cannot have it applied while we hold it
		if out.isNew, err = tx.Receive(at.event); err != nil {
			return out, err
		}
	}
	who, err := lookUp(tx, at.event.Actor)
	if err != nil {
		return out, err
	}
	if at.profile == nil && who.needsProfile(at.event) && (!at.inVain || !who.isPlaced()) {
		out.needsProfile = true
		return out, nil
	}
	switch err := tx.EndEvent(at.event.Key, storage.InboxDone, at.now); {
	case errors.Is(err, storage.ErrNotFound):
		out.already = true
		return out, nil
	case err != nil:
		return out, fmt.Errorf("end event: %w", err)
	}
	seen := watch(tx, at.event.Key)
	if out.whisper, err = w.receive(seen, at, who); err != nil {
		return out, err
	}
	if err := w.refreshHomes(seen, at.now); err != nil {
		return out, err
	}
	out.stale = at.profile == nil && who.isStale(at.now)
	out.posts, out.agenda, out.tasks = seen.posts, seen.agenda, seen.tasks
	return out, nil
}

// receive deals with an event whose actor is known: newcomers come in, those we
// do not serve are told so, all others get their answer.
func (w *Workspace) receive(tx *watched, at attempt, who actor) (whisper *card.Card, err error) {
	e := at.event
	if at.profile != nil {
		if who, err = w.learn(tx, who, *at.profile, at.now, e.Key); err != nil {
			return nil, err
		}
	}
	code, err := redeems(tx, e)
	if err != nil {
		return nil, err
	}
	key := refusal(who, e, w.o.Directory.open())
	if key != "" && (!code || key != "refused.no_team") {
		return w.refuse(tx, e, who, key)
	}
	me, welcome, err := w.enter(tx, e, who, code)
	if err != nil {
		return nil, err
	}
	if welcome {
		if me, err = w.welcome(tx, e, me); err != nil {
			return nil, err
		}
	}
	t := w.turn(tx, e, me)
	t.Prepared = at.prepared
	if code {
		return nil, t.Say(sentence(card.T("bot.admin_now")))
	}
	if err := w.answer(tx, t, at); err != nil {
		return nil, err
	}
	return answeredElsewhere(tx, e), nil
}

// enter brings the register up to date with what the event tells of a person
// we serve: they join, become administrator, are greeted, show their language.
func (w *Workspace) enter(tx *watched, e event.Event, who actor, code bool) (me sales.Person, welcome bool, err error) {
	var before *sales.Person
	if who.kept {
		kept := who.person
		before = &kept
	}
	me = who.person
	if me.Role == "" && w.o.Directory.open() && writes(e.Kind) {
		me = join(me)
	}
	if code {
		me = adminNow(me)
		if err := tx.Forget(adminCodeName); err != nil {
			return me, false, fmt.Errorf("use up code: %w", err)
		}
	}
	if l := languageOf(spoken(e)); l != "" && me.Language == "" {
		me.LanguageHint = l
	}
	if welcome = writes(e.Kind) && isMember(me) && me.Welcomed.IsZero() && me.Confirmed.IsZero(); welcome {
		me.Welcomed = e.Received
	}
	me, err = w.register(tx, before, me, e.Key)
	return me, welcome, err
}

// welcome greets somebody. What it changes does not belong to the event that
// brought them: undoing their first visit leaves their settings alone.
func (w *Workspace) welcome(tx storage.Tx, e event.Event, me sales.Person) (sales.Person, error) {
	if w.o.Welcome == nil {
		return me, nil
	}
	e.Key += ">welcome"
	t := w.turn(tx, e, me)
	if err := w.o.Welcome(t); err != nil {
		return me, fmt.Errorf("welcome: %w", err)
	}
	return t.Me, nil
}

func (w *Workspace) turn(tx storage.Tx, e event.Event, me sales.Person) *commands.Turn {
	writer := scoped.Write(tx, me, e, w.o.Rules, w.o.Looks)
	t := &commands.Turn{Look: w.look(tx, e, me, e.Received), Tx: writer}
	t.Books = writer.Reader
	return t
}

// answer runs the handler. A refusal is an answer like any other, provided that
// nothing was written before it.
func (w *Workspace) answer(tx *watched, t *commands.Turn, at attempt) error {
	if at.refused != nil {
		return w.tellRefusal(tx, t, at.refused)
	}
	before := tx.writes
	err := w.handle(tx, t)
	var refused *sales.Error
	if !errors.As(err, &refused) || refused.Code == sales.Internal {
		return err
	}
	if tx.writes != before {
		return halfDoneError{refused}
	}
	return w.tellRefusal(tx, t, refused)
}

// handle finds who deals with the event.
func (w *Workspace) handle(tx *watched, t *commands.Turn) error {
	switch e := t.Event; e.Kind {
	case event.Message, event.Slash:
		return w.run(t)
	case event.Edited:
		return w.follow(t, func(c *commands.Command) func(*commands.Turn) error { return c.Edited })
	case event.Deleted:
		if heard, err := hasHeard(tx, e); err != nil || !heard {
			return err
		}
		return w.follow(t, func(c *commands.Command) func(*commands.Turn) error { return c.Deleted })
	case event.Action, event.Shortcut:
		return w.press(t)
	case event.FormSent:
		return w.takeForm(tx, t)
	case event.HomeOpened:
		return w.openHome(t, tx)
	case event.Job:
		return w.goOn(t)
	case event.PersonChange, event.Joined: // only the profile matters, which is kept by now
	}
	return nil
}

// hasHeard reports whether a message that was deleted has taken effect. If it is
// still to come, delivered again or read from the history of a moment ago, it
// comes in vain. If it was given up, its words go.
func hasHeard(tx storage.Tx, e event.Event) (heard bool, err error) {
	original := e
	original.Kind, original.Key = event.Message, "m:"+e.Place.Channel+":"+e.TS
	if _, err := tx.Receive(original); err != nil {
		return false, fmt.Errorf("look up deleted message: %w", err)
	}
	err = tx.EndEvent(original.Key, storage.InboxDone, e.Received)
	if errors.Is(err, storage.ErrNotFound) {
		if err = tx.DropEvent(original.Key, e.Received); errors.Is(err, storage.ErrNotFound) {
			err = nil
		}
		return true, err
	}
	return false, err
}

// run does what a text asks for.
func (w *Workspace) run(t *commands.Turn) error {
	c, rest := w.commandFor(t.Event)
	t.Rest = rest
	if err := permit(c, t.Me); err != nil {
		return err
	}
	return c.Run(t)
}

func (w *Workspace) commandFor(e event.Event) (c *commands.Command, rest string) {
	name, rest := commands.Route(e.Text, w.words)
	c = w.registry.commands[name]
	switch {
	case c != nil && c.Run != nil:
		return c, rest
	case rest == "" && len(e.Files) == 0:
		return w.registry.help, ""
	}
	return w.registry.freeText, e.Text
}

func (w *Workspace) follow(t *commands.Turn, hook func(*commands.Command) func(*commands.Turn) error) error {
	for _, c := range w.registry.all {
		if run := hook(c); run != nil {
			if err := run(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// press uses a button, with the rights of whoever presses it.
func (w *Workspace) press(t *commands.Turn) error {
	a, known := w.registry.actions[called(t.Event)]
	if !known {
		example := slices.Concat(w.words.CommandWords(t.Language, w.registry.help.Name), []string{w.registry.help.Name})[0]
		return t.Say(sentence(card.T("bot.old_button", "example", card.Words(example))))
	}
	if err := permit(a.command, t.Me); err != nil {
		return err
	}
	return a.run(t)
}

// tellRefusal answers with the sentence of a refusal.
func (w *Workspace) tellRefusal(tx *watched, t *commands.Turn, refused *sales.Error) error {
	if t.Event.Kind == event.FormSent {
		return w.refuseForm(tx, t, card.Refusal(refused))
	}
	return t.Say(sentence(card.Refusal(refused)))
}

// answeredElsewhere is said to somebody who wrote where others read: what we
// know of accounts is told in direct message only.
func answeredElsewhere(tx *watched, e event.Event) *card.Card {
	if tx.posts == 0 || e.Place.Kind != event.Channel || e.Kind != event.Message && e.Kind != event.Slash {
		return nil
	}
	c := sentence(card.T("bot.answered_in_direct"))
	return &c
}
