package sales

import (
	"cmp"
	"slices"
)

// PlanCandidate is an account with everything that could make it due in a week.
type PlanCandidate struct {
	Account Account
	Due     VisitDue
	Promise FollowUp // the next open one there of the person's; zero: none
	// Owed is what the account owes and should have paid by now.
	Owed Purse
}

// PlanProposal is what we propose for a week.
type PlanProposal struct {
	Visits []PlannedVisit // by day, at most Rules.Plans.VisitsADay on each
	NoRoom []PlannedVisit // due as well, but the days are full; the most pressing first
}

// ProposePlan fills the days of a week, from a day on, with the accounts that are
// due in it, the most pressing first: what was promised there, money that is
// overdue, a visit that is late, a first visit, a visit that is due this month.
// A promise is put on its day or before, a visit before the day by which it is
// due, and the rest where there is most room. taken are visits that are planned
// already: they fill their days, and their accounts are not proposed.
func ProposePlan(c Calendar, week, from Date, candidates []PlanCandidate, taken []PlannedVisit) PlanProposal {
	d := roomOf(c, week, from)
	for _, v := range taken {
		d.fill(v.Day)
	}
	var all []proposal
	for _, x := range candidates {
		if slices.ContainsFunc(taken, func(v PlannedVisit) bool { return v.Account == x.Account.ID }) {
			continue
		}
		if v, due := x.dueIn(d); due {
			all = append(all, proposal{v, x.Account})
		}
	}
	slices.SortFunc(all, compareProposals)
	var p PlanProposal
	for _, x := range all {
		day, ok := d.dayFor(x.PlannedVisit)
		if x.Day = day; !ok {
			p.NoRoom = append(p.NoRoom, x.PlannedVisit)
			continue
		}
		d.fill(day)
		p.Visits = append(p.Visits, x.PlannedVisit)
	}
	slices.SortStableFunc(p.Visits, func(a, b PlannedVisit) int { return a.Day.Compare(b.Day) })
	return p
}

// proposal is a visit with what orders it among others.
type proposal struct {
	PlannedVisit
	account Account
}

func compareProposals(a, b proposal) int {
	return cmp.Or(
		cmp.Compare(slices.Index(planReasons, a.Why), slices.Index(planReasons, b.Why)), a.Due.Compare(b.Due),
		cmp.Compare(a.account.Class, b.account.Class), cmp.Compare(a.account.Name, b.account.Name), cmp.Compare(a.Account, b.Account),
	)
}

// dueIn tells why the account is to be visited in a week; due is false if nothing
// calls for it. What its owner muted or put off beyond the week is left alone,
// but for promises.
func (x PlanCandidate) dueIn(d planRoom) (v PlannedVisit, due bool) {
	v.Account = x.Account.ID
	promised := EffectiveDue(x.Promise).Day
	quiet := x.Account.Muted || x.Account.Snoozed.After(d.sunday)
	by := x.Due.By
	switch {
	case x.Promise.IsOpen() && !x.Promise.Muted && !promised.IsZero() && !promised.After(d.sunday):
		v.Why, v.Due, v.Promise = PlanPromise, promised, x.Promise.ID
	case x.Account.Archived || quiet:
		return v, false
	case len(x.Owed) > 0:
		v.Why = PlanMoney
	case by.IsZero():
		return v, false
	case x.Due.First:
		v.Why, v.Due = PlanFirst, by
	case by.After(d.monthEnd):
		return v, false
	case by.Before(d.monday):
		v.Why, v.Due = PlanLate, by
	default:
		v.Why, v.Due = PlanDue, by
	}
	return v, true
}

// planRoom is the room on the working days of a week.
type planRoom struct {
	monday, sunday, monthEnd Date
	days                     []Date
	left                     map[Date]int
}

func roomOf(c Calendar, week, from Date) planRoom {
	d := planRoom{left: map[Date]int{}}
	d.monday, d.sunday = WeekOf(week)
	d.monthEnd = d.sunday.LastOfMonth()
	d.days = slices.DeleteFunc(c.WorkingDaysOf(week), func(day Date) bool { return day.Before(from) })
	for _, day := range d.days {
		d.left[day] = c.rules.Plans.VisitsADay
	}
	if n := len(d.days); n > 0 {
		d.monthEnd = d.days[n-1].LastOfMonth()
	}
	return d
}

func (d planRoom) fill(day Date) { d.left[day]-- }

// dayFor is the day that suits a visit best: of a promise the last one with room
// up to its day, of others the emptiest one up to theirs; where there is none, the
// emptiest at all.
func (d planRoom) dayFor(v PlannedVisit) (Date, bool) {
	free := slices.DeleteFunc(slices.Clone(d.days), func(day Date) bool { return d.left[day] <= 0 })
	if len(free) == 0 {
		return Date{}, false
	}
	inTime := slices.DeleteFunc(slices.Clone(free), func(day Date) bool { return !v.Due.IsZero() && day.After(v.Due) })
	switch {
	case len(inTime) == 0 && !v.Due.IsZero():
		return free[0], true // too late already: as soon as there is room
	case v.Why == PlanPromise:
		return inTime[len(inTime)-1], true
	}
	return slices.MaxFunc(inTime, func(a, b Date) int { return cmp.Or(cmp.Compare(d.left[a], d.left[b]), b.Compare(a)) }), true
}

// PlanDay is the day on which one more visit suits a week best, from a day on: the
// one with fewest visits; ok is false if none is worked.
func PlanDay(c Calendar, week, from Date, planned []PlannedVisit) (best Date, ok bool) {
	fewest := 0
	for _, day := range roomOf(c, week, from).days {
		n := 0
		for _, v := range planned {
			if v.Day == day {
				n++
			}
		}
		if !ok || n < fewest {
			best, fewest, ok = day, n, true
		}
	}
	return best, ok
}

// WorkingDaysOf are the person's working days in the week that a day lies in.
func (c Calendar) WorkingDaysOf(week Date) []Date {
	var days []Date
	for d, sunday := WeekOf(week); !d.After(sunday); d = d.AddDays(1) {
		if c.IsWorkingDay(d) {
			days = append(days, d)
		}
	}
	return days
}
