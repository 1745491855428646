package understand

import "strings"

// runsOn: Chinese typed or dictated without punctuation goes on with something else
// at a word: 去了徐工|然后去了中联|徐工马部长说…|让我们|下周三前报价.
func (m *message) runsOn(from, i int, inside []bool) bool {
	if m.s.words[i].kind != han {
		return false
	}
	if i-from > 3 && m.breathes(i) {
		return true
	}
	if !m.toldSince(from, i) {
		return i-from > 4 && (m.goesOnThen(i) || m.authorBegins(i)) || m.rivalBegins(i) && i-from > 6 || m.nextAccount(i) && m.folkBehind(i) || i-from > 3 && m.promises(i, inside) && m.toldSince(m.sentenceAt(i), from)
	}
	return m.connects(i) || m.rivalBegins(i) || m.othersBegin(i) || m.nextAccount(i) || m.promises(i, inside)
}

// goesOnThen: 然后 and the like begin something else whatever was told before.
func (m *message) goesOnThen(i int) bool {
	switch m.s.folded(i, min(i+2, len(m.s.words))) {
	case "然后", "接着", "随后", "后来":
		return !m.withinSign(i)
	}
	return false
}

// toldSince: a visit was told, or an account named with what it does, since the
// clause began.
func (m *message) toldSince(from, i int) bool {
	for w := from; w < i; w++ {
		for _, s := range m.starting[w] {
			if (s.kind == kTold || s.kind == kMeeting || s.kind == kMissed || s.kind == kPlain && s.to > s.from+1) && s.to < i {
				return true
			}
		}
	}
	return false
}

// connects: a word that joins two things done.
func (m *message) connects(i int) bool {
	return hanConnects[m.s.folded(i, min(i+2, len(m.s.words)))] && !m.withinSign(i)
}

// rivalBegins: what a rival does is told from here on: 你们再不降价|友商迈瑞已经送样.
func (m *message) rivalBegins(i int) bool {
	if m.takesDay(i) || among(m.s.words[i-1].text, "的跟和与同比被是有给找向对从用去") {
		return false
	}
	for _, s := range m.starting[i] {
		if s.kind == kRival && s.to < len(m.s.words) {
			return m.rivalName(s.to, min(s.to+8, len(m.s.words))) != ""
		}
	}
	return false
}

var hanConnects = wordsOf(`然后 接着 随后 后来 另外 顺路 顺便 但是 不过 可是 而且 结果`)

// withinSign: a longer word goes over a place.
func (m *message) withinSign(i int) bool {
	for w := max(0, i-maxHanCue); w < i; w++ {
		for _, s := range m.starting[w] {
			if s.to > i {
				return true
			}
		}
	}
	return false
}

// othersBegin: who was met is called he, or asks us, from here on.
func (m *message) othersBegin(i int) bool {
	for _, s := range m.starting[i] {
		if s.kind == kMust && asking[s.text] {
			return true
		}
	}
	if m.speaks(i) {
		return true
	}
	two, three := m.s.folded(i, min(i+2, len(m.s.words))), m.s.folded(i, min(i+3, len(m.s.words)))
	return hanOthers[two] || hanOthers[three] || m.authorBegins(i)
}

// authorBegins: what the author said he will do is told from here on.
func (m *message) authorBegins(i int) bool {
	three := m.s.folded(i, min(i+3, len(m.s.words)))
	return (hanAuthor[three] || hanAuthor[m.s.folded(i, min(i+4, len(m.s.words)))]) && !among(m.s.words[i-1].text, "给跟和与让对叫约请找比向帮替陪带的")
}

var hanAuthor = wordsOf(`我答应 我承诺 我保证 我就说 我跟他 我和他 我说明 我说周 我说下 我说后 我说月 我们答应 我们承诺`)

var hanOthers = wordsOf(`他说 她说 他们说 她们说 对方说 客户说 他要 她要 他们要 客户要 对方要 他让 她让 他们让 他嫌 她嫌 他们嫌 他觉 她觉 他们觉 他想 她想 他们想 客户想 对方想 客户嫌 对方嫌 他答应 她答应 他提 她提 他们提`)

// nextAccount: an account is named that nothing before it takes.
func (m *message) nextAccount(i int) bool {
	if m.owner[i] == 0 || m.owner[i-1] == m.owner[i] || m.s.words[i-1].kind != han || len(m.ending[i]) > 0 {
		return false
	}
	if m.owner[i-1] > 0 {
		return true
	}
	return !among(m.s.words[i-1].text, "的和跟与及同、给向对去到在从了完过把被比由找约帮替是") && !m.endsDay(i) && m.accountBefore(i)
}

// folkBehind: one of its people is named right behind the account at a word.
func (m *message) folkBehind(i int) bool {
	n := m.names[min(m.owner[i], len(m.names))-1]
	return m.personAt(n.to)
}

func (m *message) accountBefore(i int) bool {
	for w := i - 1; w >= 0 && w > i-30 && m.s.words[w].kind != newline; w-- {
		if m.owner[w] > 0 {
			return true
		}
	}
	return false
}

// promises: a day to come, and behind it what is to be done by then.
func (m *message) promises(i int, inside []bool) bool {
	if !inside[i] || i > 0 && inside[i-1] || m.lexOf[i] == m.lexOf[max(i-1, 0)] || len(m.ending[i]) > 0 && m.takesDay(i) {
		return false
	}
	end := i
	for end < len(m.s.words) && m.s.words[end].kind != mark && m.s.words[end].kind != newline {
		end++
	}
	day := firstDay(m.r.all(m.lexOf[i], m.lexOf[end]))
	if day == nil || m.r.lx[day.from].from != i {
		return false
	}
	to := m.r.lx[day.to-1].to
	if !day.Due.By && !m.after(day) || to >= end || m.s.words[to].text == "的" {
		return false
	}
	for w := to; w < min(to+6, end); w++ {
		for _, s := range m.starting[w] {
			if s.kind == kAction || s.kind == kPlain && s.to > s.from+1 {
				return true
			}
		}
	}
	return false
}

// takesDay: the word before belongs to the day: 要求|下周三前, 说|下周三, 约了|下周三.
func (m *message) takesDay(i int) bool {
	for _, s := range m.ending[i] {
		switch s.kind {
		case kTheir, kMust, kPlan, kCancel, kPromise, kFollow, kGiven, kPlace:
			return true
		case kAction:
			if daysTaken[s.text] {
				return true
			}
		default:
		}
	}
	return false
}

// daysTaken are the things to do that a day is the object of.
var daysTaken = wordsOf(`安排 约 再约 定 改 敲定 见面 见 等 到`)

// speaks: somebody named says something from here on: 去了徐工|马部长说…
func (m *message) speaks(i int) bool {
	if m.owner[i] > 0 || m.owner[i-1] > 0 || len(m.ending[i]) > 0 || !m.personAt(i) {
		return false
	}
	for w := i + 2; w < min(i+6, len(m.s.words)); w++ {
		for _, s := range m.starting[w] {
			if s.kind == kTheir && speaks[s.text] {
				return !among(m.s.words[i-1].text, "的跟和与同给对向找约了过、")
			}
		}
	}
	return false
}

// counts: 上周拜访了多少客户, 这周我跑了几家 ask for a number; 拜访了几家客户 tells.
func (m *message) counts(c clause) bool {
	if len(c.names) > 0 && c.sign(kTheir) != nil {
		return false
	}
	told := c.sign(kTold, kPlain)
	if told == nil {
		return false
	}
	rest := m.s.folded(told.to, c.to)
	return strings.HasPrefix(strings.TrimPrefix(rest, "了"), "多少") || countsHan[strings.TrimPrefix(rest, "了")]
}

var countsHan = wordsOf(`几家 几个 几次 几趟 几个客户 几家客户 几回`)

// sentenceAt is where the sentence of a word begins, as far as it matters.
func (m *message) sentenceAt(i int) int {
	least := max(0, i-120)
	for i > least {
		if w := m.s.words[i-1]; w.kind == newline || w.kind == mark && among(w.text, "!?;。") {
			break
		}
		i--
	}
	return i
}
