package commands

import (
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// undoEvent is the Undo button beside what was just done: it turns back all
// that one event changed, and shows in its message how things stand then.
func undoEvent(t *Turn) error {
	press := t.Event.Action
	event, from, _ := strings.Cut(press.Arg, "\n")
	changes, err := t.Tx.Undo(event)
	if refusal := conflict(err); refusal != nil {
		return t.Say(present.CannotUndo(refusal))
	}
	if err != nil {
		return err
	}
	c, err := t.takenBack(changes)
	if err != nil {
		return err
	}
	if from == present.FromNowhere && press.ID == "" {
		return t.Amend(c)
	}
	f := sales.FollowUp{ID: sales.FollowUpID(press.ID)}
	return t.redraw(press.Message, from, f, card.P("followup.said_taken_back"))
}
