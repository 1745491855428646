package ical

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"roundsman/sales"
)

// Holidays are the days of a file of public holidays.
type Holidays struct{ Off, Worked []sales.Date }

// ReadHolidays reads whole days: each is off, but worked if the file marks it
// so, as calendars of China's make-up days (调休) do. Entries with a time of day
// are none of holidays and left out. A yearly one is taken for the years from
// from to to.
func ReadHolidays(file []byte, from, to int) (Holidays, error) {
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	c, err := ics.ParseCalendarWithOptions(bytes.NewReader(file), ics.WithUnknownPropertyHandler(ics.AcceptUnknownPropertyHandler))
	if err != nil {
		return Holidays{}, fmt.Errorf("not an iCalendar file: %w", err)
	}
	var all Holidays
	for _, event := range c.Events() {
		if err := all.add(event, from, to); err != nil {
			return Holidays{}, fmt.Errorf("%q: %w", summaryOf(event), err)
		}
	}
	if len(all.Off)+len(all.Worked) == 0 {
		return all, errors.New("there is no whole day in it")
	}
	return all, nil
}

func (h *Holidays) add(event *ics.VEvent, from, to int) error {
	if valueOf(event, ics.ComponentPropertyStatus) == "CANCELLED" {
		return nil
	}
	days, whole, err := daysOf(event)
	if err != nil || !whole {
		return err
	}
	if days, err = repeated(event, days, from, to); err != nil {
		return err
	}
	if isWorked(event) {
		h.Worked = append(h.Worked, days...)
	} else {
		h.Off = append(h.Off, days...)
	}
	return nil
}

// longest bounds a holiday: more is a mistake in the file.
const longest = 60

// daysOf are the days from the start to before the end; whole is false for
// something with a time of day.
func daysOf(event *ics.VEvent) (days []sales.Date, whole bool, err error) {
	first, ok := dateIn(event, ics.ComponentPropertyDtStart)
	if !ok {
		return nil, false, nil
	}
	end, ok := dateIn(event, ics.ComponentPropertyDtEnd)
	if !ok || !end.After(first) {
		end = first.AddDays(1)
	}
	if end.DaysSince(first) > longest {
		return nil, true, fmt.Errorf("lasts %d days", end.DaysSince(first))
	}
	for d := first; d.Before(end); d = d.AddDays(1) {
		days = append(days, d)
	}
	return days, true, nil
}

func dateIn(event *ics.VEvent, property ics.ComponentProperty) (sales.Date, bool) {
	t, err := time.Parse("20060102", valueOf(event, property))
	if err != nil {
		return sales.Date{}, false
	}
	return sales.DateIn(t, time.UTC), true
}

// repeated are the days of every year, for FREQ=YEARLY; other rules are refused.
func repeated(event *ics.VEvent, days []sales.Date, from, to int) ([]sales.Date, error) {
	rule := valueOf(event, ics.ComponentPropertyRrule)
	if rule == "" {
		return days, nil
	}
	if !isYearly(rule) {
		return nil, fmt.Errorf("the rule %s is not understood; only yearly days are", rule)
	}
	var all []sales.Date
	for year := max(from, days[0].Year); year <= to; year++ {
		for _, d := range days {
			shifted := sales.NewDate(year+d.Year-days[0].Year, d.Month, d.Day)
			if shifted.Day == d.Day { // 29 February is not every year
				all = append(all, shifted)
			}
		}
	}
	return all, nil
}

// isYearly reports that a rule says no more than the day itself does.
func isYearly(rule string) bool {
	yearly := false
	for part := range strings.SplitSeq(strings.ToUpper(rule), ";") {
		name, value, _ := strings.Cut(part, "=")
		switch {
		case name == "FREQ" && value == "YEARLY":
			yearly = true
		case name == "INTERVAL" && value == "1", name == "BYMONTH", name == "BYMONTHDAY", name == "WKST":
		default:
			return false
		}
	}
	return yearly
}

// isWorked: Apple's calendars mark a make-up day, and Chinese ones write 班 behind it.
func isWorked(event *ics.VEvent) bool {
	summary := strings.TrimSpace(summaryOf(event))
	return valueOf(event, "X-APPLE-SPECIAL-DAY") == "ALTERNATE-WORKDAY" ||
		slices.ContainsFunc([]string{"(班)", "（班）", "补班", "調班"}, func(end string) bool { return strings.HasSuffix(summary, end) })
}

func summaryOf(event *ics.VEvent) string { return valueOf(event, ics.ComponentPropertySummary) }

func valueOf(event *ics.VEvent, property ics.ComponentProperty) string {
	if p := event.GetProperty(property); p != nil {
		return p.Value
	}
	return ""
}
