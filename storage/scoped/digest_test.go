package scoped_test

import (
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// onceTx counts how often each record is listed.
type onceTx struct {
	storage.Tx
	listed map[string]int
}

func (o onceTx) AccountsOf(id sales.PersonID, p storage.Page) ([]sales.Account, string, error) {
	all, next, err := o.Tx.AccountsOf(id, p)
	for _, a := range all {
		o.listed["account "+string(a.ID)]++
	}
	return all, next, err
}

func (o onceTx) VisitsBy(id sales.PersonID, in storage.Period, p storage.Page) ([]sales.Visit, string, error) {
	all, next, err := o.Tx.VisitsBy(id, in, p)
	for _, v := range all {
		o.listed["visit "+string(v.ID)]++
	}
	return all, next, err
}

func (o onceTx) VisitsTo(id sales.AccountID, in storage.Period, p storage.Page) ([]sales.Visit, string, error) {
	all, next, err := o.Tx.VisitsTo(id, in, p)
	for _, v := range all {
		o.listed["visit "+string(v.ID)]++
	}
	return all, next, err
}

func (o onceTx) Account(id sales.AccountID) (sales.Account, error) {
	o.listed["account "+string(id)]++
	return o.Tx.Account(id)
}

func (o onceTx) DealingsBy(id sales.PersonID, in storage.Period, p storage.Page) ([]sales.Dealing, string, error) {
	all, next, err := o.Tx.DealingsBy(id, in, p)
	for _, d := range all {
		o.listed["dealing "+string(d.ID)]++
	}
	return all, next, err
}

func (o onceTx) OpenFollowUps(id sales.PersonID, until sales.Date, p storage.Page) ([]sales.FollowUp, string, error) {
	all, next, err := o.Tx.OpenFollowUps(id, until, p)
	for _, f := range all {
		o.listed["follow-up "+string(f.ID)]++
	}
	return all, next, err
}

func TestAMonthIsAddedUpInOnePass(t *testing.T) {
	const reps = 7
	store := aBook(t)
	bigTeam(t, store, reps)
	in(t, store, func(tx storage.Tx) error {
		once := onceTx{tx, map[string]int{}}
		now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
		got, err := scoped.For(once, boss, now).TeamPeriod("big", sales.MonthSpans(november), sales.CalendarOf(boss, sales.DefaultRules()))
		if err != nil {
			return err
		}
		for what, n := range once.listed {
			if n > 1 {
				t.Errorf("%s was read %d times", what, n)
			}
		}
		if want := reps * (accountsARep + 2*visitsAMonth + 2*ordersAMonth + promisesOpen); len(once.listed) != want {
			t.Errorf("%d records were read; there are %d", len(once.listed), want)
		}
		if got.Now.Visits+got.Before.Visits != reps*2*visitsAMonth || got.Broken != reps*promisesOpen || got.Covered().Due == 0 {
			t.Errorf("%+v", got)
		}
		// The same as each person's own figures.
		var sum sales.Tally
		for _, p := range got.People {
			one, err := scoped.For(tx, boss, now).Tally(p.Person, storage.Period{From: november, To: november.LastOfMonth()}, sales.DefaultRules())
			if err != nil {
				return err
			}
			sum.Add(one)
		}
		if sum.Visits != got.Now.Visits || sum.Orders != got.Now.Orders || sum.Sales.In("CNY") != got.Now.Sales.In("CNY") || sum.Collection.In("CNY") != got.Now.Collection.In("CNY") {
			t.Errorf("%+v; by person %+v", got.Now, sum)
		}
		return nil
	})
}

func TestWhoReadsDigests(t *testing.T) {
	store := withMoney(t)
	left := mona
	left.Left = true
	rules := sales.DefaultRules()
	rules.Reports.Teams = []sales.TeamID{"east"}
	rules.Digests.Leaderboards = []sales.TeamID{"east"}
	in(t, store, func(tx storage.Tx) error {
		return tx.PutReport(sales.Report{ID: sales.NewReportID(anna.ID, november), Author: anna.ID, Team: "east", Day: november, State: sales.ReportSent})
	})
	for _, c := range []struct {
		name        string
		who         sales.Person
		reads, rank bool
	}{
		{"the manager", mona, true, true},
		{"a rep", anna, false, true},
		{"another team's", walter, false, false},
		{"finance", fiona, false, false},
		{"an administrator", root, false, false},
		{"a manager who left", left, false, false},
		{"a channel", sales.Person{}, false, false},
	} {
		in(t, store, func(tx storage.Tx) error {
			r, calendar := scoped.For(tx, c.who, time.Time{}), sales.CalendarOf(c.who, rules)
			_, day := r.TeamDay("east", november, rules)
			_, period := r.TeamPeriod("east", sales.MonthSpans(november), calendar)
			if (day == nil) != c.reads || (period == nil) != c.reads {
				t.Errorf("%s: day %v, period %v", c.name, day, period)
			}
			if _, may, err := r.Leaderboard("east", sales.MonthSpans(november), calendar); may != c.rank || err != nil {
				t.Errorf("%s: leaderboard %v, %v", c.name, may, err)
			}
			totals, err := r.TeamTotals("east", november, rules)
			if (err == nil) != (c.who.ID == "") {
				t.Errorf("%s: totals %v", c.name, err)
			}
			for _, s := range totals.Standings {
				if s.Person.ID != "" {
					t.Errorf("%s: totals name %s", c.name, s.Person.ID)
				}
			}
			return nil
		})
	}
}

// Who stands in for a manager reads in their place, for the days of the leave.
func TestADeputyLeadsForTheDaysOfTheLeave(t *testing.T) {
	store := withMoney(t)
	away := mona
	away.Leave = []sales.Leave{{From: sales.NewDate(2026, 11, 24), To: sales.NewDate(2026, 11, 26), Cover: ben.ID}}
	in(t, store, func(tx storage.Tx) error { return tx.PutPerson(away) })
	for day, leads := range map[int]bool{23: false, 24: true, 26: true, 27: false} {
		in(t, store, func(tx storage.Tx) error {
			at := time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC)
			_, err := scoped.For(tx, ben, at).TeamDay("east", november, sales.DefaultRules())
			if (err == nil) != leads {
				t.Errorf("ben on the %dth: %v", day, err)
			}
			if _, err := scoped.For(tx, walter, at).TeamDay("east", november, sales.DefaultRules()); err == nil {
				t.Errorf("walter reads it on the %dth", day)
			}
			return nil
		})
	}
}
