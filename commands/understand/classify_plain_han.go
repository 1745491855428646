package understand

// Chinese verbs have no tense: whether 去 and 拜访 are told or planned is said by what
// stands around them.

// notYet: a Chinese verb without an aspect is not over on a day to come: 明天下午送到工地.
func (m *message) notYet(j *judged, s *sign) bool {
	return s.text == "送到" && !m.done(s.from, j.to)
}

// withKnownHan: somebody known stands before a Chinese verb, 和水清|对了.
func (m *message) withKnownHan(j *judged, s *sign) bool {
	for w := j.from + 1; w < s.from; w++ {
		if among(m.s.words[w-1].text, "跟和与同找给") && m.s.words[w].kind == han && m.contactHan(w) {
			return true
		}
	}
	return false
}

// wentFor: behind where somebody went and whom he looked for stands what for.
func (m *message) wentFor(j *judged, s, must *sign) bool {
	if s.kind != kPlain || must.text != "要" || m.coming(j.clause) != nil && m.after(m.coming(j.clause)) {
		return false
	}
	for w := s.to; w+1 < must.from; w++ {
		if m.s.words[w].text == "找" && m.personAt(w+1) {
			return true
		}
	}
	return false
}

// again: 再 leads to what is yet to be: 月底他回来再细谈.
func (m *message) again(j *judged, s *sign) bool {
	for w := max(j.from, s.from-3); w < s.from; w++ {
		if m.s.words[w].text == "再" {
			return !m.done(s.from, j.to)
		}
	}
	return false
}

// plansElsewhere: another clause tells where the author is yet to go.
func (m *message) plansElsewhere(c clause) bool {
	for _, other := range m.clauses {
		if s := other.sign(kPlan); other.from != c.from && s != nil && s.place && len(other.names) > 0 && s.to <= other.names[len(other.names)-1].from {
			return true
		}
	}
	return false
}

// anythingDone: something is told as over anywhere in the text.
func (m *message) anythingDone() bool {
	for _, s := range m.signs {
		if s.kind == kTold && finished(s.text) {
			return true
		}
	}
	return m.done(0, len(m.s.words))
}

var onTheWayHan = wordsOf(`路上 去的路上 在去 正要 马上到 快到 正赶往 赶往 赶去 正往 出发去 马上去 正要去 还没到 一会去 待会去`)

func (m *message) isPlainHan(j *judged, s *sign) bool {
	best := s
	for i := range j.signs { // a word before a name beats one without
		p := &j.signs[i]
		if p.kind == kPlain && (m.owner[p.to] > 0 || m.personAt(p.to)) {
			best = p
			break
		}
	}
	if best.from > j.from && m.s.words[best.from-1].text == "的" && best.mode != "" { // 伺服压机的视频
		return false
	}
	single := len([]rune(best.text)) == 1
	after := best.to
	if m.s.folded(after, min(after+2, len(m.s.words))) == "客户" {
		after += 2
	}
	named := m.owner[after] > 0 || m.personAt(after)
	unknown := best.place && m.unknownHan(j.clause, best.to) != ""
	switch {
	case named:
	case single:
		opens := j.from == best.from && best.text != "到" && best.text != "约"
		if !opens || !unknown || m.certainlyComing(j.clause) != nil {
			return false
		}
	case len(j.names) == 0 && j.topic == nil && !unknown && m.c.Last == "" && !m.personIn(j.clause):
		return false
	}
	if t := j.sign(kTheir); t != nil && t.from < best.from && t.text != "客户" && t.text != "对方" {
		return false
	}
	if best.text == "到" && j.sign(kAction) != nil {
		return false
	}
	return m.toldOrPlanned(j, best)
}

// dayBegins: nothing is told as over, and a part of the day is named that is yet to come.
func (m *message) dayBegins() bool {
	if m.anythingDone() {
		return false
	}
	for i, l := range m.r.lx {
		if m.s.words[l.from].kind != han {
			continue
		}
		if s, ok := m.r.is(i, cPart); ok && (s.n == pAfternoon && m.r.now.Hour() < 12 || s.n == pEvening && m.r.now.Hour() < 17) {
			return true
		}
	}
	return false
}
