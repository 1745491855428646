package boltstore

import (
	"roundsman/sales"
	"roundsman/storage"
)

// A team's plans of a week are listed by their people.
var plansBucket = newBucket(plans, "plan", func(p sales.WeekPlan) []entry {
	return []entry{at(plansIn, key(nil).text(string(p.Team)).day(p.Week).text(string(p.Person)), string(p.ID))}
})

func (t *tx) Plan(id sales.PlanID) (sales.WeekPlan, error) { return plansBucket.get(t, string(id)) }

func (t *tx) PutPlan(p sales.WeekPlan) error {
	_, _, err := plansBucket.put(t, string(p.ID), p)
	return err
}

func (t *tx) PlansIn(team sales.TeamID, week sales.Date, p storage.Page) ([]sales.WeekPlan, string, error) {
	return plansBucket.list(t, plansIn, under(key(nil).text(string(team)).day(week)), p)
}
