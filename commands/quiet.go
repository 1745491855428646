package commands

import (
	"strings"

	"roundsman/bot/present"
	"roundsman/sales"
)

// quietCommand keeps times of the day at which nothing is said unasked: "quiet
// 12:00-13:30" for each day, "quiet until 3pm" for today, 免打扰 12:00-13:30.
// What a person asked to be told at a time is told at it.
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
	case "today":
		return quietToday(t, rest)
	}
	if strings.TrimSpace(t.Rest) == "" {
		return t.Say(present.Quiet(t.Me, t.Now))
	}
	return quietDaily(t, t.Rest)
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
	return t.quietFromNow(times[0])
}

func (t *Turn) quietFromNow(to sales.ClockTime) error {
	now := t.Now.In(t.Me.Location())
	return t.quietOnce(sales.ClockTime{Hour: now.Hour(), Minute: now.Minute()}, to)
}

// quietToday is between two times of today, or for the rest of it.
func quietToday(t *Turn, said string) error {
	if strings.TrimSpace(said) == "" {
		return t.quietFromNow(present.EndOfDay)
	}
	from, to, ok := clockRange(said)
	if !ok {
		return sales.Refuse(sales.Invalid, "refused.quiet")
	}
	return t.quietOnce(from, to)
}

func (t *Turn) quietOnce(from, to sales.ClockTime) error {
	span := sales.DaySpan{Day: t.Today(), ClockSpan: sales.ClockSpan{From: from, To: to}}
	if to.Minutes() <= from.Minutes() || !span.Day.At(to, t.Me.Location()).After(t.Now) {
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
