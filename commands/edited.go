package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// messageEdited follows a message whose text changed: it is read again, and
// what it says differently now is changed in the records made from it.
func messageEdited(t *Turn) error {
	if done, err := t.dealingEdited(); done || err != nil {
		return err
	}
	tl, err := t.tellingFrom(sourceOf(t.Event))
	if err != nil {
		return err
	}
	text := strings.TrimSpace(t.Event.Text)
	if tl == nil && t.Event.Place.Kind == event.Channel {
		// Somebody else may have made a record of it; it is then theirs.
		if events, err := t.Tx.EventsFrom(sourceOf(t.Event)); err != nil || len(events) > 0 {
			return err
		}
	}
	if tl == nil || tl.State == tellUndone || tl.State == tellDropped || tl.State == tellGone {
		return t.takeEdited(text)
	}
	if tl.Asking != nil {
		if i := partFrom(tl.Asking.Parts, sourceOf(t.Event)); i >= 0 {
			return t.askAgain(tl, i, text)
		}
	}
	i := partFrom(tl.Parts, sourceOf(t.Event))
	if i < 0 || tl.Parts[i].Text == text {
		return nil
	}
	p := t.reread(tl, text, tl.Parts[i])
	switch {
	case !isRecord(p.Reading):
		return t.removePart(tl, i, card.T("receipt.no_longer"))
	case len(p.Reading.Questions) > 0:
		a := &asking{Parts: []part{p}, Questions: p.Reading.Questions, Answer: t.AnswerKey(), Instead: []sales.Source{p.Source}}
		return t.ask(tl, a, t.Say)
	}
	return t.commitInstead(tl, []part{p}, nil)
}

// takeEdited takes an edit as if it had just been written: it came before its
// original, or the original was no record.
func (t *Turn) takeEdited(text string) error {
	p, err := t.read(text, lately{})
	if err != nil || !isRecord(p.Reading) || !sales.MayLog(t.Me) {
		return err
	}
	continueVisit(&p)
	return t.tellNew(p)
}

// reread reads a part's new text in what the old one was read in. Contacts that
// only this telling brought in are not known: their names may be what is being
// corrected.
func (t *Turn) reread(tl *telling, text string, was part) part {
	c := t.understanding()
	c.At, c.Book = was.At, without{c.Book, t.onlyHere(tl)}
	p := t.readIn(c, text, was.After)
	t.readByWord(&p)
	p.At, p.Source = was.At, was.Source
	continueVisit(&p)
	return p
}

func isRecord(r understand.Reading) bool {
	return r.Intent == understand.IntentVisit || r.Intent == understand.IntentNote || r.Intent == understand.IntentFollowUp
}

// askAgain takes a new text for what still waits for an answer.
func (t *Turn) askAgain(tl *telling, i int, text string) error {
	a := tl.Asking
	a.Parts[i] = t.reread(tl, text, a.Parts[i])
	if !isRecord(a.Parts[i].Reading) {
		a.Parts = slices.Delete(a.Parts, i, i+1)
	}
	if len(a.Parts) == 0 {
		return t.dropAsking(tl)
	}
	a.Questions = nil
	for _, p := range a.Parts {
		for _, q := range p.Reading.Questions {
			if stillOpen(a.Parts, q) {
				a.Questions = append(a.Questions, q)
			}
		}
	}
	return t.answered(tl)
}

// commitInstead puts parts in the place of those of the same messages.
func (t *Turn) commitInstead(tl *telling, parts []part, show func(card.Card) error) error {
	was, before := t.together(tl.Parts), tl.now()
	for _, p := range parts {
		if i := partFrom(tl.Parts, p.Source); i >= 0 {
			tl.Parts[i] = p
		}
	}
	if err := t.bringUpToDate(tl, was); err != nil {
		return err
	}
	tl.State, tl.Asking = tellKept, nil
	return t.conclude(tl, before, false, show)
}

// messageDeleted takes a deleted message's words out of the records made from
// it, as far as nothing else rests on them, and out of what the trail has of
// these (handbook section 14).
func messageDeleted(t *Turn) error {
	if err := t.dealingDeleted(); err != nil {
		return err
	}
	tl, err := t.tellingFrom(sourceOf(t.Event))
	if tl == nil || err != nil {
		return err
	}
	records := tl.now().Made
	if err := t.takeBackWords(tl); err != nil {
		return err
	}
	return t.forgetWords(records)
}

func (t *Turn) takeBackWords(tl *telling) error {
	if tl.Asking != nil {
		if i := partFrom(tl.Asking.Parts, sourceOf(t.Event)); i >= 0 {
			return t.dropAskedPart(tl, i)
		}
	}
	i := partFrom(tl.Parts, sourceOf(t.Event))
	if i < 0 {
		return nil
	}
	if tl.State == tellUndone {
		return t.forgetUndone(tl, i)
	}
	return t.removePart(tl, i, card.T("receipt.deleted"))
}

// forgetWords takes the earlier wording of records out of the trail.
func (t *Turn) forgetWords(of made) error {
	followUps := slices.Clone(of.FollowUps)
	for _, v := range of.Visits {
		followUps = append(followUps, v.FollowUps...)
		if err := t.forgetWordsOf(sales.KindVisit, string(v.ID)); err != nil {
			return err
		}
	}
	for _, id := range of.Notes {
		if err := t.forgetWordsOf(sales.KindNote, string(id)); err != nil {
			return err
		}
	}
	for _, id := range followUps {
		if err := t.forgetWordsOf(sales.KindFollowUp, string(id)); err != nil {
			return err
		}
	}
	return nil
}

// forgetWordsOf leaves alone what the person no longer sees: it has been given away.
func (t *Turn) forgetWordsOf(kind sales.Kind, id string) error {
	err := t.Tx.ForgetWords(kind, id)
	if missing(err) {
		return nil
	}
	return err
}

func (t *Turn) dropAskedPart(tl *telling, i int) error {
	a := tl.Asking
	a.Parts = slices.Delete(a.Parts, i, i+1)
	if len(a.Parts) == 0 {
		return t.dropAsking(tl)
	}
	a.Questions = slices.DeleteFunc(a.Questions, func(q understand.Question) bool { return !stillOpen(a.Parts, q) })
	return t.answered(tl)
}

// removePart takes one message out of a telling. What is left of the others is
// put together anew; why says what happened to the message.
func (t *Turn) removePart(tl *telling, i int, why card.Text) error {
	was, before := t.together(tl.Parts), tl.now()
	r, err := t.receiptOf(tl) // to say what is gone
	if err != nil {
		return err
	}
	tl.Parts = slices.Delete(slices.Clone(tl.Parts), i, i+1)
	if err := t.bringUpToDate(tl, was); err != nil {
		return err
	}
	if err := t.keepGiven(tl); err != nil {
		return err
	}
	tl.Steps = oneStep(tl.Steps) // what is deleted does not come back by undoing
	if len(tl.Parts) > 0 {
		return t.conclude(tl, past{}, true, nil, card.T("receipt.words_gone", "why", card.Of(why)))
	}
	kept, err := t.stillThere(before.Made, tl.Made.Contacts, &r)
	if err != nil {
		return err
	}
	tl.State, tl.Steps, tl.Asking = tellGone, nil, nil
	if err := t.leadTo(tl); err != nil { // "undo" finds why there is no way back
		return err
	}
	made := tl.Made
	tl.Made = before.Made
	if err := t.showColleagues(tl); err != nil {
		return err
	}
	tl.Made = made
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	return t.ReplaceAnswer(tl.Answer, present.Gone(r, why, kept))
}

// keepGiven lets what a form has left of a visit stand by itself when the last
// message about it is gone.
func (t *Turn) keepGiven(tl *telling) error {
	if len(tl.Parts) > 0 {
		return nil
	}
	for i, made := range tl.Made.Visits {
		v, err := t.Tx.Visit(made.ID)
		if err != nil {
			return err
		}
		tl.Parts = append(tl.Parts, t.given(v))
		tl.Made.Visits[i].FollowUps = nil
	}
	return nil
}

func oneStep(steps []step) []step {
	var one step
	for _, s := range steps {
		one.Events = append(one.Events, s.Events...)
	}
	return []step{one}
}

// stillThere says what of a deleted message's records stays, since something
// else rests on it, and takes that off the list of what is gone.
func (t *Turn) stillThere(before made, contacts []sales.ContactID, gone *present.Receipt) ([]card.Text, error) {
	var kept []card.Text
	ids := slices.Clone(before.FollowUps)
	for _, v := range before.Visits {
		ids = append(ids, v.FollowUps...)
	}
	promises, err := t.promisesOf(ids, false)
	if err != nil {
		return nil, err
	}
	gone.Forget(promises)
	for _, p := range promises {
		kept = append(kept, card.T("receipt.kept_followup", "what", card.Words(p.FollowUp.What)))
	}
	for _, id := range contacts {
		if c, err := t.Tx.ContactName(id); err == nil {
			kept = append(kept, card.T("receipt.kept_contact", "name", card.Words(c.Name)))
		}
	}
	for _, id := range before.Accounts {
		if a, err := t.Tx.AccountName(id); err == nil && !a.Archived {
			kept = append(kept, card.T("receipt.kept_account", "account", card.Words(a.Name)))
		}
	}
	return kept, nil
}

// forgetUndone takes a deleted message's words out of what could be redone: the
// tombstones lose their text, and there is no way back.
func (t *Turn) forgetUndone(tl *telling, i int) error {
	for _, m := range tl.Made.Visits {
		if v, err := t.Tx.Visit(m.ID); err == nil && v.Deleted {
			blank := sales.Visit{ID: v.ID, Account: v.Account, Day: v.Day, Mode: v.Mode, Author: v.Author, Written: v.Written, Deleted: true, Version: v.Version}
			if err := t.Tx.PutVisit(blank); err != nil {
				return err
			}
		}
	}
	for _, id := range tl.Made.Notes {
		if n, err := t.Tx.Note(id); err == nil && n.Deleted && n.Text != "" {
			n.Text = ""
			if err := t.Tx.PutNote(n); err != nil {
				return err
			}
		}
	}
	tl.Parts = slices.Delete(tl.Parts, i, i+1)
	tl.State, tl.Steps = tellGone, nil
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	return t.ReplaceAnswer(tl.Answer, present.NothingKept())
}
