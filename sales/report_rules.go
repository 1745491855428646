package sales

import "time"

// Reasons around daily reports, as catalogue keys.
const (
	WhyReport       = "why.report"         // it is time for the day's report
	WhyReportNudge  = "why.report.nudge"   // nothing came, so once more
	WhyReportLater  = "why.report.later"   // the person put it off to now
	WhyReportClosed = "why.report.closed"  // its time has passed
	whyReportOff    = "why.report.off"     // the team has none
	whyReportNotYet = "why.report.not_yet" // it is not time
	whyReportDone   = "why.report.done"    // sent, cancelled or away
)

// dayEnd is when somebody's working day ends.
func (c Calendar) dayEnd(d Date) time.Time {
	if c.openEnded() {
		return d.AddDays(1).At(ClockTime{}, c.zone)
	}
	return d.At(c.person.Week.End, c.zone)
}

// ReportTime is when somebody is asked for the report of a working day: at the
// time that is set, or so long before their day ends.
func (c Calendar) ReportTime(d Date) time.Time {
	rules := c.rules.Reports
	end := c.dayEnd(d)
	at := end.Add(-rules.AskBefore)
	if rules.AskAt != nil {
		if set := d.At(*rules.AskAt, c.zone); set.Before(end) {
			at = set
		}
	}
	return c.askedAt(d, at)
}

// askedAt is a time of a working day at which something may be asked: never before
// the day starts; what falls into a quiet time is asked at its end, or, where that
// is too late, at the last moment before it.
func (c Calendar) askedAt(d Date, at time.Time) time.Time {
	start, end := d.At(c.person.Week.Start, c.zone), c.dayEnd(d)
	if at.Before(start) {
		at = start
	}
	if after := c.afterQuiet(at); after.Before(end) {
		return after
	}
	for before := at; before.After(start); before = before.Add(-time.Minute) {
		if c.MaySpeak(before) {
			return before
		}
	}
	return at
}

// ReportCloses is when a report takes nothing any more: at Rules.Reports.Close
// on the author's next working day; if it was reopened, on the next one after
// that.
func ReportCloses(r Report, c Calendar) time.Time {
	day := r.Day
	if reopened := c.Day(r.Reopened); !r.Reopened.IsZero() && reopened.After(day) {
		day = reopened
	}
	return c.NextWorkingDay(day.AddDays(1)).At(c.rules.Reports.Close, c.zone)
}

// AskReport is the rule for asking somebody for their daily report (handbook
// section 5): once on each of their working days, in their own time. past.For is
// the day that was asked for last. What an outage or a quiet time kept back is
// asked for on the next working morning, as long as it can be answered.
func AskReport(c Calendar, past Raised, now time.Time) Verdict {
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case !c.rules.Reports.Reports(c.person):
		return skip(whyReportOff)
	}
	today := c.Day(now)
	v := Verdict{Action: Defer, Reason: whyReportNotYet, Next: c.nextReport(today, now)}
	last, _ := ParseDate(past.For) // none: nothing was ever asked
	days := []Date{today}
	if !last.IsZero() { // before that there was nothing to ask for
		days = []Date{c.WorkingDayBefore(today), today}
	}
	for _, d := range days {
		at := c.ReportTime(d)
		if !c.IsWorkingDay(d) || !d.After(last) || at.After(now) || at.Before(c.person.Welcomed) ||
			!now.Before(ReportCloses(Report{Day: d}, c)) {
			continue
		}
		if !c.MaySpeak(now) {
			v.Reason, v.Next = c.Silence(now)
			return v
		}
		return Verdict{
			// The team asked for it; but who does not know us yet is welcomed first.
			Action: Send, Reason: WhyReport, Facts: map[string]string{"due": d.String()}, Asked: c.person.Introduced(),
			Slot: at, Raised: Raised{At: now, For: d.String()}, Next: earliest(v.Next, c.afterAsking(d, today, now)),
		}
	}
	return v
}

// afterAsking looks again at once if today is to be asked for besides.
func (c Calendar) afterAsking(d, today Date, now time.Time) time.Time {
	if d.Before(today) && c.IsWorkingDay(today) {
		return latest(now.Add(time.Minute), c.ReportTime(today))
	}
	return time.Time{}
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// nextReport is the next time after an instant at which somebody is asked.
func (c Calendar) nextReport(today Date, now time.Time) time.Time {
	for day := c.NextWorkingDay(today); ; day = c.NextWorkingDay(day.AddDays(1)) {
		if at := c.ReportTime(day); at.After(now) {
			return at
		}
	}
}

// untouched is for how long somebody who is answering is left alone.
const untouched = 10 * time.Minute

// RemindReport is the rule for a report that is open (handbook section 5): raised
// at the time to which its author put it off, else nudged once, before their day
// ends. past.Times counts what was said besides the first question.
func RemindReport(r Report, c Calendar, past Raised, now time.Time) Verdict {
	closes := ReportCloses(r, c)
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case r.State != ReportOpen:
		return skip(whyReportDone)
	case !now.Before(closes):
		return skip(WhyReportClosed)
	}
	at, reason, key := c.nudgeTime(r), WhyReportNudge, "nudge"
	if !r.Snoozed.IsZero() {
		at, reason, key = r.Snoozed, WhyReportLater, "later "+r.Snoozed.UTC().Format(time.RFC3339)
	}
	v := Verdict{Action: Defer, Reason: whyReportNotYet, Next: closes}
	isLater := reason == WhyReportLater
	if past.For == key || !isLater && (past.Times > 0 || c.rules.Reports.NudgeBefore == 0 || !r.Reopened.IsZero()) {
		return v // said already: only its closing is left
	}
	switch {
	case !now.Before(at):
	case at.Before(closes):
		v.Next = at
		return v
	default:
		return v
	}
	if !isLater && !c.MaySpeak(now) {
		reason, next := c.Silence(now)
		v.Reason, v.Next = reason, earliest(next, closes)
		return v
	}
	v.Action, v.Reason, v.Slot, v.Asked, v.Named = Send, reason, at, true, isLater
	v.Facts = map[string]string{"due": r.Day.String()}
	v.Raised = Raised{At: now, For: key, Times: past.Times + 1}
	return v
}

// nudgeTime is Rules.Reports.NudgeBefore the end of the day, but not sooner after
// the first question than usual, nor while somebody is answering.
func (c Calendar) nudgeTime(r Report) time.Time {
	rules := c.rules.Reports
	at := latest(c.dayEnd(r.Day).Add(-rules.NudgeBefore), r.Opened.Add(max(untouched, rules.AskBefore-rules.NudgeBefore)))
	if r.Touched.IsZero() {
		return at
	}
	return latest(at, r.Touched.Add(untouched))
}
