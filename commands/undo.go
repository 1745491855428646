package commands

import (
	"errors"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// undoCommand takes back what a person did last, or what one receipt stands for.
func undoCommand() Command {
	return Command{
		Name: "undo",
		Run:  undoLast,
		Actions: map[string]func(*Turn) error{
			"told.undo":  undoPressed,
			"told.redo":  redoPressed,
			"undo.event": undoEvent,
		},
	}
}

// undoPressed takes back the last step of a receipt.
func undoPressed(t *Turn) error {
	tl, err := t.tellingCalled(t.Event.Action.ID)
	if err != nil {
		return err
	}
	if tl == nil {
		return sales.Refuse(sales.NotFound, "refused.nothing_to_undo")
	}
	if tl.Version != t.Event.Action.Version || len(tl.Steps) == 0 {
		return t.amendState(tl)
	}
	return t.undoTelling(tl)
}

func (t *Turn) amendState(tl *telling, remarks ...card.Text) error {
	c, err := t.stateOf(tl, remarks...)
	if err != nil {
		return err
	}
	return t.Amend(c)
}

// undoTelling takes back the last step: the whole of what was told, or what was
// changed about it since.
func (t *Turn) undoTelling(tl *telling) error {
	n := len(tl.Steps)
	_, err := t.Tx.Undo(tl.Steps[n-1].Events...)
	if refusal := conflict(err); refusal != nil {
		return t.sayConflict(tl, refusal)
	}
	if err != nil {
		return err
	}
	if n > 1 {
		last := tl.Steps[n-1]
		tl.Steps[n-2].Events = append(tl.Steps[n-2].Events, append(last.Events, t.Event.Key)...)
		tl.Steps, tl.Parts, tl.Made = tl.Steps[:n-1], last.Before.Parts, last.Before.Made
		return t.restate(tl, card.T("receipt.step_back"))
	}
	if tl.Amends { // the record was there before
		tl.Steps = nil
		return t.restate(tl, card.T("receipt.step_back"))
	}
	tl.State, tl.Undoer = tellUndone, t.Event.Key
	return t.restate(tl)
}

// restate keeps a telling and shows how it stands in place of its receipt.
func (t *Turn) restate(tl *telling, remarks ...card.Text) error {
	if err := t.showColleagues(tl); err != nil {
		return err
	}
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	return t.showReceipt(tl, t.replacer(tl.Answer), remarks...)
}

// redoPressed brings back what was undone.
func redoPressed(t *Turn) error {
	tl, err := t.tellingCalled(t.Event.Action.ID)
	if err != nil {
		return err
	}
	if tl == nil {
		return sales.Refuse(sales.NotFound, "refused.nothing_to_undo")
	}
	if tl.Version != t.Event.Action.Version || tl.State != tellUndone {
		return t.amendState(tl)
	}
	_, err = t.Tx.Undo(tl.Undoer)
	if refusal := conflict(err); refusal != nil {
		return t.sayConflict(tl, refusal)
	}
	if err != nil {
		return err
	}
	tl.Steps[0].Events = append(tl.Steps[0].Events, tl.Undoer, t.Event.Key)
	tl.State, tl.Undoer = tellKept, ""
	if err := t.Tx.Remember(tl.ID); err != nil {
		return err
	}
	return t.restate(tl)
}

// conflict is the refusal of an undo because something was changed meanwhile.
func conflict(err error) *sales.Error {
	var refusal *sales.Error
	if errors.As(err, &refusal) && refusal.Code == sales.Conflict {
		return refusal
	}
	return nil
}

// sayConflict explains why nothing was undone and shows how things stand now.
func (t *Turn) sayConflict(tl *telling, why *sales.Error) error {
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	if err := t.showReceipt(tl, t.replacer(tl.Answer)); err != nil {
		return err
	}
	return t.Say(present.CannotUndo(why))
}

// undoLast takes back the person's last change set, whatever made it, or the last
// visit or note, if it names that.
func undoLast(t *Turn) error {
	if kind, at := understand.TakeBack(t.Rest, t.understanding()); kind != understand.IntentNone {
		return t.undoNamed(kind, at.ID)
	}
	events, err := t.Tx.Recent()
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return sales.Refuse(sales.NotFound, "refused.nothing_to_undo")
	}
	last := events[0]
	if s, err := t.importCalled(last); !missing(err) {
		return errors.Join(err, t.undoLastImport(last, s))
	}
	tl, err := t.tellingOf(last)
	if err != nil {
		return err
	}
	if tl != nil && tl.State == tellGone {
		return sales.Refuse(sales.NotFound, "refused.undo_deleted")
	}
	if tl != nil && len(tl.Steps) > 0 && tl.State == tellKept {
		if err := t.undoTelling(tl); err != nil {
			return err
		}
		return t.sayUndone(tl)
	}
	changes, err := t.Tx.Undo(last)
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
	return t.Say(c)
}

// sayUndone answers the word "undo" where it was typed; the receipt that it
// changed may be far above.
func (t *Turn) sayUndone(tl *telling) error {
	r, err := t.receiptOf(tl)
	if err != nil {
		return err
	}
	if tl.State == tellUndone {
		return t.Say(present.UndoneAbove(r))
	}
	return t.Say(present.SteppedBack(r))
}

// tellingOf finds the telling that an event changed.
func (t *Turn) tellingOf(event string) (*telling, error) {
	if tl, err := t.tellingCalled(event); tl != nil || err != nil {
		return tl, err
	}
	raw, err := t.Tx.Recall(stepName(event))
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return t.tellingCalled(string(raw))
}
