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
	november = sales.NewDate(2026, 11, 1)
	anOrder  = sales.Dealing{
		ID: "d1", Kind: sales.DealOrder, Account: acme.ID, Rep: anna.ID, Team: "east", Day: sales.NewDate(2026, 11, 20),
		Amount: sales.Money{Minor: 12_000_000, Currency: "CNY"}, Text: "order Acme 120,000 CNY", Author: anna.ID,
	}
	herTarget = sales.Target{
		ID: sales.TargetOf(anna.ID, november), Person: anna.ID, Team: "east", Month: november,
		Goals: []sales.Goal{{Measure: sales.MeasureVisits, N: 40}},
	}
	teamTarget = sales.Target{
		ID: sales.TeamTargetOf("east", november), Team: "east", Month: november,
		Goals: []sales.Goal{{Measure: sales.MeasureVisits, N: 80}},
	}
)

func withMoney(t *testing.T) storage.Store {
	t.Helper()
	store := open(t)
	in(t, store, func(tx storage.Tx) error {
		return errors.Join(tx.PutAccount(acme), tx.PutDealing(anOrder), tx.PutTarget(herTarget), tx.PutTarget(teamTarget))
	})
	return store
}

func TestWhoSeesMoneyAndTargets(t *testing.T) {
	store := withMoney(t)
	left := mona
	left.Left = true
	for _, c := range []struct {
		who                             sales.Person
		dealing, text, target, of, tall bool
	}{
		{anna, true, true, true, false, true},
		{ben, false, false, false, false, false},
		{mona, true, true, true, true, true},
		{walter, false, false, false, false, false},
		{fiona, true, false, false, false, false},
		{root, false, false, false, false, false},
		{left, false, false, false, false, false},
	} {
		in(t, store, func(tx storage.Tx) error {
			r := scoped.For(tx, c.who, time.Time{})
			d, err := r.Dealing(anOrder.ID)
			if (err == nil) != c.dealing || (d.Text != "") != c.text {
				t.Errorf("%s: order %+v, %v", c.who.Name, d, err)
			}
			for name, list := range map[string]func() ([]sales.Dealing, string, error){
				"at the account": func() ([]sales.Dealing, string, error) {
					return r.DealingsWith(acme.ID, storage.Period{}, storage.Page{})
				},
				"of the rep": func() ([]sales.Dealing, string, error) {
					return r.DealingsBy(anna.ID, storage.Period{}, storage.Page{})
				},
			} {
				list, _, err := list()
				if err != nil || (len(list) == 1) != c.dealing || len(list) == 1 && (list[0].Text != "") != c.text {
					t.Errorf("%s: orders %s %+v, %v", c.who.Name, name, list, err)
				}
			}
			if _, err := r.Target(herTarget.ID); (err == nil) != c.target {
				t.Errorf("%s: Anna's target: %v", c.who.Name, err)
			}
			if _, err := r.Target(teamTarget.ID); (err == nil) != c.of {
				t.Errorf("%s: the team's target: %v", c.who.Name, err)
			}
			tally, err := r.Tally(anna, storage.Period{From: november, To: november.LastOfMonth()}, sales.DefaultRules())
			if (err == nil) != c.tall || (tally.Orders == 1) != c.tall {
				t.Errorf("%s: Anna's results %+v, %v", c.who.Name, tally, err)
			}
			if _, _, err := r.Changes(sales.KindTarget, string(herTarget.ID), storage.Page{}); (err == nil) != c.target {
				t.Errorf("%s: trail of the target: %v", c.who.Name, err)
			}
			return nil
		})
	}
}

func TestWhoChangesMoneyAndTargets(t *testing.T) {
	for _, c := range []struct {
		who                 sales.Person
		log, change, target bool
	}{
		{anna, true, true, false},
		{ben, false, false, false},
		{mona, true, true, true},
		{walter, false, false, false},
		{fiona, true, true, false},
		{root, false, false, false},
	} {
		store := withMoney(t)
		try := func(what string, want bool, change func(*scoped.Writer) error) {
			t.Helper()
			err := as(store, c.who, what, change)
			var refused *sales.Error
			if (err == nil) != want || err != nil && (!errors.As(err, &refused) || refused.Code != sales.Forbidden) {
				t.Errorf("%s, %s: %v", c.who.Name, what, err)
			}
		}
		try("logs an order", c.log, func(w *scoped.Writer) error {
			d := anOrder
			d.ID = "d2"
			return w.PutDealing(d)
		})
		try("changes one", c.change, func(w *scoped.Writer) error { return w.PutDealing(anOrder) })
		try("sets a target", c.target, func(w *scoped.Writer) error { return w.PutTarget(herTarget) })
		try("takes a target over", false, func(w *scoped.Writer) error {
			g := herTarget
			g.Team = "west"
			return w.PutTarget(g)
		})
	}
}

// What somebody sold stays theirs to see after the account was handed over; who
// has the account now sees it too.
func TestAnOrderStaysWithWhoSoldIt(t *testing.T) {
	store := withMoney(t)
	in(t, store, func(tx storage.Tx) error {
		a := acme
		a.Owner = ben.ID
		return tx.PutAccount(a)
	})
	in(t, store, func(tx storage.Tx) error {
		for _, p := range []sales.Person{anna, ben} {
			if _, err := scoped.For(tx, p, time.Time{}).Dealing(anOrder.ID); err != nil {
				t.Errorf("%s: %v", p.Name, err)
			}
		}
		return nil
	})
}

func TestUndoingAnOrderAndATarget(t *testing.T) {
	store := withMoney(t)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(as(store, mona, "m:1", func(w *scoped.Writer) error {
		d := anOrder
		d.ID = "d2"
		g := herTarget
		g.Goals = []sales.Goal{{Measure: sales.MeasureVisits, N: 50}}
		return errors.Join(w.PutDealing(d), w.PutTarget(g))
	}))
	undo := func(event, of string) {
		check(as(store, mona, event, func(w *scoped.Writer) error { _, err := w.Undo(of); return err }))
	}
	stands := func(deleted bool, visits int64) {
		t.Helper()
		in(t, store, func(tx storage.Tx) error {
			d, err := tx.Dealing("d2")
			g, err2 := tx.Target(herTarget.ID)
			if d.Deleted != deleted || g.Goals[0].N != visits {
				t.Errorf("deleted %v, visits %d; want %v, %d", d.Deleted, g.Goals[0].N, deleted, visits)
			}
			return errors.Join(err, err2)
		})
	}
	undo("m:2", "m:1")
	stands(true, 40)
	undo("m:3", "m:2")
	stands(false, 50)
}
