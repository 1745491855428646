package commands

import (
	"slices"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// askOff: a visit told before did not come about after all: is it to be taken back?
const askOff understand.QuestionKind = "off"

// The answers to it.
const (
	chooseOff  = "off"  // it did not take place
	chooseKeep = "keep" // it did: this is said of it
)

// asksOff asks whether a visit in the books did not come about, when a text says so.
// It is not taken back unasked, since the text may be about another one.
func (t *Turn) asksOff(p part) (bool, error) {
	if !understand.OffAfterAll(p.Text) || len(p.Reading.Visits) > 1 {
		return false, nil
	}
	tl, err := t.tellingOff(p)
	if tl == nil || tl.State != tellKept || tl.Asking != nil || err != nil {
		return false, err
	}
	v := t.visitOff(tl, p)
	if v == nil {
		return false, nil
	}
	a, err := t.Books.AccountName(v.Account.ID)
	if missing(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	day, _ := v.whenOf()
	q := understand.Question{Kind: askOff, Said: a.Name, Dates: []sales.Due{{Day: day}}}
	return true, t.ask(tl, &asking{Parts: []part{p}, Questions: []understand.Question{q}, Answer: t.AnswerKey()}, t.Say)
}

// tellingOff is where the visit was told that a text says was off: today's at the account
// that it names, else what was told last.
func (t *Turn) tellingOff(p part) (*telling, error) {
	account, today := accountIn(p.Reading).ID, sales.DateIn(p.At, t.Me.Location())
	if account == "" {
		return t.latestTelling()
	}
	visits, _, err := t.Books.VisitsTo(account, storage.Period{From: today, To: today}, storage.Page{Limit: 20})
	if err != nil {
		return nil, err
	}
	for _, v := range visits {
		if v.Author == t.Me.ID && v.Mode == sales.InPerson && len(v.Sources) > 0 {
			return t.tellingFrom(v.Sources[0])
		}
	}
	return t.latestTelling()
}

// visitOff is the only visit of a telling that can be meant: face to face, at the account
// that is named, and lately; nil if there is none, or more.
func (t *Turn) visitOff(tl *telling, p part) *toldVisit {
	account := accountIn(p.Reading).ID
	var meant []toldVisit
	for _, v := range t.together(tl.Parts).visits {
		day, _ := v.whenOf()
		lately := day == sales.DateIn(p.At, t.Me.Location()) || p.At.Sub(tl.Last) <= t.Rules.MergeWindow
		if len(p.Reading.Visits) == 1 {
			lately = lately && !v.onAnotherDay(p.Reading.Visits[0])
		}
		if lately && !v.given && v.modeOf() == sales.InPerson && (account == "" || account == v.Account.ID) {
			meant = append(meant, v)
		}
	}
	if len(meant) != 1 {
		return nil
	}
	return &meant[0]
}

// takeOff takes the visit out of what was told, and keeps with its account why it was off.
func (t *Turn) takeOff(tl *telling) error {
	p := tl.Asking.Parts[0]
	v := t.visitOff(tl, p)
	if v == nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	was, before := t.together(tl.Parts), tl.now()
	for i := range tl.Parts {
		r := &tl.Parts[i].Reading
		r.Visits = slices.DeleteFunc(slices.Clone(r.Visits), func(x understand.VisitReading) bool { return x.Account.ID == v.Account.ID })
	}
	p.Reading = offNote(p, *v)
	tl.Parts = append(tl.Parts, p)
	if err := t.bringUpToDate(tl, was); err != nil {
		return err
	}
	if err := t.ReplaceAnswer(tl.Answer, present.ContinuedBelow()); err != nil {
		return err
	}
	show := t.above(tl.Asking.Answer, markTaken)
	tl.Answer, tl.Asking = tl.Asking.Answer, nil
	return t.conclude(tl, before, false, show)
}

// offNote is a remark with the visit's account, and what was promised with it.
func offNote(p part, v toldVisit) understand.Reading {
	r := understand.Reading{Intent: understand.IntentNote, Language: p.Reading.Language, FollowUps: p.Reading.FollowUps}
	for _, x := range p.Reading.Visits {
		for _, f := range x.FollowUps {
			if f.Account.ID == "" {
				f.Account = v.Account
			}
			r.FollowUps = append(slices.Clip(r.FollowUps), f)
		}
	}
	r.Note = &understand.NoteReading{Account: v.Account, Text: p.Text}
	return r
}
