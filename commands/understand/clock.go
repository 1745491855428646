package understand

import "roundsman/sales"

// hour is a time of day as found, before the part of the day around it decides
// between morning and afternoon.
type hour struct {
	h, m     int
	exact    bool             // am, pm, 15:00, noon: nothing is left to decide
	other    *sales.ClockTime // 3 or 4pm: what else it could be
	midnight bool             // which of a day's two
	end      int
}

func (h hour) found() bool { return h.end > 0 }

// clock reads a time of day at i. led: a word such as "at" stands before it, so
// that a bare number is an hour.
func (r *dateReader) clock(i int, led bool) hour {
	for n := range r.clocks {
		rule := &r.clocks[n]
		if rule.at != anything && r.at(i).classes&rule.at == 0 {
			continue
		}
		if h := rule.read(r, i); h.found() {
			return h
		}
	}
	if led {
		return r.bareHour(i)
	}
	return hour{}
}

func (r *dateReader) noon(i int) hour {
	s, ok := r.is(i, cNoon)
	if !ok {
		return hour{}
	}
	return hour{h: s.n, exact: true, midnight: s.n == 0, end: i + 1}
}

// colon: 15:00, 3:30pm, 9:00:00.
func (r *dateReader) colon(i int) hour {
	h, ok1 := r.number(i)
	m, ok2 := r.number(i + 2)
	sep := r.at(i + 1).text
	if !ok1 || !ok2 || r.at(i+2).wide != 2 || !r.at(i+2).glued || h > 24 || m > 59 || r.at(i).wide == 0 || r.at(i).wide > 2 {
		return hour{}
	}
	end := i + 3
	suffixed := r.has(end, cAM) || r.has(end, cPM) || r.text(end, "uhr") || r.text(end, "h") && r.at(end).glued
	dotted := sep == "." && r.at(i+1).glued && (suffixed || (r.text(i-1, "at") || r.text(i-1, "um") || r.afterDay(i) || r.beforeDay(i, end)) && !r.measured(end) && !r.priced(end) && (r.ends(end) || r.afterDay(i) && !rated[r.at(end).text]))
	if sep != ":" && !dotted {
		return hour{}
	}
	if r.text(end, ":") && r.at(end+1).wide == 2 {
		end += 2
	}
	return r.withMeridiem(hour{h: h, m: m, exact: h > 12 || h == 0 || r.at(i).wide == 2, end: end})
}

// afterDay: a day stands right before a word, "8 December 9.00".
func (r *dateReader) afterDay(i int) bool {
	return r.has(i-1, cWeekday) || r.has(i-1, cNamed) || r.has(i-1, cMonth) && r.at(i-2).number
}

// rated are the words behind a number that make a price or share of it.
var rated = wordsOf(`per each a an percent pct off more less cheaper k m kg l to or million thousand`)

// beforeDay: "14.30 on Tuesday", "9.15 tomorrow" at the beginning.
func (r *dateReader) beforeDay(i, end int) bool {
	if i > 0 && !r.ends(i-1) || r.text(i-1, ".") {
		return false
	}
	if r.text(end, "on") {
		end++
	}
	return r.has(end, cWeekday) || r.has(end, cNamed) || r.has(end, cDir) && r.has(end+1, cWeekday) || r.has(end, cThe) && r.at(end+1).number && r.has(end+2, cOrdinal)
}

// hourSpan is the beginning of "2-3pm", "between 2 and 3pm": the half of the day
// is said at its end.
func (r *dateReader) hourSpan(i int) hour {
	n, ok := r.number(i)
	if !ok || n < 1 || n > 12 || r.at(i).wide == 0 || !r.has(i+1, cTo) || r.text(i+1, "and") && !r.between(i) {
		return hour{}
	}
	end := r.marked(i + 2)
	if !end.found() || !end.exact || r.at(i+2).wide == 0 {
		return hour{}
	}
	h := hour{h: n, exact: true, end: end.end}
	if end.h > 12 && n+12 <= end.h || end.h == 12 && n == 12 {
		h.h = n%12 + 12
	}
	return h
}

// compact: 0830, 1430 after a day or "at"; never what could be a year.
func (r *dateReader) compact(i int) hour {
	l := r.at(i)
	if !l.number || l.wide != 4 || l.value/100 > 23 || l.value%100 > 59 || l.value > 1899 && l.value < 2100 || l.value%5 != 0 || r.measured(i+1) || r.priced(i+1) {
		return hour{}
	}
	if !r.has(i-1, cWeekday) && !r.has(i-1, cNamed) && !r.text(i-1, "at") && !r.beforeDay(i, i+1) || r.has(i+1, cUnit) {
		return hour{}
	}
	return hour{h: l.value / 100, m: l.value % 100, exact: true, end: i + 1}
}

// military: 1400 hrs, 0830h, 1530 Uhr.
func (r *dateReader) military(i int) hour {
	l := r.at(i)
	if !l.number || l.wide != 4 || l.value/100 > 23 || l.value%100 > 59 || !r.text(i+1, "hrs") && !r.text(i+1, "hours") && !r.text(i+1, "uhr") && (!r.text(i+1, "h") || !r.at(i+1).glued) {
		return hour{}
	}
	return hour{h: l.value / 100, m: l.value % 100, exact: true, end: i + 2}
}

// priced: what follows a number says that it is an amount.
func (r *dateReader) priced(i int) bool {
	_, ok := currencies[r.at(i).text]
	return ok || r.text(i, "%")
}

func (r *dateReader) withMeridiem(h hour) hour {
	switch {
	case r.has(h.end, cAM):
		h.exact, h.end = true, r.pastDot(h.end)
		if h.h == 12 {
			h.h = 0
		}
	case r.has(h.end, cPM):
		h.exact, h.end = true, r.pastDot(h.end)
		if h.h < 12 {
			h.h += 12
		}
	case r.has(h.end, cOClock):
		h.end++
	case r.text(h.end, "h") || r.text(h.end, "uhr") || r.text(h.end, "hrs"):
		h.exact = true
		h.end++
	}
	return h
}

func (r *dateReader) pastDot(i int) int {
	if r.text(i+1, ".") && r.at(i+1).glued && (r.at(i).text == "a.m" || r.at(i).text == "p.m" || r.at(i).text == "a m" || r.at(i).text == "p m") {
		return i + 2
	}
	return i + 1
}

// marked: 3pm, 10 am, 14h30, 14 Uhr, 3 o'clock.
func (r *dateReader) marked(i int) hour {
	n, ok := r.number(i)
	if !ok || n > 24 || r.at(i).wide > 2 || r.text(i-1, ".") && r.at(i).glued {
		return hour{}
	}
	j := i + 1
	switch {
	case r.has(j, cAM) && r.meridiem(j), r.has(j, cPM):
		if n > 12 || n == 0 {
			return hour{h: n, exact: true, end: r.pastDot(j)}
		}
		return r.withMeridiem(hour{h: n, end: j})
	case r.text(j, "h") && r.at(j).glued:
		if m, ok := r.number(j + 1); ok && r.at(j+1).glued && r.at(j+1).wide == 2 && m < 60 {
			return hour{h: n, m: m, exact: true, end: j + 2}
		}
		if n == 24 || !r.ends(j+1) { // 24h service
			return hour{}
		}
		return hour{h: n, exact: true, end: j + 1}
	case r.text(j, "uhr"):
		if m, ok := r.number(j + 1); ok && r.at(j+1).wide == 2 && m < 60 {
			return hour{h: n, m: m, exact: true, end: j + 2}
		}
		return hour{h: n, exact: true, end: j + 1}
	case r.has(j, cOClock) && r.at(j).text[0] < 0x80:
		return hour{h: n, end: j + 1}
	}
	return hour{}
}

// meridiem: "10 am I right" is no time, "10 am" and "10am" are.
func (r *dateReader) meridiem(j int) bool {
	return r.at(j).glued || r.at(j).text != "am" || !r.text(j+1, "i")
}

// halfPast: half past three, quarter to 4, ten past nine.
func (r *dateReader) halfPast(i int) hour {
	var minutes int
	j := i + 1
	switch {
	case r.text(i, "half past"):
		minutes = 30
	case r.has(i, cHalf) && r.has(j, cPastHour):
		minutes, j = 30, j+1
	case r.text(i, "halb"): // German: half an hour before
		minutes = -30
	case r.text(i, "half") && r.halfHour(j):
		minutes = 30
	case r.has(i, cQuarter) && r.at(i).text[0] < 0x80 && r.has(j, cPastHour):
		minutes, j = 15, j+1
	case r.has(i, cQuarter) && r.at(i).text[0] < 0x80 && r.has(j, cToHour):
		minutes, j = -15, j+1
	case fiveMinutes(r.at(i)) && r.has(j, cPastHour):
		minutes, j = r.at(i).value, j+1
	case fiveMinutes(r.at(i)) && (r.at(i).wide == 0 || r.at(i).value != 10 && (r.has(j+2, cNamed) || r.has(j+2, cWeekday) || r.text(j+2, "on"))) && r.has(j, cToHour) && r.ends(j+2):
		minutes, j = -r.at(i).value, j+1
	default:
		return hour{}
	}
	n, ok := r.number(j)
	if !ok || n < 1 || n > 12 {
		return hour{}
	}
	h := r.withMeridiem(hour{h: n, end: j + 1})
	h.m = minutes
	if minutes < 0 {
		h.h, h.m = h.h-1, 60+minutes
		if h.h == 0 && !h.exact {
			h.h = 12
		}
	}
	return h
}

// fiveMinutes: ten past, twenty-five to.
func fiveMinutes(l *lex) bool {
	return l.number && (l.value == 5 || l.value == 10 || l.value == 20 || l.value == 25)
}

// halfHour: "half 3" is half past, "half 3 of them" no time.
func (r *dateReader) halfHour(j int) bool {
	n, ok := r.number(j)
	return ok && n >= 1 && n <= 12 && r.at(j).wide <= 2 && r.ends(j+1) && !r.measured(j+1) && !r.priced(j+1)
}

// ends: what a number or time before i counts is not there; "of" takes a part.
func (r *dateReader) ends(i int) bool {
	return r.closes(i) && !r.has(i, cUnit) && !r.text(i, "of") && !r.has(i, cMonth) && !r.decimal(i)
}

// hanClock: 3点, 三点半, 十点一刻, 15点30分, 15时. 便宜一点 and 3点建议 are no times.
func (r *dateReader) hanClock(i int) hour {
	n, ok := r.number(i)
	if !ok || !r.has(i+1, cClockMark) || !r.at(i+1).glued {
		return hour{}
	}
	if a, b, ok := roughNumber(r.at(i).text); ok { // 三四点
		return r.hanChoice(i, a, b)
	}
	if n > 24 {
		return hour{}
	}
	led := r.has(i-1, cPart) || r.has(i-1, cNamed) || r.has(i-1, cWeekday) || r.has(i-1, cDayMark) || r.has(i-1, cZoneTail)
	j := i + 2
	if (n <= 2 && r.at(i).wide == 0 || r.at(i+1).text == "时" && n < 7) && !led || r.followedBy(j, hanNoClock) {
		return hour{}
	}
	h := hour{h: n, exact: n > 12 || n == 0, end: j}
	if q, ok := r.is(j, cQuarter); ok && q.n > 0 {
		h.m, h.end = q.n, j+1
		return h
	}
	if r.has(j, cHalf) {
		h.m, h.end = 30, j+1
		return h
	}
	if m, ok := r.number(j); ok && m < 60 && r.at(j).glued {
		if r.has(j+1, cMinMark) {
			h.m, h.end = m, j+2
			return h
		}
		if r.at(j).wide == 2 || r.at(j).wide == 0 && (m >= 10 || r.at(j).text[:3] == "零") {
			h.m, h.end = m, j+1
			return h
		}
	}
	if r.at(j).number && r.at(j).glued || r.text(i-1, "之") { // 十二点五, 百分之三点
		return hour{}
	}
	if r.has(j, cOClock) && r.at(j).glued {
		h.end = j + 1
	}
	return r.hanMinutesOff(h)
}

// bareHour: "at 3", "tomorrow at 9".
func (r *dateReader) bareHour(i int) hour {
	n, ok := r.number(i)
	l := r.at(i)
	if !ok || n < 1 || n > 24 || l.wide == 0 && n == 1 && (!r.text(i-1, "at") || r.at(i+1).text != "" && !r.timely(i+1)) || l.wide > 2 {
		return hour{}
	}
	next := r.at(i + 1)
	if r.has(i+1, cTo) && r.at(i+2).number && !r.ends(i+3) || r.priced(i+3) && r.has(i+1, cTo) {
		return hour{}
	}
	if next.text == "" || r.closes(i+1) && !r.has(i+1, cUnit) && !r.has(i+1, cOrdinal) && !r.has(i+1, cMonth) && !r.priced(i+1) && !r.decimal(i+1) {
		return hour{h: n, exact: n > 12, end: i + 1}
	}
	return hour{}
}

func (r *dateReader) decimal(i int) bool {
	t := r.text(i, ".") || r.text(i, ",") || r.text(i, "/") || r.text(i, ":") || r.text(i, "-")
	return t && r.at(i+1).number && r.at(i+1).glued || r.text(i, "/") || r.text(i, "x") || r.text(i, "*")
}

// resolved decides between morning and afternoon: by the part of the day if one
// is said, else by working hours ("at 3" is 15:00, "at 9" is 09:00). next tells
// that it is past midnight.
func (h hour) resolved(part int) (c sales.ClockTime, next bool) {
	c = sales.ClockTime{Hour: h.h, Minute: h.m}
	switch {
	case h.h == 24:
		return sales.ClockTime{Minute: h.m}, true
	case h.exact && (h.h >= 12 || part != pAfternoon && part != pEvening):
		return c, false
	case part == pNight && h.h == 12:
		return sales.ClockTime{Minute: h.m}, false
	case part == pEvening && h.h == 12:
		return sales.ClockTime{Minute: h.m}, true
	case part == pEvening && h.h < 5: // 晚上1点 is the night after
		return c, true
	case (part == pAfternoon || part == pEvening) && h.h < 12, part == pNoon && h.h < 10, part == 0 && h.h < 7:
		c.Hour += 12
	}
	return c, false
}
