package understand

import (
	"time"

	"roundsman/sales"
)

// monday is the first day of a day's week: weeks begin on Monday everywhere.
func monday(d sales.Date) sales.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// isoDay of the week: Monday 1 .. Sunday 7.
func weekdayNumber(d sales.Date) int { return (int(d.Weekday())+6)%7 + 1 }

// weekday: Tuesday, 周二; also "Tuesday next week", "Monday in two weeks",
// "Friday week", "Saturday the 5th", "Tuesday, 24 November".
func (r *dateReader) weekday(i int) moment {
	s, ok := r.is(i, cWeekday)
	if !ok || r.has(i, cRelUnit) || s.weak && !r.weekdayMeant(i) {
		return moment{}
	}
	if r.at(i-1).number && r.at(i-1).wide == 0 && r.at(i).text[0] < 0x80 { // two Fridays ago
		return moment{}
	}
	if r.at(i).text[0] >= 0x80 && r.text(i+1, "鸣") { // part of a person's name
		return moment{}
	}
	if m := r.weekdayOfWeek(i, s.n); m.found() {
		return m
	}
	if m := r.weekdayOfDate(i, s.n); m.found() {
		return m
	}
	return r.bareWeekday(s.n, r.skipDot(i))
}

func (r *dateReader) skipDot(i int) int {
	if r.text(i+1, ".") && r.at(i+1).glued && len(r.at(i).text) <= 4 && r.at(i).text[0] < 0x80 && i+2 < len(r.lx) && !r.at(i+2).capital {
		return i + 2
	}
	return i + 1
}

// weekdayMeant: "sat" and "sun" are days only with a capital or in company.
func (r *dateReader) weekdayMeant(i int) bool {
	if r.whole && (len(r.lx) == 1 || r.at(i+1).number && !r.text(i-1, "the")) {
		return true
	}
	if r.has(i-1, cDir) || r.has(i-1, cBy) || r.text(i-1, "on") {
		return true
	}
	next := r.at(i + 1)
	return r.at(i).capital && i > 0 && (next.text == "" || next.number || r.s.words[next.from].kind == mark || next.senses != nil) && !r.text(i-1, "the")
}

func (r *dateReader) bareWeekday(n, end int) moment {
	ahead := (n - weekdayNumber(r.today) + 7) % 7
	if ahead == 0 {
		if r.past { // today, or a week ago? nobody can tell
			m := r.on(r.today, end)
			m.sure, m.others = 0.6, []sales.Date{r.today, r.today.AddDays(-7)}
			return m
		}
		ahead = 7
	}
	if r.past {
		ahead -= 7
	}
	return r.on(r.today.AddDays(ahead), end)
}

// weekdayOfWeek: the weekday of a week that is named after it.
func (r *dateReader) weekdayOfWeek(i, n int) moment {
	j := i + 1
	if r.text(j, ",") || r.has(j, cOf) {
		j++
	}
	if r.has(j, cThe) {
		j++
	}
	if s, ok := r.is(j, cRelUnit); ok && s.m == uWeek && !r.has(j, cWeekday) {
		return r.on(monday(r.today).AddDays(7*s.n+n-1), j+1)
	}
	if s, ok := r.is(j, cDir); ok {
		if u, ok := r.is(j+1, cUnit); ok && u.n == uWeek {
			return r.on(monday(r.today).AddDays(7*s.n+n-1), j+2)
		}
	}
	if u, ok := r.is(i+1, cUnit); ok && u.n == uWeek && r.at(i+1).text == "week" {
		return r.on(r.today.AddDays((n-weekdayNumber(r.today)+7)%7+7), i+2)
	}
	if r.text(i+1, "in") {
		count, ok := r.number(i + 2)
		u, unit := r.is(i+3, cUnit)
		if ok && unit && u.n == uWeek && count < 100 {
			return r.on(monday(r.today).AddDays(7*count+n-1), i+4)
		}
	}
	return moment{}
}

// weekdayOfDate: the date that follows a weekday says the same day; where they
// disagree it is asked.
func (r *dateReader) weekdayOfDate(i, n int) moment {
	j := i + 1
	if r.text(j, ".") && r.at(j).glued {
		j++
	}
	if r.text(j, ",") || r.text(j, "(") || r.text(j, "（") {
		j++
	}
	if r.has(j, cThe) && !r.at(j+1).number {
		return moment{}
	}
	var best moment
	for _, rule := range [...]func(int) moment{r.isoDay, r.dotted, r.slashed, r.dayMonth, r.monthDay, r.hanMonthDay, r.dayOfMonth} {
		if m := rule(j); m.end > best.end && m.until.IsZero() {
			best = m
		}
	}
	if !best.found() {
		return best
	}
	for _, other := range best.others {
		if weekdayNumber(other) == n {
			best.day, best.others, best.sure = other, nil, 0.9
		}
	}
	if weekdayNumber(best.day) != n {
		return r.agree(best, n)
	}
	return best
}

// agree looks for the next day of the month that falls on the weekday, else
// leaves the choice.
func (r *dateReader) agree(m moment, n int) moment {
	m.sure, m.others = 0.6, []sales.Date{m.day, r.bareWeekday(n, m.end).day}
	return m
}

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
		return r.on(week.AddDays(s.n-1), i+1)
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
	m := r.on(monday(r.today).AddDays(7*weeks+n-1), end)
	here := monday(r.today).AddDays(n - 1)
	switch {
	case weeks == 0 && word != "this":
		return r.bareWeekday(n, end)
	case weeks == 0 && here.Before(r.today) && !r.past:
		m.day, m.sure, m.others = here.AddDays(7), 0.8, []sales.Date{here.AddDays(7), here}
	case weeks == 1 && here.After(r.today):
		m.sure, m.others = 0.8, []sales.Date{m.day, here}
	case weeks == -1 && here.Before(r.today):
		m.sure, m.others = 0.6, []sales.Date{here, m.day}
	}
	return m
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
	if month, ok := r.is(j+1, cMonth); ok && !(month.weak && !r.at(j+1).capital) {
		return r.directedMonth(dir.n, month.n, j+2)
	}
	u, ok := r.is(j+1, cUnit)
	if !ok || r.at(j).text == "upcoming" {
		return moment{}
	}
	m := r.unitSpan(dir.n, u.n, j+2)
	if s, ok := r.is(j+2, cWeekday); ok && m.found() && u.n == uWeek {
		return r.on(m.day.AddDays(s.n-1), j+3)
	}
	if k := j + 2; r.text(k, "on") && m.found() && u.n == uWeek {
		if s, ok := r.is(k+1, cWeekday); ok {
			return r.on(m.day.AddDays(s.n-1), k+2)
		}
	}
	return m
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
	if s, ok := r.is(j, cPeriodTail); ok && unit == uMonth && s.m == 0 {
		return r.tenDays(m.day, s.n, j+1)
	}
	if s, ok := r.is(j, cEdgeDay); ok && r.at(j).glued && (s.m == unit || unit == uYear && s.m == uYear) {
		return r.on(edgeOf(m.day, m.until, s.n), j+1)
	}
	if s, ok := r.is(j, cEdge); ok && r.at(j).glued && r.at(j).text[0] >= 0x80 && len(r.at(j).text) == 3 && r.at(j).text != "头" {
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
	day := edgeOf(m.day, m.until, s.n)
	if m.unit == uWeek {
		day = [...]sales.Date{m.day, m.day, m.day.AddDays(2), r.lastWorkday(m.until)}[s.n]
	}
	return r.on(day, m.end)
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
	n, half, unit, end := r.quantity(j)
	if end == 0 {
		return moment{}
	}
	if r.text(end, "'") {
		end++
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
	}
	return moment{}
}

// quantity reads a number and its unit; half is the number of halves besides.
func (r *dateReader) quantity(j int) (n, half, unit, end int) {
	if r.has(j, cHalf) {
		j++
		if u, ok := r.is(j, cUnit); ok {
			return 0, 1, u.n, j + 1
		}
		return 0, 0, 0, 0
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
	base := r.day(j)
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
	} else if r.measured(end) || r.text(i, "week") && r.has(i-1, cDir) {
		return moment{}
	}
	year := r.today.Year
	if y, k := r.year(end); y > 0 {
		year, end = y, k
	} else if from := isoWeek(year, n); !r.past && from.AddDays(6).Before(r.today) {
		year++
	} else if r.past && from.After(r.today) {
		year--
	}
	from := isoWeek(year, n)
	return r.span(from, from.AddDays(6), uWeek, end)
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

// nthWeekday: first Monday in December, last Friday of the month.
func (r *dateReader) nthWeekday(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	nth, ok := r.is(j, cNth)
	if !ok || nth.n == 0 {
		return moment{}
	}
	if m := r.nthPiece(j, nth.n); m.found() {
		return m
	}
	day, ok := r.is(j+1, cWeekday)
	if !ok || !r.has(j+2, cOf) {
		return moment{}
	}
	k := j + 3
	if r.has(k, cThe) {
		k++
	}
	target := r.edgeTarget(k)
	if !target.found() || target.unit != uMonth {
		return moment{}
	}
	if nth.n < 0 {
		last := target.until
		return r.on(last.AddDays(-((weekdayNumber(last) - day.n + 7) % 7)), target.end)
	}
	first := target.day.AddDays((day.n - weekdayNumber(target.day) + 7) % 7)
	return r.on(first.AddDays(7*(nth.n-1)), target.end)
}

// nthPiece: first week of December, second half of January.
func (r *dateReader) nthPiece(j, nth int) moment {
	u, week := r.is(j+1, cUnit)
	half := r.has(j+1, cHalf)
	if !half && (!week || u.n != uWeek) || !r.has(j+2, cOf) {
		return moment{}
	}
	k := j + 3
	if r.has(k, cThe) {
		k++
	}
	target := r.edgeTarget(k)
	if !target.found() || target.until.IsZero() || half && nth != 1 && nth != 2 {
		return moment{}
	}
	from, until := target.day, target.until
	switch days := until.DaysSince(from) + 1; {
	case half && nth == 1:
		until = from.AddDays((days+1)/2 - 1)
		if target.unit == uMonth {
			until = from.AddDays(14)
		}
	case half:
		if from = from.AddDays((days + 1) / 2); target.unit == uMonth {
			from = target.day.AddDays(15)
		}
	case nth < 0:
		from = until.AddDays(-6)
	default:
		from = from.AddDays(7 * (nth - 1))
		until = from.AddDays(6)
	}
	return r.span(from, until, uDay, target.end)
}

// recent: last 7 days, past two weeks, 最近一周: only where a period is asked.
func (r *dateReader) recent(i int) moment {
	if !r.period || !r.has(i, cRecent) {
		return moment{}
	}
	n, half, unit, end := r.quantity(i + 1)
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
	m := r.on(day, end)
	if r.has(end, cLater) && r.at(end).text[0] >= 0x80 || r.text(i-1, "after") {
		// After a holiday is no day: the first working one is a guess to confirm.
		m.sure, m.others = 0.6, []sales.Date{r.workdays(day, 1), r.workdays(day, 2)}
		if r.has(end, cLater) && r.at(end).text[0] >= 0x80 {
			m.end++
		}
	}
	return m
}
