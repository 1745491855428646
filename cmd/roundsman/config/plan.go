package config

import (
	"fmt"

	"roundsman/sales"
)

// WeeklyPlan is what reps are proposed for each week (handbook section 5).
type WeeklyPlan struct {
	Teams      []string `yaml:"teams"` // that are asked for it; empty: nobody is
	Ask        string   `yaml:"ask"`
	VisitsADay int      `yaml:"visits_a_day"`
}

// rules is called on a checked configuration.
func (w WeeklyPlan) rules() sales.PlanRules {
	r := sales.PlanRules{VisitsADay: w.VisitsADay}
	for _, t := range w.Teams {
		r.Teams = append(r.Teams, sales.TeamID(t))
	}
	r.AskAt, _ = sales.ParseClockTime(w.Ask)
	return r
}

func (k *checker) weeklyPlan(w WeeklyPlan, teams []Team) {
	k.reportTeams(w.Teams, teams, "weekly_plan", "teams")
	if _, err := sales.ParseClockTime(w.Ask); err != nil {
		k.fault(fmt.Sprintf("%q is no time; write it in quotes, for example \"13:30\"", w.Ask), "weekly_plan", "ask")
	}
	k.between(w.VisitsADay, 1, 12, "weekly_plan", "visits_a_day")
}
