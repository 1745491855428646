package sales

import (
	"slices"
	"strings"
	"time"
)

const whyCover = "why.cover."

// CoveredDue is what of a follow-up cannot wait until its owner is back from a
// leave that a colleague covers: what is due in it, and what was promised to a
// customer and is overdue when it begins. ok is false if nothing is, or if the
// leave is over.
func CoveredDue(f FollowUp, owner Person, now time.Time) (l Leave, due Due, ok bool) {
	today := DateIn(now, owner.Location())
	for _, l := range byDay(slices.Clone(owner.Leave)) {
		if l.Cover == "" || l.To.Before(today) {
			continue
		}
		due := EffectiveDue(f)
		if !f.Every.IsZero() && due.Day.Before(l.From) { // a turn that was missed is not made up for
			if due, _ = NextOccurrence(f, l.From.AddDays(-1)); due.Day.After(l.To) {
				continue
			}
		}
		isOverdue := due.Day.Before(l.From) && f.Account != ""
		if !due.IsZero() && (l.Covers(due.Day) || isOverdue) {
			return l, due, true
		}
	}
	return Leave{}, Due{}, false
}

// IsCoveredBy reports that somebody stands in for a follow-up's owner now: for
// the days of the leave, and for no more than cannot wait.
func IsCoveredBy(viewer PersonID, f FollowUp, owner Person, now time.Time) bool {
	l, _, ok := CoveredDue(f, owner, now)
	return ok && l.Cover == viewer && l.Covers(DateIn(now, owner.Location()))
}

// RemindCover is the rule for a colleague who covers somebody's leave: told of
// what cannot wait at its time, if that lies within their own hours, else on
// their last working morning before it, though not before the leave; then on
// each working morning while it is overdue, as often as an owner is
// (Rules.OverdueReminders). owner is whose leave it is, c the colleague's calendar.
func RemindCover(f FollowUp, owner Person, c Calendar, past Raised, now time.Time) Verdict {
	l, due, ok := CoveredDue(f, owner, now)
	zone := owner.Location()
	switch {
	case !f.IsOpen():
		return skip(whySettled)
	case f.Muted:
		return skip(whyMuted)
	case !ok || c.person.ID != l.Cover:
		return skip(whyCover + "over")
	case c.person.Left:
		return skip(whyLeft)
	}
	v := coverSlots{due: due, leave: l, at: coverAt(due, l, owner, c), ends: due.Day.AddDays(1).At(ClockTime{}, zone)}.verdict(c, past, now)
	if over := l.ends(zone); v.Next.After(over) {
		v.Next = over // then the owner is told again
	}
	return v
}

// coverAt is when a covering colleague is told first.
func coverAt(due Due, l Leave, owner Person, c Calendar) time.Time {
	at := DueAt(due, CalendarOf(owner, c.rules))
	if due.Time == nil || !c.MaySpeak(at) {
		day := c.Day(at)
		if due.Time == nil {
			day = due.Day
		}
		if !c.IsWorkingDay(day) || due.Time != nil && c.Morning(day).After(at) {
			day = c.WorkingDayBefore(day)
		}
		at = c.Morning(day)
	}
	return c.NextMoment(latest(at, l.begins(owner.Location())))
}

// coverSlots are the instants at which a covering colleague is told of one thing.
type coverSlots struct {
	due   Due
	leave Leave
	at    time.Time // first
	ends  time.Time // of the due day: later it is overdue
}

func (s coverSlots) verdict(c Calendar, past Raised, now time.Time) Verdict {
	if past.For != s.due.String() || past.At.Before(s.leave.begins(c.zone).AddDate(0, 0, -1)) { // of another leave
		past = Raised{}
	}
	slot, reason := s.at, "due"
	if morning := c.LastMorning(now); !past.At.IsZero() || morning.After(s.ends) {
		slot, reason = latest(morning, s.at), "overdue"
	}
	facts := map[string]string{"due": s.due.String()}
	isNew := slot.After(past.At) && (past.At.IsZero() || slot.After(s.ends)) && past.Times < max(1, c.rules.OverdueReminders)
	switch {
	case now.Before(s.at):
		return Verdict{Action: Defer, Reason: whyCover + "not_yet", Facts: facts, Next: s.at}
	case !isNew:
		return s.wait(c, past, facts, now)
	case !c.MaySpeak(now):
		why, until := c.Silence(now)
		return Verdict{Action: Defer, Reason: why, Facts: facts, Next: until}
	}
	past = Raised{At: now, For: s.due.String(), Times: past.Times + 1}
	next := s.wait(c, past, facts, now)
	return Verdict{Action: Send, Reason: whyCover + reason, Facts: facts, Next: next.Next, Slot: slot, Raised: past}
}

func (s coverSlots) wait(c Calendar, past Raised, facts map[string]string, now time.Time) Verdict {
	if past.Times >= max(1, c.rules.OverdueReminders) {
		return Verdict{Action: Skip, Reason: whyCover + "said_enough", Facts: facts}
	}
	return Verdict{Action: Defer, Reason: whyCover + "not_yet", Facts: facts, Next: c.NextMorning(latest(now, s.ends))}
}

// CoverOf is the leave, current or to come, that a colleague covers next.
func CoverOf(absent Person, cover PersonID, now time.Time) (Leave, bool) {
	today := DateIn(now, absent.Location())
	for _, l := range byDay(slices.Clone(absent.Leave)) {
		if l.Cover == cover && !l.To.Before(today) {
			return l, true
		}
	}
	return Leave{}, false
}

// TellCover is the rule for telling a colleague that they cover a leave: once,
// in their own working hours, and again when its days change or they need not
// any more. A leave that passed as it was said needs no word.
func TellCover(absent Person, c Calendar, past Raised, now time.Time) Verdict {
	l, covers := CoverOf(absent, c.person.ID, now)
	state := ""
	if covers {
		state = l.From.String() + "/" + l.To.String()
	}
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case past.For == state, !covers && coverPassed(past.For, absent, now):
		return skip("why.covering")
	case !c.MaySpeak(now):
		reason, until := c.Silence(now)
		return Verdict{Action: Defer, Reason: reason, Next: until}
	}
	v := Verdict{Action: Send, Reason: "why.covering", Slot: c.LastMorning(now), Raised: Raised{At: now, For: state}}
	if !covers {
		v.Facts = map[string]string{"ended": past.For}
	}
	return v
}

// coverPassed reports that what was told of lay before today, or that nothing was.
func coverPassed(told string, absent Person, now time.Time) bool {
	_, to, found := strings.Cut(told, "/")
	last, err := ParseDate(to)
	return !found || err != nil || last.Before(DateIn(now, absent.Location()))
}
