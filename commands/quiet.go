package commands

import (
	"strings"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// quietCommand keeps times of the day at which nothing is said unasked: "quiet
// 12:00-13:30" for each day, "quiet until 3pm" and "quiet tomorrow 2-4pm" for one,
// 免打扰 12:00-13:30. What a person asked to be told at a time is told at it.
func quietCommand() Command { return Command{Name: "quiet", Run: runQuiet} }

// mostQuiet is how many quiet times a day may have.
const mostQuiet = 5

func runQuiet(t *Turn) error {
	verb, rest := t.Words.Verb("quiet", t.Rest)
	switch verb {
	case "none":
		return quietNone(t)
	case "until":
		return quietUntil(t, rest)
	}
	if strings.TrimSpace(t.Rest) == "" {
		return t.Say(present.Quiet(t.Me, t.Now))
	}
	if day, times, ok := t.quietDay(t.Rest); ok {
		return quietOn(t, day, times)
	}
	return quietDaily(t, t.Rest)
}

// quietDay is the one day that quiet times are typed for, and what is left: the times.
func (l *Look) quietDay(said string) (day sales.Date, times string, ok bool) {
	from, to := len(said), len(said)
	if found := clockSaid.FindAllStringIndex(said, -1); len(found) > 0 {
		from, to = found[max(0, len(found)-2)][0], found[len(found)-1][1]
	}
	read, ok := l.onlyDay(strings.TrimSpace(said[:from] + " " + said[to:]))
	if !ok { // "Friday", "the 5th": what looked like times is the day
		read, ok = l.onlyDay(said)
		from = to
	}
	return read.Due.Day, said[from:to], ok && read.Due.Time == nil && read.Sure >= understand.Sure
}

func quietNone(t *Turn) error {
	t.Me.Quiet, t.Me.QuietOnce = nil, nil
	return t.keepQuiet()
}

func quietDaily(t *Turn, said string) error {
	spans, err := t.quietTimes(said)
	if err != nil {
		return err
	}
	t.Me.Quiet = spans
	return t.keepQuiet()
}

// quietTimes reads times for each day, and sees that they leave something of it.
func (l *Look) quietTimes(said string) ([]sales.ClockSpan, error) {
	spans, ok := clockRanges(said)
	switch {
	case !ok:
		return nil, sales.Refuse(sales.Invalid, "refused.quiet")
	case len(spans) > mostQuiet:
		return nil, sales.Refuse(sales.Invalid, "refused.quiet_many")
	case l.Me.Covers(spans):
		return nil, sales.Refuse(sales.Invalid, "refused.quiet_always")
	}
	return spans, nil
}

// quietUntil is from now on to a time of today.
func quietUntil(t *Turn, said string) error {
	times, ok := clocks(said)
	if !ok || len(times) != 1 {
		return sales.Refuse(sales.Invalid, "refused.quiet")
	}
	return t.quietFromNow(t.nextClock(times[0]))
}

// nextClock is a time as it comes next today: "until 3", typed at noon, is 15:00.
func (t *Turn) nextClock(said clockReading) sales.ClockTime {
	if !t.Today().At(said.ClockTime, t.Me.Location()).After(t.Now) {
		return said.later().ClockTime
	}
	return said.ClockTime
}

func (t *Turn) quietFromNow(to sales.ClockTime) error {
	now := t.Now.In(t.Me.Location())
	from := sales.ClockTime{Hour: now.Hour(), Minute: now.Minute()}
	return t.quietOnce(sales.DaySpan{Day: t.Today(), ClockSpan: sales.ClockSpan{From: from, To: to}})
}

// quietOn is between two times of one day, or for all that is left of it.
func quietOn(t *Turn, day sales.Date, times string) error {
	if times != "" {
		span, ok := clockRange(times)
		if !ok {
			return sales.Refuse(sales.Invalid, "refused.quiet")
		}
		return t.quietOnce(sales.DaySpan{Day: day, ClockSpan: span})
	}
	if day == t.Today() {
		return t.quietFromNow(present.EndOfDay)
	}
	return t.quietOnce(sales.DaySpan{Day: day, ClockSpan: sales.ClockSpan{To: present.EndOfDay}})
}

func (t *Turn) quietOnce(span sales.DaySpan) error {
	if span.To.Minutes() <= span.From.Minutes() || !span.Day.At(span.To, t.Me.Location()).After(t.Now) {
		return sales.Refuse(sales.Invalid, "refused.quiet_over")
	}
	t.Me.QuietOnce = &span
	return t.keepQuiet()
}

func (t *Turn) keepQuiet() error {
	if err := t.changeMe(); err != nil {
		return err
	}
	return t.Say(present.QuietKept(t.Me, t.Now, t.Event.Key))
}
