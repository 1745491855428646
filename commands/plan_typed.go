package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// plannedTyped is one visit as it was typed: "Acme Tuesday", "Tuesday Acme", 周二去华为.
type plannedTyped struct {
	said    string
	account understand.AccountReading
	day     sales.Date // zero: none was said
}

// planTyped reads visits that are to be planned, several with commas or "and"
// between; nil if a part of the text is something else.
func (l *Look) planTyped(text string) (all []plannedTyped) {
	for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		if piece = strings.TrimSpace(piece); piece == "" {
			continue
		}
		some := l.plannedAmong(piece)
		if some == nil {
			return nil
		}
		all = append(all, some...)
	}
	for i := range all { // a day is meant for what follows it, too, and one at the end for all before
		switch {
		case !all[i].day.IsZero():
		case i > 0 && !all[i-1].day.IsZero():
			all[i].day = all[i-1].day
		default:
			all[i].day = all[len(all)-1].day
		}
	}
	return all
}

// plannedAmong is one visit, or two with "and" between: a name may have one in it.
func (l *Look) plannedAmong(piece string) []plannedTyped {
	if one := l.plannedIn(piece); one.isKnown() {
		return []plannedTyped{one}
	}
	for _, and := range l.Words.Any("plan.and") {
		if before, after := splitAtWord(piece, []string{and}); before != "" && after != "" {
			some, others := l.plannedAmong(before), l.plannedAmong(after)
			if some != nil && others != nil {
				return append(some, others...)
			}
		}
	}
	return nil
}

func (p plannedTyped) isKnown() bool { return p.account.ID != "" || len(p.account.Candidates) > 0 }

func (l *Look) plannedIn(piece string) plannedTyped {
	c := l.understanding()
	one := plannedTyped{said: piece}
	if whole := understand.MatchAccount(l.withoutLinks(piece), c); whole.ID != "" && whole.Sure >= understand.Sure {
		one.account = whole // a name may have a day in it
		return one
	}
	d := understand.Day(piece, c, false)
	name := piece
	if !d.Due.IsZero() && d.Sure >= understand.Sure && d.Until.IsZero() && d.Span.To <= len(piece) {
		one.day = d.Due.Day
		name = piece[:d.Span.From] + " " + piece[d.Span.To:]
	}
	one.said = l.withoutLinks(name)
	one.account = understand.MatchAccount(one.said, c)
	if one.account.Sure < understand.Sure && one.account.ID != "" {
		one.account.Candidates = append(one.account.Candidates, understand.Hit{ID: string(one.account.ID), Name: one.said})
		one.account.ID = ""
	}
	return one
}

// withoutLinks drops the words that tie a name to its sentence: "to visit Acme on", 去华为.
func (l *Look) withoutLinks(text string) string {
	text = strings.TrimSpace(text)
	for again := true; again; {
		again = false
		for _, word := range l.Words.Any("plan.links") {
			if rest, ok := cutWord(text, word); ok {
				text, again = rest, true
			}
		}
	}
	return text
}

// plansByName: what follows the command's word is nothing but accounts and days,
// so that it plans, whatever else it could be read as.
func (l *Look) plansByName(rest string) bool {
	switch verb, names := l.Words.Verb(planName, rest); verb {
	case "told": // "plan to visit Acme tomorrow" tells what is promised
		return false
	case "drop":
		rest = names
	}
	return strings.TrimSpace(rest) != "" && l.planTyped(rest) != nil
}

// planAll plans what was typed, each in the week of its day, and shows the week of
// the last. Nothing is planned if one of them cannot be.
func (t *Turn) planAll(all []plannedTyped) error {
	for _, one := range all {
		if one.account.ID == "" {
			return t.Say(present.WhichToPlan(one.said, choices(one.account.Candidates), one.day))
		}
		if err := t.checkPlanned(one.day); err != nil {
			return err
		}
	}
	var week sales.Date
	var said []card.Arg
	for _, one := range all {
		a, day, err := t.planVisit(one.account.ID, one.day)
		if err != nil {
			return err
		}
		week = day
		said = append(said, card.Of(card.T("plan.said_day", "account", card.Words(a.Name), "day", card.Day(day))))
	}
	return t.sayPlan(week, card.T("plan.said", "what", card.List(said...)))
}

func (t *Turn) checkPlanned(day sales.Date) error {
	switch {
	case !sales.MayLog(t.Me):
		return sales.Refuse(sales.Forbidden, "refused.cannot_log")
	case day.IsZero():
		return nil
	}
	return sales.CheckPlanDay(t.calendar(), day, t.Today())
}

// planVisit puts an account on a day, or, without one, on the day of the week to
// plan that has most room.
func (t *Turn) planVisit(id sales.AccountID, day sales.Date) (a sales.Account, on sales.Date, err error) {
	if a, err = t.Books.AccountName(id); err != nil {
		return a, day, t.orGone(err)
	}
	c := t.calendar()
	week := day
	if day.IsZero() {
		week = c.WeekToPlan(t.Now)
	}
	p, err := t.Books.PlanOf(t.Me, week)
	if err != nil {
		return a, day, err
	}
	if day.IsZero() {
		var ok bool
		if day, ok = sales.PlanDay(c, week, t.Today(), p.Visits); !ok {
			return a, day, sales.Refuse(sales.Invalid, "refused.plan_no_days")
		}
	}
	if err := sales.CheckPlanDay(c, day, t.Today()); err != nil {
		return a, day, err
	}
	v, err := t.reasonFor(p, id)
	if err != nil {
		return a, day, err
	}
	v.Day, v.Ticked = day, true
	p = p.With(v)
	return a, day, t.keepPlan(&p)
}

// reasonFor is why an account is to be visited in the week of a plan: what is due
// there, else that the person wants it.
func (t *Turn) reasonFor(p sales.WeekPlan, id sales.AccountID) (sales.PlannedVisit, error) {
	if v, known := p.Of(id); known {
		return v, nil
	}
	p.LeftOut = nil
	due, err := t.Books.ProposePlan(p, t.calendar())
	for _, v := range slices.Concat(due.Visits, due.NoRoom) {
		if v.Account == id {
			return v, err
		}
	}
	return sales.PlannedVisit{Account: id, Why: sales.PlanOwn}, err
}

// dropTyped takes accounts out of the week to plan, or out of the one in which
// they are.
func (t *Turn) dropTyped(text string) error {
	all := t.planTyped(text)
	if len(all) == 0 {
		return sales.Refuse(sales.NotFound, "refused.plan_drop", "said", present.Short(text, 60))
	}
	var week sales.Date
	var said []card.Arg
	for _, one := range all {
		p, found, err := t.planWith(one)
		if err != nil {
			return err
		}
		if !found {
			return sales.Refuse(sales.NotFound, "refused.plan_not_in", "account", one.said)
		}
		a, err := t.Books.AccountName(one.account.ID)
		if err != nil {
			return t.orGone(err)
		}
		week = p.Week
		p = p.Without(a.ID)
		if err := t.keepPlan(&p); err != nil {
			return err
		}
		said = append(said, card.Of(card.T("plan.said_out", "account", card.Words(a.Name))))
	}
	return t.sayPlan(week, card.T("value", "value", card.List(said...)))
}

// moveTyped puts an account that is planned on another day: "move Acme to Friday",
// 把华为改到周五. Else it is a follow-up that is put off.
func (t *Turn) moveTyped(text string) error {
	all := t.planTyped(text)
	if len(all) != 1 || all[0].account.ID == "" || all[0].day.IsZero() {
		return runSnooze(t)
	}
	_, planned, err := t.planWith(plannedTyped{account: all[0].account})
	switch {
	case err != nil:
		return err
	case !planned:
		return runSnooze(t)
	}
	return t.planAll(all)
}

// fromPlan is what a text takes out of the plan: "Acme from the plan", 华为 从计划里.
func (l *Look) fromPlan(text string) (names string, ok bool) {
	for _, end := range l.Words.Any("plan.from_plan") {
		if before, cut := strings.CutSuffix(strings.ToLower(text), end); cut && len(before) < len(text) {
			return strings.TrimSpace(text[:len(before)]), true
		}
	}
	return "", false
}

// planWith is the plan that an account is in: of the day that was said, else of
// this week from today on, else of the next one.
func (t *Turn) planWith(one plannedTyped) (p sales.WeekPlan, found bool, err error) {
	weeks := []sales.Date{t.Today(), t.calendar().PlannedWeek(t.Today())}
	if !one.day.IsZero() {
		weeks = []sales.Date{one.day}
	}
	for _, week := range weeks {
		if p, err = t.Books.PlanOf(t.Me, week); err != nil {
			return p, false, err
		}
		if v, ok := p.Of(one.account.ID); ok && !v.Day.Before(t.Today()) {
			return p, true, nil
		}
	}
	return p, false, nil
}

// addPicked is the answer to "which account?".
func addPicked(t *Turn) error {
	var day sales.Date
	if err := day.UnmarshalText([]byte(t.Event.Action.Arg)); err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	if err := t.checkPlanned(day); err != nil {
		return err
	}
	a, day, err := t.planVisit(sales.AccountID(t.Event.Action.ID), day)
	if err != nil {
		return err
	}
	if t.Event.Action.Message.IsZero() {
		return t.sayPlan(day, card.T("plan.said_day", "account", card.Words(a.Name), "day", card.Day(day)))
	}
	return t.drawAgain(t.Event.Action.Message, t.planShown(day), card.P("plan.said_day", "account", card.Words(a.Name), "day", card.Day(day)))
}

// sayPlan answers with a week's plan after it was changed.
func (t *Turn) sayPlan(week sales.Date, said card.Text) error {
	s := t.planShown(week)
	d, err := t.draw(s)
	if err != nil {
		return err
	}
	undo := present.Undoing{From: s.String()}
	if t.Tx.HasChanged() {
		undo.Event = t.Event.Key
	}
	d.card.Blocks = append(present.Outcome(&said, undo), d.card.Blocks...)
	return t.Say(d.card)
}
