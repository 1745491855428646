package sales

import "time"

// EffectiveDue is when a follow-up is next to be raised: the day it was snoozed
// to, else the day it was promised for.
func EffectiveDue(f FollowUp) Due {
	if f.Snoozed != nil && !f.Snoozed.IsZero() {
		return *f.Snoozed
	}
	return f.Due
}

// IsOpen reports that the promise still stands.
func (f FollowUp) IsOpen() bool { return !f.Deleted && f.Status == FollowUpOpen }

// DaysLate counts calendar days since the promised day, 0 if it is not late.
// Snoozing does not make a promise less late.
func (f FollowUp) DaysLate(today Date) int {
	if !f.IsOpen() || f.Due.IsZero() {
		return 0
	}
	return max(0, today.DaysSince(f.Due.Day))
}

// Reasons of RemindFollowUp, as catalogue keys.
const (
	whyFollowUp = "why.followup."
	whySettled  = "why.settled"
	whyMuted    = "why.muted"
	whyLeft     = "why.left"
)

// RemindFollowUp is the reminder rule for one follow-up and its owner (handbook
// section 4): raised on the morning of its day, or at the time if one is given;
// a promise "by" a day first on the working day before; while overdue on each
// working morning, three times, and then left to the manager; from then on once
// every Rules.OverdueEvery days.
//
// A time that was typed is kept as typed, whatever the hour or day. Everything
// else waits for a working morning.
func RemindFollowUp(f FollowUp, c Calendar, past Raised, now time.Time) Verdict {
	switch {
	case !f.IsOpen():
		return skip(whySettled)
	case f.Muted:
		return skip(whyMuted)
	case c.person.Left:
		return skip(whyLeft)
	}
	p := promise{due: EffectiveDue(f), set: touched(f), why: whyFollowUp, snoozed: f.Snoozed != nil, later: c.rules.OverdueEvery}
	if !f.Every.IsZero() && !p.due.IsZero() {
		return remindRecurring(f, p, c, past, now)
	}
	return p.verdict(c, past, now)
}

// touched is when a person last did something about it. What was written in an
// outage came into the books after that, and may be due by then.
func touched(f FollowUp) time.Time {
	if f.Changed.IsZero() {
		return f.Created
	}
	return f.Changed
}

// RemindFirstVisit is the rule for an account that was never met: its first
// visit is a promise by Rules.FirstVisitDays after it was created (handbook
// section 3).
func RemindFirstVisit(a Account, c Calendar, past Raised, now time.Time) Verdict {
	due := NextVisit(a, c.rules, c.zone)
	switch {
	case a.Archived || !due.First:
		return skip(whySettled)
	case a.Muted:
		return skip(whyMuted)
	case c.person.Left:
		return skip(whyLeft)
	}
	p := promise{due: Due{Day: due.By, By: true}, set: a.Created, why: "why.first_visit."}
	if a.Snoozed.After(due.By) || c.Day(now).Before(a.Snoozed) {
		p.due, p.snoozed = Due{Day: a.Snoozed}, true
	}
	return p.verdict(c, past, now)
}

// NextOccurrence is when a recurring follow-up is due again once it was done on
// a day: its next turn after that day and after the one that was done.
// Occurrences that were missed are not made up for.
func NextOccurrence(f FollowUp, done Date) (Due, Recurrence) {
	every, next := f.Every, f.Due
	if every.Unit == Months && every.Day == 0 {
		every.Day = f.Due.Day.Day
	}
	for n := 1; !next.Day.After(done) || !next.Day.After(f.Due.Day); n++ {
		next.Day = occurrence(f.Due.Day, every, n)
	}
	return next, every
}

// SnoozePreset names a choice of "remind me later".
type SnoozePreset string

const (
	SnoozeTomorrow  SnoozePreset = "tomorrow"    // the next working morning
	SnoozeThreeDays SnoozePreset = "three_days"  // three days from now
	SnoozeMonday    SnoozePreset = "next_monday" // the Monday of next week
	SnoozeWeek      SnoozePreset = "next_week"   // a week from now
)

// SnoozePresets are the choices, nearest first.
func SnoozePresets() []SnoozePreset {
	return []SnoozePreset{SnoozeTomorrow, SnoozeThreeDays, SnoozeMonday, SnoozeWeek}
}

// SnoozeTo is the day a choice means today; a day off moves to the next working
// day, since nothing would be said on it. ok is false for an unknown choice.
func SnoozeTo(preset SnoozePreset, c Calendar, today Date) (day Date, ok bool) {
	switch preset {
	case SnoozeTomorrow:
		day = today.AddDays(1)
	case SnoozeThreeDays:
		day = today.AddDays(3)
	case SnoozeMonday:
		day = today.AddDays(7 - (int(today.Weekday())+6)%7)
	case SnoozeWeek:
		day = today.AddDays(7)
	default:
		return Date{}, false
	}
	return c.NextWorkingDay(day), true
}
