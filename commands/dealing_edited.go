package commands

import (
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// dealingKinds are the commands that log one.
var dealingKinds = map[string]sales.DealingKind{"order": sales.DealOrder, "payment": sales.DealPayment}

// dealingEdited follows an order or a payment whose message changed; done is false
// if the message is about neither.
func (t *Turn) dealingEdited() (done bool, err error) {
	name, rest := Route(t.Event.Text, t.Words)
	kind, isDealing := dealingKinds[name]
	was, by, err := t.dealingFrom(sourceOf(t.Event))
	if err != nil {
		return true, err
	}
	if was == nil {
		// An edit in a channel of what we never heard is somebody else's.
		if !isDealing || t.Event.Place.Kind == event.Channel {
			return false, nil
		}
		t.Rest = rest
		return true, runDealing(t, kind)
	}
	if !isDealing { // told in everyday words
		kind, isDealing = understand.DealingTold(rest, t.understanding())
	}
	if was.Deleted || was.Text == strings.TrimSpace(rest) {
		return true, nil
	}
	if !isDealing {
		return true, t.removeDealing(*was, by, "dealing.no_longer")
	}
	now := *was
	now.Kind = kind
	r := understand.Dealing(rest, t.understanding())
	if err := t.fillDealing(&now, r); err != nil {
		var refused *sales.Error
		if !errors.As(err, &refused) {
			return true, err
		}
		return true, t.sayDealing(*was, "", card.T("dealing.not_followed", "why", card.Of(card.Refusal(refused))))
	}
	now.Text = strings.TrimSpace(rest)
	if err := t.keepDealing(&now); err != nil {
		return true, err
	}
	return true, t.showDealingAbove(now, by)
}

// dealingDeleted takes back what a deleted message had logged, and its words.
func (t *Turn) dealingDeleted() error {
	was, event, err := t.dealingFrom(sourceOf(t.Event))
	if was == nil || err != nil {
		return err
	}
	if was.Deleted {
		return t.forgetDealing(*was)
	}
	return t.removeDealing(*was, event, "receipt.deleted")
}

func (t *Turn) removeDealing(d sales.Dealing, event, why string) error {
	d.Deleted = true
	d.Text, d.Line = "", ""
	if err := t.keepDealing(&d); err != nil {
		return err
	}
	if err := t.forgetWordsOf(sales.KindDealing, string(d.ID)); err != nil {
		return err
	}
	c, err := t.dealingCard(d, "", card.T(why))
	if err != nil {
		return err
	}
	if err := t.noWayBack(d); err != nil {
		return err
	}
	return t.ReplaceAnswer(event+">0", c)
}

// noWayBack lets "undo" pass over what was done to a dealing whose message is gone.
func (t *Turn) noWayBack(d sales.Dealing) error {
	changes, _, err := t.Tx.Changes(sales.KindDealing, string(d.ID), storage.Page{})
	if err != nil {
		return err
	}
	var events []string
	for _, c := range changes {
		events = append(events, c.Event)
	}
	return t.Tx.Unremember(events...)
}

// forgetDealing takes the words of a deleted one out of it and of the trail.
func (t *Turn) forgetDealing(d sales.Dealing) error {
	if d.Text == "" && d.Line == "" {
		return nil
	}
	d.Text, d.Line = "", ""
	if err := t.Tx.PutDealing(d); err != nil {
		return err
	}
	return t.forgetWordsOf(sales.KindDealing, string(d.ID))
}

func (t *Turn) showDealingAbove(d sales.Dealing, event string) error {
	c, err := t.dealingCard(d, t.Event.Key)
	if err != nil {
		return err
	}
	return t.above(event+">0", markTaken)(c)
}

// dealingFrom is the dealing that a message of the person's logged, and the event
// that did; nil if none.
func (t *Turn) dealingFrom(s sales.Source) (*sales.Dealing, string, error) {
	if s.IsZero() {
		return nil, "", nil
	}
	events, err := t.Tx.EventsFrom(s)
	if err != nil {
		return nil, "", err
	}
	for _, event := range events {
		changes, err := t.Tx.ChangesBy(event)
		if err != nil {
			return nil, "", err
		}
		for _, c := range changes {
			if c.Kind != sales.KindDealing {
				continue
			}
			d, err := t.Tx.DealingThere(sales.DealingID(c.ID))
			if err != nil || d.Author == t.Me.ID && slices.Contains(d.Sources, s) {
				return &d, event, err
			}
		}
	}
	return nil, "", nil
}
