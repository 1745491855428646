package understand

import (
	"time"

	"roundsman/sales"
)

// nearDay: the day before Christmas, the day after the 5th.
func (r *dateReader) nearDay(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	if m := r.workdayBeside(j); m.found() {
		return m
	}
	if r.text(j, "week") && j > i && (r.text(j+1, "before") || r.text(j+1, "after")) {
		return r.weekBeside(j)
	}
	if !r.text(j+1, "before") && !r.text(j+1, "after") || !partsBeside[r.at(j).text] {
		return moment{}
	}
	if r.text(j+1, "before") {
		return r.movedFrom(-1, uDay, j+2)
	}
	return r.movedFrom(1, uDay, j+2)
}

var partsBeside = wordsOf(`day evening night morning afternoon`)

// overEvent steps over what is on a day, where its day is said behind it: "the day before
// |the fair on| 10 Dec".
func (r *dateReader) overEvent(j int) int {
	if !r.has(j, cThe) && !determiners[r.at(j).text] {
		return j
	}
	for k := j + 2; k <= j+5 && k < len(r.lx); k++ {
		if r.text(k, "on") && r.day(k+1).found() {
			return k + 1
		}
		if r.s.words[r.at(k).from].kind == mark {
			break
		}
	}
	return j
}

var determiners = wordsOf(`our their his her my this that`)

// workdayBeside: the last working day before Christmas, the first after New Year.
func (r *dateReader) workdayBeside(j int) moment {
	nth, k := r.nth(j)
	u, ok := r.is(k, cUnit)
	before, after := nth == -1 && r.text(k+1, "before"), nth == 1 && r.text(k+1, "after")
	if !ok || u.n != uWorkday || !before && !after {
		return moment{}
	}
	base := r.day(k + 2)
	if !base.base.IsZero() {
		base.day = base.base
	} else if len(base.others) > 0 || !base.until.IsZero() {
		return moment{}
	}
	if !base.found() {
		return moment{}
	}
	return r.on(r.workdays(base.day, nth), base.end)
}

// weekBeside: "the week before Christmas" is the calendar week before, or the
// seven days: it is asked when it begins.
func (r *dateReader) weekBeside(j int) moment {
	base := r.day(j + 2)
	if !base.found() || !base.until.IsZero() {
		return moment{}
	}
	day, step := base.day, 7
	if !base.base.IsZero() {
		day = base.base
	}
	if r.text(j+1, "before") {
		step = -7
	}
	return r.oneOf(base.end, day.AddDays(step), monday(day).AddDays(step))
}

// shifted takes what moves a day in Chinese: 圣诞前一天, 春节后三天, 月底前两天.
func (r *dateReader) shifted(m moment) moment {
	if !m.found() || !m.until.IsZero() || m.clock != nil || m.part == -1 {
		return m
	}
	j, day := m.end, m.day
	before := r.has(j, cBefore) && !r.text(j, "以前")
	switch {
	case !m.base.IsZero(): // 节后 is taken already
		j, day = j-1, m.base
	case !before && !r.has(j, cLater) || !r.at(j).glued || r.at(j).text[0] < 0x80:
		return m
	}
	n, half, unit, end := r.quantity(j + 1)
	if r.text(j+1, "第二天") {
		n, unit, end = 1, uDay, j+2
	}
	if s, ok := r.is(j+1, cPicked); ok && s.n > 0 && r.text(j+2, "工作日") { // 元旦后第一个工作日
		n, unit, end = s.n, uWorkday, j+3
	}
	if end == 0 || half > 0 || unit != uDay && unit != uWeek && unit != uWorkday || !r.at(j+1).glued || r.has(end, cInside) {
		return m
	}
	if before {
		n = -n
	}
	from := *r
	from.memo, from.today = nil, day
	return from.moved(n, 0, unit, end, false)
}

// sameTime: this time tomorrow, same day next week, 明天这个时候 is read by read.
func (r *dateReader) sameTime(i int) moment {
	s, ok := r.is(i, cSameTime)
	if !ok || r.at(i).text[0] >= 0x80 {
		return moment{}
	}
	j := i + 1
	if r.text(j, "on") {
		j++
	}
	m := r.day(j)
	switch {
	case !m.found() || m.clock != nil || m.part != 0:
		return moment{}
	case m.unit == uWeek:
		m.day = m.day.AddDays(weekdayNumber(r.today) - 1)
	case m.unit == uMonth:
		m.day = r.inMonth(m.day, min(r.today.Day, m.until.Day), m.end).day
	case !m.until.IsZero():
		return moment{}
	}
	m.until, m.unit = sales.Date{}, 0
	if s.m == 1 {
		m.clock = r.sameClock()
	}
	return m
}

// weekOf: week of 7 December, w/c Monday: the whole week of that day.
func (r *dateReader) weekOf(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	if !r.has(j, cWeekOf) || r.text(j, "with c") && r.s.words[r.at(j).to-1].gap { // w/c, its slash read already
		return moment{}
	}
	m := r.day(j + 1)
	if !m.found() || !m.until.IsZero() || len(m.others) > 0 || m.clock != nil {
		return moment{}
	}
	from := monday(m.day)
	return r.span(from, from.AddDays(6), uWeek, m.end)
}

// halfYear: H1, H2 2027.
func (r *dateReader) halfYear(i int) moment {
	half, ok := r.number(i + 1)
	if !ok || !r.text(i, "h") || !r.at(i+1).glued || half < 1 || half > 2 || r.at(i+1).wide != 1 || r.measured(i+2) {
		return moment{}
	}
	year, end := r.year(i + 2)
	if year == 0 {
		year = r.today.Year
		if !r.past && half == 1 && r.today.Month > time.June {
			year++
		}
	}
	from := sales.NewDate(year, time.Month(6*half-5), 1)
	return r.span(from, from.AddMonths(5).LastOfMonth(), uYear, end)
}

// unclear: 明后天 is one of two days, 今明两天 both of them, 年前 before the
// Spring Festival or the end of the year.
func (r *dateReader) unclear(i int) moment {
	if s, ok := r.is(i, cBothDays); ok {
		return r.span(r.today.AddDays(s.n), r.today.AddDays(s.m), uDay, i+1)
	}
	if s, ok := r.is(i, cUnclear); ok {
		return r.oneOf(i+1, r.today.AddDays(s.n), r.today.AddDays(s.m))
	}
	s, ok := r.is(i, cNewYearAbout)
	if !ok || r.at(i-1).number || r.at(i).glued && i > 0 && r.s.words[r.at(i-1).from].kind != mark && !r.timely(i-1) {
		return moment{}
	}
	year := r.today.Year
	festival := holidayIn("spring_festival", year)
	if festival.Before(r.today) {
		year++
		festival = holidayIn("spring_festival", year)
	}
	if festival.IsZero() {
		return moment{}
	}
	if s.n < 0 {
		return r.oneOf(i+1, festival.AddDays(-1), sales.NewDate(r.today.Year, time.December, 31))
	}
	return r.oneOf(i+1, r.workdays(festival.AddDays(7), 1), r.workdays(festival.AddDays(14), 1)) // after the week off, after the lanterns
}

// oneOf is a day that must be asked for.
func (r *dateReader) oneOf(end int, days ...sales.Date) moment {
	m := r.on(days[0], end)
	m.sure, m.others = 0.5, days
	return m
}

// yearHoliday: 明年春节, 2027年春节. One that no table has is no day.
func (r *dateReader) yearHoliday(i int) moment {
	year, j := 0, i+1
	if s, ok := r.is(i, cRelUnit); ok && s.m == uYear {
		year = r.today.Year + s.n
	} else if y, ok := r.number(i); ok && r.has(j, cYearMark) && r.at(j).glued && (r.at(i).wide == 4 || r.at(i).wide == 2) {
		year, j = fullYear(y), j+1
	}
	if r.text(j, "的") {
		j++
	}
	s, ok := r.is(j, cHoliday)
	if !ok || year == 0 {
		return moment{}
	}
	day := holidayIn(s.name, year)
	if day.IsZero() {
		return moment{}
	}
	return r.on(day, j+1)
}

// lunarDay: 大年初三, 正月十五: the days after the Spring Festival.
func (r *dateReader) lunarDay(i int) moment {
	s, ok := r.is(i, cLunarDay)
	if !ok || s.m == lunarNear && !r.nearFestival(s.n) {
		return moment{}
	}
	if s.m == lunarTwelfth {
		return r.twelfthMonth(s.n, i+1)
	}
	for y := r.today.Year; y <= r.today.Year+1; y++ {
		festival := holidayIn("spring_festival", y)
		if festival.IsZero() {
			return moment{}
		}
		if day := festival.AddDays(s.n); !day.Before(r.today) {
			return r.on(day, i+1)
		}
	}
	return moment{}
}

// How a day of the Chinese calendar is said.
const (
	lunarNear    = 1 // 初八 alone: of the first month, in the weeks around the festival
	lunarTwelfth = 2 // 腊月二十三
)

const weeksBeforeFestival = 9 * 7 // days

// nearFestival: the Spring Festival is some weeks ahead, or the nth day after it is.
func (r *dateReader) nearFestival(n int) bool {
	for y := r.today.Year; y <= r.today.Year+1; y++ {
		if festival := holidayIn("spring_festival", y); !festival.IsZero() {
			if ahead := festival.DaysSince(r.today); ahead <= weeksBeforeFestival && ahead >= -n {
				return true
			}
		}
	}
	return false
}

// twelfthMonth is a day of the last month of the Chinese year, which ends on the day
// before the Spring Festival; none in the years whose last month has no known length.
func (r *dateReader) twelfthMonth(n, end int) moment {
	for y := r.today.Year; y <= r.today.Year+1; y++ {
		festival, days := holidayIn("spring_festival", y), twelfthMonths[y]
		if festival.IsZero() || days == 0 || n > days {
			continue
		}
		if day := festival.AddDays(n - days - 1); !day.Before(r.today) {
			return r.on(day, end)
		}
	}
	return moment{}
}

// nthHan: 下个月第一个周一, 12月最后一个工作日, 本月最后一天.
func (r *dateReader) nthHan(i int) moment {
	var span moment
	for _, rule := range [...]func(int) moment{r.relativeUnit, r.hanMonthDay, r.quarterOfYear} {
		if m := rule(i); m.end > span.end && !m.until.IsZero() {
			span = m
		}
	}
	if !span.found() {
		return moment{}
	}
	j := span.end
	if r.text(j, "的") {
		j++
	}
	s, ok := r.is(j, cPicked)
	if !ok {
		return moment{}
	}
	span.end = j + 1
	if s.m == 1 {
		return r.nthDayOfSpan(span, uDay, s.n)
	}
	span.end++
	if day, ok := r.is(j+1, cWeekday); ok {
		return r.nthOfSpan(span, day.n, s.n)
	}
	if u, ok := r.is(j+1, cUnit); ok && u.n == uWorkday {
		return r.nthDayOfSpan(span, uWorkday, s.n)
	}
	return moment{}
}

// tenDaysAlone: 下旬, 中旬: this month's, or the next one's once it is over.
func (r *dateReader) tenDaysAlone(i int) moment {
	s, ok := r.is(i, cPeriodTail)
	if !ok || s.m != 0 {
		return moment{}
	}
	first := r.today.FirstOfMonth()
	m := r.tenDays(first, s.n, i+1)
	if r.past && m.day.After(r.today) {
		return r.tenDays(first.AddMonths(-1), s.n, i+1)
	}
	if !r.past && m.until.Before(r.today) {
		return r.tenDays(first.AddMonths(1), s.n, i+1)
	}
	return m
}
