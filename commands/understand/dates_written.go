package understand

import (
	"time"

	"roundsman/sales"
)

// monthInYear finds the year of a month and day said without one: the next such
// day for promises, the last for reports. One that is nearly a year off could
// well be a slip, so it is asked.
func (r *dateReader) monthInYear(month time.Month, day, end int) moment {
	if day < 1 || day > sales.NewDate(2024, month+1, 0).Day {
		return moment{}
	}
	at := func(year int) sales.Date {
		d := sales.NewDate(year, month, day)
		if d.Month != month { // 29 February
			d = sales.NewDate(year, month+1, 0)
		}
		return d
	}
	if month == time.February && day == 29 && r.noLeapDay() {
		return r.oneOf(end, at(r.today.Year), at(r.today.Year).AddDays(1))
	}
	here, step := at(r.today.Year), 1
	if r.past {
		step = -1
	}
	if wrong := here.Before(r.today); here != r.today && wrong != r.past {
		there := at(r.today.Year + step)
		m := r.on(there, end)
		if abs(there.DaysSince(r.today)) > 240 && !r.alone(end) {
			m.sure, m.others = 0.6, []sales.Date{here, there}
		}
		return m
	}
	return r.on(here, end)
}

// noLeapDay: neither this year nor the next that a day without one can mean has
// a 29 February.
func (r *dateReader) noLeapDay() bool {
	year := r.today.Year
	if today := r.today; !r.past && today.After(sales.NewDate(year, time.February, 29)) {
		year++
	} else if r.past && today.Before(sales.NewDate(year, time.February, 29)) {
		year--
	}
	return sales.NewDate(year, time.February, 29).Month != time.February
}

// alone: the text is this date and no more.
func (r *dateReader) alone(end int) bool {
	if !r.whole || r.at(end).text != "" && !r.timely(end) {
		return false
	}
	for i := range min(end, len(r.lx)) {
		if !r.timely(i) && r.s.words[r.lx[i].from].kind != mark {
			return false
		}
	}
	return true
}

func (r *dateReader) exact(year, month, day, end int) moment {
	if year < 100 {
		year += 2000
	}
	if year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > sales.NewDate(year, time.Month(month)+1, 0).Day {
		return moment{}
	}
	return r.on(sales.NewDate(year, time.Month(month), day), end)
}

// year reads a year at i, after a day and month.
func (r *dateReader) year(i int) (int, int) {
	j := i
	if r.text(j, ",") || (r.text(j, "/") || r.text(j, "-")) && r.at(j).glued {
		j++
	}
	if r.text(j, "'") && r.at(j+1).wide == 2 && r.at(j+1).glued { // Dec '26
		return 2000 + r.at(j+1).value, j + 2
	}
	if y, ok := r.number(j); ok && r.at(j).wide == 2 && y >= 24 && y < 40 && r.at(j-1).senses != nil && r.has(j-1, cMonth) && r.has(j-2, cOrdinal) || ok && r.at(j).wide == 2 && y >= 24 && y < 40 && j > i && r.text(i, "-") && r.has(i-1, cMonth) && r.text(i-2, "-") {
		return 2000 + y, j + 1 // 5th Dec 26
	}
	if y, ok := r.number(j); ok && r.at(j).wide == 4 && y > 1990 && y < 2100 && !r.measured(j+1) {
		return y, j + 1
	}
	return 0, i
}

// dated is a day and month with the year that may follow.
func (r *dateReader) dated(month time.Month, day, end int) moment {
	if y, j := r.year(end); y > 0 {
		return r.exact(y, int(month), day, j)
	}
	return r.monthInYear(month, day, end)
}

// isoDay: 2026-12-05, 2026/12/5, 2026.12.5, 2026年12月5日, and T before a time.
func (r *dateReader) isoDay(i int) moment {
	y, ok := r.number(i)
	if !ok || r.at(i).wide != 4 && r.at(i).wide != 0 && r.at(i).wide != 2 {
		return moment{}
	}
	if r.has(i+1, cYearMark) && r.at(i+1).glued {
		return r.hanYear(i, y)
	}
	month, ok1 := r.number(i + 2)
	day, ok2 := r.number(i + 4)
	sep := r.at(i + 1).text
	if r.at(i).wide != 4 || !ok1 || !ok2 || sep != r.at(i+3).text || sep != "-" && sep != "/" && sep != "." {
		return moment{}
	}
	m := r.exact(y, month, day, i+5)
	if m.found() && r.text(m.end, "t") {
		m.end++
	}
	return m
}

func (r *dateReader) hanYear(i, y int) moment {
	month, ok := r.number(i + 2)
	switch {
	case ok && r.has(i+3, cMonMark):
		if day, ok := r.number(i + 4); ok {
			end := i + 5
			if r.has(end, cDayMark) {
				end++
			}
			return r.exact(y, month, day, end)
		}
		return r.monthEdge(y, month, i+3)
	case ok && r.at(i+3).glued:
		return r.monthEdge(y, month, i+3)
	}
	if q, ok := r.is(i+2, cQuarterNo); ok && q.n > 0 {
		return r.quarter(y, q.n, i+3)
	}
	if s, ok := r.is(i+2, cEdge); ok && r.at(i+2).glued {
		return r.on(edgeOf(sales.NewDate(fullYear(y), 1, 1), sales.NewDate(fullYear(y), 12, 31), s.n), i+3)
	}
	if r.period && y > 1990 {
		return r.span(sales.NewDate(y, 1, 1), sales.NewDate(y, 12, 31), uYear, i+2)
	}
	return moment{}
}

func fullYear(y int) int {
	if y < 100 {
		return y + 2000
	}
	return y
}

// dotted: 5.12., 5.12.2026, 05.12.26: day first, always. "2.5" in a sentence is
// a number, so without the last dot it must stand alone or before a time mark.
func (r *dateReader) dotted(i int) moment {
	day, ok1 := r.number(i)
	month, ok2 := r.number(i + 2)
	if !ok1 || !ok2 || r.at(i).wide == 0 || r.at(i).wide > 2 || r.at(i+2).wide > 2 || !r.text(i+1, ".") || !r.at(i+1).glued || r.text(i-1, ".") && r.at(i).glued {
		return moment{}
	}
	if y, ok := r.number(i + 4); ok && r.text(i+3, ".") && (r.at(i+4).wide == 4 || r.at(i+4).wide == 2 && r.at(i+4).glued) {
		if r.han && !r.at(i+4).glued {
			return moment{}
		}
		return r.exact(y, month, day, i+5)
	}
	if r.monthFirst() && !r.text(i+3, ".") { // 12.5 in Chinese: the month first, where it can only be a day
		if day < 1 || day > 12 || month < 1 || month > 31 || !r.has(i+3, cBefore) && !r.has(i+3, cDayMark) && !r.has(i+3, cPart) && (!r.whole || i > 1 || !r.hanGoesOn(i+3)) && !r.opensDuty(i, i+3) {
			return moment{}
		}
		end := i + 3
		if r.has(end, cDayMark) {
			end++
		}
		m := r.monthInYear(time.Month(day), month, end)
		return m
	}
	end, closed := i+3, false
	if r.text(end, ".") && r.at(end).glued {
		end, closed = end+1, true
	}
	if month < 1 || month > 12 || day < 1 || day > 31 || !closed && !r.standsForDay(i, end) || r.measured(end) {
		return moment{}
	}
	if closed && !r.standsForDay(i, end) && r.at(end).text == "" && !r.whole && r.at(i+2).wide < 2 && r.at(i).wide < 2 {
		return moment{} // "version 2.5." at the end of a sentence
	}
	return r.monthInYear(time.Month(month), day, end)
}

// opensDuty: a clause begins with the numbers, and what is to be done follows: 11.22送样,
// 9.11提交色卡.
func (r *dateReader) opensDuty(i, end int) bool {
	if i > 0 && !r.s.words[r.at(i).from].gap && r.s.words[r.at(i).from-1].kind != mark && r.s.words[r.at(i).from-1].kind != newline {
		return false
	}
	next := r.at(end)
	return end < len(r.lx) && next.text != "" && r.s.words[next.from].kind == han && among(next.text, "提送交发寄去签开见拜出给补回约来做验试上我")
}

// standsForDay: what is around i..end leaves no doubt that it is a day.
func (r *dateReader) standsForDay(i, end int) bool {
	if r.whole && i == 0 && end >= len(r.lx) {
		return true
	}
	before := r.at(i - 1)
	for _, w := range []string{"on", "by", "until", "till", "before", "since", "from", "am", "bis", "the", "between", "to", "-", "–"} {
		if before.text == w {
			return true
		}
	}
	if _, ok := before.is(cWeekday); ok || r.text(i-1, ",") && r.has(i-2, cWeekday) {
		return true
	}
	if meetings[before.text] && r.text(end, "at") && r.at(end+1).number { // "next meeting 25.11 at 10:00"
		return true
	}
	return r.at(i).wide == 2 && r.at(i+2).wide == 2 && !r.measured(end) && (r.whole && r.ends(end) || r.datesName(i, end))
}

// datesName: the day of a name: "Acme 20.11 and Globex 24.11", "20.11 Acme: all good".
func (r *dateReader) datesName(i, end int) bool {
	opens := i == 0 || r.s.words[r.at(i).from-1].kind == newline
	after, next := r.at(i-1), r.at(end)
	if opens {
		return next.capital || next.text == ":"
	}
	return after.capital && !sentenceOpeners[after.text] && (r.ends(end) || next.text == "and" || next.text == "&")
}

// measured: the number before i counts something, so it is no day.
func (r *dateReader) measured(i int) bool {
	l := r.at(i)
	if l.text == "%" || l.text == "€" || l.text == "$" || l.text == "¥" || l.text == "％" {
		return true
	}
	return l.glued && l.text != "" && r.s.words[l.from].kind == letters && !r.has(i, cAM) && !r.has(i, cPM) && !r.has(i, cHourMark) && !r.has(i, cOrdinal)
}

// rated: "it's a 10/10", "gave us 9/10": a mark out of so many.
func (r *dateReader) rated(i, of int) bool {
	switch r.at(i - 1).text {
	case "a", "an", "solid", "scored", "score", "rating", "rated", "rates", "us", "评分", "打分", "打了":
		return i > 0 && (of == 5 || of == 10)
	}
	return false
}

// slashed: 12/5, 25/12, 12/25/2026. Which comes first is asked once a person,
// unless only one order makes a day. Chinese writes the month first.
func (r *dateReader) slashed(i int) moment {
	a, ok1 := r.number(i)
	b, ok2 := r.number(i + 2)
	sep := r.at(i + 1).text
	if !ok1 || !ok2 || r.at(i).wide == 0 || r.at(i).wide > 2 || r.at(i+2).wide == 0 || r.at(i+2).wide > 2 || sep != "/" && (sep != "-" || r.at(i+4).wide != 4 && !r.onlyMonthDay(i)) || r.text(i-1, "/") || a == 0 || b == 0 {
		return moment{}
	}
	end, year := i+3, 0
	if y, ok := r.number(i + 4); ok && r.text(i+3, sep) && (r.at(i+4).wide == 4 || r.at(i+4).wide == 2) {
		year, end = y, i+5
	}
	if sep == "-" && r.onlyMonthDay(i) {
		return r.monthInYear(time.Month(a), b, i+3)
	}
	if sep == "-" && (year == 0 || !r.at(i+3).glued || i > 0 && r.at(i-1).number && r.at(i).glued) {
		return moment{}
	}
	if year == 0 && (a == 24 && b == 7 || r.rated(i, b) || r.at(i).glued && i > 0 && r.at(i-1).number || r.measured(end) || r.text(end, "/")) {
		return moment{}
	}
	build := func(day, month int) moment {
		if month > 12 || day > 31 {
			return moment{}
		}
		if year > 0 {
			return r.exact(year, month, day, end)
		}
		return r.monthInYear(time.Month(month), day, end)
	}
	dayFirst, monthFirst := build(a, b), build(b, a)
	if year == 0 && r.fraction(i, end, a, b) {
		return moment{}
	}
	switch {
	case !monthFirst.found() || r.order != nil && *r.order && dayFirst.found():
		return dayFirst
	case !dayFirst.found() || a == b || r.order != nil || r.monthFirst():
		return monthFirst
	}
	m := dayFirst
	m.sure, m.others, m.order = 0.5, []sales.Date{dayFirst.day, monthFirst.day}, true
	return m
}

// onlyMonthDay: month and day with a dash are the whole text, or stand before 前 and the like,
// and can be nothing else: 3-25, 12-5前.
func (r *dateReader) onlyMonthDay(i int) bool {
	month, day := r.at(i), r.at(i+2)
	if !r.monthFirst() || !r.text(i+1, "-") || !r.at(i+1).glued || !day.glued || month.value < 1 || month.value > 12 || day.value < 1 || day.value > 31 {
		return false
	}
	return r.has(i+3, cBefore) || r.whole && len(r.lx) == 3 && day.value > 24 // 9-18 may be hours
}

// dayMonth: 5 December, 5th of Dec 2026, the 5th of next month, 24. November.
func (r *dateReader) dayMonth(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	day, j := r.dayNumber(j)
	if day == 0 {
		return moment{}
	}
	if r.has(j, cOf) || r.text(j, "-") || r.text(j, "/") {
		j++
	}
	if r.has(j, cThe) {
		j++
	}
	if m, ok := r.is(j, cMonth); ok && (!m.weak || r.at(j).capital || r.ends(j+1) || r.at(j+1).number) {
		return r.dated(time.Month(m.n), day, r.dotAfter(j))
	}
	if s, ok := r.is(j, cRelUnit); ok && s.m == uMonth && latin(r.at(j).text) {
		return r.inMonth(r.today.FirstOfMonth().AddMonths(s.n), day, j+1)
	}
	if u, ok := r.is(j, cUnit); ok && u.n == uMonth && r.has(j-1, cThe) {
		return r.nearestDay(day, j+1)
	}
	if d, ok := r.is(j, cDir); ok {
		if u, ok := r.is(j+1, cUnit); ok && u.n == uMonth {
			return r.inMonth(r.today.FirstOfMonth().AddMonths(d.n), day, j+2)
		}
	}
	return moment{}
}

// dayNumber reads a day of the month in digits or as an ordinal word, 0 for none.
func (r *dateReader) dayNumber(j int) (day, end int) {
	if s, ok := r.is(j, cOrdWord); ok {
		return s.n, j + 1
	}
	day, ok := r.number(j)
	if !ok || day < 1 || day > 31 || r.at(j).wide == 0 || r.at(j).wide > 2 {
		return 0, j
	}
	j++
	if r.has(j, cOrdinal) && r.at(j).glued || r.text(j, ".") && r.at(j).glued {
		j++
	}
	return day, j
}

// dotAfter steps over the dot of an abbreviation: "Dec. 5".
func (r *dateReader) dotAfter(j int) int {
	if r.text(j+1, ".") && len(r.at(j).text) <= 4 && r.at(j+1).glued && r.at(j+2).number {
		return j + 2
	}
	return j + 1
}

// monthDay: Dec 5, December 5th, 2026. "may 5" in small letters is no month
// after a word that makes it a verb.
func (r *dateReader) monthDay(i int) moment {
	s, ok := r.is(i, cMonth)
	if !ok {
		return moment{}
	}
	j := r.dotAfter(i)
	if r.has(j, cThe) {
		j++
	}
	if r.text(j, "-") || r.text(j, "/") {
		j++
	}
	if day, end := r.dayNumber(j); day > 0 && !r.measured(j+1) && (!s.weak || r.at(i).capital || r.whole && r.ends(end)) {
		if r.text(end-1, ".") {
			end--
		}
		if y, k := r.year(end); y > 0 {
			return r.exact(y, s.n, day, k)
		}
		return r.monthInYear(time.Month(s.n), day, end)
	}
	return r.bareMonth(i, s)
}

// Of a month's thirds, two together: 上中旬, 中下旬.
const (
	firstTwoTens = 4
	lastTwoTens  = 5
)

func (r *dateReader) tenDays(first sales.Date, third, end int) moment {
	switch third {
	case firstTwoTens:
		return r.span(first, first.AddDays(19), uDay, end)
	case lastTwoTens:
		return r.span(first.AddDays(10), first.LastOfMonth(), uDay, end)
	}
	from := first.AddDays((third - 1) * 10)
	until := from.AddDays(9)
	if third == 3 {
		until = first.LastOfMonth()
	}
	return r.span(from, until, uDay, end)
}

// closes: nothing follows that the number would count ("the 3rd floor").
func (r *dateReader) closes(i int) bool {
	l := r.at(i)
	if l.text == "" || l.senses != nil {
		return true
	}
	w := r.s.words[l.from]
	return w.kind != letters || connective[w.text]
}

var connective = map[string]bool{
	"to": true, "for": true, "and": true, "with": true, "in": true, "on": true, "we": true, "i": true, "he": true, "she": true,
	"they": true, "about": true, "re": true, "at": true, "met": true, "saw": true, "visited": true, "but": true, "because": true, "as": true, "or": true, "it": true, "send": true, "call": true, "then": true, "so": true, "if": true, "unless": true, "when": true, "once": true, "before": true, "after": true, "from": true, "please": true, "pls": true, "only": true, "by": true,
}

func (r *dateReader) followedBy(i int, words []string) bool {
	l := r.at(i)
	if l.text == "" || !l.glued {
		return false
	}
	from := r.s.words[l.from].from
	rest := r.s.cut(from, min(from+4, len(r.s.runes)))
	for _, w := range words {
		if len(rest) >= len(w) && rest[:len(w)] == w {
			return true
		}
	}
	return false
}
