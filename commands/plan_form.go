package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
)

// openPlanForm ticks the accounts of the plan of the button.
func openPlanForm(l *Look) (card.Form, error) {
	p, err := l.Books.Plan(sales.PlanID(l.Event.Action.ID))
	if missing(err) || err == nil && p.Person != l.Me.ID {
		monday, _ := afterLast(l.Event.Action.ID, "/")
		week, wrong := sales.ParseDate(monday)
		if wrong != nil || l.Event.Action.ID != string(sales.NewPlanID(l.Me.ID, week)) {
			return card.Form{}, sales.Refuse(sales.NotFound, "refused.record_gone")
		}
		p, err = sales.OpenPlan(l.Me, week, l.Now), nil // nothing was due, and so nothing kept
	}
	if err != nil {
		return card.Form{}, err
	}
	facts, err := l.Books.PlanFacts(p, l.calendar())
	if err != nil {
		return card.Form{}, err
	}
	if len(facts.Days) == 0 {
		return card.Form{}, sales.Refuse(sales.Invalid, "refused.plan_no_days")
	}
	state, err := writeState(formState{ID: string(p.ID), Version: p.Version})
	return present.PlanForm(p, facts, state), err
}

// planInForm is the plan that a form is about.
func (l *Look) planInForm(f event.Form) (sales.WeekPlan, formState, error) {
	state, err := readState(f.State)
	if err != nil {
		return sales.WeekPlan{}, state, err
	}
	p, err := l.Books.Plan(sales.PlanID(state.ID))
	if missing(err) {
		monday, _ := afterLast(state.ID, "/")
		week, wrong := sales.ParseDate(monday)
		if wrong != nil {
			return p, state, sales.Refuse(sales.NotFound, "refused.record_gone")
		}
		p, err = sales.OpenPlan(l.Me, week, l.Now), nil
	}
	return p, state, err
}

func checkPlanForm(l *Look, f event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	day, err := sales.ParseDate(f.Get(present.FieldMoreDay))
	if err != nil {
		return nil, nil //nolint:nilerr // no day was chosen
	}
	if refused := refusal(sales.CheckPlanDay(l.calendar(), day, l.Today())); refused != nil {
		wrong[present.FieldMoreDay] = card.Refusal(refused)
	}
	return none(wrong), nil
}

// applyPlanForm takes what is ticked and leaves out what is not, and adds others.
func applyPlanForm(t *Turn) error {
	f := *t.Event.Form
	p, state, err := t.planInForm(f)
	if err != nil {
		return err
	}
	if p.Version != state.Version {
		return t.sayPlan(p.Week, card.T("refused.changed_meanwhile"))
	}
	if p, err = t.ticked(p, f); err != nil {
		return err
	}
	if p, err = t.withMore(p, f); err != nil {
		return err
	}
	if err := t.keepPlan(&p); err != nil {
		return err
	}
	return t.sayPlan(p.Week, card.T("plan.said_all", "count", card.Count(len(p.Taken()))))
}

// ticked is the plan with the accounts that the form ticks.
func (t *Turn) ticked(p sales.WeekPlan, f event.Form) (sales.WeekPlan, error) {
	chosen := f.Values[present.FieldPlanned]
	for _, v := range p.Visits {
		if v.Ticked = slices.Contains(chosen, string(v.Account)); v.Ticked {
			p = p.With(v)
		} else {
			p = p.Without(v.Account)
		}
	}
	proposal, err := t.Books.ProposePlan(p, t.calendar())
	if err != nil {
		return p, err
	}
	for _, v := range slices.Concat(proposal.Visits, proposal.NoRoom) {
		if !slices.Contains(chosen, string(v.Account)) {
			continue
		}
		if p, err = t.tickedOn(p, v); err != nil {
			return p, err
		}
	}
	return p, nil
}

// tickedOn is the plan with a visit taken, on the day that has most room if it has
// none.
func (t *Turn) tickedOn(p sales.WeekPlan, v sales.PlannedVisit) (sales.WeekPlan, error) {
	if v.Day.IsZero() {
		var ok bool
		if v.Day, ok = sales.PlanDay(t.calendar(), p.Week, t.Today(), p.Visits); !ok {
			return p, sales.Refuse(sales.Invalid, "refused.plan_no_days")
		}
	}
	v.Ticked = true
	return p.With(v), nil
}

// withMore is the plan with the accounts that the form adds.
func (t *Turn) withMore(p sales.WeekPlan, f event.Form) (sales.WeekPlan, error) {
	day, err := sales.ParseDate(f.Get(present.FieldMoreDay))
	if err != nil {
		day = sales.Date{}
	}
	for _, id := range f.Values[present.FieldMore] {
		if name, isNew := strings.CutPrefix(id, newPrefix); isNew {
			a, err := t.addAccount(name)
			if err != nil {
				return p, err
			}
			id = string(a.ID)
		}
		v, err := t.reasonFor(p, sales.AccountID(id))
		if err != nil {
			return p, err
		}
		if !day.IsZero() {
			v.Day = day
		}
		if p, err = t.tickedOn(p, v); err != nil {
			return p, err
		}
	}
	return p, nil
}
