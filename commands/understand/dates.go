package understand

import (
	"time"

	"roundsman/sales"
)

// dateReader reads days and times among the lexes of one text. The rules are
// the same for every language: a rule asks for classes of words, the tables say
// which words those are.
type dateReader struct {
	s      *script
	lx     []lex
	rules  []dayRule
	clocks []clockRule
	now    time.Time // in the author's zone
	today  sales.Date
	week   sales.WorkingWeek
	order  *bool // day before month in 12/5
	past   bool  // of several readings, the one gone by
	// period: a bare month or year counts, as in "November" after "history Acme".
	period bool
	// whole: the text is nothing but a date, so that "sat" is Saturday.
	whole bool
	han   bool // a Chinese text writes the month first
	depth int
	memo  []*moment // what dayOrRange found from the lex base on, nil before; only for this very setting
	base  int
	room  *[]*moment // for the memo of one reading after the other
}

func newDateReader(s *script, c Context) *dateReader {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	now := c.At.In(zone)
	week := c.Week
	if len(week.Days) == 0 {
		week = sales.DefaultWeek()
	}
	return &dateReader{
		s: s, lx: s.lexes(), rules: dayRules(), clocks: clockRules(), room: new([]*moment), now: now, today: sales.DateIn(now, zone), week: week, order: c.DayFirst,
		han: s.language() == "zh-Hans",
	}
}

// moment is a day found, before it is combined with a time.
type moment struct {
	day, until sales.Date
	clock      *sales.ClockTime
	part       int
	others     []sales.Date // what else it could mean, with day itself
	sure       float64
	by         bool
	order      bool       // the doubt is which of 12/5 is the month
	end        int        // the lex after it
	unit       int        // with until: the unit it spans
	bare       bool       // a weekday and no more
	weekly     bool       // a weekday of a week that is named
	trails     bool       // the week is named after the weekday
	base       sales.Date // of what is after a holiday, the holiday
}

func (m moment) found() bool { return m.end > 0 }

var noDay moment // only read

func (r *dateReader) on(day sales.Date, end int) moment {
	return moment{day: day, sure: 0.95, end: end}
}

func (r *dateReader) span(from, until sales.Date, unit, end int) moment {
	return moment{day: from, until: until, sure: 0.9, end: end, unit: unit}
}

// at is the lex at i, which is only read; an empty one beyond the text.
func (r *dateReader) at(i int) *lex {
	if i < 0 || i >= len(r.lx) {
		return &noLex
	}
	return &r.lx[i]
}

var noLex lex

func (r *dateReader) timely(i int) bool { return i >= 0 && i < len(r.lx) && r.lx[i].timely() }

func (r *dateReader) is(i int, c class) (sense, bool) {
	if i < 0 || i >= len(r.lx) {
		return sense{}, false
	}
	return r.lx[i].is(c)
}

func (r *dateReader) has(i int, c class) bool { _, ok := r.is(i, c); return ok }

// number is a count or a day at i; ok is false for words that are no number.
func (r *dateReader) number(i int) (int, bool) { l := r.at(i); return l.value, l.number }

// text reports the lex at i to be exactly this.
func (r *dateReader) text(i int, t string) bool { return i >= 0 && i < len(r.lx) && r.lx[i].text == t }

// day reads one day or range of days at i; the longest rule wins.
func (r *dateReader) day(i int) moment {
	if i >= len(r.lx) || r.depth > 3 || !r.lx[i].timely() {
		return moment{}
	}
	r.depth++
	defer func() { r.depth-- }()
	var best moment
	for n := range r.rules {
		rule := &r.rules[n]
		if r.lx[i].classes&rule.at == 0 {
			continue
		}
		if m := rule.read(r, i); m.end > best.end {
			best = m
		}
	}
	return r.shifted(best)
}

// dayOrRange reads a day, and the day it lasts to if one follows: Monday to Wednesday.
func (r *dateReader) dayOrRange(i int) moment {
	if i >= len(r.lx) || !r.lx[i].timely() {
		return moment{}
	}
	k := i - r.base
	if k < 0 || k >= len(r.memo) {
		return r.rangeAt(i)
	}
	if r.memo[k] == nil {
		r.memo[k] = &noDay
		if m := r.rangeAt(i); m.found() {
			kept := m // else each would be on the heap
			r.memo[k] = &kept
		}
	}
	return *r.memo[k]
}

func (r *dateReader) rangeAt(i int) moment {
	if m := r.monthFirstRange(i); m.found() {
		return m
	}
	if m := r.shortRange(i); m.found() {
		return m
	}
	m := r.day(i)
	if m.found() && r.movedBefore(i) {
		return m
	}
	if !m.found() || !m.until.IsZero() || len(m.others) > 0 {
		return m
	}
	j := m.end
	if j >= len(r.lx) || !r.has(j, cTo) || r.text(j, "and") && !r.between(i) {
		return m
	}
	later := *r
	later.memo = nil
	later.today, later.past = m.day.AddDays(-1), false
	to := later.day(j + 1)
	if !to.found() {
		to = later.bareDay(j+1, m.day)
	}
	if to.weekly { // Monday to Wednesday next week
		to = r.day(j + 1)
		if m.bare && to.trails {
			m.day = monday(to.day).AddDays(weekdayNumber(m.day) - 1)
		}
	}
	if !to.found() || !to.until.IsZero() || to.day.Before(m.day) || to.day.DaysSince(m.day) > 400 {
		return m
	}
	return moment{day: m.day, until: to.day, sure: min(m.sure, to.sure), end: to.end, unit: uDay}
}

func (r *dateReader) between(i int) bool { return r.text(i-1, "between") || r.text(i-1, "从") }

// bareDay is the second number in "Nov 23-25", 12月1-5日.
func (r *dateReader) bareDay(j int, from sales.Date) moment {
	n, ok := r.number(j)
	if !ok || n <= from.Day || n > from.LastOfMonth().Day || r.at(j).wide == 0 {
		return moment{}
	}
	end := j + 1
	if r.has(end, cOrdinal) || r.has(end, cDayMark) {
		end++
	}
	if r.measured(end) {
		return moment{}
	}
	return r.on(sales.NewDate(from.Year, from.Month, n), end)
}

// shortRange reads a range whose month is said once, at its end: 23-25 November,
// 23.-25.11., 1 and 5 December, 1-5号.
func (r *dateReader) shortRange(i int) moment {
	first, ok := r.number(i)
	if !ok || first < 1 || first > 31 {
		return moment{}
	}
	j := i + 1
	for r.has(j, cOrdinal) || r.text(j, ".") {
		j++
	}
	if !r.has(j, cTo) || r.text(j, "and") && !r.between(i) {
		return moment{}
	}
	last := moment{}
	for _, rule := range [...]func(int) moment{r.dotted, r.dayMonth, r.hanDay} {
		if m := rule(j + 1); m.end > last.end {
			last = m
		}
	}
	if !last.found() || last.day.Day <= first || last.until != (sales.Date{}) || len(last.others) > 0 {
		return moment{}
	}
	return moment{day: sales.NewDate(last.day.Year, last.day.Month, first), until: last.day, sure: last.sure, end: last.end, unit: uDay}
}

func (r *dateReader) hanDay(i int) moment {
	if !r.has(i+1, cDayMark) {
		return moment{}
	}
	return r.dayOfMonth(i)
}

func (r *dateReader) named(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	s, ok := r.is(j, cNamed)
	if !ok {
		return moment{}
	}
	m := r.on(r.today.AddDays(s.n), j+1)
	m.part = s.m
	if (s.n == 0 || s.n == 1) && !r.at(j+2).number { // tomorrow week
		switch {
		case r.text(j+1, "week"):
			m.day, m.end = m.day.AddDays(7), j+2
		case r.text(j+1, "fortnight"):
			m.day, m.end = m.day.AddDays(14), j+2
		}
	}
	return m
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
