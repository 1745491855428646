package understand

import (
	"strings"

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
	if r.at(i).text[0] >= 0x80 && r.at(i+1).glued && among(r.at(i+1).text, "次趟回遍") && r.at(i+1).text != "" { // 一周三次
		return moment{}
	}
	if r.at(i-1).number && r.at(i-1).wide == 0 && r.at(i).text[0] < 0x80 && strings.HasSuffix(r.at(i).text, "days") { // two Fridays ago
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
	if r.whole && (len(r.lx) == 1 || r.at(i+1).number && !r.text(i-1, "the") || i == 0 && (r.has(1, cPart) || r.has(1, cNoon) || r.has(1, cAt) && (r.at(2).number || r.has(2, cNoon)) || r.has(2, cWeekday) && (r.has(1, cTo) || r.text(1, "or") || r.text(1, "/") || r.text(1, "&")))) {
		return true
	}
	if r.has(i-1, cDir) || r.has(i-1, cBy) || r.text(i-1, "on") {
		return true
	}
	next := r.at(i + 1)
	return r.at(i).capital && i > 0 && (next.text == "" || next.number || r.s.words[next.from].kind == mark || next.senses != nil) && !r.text(i-1, "the")
}

func (r *dateReader) bareWeekday(n, end int) moment {
	m := r.nearestWeekday(n, end)
	m.bare = true
	return r.nextWeekdayToo(m, n)
}

// nextWeekdayToo: 周一二, 周四/五, 周一三五 name several days; 周六日 is the weekend.
func (r *dateReader) nextWeekdayToo(m moment, n int) moment {
	j := m.end
	if r.text(j, "/") || r.text(j, "、") {
		j++
	}
	later := laterWeekday(r.at(j).text, n)
	if later == 0 || r.at(m.end - 1).text[0] < 0x80 || !r.at(j).glued || r.counts(j+1) {
		return m
	}
	if n == 6 {
		return r.span(m.day, m.day.AddDays(1), uWeekend, j+1)
	}
	several := r.oneOf(j+1, m.day, m.day.AddDays(later-n))
	several.bare, several.weekly = m.bare, m.weekly
	return several
}

// laterWeekday is the last of the weekdays that characters name after the nth, 0
// if they are something else.
func laterWeekday(text string, n int) int {
	for _, c := range text {
		day := hanWeekdays[string(c)]
		if day <= n || day > 7 || c == '天' {
			return 0
		}
		n = day
	}
	if text == "" {
		return 0
	}
	return n
}

// counts: what stands at i makes a count or an hour of the number before it.
func (r *dateReader) counts(i int) bool {
	t := r.at(i).text
	return t != "" && (r.has(i, cClockMark) || r.has(i, cDayMark) || r.has(i, cUnit) || r.has(i, cMonMark) || among(t, hanMeasures+"点号月天楼"))
}

func (r *dateReader) nearestWeekday(n, end int) moment {
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
		return r.inWeek(monday(r.today).AddDays(7*s.n), n, j+1).trailing()
	}
	if s, ok := r.is(j, cDir); ok {
		if u, ok := r.is(j+1, cUnit); ok && u.n == uWeek {
			return r.inWeek(monday(r.today).AddDays(7*s.n), n, j+2).trailing()
		}
	}
	if m := r.weekNumber(j); m.found() && m.unit == uWeek {
		return r.inWeek(m.day, n, m.end).trailing()
	}
	if r.text(i+1, "after") && r.text(i+2, "next") {
		return r.afterNext(n, i+3)
	}
	if m := r.weekdayBeside(i, n); m.found() {
		return m
	}
	if r.text(i+1, "fortnight") {
		return r.on(r.today.AddDays((n-weekdayNumber(r.today)+7)%7+14), i+2)
	}
	if u, ok := r.is(i+1, cUnit); ok && u.n == uWeek && r.at(i+1).text == "week" {
		return r.on(r.today.AddDays((n-weekdayNumber(r.today)+7)%7+7), i+2)
	}
	if r.text(i+1, "in") {
		count, ok := r.number(i + 2)
		u, unit := r.is(i+3, cUnit)
		if ok && unit && u.n == uWeek && count < 100 {
			return r.inWeek(monday(r.today).AddDays(7*count), n, i+4)
		}
	}
	return moment{}
}

// inWeek is a weekday of the week that begins on a Monday.
func (r *dateReader) inWeek(monday sales.Date, n, end int) moment {
	m := r.on(monday.AddDays(n-1), end)
	m.weekly = true
	return m
}

func (m moment) trailing() moment {
	m.trails = true
	return m
}

// afterNext: "the Friday after next" is a week after the next one, which one
// that is nobody can tell while this week's is to come.
func (r *dateReader) afterNext(n, end int) moment {
	next := monday(r.today).AddDays(7 + n - 1)
	m := r.on(next.AddDays(7), end)
	if here := next.AddDays(-7); here.After(r.today) {
		m.sure, m.others = 0.6, []sales.Date{next, m.day}
	}
	return m
}

// weekdayBeside: the Friday before Christmas, the Monday after 6 January.
func (r *dateReader) weekdayBeside(i, n int) moment {
	before := r.text(i+1, "before")
	if !before && !r.text(i+1, "after") {
		return moment{}
	}
	base := r.holiday(i + 2)
	for _, rule := range [...]func(int) moment{r.dayMonth, r.monthDay, r.isoDay} {
		if m := rule(i + 2); m.end > base.end && m.until.IsZero() {
			base = m
		}
	}
	if !base.found() || len(base.others) > 0 && !r.text(i+1, "after") {
		return moment{}
	}
	day := base.base
	if day.IsZero() {
		day = base.day
	}
	if before {
		return r.on(day.AddDays(-1-(weekdayNumber(day)-1-n+7)%7), base.end)
	}
	return r.on(day.AddDays(1+(n-weekdayNumber(day)-1+7)%7), base.end)
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
	if r.has(j, cThe) && !r.at(j+1).number && !r.has(j+1, cOrdWord) {
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
		if weekdayNumber(other) == n && (weekdayNumber(best.others[0]) != n || weekdayNumber(best.others[len(best.others)-1]) != n) {
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
