package understand

import (
	"strings"

	"roundsman/sales"
)

// weekday: Tuesday, 周二; also "Tuesday next week", "Monday in two weeks",
// "Friday week", "Saturday the 5th", "Tuesday, 24 November".
func (r *dateReader) weekday(i int) moment {
	s, ok := r.is(i, cWeekday)
	if !ok || r.has(i, cRelUnit) || s.weak && !r.weekdayMeant(i) {
		return moment{}
	}
	if r.at(i).text[0] >= 0x80 && r.at(i+1).glued && among(r.at(i+1).text, "次趟回遍") && r.at(i+1).text != "" && !r.answers(i+1) { // 一周三次
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

// answers: 回 is what is done on the day, and no count: 周五回话.
func (r *dateReader) answers(i int) bool {
	return r.text(i, "回") && r.at(i+1).text != "" && among(r.at(i+1).text, "话复电他她它信款给邮来去访家厂总国收微客对人价")
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
		return r.weekdayAndNumber(j, n)
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

// weekdayAndNumber: the number between a weekday and an hour is the day of the month:
// "Thursday 17 at 10h".
func (r *dateReader) weekdayAndNumber(j, n int) moment {
	day, ok := r.number(j)
	if !ok || !r.at(j).number || r.at(j).wide > 2 || day < 1 || day > 31 || !r.text(j+1, "at") || !r.at(j+2).number {
		return moment{}
	}
	first, step := r.today.FirstOfMonth(), 1
	if r.past {
		step = -1
	}
	for range 4 {
		m := r.inMonth(first, day, j+1)
		if m.found() && weekdayNumber(m.day) == n && (m.day == r.today || m.day.Before(r.today) == r.past) {
			return m
		}
		first = first.AddMonths(step)
	}
	return moment{}
}

// agree looks for the next day of the month that falls on the weekday, else
// leaves the choice.
func (r *dateReader) agree(m moment, n int) moment {
	m.sure, m.others = 0.6, []sales.Date{m.day, r.bareWeekday(n, m.end).day}
	return m
}
