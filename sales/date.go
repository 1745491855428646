package sales

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Date is a calendar day without a zone: the day as the person who said it
// meant it. The zero Date means "no day".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate normalises like time.Date: day 0 is the last day of the month before.
func NewDate(year int, month time.Month, day int) Date {
	return dateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateIn returns the calendar day of an instant in a zone.
func DateIn(t time.Time, zone *time.Location) Date { return dateOf(t.In(zone)) }

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO 8601 day, "2026-11-24".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day like 2026-11-24", s)
	}
	return dateOf(t), nil
}

// IsZero reports that there is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the day as ISO 8601, "2026-11-24", and "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 0 || d.Year > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	text := [10]byte{4: '-', 7: '-'} // days are written with every record: this takes a tenth of the time
	digits(text[:4], d.Year)
	digits(text[5:7], int(d.Month))
	digits(text[8:], d.Day)
	return string(text[:])
}

func digits(in []byte, n int) {
	for i := len(in) - 1; i >= 0; i-- {
		in[i], n = byte('0'+n%10), n/10
	}
}

// MarshalText keeps a day as ISO 8601.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Compare orders days; no day comes before every day.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }
func (d Date) After(o Date) bool  { return d.Compare(o) > 0 }

// AddDays moves by calendar days.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// AddMonths moves by calendar months and stays in the month it reaches:
// one month after 31 January is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	last := NewDate(d.Year, d.Month+time.Month(n)+1, 0)
	return Date{last.Year, last.Month, min(d.Day, last.Day)}
}

// FirstOfMonth and LastOfMonth bound the day's calendar month.
func (d Date) FirstOfMonth() Date { return Date{d.Year, d.Month, 1} }
func (d Date) LastOfMonth() Date  { return NewDate(d.Year, d.Month+1, 0) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Midnight(time.UTC).Weekday() }

// DaysSince counts calendar days from o to d, negative if d comes first.
func (d Date) DaysSince(o Date) int {
	return int(d.Midnight(time.UTC).Sub(o.Midnight(time.UTC)).Hours() / 24)
}

// Midnight is the day's first instant as time.Date has it in that zone.
func (d Date) Midnight(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}

// At is the instant of a clock time on this day. A time that daylight saving
// skips is moved past the gap by its length, a time that occurs twice is its
// first occurrence. (time.Date promises neither: it depends on the zone.)
func (d Date) At(c ClockTime, zone *time.Location) time.Time {
	wall := time.Date(d.Year, d.Month, d.Day, c.Hour, c.Minute, 0, 0, time.UTC)
	early := wall.Add(-offsetAt(wall.Add(-24*time.Hour), zone))
	late := wall.Add(-offsetAt(wall.Add(24*time.Hour), zone))
	if late.Before(early) {
		early, late = late, early
	}
	if reads(early, wall, zone) {
		return early.In(zone)
	}
	return late.In(zone)
}

func offsetAt(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

// reads reports that the zone's clock shows that wall time at an instant.
func reads(t, wall time.Time, zone *time.Location) bool {
	return t.Add(offsetAt(t, zone)).Equal(wall)
}

// ClockTime is a time of day to the minute.
type ClockTime struct {
	Hour   int `json:"hour"`
	Minute int `json:"minute"`
}

// ParseClockTime reads "15:04".
func ParseClockTime(s string) (ClockTime, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return ClockTime{}, fmt.Errorf("%q is not a time like 15:04", s)
	}
	return ClockTime{t.Hour(), t.Minute()}, nil
}

// String writes "15:04".
func (c ClockTime) String() string { return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute) }

// MarshalText keeps a clock time as "15:04".
func (c ClockTime) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (c *ClockTime) UnmarshalText(text []byte) error {
	parsed, err := ParseClockTime(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// Minutes since midnight.
func (c ClockTime) Minutes() int { return c.Hour*60 + c.Minute }

// Due says when something is promised: a day and, if the person typed one, a
// time. It is civil: the instant is derived from the owner's zone, unless the
// person named another one ("3pm Berlin time").
type Due struct {
	Day  Date       `json:"day"`
	Time *ClockTime `json:"time,omitempty"`
	Zone string     `json:"zone,omitempty"` // IANA name, only when it was named
	By   bool       `json:"by,omitempty"`   // "by Wednesday", 周三前: first raised the working day before (handbook section 4)
}

// String writes 2026-11-24 or 2026-11-24T15:00.
func (d Due) String() string {
	if d.Time == nil {
		return d.Day.String()
	}
	return d.Day.String() + "T" + d.Time.String()
}

// In is the due day and time as the clocks of a zone show it: 15:00 in Berlin is
// 22:00 in Shanghai. What names no zone, or has no time, stays as it is.
func (d Due) In(zone *time.Location) Due {
	if d.Time == nil || d.Zone == "" || zone == nil {
		return d
	}
	named, err := zoneNamed(d.Zone)
	if err != nil {
		return d
	}
	at := d.Day.At(*d.Time, named).In(zone)
	d.Day, d.Time, d.Zone = DateIn(at, zone), &ClockTime{Hour: at.Hour(), Minute: at.Minute()}, ""
	return d
}

// IsZero reports that nothing is due.
func (d Due) IsZero() bool { return d.Day.IsZero() }

// ParseDue reads what Due.String wrote.
func ParseDue(s string) (Due, error) {
	day, clock, timed := strings.Cut(s, "T")
	d, err := ParseDate(day)
	if err != nil || !timed {
		return Due{Day: d}, err
	}
	c, err := ParseClockTime(clock)
	if err != nil {
		return Due{}, err
	}
	return Due{Day: d, Time: &c}, nil
}
