package sales

import (
	"cmp"
	"slices"
)

// PlanResult is what became of one account of a week.
type PlanResult struct {
	Account       AccountID
	Planned, Done Date // zero: it was not
}

// PlanOutcome is a week's plan against what was done. Each account is in one of
// its lists.
type PlanOutcome struct {
	OnDay     []PlanResult // visited on the day that was planned
	OtherDay  []PlanResult // visited in the week, on another day
	NotDone   []PlanResult // its day is over
	Ahead     []PlanResult // its day is still to come, or today
	Unplanned []PlanResult // visited without being planned
}

// Planned is how many visits were planned.
func (o PlanOutcome) Planned() int {
	return len(o.OnDay) + len(o.OtherDay) + len(o.NotDone) + len(o.Ahead)
}

// IsZero: nothing was planned, so that there is nothing to compare.
func (o PlanOutcome) IsZero() bool { return o.Planned() == 0 }

// Add adds what others planned and did.
func (o *PlanOutcome) Add(x PlanOutcome) {
	o.OnDay, o.OtherDay = append(o.OnDay, x.OnDay...), append(o.OtherDay, x.OtherDay...)
	o.NotDone, o.Ahead, o.Unplanned = append(o.NotDone, x.NotDone...), append(o.Ahead, x.Ahead...), append(o.Unplanned, x.Unplanned...)
}

// ComparePlan holds a week's plan against the visits of its person in that week
// (handbook section 5). Only what was ticked was planned; an account that was
// visited more than once was done on its day if one of them was.
func ComparePlan(p WeekPlan, visits []Visit, today Date) PlanOutcome {
	days := daysVisited(visits)
	var o PlanOutcome
	for _, v := range p.Taken() {
		r := PlanResult{Account: v.Account, Planned: v.Day}
		switch done := days[v.Account]; {
		case slices.Contains(done, v.Day):
			r.Done = v.Day
			o.OnDay = append(o.OnDay, r)
		case len(done) > 0:
			r.Done = done[0]
			o.OtherDay = append(o.OtherDay, r)
		case v.Day.Before(today):
			o.NotDone = append(o.NotDone, r)
		default:
			o.Ahead = append(o.Ahead, r)
		}
	}
	for account, done := range days {
		if v, ok := p.Of(account); !ok || !v.Ticked {
			o.Unplanned = append(o.Unplanned, PlanResult{Account: account, Done: done[0]})
		}
	}
	slices.SortFunc(o.Unplanned, func(a, b PlanResult) int {
		return cmp.Or(a.Done.Compare(b.Done), cmp.Compare(a.Account, b.Account))
	})
	return o
}

// daysVisited are the days on which each account was visited, earliest first.
func daysVisited(visits []Visit) map[AccountID][]Date {
	days := map[AccountID][]Date{}
	for _, v := range visits {
		if !v.Deleted {
			days[v.Account] = append(days[v.Account], v.Day)
		}
	}
	for _, all := range days {
		slices.SortFunc(all, Date.Compare)
	}
	return days
}
