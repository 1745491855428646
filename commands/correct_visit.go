package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// correctVisit puts right when a visit was, how it took place or where: what was
// told last, or the visit that is named. It reports whether there was one.
func (t *Turn) correctVisit(c understand.Correction, last lately) (bool, error) {
	if !c.Sure && c.Of == "" && last.State != tellKept {
		return false, nil // it may as well begin something new
	}
	tl, meant, err := t.visitsMeant(c)
	if len(meant) == 0 || err != nil {
		return false, err
	}
	v, questions, ok := t.putRightReading(c, tl, meant)
	if !ok {
		return false, nil
	}
	if v.Day.Due.Day.After(t.Today()) && len(v.Day.Alternatives) == 0 {
		return true, t.showReceipt(tl, t.Say, card.T("correct.to_come"))
	}
	if c.More == "" && len(questions) == 0 && !t.differs(meant, v) {
		return true, t.showReceipt(tl, t.Say, card.T("correct.same"))
	}
	p := t.correctionPart(v, meant)
	if c.More != "" && !t.tellMore(&p, c.More) {
		return false, nil
	}
	questions = append(questions, p.Reading.Questions...)
	if p.Reading.Questions = nil; len(questions) > 0 {
		return true, t.ask(tl, &asking{Parts: []part{p}, Questions: questions, Answer: t.AnswerKey()}, t.Say)
	}
	return true, t.commitBelow(tl, p, last)
}

// putRightReading is what the correction says as a reading, and what has to be asked
// for it; false if it cannot be read.
func (t *Turn) putRightReading(c understand.Correction, tl *telling, meant []meantVisit) (v understand.VisitReading, asks []understand.Question, ok bool) {
	v = understand.VisitReading{Extends: true, Corrects: true, Mode: c.Mode}
	if c.Day != "" {
		v.Day = understand.Day(c.Day, t.understanding(), true)
		switch {
		case v.Day.Due.IsZero():
			return v, nil, false
		case len(v.Day.Alternatives) > 0:
			v.Day.Said = c.Day
			asks = append(asks, understand.Question{Kind: understand.AskDayOrder, Said: v.Day.Said, Dates: v.Day.Alternatives})
		}
	}
	if c.Was != "" && c.Now == "" && t.promisedFor(c.Was, tl, meant) {
		return v, nil, false // it is not the visit's day that was wrong
	}
	if c.Now != "" {
		a := understand.MatchAccount(c.Now, t.understanding())
		if a.Sure < understand.Sure {
			a.ID, a.Name = "", ""
		}
		if a.ID == "" && t.isPersonThere(c.Now, meant) {
			return v, nil, false
		}
		if a.ID == "" {
			asks = append(asks, understand.Question{Kind: understand.AskAccount, Said: a.Said, Candidates: a.Candidates})
		}
		v.Instead = &a
	}
	if which, several := t.askWhichVisit(meant, v, c.Latest); several {
		asks = append([]understand.Question{which}, asks...)
	}
	return v, asks, true
}

// promisedFor: something was promised for that day, on which none of the visits was.
func (t *Turn) promisedFor(day string, tl *telling, meant []meantVisit) bool {
	past, ahead := understand.Day(day, t.understanding(), true).Due.Day, understand.Day(day, t.understanding(), false).Due.Day
	if slices.ContainsFunc(meant, func(m meantVisit) bool { return m.visit.Day == past }) {
		return false
	}
	found := false
	eachPromise(tl.Parts, func(f *understand.FollowUpReading) { found = found || f.Due.Due.Day == ahead && !ahead.IsZero() })
	return found
}

// isPersonThere: the name is of somebody whom one meets there.
func (t *Turn) isPersonThere(name string, meant []meantVisit) bool {
	return slices.ContainsFunc(meant, func(m meantVisit) bool {
		return understand.MatchContact(name, m.visit.Account, t.understanding()).ID != ""
	})
}

// askVisit asks which of several visits is meant.
const askVisit understand.QuestionKind = "visit"

// askWhichVisit: one account cannot be that of several visits, visits that differ in
// what is put right are not meant alike, and "the last visit" is only one.
func (t *Turn) askWhichVisit(meant []meantVisit, v understand.VisitReading, one bool) (understand.Question, bool) {
	alike := !slices.ContainsFunc(meant, func(m meantVisit) bool {
		return m.visit.Day != meant[0].visit.Day || m.visit.Mode != meant[0].visit.Mode
	})
	if len(meant) == 1 || alike && v.Instead == nil && !one {
		return understand.Question{}, false
	}
	q := understand.Question{Kind: askVisit}
	for _, m := range meant {
		name := m.told.Name
		if a, err := t.Tx.AccountName(m.visit.Account); err == nil {
			name = a.Name
		}
		q.Candidates = append(q.Candidates, understand.Hit{ID: string(m.told.ID), Account: m.told.ID, Name: name})
	}
	return q, true
}

func takeVisit(a *asking, q understand.Question, choice string) bool {
	hit, ok := picked(q.Candidates, choice)
	if ok {
		v := &a.Parts[0].Reading.Visits[0]
		v.Account = understand.AccountReading{ID: hit.Account, Name: hit.Name, Sure: 1}
		a.Parts[0].Reading.Visits = a.Parts[0].Reading.Visits[:1]
	}
	return ok
}

// putsRight: what waits for an answer is a correction.
func putsRight(parts []part) bool {
	return len(parts) > 0 && len(parts[0].Reading.Visits) > 0 && parts[0].Reading.Visits[0].Instead != nil
}

// differs reports that something would change.
func (t *Turn) differs(meant []meantVisit, v understand.VisitReading) bool {
	return slices.ContainsFunc(meant, func(m meantVisit) bool {
		return v.Instead != nil && v.Instead.ID != m.visit.Account || v.Mode != sales.ModeNotGiven && v.Mode != m.visit.Mode ||
			v.Day.Said != "" && (v.Day.Due.Day != m.visit.Day || !sameClock(v.Day.Due.Time, m.visit.Time) && v.Day.Due.Time != nil)
	})
}

// correctionPart is the message as a part of the telling: it goes on with each of the
// visits, and changes them.
func (t *Turn) correctionPart(v understand.VisitReading, meant []meantVisit) part {
	text := strings.TrimSpace(t.Event.Text)
	v.Day.Span = understand.Span{}
	p := part{Event: t.Event.Key, Source: sourceOf(t.Event), At: messageTime(t.Event), Text: text, After: meant[len(meant)-1].visit.Account}
	p.Reading.Intent = understand.IntentVisit
	for _, m := range meant {
		one := v
		one.Account = understand.AccountReading{ID: m.told.ID, Name: m.told.Name, Sure: 1}
		p.Reading.Visits = append(p.Reading.Visits, one)
	}
	return p
}

// tellMore adds what the correction tells besides to the last of its visits; false if
// that is nothing to tell of it.
func (t *Turn) tellMore(p *part, text string) bool {
	v := &p.Reading.Visits[len(p.Reading.Visits)-1]
	at := p.After
	if v.Instead != nil && v.Instead.ID != "" {
		at = v.Instead.ID
	}
	more := t.readAfter(text, at)
	continueVisit(&more)
	r := more.Reading
	if r.Courtesy != "" {
		return true
	}
	if r.Intent != understand.IntentVisit || len(r.Visits) != 1 || !r.Visits[0].Extends {
		return false
	}
	told := r.Visits[0]
	told.Account, told.Extends, told.Corrects, told.Instead = v.Account, true, true, v.Instead
	if v.Day.Said != "" {
		told.Day = v.Day
	}
	if told.Mode = v.Mode; told.Mode == sales.ModeNotGiven {
		told.Mode = r.Visits[0].Mode
	}
	if len(told.Absent) > 0 && told.Said == strings.TrimSpace(text) { // which is told by that
		told.Said = ""
	}
	*v, p.Reading.Questions, p.Reading.FollowUps = told, r.Questions, r.FollowUps
	return true
}

// commitBelow takes a correction over: in the receipt above while that is the latest,
// else in one below.
func (t *Turn) commitBelow(tl *telling, p part, last lately) error {
	if fresh := last.State == tellKept && last.Visit == tl.recap().Visit; fresh && tl.Answer != t.AnswerKey() {
		return t.commit(tl, []part{p}, false, nil)
	}
	before := tl.Answer
	tl.Answer = t.AnswerKey()
	if err := t.commit(tl, []part{p}, false, t.Say); err != nil || before == tl.Answer {
		return err
	}
	return t.ReplaceAnswer(before, present.ContinuedBelow())
}
