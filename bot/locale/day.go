package locale

import (
	"strconv"
	"strings"
	"time"

	"roundsman/sales"
)

// Day is a calendar day with its weekday: "Tue 24 Nov", 11月24日 周二; with the
// year when it is not this one, and a hint if it is today or beside it.
func (p Printer) Day(d sales.Date) string {
	if d.IsZero() {
		return p.own("day.none")
	}
	return p.near(d, p.date(d))
}

// Due is a promised day, with its time if there is one: "by Wed 25 Nov",
// 11月25日 周三前. A zone is named only if it is not the reader's.
func (p Printer) Due(d sales.Due) string {
	if d.IsZero() {
		return p.own("day.none")
	}
	when := p.date(d.Day)
	if d.Time != nil {
		when = p.own("day.clock", "day", when, "clock", p.clockIn(*d.Time, d.Zone))
	}
	when = p.near(d.Day, when)
	if d.By {
		return p.own("due.by", "when", when)
	}
	return when
}

// Moment is an instant in the reader's zone: "Tue 24 Nov, 15:00".
func (p Printer) Moment(t time.Time) string {
	local := t.In(p.zone())
	day := sales.DateIn(t, p.zone())
	clock := sales.ClockTime{Hour: local.Hour(), Minute: local.Minute()}
	return p.near(day, p.own("day.clock", "day", p.date(day), "clock", clock.String()))
}

func (p Printer) moment(rfc3339 string) string {
	t, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		return rfc3339
	}
	return p.Moment(t)
}

func (p Printer) date(d sales.Date) string {
	key := "day"
	if d.Year != p.today().Year {
		key = "day.year"
	}
	return p.own(key,
		"weekday", p.own("weekday."+strconv.Itoa(int(d.Weekday()))),
		"day", strconv.Itoa(d.Day),
		"month", p.own("month."+strconv.Itoa(int(d.Month))),
		"year", strconv.Itoa(d.Year))
}

// near adds that a day is today, tomorrow or yesterday.
func (p Printer) near(d sales.Date, when string) string {
	switch d.DaysSince(p.today()) {
	case 0:
		return p.own("day.today", "when", when)
	case 1:
		return p.own("day.tomorrow", "when", when)
	case -1:
		return p.own("day.yesterday", "when", when)
	}
	return when
}

func (p Printer) clockIn(c sales.ClockTime, zone string) string {
	if zone == "" || zone == p.zone().String() {
		return c.String()
	}
	city := zone[strings.LastIndexByte(zone, '/')+1:]
	return p.own("clock.zone", "clock", c.String(), "city", strings.ReplaceAll(city, "_", " "))
}

func (p Printer) today() sales.Date { return sales.DateIn(p.Now, p.zone()) }

func (p Printer) zone() *time.Location {
	if p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}
