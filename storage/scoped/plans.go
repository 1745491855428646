package scoped

import (
	"errors"
	"fmt"
	"slices"

	"roundsman/sales"
	"roundsman/storage"
)

// Plan is one week's plan, for whose it is and the managers of the team.
func (r *Reader) Plan(id sales.PlanID) (sales.WeekPlan, error) {
	p, err := r.tx.Plan(id)
	if err != nil {
		return sales.WeekPlan{}, fmt.Errorf("look up plan: %w", err)
	}
	if !sales.MaySeePlan(r.viewer, p) {
		return sales.WeekPlan{}, hidden("plan")
	}
	return p, nil
}

// PlanOf is somebody's plan of the week that a day lies in; an empty one if there
// is none.
func (r *Reader) PlanOf(who sales.Person, day sales.Date) (sales.WeekPlan, error) {
	p, err := r.Plan(sales.NewPlanID(who.ID, day))
	if errors.Is(err, storage.ErrNotFound) {
		return sales.OpenPlan(who, day, r.now), nil
	}
	return p, err
}

// ProposePlan is what we propose somebody for a week beside what they have planned.
func (r *Reader) ProposePlan(p sales.WeekPlan, c sales.Calendar) (sales.PlanProposal, error) {
	var candidates []sales.PlanCandidate
	accounts := func(page storage.Page) ([]sales.Account, string, error) { return r.AccountsOf(p.Person, page) }
	err := each(accounts, func(a sales.Account) error {
		if slices.Contains(p.LeftOut, a.ID) {
			return nil
		}
		promise, err := r.promiseAt(a.ID, p.Person)
		candidates = append(candidates, sales.PlanCandidate{Account: a, Due: sales.NextVisit(a, c.Rules(), c.Zone()), Promise: promise})
		return err
	})
	if err != nil {
		return sales.PlanProposal{}, fmt.Errorf("propose plan: %w", err)
	}
	return sales.ProposePlan(c, p.Week, c.Day(r.now), candidates, p.Visits), nil
}

// Proposed is a plan with our proposal in it, as long as its person has taken
// nothing yet; what was proposed before is proposed anew.
func (r *Reader) Proposed(p sales.WeekPlan, c sales.Calendar) (sales.WeekPlan, error) {
	if len(p.Taken()) > 0 {
		return p, nil
	}
	p.Visits = nil
	proposal, err := r.ProposePlan(p, c)
	p.Visits = proposal.Visits
	return p, err
}

// PlanFacts are what is shown of a plan, as far as the viewer sees it. The calendar
// is its person's.
func (r *Reader) PlanFacts(p sales.WeekPlan, c sales.Calendar) (f sales.PlanFacts, err error) {
	today := c.Day(r.now)
	outcome, err := r.PlanOutcome(c.Person(), p.Week, today, c.Rules())
	if err != nil {
		return f, err
	}
	for _, v := range p.Visits {
		f.Visits = append(f.Visits, r.planLine(v, outcome))
	}
	for _, day := range c.WorkingDaysOf(p.Week) {
		if !day.Before(today) {
			f.Days = append(f.Days, day)
		}
	}
	if len(f.Days) == 0 || p.Person != r.viewer.ID {
		return f, nil
	}
	proposal, err := r.ProposePlan(p, c)
	if err != nil {
		return f, err
	}
	for _, v := range append(proposal.Visits, proposal.NoRoom...) {
		f.NoRoom = append(f.NoRoom, r.planLine(v, outcome))
	}
	capacities, err := r.Capacities(c, f.Days[0])
	f.Short = slices.DeleteFunc(capacities, sales.Capacity.Fits)
	return f, err
}

func (r *Reader) planLine(v sales.PlannedVisit, o sales.PlanOutcome) sales.PlanLine {
	l := sales.PlanLine{PlannedVisit: v, Name: r.called(v.Account)}
	if f, err := r.FollowUp(v.Promise); v.Promise != "" && err == nil {
		l.What = f.What
	}
	for _, done := range slices.Concat(o.OnDay, o.OtherDay, o.Unplanned) {
		if done.Account == v.Account {
			l.Done = done.Done
		}
	}
	return l
}

// PlannedOn are somebody's visits that are planned for a day.
func (r *Reader) PlannedOn(c sales.Calendar, day sales.Date) ([]sales.PlanLine, error) {
	p, err := r.PlanOf(c.Person(), day)
	if err != nil || len(p.On(day)) == 0 {
		return nil, err
	}
	outcome, err := r.PlanOutcome(c.Person(), day, c.Day(r.now), c.Rules())
	if err != nil {
		return nil, err
	}
	var lines []sales.PlanLine
	for _, v := range p.On(day) {
		lines = append(lines, r.planLine(v, outcome))
	}
	return lines, nil
}

// PlansIn are a team's plans of a week by person, as far as the viewer sees them.
func (r *Reader) PlansIn(team sales.TeamID, week sales.Date) (map[sales.PersonID]sales.WeekPlan, error) {
	plans := map[sales.PersonID]sales.WeekPlan{}
	list := func(page storage.Page) ([]sales.WeekPlan, string, error) { return r.tx.PlansIn(team, week, page) }
	err := each(list, func(p sales.WeekPlan) error {
		if sales.MaySeePlan(r.viewer, p) {
			plans[p.Person] = p
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	return plans, nil
}

// promiseAt is the next open promise of a person's at an account, zero if there
// is none.
func (r *Reader) promiseAt(a sales.AccountID, owner sales.PersonID) (sales.FollowUp, error) {
	open, _, err := r.FollowUpsFor(a, true, storage.Page{})
	if err != nil {
		return sales.FollowUp{}, fmt.Errorf("look up follow-ups: %w", err)
	}
	for _, f := range open {
		if f.Owner == owner && !f.Muted {
			return f, nil
		}
	}
	return sales.FollowUp{}, nil
}

// PlanOutcome holds somebody's plan of a week against their visits in it that
// count for the cadence, for themselves and their managers; today is theirs.
func (r *Reader) PlanOutcome(who sales.Person, week, today sales.Date, rules sales.Rules) (sales.PlanOutcome, error) {
	if who.ID != r.viewer.ID && !r.viewer.IsManagerOf(who.Team) {
		return sales.PlanOutcome{}, hidden("plan")
	}
	p, err := r.PlanOf(who, week)
	if err != nil {
		return sales.PlanOutcome{}, err
	}
	var visits []sales.Visit
	in := storage.Period{From: p.Week, To: p.Week.AddDays(6)}
	list := func(page storage.Page) ([]sales.Visit, string, error) { return r.tx.VisitsBy(who.ID, in, page) }
	err = each(list, func(v sales.Visit) error {
		a, err := r.tx.Account(v.Account)
		if err == nil && sales.Counts(rules, a, v) {
			visits = append(visits, v)
		}
		return err
	})
	if err != nil {
		return sales.PlanOutcome{}, fmt.Errorf("compare plan: %w", err)
	}
	return sales.ComparePlan(p, visits, today), nil
}

// Capacities tell whether the visits that somebody's accounts are due fit into
// their working days, from a day on: sales.CheckCapacities. For themselves and
// their managers; the calendar is theirs.
func (r *Reader) Capacities(c sales.Calendar, from sales.Date) ([]sales.Capacity, error) {
	if who := c.Person(); who.ID != r.viewer.ID && !r.viewer.IsManagerOf(who.Team) {
		return nil, hidden("capacity")
	}
	var accounts []sales.Account
	list := func(page storage.Page) ([]sales.Account, string, error) { return r.tx.AccountsOf(c.Person().ID, page) }
	if err := each(list, func(a sales.Account) error { accounts = append(accounts, a); return nil }); err != nil {
		return nil, fmt.Errorf("check capacity: %w", err)
	}
	return sales.CheckCapacities(c, from, accounts), nil
}

// PutPlan creates or changes a plan; each their own.
func (w *Writer) PutPlan(p sales.WeekPlan) error {
	before, err := found(w.tx.Plan(p.ID))
	if err != nil {
		return fmt.Errorf("keep plan: %w", err)
	}
	if p.Person != w.viewer.ID || !sales.MayLog(w.viewer) || before != nil && before.Person != w.viewer.ID {
		return sales.Refuse(sales.Forbidden, "refused.record_not_yours")
	}
	return put(w, sales.KindPlan, string(p.ID), before, &p, &p.Version, w.tx.PutPlan)
}
