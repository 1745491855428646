package sales_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundsman/sales"
)

func nov(d int) sales.Date { return sales.NewDate(2026, 11, d) }

func TestWhatIsProposed(t *testing.T) {
	c := sales.CalendarOf(rep("Asia/Shanghai"), planRules())
	week := nov(23) // to Friday the 27th
	account := func(id string) sales.Account {
		return sales.Account{ID: sales.AccountID(id), Name: id, Class: sales.ClassA}
	}
	due := func(by sales.Date, first bool) sales.VisitDue { return sales.VisitDue{By: by, First: first} }
	promise := func(day sales.Date) sales.FollowUp {
		return sales.FollowUp{ID: "f", Status: sales.FollowUpOpen, Due: sales.Due{Day: day}}
	}
	muted, putOff := account("m"), account("p")
	muted.Muted, putOff.Snoozed = true, nov(30)
	for name, s := range map[string]struct {
		candidate sales.PlanCandidate
		why       sales.PlanReason // "": it is not proposed
		day       sales.Date
	}{
		"a promise on its day":          {sales.PlanCandidate{Account: account("a"), Promise: promise(nov(25))}, sales.PlanPromise, nov(25)},
		"a promise for the weekend":     {sales.PlanCandidate{Account: account("a"), Promise: promise(nov(28))}, sales.PlanPromise, nov(27)},
		"a promise overdue":             {sales.PlanCandidate{Account: account("a"), Promise: promise(nov(10))}, sales.PlanPromise, nov(23)},
		"a promise of next week":        {sales.PlanCandidate{Account: account("a"), Promise: promise(nov(30))}, "", sales.Date{}},
		"a promise of a muted account":  {sales.PlanCandidate{Account: muted, Promise: promise(nov(25))}, sales.PlanPromise, nov(25)},
		"money overdue":                 {sales.PlanCandidate{Account: account("a"), Owed: sales.Purse{{Minor: 1, Currency: "CNY"}}}, sales.PlanMoney, nov(23)},
		"late":                          {sales.PlanCandidate{Account: account("a"), Due: due(nov(1), false)}, sales.PlanLate, nov(23)},
		"a first visit":                 {sales.PlanCandidate{Account: account("a"), Due: due(nov(26), true)}, sales.PlanFirst, nov(23)},
		"a first visit of next month":   {sales.PlanCandidate{Account: account("a"), Due: due(sales.NewDate(2026, 12, 1), true)}, sales.PlanFirst, nov(23)},
		"due this month":                {sales.PlanCandidate{Account: account("a"), Due: due(nov(30), false)}, sales.PlanDue, nov(23)},
		"due next month":                {sales.PlanCandidate{Account: account("a"), Due: due(sales.NewDate(2026, 12, 31), false)}, "", sales.Date{}},
		"never due":                     {sales.PlanCandidate{Account: account("a")}, "", sales.Date{}},
		"muted":                         {sales.PlanCandidate{Account: muted, Due: due(nov(1), false)}, "", sales.Date{}},
		"put off beyond the week":       {sales.PlanCandidate{Account: putOff, Due: due(nov(1), false)}, "", sales.Date{}},
		"a promise comes before a late": {sales.PlanCandidate{Account: account("a"), Due: due(nov(1), false), Promise: promise(nov(24))}, sales.PlanPromise, nov(24)},
	} {
		p := sales.ProposePlan(c, week, week, []sales.PlanCandidate{s.candidate}, nil)
		var why sales.PlanReason
		var day sales.Date
		if len(p.Visits) > 0 {
			why, day = p.Visits[0].Why, p.Visits[0].Day
		}
		if why != s.why || day != s.day {
			t.Errorf("%s: %q on %s, want %q on %s", name, why, day, s.why, s.day)
		}
	}
}

// The most pressing get the room there is, and the days fill evenly.
func TestTheProposalFillsTheWeek(t *testing.T) {
	rules := planRules()
	rules.Plans.VisitsADay = 1
	c := sales.CalendarOf(rep("Asia/Shanghai"), rules)
	var all []sales.PlanCandidate
	for i := range 7 {
		all = append(all, sales.PlanCandidate{
			Account: sales.Account{ID: sales.AccountID(fmt.Sprint("a", i)), Name: fmt.Sprint("a", i)}, Due: sales.VisitDue{By: nov(30 - i%2*20)},
		})
	}
	p := sales.ProposePlan(c, nov(23), nov(24), all, []sales.PlannedVisit{{Account: "a1", Day: nov(25)}})
	got := map[string]string{}
	for _, v := range p.Visits {
		got[v.Day.String()] = string(v.Account)
	}
	if want := map[string]string{"2026-11-24": "a3", "2026-11-26": "a5", "2026-11-27": "a0"}; !cmp.Equal(got, want) {
		t.Errorf("proposed %v, want %v", got, want)
	}
	var left []string
	for _, v := range p.NoRoom {
		left = append(left, string(v.Account))
	}
	if want := []string{"a2", "a4", "a6"}; !cmp.Equal(left, want) {
		t.Errorf("no room for %v, want %v", left, want)
	}
}

// Whatever is due, and however the week is worked: no day has more visits than it
// has room for, nothing is put on a day off or one that is over, nobody is visited
// twice, what is due is either proposed or named, and there is no room left for
// what is only named. The order in which accounts are listed changes nothing.
func TestProposalsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, holidays, first := anyPerson(t)
		rules := planRules()
		rules.Public, rules.Plans.VisitsADay = holidays, rapid.IntRange(1, 4).Draw(t, "a day")
		c := sales.CalendarOf(p, rules)
		from := first.AddDays(rapid.IntRange(0, 6).Draw(t, "from"))
		all := anyCandidates(t, first)
		var taken []sales.PlannedVisit
		for _, d := range c.WorkingDaysOf(first) {
			if rapid.IntRange(0, 3).Draw(t, "taken") == 0 {
				taken = append(taken, sales.PlannedVisit{Account: sales.AccountID("t" + d.String()), Day: d})
			}
		}
		got := sales.ProposePlan(c, first, from, all, taken)
		room, seen := map[sales.Date]int{}, map[sales.AccountID]bool{}
		for _, d := range c.WorkingDaysOf(first) {
			if room[d] = rules.Plans.VisitsADay; d.Before(from) {
				room[d] = 0
			}
		}
		for _, v := range taken {
			room[v.Day]--
		}
		for _, v := range got.Visits {
			if room[v.Day]--; room[v.Day] < 0 || seen[v.Account] || v.Why == "" {
				t.Fatalf("%+v is too much in %+v", v, got)
			}
			seen[v.Account] = true
		}
		for _, v := range got.NoRoom {
			if seen[v.Account] {
				t.Fatalf("%s is there twice", v.Account)
			}
			for d, left := range room {
				if left > 0 {
					t.Fatalf("no room for %s, and %d left on %s", v.Account, left, d)
				}
			}
		}
		shuffled := rapid.Permutation(all).Draw(t, "in another order")
		if diff := cmp.Diff(got, sales.ProposePlan(c, first, from, shuffled, taken)); diff != "" {
			t.Fatalf("it depends on the order: %s", diff)
		}
	})
}

func anyCandidates(t *rapid.T, first sales.Date) (all []sales.PlanCandidate) {
	for i := range rapid.IntRange(0, 30).Draw(t, "accounts") {
		x := sales.PlanCandidate{Account: sales.Account{
			ID: sales.AccountID(fmt.Sprint("a", i)), Name: fmt.Sprint("a", i%5), Class: rapid.SampledFrom([]sales.Class{"A", "B", "C"}).Draw(t, "class"),
			Muted: rapid.IntRange(0, 9).Draw(t, "muted") == 0,
		}}
		if rapid.Bool().Draw(t, "is due") {
			x.Due = sales.VisitDue{By: first.AddDays(rapid.IntRange(-40, 60).Draw(t, "by")), First: rapid.Bool().Draw(t, "first")}
		}
		if rapid.IntRange(0, 2).Draw(t, "promised") == 0 {
			x.Promise = sales.FollowUp{ID: "f", Status: sales.FollowUpOpen, Due: sales.Due{Day: first.AddDays(rapid.IntRange(-9, 12).Draw(t, "promise"))}}
		}
		if rapid.IntRange(0, 5).Draw(t, "owes") == 0 {
			x.Owed = sales.Purse{{Minor: 5, Currency: "CNY"}}
		}
		all = append(all, x)
	}
	return all
}

func TestPlansChange(t *testing.T) {
	p := sales.OpenPlan(rep("Asia/Shanghai"), nov(25), time.Time{})
	if p.Week != nov(23) || p.ID != "T/ANN/2026-11-23" {
		t.Fatalf("opened %+v", p)
	}
	p = p.With(sales.PlannedVisit{Account: "b", Day: nov(26), Why: sales.PlanDue}).With(sales.PlannedVisit{Account: "a", Day: nov(24), Why: sales.PlanDue})
	if p.Visits[0].Account != "a" || len(p.Taken()) != 0 {
		t.Errorf("proposed: %+v", p.Visits)
	}
	moved := p.With(sales.PlannedVisit{Account: "a", Day: nov(27), Why: sales.PlanDue, Ticked: true})
	if len(moved.Visits) != 2 || len(moved.On(nov(27))) != 1 || len(p.On(nov(27))) != 0 {
		t.Errorf("moved: %+v", moved.Visits)
	}
	if gone := moved.Without("a").Without("a"); len(gone.Visits) != 1 || !slices.Equal(gone.LeftOut, []sales.AccountID{"a"}) {
		t.Errorf("left out: %+v", gone)
	}
	if back := moved.Without("a").With(sales.PlannedVisit{Account: "a", Day: nov(24)}); len(back.LeftOut) != 0 {
		t.Errorf("back: %+v", back)
	}
	if all := p.TickAll(); len(all.Taken()) != 2 || len(p.Taken()) != 0 {
		t.Errorf("ticked: %+v", all.Visits)
	}
}

func TestDaysThatCannotBePlanned(t *testing.T) {
	p := rep("Asia/Shanghai")
	p.Leave = []sales.Leave{{From: nov(26), To: nov(26)}}
	c := sales.CalendarOf(p, planRules())
	for day, wrong := range map[sales.Date]string{
		nov(24): "", nov(25): "", nov(23): "refused.plan_past", nov(26): "refused.plan_off.leave", nov(28): "refused.plan_off.day_off",
		sales.NewDate(2027, 6, 1): "refused.plan_far",
	} {
		err := sales.CheckPlanDay(c, day, nov(24))
		if got := refusal(err); got != wrong {
			t.Errorf("%s: %q, want %q", day, got, wrong)
		}
	}
}

func TestPlanAgainstActual(t *testing.T) {
	planned := func(account string, d int, ticked bool) sales.PlannedVisit {
		return sales.PlannedVisit{Account: sales.AccountID(account), Day: nov(d), Ticked: ticked}
	}
	made := func(account string, d int) sales.Visit {
		return sales.Visit{Account: sales.AccountID(account), Day: nov(d)}
	}
	p := sales.WeekPlan{Visits: []sales.PlannedVisit{
		planned("kept", 23, true), planned("twice", 24, true), planned("earlier", 25, true), planned("later", 23, true),
		planned("missed", 24, true), planned("today", 25, true), planned("ahead", 27, true), planned("only proposed", 23, false),
	}}
	deleted := made("missed", 24)
	deleted.Deleted = true
	o := sales.ComparePlan(p, []sales.Visit{
		made("kept", 23), made("twice", 25), made("twice", 24), made("earlier", 23), made("later", 25), deleted, made("only proposed", 24), made("new", 23),
	}, nov(25))
	result := func(account string, planned, done int) sales.PlanResult {
		r := sales.PlanResult{Account: sales.AccountID(account)}
		if planned > 0 {
			r.Planned = nov(planned)
		}
		if done > 0 {
			r.Done = nov(done)
		}
		return r
	}
	want := sales.PlanOutcome{
		OnDay:     []sales.PlanResult{result("kept", 23, 23), result("twice", 24, 24)},
		OtherDay:  []sales.PlanResult{result("earlier", 25, 23), result("later", 23, 25)},
		NotDone:   []sales.PlanResult{result("missed", 24, 0)},
		Ahead:     []sales.PlanResult{result("today", 25, 0), result("ahead", 27, 0)},
		Unplanned: []sales.PlanResult{result("new", 0, 23), result("only proposed", 0, 24)},
	}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if o.Planned() != 7 || o.IsZero() || !(sales.PlanOutcome{Unplanned: o.Unplanned}).IsZero() {
		t.Errorf("%d planned", o.Planned())
	}
	sum := o
	if sum.Add(want); sum.Planned() != 14 || len(sum.Unplanned) != 4 {
		t.Errorf("twice: %+v", sum)
	}
}

// refusal is the key of an error that people are told, "" for none.
func refusal(err error) string {
	var refused *sales.Error
	if errors.As(err, &refused) {
		return refused.Key
	}
	return ""
}
