package understand

import (
	"time"

	"roundsman/sales"
)

// bareMonth is a whole month: never by its name alone, except where a period is
// asked for, or after a word such as "in" or "until".
func (r *dateReader) bareMonth(i int, s sense) moment {
	prior := r.has(i-1, cSince) || r.has(i-1, cBy) || r.text(i-1, "in") || r.text(i-1, "during") || r.text(i-1, "to") && r.period
	year, end := 0, i+1
	if y, j := r.year(i + 1); y > 0 {
		year, end = y, j
	}
	meant := r.period || prior || year > 0 || r.whole && i == 0 && r.at(end).text == ""
	if !meant || !r.period && s.weak && !r.at(i).capital && (!prior || !r.ends(end)) {
		return moment{}
	}
	return r.monthSpan(year, s.n, end)
}

func (r *dateReader) monthSpan(year, month, end int) moment {
	if month < 1 || month > 12 {
		return moment{}
	}
	if year == 0 {
		year = r.today.Year
		switch {
		case !r.past && month < int(r.today.Month):
			year++
		case r.past && month > int(r.today.Month):
			year--
		}
	}
	first := sales.NewDate(fullYear(year), time.Month(month), 1)
	return r.span(first, first.LastOfMonth(), uMonth, end)
}

// hanMonthDay: 12月5日, 十二月五号, 12月底, 12月中旬, 三月份, 明年1月15日.
func (r *dateReader) hanMonthDay(i int) moment {
	year, j := 0, i
	if s, ok := r.is(j, cRelUnit); ok && s.m == uYear {
		year, j = r.today.Year+s.n, j+1
		if r.text(j, "的") {
			j++
		}
	}
	if s, ok := r.is(j, cPeriodTail); ok && s.m == 2 {
		this := year == 0
		if this {
			year = r.today.Year
		}
		from := sales.NewDate(year, time.Month(6*s.n-5), 1)
		m := r.span(from, from.AddMonths(5).LastOfMonth(), uYear, j+1)
		if this && !r.past && !r.period && m.until.Before(r.today) { // this year's is over
			m.sure, m.others = 0.6, []sales.Date{from, from.AddMonths(12)}
		}
		return m
	}
	month, ok := r.number(j)
	if !ok || month < 1 || month > 12 {
		if q := r.quarterOfYear(j); q.found() && year > 0 {
			return r.quarter(year, int(q.day.Month+2)/3, q.end)
		}
		return moment{}
	}
	if !r.has(j+1, cMonMark) || r.at(j+1).text == "个月" {
		return r.monthEdge(year, month, j+1)
	}
	day, ok := r.number(j + 2)
	if !ok || day < 1 || day > 31 || !r.at(j+2).glued && !r.has(j+3, cDayMark) || r.at(j+1).text == "月份" {
		return r.monthEdge(year, month, j+1)
	}
	end := j + 3
	if r.has(end, cDayMark) {
		end++
	} else if end < len(r.lx) && r.s.words[r.at(end).from].kind == han && r.at(end).senses == nil && r.at(end).glued {
		return moment{}
	}
	if year > 0 {
		return r.exact(year, month, day, end)
	}
	return r.monthInYear(time.Month(month), day, end)
}

// monthEdge reads what follows the number of a month: 月底, 月中旬, or 月 alone.
func (r *dateReader) monthEdge(year, month, j int) moment {
	if month < 1 || month > 12 || !r.at(j).glued {
		return moment{}
	}
	whole := r.monthSpan(year, month, j+1)
	if s, ok := r.is(j, cPeriodTail); ok && s.m == 1 {
		return r.tenDays(whole.day, s.n, j+1)
	}
	if s, ok := r.is(j, cEdgeDay); ok && s.m == uMonth {
		return r.on(edgeOf(whole.day, whole.until, s.n), j+1)
	}
	if !r.has(j, cMonMark) || r.at(j).text == "月" && r.partOfName(j+1) {
		return moment{}
	}
	if s, ok := r.is(j+1, cEdge); ok && r.at(j+1).glued && len(r.at(j+1).text) == 3 {
		return r.on(edgeOf(whole.day, whole.until, s.n), j+2)
	}
	return whole
}

// partOfName: a Han character that follows a month without being a word of time
// or grammar makes it part of a name: 五月花酒店.
func (r *dateReader) partOfName(j int) bool {
	l := r.at(j)
	if r.text(j, "天") && l.glued {
		return true
	}
	return l.text != "" && l.glued && l.senses == nil && !l.number && r.s.words[l.from].kind == han && !among(l.text, "的要去来到再会能可完开就交签给发报出拜见跟和与我他她客打送付回才把将做定以")
}

func edgeOf(first, last sales.Date, edge int) sales.Date {
	switch edge {
	case edgeStart:
		return first
	case edgeMid:
		if last.DaysSince(first) < 40 {
			return first.AddDays(14)
		}
		return first.AddDays(last.DaysSince(first) / 2)
	}
	return last
}

// inMonth is a day of a known month.
func (r *dateReader) inMonth(first sales.Date, day, end int) moment {
	if day < 1 || day > first.LastOfMonth().Day {
		return moment{}
	}
	return r.on(sales.NewDate(first.Year, first.Month, day), end)
}

// dayOfMonth: the 25th, on the 5th, 25号, 下个月5号.
func (r *dateReader) dayOfMonth(i int) moment {
	j := i
	if s, ok := r.is(j, cRelUnit); ok && s.m == uMonth {
		j++
		if r.text(j, "的") {
			j++
		}
		day, ok := r.number(j)
		if ok && r.whole && j+1 == len(r.lx) && r.at(j).wide > 0 { // 这月15
			return r.inMonth(r.today.FirstOfMonth().AddMonths(s.n), day, j+1)
		}
		if !ok || !r.has(j+1, cDayMark) {
			return moment{}
		}
		return r.inMonth(r.today.FirstOfMonth().AddMonths(s.n), day, j+2)
	}
	the := r.has(j, cThe)
	if the {
		j++
	}
	if m := r.ordinalDay(i, j, the); m.found() {
		return m
	}
	if r.text(j, "day") && dayLeads[r.at(j-1).text] { // "on day 21"
		if day, ok := r.number(j + 1); ok && day >= 1 && day <= 31 && r.at(j+1).number && r.closes(j+2) && !r.has(j+2, cOf) {
			return r.nearestDay(day, j+2)
		}
	}
	day, ok := r.number(j)
	if !ok || day < 1 || day > 31 {
		return moment{}
	}
	if r.has(j+1, cDayMark) && r.at(j+1).glued {
		if r.followedBy(j+2, hanNoDay) || r.at(j+1).text == "日" && (r.has(j+2, cInside) || r.has(j+2, cLater)) || r.text(j-1, "第") || r.text(j-1, "#") {
			return moment{}
		}
		return r.nearestDay(day, j+2)
	}
	if r.has(j+1, cOrdinal) && r.at(j+1).glued && (the || r.text(j-1, "on") || r.text(j-1, "by") || r.text(j-1, "until") || r.has(i-1, cWeekday) || meetings[r.at(j-1).text] || r.text(j-1, "due") || r.text(j-1, "for") || r.whole) && r.closes(j+2) {
		return r.nearestDay(day, j+2)
	}
	return moment{}
}

var dayLeads = wordsOf(`on by until before for`)

// ordinalDay: "on the fifteenth", "the first" where nothing follows that it counts.
func (r *dateReader) ordinalDay(i, j int, the bool) moment {
	s, ok := r.is(j, cOrdWord)
	led := the || r.has(i-1, cWeekday)
	if !ok || !led || !r.ends(j+1) || r.at(j+1).number || r.has(j+1, cWeekday) || r.has(j+1, cEdge) || r.has(j+1, cHalf) || r.has(j+1, cPart) && s.n < 5 || r.text(j+1, "time") {
		return moment{}
	}
	if s.n < 5 && r.at(j+1).text != "" && !r.has(i-1, cBy) && !r.text(i-1, "on") {
		return moment{}
	}
	return r.nearestDay(s.n, j+1)
}

// nearestDay is a day of the month: the next one, or the last.
func (r *dateReader) nearestDay(day, end int) moment {
	first, step := r.today.FirstOfMonth(), 1
	if r.past {
		step = -1
	}
	for range 4 {
		m := r.inMonth(first, day, end)
		if m.found() && (m.day == r.today || m.day.Before(r.today) == r.past) {
			return m
		}
		first = first.AddMonths(step)
	}
	return moment{}
}
