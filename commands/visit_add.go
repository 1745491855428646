package commands

import (
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// openAddForm opens a form that adds to the last visit of a receipt.
func openAddForm(l *Look) (card.Form, error) {
	tl, err := l.tellingCalled(l.Event.Action.ID)
	if err != nil {
		return card.Form{}, err
	}
	if tl == nil || tl.State != tellKept || len(tl.Made.Visits) == 0 {
		return card.Form{}, sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	v, err := l.Books.Visit(tl.Made.Visits[len(tl.Made.Visits)-1].ID)
	if missing(err) || err == nil && v.Deleted {
		return card.Form{}, sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	if err != nil {
		return card.Form{}, err
	}
	account, err := l.Books.AccountName(v.Account)
	if err != nil {
		return card.Form{}, err
	}
	state, err := writeState(formState{Receipt: tl.ID})
	return present.AddForm(account.Name, v.Day, state), err
}

func checkAddForm(l *Look, f event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	checkNext(l, f, wrong)
	if strings.TrimSpace(f.Get(inputText)) == "" && strings.TrimSpace(f.Get(inputNext)) == "" && len(wrong) == 0 {
		wrong[inputText] = card.T("form.text_missing")
	}
	return none(wrong), nil
}

// applyAddForm takes the text as a further message about the same visit.
func applyAddForm(t *Turn) error {
	f := *t.Event.Form
	state, err := readState(f.State)
	if err != nil {
		return err
	}
	tl, err := t.tellingCalled(state.Receipt)
	if err != nil {
		return err
	}
	if tl == nil || tl.State != tellKept || len(tl.Made.Visits) == 0 {
		return sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	p, err := t.addedPart(tl, strings.TrimSpace(f.Get(inputText)))
	if err != nil {
		return err
	}
	if what := strings.TrimSpace(f.Get(inputNext)); what != "" {
		day, err := sales.ParseDate(f.Get(inputNextDue))
		if err != nil {
			return sales.Refuse(sales.Invalid, "refused.bad_day", "said", f.Get(inputNextDue))
		}
		v := &p.Reading.Visits[0]
		v.FollowUps = append(v.FollowUps, understand.FollowUpReading{What: what, Due: understand.DayReading{Due: sales.Due{Day: day}, Sure: 1}})
	}
	if len(p.Reading.Questions) > 0 {
		return t.ask(tl, &asking{Parts: []part{p}, Questions: p.Reading.Questions, Answer: t.AnswerKey()}, t.Say)
	}
	return t.commit(tl, []part{p}, false, nil)
}

// addedPart reads a text as going on with a telling's last visit. What does not
// read like that is added as what was said.
func (t *Turn) addedPart(tl *telling, text string) (part, error) {
	p := part{Event: t.Event.Key, At: t.Event.At, Text: text}
	var err error
	if p.After, err = t.accountOf(tl); err != nil {
		return p, err
	}
	if text != "" {
		p = t.readAfter(text, p.After)
		continueVisit(&p)
	}
	if len(p.Reading.Visits) != 1 || !p.Reading.Visits[0].Extends && p.Reading.Visits[0].Account.ID != p.After {
		p.Reading = understand.Reading{Intent: understand.IntentVisit, Visits: []understand.VisitReading{{Said: text}}}
	}
	p.Reading.Visits[0].Extends = true
	p.Reading.Visits[0].Account = understand.AccountReading{ID: p.After, Sure: 1}
	return p, nil
}
