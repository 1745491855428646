package understand

import (
	"regexp"
	"strings"
)

// Where who dictates Chinese draws breath, nothing is written: 哈电的会黄了|宋处长出差了|改下周一,
// 招标下个月|嗯|让我们周四发彩页.

// hesitates: 嗯 and 呃 between words are no words.
func (m *message) hesitates(i int) bool {
	return among(m.s.words[i].text, "嗯呃") && i > 0 && i+1 < len(m.s.words)
}

// breathes: a word begins something else, though nothing marks it: somebody after what is
// over, a reminder, a new day, what is asked of us.
func (m *message) breathes(i int) bool {
	if m.s.words[i].gap || m.s.words[i-1].kind != han || m.s.words[i-1].text != "了" && !among(m.s.words[i].text, "改让叫就你请麻帮到") && len(m.starting[i]) == 0 || m.withinSign(i) {
		return false
	}
	if among(m.s.words[i].text, "你请麻帮到") && reminds.MatchString(m.s.folded(i, min(i+6, len(m.s.words)))) && m.tellsBefore(i) {
		return true
	}
	switch text := m.s.words[i].text; {
	case m.s.words[i-1].text == "了" && m.owner[i] == 0 && m.hanPersonTitled(i, len(m.s.words)):
		return !m.takesSomebody(i) && m.unlinked(i)
	case text == "改" && i+1 < len(m.s.words):
		return m.startsDay(i+1) && m.r.lexIsDay(m.lexOf[i+1]) && !among(m.s.words[i-1].text, "要想说会得再给先就")
	case among(text, "让叫") && i+1 < len(m.s.words):
		return m.startsDay(i+1) || m.withinDays(i+1) || m.awayBefore(i) && m.hanPersonTitled(i+1, len(m.s.words))
	case text == "就" && i+1 < len(m.s.words):
		return m.owner[i+1] > 0 && m.accountBefore(i)
	}
	for _, s := range m.starting[i] {
		if s.kind == kMissed && vainHan[s.text] {
			return true
		}
		if s.kind == kFollow && s.to > s.from+1 && (minds[s.text] || strings.Contains(s.text, "提醒") && !among(m.s.words[i-1].text, "你请烦我候时不用需") && m.tellsBefore(i)) {
			return true
		}
	}
	return false
}

// takesSomebody: the words that end at a place take who is named there: 见到了|宋处长.
func (m *message) takesSomebody(i int) bool {
	for _, s := range m.ending[i] {
		if intransitive[s.text] {
			return false
		}
		if s.person && s.kind != kMissed && s.kind != kTogether {
			return true
		}
	}
	return m.withinTelling(i)
}

// intransitive are the verbs that take nobody: 会开完了|于处长说.
var intransitive = wordsOf(`会开完了 开完了会 开完会 会开完 见完了 聊完了 谈完了 黄了 泡汤了 取消了 改期了`)

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

// vainHan are the words for a way made for nothing.
var vainHan = wordsOf(`白跑 白跑一趟 白跑了 白跑了一趟 白等 白等了 白去了 扑空 扑了个空`)

// awayBefore: it was told right before a word that somebody was away: 宋处长没在|白跑一趟|让刘科长接待的.
func (m *message) awayBefore(i int) bool {
	for w := max(0, i-8); w < i; w++ {
		for _, s := range m.starting[w] {
			if s.kind == kAbsent || s.kind == kMissed {
				return true
			}
		}
	}
	return false
}

// reminds is what begins a reminder in more than its word: 你提醒我, 到时候提醒我.
var reminds = regexp.MustCompile(`^(?:你|请|麻烦|帮我|到时候?)(?:再)?提醒`)

// tellsBefore: more than a day was said since the last mark.
func (m *message) tellsBefore(i int) bool {
	from := i
	for from > 0 && m.s.words[from-1].kind != mark && m.s.words[from-1].kind != newline {
		from--
	}
	return i-from > 3 && !m.onlyDay(from, i) && m.toldSince(from, i)
}

// withinDays: 三天之内, 两个工作日内 stand at a word.
func (m *message) withinDays(i int) bool {
	l := m.lexOf[i]
	if !m.r.at(l).number {
		return false
	}
	return m.r.has(l+1, cUnit) && (m.r.has(l+2, cInside) || m.r.has(l+2, cBefore))
}
