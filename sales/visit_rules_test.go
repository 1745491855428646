package sales

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func manager(p *Person) { p.Role, p.Manages = RoleManager, []TeamID{"east"} }

func TestARepsMonth(t *testing.T) {
	for _, tt := range []struct {
		name  string
		who   Person
		from  string
		looks int
		want  []said
	}{
		{"list, half-time, five nudges, and the next list", rep(), "2026-10-31 12:00", 9, []said{
			{"Mon 2026-11-02 09:00", WhyMonthBegins},
			{"Mon 2026-11-16 09:00", WhyMonthHalf},
			{"Tue 2026-11-24 09:00", WhyMonthEnds},
			{"Wed 2026-11-25 09:00", WhyMonthEnds},
			{"Thu 2026-11-26 09:00", WhyMonthEnds},
			{"Fri 2026-11-27 09:00", WhyMonthEnds},
			{"Mon 2026-11-30 09:00", WhyMonthEnds},
			{"Tue 2026-12-01 09:00", WhyMonthBegins},
		}},
		{"back from leave in the last week: the list, once", rep(onLeave("2026-11-01", "2026-11-26")), "2026-10-31 12:00", 4, []said{
			{"Fri 2026-11-27 09:00", WhyMonthBegins}, {"Mon 2026-11-30 09:00", WhyMonthEnds}, {"Tue 2026-12-01 09:00", WhyMonthBegins},
		}},
		{"down from the 1st to the 20th: one message", rep(), "2026-11-20 14:00", 2, []said{
			{"Fri 2026-11-20 14:00", WhyMonthHalf}, {"Tue 2026-11-24 09:00", WhyMonthEnds},
		}},
		{"down over the end of the month: nothing of the old one", rep(), "2026-11-01 14:00", 2, []said{{"Mon 2026-11-02 09:00", WhyMonthBegins}}},
		{"down until the evening", rep(), "2026-11-16 20:00", 2, []said{{"Tue 2026-11-17 09:00", WhyMonthHalf}}},
		{
			"welcomed on the 10th", rep(func(p *Person) { p.Welcomed = at("2026-11-10 10:00", "Asia/Shanghai") }), "2026-11-10 10:00", 2,
			[]said{{"Mon 2026-11-16 09:00", WhyMonthHalf}},
		},
		{"gone", rep(func(p *Person) { p.Left = true }), "2026-11-01 14:00", 5, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := CalendarOf(tt.who, rulesWithHolidays())
			got := live(t, func(past Raised, now time.Time) Verdict { return RemindVisits(c, past, now) }, c, at(tt.from, "Asia/Shanghai"), tt.looks)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAManagerLooksBackOnceAMonth(t *testing.T) {
	c := CalendarOf(rep(manager), rulesWithHolidays())
	got := live(t, func(past Raised, now time.Time) Verdict { return RemindMissed(c, past, now) }, c, at("2026-10-07 12:00", "Asia/Shanghai"), 4)
	want := []said{{"Thu 2026-10-08 09:00", WhyMissed}, {"Mon 2026-11-02 09:00", WhyMissed}, {"Tue 2026-12-01 09:00", WhyMissed}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if v := RemindMissed(CalendarOf(rep(), rulesWithHolidays()), Raised{}, at("2026-11-02 09:00", "Asia/Shanghai")); v.Action != Skip {
		t.Errorf("a rep is told what the team missed: %+v", v)
	}
}

func TestTheFirstVisitOfANewAccount(t *testing.T) {
	c := CalendarOf(rep(), rulesWithHolidays())
	a := Account{ID: "a1", Class: ClassA, Created: at("2026-11-16 10:00", "Asia/Shanghai")}
	rule := func(past Raised, now time.Time) Verdict { return RemindFirstVisit(a, c, past, now) }
	want := []said{
		{"Fri 2026-11-20 09:00", "why.first_visit.before"},
		{"Mon 2026-11-23 09:00", "why.first_visit.today"},
		{"Tue 2026-11-24 09:00", "why.first_visit.overdue"},
		{"Wed 2026-11-25 09:00", "why.first_visit.overdue"},
		{"Thu 2026-11-26 09:00", "why.first_visit.overdue"},
	}
	if diff := cmp.Diff(want, live(t, rule, c, a.Created, 20)); diff != "" {
		t.Error(diff)
	}
	a.LastCounted = day("2026-11-18")
	if got := live(t, rule, c, a.Created, 20); got != nil {
		t.Errorf("met already, and yet: %v", got)
	}
}

func TestOccasionsComeOnWorkingMorningsAndOnceADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CalendarOf(anyPerson().Draw(t, "person"), rulesWithHolidays())
		now, past, days := anyInstant().Draw(t, "from"), Raised{}, map[Date]bool{}
		for range 40 {
			v := RemindVisits(c, past, now)
			if v.Action == Send {
				if d := c.Day(now); days[d] || !c.IsWorkingTime(now) {
					t.Fatalf("%s at %s: twice a day or off hours", v.Reason, now.In(c.Zone()))
				} else {
					days[d] = true
				}
				past = v.Raised
			}
			if !v.Next.After(now) {
				t.Fatalf("at %s the next look is %s", now, v.Next)
			}
			now = v.Next.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 30, 900}).Draw(t, "minutes late")) * time.Minute)
		}
	})
}
