package understand

import (
	"strings"

	"roundsman/sales"
)

// hourChoice: "3 or 4pm", "at three or four": a time to be asked for.
func (r *dateReader) hourChoice(i int) hour {
	n, ok := r.number(i)
	if !ok || n < 1 || n > 12 || r.at(i).wide > 2 || !r.text(i+1, "or") && !r.text(i+1, "或") {
		return hour{}
	}
	end := r.marked(i + 2)
	if !end.found() && (r.text(i-1, "at") || r.text(i-1, "@")) {
		end = r.bareHour(i + 2)
	}
	if !end.found() {
		return hour{}
	}
	first := hour{h: n, end: end.end}
	if end.exact && end.h >= 12 && n+12 <= 24 {
		first.h, first.exact = n%12+12, true
	}
	other, _ := end.resolved(0)
	first.other = &other
	return first
}

// hourOfPart: 3 in the afternoon, eight in the morning, 10 at night, "10 tonight".
func (r *dateReader) hourOfPart(i int) hour {
	n, ok := r.number(i)
	if !ok || n < 1 || n > 12 || r.at(i).wide > 2 {
		return hour{}
	}
	if s, ok := r.is(i+1, cNamed); ok && s.m == pEvening && s.n == 0 && (i == 0 || r.ends(i-1)) {
		return hour{h: n, end: i + 1}
	}
	if s, ok := r.is(i+1, cNamed); ok && s.n >= 0 && r.has(i+2, cPart) && (i == 0 || r.ends(i-1)) { // 8 tomorrow night
		return hour{h: n, end: i + 1}
	}
	j := i + 1
	if r.has(j, cOClock) {
		j++
	}
	if !r.text(j, "in") && !r.text(j, "at") && !r.text(j, "in the") {
		return hour{}
	}
	j++
	if r.has(j, cThe) {
		j++
	}
	part, ok := r.is(j, cPart)
	if !ok || r.at(j).text[0] >= 0x80 {
		return hour{}
	}
	h := hour{h: n, exact: true, end: j + 1}
	switch {
	case part.n == pMorning:
		h.h = n % 12
	case r.text(j, "night") && n == 12:
		h.h = 24
	case n < 12:
		h.h = n + 12
	}
	return h
}

// inWords: three thirty, ten fifteen, "two thirty pm", after a day or "at", or
// before one.
func (r *dateReader) inWords(i int) hour {
	n, ok := r.number(i)
	m, minutes := r.number(i + 1)
	if !ok || !minutes || n < 1 || n > 23 || r.at(i).wide != 0 || r.at(i+1).wide != 0 || m < 10 || m > 59 || r.at(i).text[0] >= 0x80 || r.at(i + 1).text[0] >= 0x80 {
		return hour{}
	}
	h := r.withMeridiem(hour{h: n, m: m, exact: n > 12, end: i + 2})
	lead := i == 0 || r.has(i-1, cWeekday) || r.has(i-1, cNamed) || r.has(i-1, cAt) || r.has(i-1, cPart) || r.has(i-1, cMonth) || r.has(i-1, cOrdWord)
	if h.end == i+2 && (!lead || !r.ends(h.end) || i == 0 && h.end < len(r.lx) && !r.timely(h.end)) {
		return hour{}
	}
	return h
}

// roughly: 3ish, 10 ish.
func (r *dateReader) roughly(i int) hour {
	n, ok := r.number(i)
	if !ok || n < 1 || n > 24 || r.at(i).wide > 2 || !r.text(i+1, "ish") {
		return hour{}
	}
	return hour{h: n, exact: n > 12, end: i + 2}
}

// clockAfter also takes hours that only a day before them makes one: "tomorrow
// 9-11", "Friday 10".
func (r *dateReader) clockAfter(p *piecewise, j int, led bool) hour {
	h := r.clock(j, led)
	if !h.found() {
		h = r.afterWeekday(p, j)
	}
	if h.found() || !p.day.found() || p.day.part == -1 || !p.day.until.IsZero() || j != p.end || !r.has(j+1, cTo) || r.text(j+1, "and") {
		return h
	}
	from, ok := r.number(j)
	until, ok2 := r.number(j + 2)
	if !ok || !ok2 || from < 1 || from > 23 || until < 1 || until > 24 || r.at(j).wide == 0 || r.at(j).wide > 2 || r.at(j+2).wide == 0 || r.at(j+2).wide > 2 || !r.ends(j+3) || r.has(j+3, cOrdinal) || r.measured(j+3) || r.priced(j+3) {
		return hour{}
	}
	return hour{h: from, exact: from > 12, end: j + 3}
}

var meals = phrasesOf("dinner|supper|drinks|beers|晚饭|晚餐|晚宴|吃晚")

// atDinner: a meal in the evening is named close by.
func (r *dateReader) atDinner(from, to int) bool {
	for i := max(0, from-4); i < min(len(r.lx), to+3); i++ {
		if meals[r.at(i).text] || meals[r.at(i).text+r.at(i+1).text] {
			return true
		}
	}
	return false
}

// afterWeekday: "Mon 9": nine o'clock, or the ninth if that is such a day.
func (r *dateReader) afterWeekday(p *piecewise, j int) hour {
	n, ok := r.number(j)
	if !ok || !r.whole || !p.day.bare && !p.day.weekly && (!r.has(j-1, cNamed) || p.day.part != 0) || j != p.end || n < 1 || n > 18 || r.at(j).wide == 0 || r.at(j).wide > 2 || r.at(j+1).text != "" && r.s.words[r.at(j+1).from].kind != mark || r.decimal(j+1) || r.priced(j+1) {
		return hour{}
	}
	h := hour{h: n, exact: n > 12, end: j + 1}
	if m := r.nearestDay(n, j+1); m.found() && m.day.Weekday() == p.day.day.Weekday() && !r.has(j-1, cNamed) {
		p.day = r.oneOf(p.day.end, p.day.day, m.day)
	}
	return h
}

// roughNumber tells two neighbouring digits, 三四, 两三, 九十, from a number.
func roughNumber(text string) (a, b int, ok bool) {
	rs := []rune(text)
	if len(rs) != 2 {
		return 0, 0, false
	}
	a, okA := hanDigits[string(rs[0])]
	b, okB := hanDigits[string(rs[1])]
	if rs[1] == '十' {
		b, okB = 10, a == 9
	}
	return a, b, okA && okB && a > 0 && (b == a+1 || a == 3 && b == 5)
}

func (r *dateReader) hanChoice(i, a, b int) hour {
	h := hour{h: a, end: i + 2}
	part := 0
	if s, ok := r.is(i-1, cPart); ok {
		part = s.n
	}
	other, _ := hour{h: b}.resolved(part)
	h.other = &other
	if r.text(h.end, "钟") || r.has(h.end, cOClock) {
		h.end++
	}
	return h
}

// hanToHour: 差一刻三点, 差五分十点.
func (r *dateReader) hanToHour(i int) hour {
	if !r.text(i, "差") {
		return hour{}
	}
	minutes, j := r.hanMinutes(i + 1)
	if j == 0 {
		return hour{}
	}
	n, ok := r.number(j)
	if !ok || n < 1 || n > 24 || !r.has(j+1, cClockMark) || !r.at(j+1).glued {
		return hour{}
	}
	return earlier(hour{h: n, exact: n > 12, end: j + 2}, minutes)
}

// hanMinutesOff: 三点过五分, 三点差五分.
func (r *dateReader) hanMinutesOff(h hour) hour {
	j := h.end
	off := r.text(j, "差")
	if h.m != 0 || !off && !r.text(j, "过") || !r.at(j).glued {
		return h
	}
	minutes, end := r.hanMinutes(j + 1)
	switch {
	case end == 0:
		return h
	case off:
		h.end = end
		return earlier(h, minutes)
	}
	h.m, h.end = minutes, end
	return h
}

func (r *dateReader) hanMinutes(j int) (minutes, end int) {
	if q, ok := r.is(j, cQuarter); ok && q.n > 0 {
		return q.n, j + 1
	}
	if m, ok := r.number(j); ok && m > 0 && m < 60 && (r.has(j+1, cMinMark) || r.text(j+1, "分钟")) {
		return m, j + 2
	}
	return 0, 0
}

func earlier(h hour, minutes int) hour {
	if h.h--; h.h == 0 && !h.exact {
		h.h = 12
	}
	h.m = 60 - minutes
	return h
}

// sameClock is now's time of day, for "this time tomorrow".
func (r *dateReader) sameClock() *sales.ClockTime {
	return &sales.ClockTime{Hour: r.now.Hour(), Minute: r.now.Minute()}
}

func latin(text string) bool {
	return text != "" && text[0] < 0x80 && !strings.ContainsAny(text, "0123456789")
}
