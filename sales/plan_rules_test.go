package sales_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"roundsman/sales"
)

func planRules() sales.Rules {
	r := sales.DefaultRules()
	r.Plans.Teams = []sales.TeamID{"east"}
	return r
}

// For any mix of zones, working weeks, holidays, leave, quiet times and changes of
// summer time, each rep is asked exactly once in each of their working weeks, on
// its last working day, in their working hours, for the next week they work in.
func TestEachWorkingWeekIsAskedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, holidays, first := anyPerson(t)
		rules := planRules()
		rules.Public = holidays
		rules.Plans.AskAt = sales.ClockTime{Hour: rapid.IntRange(0, 23).Draw(t, "ask at"), Minute: 30}
		c := sales.CalendarOf(p, rules)
		asked := map[sales.Date]int{}
		var past sales.Raised
		first, _ = sales.WeekOf(first)
		now, end := first.At(sales.ClockTime{}, c.Zone()), first.AddDays(42)
		for d := first; d.Before(end.AddDays(7)); d = d.AddDays(1) {
			if c.IsWorkingDay(d) && !works(c, d) {
				return // hours that a clock put ahead leaves out: nobody can be asked in them
			}
		}
		for c.Day(now).Before(end) {
			v := sales.AskPlan(c, past, now)
			if v.Action == sales.Send {
				past = v.Raised
				asked[c.Day(now)]++
				if week := v.Raised.For; week != c.PlannedWeek(c.Day(now)).String() || !c.MaySpeak(now) {
					t.Fatalf("the week of %s was asked for at %s", week, now)
				}
			}
			if !v.Next.After(now) {
				t.Fatalf("at %s it is to be looked at next at %s", now, v.Next)
			}
			now = v.Next
		}
		for week := first; week.Before(end); week = week.AddDays(7) {
			days := c.WorkingDaysOf(week)
			for d := week; d.Before(week.AddDays(7)); d = d.AddDays(1) {
				want := 0
				if len(days) > 0 && d == days[len(days)-1] {
					want = 1
				}
				if asked[d] != want {
					t.Fatalf("on %s, with %v worked, it was asked %d times, want %d", d, days, asked[d], want)
				}
			}
		}
	})
}

// works tells whether somebody works at any minute of a day.
func works(c sales.Calendar, d sales.Date) bool {
	for at := d.At(sales.ClockTime{}, c.Zone()); c.Day(at) == d; at = at.Add(15 * time.Minute) {
		if c.IsWorkingTime(at) {
			return true
		}
	}
	return false
}

func TestWhenAPlanIsAskedFor(t *testing.T) {
	zone := shanghai(t)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }
	week := func(d int) string { return sales.NewDate(2026, 11, d).String() }
	asked := func(d int) sales.Raised { return sales.Raised{For: week(d)} }
	off := func(from, to int) sales.Leave {
		return sales.Leave{From: sales.NewDate(2026, 11, from), To: sales.NewDate(2026, 11, to)}
	}
	// Monday 16 to Friday 20 November, and the weeks after it.
	for name, s := range map[string]struct {
		now   time.Time
		past  sales.Raised
		leave []sales.Leave
		send  string // the week that is asked for
		next  time.Time
	}{
		"before lunch on the last day":      {at(20, 9, 0), sales.Raised{}, nil, "", at(20, 13, 30)},
		"after lunch on the last day":       {at(20, 13, 30), sales.Raised{}, nil, week(23), at(27, 13, 30)},
		"said already":                      {at(20, 14, 0), asked(23), nil, "", at(27, 13, 30)},
		"Friday off":                        {at(19, 13, 30), asked(16), []sales.Leave{off(20, 20)}, week(23), at(27, 13, 30)},
		"the next week off":                 {at(20, 13, 30), asked(16), []sales.Leave{off(21, 29)}, week(30), at(34, 13, 30)},
		"in the week off":                   {at(25, 13, 30), asked(30), []sales.Leave{off(21, 29)}, "", at(34, 13, 30)},
		"off at once, on Thursday evening":  {at(23, 9, 0), asked(16), []sales.Leave{off(20, 20)}, week(23), at(27, 13, 30)},
		"we were down until Monday":         {at(23, 9, 0), asked(16), nil, week(23), at(27, 13, 30)},
		"we were down until Tuesday":        {at(24, 9, 0), asked(16), nil, "", at(27, 13, 30)},
		"new on Monday: nothing of Friday":  {at(23, 9, 0), sales.Raised{}, nil, "", at(27, 13, 30)},
		"on a Sunday":                       {at(22, 10, 0), asked(16), nil, "", at(23, 9, 0)},
		"the last day comes after Saturday": {at(21, 10, 0), asked(23), nil, "", at(27, 13, 30)},
	} {
		p := rep("Asia/Shanghai")
		p.Leave = s.leave
		v := sales.AskPlan(sales.CalendarOf(p, planRules()), s.past, s.now)
		got := ""
		if v.Action == sales.Send {
			got = v.Raised.For
		}
		if got != s.send || !v.Next.Equal(s.next) {
			t.Errorf("%s: asks for %q, next %s; want %q, %s", name, got, v.Next, s.send, s.next)
		}
	}
	if v := sales.AskPlan(sales.CalendarOf(rep("Asia/Shanghai"), sales.DefaultRules()), sales.Raised{}, at(20, 13, 30)); v.Action != sales.Skip {
		t.Errorf("a team without plans: %+v", v)
	}
}

// A day that is over before the time that is set is asked an hour before it ends.
func TestPlanTimeOfShortDays(t *testing.T) {
	p := rep("Asia/Shanghai")
	p.Week.End = sales.ClockTime{Hour: 12}
	c := sales.CalendarOf(p, planRules())
	if at := c.PlanTime(sales.NewDate(2026, 11, 20)); at.Format("15:04") != "11:00" {
		t.Errorf("asked at %s", at)
	}
}

func TestWhichWeekIsMeant(t *testing.T) {
	zone := shanghai(t)
	c := sales.CalendarOf(rep("Asia/Shanghai"), planRules())
	for now, want := range map[time.Time]sales.Date{
		time.Date(2026, 11, 18, 10, 0, 0, 0, zone):  sales.NewDate(2026, 11, 16),
		time.Date(2026, 11, 20, 10, 0, 0, 0, zone):  sales.NewDate(2026, 11, 16),
		time.Date(2026, 11, 20, 13, 30, 0, 0, zone): sales.NewDate(2026, 11, 23),
		time.Date(2026, 11, 22, 10, 0, 0, 0, zone):  sales.NewDate(2026, 11, 23),
	} {
		if got := c.WeekToPlan(now); got != want {
			t.Errorf("at %s it is the week of %s, want %s", now, got, want)
		}
	}
}
