package understand

import (
	"strings"

	"roundsman/sales"
)

// newDate takes the day that a clause names for what the one before it called off:
// "visit not happening today, now on 4 December", "Bob has flu, new date 15 December".
func (t *telling) newDate(j judged) bool {
	if t.m.s.language() != "en" || t.current != nil {
		return false
	}
	at := len(t.others) - 1
	for at >= 0 && t.others[at].kind != cancels && len(t.others[at].names) == 0 && len(t.others)-at < 4 {
		at--
	}
	if at < 0 || t.others[at].kind != cancels && t.others[at].kind != misses || t.others[at].day != nil {
		return false
	}
	day := t.m.coming(j.clause)
	if day == nil || !t.m.after(day) || !t.m.namesNewDate(j, day) {
		return false
	}
	before := t.others[at]
	f := FollowUpReading{Span: t.m.extent(j.clause), Due: day.DayReading, planned: true}
	f.Due.Due.By = false
	if len(before.names) > 0 {
		f.Account = before.names[0].AccountReading
	}
	if len(j.names) > 0 {
		f.Account = j.names[0].AccountReading
	}
	j.kind, j.lead = cancels, before.lead
	t.others, t.duties = append(t.others, j), append(t.duties, f)
	return true
}

// namesNewDate: the clause is hardly more than the day, or says that it is the new one.
func (m *message) namesNewDate(j judged, day *found) bool {
	left := 0
	for w := j.from; w < j.to; w++ {
		text := m.s.words[w].text
		if newDateWords[text] {
			return true
		}
		if w < m.r.lx[day.from].from || w >= m.r.lx[day.to-1].to {
			left++
		}
	}
	return left <= 1
}

// saysOnlyWhen: "that was yesterday" of the visit just told.
func (m *message) saysOnlyWhen(c clause, day *found) bool {
	for w := c.from; w < c.to; w++ {
		if (w < m.r.lx[day.from].from || w >= m.r.lx[day.to-1].to) && m.s.words[w].kind != mark && !whenWords[m.s.words[w].text] {
			return false
		}
	}
	return true
}

var whenWords = wordsOf(`that it this was on actually sorry no the visit meeting call happened took place by way btw i mean meant`)

var newDateWords = wordsOf(`now new instead rather rescheduled rebooked moved rearranged postponed pushed shifted again alternative retry replacement date slot`)

// listedDuty: a further thing of a list of what is owed: "need: quote Thursday,
// samples Friday".
func (t *telling) listedDuty(j judged) bool {
	if t.m.s.language() != "en" || j.sign(kTold, kNot) != nil {
		return false
	}
	before := t.before(j)
	if before != nil && j.sign(kTheir, kAsk) != nil && !(before.lead != nil && before.lead.kind == kFollow) {
		return false
	}
	if before == nil || before.strong || before.kind != follows {
		return false
	}
	day := t.m.coming(j.clause)
	if day == nil && t.inTodo(before) && j.sign(kAction) != nil && j.sign(kAction).from == j.from {
		j.kind = follows
		t.owe(j)
		return true
	}
	if day == nil || day.isPart || !t.m.after(day) || j.sign(kDeliver, kAction, kPlain, kMeeting) == nil && !(before.lead != nil && before.lead.kind == kFollow) {
		return false
	}
	j.kind, j.day = follows, day
	t.owe(j)
	return true
}

// inTodo: a list headed "To do:" is under way.
func (t *telling) inTodo(before *judged) bool {
	return before.lead != nil && before.lead.kind == kFollow && before.lead.to < before.to && t.m.s.words[before.lead.to].text == ":"
}

// toldOf: what was told came from them, and was only that the meeting is moved:
// "Hank just texted, pushing our meeting to Monday".
func (v *draft) toldOf() bool {
	lead := v.clauses[0].lead
	return lead != nil && lead.kind == kTold && (lead.mode == sales.ByMessage || lead.mode == sales.ByPhone) && !v.clauses[0].strong && lead.from > v.clauses[0].from
}

// remindOf takes what a bare reminder is about from the words before it: "he wants
// the invoice corrected, please remind me on Thursday".
func (t *telling) remindOf(j judged, f *FollowUpReading) {
	m := t.m
	if m.s.language() != "en" || j.lead == nil || !(j.lead.kind == kFollow && strings.Contains(j.lead.text, "remind") || j.lead.kind == kPromise) {
		return
	}
	before := t.before(j)
	if before == nil || before.kind != remark && (before.kind != follows || before.lead != nil) {
		return
	}
	switch {
	case j.day != nil && j.lead.kind == kFollow && m.saysOnlyWhen(clause{from: j.lead.to, to: j.to}, j.day) && m.r.lx[j.day.from].from >= j.lead.to:
		f.What = trimmed(m.text(before.clause))
	case j.day == nil && j.lead.to == j.to && !before.strong:
		if day := m.coming(before.clause); day != nil && m.after(day) {
			f.Due, f.What = day.DayReading, m.what(judged{clause: before.clause, kind: follows, day: day}, 0, 0)
		}
	}
}

// listedPlan: a list of what is to be done goes on with a visit: "call Tess on Tuesday,
// visit Castle on Wednesday".
func (t *telling) listedPlan(j judged) bool {
	if t.m.s.language() != "en" || t.current != nil || j.lead == nil || j.lead.kind != kMeeting && j.lead.kind != kPlain || j.lead.from != j.from || !bidding[j.lead.text] || !t.m.undecided(j.clause) {
		return false
	}
	before := t.before(j)
	return before != nil && !before.strong && (before.kind == follows || before.kind == plans)
}

var bidding = wordsOf(`visit see meet call phone ring email text mail`)

var minds = wordsOf(`记得 别忘 别忘了 不要忘 记着`)

// mindful: what must not be forgotten on a planned visit is part of it: "breakfast with
// Carmen tomorrow, don't let me forget the brochure".
func (t *telling) mindful(j judged, f *FollowUpReading) bool {
	if j.lead == nil || j.lead.kind != kFollow || j.lead.from != j.from || !minds[j.lead.text] && !strings.Contains(j.lead.text, "forget") && !strings.HasPrefix(j.lead.text, "remember") || !f.Due.Due.IsZero() {
		return false
	}
	before, list := t.before(j), t.duties
	if t.current != nil {
		list = t.current.FollowUps
	}
	if before == nil || before.strong || before.kind != plans && before.kind != follows || len(list) == 0 || list[len(list)-1].Span != t.m.extent(before.clause) {
		return false
	}
	list[len(list)-1].What = t.m.glue([]string{list[len(list)-1].What, t.m.comma(), t.m.text(j.clause)})
	return true
}
