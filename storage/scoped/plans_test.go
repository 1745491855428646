package scoped_test

import (
	"errors"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

var (
	monday  = sales.NewDate(2026, 11, 23)
	herPlan = sales.WeekPlan{
		ID: sales.NewPlanID(anna.ID, monday), Person: anna.ID, Team: "east", Week: monday,
		Visits: []sales.PlannedVisit{{Account: acme.ID, Day: monday, Why: sales.PlanDue, Ticked: true}},
	}
)

func TestWhoSeesAndChangesPlans(t *testing.T) {
	left := mona
	left.Left = true
	for _, c := range []struct {
		who         sales.Person
		sees, plans bool // Anna's plan; one of their own
	}{
		{anna, true, true},
		{ben, false, true},
		{mona, true, true},
		{walter, false, true},
		{fiona, false, false},
		{root, false, false},
		{left, false, false},
	} {
		store := open(t)
		in(t, store, func(tx storage.Tx) error { return errors.Join(tx.PutAccount(acme), tx.PutPlan(herPlan)) })
		in(t, store, func(tx storage.Tx) error {
			r := scoped.For(tx, c.who, time.Time{})
			plan, err := r.Plan(herPlan.ID)
			if (err == nil) != c.sees || (len(plan.Visits) > 0) != c.sees {
				t.Errorf("%s sees %+v, %v", c.who.Name, plan, err)
			}
			if all, err := r.PlansIn("east", monday); err != nil || (len(all) == 1) != c.sees {
				t.Errorf("%s lists %v, %v", c.who.Name, all, err)
			}
			if _, err := r.PlanOutcome(anna, monday, monday, sales.DefaultRules()); (err == nil) != c.sees {
				t.Errorf("%s compares: %v", c.who.Name, err)
			}
			if _, err := r.Capacities(sales.CalendarOf(anna, sales.DefaultRules()), monday); (err == nil) != c.sees {
				t.Errorf("%s looks at the capacity: %v", c.who.Name, err)
			}
			if lines, _ := r.PlannedOn(sales.CalendarOf(anna, sales.DefaultRules()), monday); (len(lines) == 1) != c.sees {
				t.Errorf("%s sees what is planned for the day: %+v", c.who.Name, lines)
			}
			if _, _, err := r.Changes(sales.KindPlan, string(herPlan.ID), storage.Page{}); (err == nil) != c.sees {
				t.Errorf("%s sees its trail: %v", c.who.Name, err)
			}
			return nil
		})
		err := as(store, c.who, "theirs", func(w *scoped.Writer) error { return w.PutPlan(herPlan) })
		if (err == nil) != (c.who.ID == anna.ID) {
			t.Errorf("%s changes Anna's: %v", c.who.Name, err)
		}
		err = as(store, c.who, "own", func(w *scoped.Writer) error { return w.PutPlan(sales.OpenPlan(c.who, monday.AddDays(7), time.Time{})) })
		if (err == nil) != c.plans {
			t.Errorf("%s plans: %v", c.who.Name, err)
		}
	}
}

func TestUndoingAPlan(t *testing.T) {
	store := open(t)
	in(t, store, func(tx storage.Tx) error { return tx.PutAccount(acme) })
	stands := func(visits int) {
		t.Helper()
		in(t, store, func(tx storage.Tx) error {
			p, err := tx.Plan(herPlan.ID)
			if len(p.Visits) != visits {
				t.Errorf("%d visits, want %d", len(p.Visits), visits)
			}
			return err
		})
	}
	undo := func(event, of string) {
		t.Helper()
		if err := as(store, anna, event, func(w *scoped.Writer) error { _, err := w.Undo(of); return err }); err != nil {
			t.Fatal(err)
		}
	}
	if err := as(store, anna, "m:1", func(w *scoped.Writer) error { return w.PutPlan(herPlan) }); err != nil {
		t.Fatal(err)
	}
	stands(1)
	undo("m:2", "m:1")
	stands(0)
	undo("m:3", "m:2")
	stands(1)
}
