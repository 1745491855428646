package understand

// Where who dictates Chinese draws breath, nothing is written: 哈电的会黄了|宋处长出差了|改下周一,
// 招标下个月|嗯|让我们周四发彩页.

// hesitates: 嗯 and 呃 between words are no words.
func (m *message) hesitates(i int) bool {
	return among(m.s.words[i].text, "嗯呃") && i > 0 && i+1 < len(m.s.words)
}

// breathes: a word begins something else, though nothing marks it: somebody after what is
// over, a reminder, a new day, what is asked of us.
func (m *message) breathes(i int) bool {
	if m.s.words[i].gap || m.s.words[i-1].kind != han || m.withinSign(i) {
		return false
	}
	switch text := m.s.words[i].text; {
	case m.s.words[i-1].text == "了" && m.owner[i] == 0 && m.hanPersonTitled(i, len(m.s.words)):
		return !m.takesSomebody(i) && m.unlinked(i)
	case text == "改" && i+1 < len(m.s.words):
		return m.startsDay(i+1) && m.r.lexIsDay(m.lexOf[i+1]) && !among(m.s.words[i-1].text, "要想说会得再给先就")
	case among(text, "让叫") && i+1 < len(m.s.words):
		return m.startsDay(i+1) || m.withinDays(i+1)
	case text == "就" && i+1 < len(m.s.words):
		return m.owner[i+1] > 0 && m.accountBefore(i)
	}
	for _, s := range m.starting[i] {
		if s.kind == kFollow && s.to > s.from+1 && minds[s.text] {
			return true
		}
	}
	return false
}

// takesSomebody: the words that end at a place take who is named there: 见到了|宋处长.
func (m *message) takesSomebody(i int) bool {
	for _, s := range m.ending[i] {
		if s.person && s.kind != kMissed && s.kind != kTogether {
			return true
		}
	}
	return m.withinTelling(i)
}

// withinTelling: 了 at the end of a verb that takes somebody: 拜访|了|宋处长.
func (m *message) withinTelling(i int) bool {
	if i < 2 {
		return false
	}
	for _, s := range m.ending[i-1] {
		if s.person {
			return true
		}
	}
	return false
}

// unlinked: who is named at a word does something there, and is not what something is of.
func (m *message) unlinked(i int) bool {
	p, ok := m.hanPerson(i, clause{from: i, to: len(m.s.words)}, nil)
	return ok && p.to < len(m.s.words) && m.s.words[p.to].kind == han && m.s.words[p.to].text != "的"
}

// withinDays: 三天之内, 两个工作日内 stand at a word.
func (m *message) withinDays(i int) bool {
	l := m.lexOf[i]
	if !m.r.at(l).number {
		return false
	}
	return m.r.has(l+1, cUnit) && (m.r.has(l+2, cInside) || m.r.has(l+2, cBefore))
}
