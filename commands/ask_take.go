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
	"roundsman/commands/understand"
	"roundsman/sales"
)

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
	case askVisit:
		return takeVisit(a, q, choice), nil
	case askOff:
		return choice == chooseKeep, nil
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
		if isTypedName(a, q) { // it was a name, and no remark
			a.Parts = slices.DeleteFunc(a.Parts, func(p part) bool { return p.Text == q.Said })
		}
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
	if isCandidate && hit.ID != string(hit.Account) { // the account was told by this person
		meetCandidate(a, sales.ContactID(hit.ID))
	}
	return true, nil
}

// meetCandidate takes somebody who was chosen to be who was meant.
func meetCandidate(a *asking, id sales.ContactID) {
	eachContact(a.Parts, func(_ sales.AccountID, c *understand.ContactReading) {
		for _, p := range c.Candidates {
			if c.ID == "" && p.ID == id {
				c.ID, c.Name = p.ID, p.Name
			}
		}
		if c.ID != "" {
			c.Candidates = nil
		}
	})
}

// eachAccount visits every account that is named in the readings.
func eachAccount(parts []part, visit func(*understand.AccountReading)) {
	for i := range parts {
		r := &parts[i].Reading
		for j := range r.Visits {
			visit(&r.Visits[j].Account)
			if instead := r.Visits[j].Instead; instead != nil {
				visit(instead)
			}
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
		case len(found.Candidates) > 0 && !asked(a.Questions, r.Said, understand.AskContact):
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
// today, the next working day, the Monday after that.
func (t *Turn) daysToOffer() []sales.Date {
	c := sales.CalendarOf(t.Me, t.Rules)
	next := c.NextWorkingDay(t.Today().AddDays(1))
	monday := next.AddDays((int(time.Monday) - int(next.Weekday()) + 7) % 7)
	if monday == next {
		monday = next.AddDays(7)
	}
	var days []sales.Date
	for _, d := range []sales.Date{t.Today(), next, c.NextWorkingDay(monday)} {
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
