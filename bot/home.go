package bot

import (
	"errors"
	"fmt"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// homeKind is the kind of a Ref that stands for the Home tab as it is when it
// is published.
const homeKind = "home"

const (
	// homeLately is for how long after it was opened somebody's Home is kept up
	// to date; later it is made anew when they open it.
	homeLately = 8 * time.Hour
	// homePause lets several changes become one publication.
	homePause = time.Second
)

func homeName(id sales.PersonID) string { return "home/" + string(id) }

// publishHome has somebody's Home made anew, not before a pause.
func (w *Workspace) publishHome(tx storage.Tx, id sales.PersonID, now time.Time, pause time.Duration) error {
	e := storage.OutEntry{
		Key: "home:" + string(id), Op: storage.OpPublish, To: id, Ref: &storage.Ref{Kind: homeKind},
		Priority: storage.Answer, Created: now,
	}
	if pause > 0 {
		e.NotBefore, e.Priority = now.Add(pause), storage.Reminder
	}
	return tx.Enqueue(e)
}

// openHome remembers that somebody looks at Home, and publishes it.
func (w *Workspace) openHome(t *commands.Turn, tx storage.Tx) error {
	until := t.Now.Add(homeLately)
	if err := keep(tx, homeName(t.Me.ID), until, until); err != nil {
		return err
	}
	return w.publishHome(tx, t.Me.ID, t.Now, 0)
}

// refreshHomes publishes the Home of those whose records changed, if they
// looked at it lately.
func (w *Workspace) refreshHomes(tx *watched, now time.Time) error {
	for id := range tx.touched {
		var until time.Time
		looked, err := recall(tx, homeName(id), &until)
		if err != nil {
			return err
		}
		if !looked || now.After(until) {
			continue
		}
		if err := w.publishHome(tx, id, now, homePause); err != nil {
			return err
		}
	}
	return nil
}

// composeHome makes the Home tab of a member from the commands' sections, and
// of anybody else from the sentence that says why there is none.
func (w *Workspace) composeHome(tx storage.Tx, id sales.PersonID, now time.Time) (card.Card, sales.Person, error) {
	a, err := lookUp(tx, id)
	if err != nil {
		return card.Card{}, sales.Person{}, err
	}
	a.person.ID = id
	if key := refusal(a, event.Event{Kind: event.HomeOpened}, w.o.Directory.open()); key != "" {
		return sentence(card.T(key)), a.person, nil
	}
	l := w.look(tx, event.Event{Kind: event.HomeOpened, Actor: id, Received: now}, a.person, now)
	c, err := w.homeOf(&l)
	return c, a.person, err
}

func (w *Workspace) homeOf(l *commands.Look) (card.Card, error) {
	var c card.Card
	for _, s := range w.registry.sections {
		if permit(s.command, l.Me) != nil {
			continue
		}
		blocks, err := s.Cards(l)
		var refused *sales.Error
		if errors.As(err, &refused) && refused.Code != sales.Internal {
			blocks, err = []card.Block{card.Paragraph(card.Refusal(refused))}, nil
		}
		if err != nil {
			return c, fmt.Errorf("make Home section of %s: %w", s.command.Name, err)
		}
		c.Blocks = append(c.Blocks, blocks...)
	}
	return c, nil
}

// look is what a handler that only reads gets to see.
func (w *Workspace) look(tx storage.Tx, e event.Event, me sales.Person, now time.Time) commands.Look {
	return commands.Look{
		Event: e, Me: me, Now: now, Books: scoped.For(tx, me, now), Rules: w.o.Rules, Teams: w.o.Directory.ids(), Words: w.words,
		Language: languageFor(me, spoken(e)), Rest: e.Text, FeedURL: w.o.FeedURL, Secret: w.secret,
	}
}

// spoken is what the person themselves wrote, "" if the event holds other words.
func spoken(e event.Event) string {
	switch e.Kind {
	case event.Message, event.Slash, event.Edited:
		return e.Text
	default:
		return ""
	}
}
