package storetest

import (
	"roundsman/sales"
	"roundsman/storage"
)

func plans(w *world) {
	full := sales.WeekPlan{
		ID: "T/ANN/2026-11-23", Person: "T/ANN", Team: "east", Week: day(23), Version: 9, LeftOut: []sales.AccountID{"<\"b\">"},
		Visits: []sales.PlannedVisit{{Account: "a", Day: day(24), Why: sales.PlanPromise, Due: day(25), Promise: "f", Ticked: true}, {Account: "c", Day: day(26)}},
	}
	fill(&full)
	put := func(all ...sales.WeekPlan) {
		w.Helper()
		w.do(func(tx storage.Tx) error {
			for _, p := range all {
				if err := tx.PutPlan(p); err != nil {
					return err
				}
			}
			return nil
		})
	}
	w.missing("no plan", func(tx storage.Tx) error { _, err := tx.Plan(full.ID); return err })
	put(full)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Plan(full.ID)
		w.equal("plan", got, kept(full))
		return err
	})
	one := func(who sales.PersonID, team sales.TeamID, monday int) sales.WeekPlan {
		return sales.WeekPlan{ID: sales.NewPlanID(who, day(monday)), Person: who, Team: team, Week: day(monday)}
	}
	full.Week = day(23)
	put(full, one("T/BO", "east", 23), one("T/ANN", "east", 16), one("T/CY", "west", 23))
	in := func(team sales.TeamID, monday int) []sales.PlanID {
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.WeekPlan, string, error) {
			return tx.PlansIn(team, day(monday), p)
		}), func(p sales.WeekPlan) sales.PlanID { return p.ID })
	}
	w.equal("of a team and week", in("east", 23), []sales.PlanID{"T/ANN/2026-11-23", "T/BO/2026-11-23"})
	full.Team = "west"
	put(full)
	w.equal("of the team before", in("east", 23), []sales.PlanID{"T/BO/2026-11-23"})
	w.equal("of the team now", in("west", 23), []sales.PlanID{"T/ANN/2026-11-23", "T/CY/2026-11-23"})
}
