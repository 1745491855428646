package sales

import (
	"slices"
	"time"
)

// Calendar is one person's days and hours: their week, zone and leave, under
// the holidays of their country and state (handbook section 4). All its days
// are days in that person's zone.
type Calendar struct {
	person Person
	rules  Rules
	zone   *time.Location
}

// CalendarOf makes a person's calendar. Somebody whose week is not known yet
// works the default one.
func CalendarOf(p Person, r Rules) Calendar {
	if len(p.Week.Days) == 0 {
		p.Week = DefaultWeek()
	}
	if p.Week.covered(p.Quiet) { // a quiet time that leaves nothing of the day is none
		p.Quiet = nil
	}
	return Calendar{person: p, rules: r, zone: p.Location()}
}

// Person is whose calendar it is.
func (c Calendar) Person() Person { return c.person }

// Zone is the person's time zone.
func (c Calendar) Zone() *time.Location { return c.zone }

// Rules are the settings the calendar stands under.
func (c Calendar) Rules() Rules { return c.rules }

// Day is the calendar day of an instant for this person.
func (c Calendar) Day(t time.Time) Date { return DateIn(t, c.zone) }

// DayKind says what a day is to a person.
type DayKind string

const (
	WorkingDay DayKind = "working_day"
	DayOff     DayKind = "day_off" // not one of their week
	Holiday    DayKind = "holiday"
	OnLeave    DayKind = "leave"
)

// KindOf tells what a day is. Leave comes before all else; a make-up day
// (调休) is worked although the week or a holiday has it off.
func (c Calendar) KindOf(d Date) DayKind {
	if c.leaveOver(d) != nil {
		return OnLeave
	}
	switch c.public(d) {
	case MakeUpDay:
		return WorkingDay
	case PublicHoliday:
		return Holiday
	case Ordinary:
	}
	if !slices.Contains(c.person.Week.Days, d.Weekday()) {
		return DayOff
	}
	return WorkingDay
}

// IsWorkingDay reports that the person works on that day.
func (c Calendar) IsWorkingDay(d Date) bool { return c.KindOf(d) == WorkingDay }

// IsWorkingTime reports that an instant lies within the person's working hours.
// A day that ends before it starts is taken to last until midnight.
func (c Calendar) IsWorkingTime(t time.Time) bool {
	d := c.Day(t)
	if !c.IsWorkingDay(d) || t.Before(d.At(c.person.Week.Start, c.zone)) {
		return false
	}
	return c.openEnded() || t.Before(d.At(c.person.Week.End, c.zone))
}

func (c Calendar) openEnded() bool {
	return c.person.Week.End.Minutes() <= c.person.Week.Start.Minutes()
}

// Morning is when the bot first speaks on a day: when the person's day starts,
// or at Rules.MorningAt if that is later and still within it, and after a quiet
// time that lies there. On a day that is quiet to its end it is when it starts.
func (c Calendar) Morning(d Date) time.Time {
	morning, _ := c.morning(d)
	return morning
}

func (c Calendar) morning(d Date) (at time.Time, speaks bool) {
	start, end, first := c.person.Week.Start, c.person.Week.End, c.rules.MorningAt
	if first.Minutes() > start.Minutes() && (c.openEnded() || first.Minutes() < end.Minutes()) {
		start = first
	}
	at = d.At(start, c.zone)
	after := c.afterQuiet(at)
	if c.Day(after) != d || !c.openEnded() && !after.Before(d.At(end, c.zone)) {
		return at, false
	}
	return after, true
}

// searched bounds the search for a working day, leave not counted, so that
// somebody who never works is not searched for ever.
const searched = 400

// NextWorkingDay is the first working day on or after d; d itself for somebody
// who never works.
func (c Calendar) NextWorkingDay(d Date) Date {
	day := d
	for range searched {
		if l := c.leaveOver(day); l != nil {
			day = l.To.AddDays(1)
			continue
		}
		if c.IsWorkingDay(day) {
			return day
		}
		day = day.AddDays(1)
	}
	return d
}

// WorkingDayBefore is the last working day before d; the day before d for
// somebody who never works.
func (c Calendar) WorkingDayBefore(d Date) Date {
	day := d.AddDays(-1)
	for range searched {
		if l := c.leaveOver(day); l != nil {
			day = l.From.AddDays(-1)
			continue
		}
		if c.IsWorkingDay(day) {
			return day
		}
		day = day.AddDays(-1)
	}
	return d.AddDays(-1)
}

// NextMorning is the first morning of a working day after an instant.
func (c Calendar) NextMorning(after time.Time) time.Time {
	day := c.NextWorkingDay(c.Day(after))
	for {
		morning, speaks := c.morning(day)
		if morning.After(after) && (speaks || !c.IsWorkingDay(day)) {
			return morning
		}
		day = c.NextWorkingDay(day.AddDays(1))
	}
}

// LastMorning is the last morning of a working day at or before an instant.
func (c Calendar) LastMorning(at time.Time) time.Time {
	day := c.Day(at)
	for {
		morning, speaks := c.morning(day)
		if !morning.After(at) && (speaks && c.IsWorkingDay(day) || c.neverWorks(day)) {
			return morning
		}
		day = c.WorkingDayBefore(day)
	}
}

// neverWorks: the search from a day finds no working day.
func (c Calendar) neverWorks(d Date) bool {
	return !c.IsWorkingDay(d) && !c.IsWorkingDay(c.WorkingDayBefore(d))
}

// midMonth is the day of the month from which on it is the middle of it.
const midMonth = 15

func (c Calendar) inMonth(month, day Date) (Date, bool) {
	return day, day.FirstOfMonth() == month.FirstOfMonth() && c.IsWorkingDay(day)
}

// LastWorkingDays are the last n working days of a day's month, earliest first;
// fewer if the month has fewer.
func (c Calendar) LastWorkingDays(month Date, n int) []Date {
	var days []Date
	first := month.FirstOfMonth()
	for d := month.LastOfMonth(); len(days) < n && !d.Before(first); d = d.AddDays(-1) {
		if c.IsWorkingDay(d) {
			days = append(days, d)
		}
	}
	slices.Reverse(days)
	return days
}

// isCovered reports that the person is on leave and somebody stands in for them:
// then nothing reaches them, not even at a time they named.
func (c Calendar) isCovered(t time.Time) bool {
	l := c.leaveOver(c.Day(t))
	return l != nil && l.Cover != ""
}

// leaveOver finds the leave that covers a day.
func (c Calendar) leaveOver(d Date) *Leave {
	for i, l := range c.person.Leave {
		if l.Covers(d) {
			return &c.person.Leave[i]
		}
	}
	return nil
}

func (c Calendar) public(d Date) PublicDay {
	if c.rules.Public == nil || c.person.Country == "" {
		return Ordinary
	}
	return c.rules.Public.Public(c.person.Country, c.person.Region, d)
}
