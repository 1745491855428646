package sales

import (
	"slices"
	"time"
)

// ClockSpan is a time of day, from its start to before its end.
type ClockSpan struct {
	From ClockTime `json:"from"`
	To   ClockTime `json:"to"`
}

// DaySpan is a span of one day.
type DaySpan struct {
	Day Date `json:"day"`
	ClockSpan
}

// covered reports that spans leave nothing of the working hours.
func (w WorkingWeek) covered(spans []ClockSpan) bool {
	at, end := w.Start.Minutes(), w.End.Minutes()
	if end <= at {
		end = 24 * 60
	}
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b ClockSpan) int { return a.From.Minutes() - b.From.Minutes() })
	for _, s := range sorted {
		if s.From.Minutes() > at {
			return false
		}
		at = max(at, s.To.Minutes())
	}
	return at >= end
}

// Covers reports that spans would leave nothing of somebody's working hours, so
// that nothing could ever be said to them.
func (p Person) Covers(spans []ClockSpan) bool {
	if len(p.Week.Days) == 0 {
		p.Week = DefaultWeek()
	}
	return p.Week.covered(spans)
}

// MaySpeak reports that something may be said to the person unasked: it is
// within their working hours, and no quiet time.
func (c Calendar) MaySpeak(t time.Time) bool { return c.IsWorkingTime(t) && c.afterQuiet(t).Equal(t) }

// NextMoment is the first instant from one on at which something may be said
// unasked: that instant itself, or the end of what keeps us silent. It is always
// later than an instant at which nothing may be said.
func (c Calendar) NextMoment(from time.Time) time.Time {
	if c.MaySpeak(from) {
		return from
	}
	if after := c.afterQuiet(from); c.IsWorkingTime(from) && c.MaySpeak(after) {
		return after
	}
	return c.NextMorning(from)
}

// Silence tells why nothing may be said to the person at an instant, as a
// catalogue key, and until when.
func (c Calendar) Silence(now time.Time) (reason string, until time.Time) {
	until = c.NextMoment(now)
	switch kind := c.KindOf(c.Day(now)); {
	case kind != WorkingDay:
		return "why.silent." + string(kind), until
	case c.IsWorkingTime(now):
		return "why.silent.quiet", until
	}
	return "why.off_hours", until
}

// afterQuiet is the instant itself, or the end of the quiet times it lies in.
func (c Calendar) afterQuiet(t time.Time) time.Time {
	for {
		end, quiet := c.quietAt(t)
		if !quiet {
			return t
		}
		t = end
	}
}

// quietAt is the end of a quiet time that an instant lies in.
func (c Calendar) quietAt(t time.Time) (end time.Time, quiet bool) {
	day := c.Day(t)
	spans := c.person.Quiet
	if once := c.person.QuietOnce; once != nil && once.Day == day {
		spans = append(slices.Clip(spans), once.ClockSpan)
	}
	for _, s := range spans {
		end := day.At(s.To, c.zone)
		if !t.Before(day.At(s.From, c.zone)) && t.Before(end) {
			return end, true
		}
	}
	return t, false
}
