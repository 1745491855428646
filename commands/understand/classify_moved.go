package understand

import (
	"regexp"
	"strings"
)

func (m *message) isCancelled(j *judged) bool {
	if m.goesNot(j) {
		return true
	}
	s := j.sign(kCancel)
	if off := j.sign(kAbsent); s == nil && off != nil && (off.text == "is off" || off.text == "was off") && m.meets(j.from, off.from) { // "Engel visit tomorrow is off"
		j.kind, j.lead = cancels, off
		return true
	}
	if s == nil || (s.text == "moved to" && j.sign(kMeeting) == nil || s.text == "改成") && m.newDay(j.clause, s) == nil { // 改成月结
		return false
	}
	if m.offHimself(j, s) {
		j.kind, j.lead = absence, s
		return true
	}
	if told := j.sign(kTold); told != nil && told.from < s.from && told.text != "had" && !m.namesMeeting(told, s) && !(told.mode != "" && s.from == told.to+1 && m.s.words[told.to].text == "to") { // "emailed to cancel Tuesday"
		return false
	}
	if (s.text == "was supposed to" || s.text == "was meant to") && s.to < j.to && m.s.words[s.to].text == "be" { // "was supposed to be a quick hello"
		return false
	}
	if m.theirMatter(j, s) || m.afterAll(j, s) || s.text == "pushed back" && s.to < j.to && againstWords[m.s.words[s.to].text] {
		return false
	}
	if m.cameAfterAll(s) {
		j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, place: true, person: true}, from: s.from, to: s.to, text: s.text}, m.toldDay(j.clause)
		return true
	}
	j.kind, j.lead, j.day = cancels, s, m.newDay(j.clause, s)
	return true
}

var againstWords = wordsOf(`on hard against strongly heavily again a`)

// unanswered: nobody answers by those means: 微信也不回.
var unanswered = regexp.MustCompile(`^(?:也|都|还|一直|就)*(?:不|没|未)(?:回|接|通|理|应)`)

// numberFollows: a telephone number stands behind a word.
func (m *message) numberFollows(at int) bool {
	for at < len(m.s.words) && (m.s.words[at].text == ":" || m.s.words[at].text == "是") {
		at++
	}
	return at < len(m.s.words) && m.s.words[at].kind == digits && len(m.s.words[at].text) >= 7
}

// habitually: what somebody likes or always does, and not what was done: 不爱打电话，有事发邮件.
func (m *message) habitually(from, to int) bool {
	for w := from; w+1 < to; w++ {
		if habits[m.s.folded(w, w+2)] {
			return true
		}
	}
	return to-1 >= from && among(m.s.words[to-1].text, "爱")
}

var habits = wordsOf(`不爱 喜欢 习惯 有事 平时 一般 通常 总是 从不 很少 每次 只接 不接 不用 讨厌 最好 尽量 以后`)

// afterAll: what came of it in the end: 被放鸽子两次之后终于见到林老板.
func (m *message) afterAll(j *judged, s *sign) bool {
	for i := range j.signs {
		if t := &j.signs[i]; t.kind == kTold && t.from > s.to && m.s.words[t.from].kind == han && finished(t.text) {
			between := m.s.folded(s.to, t.from)
			return strings.Contains(between, "终") || strings.Contains(between, "总算") || strings.Contains(between, "后") || strings.Contains(between, "才") || strings.Contains(between, "好不容易")
		}
	}
	return false
}

// theirMatter: what is put off is of theirs, and was told: 李总监电话说审计推到明年.
func (m *message) theirMatter(j *judged, s *sign) bool {
	from := -1
	for _, t := range j.signs {
		if t.kind == kTheir && reports[t.text] && t.to <= s.from && m.s.words[t.from].kind == han {
			from = t.to
		}
	}
	if from < 0 {
		return false
	}
	left := s.from - from
	for _, f := range m.days(clause{from: from, to: s.from}, false) {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	for _, t := range j.signs {
		if t.from >= from && t.to <= s.from && (t.kind == kMeeting || t.kind == kPlain || t.kind == kTold) {
			return false
		}
	}
	return left >= 2
}

// newDay is the day that something was moved to; nil if none is said.
func (m *message) newDay(c clause, lead *sign) *found {
	list := m.days(c, false)
	for i := range list {
		if f := &list[i]; !f.isPart && m.after(f) && m.movedTo(f, lead) {
			return f
		}
	}
	return nil
}

func (m *message) movedTo(f *found, lead *sign) bool {
	w := m.r.lx[f.from].from
	if w < lead.from {
		return false
	}
	if w <= lead.to {
		return strings.HasSuffix(lead.text, "到") || strings.HasSuffix(lead.text, " to") || movedWords[m.s.words[w].text]
	}
	return movedWords[m.s.words[w].text] || movedWords[m.s.words[w-1].text]
}

var movedWords = wordsOf("to until till 到 至 为 在")

// isHabit: to be done again and again, 每两周去一次上港, "call Acme every Friday". What
// others do, and "monthly call with Acme", which took place, is none.
func (m *message) isHabit(j *judged) bool {
	_, from, to, ok := m.repeats(j.clause)
	if told := j.sign(kTold); !ok || told != nil && finished(told.text) || j.sign(kTheir) != nil && j.sign(kTheir).from == j.from {
		return false
	}
	at := j.from
	for _, s := range j.signs {
		if (s.kind == kMust || s.kind == kPlan) && s.from == at {
			at = s.to
		}
	}
	for i := range j.signs {
		s := &j.signs[i]
		verb := s.kind == kAction || s.kind == kPlain || s.kind == kMeeting && m.s.words[s.from].kind == han || s.text == "visit"
		if !verb {
			continue
		}
		english := m.s.words[s.from].kind != han
		if s.from == at && !(english && from < s.from) || from == at && s.from >= to && (!english || m.s.words[from].text == "every" || m.s.words[from].text == "each") {
			j.kind, j.day = follows, m.coming(j.clause)
			j.lead = j.sign(kMust)
			return true
		}
	}
	return false
}

// onlyWithWhom: between two words stand only names, days and what ties them:
// 没[和华为]开会.
func (m *message) onlyWithWhom(from, to int) bool {
	left := to - from
	for _, f := range m.days(clause{from: from, to: to}, true) {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	c := clause{from: from, to: to}
	for w := from; w < to; w++ {
		if m.owner[w] > 0 || among(m.s.words[w].text, "和跟与同给去到在能有的再") {
			left--
		}
	}
	for _, p := range m.peopleIn(c, "") {
		left -= p.to - p.from
	}
	return left <= 0
}

// isIntended: "will visit Acme on Tuesday", 准备去华为: a plan, with or without a day.
func (m *message) isIntended(j *judged) bool {
	s := j.sign(kPlan)
	if s != nil && m.arrangedHan(j, s) {
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		return true
	}
	if s != nil && appointments[s.text] && m.hasAppointment(j, s) {
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		return true
	}
	if s == nil || !visitIntended[s.text] || len(j.names) == 0 || j.names[0].from > s.to+4 || j.names[0].from < s.to || m.subject(s) || m.denied(j, s) {
		return false
	}
	if t := j.sign(kTheir); t != nil && t.from < s.from {
		return false
	}
	day := m.coming(j.clause)
	if day != nil && day.Due.Day.Before(m.r.today) {
		return false
	}
	j.kind, j.lead, j.day = plans, s, day
	return true
}

// hasAppointment: a day to come is in the diary: "I've got a meeting with Wang Lei on Thursday
// at 3".
func (m *message) hasAppointment(j *judged, s *sign) bool {
	if day := m.coming(j.clause); day == nil || !m.after(day) || m.denied(j, s) || j.sign(kTheir) != nil && j.sign(kTheir).from < s.from {
		return false
	}
	return len(j.names) > 0 || m.personIn(j.clause) || m.knownOf(j.clause)
}

var appointments = phrasesOf(`have meeting|have call|have appointment|got meeting|ive got meeting|ive got appointment|there is meeting|got appointment|have visit|ive got call|ive got visit|got call with|fixed meeting|fixed appointment|agreed meeting`)

// isExpected: a guest is to come: "Dr. Hoff is coming on Monday at 11", "Acme are visiting us
// on 8 December".
func (m *message) isExpected(j *judged) bool {
	day := m.coming(j.clause)
	if m.s.language() != "en" || day == nil || !m.after(day) || m.certainlyGone(j.clause) != nil || j.sign(kTold, kCancel, kMissed, kAbsent, kNot, kRival) != nil || len(j.names) == 0 && !m.personIn(j.clause) && !m.knownOf(j.clause) {
		return false
	}
	at, ok := m.guestAt(j)
	if !ok || m.r.lx[day.from].from < at {
		return false
	}
	j.kind, j.day = plans, day
	j.lead = &sign{cue: cue{kind: kPlan}, from: at, to: at + 1, text: m.s.words[at].text}
	return true
}

// guestAt is where a clause says that who is named right before comes to us.
func (m *message) guestAt(j *judged) (at int, ok bool) {
	for w := j.from + 1; w+1 < j.to; w++ {
		text, next := m.s.words[w].text, m.s.words[w+1].text
		switch text {
		case "coming", "comes", "popping", "dropping":
			ok = next == "by" || next == "over" || next == "in" || next == "round" || next == "on" || next == "to" || next == "here" || m.lexIsDayAt(w+1)
		case "visiting":
			ok = next == "us" || next == "our"
		}
		if ok {
			return w, m.guestBefore(j.from, w)
		}
	}
	return 0, false
}

// guestBefore: an account or one of its people stands before a verb, with no more than "is"
// or "will be" between.
func (m *message) guestBefore(from, verb int) bool {
	for verb > from && auxiliary[m.s.words[verb-1].text] {
		verb--
	}
	if verb == from || m.owner[verb-1] > 0 {
		return verb > from
	}
	who := clause{from: max(from, verb-2), to: verb}
	for _, p := range m.peopleIn(clause{from: from, to: verb}, "") {
		if p.to == verb {
			return true
		}
	}
	return m.personIn(who) || m.knownOf(who)
}

// arrangedHan: a day to come is agreed with somebody: 约好周五跟严副总过报告.
func (m *message) arrangedHan(j *judged, s *sign) bool {
	day := m.coming(j.clause)
	if t := j.sign(kTheir); !arranged[s.text] || day == nil || !m.after(day) || m.denied(j, s) || t != nil && t.from < s.from {
		return false
	}
	return len(j.names) > 0 || j.topic != nil || m.personIn(j.clause)
}

var arranged = wordsOf(`约好 约好了 约了 约在 约的 定于 定在 预约 安排 约我 约了我 约我们 约了我们`)

var visitIntended = phrasesOf(`will visit|will meet|will see|planning to visit|plan to visit|planning on|want to meet|want to go to|would like to visit|would like to see|would like to meet|will go to|will drop by|will stop by|will call in at|will pop in|want to visit|want to see|due to visit|要去|会去|想去|计划去|准备去|打算去|需要去|还要去|马上去|再去|再访|再拜访`)

var nothingTo = wordsOf(`nothing anything what lots much plenty else further`)

// denied: a word before it takes it back: 没答应, "no follow up".
func (m *message) denied(j *judged, s *sign) bool {
	for _, n := range j.signs {
		if n.kind == kNot && n.text != "无" && (n.to == s.from || n.to < s.from && m.s.words[n.from].kind == han && m.onlyWithWhom(n.to, s.from)) {
			return true
		}
	}
	if s.mode != "" && m.s.words[s.from].kind == han && (m.habitually(j.from, s.from) || m.numberFollows(s.to) || unanswered.MatchString(m.s.folded(s.to, j.to))) {
		return true
	}
	for w := max(j.from, s.from-3); w < s.from && s.kind == kFollow; w++ { // nothing (for us) to do
		if nothingTo[m.s.words[w].text] {
			return true
		}
	}
	return s.from > j.from+1 && m.s.folded(s.from-2, s.from) == "不用" || s.from > j.from+1 && m.s.folded(s.from-2, s.from) == "不必"
}
