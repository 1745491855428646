package understand

import (
	"unicode/utf8"

	"roundsman/sales"
)

// monday is the first day of a day's week: weeks begin on Monday everywhere.
func monday(d sales.Date) sales.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// isoDay of the week: Monday 1 .. Sunday 7.
func weekdayNumber(d sales.Date) int { return (int(d.Weekday())+6)%7 + 1 }

// relativeWeekday: "next Tuesday" and 下周二 are the Tuesday of next week,
// "this Friday" and 本周五 of this week, 上周三 of last week, weeks beginning on
// Monday. English "last Tuesday" said when this week's is over may mean either,
// so it is asked; "next Friday" said before this week's keeps the other reading
// as an alternative, for the receipt to offer.
func (r *dateReader) relativeWeekday(i int) moment {
	if rel, ok := r.is(i, cRelUnit); ok {
		s, ok := r.is(i, cWeekday)
		if !ok || rel.m != uWeek {
			return moment{}
		}
		week := monday(r.today).AddDays(7 * rel.n)
		if s.n == 8 {
			return r.span(week.AddDays(5), week.AddDays(6), uWeekend, i+1)
		}
		return r.nextWeekdayToo(r.inWeek(week, s.n, i+1), s.n)
	}
	j := i
	if r.has(j, cThe) {
		j++
	}
	dir, ok := r.is(j, cDir)
	if !ok {
		return moment{}
	}
	s, ok := r.is(j+1, cWeekday)
	if !ok {
		return moment{}
	}
	return r.directed(r.at(j).text, dir.n, s.n, j+2)
}

func (r *dateReader) directed(word string, weeks, n, end int) moment {
	m := r.inWeek(monday(r.today).AddDays(7*weeks), n, end)
	here := monday(r.today).AddDays(n - 1)
	switch {
	case weeks == 0 && word != "this":
		return r.bareWeekday(n, end)
	case weeks == 0 && here.Before(r.today) && !r.past:
		m.day, m.sure, m.others = here.AddDays(7), 0.6, []sales.Date{here.AddDays(7), here}
	case weeks == 1 && here.After(r.today):
		m.sure, m.others = 0.8, []sales.Date{m.day, here}
	case word == "past": // "the past Monday"
		return r.nearestWeekdayGone(n, end)
	case weeks == -1 && here.Before(r.today):
		m.sure, m.others = 0.6, []sales.Date{here, m.day}
	}
	return m
}

// nearestWeekdayGone is the last such weekday before today.
func (r *dateReader) nearestWeekdayGone(n, end int) moment {
	ago := (weekdayNumber(r.today) - n + 7) % 7
	if ago == 0 {
		ago = 7
	}
	return r.on(r.today.AddDays(-ago), end)
}

// relativeUnit: next week, 下个月, last quarter, this weekend: a span of days.
func (r *dateReader) relativeUnit(i int) moment {
	if s, ok := r.is(i, cRelUnit); ok {
		return r.unitOrEdge(s.n, s.m, i+1)
	}
	j := i
	if r.has(j, cThe) {
		j++
	}
	if u, ok := r.is(j, cUnit); ok && u.n == uWeekend && j > i {
		return r.unitSpan(0, uWeekend, j+1)
	}
	dir, ok := r.is(j, cDir)
	if !ok {
		return moment{}
	}
	if month, ok := r.is(j+1, cMonth); ok && (!month.weak || r.at(j+1).capital) {
		return r.directedMonth(dir.n, month.n, j+2)
	}
	u, ok := r.is(j+1, cUnit)
	if !ok || r.at(j).text == "upcoming" {
		return moment{}
	}
	return r.dayInWeek(r.unitSpan(dir.n, u.n, j+2))
}

// dayInWeek takes the weekday named after a week: next week on Thursday, CW 50
// Tuesday, 第50周的周二.
func (r *dateReader) dayInWeek(m moment) moment {
	if !m.found() || m.unit != uWeek {
		return m
	}
	k := m.end
	if r.text(k, "on") || r.text(k, "的") || r.text(k, ",") {
		k++
	}
	s, ok := r.is(k, cWeekday)
	if !ok || r.has(k, cRelUnit) || s.n > 7 || r.has(k+1, cTo) {
		return m
	}
	return r.inWeek(m.day, s.n, k+1)
}

func (r *dateReader) directedMonth(dir, month, end int) moment {
	year := r.today.Year
	switch {
	case dir > 0 && month <= int(r.today.Month):
		year++
	case dir < 0 && month >= int(r.today.Month):
		year--
	}
	if dir == 0 {
		year = 0
	}
	return r.monthSpan(year, month, end)
}

// unitOrEdge reads what may follow 下个月: 底, 初, 中旬.
func (r *dateReader) unitOrEdge(n, unit, end int) moment {
	m := r.unitSpan(n, unit, end)
	if !m.found() {
		return m
	}
	j := end
	if r.text(j, "的") {
		j++
	}
	if same, ok := r.is(j, cSameTime); ok && same.m == 0 && unit == uWeek && r.at(j).text[0] >= utf8.RuneSelf { // 下周同一天
		return r.inWeek(m.day, weekdayNumber(r.today), j+1)
	}
	if s, ok := r.is(j, cPeriodTail); ok && unit == uMonth && s.m == 0 {
		return r.tenDays(m.day, s.n, j+1)
	}
	if s, ok := r.is(j, cEdgeDay); ok && r.at(j).glued && (s.m == unit || unit == uYear && s.m == uYear) {
		return r.on(edgeOf(m.day, m.until, s.n), j+1)
	}
	if s, ok := r.is(j, cEdge); ok && r.at(j).glued && r.at(j).text[0] >= 0x80 && len(r.at(j).text) == 3 && (r.at(j).text != "头" || unit == uMonth && (r.at(j+1).text == "" || !among(r.at(j+1).text, "一两二三几个次天批"))) {
		day := edgeOf(m.day, m.until, s.n)
		if unit == uWeek && s.n == edgeEnd {
			day = r.lastWorkday(m.until)
		}
		if unit == uWeek && s.n == edgeMid {
			day = m.day.AddDays(2)
		}
		return r.on(day, j+1)
	}
	return m
}

// unitSpan is the whole unit, n units from this one.
func (r *dateReader) unitSpan(n, unit, end int) moment {
	switch unit {
	case uWeek:
		from := monday(r.today).AddDays(7 * n)
		return r.span(from, from.AddDays(6), uWeek, end)
	case uWeekend:
		from := monday(r.today).AddDays(7*n + 5)
		if n == 0 && r.past && from.After(r.today) {
			from = from.AddDays(-7)
		}
		return r.span(from, from.AddDays(1), uWeekend, end)
	case uMonth:
		from := r.today.FirstOfMonth().AddMonths(n)
		return r.span(from, from.LastOfMonth(), uMonth, end)
	case uQuarter:
		from := sales.NewDate(r.today.Year, (r.today.Month-1)/3*3+1, 1).AddMonths(3 * n)
		return r.span(from, from.AddMonths(2).LastOfMonth(), uQuarter, end)
	case uYear:
		y := r.today.Year + n
		return r.span(sales.NewDate(y, 1, 1), sales.NewDate(y, 12, 31), uYear, end)
	case uWorkday:
		if n == 1 {
			return r.on(r.workdays(r.today, 1), end)
		}
	}
	return moment{}
}

// edge: end of next month, mid-January, beginning of Q2, early next week.
func (r *dateReader) edge(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	s, ok := r.is(j, cEdge)
	if !ok || r.at(j).text[0] >= 0x80 {
		return moment{}
	}
	j++
	if r.has(j, cOf) || r.text(j, "-") {
		j++
	}
	if r.has(j, cThe) {
		j++
	}
	m := r.edgeTarget(j)
	if !m.found() || m.until.IsZero() {
		return moment{}
	}
	day := r.edgeDay(m, s.n)
	if day.Before(r.today) && !r.past && r.has(m.end-1, cUnit) && (r.has(m.end-2, cThe) || r.text(m.end-2, "of the")) { // the next one's
		day = r.edgeDay(r.unitSpan(1, m.unit, m.end), s.n)
	}
	return r.on(day, m.end)
}

func (r *dateReader) edgeDay(m moment, edge int) sales.Date {
	if m.unit == uWeek {
		return [...]sales.Date{m.day, m.day, m.day.AddDays(2), r.lastWorkday(m.until)}[edge]
	}
	return edgeOf(m.day, m.until, edge)
}

func (r *dateReader) edgeTarget(j int) moment {
	if u, ok := r.is(j, cUnit); ok && (u.n == uWeek || u.n == uMonth || u.n == uQuarter || u.n == uYear) {
		return r.unitSpan(0, u.n, j+1)
	}
	if month, ok := r.is(j, cMonth); ok {
		year, end := r.year(j + 1)
		return r.monthSpan(year, month.n, end)
	}
	if y, ok := r.number(j); ok && r.at(j).wide == 4 && y > 1990 && y < 2100 {
		return r.span(sales.NewDate(y, 1, 1), sales.NewDate(y, 12, 31), uYear, j+1)
	}
	if m := r.relativeUnit(j); m.found() {
		return m
	}
	if m := r.weekNumber(j); m.found() {
		return m
	}
	return r.quarterOfYear(j)
}

// edgeWord: EOM, 月底, end of day. "EOD Friday" takes the day that follows.
func (r *dateReader) edgeWord(i int) moment {
	s, ok := r.is(i, cEdgeDay)
	if !ok || r.text(i-1, "个") {
		return moment{}
	}
	end := i + 1
	switch s.m {
	case uDay:
		return r.endOfDay(i, end)
	case uWeek:
		if s.n == edgeStart {
			return r.on(monday(r.today).AddDays(7), end)
		}
		m := r.on(r.lastWorkday(monday(r.today).AddDays(6)), end)
		if m.day.Before(r.today) && !r.past {
			m.day = m.day.AddDays(7)
		}
		m.by = true
		return m
	}
	m := r.unitSpan(0, s.m, end)
	day := edgeOf(m.day, m.until, s.n)
	if day.Before(r.today) && !r.past && s.m != uYear {
		next := r.unitSpan(1, s.m, end)
		day = edgeOf(next.day, next.until, s.n)
	}
	if day.Before(r.today) && !r.past {
		day = edgeOf(sales.NewDate(r.today.Year+1, 1, 1), sales.NewDate(r.today.Year+1, 12, 31), s.n)
	}
	if r.past && day.After(r.today) {
		before := r.unitSpan(-1, s.m, end)
		day = edgeOf(before.day, before.until, s.n)
	}
	return r.on(day, end)
}

func (r *dateReader) endOfDay(i, end int) moment {
	j := end
	for r.has(j, cFiller) && j < end+2 {
		j++
	}
	m := r.day(j)
	if r.at(i).text[0] >= 0x80 { // 下班: the end of a day named before
		if !r.has(end, cBefore) {
			return moment{}
		}
		m = moment{}
	}
	if !m.found() || !m.until.IsZero() {
		m = r.on(r.today, end)
		m.part = -1 // gives way to a day named before: "Friday EOD"
	}
	m.by = true
	return m
}
