package reminders_test

import (
	"fmt"
	"time"
)

// What a person's days are and when something is to be said to them, written
// down once more in the plainest way: minutes, dates as text, and loops over
// days. It shares nothing with the rules of package sales, so that it cannot
// agree with their mistakes.

// naive is somebody as a colleague with a paper calendar knows them.
type naive struct {
	zone       *time.Location
	works      [7]bool // by weekday
	start, end int     // minutes after midnight
	quiet      [2]int  // from, to; both 0: none
	leave      [][2]string
	holidays   map[string]bool
	changed    time.Time // when any of this last changed
}

const iso = "2006-01-02"

func (n *naive) date(t time.Time) string { return t.In(n.zone).Format(iso) }

func parseDay(s string) time.Time {
	d, err := time.Parse(iso, s)
	if err != nil {
		panic(err)
	}
	return d
}

func plusDays(day string, n int) string { return parseDay(day).AddDate(0, 0, n).Format(iso) }

func (n *naive) onLeave(day string) bool {
	for _, l := range n.leave {
		if day >= l[0] && day <= l[1] {
			return true
		}
	}
	return false
}

func (n *naive) worksOn(day string) bool {
	return n.works[int(parseDay(day).Weekday())] && !n.holidays[day] && !n.onLeave(day)
}

// at is an instant by the clock on the person's wall: the first, if the clock is
// put back and shows it twice; as much later as the clock is put ahead, if it
// skips it. Of both, time.Date gives either.
func (n *naive) at(day string, minute int) time.Time {
	d := parseDay(day)
	t := time.Date(d.Year(), d.Month(), d.Day(), minute/60, minute%60, 0, 0, n.zone)
	for _, off := range []time.Duration{time.Hour, 30 * time.Minute} {
		if first := t.Add(-off); first.Format("15:04") == t.Format("15:04") {
			return first
		}
	}
	if shown := t.Hour()*60 + t.Minute(); shown < minute { // before what is skipped
		_, before := t.Zone()
		_, after := t.Add(3 * time.Hour).Zone()
		return t.Add(time.Duration(after-before) * time.Second)
	}
	return t
}

// mayHear reports that something unasked may be said to the person.
func (n *naive) mayHear(t time.Time) bool {
	local := t.In(n.zone)
	minute := local.Hour()*60 + local.Minute()
	inQuiet := minute >= n.quiet[0] && minute < n.quiet[1]
	return n.worksOn(n.date(t)) && minute >= n.start && minute < n.end && !inQuiet
}

// morning is when a day's first message comes.
func (n *naive) morning(day string) time.Time {
	minute := n.start
	if n.quiet[0] <= minute && minute < n.quiet[1] {
		minute = n.quiet[1]
	}
	return n.at(day, minute)
}

func (n *naive) nextWorkingDay(day string) string {
	for !n.worksOn(day) {
		day = plusDays(day, 1)
	}
	return day
}

func (n *naive) workingDayBefore(day string) string {
	for day = plusDays(day, -1); !n.worksOn(day); {
		day = plusDays(day, -1)
	}
	return day
}

// pledge is a promise as its owner knows it: since when it stands so, and until
// when it did.
type pledge struct {
	day          string
	minute       int // -1: no time
	by           bool
	since, until time.Time
}

// expected are the instants at which a pledge is to be raised: the working day
// before, if it is by a day; on its day, or the next working one, or at its time;
// on the next three working mornings; and then each week.
func (n *naive) expected(p pledge) []time.Time {
	var all []time.Time
	say := func(t time.Time) {
		if t.After(p.since) && t.Before(p.until) {
			all = append(all, t)
		}
	}
	if p.by {
		say(n.morning(n.workingDayBefore(p.day)))
	}
	last := n.nextWorkingDay(p.day)
	if p.minute >= 0 {
		last = p.day
		say(n.at(p.day, p.minute))
	} else {
		say(n.morning(last))
	}
	for times := 0; ; times++ {
		step := 1
		if times >= 3 {
			step = 7
		}
		for last = n.nextWorkingDay(plusDays(last, step)); times == 0 && !n.morning(last).After(p.since); {
			last = n.nextWorkingDay(plusDays(last, 1)) // before it stood so
		}
		if !n.morning(last).Before(p.until) {
			return all
		}
		say(n.morning(last))
	}
}

func (p pledge) String() string {
	return fmt.Sprintf("%s %d by=%v, standing from %s to %s", p.day, p.minute, p.by, p.since, p.until)
}
