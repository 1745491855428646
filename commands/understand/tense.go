package understand

import (
	"regexp"
	"strings"

	"roundsman/sales"
)

// toldDay is the day of a visit in its clause. A span to come is what it was
// about: "discussed next year's budget".
func (m *message) toldDay(c clause) *found {
	list := m.days(c, true)
	if d := m.eitherDay(list); d != nil {
		return d
	}
	for i := range list {
		if list[i].Due.By || m.aheadOfVerb(c, &list[i]) || m.afterWill(c, &list[i]) { // nobody visits by a day
			continue
		}
		if said := list[i].Said; m.s.words[c.from].kind == han && m.r.has(list[i].from, cEdgeDay) && !strings.ContainsAny(said, "上去前") && m.coming(c) != nil && m.after(m.coming(c)) { // 年底统一招
			continue
		}
		if m.s.words[c.from].kind == han && !list[i].Until.IsZero() && m.ofThing(&list[i], c.to) || m.ofTerm(c, &list[i]) { // 二季度的预测, 交期20号
			continue
		}
		if topic := m.after(&list[i]) && (!list[i].Until.IsZero() || i > 0) || m.owedBy(c, &list[i]); !list[i].isPart && !topic {
			return &list[i]
		}
	}
	return nil
}

// ofTerm: a word for a term or event stands right before a Chinese day, which is its: 交期20号.
func (m *message) ofTerm(c clause, f *found) bool {
	first := m.r.lx[f.from].from
	return first > c.from && m.s.words[first-1].kind == han && termWords.MatchString(m.s.folded(max(c.from, first-6), first))
}

var termWords = regexp.MustCompile(`(?:交期|交货期?|货期|到货|到厂|到港|发货|出货|有效期|账期|效期|到期|截止|截至|生效|开标|投标|投产|开业|开工|付款|排期|档期|船期|交付|上线|验收|生日|合同到|起订)(?:日期?|时间)?(?:是|在|定在|定|为|到|约|大概|预计|:)*$`)

// afterWill: "told her someone will be out Monday": the day is of what was said.
func (m *message) afterWill(c clause, f *found) bool {
	told, will := false, false
	for w := c.from; w < m.r.lx[f.from].from; w++ {
		text := m.s.words[w].text
		told = told || assures[text]
		will = will || told && (text == "will" || text == "would" || strings.HasSuffix(text, "'ll") || strings.HasSuffix(text, "'d"))
	}
	return will
}

// owedBy: a day by which something is wanted, told along with the visit: "saw Lee
// he wants a quote by the end of the month".
func (m *message) owedBy(c clause, f *found) bool {
	if !f.Due.By {
		return false
	}
	at := m.r.lx[f.from].from
	for _, s := range c.signs {
		if (s.kind == kMust || s.kind == kTheir || s.kind == kDeliver || s.kind == kPromise) && s.to <= at {
			return true
		}
	}
	return false
}

// finished: a word that says the thing is done, whatever day is named with it.
func finished(text string) bool {
	return text[0] < 0x80 || strings.ContainsAny(text, "了完过刚") || strings.HasSuffix(text, "到") || strings.HasSuffix(text, "的")
}

// gone is the day of a report in a clause.
func (m *message) gone(c clause) *found { return firstDay(m.days(c, true)) }

// coming is the day of a promise in a clause.
// A holiday that names a thing gives way to the day by which it is due: "Christmas cards
// by 11 Dec".
func (m *message) coming(c clause) *found {
	list := m.days(c, false)
	if n := len(list); n == 2 && m.s.language() == "en" && list[0].hasDay && !list[0].hasTime && list[0].Until.IsZero() && !list[0].isPart && list[1].hasTime && !list[1].hasDay { // "next Tuesday Acme 11h30"
		list[0].Due.Time, list[0].Due.Zone, list[0].hasTime = list[1].Due.Time, list[1].Due.Zone, true
	}
	if n := len(list); n == 2 && m.s.language() == "zh-Hans" && list[0].hasDay && !list[0].hasTime && list[0].Until.IsZero() && !list[0].isPart && !list[0].Due.By && list[1].hasTime && !list[1].hasDay && m.after(&list[0]) { // 明儿去哈电九点半开会
		list[0].Due.Time, list[0].Due.Zone, list[0].hasTime = list[1].Due.Time, list[1].Due.Zone, true
	}
	first := firstDay(list)
	if first == nil || !m.namesHoliday(first) {
		return first
	}
	for i := range list { // "before the Christmas shutdown on 18 Dec"
		if f := &list[i]; first.Due.By && f.from > first.from && f.from-first.to <= 3 && !f.isPart && f.Until.IsZero() {
			f.Due.By = true
			return f
		}
	}
	if first.Due.By {
		return first
	}
	for i := range list {
		if list[i].Due.By && !list[i].isPart && list[i].from > first.from {
			return &list[i]
		}
	}
	return first
}

func firstDay(list []found) *found {
	for i := range list {
		if !list[i].isPart {
			return &list[i]
		}
	}
	return nil
}

func (m *message) namesHoliday(f *found) bool {
	for i := f.from; i < f.to; i++ {
		if m.r.has(i, cHoliday) {
			return true
		}
	}
	return false
}

// certainlyComing is a day after now however it is read.
func (m *message) certainlyComing(c clause) *found {
	if d := m.gone(c); d != nil && m.after(d) {
		return m.coming(c)
	}
	return nil
}

func (m *message) certainlyGone(c clause) *found {
	if d := m.coming(c); d != nil && !m.after(d) {
		return d
	}
	if m.coming(c) == nil {
		for _, f := range m.days(c, true) {
			return &f
		}
	}
	return nil
}

// undecided: past or to come by how it is read, like a bare weekday.
func (m *message) undecided(c clause) bool {
	gone, coming := m.gone(c), m.coming(c)
	return gone != nil && coming != nil && !m.after(gone) && m.after(coming)
}

func (m *message) after(f *found) bool {
	day := f.Due.Day
	if !f.Until.IsZero() {
		return day.After(m.r.today)
	}
	if day != m.r.today {
		return day.After(m.r.today)
	}
	return f.Due.Time != nil && f.Due.Time.Minutes() > m.r.now.Hour()*60+m.r.now.Minute()
}

// eitherDay: 周三还是周四去的 names two days, of which one was meant: asked.
func (m *message) eitherDay(list []found) *found {
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		from, to := m.r.lx[a.to-1].to, m.r.lx[b.from].from
		if to-from > 2 || !eitherWords[m.s.folded(from, to)] {
			continue
		}
		either := a
		either.to = b.to
		either.Said = m.piece(m.r.lx[a.from].from, m.r.lx[b.to-1].to)
		either.Span = m.s.span(m.s.words[m.r.lx[a.from].from].from, m.s.words[m.r.lx[b.to-1].to-1].to)
		either.Alternatives, either.Sure = []sales.Due{a.Due, b.Due}, 0.5
		return &either
	}
	return nil
}

var eitherWords = wordsOf("还是 或 或者 or")

// aheadOfVerb: a Chinese date behind the verb, long gone if it is gone at all, is
// what was talked of: 确认了交期，12月15号.
func (m *message) aheadOfVerb(c clause, f *found) bool {
	told := c.sign(kTold)
	if told == nil || m.s.words[told.from].kind != han || m.r.lx[f.from].from < told.to {
		return false
	}
	return m.r.today.DaysSince(f.Due.Day) > 120 && f.Due.Day.Year != m.r.today.Year
}

// laterThisWeek: a day of the week that runs from Monday and is not over.
func (m *message) laterThisWeek(f *found) bool {
	left := (7 - int(m.r.today.Weekday())) % 7
	return f.Due.Day.After(m.r.today) && f.Due.Day.DaysSince(m.r.today) <= left
}

// soonHan: a Chinese date that comes much sooner than it went by, with nothing that says
// that it is over: 9号去利达取协议, said on the 3rd.
func (m *message) soonHan(j *judged) bool {
	if !m.undecided(j.clause) || m.done(j.from, j.to) {
		return false
	}
	coming, gone := m.coming(j.clause), m.gone(j.clause)
	ahead, ago := coming.Due.Day.DaysSince(m.r.today), m.r.today.DaysSince(gone.Due.Day)
	return m.soonRatherThanLongAgo(coming, gone) || len(m.clauses) == 1 && ahead <= 10 && ago >= 2*ahead
}

// soonRatherThanLongAgo: a date that is some weeks ahead is not that of a year ago:
// "lunch with Lee on 3 Dec", said in November.
func (m *message) soonRatherThanLongAgo(coming, gone *found) bool {
	return m.r.today.DaysSince(gone.Due.Day) > 150 && coming.Due.Day.DaysSince(m.r.today) < 90
}

// dueIn is the day by which something is to be done: of a week or month under way its last
// working day, "book the techs this week".
func (m *message) dueIn(c clause) *found {
	day := m.coming(c)
	if day != nil && day.Until.IsZero() && day.Due.Day.Before(m.r.today) && m.s.language() == "en" { // "two follow ups from yesterday: list due Friday"
		for _, f := range m.days(c, false) {
			if !f.isPart && m.after(&f) {
				return &f
			}
		}
	}
	if day == nil || day.Until.IsZero() || day.Due.Day.After(m.r.today) || !day.Until.After(m.r.today) {
		return day
	}
	due := *day
	due.Due.Day, due.Until = day.Until, sales.Date{}
	for due.Due.Day.After(m.r.today) && !m.r.worksOn(due.Due.Day) {
		due.Due.Day = due.Due.Day.AddDays(-1)
	}
	return &due
}

// underWay: a day that dueIn made of a week or month under way.
func (m *message) underWay(j *judged, day *found) bool {
	whole := m.coming(j.clause)
	return whole != nil && !whole.Until.IsZero() && day.Until.IsZero()
}
