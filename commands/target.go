package commands

import (
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// targetCommand sets what a person or a team is to reach in a month, or shows how
// far they are: "target Anna November sales 500k CNY, visits 40", 目标 李娜 11月
// 销售额 50万 拜访 40; "targets", "target team October".
func targetCommand() Command {
	return Command{
		Name: "target", Run: runTarget,
		Actions: map[string]func(*Turn) error{"target.undo": undoTarget},
		Forms: map[string]Form{
			"target.edit": {OpenedBy: []string{"target.edit"}, Open: openTargetForm, Check: checkTargetForm, Apply: applyTargetForm},
		},
	}
}

// subject is whose target or report it is: a person's, or a team's.
type subject struct {
	Person sales.Person // zero: the team
	Team   sales.TeamID
}

func (s subject) isTeam() bool { return s.Person.ID == "" }

func (s subject) target(month sales.Date) sales.TargetID {
	if s.isTeam() {
		return sales.TeamTargetOf(s.Team, month)
	}
	return sales.TargetOf(s.Person.ID, month)
}

func runTarget(t *Turn) error {
	goals, rest := understand.Goals(t.Rest)
	if len(goals) == 0 {
		return runProgress(t)
	}
	for _, g := range goals {
		if g.Amount == nil {
			return sales.Refuse(sales.Invalid, "refused.target_number."+string(g.Measure))
		}
	}
	who, month, named, err := t.whoAndMonth(rest)
	switch {
	case err != nil:
		return err
	case !named:
		return sales.Refuse(sales.Invalid, "refused.target_whose")
	}
	set, err := t.goalsOf(goals, who.Team)
	if err != nil {
		return err
	}
	return t.setTarget(who, month, set)
}

// whoAndMonth reads "Anna November", "team", 李娜 11月. Without a month it is this
// one; named is false if nobody is named, and then it is the person themselves.
func (t *Turn) whoAndMonth(text string) (who subject, month sales.Date, named bool, err error) {
	rest, p := t.cutPeriod(strings.TrimSpace(text))
	month = t.Today().FirstOfMonth()
	if from, to := p.query.From, p.query.To; !from.IsZero() {
		if from, _, ok := t.nearestMonth(text, from, to); ok {
			month = from.FirstOfMonth()
		}
	}
	who, named, err = t.subjectCalled(strings.Trim(rest, " ,，、:："))
	return who, month, named, err
}

func (t *Turn) subjectCalled(name string) (subject, bool, error) {
	switch {
	case t.aboutMe(name):
		return subject{Person: t.Me, Team: t.Me.Team}, name != "", nil
	case slices.Contains(t.Words.Any("target.team"), strings.ToLower(name)):
		if len(t.Me.Manages) == 0 {
			return subject{}, true, sales.Refuse(sales.Forbidden, "refused.team_not_yours")
		}
		return subject{Team: t.Me.Manages[0]}, true, nil
	}
	for _, team := range t.Me.Manages {
		if strings.EqualFold(string(team), name) {
			return subject{Team: team}, true, nil
		}
	}
	p, err := t.colleague(name)
	return subject{Person: p, Team: p.Team}, true, err
}

// goalsOf turns what was said into goals.
func (l *Look) goalsOf(said []understand.GoalReading, team sales.TeamID) ([]sales.Goal, error) {
	var goals []sales.Goal
	for _, g := range said {
		goal, err := l.goalOf(g, team)
		if err != nil {
			return nil, err
		}
		goals = append(goals, goal)
	}
	return goals, nil
}

func (l *Look) goalOf(g understand.GoalReading, team sales.TeamID) (sales.Goal, error) {
	goal := sales.Goal{Measure: g.Measure}
	switch {
	case g.Amount == nil || g.Amount.Percent || g.Amount.Value.IsNegative():
		return goal, sales.Refuse(sales.Invalid, "refused.target_number."+string(g.Measure))
	case g.Measure.IsMoney():
		m, err := l.moneyOf(*g.Amount, l.Rules.CurrencyOf(team))
		goal.N, goal.Currency = m.Minor, m.Currency
		if err == nil && goal.N > sales.MaxMinor {
			err = sales.Refuse(sales.Invalid, "refused.amount_too_large")
		}
		return goal, err
	}
	const most = 10_000
	if !g.Amount.Value.IsInteger() || g.Amount.Value.IntPart() > most || g.Amount.Currency != "" {
		return goal, sales.Refuse(sales.Invalid, "refused.target_number."+string(g.Measure))
	}
	goal.N = g.Amount.Value.IntPart()
	return goal, nil
}

// setTarget sets goals and leaves the others of the month; zero takes one away.
func (t *Turn) setTarget(who subject, month sales.Date, goals []sales.Goal) error {
	was, err := t.Books.Target(who.target(month))
	if err != nil && !missing(err) {
		return err
	}
	now := was.With(goals...)
	now.Goals = slices.DeleteFunc(now.Goals, func(g sales.Goal) bool { return g.N == 0 })
	now.ID, now.Person, now.Team, now.Month = who.target(month), who.Person.ID, who.Team, month.FirstOfMonth()
	now.Set, now.By = t.Now, t.Me.ID
	if err := t.Tx.PutTarget(now); err != nil {
		return err
	}
	now.Version++
	if err := t.tellTarget(now, who); err != nil {
		return err
	}
	return t.Say(present.TargetSet(t.targetFacts(now, was, who, t.Event.Key)))
}

func (l *Look) targetFacts(now, was sales.Target, who subject, undo string) present.TargetFacts {
	return present.TargetFacts{Target: now, Was: was, Name: l.subjectName(who), Event: undo}
}

// subjectName is what a report is headed with.
func (l *Look) subjectName(who subject) card.Text {
	if who.isTeam() {
		return card.T("target.the_team", "team", card.Words(string(who.Team)))
	}
	return card.Said(who.Person.Name)
}

func (t *Turn) tellTarget(now sales.Target, who subject) error {
	if who.isTeam() || who.Person.ID == t.Me.ID {
		return nil
	}
	return t.Tell(who.Person.ID, "target/"+string(now.ID), present.TargetTold(now, t.Me.ID))
}

func undoTarget(t *Turn) error {
	id := sales.TargetID(t.Event.Action.ID)
	was, err := t.Books.Target(id)
	if err != nil {
		return t.orGone(err)
	}
	if was.Version != t.Event.Action.Version {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	if _, err := t.Tx.Undo(t.Event.Action.Arg); err != nil {
		if refusal := conflict(err); refusal != nil {
			return t.Say(present.CannotUndo(refusal))
		}
		return err
	}
	now, err := t.Books.Target(id)
	if err != nil {
		return err
	}
	who, err := t.subjectOf(now)
	if err != nil {
		return err
	}
	if err := t.tellTarget(now, who); err != nil {
		return err
	}
	return t.Amend(present.TargetSet(t.targetFacts(now, was, who, t.Event.Key)))
}

func (l *Look) subjectOf(g sales.Target) (subject, error) {
	if g.Person == "" {
		return subject{Team: g.Team}, nil
	}
	p, err := l.Books.Person(g.Person)
	return subject{Person: p, Team: g.Team}, err
}

// openTargetForm edits the target of the button: "p/2026-11/T1/ANNA" is its id,
// also before there is one.
func openTargetForm(l *Look) (card.Form, error) {
	people, err := l.people()
	if err != nil {
		return card.Form{}, err
	}
	if len(l.Me.Manages) == 0 {
		return card.Form{}, sales.Refuse(sales.Forbidden, "refused.target_not_yours")
	}
	g, err := l.Books.Target(sales.TargetID(l.Event.Action.ID))
	if err != nil && !missing(err) {
		return card.Form{}, err
	}
	if g.ID == "" {
		g.Month = l.Today().FirstOfMonth()
		g.Team = l.Me.Manages[0]
	}
	whose := string(g.Person)
	if g.ID == "" {
		whose = l.Event.Action.Arg
	} else if g.Person == "" {
		whose = "team:" + string(g.Team)
	}
	return present.TargetForm(g, whose, l.Me.Manages, people, l.Rules.CurrencyOf(g.Team)), nil
}

// people are those whose targets the viewer sets.
func (l *Look) people() ([]sales.Person, error) {
	var all []sales.Person
	for _, team := range l.Me.Manages {
		some, err := l.teamOf(team)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// teamOf are the people who sell in a team.
func (l *Look) teamOf(team sales.TeamID) ([]sales.Person, error) {
	var all []sales.Person
	for page := (storage.Page{}); ; {
		some, next, err := l.Books.PeopleIn(team, page)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			if p.Team == team && !p.Left && sales.MayLog(p) {
				all = append(all, p)
			}
		}
		if next == "" {
			return all, nil
		}
		page.After = next
	}
}

// targetFormGoals reads the fields of the form; one that was emptied takes its goal
// away. In a form that was opened for somebody else an empty one says nothing.
func (l *Look) targetFormGoals(f event.Form, who subject, wrong map[string]card.Text) ([]sales.Goal, error) {
	var goals []sales.Goal
	for _, m := range sales.Measures() {
		typed := strings.TrimSpace(f.Get(string(m)))
		if month, err := sales.ParseDate(f.Get("month")); typed == "" && (err != nil || f.State != string(who.target(month))) {
			continue
		}
		if typed == "" {
			goals = append(goals, sales.Goal{Measure: m, Currency: currencyIf(m, l.Rules.CurrencyOf(who.Team))})
			continue
		}
		reading := understand.GoalReading{Measure: m}
		if a, ok := understand.Amount(typed); ok {
			reading.Amount = &a
		}
		g, err := l.goalOf(reading, who.Team)
		var refused *sales.Error
		if errors.As(err, &refused) {
			wrong[string(m)] = card.Refusal(refused)
			continue
		}
		if err != nil {
			return nil, err
		}
		goals = append(goals, g)
	}
	return goals, nil
}

func currencyIf(m sales.Measure, c sales.Currency) sales.Currency {
	if m.IsMoney() {
		return c
	}
	return ""
}

func (l *Look) subjectChosen(f event.Form) (subject, error) {
	chosen := f.Get("whose")
	if team, ok := strings.CutPrefix(chosen, "team:"); ok {
		return subject{Team: sales.TeamID(team)}, nil
	}
	p, err := l.Books.Person(sales.PersonID(chosen))
	return subject{Person: p, Team: p.Team}, err
}

func checkTargetForm(l *Look, f event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	who, err := l.subjectChosen(f)
	if unlessMissing(err) != nil {
		return nil, err
	}
	if !l.Me.IsManagerOf(who.Team) {
		return map[string]card.Text{"whose": card.T("refused.target_not_yours")}, nil
	}
	if _, err := sales.ParseDate(f.Get("month")); err != nil {
		wrong["month"] = card.T("form.day_missing")
	}
	_, err = l.targetFormGoals(f, who, wrong)
	return none(wrong), err
}

func applyTargetForm(t *Turn) error {
	f := *t.Event.Form
	who, err := t.subjectChosen(f)
	if err != nil {
		return t.orGone(err)
	}
	month, err := sales.ParseDate(f.Get("month"))
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.bad_day", "said", f.Get("month"))
	}
	goals, err := t.targetFormGoals(f, who, map[string]card.Text{})
	if err != nil {
		return err
	}
	return t.setTarget(who, month, goals)
}
