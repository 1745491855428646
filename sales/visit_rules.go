package sales

import (
	"maps"
	"slices"
	"time"
)

// Occasions on which a rep is told of the month's visits: catalogue keys of the
// reasons.
const (
	WhyMonthBegins = "why.visits.begins" // first working day: the month's list
	WhyMonthHalf   = "why.visits.half"   // mid-month: what is still open
	WhyMonthEnds   = "why.visits.ends"   // the last working days: a daily nudge
	WhyMissed      = "why.missed"        // first working day, to the manager: what was missed
)

// RemindVisits is the rule for a rep's month (handbook section 3): the list on
// Rules.MonthList (the first working day), what is still open on Rules.MidMonth,
// and a nudge on each of the last Rules.NudgeDays working days. Occasions of a
// month that is over are not made up for.
func RemindVisits(c Calendar, past Raised, now time.Time) Verdict {
	if c.person.Left {
		return skip(whyLeft)
	}
	return occasions(c, past, now, monthOfVisits)
}

// RemindMissed is the rule for a manager's look back at what was missed in the
// month before: on Rules.Missed, the first working day.
func RemindMissed(c Calendar, past Raised, now time.Time) Verdict {
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case c.person.Role != RoleManager || len(c.person.Manages) == 0:
		return skip("why.not_manager")
	}
	return occasions(c, past, now, func(c Calendar, month Date) []slot {
		var slots []slot
		for _, at := range c.spokenIn(c.rules.Missed, month) {
			slots = append(slots, slot{at: at, reason: WhyMissed})
		}
		return slots
	})
}

// monthOfVisits are the occasions of one month. A day has one occasion: the
// list is more than a nudge, a nudge more than the look at mid-month.
func monthOfVisits(c Calendar, month Date) []slot {
	on := map[Date]slot{}
	for _, at := range c.spokenIn(c.rules.MidMonth, month) {
		on[c.Day(at)] = slot{at: at, reason: WhyMonthHalf}
	}
	for _, day := range c.LastWorkingDays(month, c.rules.NudgeDays) {
		on[day] = slot{at: c.Morning(day), reason: WhyMonthEnds}
	}
	for _, at := range c.spokenIn(c.rules.MonthList, month) {
		on[c.Day(at)] = slot{at: at, reason: WhyMonthBegins}
	}
	slots := slices.Collect(maps.Values(on))
	slices.SortFunc(slots, func(a, b slot) int { return a.at.Compare(b.at) })
	return slots
}

// monthsAhead bounds the search for the next occasion: longer than any leave is
// likely to be.
const monthsAhead = 24

// occasions decides by the slots of calendar months. Those before the person
// was welcomed are none of theirs.
func occasions(c Calendar, past Raised, now time.Time, of func(Calendar, Date) []slot) Verdict {
	month := c.Day(now).FirstOfMonth()
	v := Verdict{Action: Defer, Reason: "why.not_yet", Next: nextOccasion(c, month, now, of)}
	if v.Next.IsZero() {
		v.Next = c.NextMorning(month.AddMonths(1).At(ClockTime{}, c.zone))
	}
	over := latest(past.At, c.person.Welcomed)
	for _, s := range slices.Backward(of(c, month)) {
		if s.at.After(now) || !s.at.After(over) {
			continue
		}
		if !c.MaySpeak(now) {
			v.Reason, v.Next = c.Silence(now)
			return v
		}
		v.Action, v.Reason, v.Slot = Send, s.reason, c.LastMorning(now)
		v.Facts = map[string]string{"month": month.String()}
		v.Raised = Raised{At: now, For: month.String()}
		return v
	}
	return v
}

func nextOccasion(c Calendar, month Date, now time.Time, of func(Calendar, Date) []slot) time.Time {
	for range monthsAhead {
		for _, s := range of(c, month) {
			if s.at.After(now) {
				return s.at
			}
		}
		month = month.AddMonths(1)
	}
	return time.Time{}
}
