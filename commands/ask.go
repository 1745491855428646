package commands

import (
	"fmt"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// asking is what a person told that cannot be kept before something doubtful is
// answered. Questions are asked one at a time; each answer is a step, so that a
// press on an old button is known.
type asking struct {
	Parts     []part                `json:"parts"`
	Questions []understand.Question `json:"questions"`
	Step      int64                 `json:"step"`
	Answer    string                `json:"answer"` // outbox key of the question's message
	// Instead are the messages whose parts these take the place of: they were edited.
	Instead []sales.Source `json:"instead,omitempty"`
}

// askFuture: a visit on a day that is still to come. Was it another day, or is
// it planned?
const askFuture understand.QuestionKind = "future"

// doubt adds the questions that need today or the books rather than the text.
func (t *Turn) doubt(p *part) {
	today := sales.DateIn(p.At, t.Me.Location())
	for i := range p.Reading.Visits {
		v := &p.Reading.Visits[i]
		if v.Account.ID == "" && !asked(p.Reading.Questions, v.Account.Said, understand.AskAccount, understand.AskNewAccount) {
			p.Reading.Questions = append(p.Reading.Questions, understand.Question{
				Kind: understand.AskAccount, Said: v.Account.Said, Candidates: v.Account.Candidates,
			})
		}
		if day := v.Day.Due.Day; day.After(today) && len(v.Day.Alternatives) == 0 {
			// Which day it is, is plain; what is meant by it is not.
			p.Reading.Questions = slices.DeleteFunc(p.Reading.Questions, func(q understand.Question) bool {
				return q.Kind == understand.AskDate && q.Said == v.Day.Said
			})
			p.Reading.Questions = append(p.Reading.Questions, understand.Question{
				Kind: askFuture, Said: v.Day.Said, Dates: []sales.Due{v.Day.Due},
			})
		}
	}
	if n := p.Reading.Note; n != nil && n.Account.ID == "" && !asked(p.Reading.Questions, n.Account.Said, understand.AskAccount, understand.AskNewAccount) {
		p.Reading.Questions = append(p.Reading.Questions, understand.Question{
			Kind: understand.AskAccount, Said: n.Account.Said, Candidates: n.Account.Candidates,
		})
	}
}

func asked(all []understand.Question, said string, kinds ...understand.QuestionKind) bool {
	return slices.ContainsFunc(all, func(q understand.Question) bool { return q.Said == said && slices.Contains(kinds, q.Kind) })
}

// ask keeps what was told and asks its first question.
func (t *Turn) ask(tl *telling, a *asking, show func(card.Card) error) error {
	if err := t.learnNow(); err != nil {
		return err
	}
	tl.Asking = a
	a.Step++
	for _, p := range a.Parts {
		if err := t.followMessages(tl, p.Source); err != nil {
			return err
		}
		if p.At.After(tl.Last) {
			tl.Last = p.At
		}
	}
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	if err := t.Tx.Keep(lastToldName, []byte(tl.ID), t.Now.Add(askFor)); err != nil {
		return err
	}
	c, err := t.questionCard(tl)
	if err != nil {
		return err
	}
	return show(c)
}

// questionCard asks the first open question.
func (t *Turn) questionCard(tl *telling) (card.Card, error) {
	a := tl.Asking
	q := present.Question{ID: tl.ID, Step: a.Step, Kind: string(a.Questions[0].Kind), Said: a.Questions[0].Said, Text: textOf(a.Parts)}
	for _, h := range a.Questions[0].Candidates {
		name, err := t.nameWithOwner(h)
		if err != nil {
			return card.Card{}, err
		}
		q.Choices = append(q.Choices, name)
	}
	for _, p := range a.Questions[0].People {
		q.Choices = append(q.Choices, card.Said(present.ContactName(sales.Contact{Name: p.Name, Title: p.Title})))
	}
	q.Dates = a.Questions[0].Dates
	if asksWhen(a.Questions[0]) {
		q.When = t.daysToOffer()
	}
	if isAccountQuestion(a.Questions[0]) && (q.Said == "" || isTypedName(a, a.Questions[0]) || putsRight(a.Parts)) && len(q.Choices) == 0 {
		accounts, _, err := t.Tx.MyAccounts(storage.Page{Limit: 100})
		if err != nil {
			return card.Card{}, fmt.Errorf("look up accounts: %w", err)
		}
		for _, acc := range accounts {
			q.Mine = append(q.Mine, card.Option{Label: card.Said(acc.Name), Value: "=" + string(acc.ID)})
		}
	}
	q.MayBeToDo = tl.State == tellAsking && !tellsVisit(a.Parts)
	return present.Ask(q), nil
}

// tellsVisit reports that something has happened already: no to-do can hold it.
func tellsVisit(parts []part) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return len(p.Reading.Visits) > 0 })
}

func isAccountQuestion(q understand.Question) bool {
	return q.Kind == understand.AskAccount || q.Kind == understand.AskNewAccount
}

// nameWithOwner tells a colleague's account from one's own.
func (l *Look) nameWithOwner(h understand.Hit) (card.Text, error) {
	a, err := l.Books.AccountName(h.Account)
	if missing(err) {
		return card.Said(h.Name), nil
	}
	if err != nil {
		return card.Text{}, err
	}
	name := a.Name
	if c, err := l.Books.ContactName(sales.ContactID(h.ID)); err == nil && h.ID != string(a.ID) {
		name = c.Name + " (" + a.Name + ")" // a person was meant, who tells the account
	}
	if a.Owner == l.Me.ID {
		return card.Said(name), nil
	}
	owner, err := l.Books.Person(a.Owner)
	if missing(err) {
		return card.Said(name), nil
	}
	if err != nil {
		return card.Text{}, err
	}
	return card.T("ask.owned", "account", card.Words(name), "owner", card.Words(owner.Name)), nil
}

func textOf(parts []part) string {
	var lines []string
	for _, p := range parts {
		lines = append(lines, p.Text)
	}
	return strings.Join(lines, "\n")
}

// answerPressed is a tap on an answer.
func answerPressed(t *Turn) error {
	press := t.Event.Action
	tl, err := t.tellingCalled(press.ID)
	if err != nil {
		return err
	}
	if tl == nil {
		return t.Amend(present.TooOld())
	}
	if tl.Asking == nil || tl.Asking.Step != press.Version {
		c, err := t.stateOf(tl)
		if err != nil {
			return err
		}
		return t.Amend(c)
	}
	choice := press.Arg
	if press.Value != "" {
		choice = press.Value
	}
	return t.answer(tl, choice)
}

// Choices that are no number of a candidate.
const (
	chooseNew    = "new"    // a new account or contact
	chooseTodo   = "todo"   // keep it as a to-do of my own
	chooseCancel = "cancel" // keep nothing
	choosePlan   = "plan"   // the visit is planned: remind me
	chooseToday  = "today"  // the visit was today
)

// answer takes an answer to the first open question and goes on: to the next
// question, or to the records.
func (t *Turn) answer(tl *telling, choice string) error {
	a := tl.Asking
	q := a.Questions[0]
	switch choice {
	case chooseCancel:
		return t.dropAsking(tl)
	case chooseOff:
		return t.takeOff(tl)
	case chooseTodo:
		a.Parts = []part{t.asTodo(a.Parts)}
		a.Questions = nil
		return t.answered(tl)
	}
	choice, always := strings.CutPrefix(choice, chooseAlways)
	taken, err := t.take(a, q, choice)
	if err != nil {
		return err
	}
	if !taken {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	t.learn = func() error { return t.learnAnswer(a, q, choice, always) }
	if err := t.settleQuestions(a); err != nil {
		return err
	}
	return t.answered(tl)
}

func (t *Turn) answered(tl *telling) error {
	a := tl.Asking
	show := t.above(a.Answer, markTaken)
	if len(a.Questions) > 0 {
		return t.ask(tl, a, show)
	}
	if tl.Answer != a.Answer {
		if err := t.ReplaceAnswer(tl.Answer, present.ContinuedBelow()); err != nil {
			return err
		}
		tl.Answer = a.Answer
	}
	if len(a.Instead) > 0 {
		return t.commitInstead(tl, a.Parts, show)
	}
	return t.commit(tl, a.Parts, false, show)
}

// dropAsking keeps nothing of what was asked about.
func (t *Turn) dropAsking(tl *telling) error {
	question, dropped := tl.Asking.Answer, present.StaysAsItWas()
	tl.Asking = nil
	if tl.State == tellAsking {
		tl.State, dropped = tellDropped, present.NothingKept()
	}
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	return t.ReplaceAnswer(question, dropped)
}

// asTodo makes one promise to oneself of what was written.
func (t *Turn) asTodo(parts []part) part {
	p := parts[0]
	p.Text = textOf(parts)
	p.Reading = understand.Reading{
		Intent: understand.IntentFollowUp, Language: p.Reading.Language,
		FollowUps: []understand.FollowUpReading{{What: p.Text}},
	}
	return p
}

// settleQuestions drops the questions that an answer made needless, and finds
// those that it raised.
func (t *Turn) settleQuestions(a *asking) error {
	a.Questions = slices.DeleteFunc(a.Questions[1:], func(q understand.Question) bool { return !stillOpen(a.Parts, q) })
	for i := range a.Parts {
		p := &a.Parts[i]
		p.Reading.Questions = a.Questions
		t.doubt(p)
		a.Questions, p.Reading.Questions = p.Reading.Questions, nil
	}
	return nil
}

func stillOpen(parts []part, q understand.Question) bool {
	open := false
	switch q.Kind {
	case understand.AskAccount, understand.AskNewAccount:
		eachAccount(parts, func(r *understand.AccountReading) {
			open = open || (r.ID == "" || r.ID == pendingAccount) && strings.EqualFold(r.Said, q.Said)
		})
	case understand.AskContact:
		eachContact(parts, func(_ sales.AccountID, c *understand.ContactReading) {
			open = open || c.ID == "" && strings.EqualFold(c.Said, q.Said)
		})
	case understand.AskDate, understand.AskDayOrder:
		if asksWhen(q) {
			eachPromise(parts, func(f *understand.FollowUpReading) { open = open || f.Due.Due.IsZero() && f.What == q.Said })
			return open
		}
		eachDay(parts, func(d *understand.DayReading) { open = open || d.Said == q.Said && len(d.Alternatives) > 0 })
	case askFuture:
		eachDay(parts, func(d *understand.DayReading) {
			open = open || d.Said == q.Said && len(q.Dates) > 0 && d.Due.Day == q.Dates[0].Day
		})
	default:
		open = true
	}
	return open
}
