package understand

import (
	"strings"

	"roundsman/sales"
)

// Day reads a text that is only a day or a time, as typed into a field or after
// "snooze": "next Tuesday", 明天下午3点. past prefers days gone by ("Tuesday" is
// then the last one); a text that tells the past itself ("saw them Tuesday")
// does so anyway. Due is zero if there is no day; Alternatives are given and the
// confidence is below Sure if it could be several.
func Day(text string, c Context, past bool) DayReading {
	s := newScript(text)
	r := newDateReader(s, c)
	r.whole = true
	list := r.all(0, len(r.lx))
	if r.past = past || r.toldPast(list); r.past {
		list = r.all(0, len(r.lx))
	}
	var best found
	for _, f := range list {
		if f.isPart && best.hasDay {
			continue
		}
		if best.Due.IsZero() || best.isPart || !best.hasDay && f.hasDay {
			best = f
		}
	}
	best.zone = r.now.Location()
	return best.DayReading
}

// Value writes a day as it is compared: 2026-11-20, 2026-11-20T15:00 in the
// author's zone, a range with a slash, "ambiguous" if it must be asked, "none" if there is no day.
func (d DayReading) Value() string {
	switch {
	case d.Due.IsZero():
		return "none"
	case d.Sure < Sure:
		return "ambiguous"
	case !d.Until.IsZero() && d.Due.Time == nil:
		return d.Due.Day.String() + "/" + d.Until.String()
	}
	return d.Due.In(d.zone).String()
}

// Period reads a span of days, both inclusive: "last week", "November", 上个月,
// "since Monday" (until today). A single day is a span of one.
func Period(text string, c Context) (from, to sales.Date, ok bool) {
	r := newDateReader(newScript(text), c)
	r.period, r.past, r.whole = true, true, true
	since := strings.Contains(text, "至今") || strings.Contains(text, "以来") || strings.Contains(text, "to date")
	for i := range r.lx {
		since = since || r.text(i, "since") || r.text(i, "自") || r.text(i, "自从") || r.text(i, "从") || r.text(i, "以来") || r.text(i, "起")
	}
	for _, f := range r.all(0, len(r.lx)) {
		if !f.hasDay || f.Sure < 0.5 {
			continue
		}
		from, to = f.Due.Day, f.Until
		if to.IsZero() {
			to = from
		}
		if since && f.Until.IsZero() || since && to.Before(r.today) && f.Until == to && !strings.Contains(f.Said, "-") && isWhole(f) {
			to = r.today
		}
		return from, to, true
	}
	return r.bareYear()
}

// isWhole: the span is a named unit, so "since last week" runs on to today.
func isWhole(f found) bool { return !f.Until.IsZero() }

func (r *dateReader) bareYear() (from, to sales.Date, ok bool) {
	for i, l := range r.lx {
		if y, end := r.year(i); y > 0 && l.wide == 4 {
			_ = end
			return sales.NewDate(y, 1, 1), sales.NewDate(y, 12, 31), true
		}
	}
	return sales.Date{}, sales.Date{}, false
}

// recurrence reads "every two weeks", "weekly", 每个月, and where it ends.
func (r *dateReader) recurrence(i int) (sales.Recurrence, int, bool) {
	if rec, ok := adverbs[r.at(i).text]; ok {
		return rec, i + 1, true
	}
	if rec, end, ok := r.monthlyOn(i); ok {
		return rec, r.withClock(end), true
	}
	if !r.has(i, cEvery) {
		return sales.Recurrence{}, i, false
	}
	j, n := i+1, 1
	if r.text(j, "other") || r.text(j, "second") {
		n, j = 2, j+1
	} else if count, ok := r.number(j); ok && count > 0 && count < 1000 {
		n, j = count, j+1
	}
	if r.text(j, "个") {
		j++
	}
	if r.has(j, cWeekday) || r.has(j, cRelUnit) {
		return sales.Recurrence{Every: n, Unit: sales.Weeks}, j, true // the weekday stays to be read as the first day
	}
	if u, ok := r.is(j, cUnit); ok {
		if rec, ok := repeated(n, u.n); ok {
			return rec, j + 1, true
		}
	}
	return sales.Recurrence{}, i, false
}

func repeated(n, unit int) (sales.Recurrence, bool) {
	switch unit {
	case uDay:
		return sales.Recurrence{Every: n, Unit: sales.Days}, true
	case uWorkday:
		return sales.Recurrence{Every: n, Unit: sales.Weekdays}, true
	case uWeek:
		return sales.Recurrence{Every: n, Unit: sales.Weeks}, true
	case uFortnight:
		return sales.Recurrence{Every: 2 * n, Unit: sales.Weeks}, true
	case uMonth:
		return sales.Recurrence{Every: n, Unit: sales.Months}, true
	case uQuarter:
		return sales.Recurrence{Every: 3 * n, Unit: sales.Months}, true
	case uHalfYear:
		return sales.Recurrence{Every: 6 * n, Unit: sales.Months}, true
	case uYear:
		return sales.Recurrence{Every: 12 * n, Unit: sales.Months}, true
	}
	return sales.Recurrence{}, false
}

var adverbs = map[string]sales.Recurrence{
	"daily": {Every: 1, Unit: sales.Days}, "weekly": {Every: 1, Unit: sales.Weeks}, "biweekly": {Every: 2, Unit: sales.Weeks}, "fortnightly": {Every: 2, Unit: sales.Weeks},
	"monthly": {Every: 1, Unit: sales.Months}, "quarterly": {Every: 3, Unit: sales.Months}, "yearly": {Every: 12, Unit: sales.Months}, "annually": {Every: 12, Unit: sales.Months},
}
