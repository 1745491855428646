package commands

import (
	"encoding/json"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// capacityCommand tells whether the visits that are due fit into the working days:
// "capacity", and for managers "capacity Anna", "capacity team".
func capacityCommand() Command {
	return Command{
		Name: "capacity", Run: runCapacity,
		Actions: map[string]func(*Turn) error{
			"capacity.show": func(t *Turn) error { return t.sayCapacity(t.ownSubject()) },
		},
	}
}

// ownSubject is whom a person asks about who names nobody: a manager's team, else
// themselves.
func (l *Look) ownSubject() subject {
	if len(l.Me.Manages) > 0 {
		return subject{Team: l.Me.Manages[0]}
	}
	return subject{Person: l.Me, Team: l.Me.Team}
}

func runCapacity(t *Turn) error {
	rest := strings.TrimSpace(t.Rest)
	if rest == "" {
		return t.sayCapacity(t.ownSubject())
	}
	who, _, err := t.subjectCalled(rest)
	if refusal := notFound(err); refusal != nil {
		return t.orRecord(sales.Refuse(sales.NotFound, "refused.capacity", "said", present.Short(rest, 60)))
	}
	if err != nil {
		return err
	}
	return t.sayCapacity(who)
}

func (t *Turn) sayCapacity(who subject) error {
	if who.isTeam() {
		people, err := t.teamPlans(who.Team, t.Today())
		if err != nil {
			return err
		}
		return t.Say(present.TeamCapacity(who.Team, people))
	}
	p, err := t.whose(shown{Who: who.Person.ID})
	if err != nil {
		return err
	}
	if !sales.MayLog(p) {
		return sales.Refuse(sales.Invalid, "refused.no_report")
	}
	c := sales.CalendarOf(p, t.Rules)
	all, err := t.Books.Capacities(c, c.Day(t.Now))
	if err != nil {
		return err
	}
	name := p.Name
	if p.ID == t.Me.ID {
		name = ""
	}
	return t.Say(present.Capacity(name, all))
}

// teamPlan sums up a team's week for its managers; each plan can be opened. How much
// each has planned stands side by side only where that is allowed (handbook section 12).
func (l *Look) teamPlan(team sales.TeamID, week sales.Date) (card.Card, error) {
	people, err := l.teamPlans(team, week)
	return present.TeamPlan(team, week, people, l.Rules.MayCompare(planners(people))), err
}

func planners(lines []present.TeamPlanLine) (people []sales.Person) {
	for _, l := range lines {
		people = append(people, l.Person)
	}
	return people
}

// teamPlans are how far each of a team has planned the week of a day, and whether
// what their accounts are due fits into their days from then on.
func (l *Look) teamPlans(team sales.TeamID, day sales.Date) ([]present.TeamPlanLine, error) {
	if !l.Me.IsManagerOf(team) {
		return nil, sales.Refuse(sales.Forbidden, "refused.team_not_yours")
	}
	people, err := l.teamOf(team)
	if err != nil {
		return nil, err
	}
	monday, _ := sales.WeekOf(day)
	plans, err := l.Books.PlansIn(team, monday)
	if err != nil {
		return nil, err
	}
	var all []present.TeamPlanLine
	for _, p := range people {
		c := sales.CalendarOf(p, l.Rules)
		from := day
		if today := c.Day(l.Now); from.Before(today) {
			from = today
		}
		capacities, err := l.Books.Capacities(c, from)
		if err != nil {
			return nil, err
		}
		all = append(all, present.TeamPlanLine{Person: p, Planned: len(plans[p.ID].Taken()), Capacity: capacities})
	}
	return all, nil
}

// planSums are a week's plan against what was done, in the weekly report of a
// person or, for its managers, a team; nil where nothing was planned.
func (l *Look) planSums(q reportQuery, people ...sales.Person) (*sales.PlanOutcome, error) {
	if !q.Week {
		return nil, nil
	}
	var sum sales.PlanOutcome
	for _, p := range people {
		o, err := l.Books.PlanOutcome(p, q.Day, sales.DateIn(l.Now, p.Location()), l.Rules)
		if err != nil {
			return nil, err
		}
		sum.Add(o)
	}
	if sum.IsZero() {
		return nil, nil
	}
	return &sum, nil
}

// showPlanOutcome lists the accounts behind the numbers of planSums: of a team only
// where its people may be set side by side, else each opens by themselves.
func showPlanOutcome(t *Turn) error {
	var q reportQuery
	if err := json.Unmarshal([]byte(t.Event.Action.Arg), &q); err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	people, err := t.peopleOf(q)
	if err != nil {
		return err
	}
	if q.Team != "" && !t.Rules.MayCompare(people) {
		return t.Say(present.PlansApart(q.Day, people, func(id sales.PersonID) string {
			return reportQuery{Person: id, Day: q.Day, Week: q.Week}.String()
		}))
	}
	var all []present.PlanDetail
	for _, p := range people {
		o, err := t.Books.PlanOutcome(p, q.Day, sales.DateIn(t.Now, p.Location()), t.Rules)
		if err != nil {
			return err
		}
		d := present.PlanDetail{Outcome: o, Name: t.accountCalled}
		if p.ID != t.Me.ID || q.Team != "" {
			d.Person = p.Name
		}
		all = append(all, d)
	}
	return t.Say(present.PlanAgainstActual(q.Day, all))
}

// peopleOf are the people of a report, for those who may see it.
func (l *Look) peopleOf(q reportQuery) ([]sales.Person, error) {
	if q.Team != "" {
		if !l.Me.IsManagerOf(q.Team) {
			return nil, sales.Refuse(sales.Forbidden, "refused.team_not_yours")
		}
		return l.teamOf(q.Team)
	}
	p, err := l.whose(shown{Who: q.Person})
	return []sales.Person{p}, err
}

func (l *Look) accountCalled(id sales.AccountID) string {
	a, err := l.Books.AccountName(id)
	if err != nil {
		return "–"
	}
	return a.Name
}
