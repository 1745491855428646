package commands

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
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
	if isAccountQuestion(a.Questions[0]) && q.Said == "" && len(q.Choices) == 0 {
		accounts, _, err := t.Tx.MyAccounts(storage.Page{Limit: 100})
		if err != nil {
			return card.Card{}, fmt.Errorf("look up accounts: %w", err)
		}
		for _, acc := range accounts {
			q.Mine = append(q.Mine, card.Option{Label: card.Said(acc.Name), Value: "=" + string(acc.ID)})
		}
	}
	q.KeepOnly = tl.State == tellAsking
	return present.Ask(q), nil
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
	owner, err := l.Books.Person(a.Owner)
	if a.Owner == l.Me.ID || err != nil {
		return card.Said(name), nil
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
	case chooseTodo:
		a.Parts = []part{t.asTodo(a.Parts)}
		a.Questions = nil
		return t.answered(tl)
	}
	taken, err := t.take(a, q, choice)
	if err != nil {
		return err
	}
	if !taken {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	if err := t.settleQuestions(a); err != nil {
		return err
	}
	return t.answered(tl)
}

func (t *Turn) answered(tl *telling) error {
	a := tl.Asking
	show := t.replacer(a.Answer)
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

// take puts an answer into the readings; it reports whether the answer is one
// of the question's.
func (t *Turn) take(a *asking, q understand.Question, choice string) (bool, error) {
	switch q.Kind {
	case understand.AskAccount, understand.AskNewAccount:
		return t.takeAccount(a, q, choice)
	case understand.AskContact:
		return takeContact(a, q, choice), nil
	case understand.AskDate, understand.AskDayOrder:
		return t.takeDate(a, q, choice)
	case understand.AskIntent:
		return takeIntent(a, choice), nil
	case askFuture:
		return t.takeFuture(a, q, choice), nil
	}
	return false, nil
}

func picked[T any](all []T, choice string) (T, bool) {
	var none T
	i, err := strconv.Atoi(choice)
	if err != nil || i < 0 || i >= len(all) {
		return none, false
	}
	return all[i], true
}

func (t *Turn) takeAccount(a *asking, q understand.Question, choice string) (bool, error) {
	var id sales.AccountID
	var name string
	chosen, isMine := strings.CutPrefix(choice, "=")
	hit, isCandidate := picked(q.Candidates, choice)
	switch {
	case choice == chooseNew && q.Said != "":
		id, name = newID, q.Said
	case isMine:
		account, err := t.Tx.AccountName(sales.AccountID(chosen))
		if err != nil {
			return false, err
		}
		id, name = account.ID, account.Name
	case isCandidate:
		id, name = hit.Account, hit.Name
	default:
		return false, nil
	}
	eachAccount(a.Parts, func(r *understand.AccountReading) {
		unknown := r.ID == "" || r.ID == pendingAccount
		if unknown && (strings.EqualFold(r.Said, q.Said) || r.Said == "" || r.ID == pendingAccount) {
			r.ID, r.Name, r.Sure = id, name, 1
			if r.Said == "" {
				r.Said = q.Said
			}
		}
	})
	t.matchContacts(a, id)
	return true, nil
}

// eachAccount visits every account that is named in the readings.
func eachAccount(parts []part, visit func(*understand.AccountReading)) {
	for i := range parts {
		r := &parts[i].Reading
		for j := range r.Visits {
			visit(&r.Visits[j].Account)
			for k := range r.Visits[j].FollowUps {
				if f := &r.Visits[j].FollowUps[k]; f.Account.Said != "" {
					visit(&f.Account)
				}
			}
		}
		for j := range r.FollowUps {
			if r.FollowUps[j].Account.Said != "" {
				visit(&r.FollowUps[j].Account)
			}
		}
		if r.Note != nil {
			visit(&r.Note.Account)
		}
	}
}

// eachContact visits everybody named in the readings, with the account where
// they were met.
func eachContact(parts []part, visit func(at sales.AccountID, c *understand.ContactReading)) {
	for i := range parts {
		r := &parts[i].Reading
		promised := func(at sales.AccountID, all []understand.FollowUpReading) {
			for k := range all {
				if all[k].Account.ID != "" {
					at = all[k].Account.ID
				}
				if all[k].Contact != nil {
					visit(at, all[k].Contact)
				}
			}
		}
		for j := range r.Visits {
			v := &r.Visits[j]
			for k := range v.Contacts {
				visit(v.Account.ID, &v.Contacts[k])
			}
			promised(v.Account.ID, v.FollowUps)
		}
		promised("", r.FollowUps)
	}
}

// matchContacts finds the people met once it is known where; several of a name
// become a question.
func (t *Turn) matchContacts(a *asking, account sales.AccountID) {
	c := t.understanding()
	eachContact(a.Parts, func(at sales.AccountID, r *understand.ContactReading) {
		if at != account || r.ID == newID {
			return
		}
		if known, err := t.Tx.ContactName(r.ID); r.ID != "" && err == nil && known.Account == account {
			return
		}
		r.ID, r.Candidates = "", nil
		if account == newID {
			return
		}
		found := understand.MatchContact(r.Said, account, c)
		switch {
		case found.ID != "" && found.Sure >= understand.Sure:
			r.ID, r.Name, r.Sure = found.ID, found.Name, found.Sure
		case len(found.Candidates) > 1 && !asked(a.Questions, r.Said, understand.AskContact):
			r.Candidates = found.Candidates
			a.Questions = append(a.Questions, understand.Question{Kind: understand.AskContact, Said: r.Said, People: found.Candidates})
		}
	})
}

func takeContact(a *asking, q understand.Question, choice string) bool {
	person, ok := picked(q.People, choice)
	if !ok && choice != chooseNew {
		return false
	}
	eachContact(a.Parts, func(_ sales.AccountID, c *understand.ContactReading) {
		if c.ID != "" || !strings.EqualFold(c.Said, q.Said) {
			return
		}
		c.ID, c.Candidates = person.ID, nil
		if ok {
			c.Name = person.Name
		} else {
			c.ID = newID
		}
	})
	return true
}

// takeDate takes a day; how the person writes 12/5 is remembered.
func (t *Turn) takeDate(a *asking, q understand.Question, choice string) (bool, error) {
	if asksWhen(q) {
		return takeWhen(a, q, choice), nil
	}
	due, ok := picked(q.Dates, choice)
	if !ok {
		return false, nil
	}
	dayFirst, known := dayComesFirst(q.Said, due.Day)
	if q.Kind == understand.AskDayOrder && known {
		raw, err := json.Marshal(dayFirst)
		if err != nil {
			return false, fmt.Errorf("remember how days are written: %w", err)
		}
		if err := t.Tx.Keep(dayFirstName, raw, time.Time{}); err != nil {
			return false, err
		}
	}
	eachDay(a.Parts, func(d *understand.DayReading) {
		if d.Said == q.Said {
			d.Due, d.Alternatives, d.Sure = due, nil, 1
			return
		}
		for _, other := range d.Alternatives {
			if first, ok := dayComesFirst(d.Said, other.Day); q.Kind == understand.AskDayOrder && ok && first == dayFirst {
				d.Due, d.Alternatives, d.Sure = other, nil, 1
				return
			}
		}
	})
	return true, nil
}

// asksWhen: a promise named no day at all; Said is what was promised.
func asksWhen(q understand.Question) bool { return q.Kind == understand.AskDate && len(q.Dates) == 0 }

// daysToOffer are the days on which a promise without one is likely to be due:
// the next working day, the last one of the week after that, a week from today.
func (t *Turn) daysToOffer() []sales.Date {
	c := sales.CalendarOf(t.Me, t.Rules)
	next := c.NextWorkingDay(t.Today().AddDays(1))
	friday := next.AddDays((int(time.Friday) - int(next.Weekday()) + 7) % 7)
	var days []sales.Date
	for _, d := range []sales.Date{next, c.NextWorkingDay(friday), c.NextWorkingDay(t.Today().AddDays(7))} {
		days = union(days, []sales.Date{d}, func(a, b sales.Date) bool { return a == b })
	}
	slices.SortFunc(days, sales.Date.Compare)
	return days
}

// takeWhen takes the day of a promise: 2026-11-27, as buttons, the date picker
// and what was typed come to it.
func takeWhen(a *asking, q understand.Question, choice string) bool {
	day, err := sales.ParseDate(choice)
	if err != nil {
		return false
	}
	eachPromise(a.Parts, func(f *understand.FollowUpReading) {
		if f.Due.Due.IsZero() && f.What == q.Said {
			f.Due = understand.DayReading{Due: sales.Due{Day: day}, Sure: 1}
		}
	})
	return true
}

// eachPromise visits every follow-up in the readings.
func eachPromise(parts []part, visit func(*understand.FollowUpReading)) {
	for i := range parts {
		r := &parts[i].Reading
		for j := range r.Visits {
			for k := range r.Visits[j].FollowUps {
				visit(&r.Visits[j].FollowUps[k])
			}
		}
		for j := range r.FollowUps {
			visit(&r.FollowUps[j])
		}
	}
}

// dayComesFirst tells how "12/5" was written, given the day that was meant.
func dayComesFirst(said string, meant sales.Date) (dayFirst, known bool) {
	numbers := strings.FieldsFunc(said, func(r rune) bool { return r < '0' || r > '9' })
	if len(numbers) < 2 {
		return false, false
	}
	first, err1 := strconv.Atoi(numbers[0])
	second, err2 := strconv.Atoi(numbers[1])
	if err1 != nil || err2 != nil || first == second {
		return false, false
	}
	switch {
	case first == meant.Day && second == int(meant.Month):
		return true, true
	case second == meant.Day && first == int(meant.Month):
		return false, true
	}
	return false, false
}

// eachDay visits every day in the readings.
func eachDay(parts []part, visit func(*understand.DayReading)) {
	for i := range parts {
		r := &parts[i].Reading
		for j := range r.Visits {
			visit(&r.Visits[j].Day)
			for k := range r.Visits[j].FollowUps {
				visit(&r.Visits[j].FollowUps[k].Due)
			}
		}
		for j := range r.FollowUps {
			visit(&r.FollowUps[j].Due)
		}
	}
}

// takeIntent makes of a text what the person says it is.
func takeIntent(a *asking, choice string) bool {
	for i := range a.Parts {
		p := &a.Parts[i]
		account := accountIn(p.Reading)
		switch understand.Intent(choice) {
		case understand.IntentVisit:
			if len(p.Reading.Visits) == 0 {
				v := understand.VisitReading{Account: account, Mode: sales.InPerson, Said: p.Text, FollowUps: p.Reading.FollowUps}
				p.Reading.Visits = []understand.VisitReading{v}
			}
			p.Reading.Note, p.Reading.FollowUps = nil, nil
		case understand.IntentNote:
			if p.Reading.Note == nil {
				p.Reading.Note = &understand.NoteReading{Account: account, Text: p.Text}
			}
			p.Reading.Visits, p.Reading.FollowUps = nil, nil
		case understand.IntentFollowUp:
			if len(p.Reading.FollowUps) == 0 {
				f := understand.FollowUpReading{What: p.Text, Account: account}
				if len(p.Reading.Visits) > 0 {
					f.Due = p.Reading.Visits[0].Day
				}
				p.Reading.FollowUps = []understand.FollowUpReading{f}
			}
			p.Reading.Visits, p.Reading.Note = nil, nil
		default:
			return false
		}
		p.Reading.Intent = understand.Intent(choice)
	}
	return true
}

func accountIn(r understand.Reading) understand.AccountReading {
	switch {
	case len(r.Visits) > 0:
		return r.Visits[0].Account
	case r.Note != nil:
		return r.Note.Account
	case len(r.FollowUps) > 0:
		return r.FollowUps[0].Account
	}
	return understand.AccountReading{}
}

// takeFuture turns a visit that is still to come into a promise to make it, or
// moves it to today.
func (t *Turn) takeFuture(a *asking, q understand.Question, choice string) bool {
	if choice != choosePlan && choice != chooseToday {
		return false
	}
	for i := range a.Parts {
		r := &a.Parts[i].Reading
		var visits []understand.VisitReading
		for _, v := range r.Visits {
			switch {
			case v.Day.Said != q.Said || len(q.Dates) > 0 && v.Day.Due.Day != q.Dates[0].Day:
				visits = append(visits, v)
			case choice == chooseToday:
				v.Day = understand.DayReading{}
				visits = append(visits, v)
			default:
				r.FollowUps = append(r.FollowUps, t.plannedVisit(v))
				r.FollowUps = append(r.FollowUps, v.FollowUps...)
			}
		}
		r.Visits = visits
		if len(visits) == 0 {
			r.Intent = understand.IntentFollowUp
		}
	}
	return true
}

func (t *Turn) plannedVisit(v understand.VisitReading) understand.FollowUpReading {
	name := v.Account.Name
	if name == "" {
		name = v.Account.Said
	}
	p := t.Words.Printer(t.Language, t.Me.Location(), t.Now)
	what := p.Text(card.T("ask.planned_visit", "account", card.Words(name)), locale.Plain{})
	return understand.FollowUpReading{What: what, Account: v.Account, Due: v.Day}
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

// typedAnswer reads a text as the answer to the open question, when it is one
// of the names that were offered.
func (t *Turn) typedAnswer(tl *telling, text string) (choice string, ok bool) {
	q := tl.Asking.Questions[0]
	said := names.Plain(text)
	if said == "" {
		return "", false
	}
	for i, h := range q.Candidates {
		if names.Plain(h.Name) == said {
			return strconv.Itoa(i), true
		}
	}
	for i, p := range q.People {
		if names.Plain(p.Name) == said {
			return strconv.Itoa(i), true
		}
	}
	if asksWhen(q) {
		day := understand.Day(text, t.understanding(), false)
		return day.Due.Day.String(), !day.Due.IsZero() && day.Sure >= understand.Sure
	}
	if !isAccountQuestion(q) {
		return "", false
	}
	found := understand.MatchAccount(text, t.understanding())
	if found.ID != "" && found.Sure >= understand.Sure && found.Span.To-found.Span.From >= len(strings.TrimSpace(text)) {
		return "=" + string(found.ID), true
	}
	return "", false
}
