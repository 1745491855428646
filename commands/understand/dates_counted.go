package understand

import (
	"time"

	"roundsman/sales"
)

func (r *dateReader) lastWorkday(d sales.Date) sales.Date {
	for range 7 {
		if r.worksOn(d) {
			return d
		}
		d = d.AddDays(-1)
	}
	return d
}

func (r *dateReader) worksOn(d sales.Date) bool {
	for _, day := range r.week.Days {
		if day == d.Weekday() {
			return true
		}
	}
	return false
}

// workdays moves by working days of the author's week. Holidays are not counted
// out: which ones hold is for the calendar of sales.
func (r *dateReader) workdays(d sales.Date, n int) sales.Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n = min(n, 400); n > 0; {
		d = d.AddDays(step)
		if r.worksOn(d) {
			n--
		}
	}
	return d
}

func (r *dateReader) workday(i int) moment {
	if !r.has(i, cWorkdayNext) {
		return moment{}
	}
	return r.on(r.workdays(r.today, 1), i+1)
}

// countedUnits: in two weeks, 3 days ago, 三天后, within a week, half an hour
// from now, a week from Monday.
func (r *dateReader) countedUnits(i int) moment {
	j, in, within := i, false, false
	switch {
	case r.has(j, cWithin):
		within, j = true, j+1
	case r.has(j, cIn) && !r.has(j, cNumber):
		in, j = true, j+1
	}
	if m := r.roughCount(j, in, within); m.found() {
		return m
	}
	n, half, unit, end := r.quantity(j)
	if end == 0 {
		return moment{}
	}
	if r.text(end, "'") {
		end++
	}
	if !in && !within && unit == uWorkday && i == 0 && end == len(r.lx) { // "3 working days", and no more
		in = true
	}
	switch {
	case in:
		if r.has(end, cLater) {
			end++
		}
		return r.moved(n, half, unit, end, false)
	case within:
		return r.moved(n, half, unit, end, true)
	case r.has(end, cBefore) && r.at(end).glued && !r.followedBy(end+1, hanNoBefore):
		return r.moved(-n, -half, unit, end+1, false)
	case r.has(end, cLater) && (r.at(j).text[0] < 0x80 || r.at(end).glued) && r.at(end).text != "time" && r.at(end).text != "out":
		return r.moved(n, half, unit, end+1, false)
	case r.has(end, cInside) && r.at(end).glued:
		return r.moved(n, half, unit, end+1, true)
	case r.has(end, cAgo):
		return r.moved(-n, -half, unit, end+1, false)
	case r.text(end, "from") || r.text(end, "after"):
		return r.movedFrom(n, unit, end+1)
	case r.text(end, "before"):
		return r.movedFrom(-n, unit, end+1)
	case unit == uWeek || unit == uDay && n%14 == 0: // a week on Friday, two weeks today
		return r.weeksOn(n, unit, end)
	}
	return moment{}
}

func (r *dateReader) weeksOn(n, unit, end int) moment {
	if s, ok := r.is(end, cNamed); ok && (s.n == 0 || s.n == 1) && s.m == 0 && latin(r.at(end).text) {
		return r.movedFrom(n, unit, end)
	}
	if r.text(end, "on") && r.has(end+1, cWeekday) {
		return r.movedFrom(n, unit, end+1)
	}
	return moment{}
}

// roughCount: in 2-3 weeks, in two or three days, 两三天后: which of them is to be asked.
func (r *dateReader) roughCount(j int, in, within bool) moment {
	a, b, ok := roughNumber(r.at(j).text)
	unitAt := j + 1
	if !ok || !r.at(j).number {
		first, ok := r.number(j)
		last, ok2 := r.number(j + 2)
		if !ok || !ok2 || last <= first || last > 100 || !r.has(j+1, cTo) && !r.text(j+1, "or") && !r.text(j+1, "或") || r.text(j+1, "and") {
			return moment{}
		}
		a, b, unitAt = first, last, j+3
	}
	if r.text(unitAt, "个") {
		unitAt++
	}
	u, ok := r.is(unitAt, cUnit)
	if !ok {
		return moment{}
	}
	end := unitAt + 1
	sign := 1
	switch {
	case r.has(end, cAgo), r.has(end, cBefore) && r.at(end).glued:
		sign, end = -1, end+1
	case r.has(end, cLater) && !r.text(end, "time") && !r.text(end, "out"), r.has(end, cInside):
		end++
	case !in && !within:
		return moment{}
	}
	m, other := r.moved(sign*a, 0, u.n, end, within), r.moved(sign*b, 0, u.n, end, within)
	m.sure, m.others = 0.5, []sales.Date{m.day, other.day}
	return m
}

// quantity reads a number and its unit; half is the number of halves besides.
func (r *dateReader) quantity(j int) (n, half, unit, end int) {
	if s, ok := r.is(j, cMinutes); ok {
		return s.n, 0, uMinute, j + 1
	}
	if _, ok := r.number(j); ok && r.text(j+1, ".") && r.text(j+2, "5") && r.at(j+2).glued && r.has(j+3, cUnit) { // 1.5 hours
		if u, _ := r.is(j+3, cUnit); u.n == uHour || u.n == uYear {
			return r.at(j).value, 1, u.n, j + 4
		}
	}
	if r.has(j, cHalf) {
		j++
		if u, ok := r.is(j, cUnit); ok {
			return 0, 1, u.n, j + 1
		}
		return 0, 0, 0, 0
	}
	if u, ok := r.is(j, cUnit); ok && r.text(j+1, "ago") && u.n != uHalfYear && u.n != uFortnight { // week ago
		return 1, 0, u.n, j + 1
	}
	if u, ok := r.is(j, cUnit); ok && u.n == uHalfYear {
		return 6, 0, uMonth, j + 1
	}
	if u, ok := r.is(j, cUnit); ok && u.n == uFortnight {
		return 14, 0, uDay, j + 1
	}
	count, ok := r.number(j)
	if !ok || count > 1000 || r.text(j-1, ".") && r.at(j).glued {
		return 0, 0, 0, 0
	}
	j++
	if r.text(j, "个") && r.has(j+1, cHalf) && r.has(j+2, cUnit) {
		j++
	}
	if r.text(j, "个") {
		j++
	}
	if r.has(j, cHalf) && r.has(j+1, cUnit) {
		half, j = 1, j+1
	}
	u, ok := r.is(j, cUnit)
	if !ok {
		return 0, 0, 0, 0
	}
	if u.n == uFortnight {
		return count * 14, 0, uDay, j + 1
	}
	if r.text(j+1, "and a half") {
		return count, 1, u.n, j + 2
	}
	return count, half, u.n, j + 1
}

func (r *dateReader) moved(n, half, unit, end int, by bool) moment {
	m := r.on(r.today, end)
	switch unit {
	case uMinute, uHour:
		minutes := n
		if unit == uHour {
			minutes = n*60 + half*30
		}
		at := r.now.Add(time.Duration(minutes) * time.Minute)
		m.day = sales.DateIn(at, r.now.Location())
		m.clock = &sales.ClockTime{Hour: at.Hour(), Minute: at.Minute()}
	case uDay:
		m.day = r.today.AddDays(n)
	case uWorkday:
		m.day = r.workdays(r.today, n)
	case uWeek:
		m.day = r.today.AddDays(7*n + 3*half)
	case uMonth:
		m.day = r.today.AddMonths(n).AddDays(15 * half)
	case uQuarter:
		m.day = r.today.AddMonths(3 * n)
	case uYear:
		m.day = r.today.AddMonths(12*n + 6*half)
	default:
		return moment{}
	}
	m.by = by
	return m
}

// movedFrom: a week from Monday, two days after tomorrow.
func (r *dateReader) movedFrom(n, unit, j int) moment {
	base := r.day(r.overEvent(j))
	if !base.found() || !base.until.IsZero() {
		return moment{}
	}
	from := *r
	from.memo = nil
	from.today = base.day
	m := from.moved(n, 0, unit, base.end, false)
	if unit == uMinute || unit == uHour {
		return moment{}
	}
	return m
}

// weekNumber: CW 48, KW49, week 50, 第48周: the week of ISO 8601.
func (r *dateReader) weekNumber(i int) moment {
	j := i
	marked := r.has(j, cWeekNo)
	if marked {
		j++
	}
	if r.text(i, "w") && !r.at(j).glued || r.text(i, "wk") && r.has(i-1, cNumber) {
		return moment{}
	}
	if r.text(j, ".") && marked {
		j++
	}
	n, ok := r.number(j)
	if !ok || n < 1 || n > 53 || r.at(j).wide > 2 {
		return moment{}
	}
	end := j + 1
	if r.at(i).text == "第" || !marked {
		if !r.text(end, "周") || !r.at(end).glued || !marked && (r.has(end+1, cLater) || r.has(end+1, cInside) || r.has(end+1, cBefore) || n < 10) {
			return moment{}
		}
		end++
	} else if r.measured(end) || r.text(i, "week") && (r.has(i-1, cDir) || r.has(i-1, cWeekday)) {
		return moment{}
	}
	year := r.today.Year
	if r.text(end, "/") {
		if y, ok := r.number(end + 1); ok && (r.at(end+1).wide == 4 || r.at(end+1).wide == 2) {
			return r.dayInWeek(r.span(isoWeek(fullYear(y), n), isoWeek(fullYear(y), n).AddDays(6), uWeek, end+2))
		}
	}
	if y, k := r.year(end); y > 0 {
		year, end = y, k
	} else if from := isoWeek(year, n); !r.past && from.AddDays(6).Before(r.today) {
		year++
	} else if r.past && from.After(r.today) {
		year--
	}
	from := isoWeek(year, n)
	return r.dayInWeek(r.span(from, from.AddDays(6), uWeek, end))
}

// isoWeek is the Monday of a week: week 1 is the one with 4 January.
func isoWeek(year, week int) sales.Date {
	return monday(sales.NewDate(year, time.January, 4)).AddDays(7 * (week - 1))
}

// quarterOfYear: Q1, Q3 2027, 第四季度.
func (r *dateReader) quarterOfYear(i int) moment {
	s, ok := r.is(i, cQuarterNo)
	if !ok {
		return moment{}
	}
	end, q := i+1, s.n
	if q == 0 {
		n, ok := r.number(end)
		if !ok || n < 1 || n > 4 || r.text(i, "q") && !r.at(end).glued {
			return moment{}
		}
		q, end = n, end+1
	}
	year, next := r.year(end)
	if year == 0 {
		year = r.today.Year
		if first := sales.NewDate(year, time.Month(q*3-2), 1); !r.past && first.AddMonths(2).LastOfMonth().Before(r.today) {
			year++
		} else if r.past && first.After(r.today) {
			year--
		}
	}
	return r.quarter(year, q, next)
}

func (r *dateReader) quarter(year, q, end int) moment {
	from := sales.NewDate(fullYear(year), time.Month(q*3-2), 1)
	m := r.span(from, from.AddMonths(2).LastOfMonth(), uQuarter, end)
	if s, ok := r.is(end, cEdge); ok && r.at(end).glued && r.at(end).text[0] >= 0x80 {
		return r.on(edgeOf(m.day, m.until, s.n), end+1)
	}
	return m
}

// recent: last 7 days, past two weeks, 最近一周: only where a period is asked.
func (r *dateReader) recent(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	if !r.period || !r.has(j, cRecent) {
		return moment{}
	}
	n, half, unit, end := r.quantity(j + 1)
	if end == 0 || unit == uMinute || unit == uHour {
		return moment{}
	}
	m := r.moved(-n, -half, unit, end, false)
	return r.span(m.day, r.today, uDay, end)
}

func (r *dateReader) holiday(i int) moment {
	s, ok := r.is(i, cHoliday)
	if !ok {
		return moment{}
	}
	if r.text(i, "cny") && (r.at(i-1).number || r.at(i+1).number) { // yuan
		return moment{}
	}
	year, end := 0, i+1
	if y, k := r.year(end); y > 0 {
		year, end = y, k
	}
	if d, ok := r.is(i-1, cRelUnit); ok && d.m == uYear {
		year = r.today.Year + d.n
	}
	var day sales.Date
	switch {
	case year > 0:
		day = holidayIn(s.name, year)
	case r.past:
		for y := r.today.Year; y > r.today.Year-2 && (day.IsZero() || day.After(r.today)); y-- {
			day = holidayIn(s.name, y)
		}
	default:
		for y := r.today.Year; y < r.today.Year+2 && (day.IsZero() || day.Before(r.today)); y++ {
			day = holidayIn(s.name, y)
		}
	}
	if day.IsZero() {
		return moment{}
	}
	if s.name == "new_year" && (r.text(i-1, "in the") || r.text(i-1, "the") && r.text(i-2, "in")) { // in the new year
		return r.oneOf(end, r.workdays(day, 1), day.AddDays(14))
	}
	if r.text(end, "week") && !r.text(i-1, "after") { // Christmas week
		from := monday(day)
		return r.span(from, from.AddDays(6), uWeek, end+1)
	}
	m := r.on(day, end)
	if r.text(end, "前后") {
		return r.oneOf(end+1, day.AddDays(-1), day.AddDays(1))
	}
	if r.has(end, cLater) && r.at(end).text[0] >= 0x80 || r.text(i-1, "after") || r.text(i-1, "完") {
		next := end
		if r.has(next, cLater) && r.at(next).text[0] >= 0x80 {
			next++
		}
		if _, ok := r.number(next); ok && r.has(next+1, cMonMark) { // 国庆后10月9号
			return moment{}
		}
		// After a holiday is no day: the first working one is a guess to confirm.
		m.base = day
		m.sure, m.others = 0.6, []sales.Date{r.workdays(day, 1), r.workdays(day, 2)}
		if r.has(end, cLater) && r.at(end).text[0] >= 0x80 {
			m.end++
		}
	}
	return m
}
