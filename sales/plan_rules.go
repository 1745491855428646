package sales

import "time"

// Reasons around weekly plans, as catalogue keys.
const (
	WhyPlan       = "why.plan"         // the week ends: time to plan the next
	WhyPlanDay    = "why.plan_day"     // what is planned for today
	whyPlanOff    = "why.plan.off"     // the team is not asked for plans
	whyPlanNotYet = "why.plan.not_yet" // it is not time
)

// PlanTime is when somebody is asked for the next week's plan on a day: at
// Rules.Plans.AskAt, or, where their day is over by then, an hour before it ends.
func (c Calendar) PlanTime(d Date) time.Time {
	end := c.dayEnd(d)
	at := d.At(c.rules.Plans.AskAt, c.zone)
	if !at.Before(end) {
		at = end.Add(-time.Hour)
	}
	return c.askedAt(d, at)
}

// PlannedWeek is the Monday of the week that is planned on a day: the next one in
// which the person works.
func (c Calendar) PlannedWeek(d Date) Date {
	_, sunday := WeekOf(d)
	monday, _ := WeekOf(c.NextWorkingDay(sunday.AddDays(1)))
	return monday
}

// WeekToPlan is the Monday of the week that somebody who asks for their plan means:
// the next one once the last working day of this one has come so far that we ask
// for it, else this one.
func (c Calendar) WeekToPlan(now time.Time) Date {
	today := c.Day(now)
	monday, _ := WeekOf(today)
	days := c.WorkingDaysOf(today)
	if len(days) == 0 || !now.Before(c.PlanTime(days[len(days)-1])) {
		return c.PlannedWeek(today)
	}
	return monday
}

// AskPlan is the rule for asking somebody for the plan of their next week
// (handbook section 5): once in each of their working weeks, on its last working
// day. past.For is the week that was asked for last. What an outage kept back is
// asked for on the first working day of the week that is planned.
func AskPlan(c Calendar, past Raised, now time.Time) Verdict {
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case !c.rules.Plans.Plans(c.person):
		return skip(whyPlanOff)
	}
	last, _ := ParseDate(past.For) // none: nothing was ever asked
	v := Verdict{Action: Defer, Reason: whyPlanNotYet, Next: c.nextPlan(now)}
	for _, d := range c.planDays(c.Day(now), !last.IsZero()) {
		at, week := c.PlanTime(d), c.PlannedWeek(d)
		if !week.After(last) || at.After(now) || at.Before(c.person.Welcomed) || c.isUnderWay(week, now) {
			continue
		}
		if !c.MaySpeak(now) {
			v.Reason, v.Next = c.Silence(now)
			return v
		}
		v.Action, v.Reason, v.Slot, v.Asked = Send, WhyPlan, at, c.person.Introduced()
		v.Facts = map[string]string{"due": week.String()}
		v.Raised = Raised{At: now, For: week.String()}
		return v
	}
	return v
}

// planDays are the last working days of the person's working week before this
// one, and of this one; with before only if something was asked before.
func (c Calendar) planDays(today Date, before bool) []Date {
	monday, _ := WeekOf(today)
	var days []Date
	if before {
		days = append(days, c.WorkingDayBefore(monday))
	}
	if these := c.WorkingDaysOf(today); len(these) > 0 {
		days = append(days, these[len(these)-1])
	}
	return days
}

// isUnderWay: the first working day of a week is over, so that it is too late to
// ask for its plan.
func (c Calendar) isUnderWay(week Date, now time.Time) bool {
	days := c.WorkingDaysOf(week)
	return len(days) == 0 || !now.Before(c.dayEnd(days[0]))
}

// nextPlan is the next time after an instant at which somebody is asked.
func (c Calendar) nextPlan(now time.Time) time.Time {
	for week := c.Day(now); ; week = c.PlannedWeek(week) {
		days := c.WorkingDaysOf(week)
		if len(days) == 0 {
			if next := c.PlannedWeek(week); len(c.WorkingDaysOf(next)) == 0 { // they never work
				return now.AddDate(0, 1, 0)
			}
			continue
		}
		if at := c.PlanTime(days[len(days)-1]); at.After(now) {
			return at
		}
	}
}

// RemindPlanDay is the rule for what is planned for a day: on its morning, on
// working days.
func RemindPlanDay(c Calendar, past Raised, now time.Time) Verdict {
	if c.person.Left || !MayLog(c.person) {
		return skip(whyLeft)
	}
	today, morning := c.Day(now), c.LastMorning(now)
	v := Verdict{Action: Defer, Reason: "why.not_yet", Next: c.NextMorning(now)}
	if c.Day(morning) != today || past.For == today.String() || !c.IsWorkingDay(today) {
		return v
	}
	if !c.MaySpeak(now) {
		v.Reason, v.Next = c.Silence(now)
		return v
	}
	v.Action, v.Reason, v.Slot = Send, WhyPlanDay, morning
	v.Facts = map[string]string{"due": today.String()}
	v.Raised = Raised{At: now, For: today.String()}
	return v
}
