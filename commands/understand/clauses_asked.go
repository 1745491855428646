package understand

import (
	"slices"
	"strings"
)

// markQuestions marks the clauses of sentences that ask.
func (m *message) markQuestions() {
	for i := 0; i < len(m.clauses); {
		j := i
		for j+1 < len(m.clauses) && !m.clauses[j].strong {
			j++
		}
		last := m.clauses[j]
		asked := last.to < len(m.s.words) && m.s.words[last.to].text == "?"
		if !asked {
			asked = m.asksByWords(m.clauses[i : j+1])
		}
		told := asked && m.toldBefore(m.clauses[i:j])
		for k := i; k <= j; k++ {
			m.clauses[k].asked = asked && (k == j || !told) && !m.asksForReminder(m.clauses[k])
		}
		i = j + 1
	}
}

// toldBefore: what the Chinese sentence says up to here is told; only the end of it
// asks: 今天见了王总，对手报价低两毛，我们跟不跟？
func (m *message) toldBefore(sentence []clause) bool {
	for _, c := range sentence {
		if c.sign(kAsk) != nil || m.s.words[c.from].kind == han && strings.HasPrefix(m.s.folded(c.from, min(c.from+2, c.to)), "上次") {
			return false
		}
	}
	for _, c := range sentence {
		s := c.sign(kTold, kMeeting)
		if s != nil && m.s.words[s.from].kind == han && (len(c.names) > 0 || c.topic != nil || m.certainlyPast(c)) {
			return true
		}
	}
	return false
}

// asksForReminder: "can you remind me tomorrow to call Acme?" wants no answer.
func (m *message) asksForReminder(c clause) bool {
	s := c.sign(kFollow)
	return s != nil && (strings.Contains(s.text, "remind") || strings.Contains(s.text, "提醒")) && c.sign(kTheir) == nil && m.coming(c) != nil && !whQuestion[m.s.words[c.from].text]
}

var whQuestion = wordsOf("when what which who where why how did do does is are was have has 什么 谁 哪")

// asksByWords: a sentence without a question mark that asks: "when did I last
// visit Acme", 上次拜访美的是什么时候.
func (m *message) asksByWords(sentence []clause) bool {
	first := sentence[0]
	if m.s.language() == "en" {
		if m.wantsToKnow(first) && (len(sentence) == 1 || sentence[1].from == first.to) {
			return true
		}
		if len(sentence) > 1 {
			return false
		}
		for _, s := range first.signs {
			if s.kind == kAsk && s.from == first.from && firmAsk[s.text] && !m.asksKey(s) && !(s.to < len(m.s.words) && (m.s.words[s.to].text == "a" || m.s.words[s.to].text == "an")) { // "what a day"
				return true
			}
		}
		return false
	}
	if last := sentence[len(sentence)-1]; last.to >= last.from+2 && m.s.folded(last.to-2, last.to) == "来着" {
		return true
	}
	if len(sentence) == 1 && m.counts(first) || m.looksUp(sentence) || m.asksIfDone(sentence) {
		return true
	}
	if last := sentence[len(sentence)-1]; m.s.words[last.to-1].text == "吗" && !strings.Contains(m.text(last), "问") {
		return !m.othersIn(sentence)
	}
	if len(sentence) == 1 && m.asksWho(first) {
		return true
	}
	for _, c := range sentence {
		asks, told, their := c.sign(kAsk), c.sign(kTold), c.sign(kTheir)
		if asks != nil && asks.text != "呢" && asks.text != "怎么" && asks.text != "什么" && told == nil && (their == nil || their.isMeans() && asksWhich[asks.text]) && len(sentence) == 1 && !strings.Contains(m.text(c), "问") {
			return true
		}
	}
	return false
}

// wantsToKnow: "please I want to know when last I visited Acme".
func (m *message) wantsToKnow(c clause) bool {
	for w := c.from; w+1 < min(c.to, c.from+9); w++ {
		if m.owner[w] > 0 || !learnsOf[m.s.words[w].text] || !whWords[m.s.words[w+1].text] {
			continue
		}
		for k := c.from; k < w; k++ {
			if !asksPolitely[m.s.words[k].text] && m.s.words[k].kind != mark {
				return false
			}
		}
		return true
	}
	return false
}

var (
	learnsOf     = wordsOf(`know wondering wonder remember recall forget forgot check see remind me`)
	whWords      = wordsOf(`when who what which where how if whether`)
	asksPolitely = wordsOf(`please pls plz kindly hi hey hello i i'd we want wanna need would like to can't cannot don't do just was am i'm could you help me can know let tell remind`)
)

// asksWhich ask for one of the author's own: 下周要见哪些客户.
var asksWhich = wordsOf(`哪些 哪个 哪家 哪位 有哪些 几点 谁`)

// othersIn: others speak in a sentence, and what is asked may be what they ask.
func (m *message) othersIn(sentence []clause) bool {
	return slices.ContainsFunc(sentence, func(c clause) bool {
		return slices.ContainsFunc(c.signs, func(s sign) bool { return s.kind == kTheir && s.text != "那边" })
	})
}

// asksWho: 上次谁去的, 哪天拜访的: a word that asks right before what was done.
func (m *message) asksWho(c clause) bool {
	for i := 1; i < len(c.signs); i++ {
		if asks := c.signs[i-1]; asks.kind == kAsk && asks.to == c.signs[i].from && (c.signs[i].kind == kTold || c.signs[i].kind == kPlain) && !strings.Contains(m.text(c), "问") {
			return len(c.names) > 0 || strings.HasSuffix(c.signs[i].text, "的")
		}
	}
	return false
}

// firmAsk are the words that ask when a sentence begins with them, even without
// a question mark.
var firmAsk = phrasesOf(`when|who|what|where|which|how|whose|whats|whos|how many|how much|how often|wheres|hows|can you|could you|would you|do you|did i|do i|have i|have we|did we|do we|is there|are there|show me|tell me|list my|what about`)
