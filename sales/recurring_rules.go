package sales

import "time"

// remindRecurring is the reminder rule for a follow-up that repeats: left open,
// it is raised again at its next turn, as a new promise is (handbook section
// 4). On the day of that turn it is not called overdue any more.
func remindRecurring(f FollowUp, p promise, c Calendar, past Raised, now time.Time) Verdict {
	current, next := turns(f, p, c, now)
	again := next.slots(c)[0].at
	v := current.verdict(c, past, now)
	if v.Action == Send && v.Reason == p.why+"overdue" && c.Day(again) == c.Day(now) {
		return Verdict{Action: Defer, Reason: p.why + "not_yet", Facts: v.Facts, Next: again}
	}
	if v.Action == Skip {
		v.Action, v.Reason = Defer, p.why+"not_yet"
	}
	if v.Next.IsZero() || v.Next.After(again) {
		v.Next = again
	}
	return v
}

// longestMove is how many days a turn may be moved by days off, generously.
const longestMove = 40

// turns are the promise that counts now, the last whose first slot has come (or
// the one the person put it off to), and the one after it.
func turns(f FollowUp, p promise, c Calendar, now time.Time) (current, next promise) {
	every, sure := f.Every, c.Day(now).AddDays(-longestMove)
	if every.Unit == Months && every.Day == 0 {
		every.Day = f.Due.Day.Day
	}
	current = p
	for n := 1; ; n++ {
		next = promise{due: f.Due, set: p.set, why: p.why, later: p.later}
		next.due.Day = occurrence(f.Due.Day, every, n)
		switch {
		case !next.due.Day.After(p.due.Day): // before the day it was put off to
		case next.due.Day.After(sure) && next.slots(c)[0].at.After(now):
			return current, next
		default:
			current = next
		}
	}
}

// IsTurn reports that something due then is one of a follow-up's: its own, or a
// later turn if it repeats.
func IsTurn(f FollowUp, due string) bool {
	own := EffectiveDue(f)
	if own.String() == due {
		return true
	}
	then, err := ParseDue(due)
	if err != nil || f.Every.IsZero() || !then.Day.After(own.Day) {
		return false
	}
	turn, _ := NextOccurrence(f, then.Day.AddDays(-1))
	return turn.String() == due
}

// occurrence is the n-th turn after the first day.
func occurrence(from Date, every Recurrence, n int) Date {
	switch every.Unit {
	case Months:
		return every.inMonth(from.FirstOfMonth().AddMonths(every.Every * n))
	case Weeks:
		return from.AddDays(7 * every.Every * n)
	case Weekdays:
		return addWeekdays(from, every.Every*n)
	case Days:
	}
	return from.AddDays(every.Every * n)
}

// inMonth is the turn that falls into a month: the last Friday, the 31st or, in
// shorter months, their last day.
func (r Recurrence) inMonth(month Date) Date {
	last := month.LastOfMonth()
	switch {
	case r.Nth < 0:
		return last.AddDays(-((int(last.Weekday()-r.Weekday) + 7) % 7))
	case r.Nth > 0:
		first := month.FirstOfMonth()
		return first.AddDays((int(r.Weekday-first.Weekday())+7)%7 + 7*(r.Nth-1))
	}
	return Date{last.Year, last.Month, min(r.Day, last.Day)}
}

// addWeekdays goes n days on, of which Saturdays and Sundays do not count. What was
// set for one of these goes on from the Friday before.
func addWeekdays(from Date, n int) Date {
	monday := from.AddDays(-((int(from.Weekday()) + 6) % 7))
	n += min(from.DaysSince(monday), 4)
	return monday.AddDays(n/5*7 + n%5)
}

// FirstTurn is the first day, from a day on, that a monthly recurrence with a day or
// a weekday of its own means.
func FirstTurn(every Recurrence, from Date) Date {
	if first := every.inMonth(from); !first.Before(from) {
		return first
	}
	return every.inMonth(from.FirstOfMonth().AddMonths(1))
}
