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
// 11月25日 周三前. A time that was promised in another zone is shown by the reader's
// clock, with what was said: "Wed 25 Nov, 22:00 (15:00 Berlin time)".
func (p Printer) Due(d sales.Due) string {
	if d.IsZero() {
		return p.own("day.none")
	}
	here := d.In(p.zone())
	when := p.date(here.Day)
	if d.Time != nil {
		when = p.own("day.clock", "day", when, "clock", p.clockIn(*here.Time, d))
	}
	when = p.near(here.Day, when)
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

// clockIn is a time on the reader's clock, and beside it the one that was said
// where a zone was named that shows another.
func (p Printer) clockIn(here sales.ClockTime, said sales.Due) string {
	if said.Zone == "" || *said.Time == here && said.Day == said.In(p.zone()).Day {
		return here.String()
	}
	city := said.Zone[strings.LastIndexByte(said.Zone, '/')+1:]
	return p.own("clock.zone", "clock", here.String(), "said", said.Time.String(), "city", strings.ReplaceAll(city, "_", " "))
}

func (p Printer) today() sales.Date { return sales.DateIn(p.Now, p.zone()) }

func (p Printer) zone() *time.Location {
	if p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}
