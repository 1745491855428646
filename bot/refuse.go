package bot

import (
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

// refusal is why we do not talk to somebody, a key of the catalogues; empty if
// we do. silent says not even that: nobody hears of it.
func refusal(a actor, e event.Event, open bool) (key string) {
	switch {
	case e.Stranger || a.standing.Stranger:
		return "refused.stranger"
	case a.standing.Bot:
		return "refused.bot"
	case a.standing.Guest:
		return "refused.guest"
	case a.person.Left:
		return "refused.left"
	case !isMember(a.person) && (!open || !writes(e.Kind)):
		if open {
			return "refused.write_first"
		}
		return "refused.no_team"
	}
	return ""
}

// writes reports that the event is somebody turning to us, which makes them a
// member where no team is configured; looking at Home does not.
func writes(k event.Kind) bool {
	switch k {
	case event.Message, event.Slash, event.Edited, event.Shortcut:
		return true
	default:
		return false
	}
}

func refusedName(id sales.PersonID) string { return "refused/" + string(id) }

// refuse tells somebody once why they are not served, where they are: in direct
// message, or where others read only to them.
func (w *Workspace) refuse(tx storage.Tx, e event.Event, a actor, key string) (told *card.Card, err error) {
	if e.Kind == event.HomeOpened {
		return nil, w.publishHome(tx, e.Actor, e.Received, 0)
	}
	var before string
	if _, err := recall(tx, refusedName(e.Actor), &before); err != nil {
		return nil, err
	}
	if before == key || !writes(e.Kind) && e.Kind != event.Action || e.Kind == event.Edited || a.person.Left {
		return nil, nil
	}
	if err := keep(tx, refusedName(e.Actor), key, time.Time{}); err != nil {
		return nil, err
	}
	c := sentence(card.T(key))
	if e.Place.Kind != event.Direct {
		return &c, nil
	}
	return nil, tx.Enqueue(storage.OutEntry{
		Key: e.Key + ">refused", Op: storage.OpPost, To: e.Actor, Channel: e.Place.Channel, Thread: e.Place.Thread,
		Card: &c, Priority: storage.Answer, Created: e.Received,
	})
}

// sentence is a card of one sentence.
func sentence(texts ...card.Text) card.Card {
	var c card.Card
	for _, t := range texts {
		c.Blocks = append(c.Blocks, card.Paragraph(t))
	}
	return c
}
