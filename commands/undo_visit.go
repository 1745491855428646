package commands

import (
	"slices"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// undoNamed takes back the last visit or the last note, there or anywhere, whatever
// was done since.
func (t *Turn) undoNamed(kind understand.Intent, at sales.AccountID) error {
	if kind == understand.IntentNote {
		return t.undoNote(at)
	}
	v, ok, err := t.latestVisit(at)
	if err != nil {
		return err
	}
	if !ok {
		return sales.Refuse(sales.NotFound, "refused.nothing_to_undo")
	}
	tl, err := t.tellingOfVisit(v)
	if err != nil {
		return err
	}
	if tl.Amends || len(tl.Steps) == 0 || at != "" && len(tl.Made.Visits) > 1 {
		return t.deleteVisit(tl, v)
	}
	if err = t.undoWhole(tl); conflict(err) != nil { // something of it was changed since
		return t.deleteVisit(tl, v)
	}
	return err
}

// undoNote looks for the last note among what was told lately.
func (t *Turn) undoNote(at sales.AccountID) error {
	events, err := t.Tx.Recent()
	if err != nil {
		return err
	}
	for _, event := range events {
		tl, err := t.tellingOf(event)
		if err != nil {
			return err
		}
		if tl == nil || tl.State != tellKept || len(tl.Made.Visits) > 0 || len(tl.Steps) == 0 {
			continue
		}
		if slices.ContainsFunc(tl.Made.Notes, func(id sales.NoteID) bool {
			n, err := t.Tx.Note(id)
			return err == nil && !n.Deleted && (at == "" || n.Account == at)
		}) {
			err := t.undoWhole(tl)
			if refusal := conflict(err); refusal != nil {
				return t.sayConflict(tl, refusal)
			}
			return err
		}
	}
	return sales.Refuse(sales.NotFound, "refused.nothing_to_undo")
}

// tellingOfVisit is what told of a visit: the latest telling, if it did, as one that
// began with a form is found by no message.
func (t *Turn) tellingOfVisit(v sales.Visit) (*telling, error) {
	tl, err := t.latestTelling()
	if err != nil {
		return nil, err
	}
	if tl != nil && slices.ContainsFunc(tl.Made.Visits, func(m madeVisit) bool { return m.ID == v.ID }) {
		return tl, nil
	}
	return t.tellingToAmend(v)
}

// undoWhole takes back all that was told, with what was changed of it since, and says
// what it was.
func (t *Turn) undoWhole(tl *telling) error {
	all := step{Before: tl.Steps[0].Before}
	for _, s := range tl.Steps {
		all.Events = append(all.Events, s.Events...)
	}
	if _, err := t.Tx.Undo(all.Events...); err != nil {
		return err
	}
	tl.Steps, tl.State, tl.Undoer, tl.Asking = []step{all}, tellUndone, t.Event.Key, nil
	if err := t.restate(tl); err != nil {
		return err
	}
	return t.sayUndone(tl)
}

// deleteVisit takes one visit back, with what was promised there; the word "undo"
// brings it back.
func (t *Turn) deleteVisit(tl *telling, v sales.Visit) error {
	for _, id := range v.FollowUps {
		f, err := t.Tx.FollowUp(id)
		if missing(err) || err == nil && !f.IsOpen() {
			continue
		}
		if err != nil {
			return err
		}
		f.Deleted = true
		if err := t.Tx.PutFollowUp(f); err != nil {
			return err
		}
	}
	v.Deleted = true
	if err := t.Tx.PutVisit(v); err != nil {
		return err
	}
	if !tl.Amends {
		if err := t.restate(tl); err != nil {
			return err
		}
	}
	a, err := t.nameOfTurned(v.Account)
	if err != nil {
		return err
	}
	return t.Say(present.TakenBack(present.TakenBackFacts{Visits: []present.VisitFacts{{Visit: v, Account: a}}}))
}
