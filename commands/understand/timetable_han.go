package understand

import "regexp"

// Accounts, people, days and hours and not a word of what was said there may be a plan or
// a report: 周一华为 周二中兴. An hour to come, or that it is agreed, makes a plan of it; a
// weekday alone is asked.

// isTimetable: an account and a day without a verb are a plan, or may be one.
func (m *message) isTimetable(j *judged) bool {
	open := m.undecided(j.clause)
	if open && (m.agreedHan() || m.othersAhead() || m.soonRatherThanLongAgo(m.coming(j.clause), m.gone(j.clause)) || m.coming(j.clause).Due.Time != nil && !m.anythingDone()) {
		j.kind, j.day, j.ahead = plans, m.coming(j.clause), true
		return true
	}
	if before := m.dayGoesOn(j.clause); before != nil {
		j.kind, j.day = plans, before
		return true
	}
	if m.dayBegins() { // 今天：上午青啤，下午光大
		if j.kind, j.day = plans, m.gone(j.clause); open {
			j.day = m.coming(j.clause)
		}
		return true
	}
	if open && m.onlyTimetable() {
		j.kind, j.day, j.unsure = tells, m.gone(j.clause), true
		return true
	}
	return false
}

// othersAhead: another clause of a timetable is certainly to come, and none is over: 周五三一，
// 下周一中联.
func (m *message) othersAhead() bool {
	ahead := false
	for _, c := range m.clauses {
		if day := m.coming(c); day != nil && !m.after(day) {
			return false
		}
		ahead = ahead || m.certainlyComing(c) != nil
	}
	return ahead && m.onlyTimetable()
}

// dayGoesOn is the day to come of the clause before one that names a part of it alone:
// 周四上午恒立|下午安踏.
func (m *message) dayGoesOn(c clause) *found {
	if m.gone(c) != nil || m.anythingDone() {
		return nil
	}
	for _, before := range m.clauses {
		if before.to > c.from || c.from-before.to > 1 || len(before.names) == 0 {
			continue
		}
		if day := m.coming(before); day != nil && m.after(day) && day.Until.IsZero() && m.namesDay(day) {
			at := *day
			at.Due.Time = nil
			return &at
		}
	}
	return nil
}

// daySpreads is the day to come that the Chinese clause before names, for one that names a part
// of it or an hour at most, where nothing is told as over: 明天一早飞深圳，下午见邓主管.
func (m *message) daySpreads(c clause) *found {
	if m.s.language() != "zh-Hans" {
		return nil
	}
	if len(c.names) == 0 && len(m.days(c, false)) == 0 {
		return nil // part of the same visit
	}
	if own := m.coming(c); own != nil && m.namesDay(own) || m.gone(c) != nil && own == nil {
		return nil
	}
	for _, before := range m.clauses {
		if before.to > c.from || c.from-before.to > 1 || before.strong {
			continue
		}
		day := m.certainlyComing(before)
		if day == nil || day.Due.By || !day.Until.IsZero() || !m.namesDay(day) || before.sign(kTheir) != nil || !m.nothingTold() {
			return nil
		}
		at := *day
		at.Due.Time = nil
		if own := m.coming(c); own != nil {
			at.Due.Time = own.Due.Time
		}
		return &at
	}
	return nil
}

// onlyTimetable: no clause of the message says more than who and when.
func (m *message) onlyTimetable() bool {
	for _, c := range m.clauses {
		if m.leftOf(c) > 0 {
			return false
		}
	}
	return true
}

// agreedHan: a clause says that what was named before it is agreed: 周五三点见马晓东，约好了.
func (m *message) agreedHan() bool {
	for _, c := range m.clauses {
		if c.to-c.from <= longestAgreed && len(c.names) == 0 && agreedForm.MatchString(m.s.folded(c.from, c.to)) {
			return true
		}
	}
	return false
}

const longestAgreed = 10 // characters

var agreedForm = regexp.MustCompile(`^(?:都|全|已经?|刚|时间|人|对方|他们?|她|会|也|提前|跟(?:他|她|他们|客户))*(?:约好|约定|约上|约下|约|定好|定下来|定|说好|讲好|敲定|确认好|确认过|确认|联系好|打过招呼|预约好|预约)(?:了|的|过)+$`)
