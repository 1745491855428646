package understand

import "strings"

// isTold: visited, met, 见了. In Chinese a word such as 吃饭 tells both: with a day
// to come or a word of intention it is a plan.
func (m *message) isTold(j *judged) bool {
	s := m.toldSign(j)
	if s == nil {
		return false
	}
	future := m.certainlyComing(j.clause)
	if intent := j.sign(kPlan, kMust, kAction); (future != nil || intent != nil && intent.kind != kAction && intent.from < s.from && intent.text != "会" && !(appointedHan[intent.text] && m.coming(j.clause) == nil)) && (!finished(s.text) || future != nil && m.notYet(j, s)) {
		if m.s.words[s.from].kind == han {
			j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
			return true
		}
	}
	if m.othersTell(j, s) || m.colleagueTells(j, s) || m.elseWent(j, s) {
		return false
	}
	j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
	return true
}

// isMetToo: who else was met, where and when, by the verb of the clause before: "called Wang
// Lei at Acme on Monday | and Mr Lee of Globex on Tuesday".
func (m *message) isMetToo(j *judged) bool {
	if m.s.words[j.from].kind != letters || !joiners[m.s.words[j.from].text] || len(j.names) != 1 || !m.personIn(j.clause) || m.certainlyComing(j.clause) != nil || m.gone(j.clause) == nil {
		return false
	}
	if j.sign(kTold, kTheir, kMust, kPlan, kFollow, kPromise, kAction, kCancel, kMissed, kAbsent, kRival) != nil {
		return false
	}
	for i := range m.clauses {
		before := &m.clauses[i]
		if told := before.sign(kTold); before.to == j.from && told != nil {
			j.kind, j.day = tells, m.gone(j.clause)
			j.lead = &sign{cue: told.cue, from: j.from, to: j.from + 1, text: told.text}
			return true
		}
	}
	return false
}

// elseWent: it was somebody else who went: 是小李去的.
func (m *message) elseWent(j *judged, s *sign) bool {
	if m.s.words[s.from].kind != han || s.to != j.to || !strings.HasSuffix(s.text, "的") {
		return false
	}
	at := strings.LastIndex(m.s.folded(j.from, s.from), "是")
	if at < 0 {
		return false
	}
	who := m.s.folded(j.from, s.from)[at+len("是"):]
	return who != "" && !strings.ContainsAny(who, "我咱") && len([]rune(who)) <= mostName && len(m.days(clause{from: j.from, to: s.from}, true)) == 0
}

const mostName = 6 // characters of a name

// toldSign is the first sign that tells a visit, if nothing denies it.
func (m *message) toldSign(j *judged) *sign {
	for i := range j.signs {
		s := &j.signs[i]
		if s.kind == kTold && (m.toldByAnybody(s) || m.onceElsewhere(j, s) || m.leftFor(j, s)) {
			continue
		}
		if s.kind != kTold || vague[s.text] && !m.names0(j, s) || (s.text == "回来" || s.text == "出来") && !m.cameFrom(j, s) || m.onlyNames(j, s) || m.allDay(j, s) {
			continue
		}
		if !m.denied(j, s) && !m.stillToBe(j, s) {
			return s
		}
	}
	return nil
}

// onceElsewhere: where somebody worked before: "earlier he was with Dalmia".
func (m *message) onceElsewhere(j *judged, s *sign) bool {
	if s.from <= j.from || s.text != "was with" && s.text != "was at" {
		return false
	}
	who := m.s.words[s.from-1].text
	return who == "he" || who == "she" || who == "they"
}

// leftFor: somebody is gone on leave or on business: 何静休产假去了, 老板出差去了.
func (m *message) leftFor(j *judged, s *sign) bool {
	return s.text == "去了" && s.from > j.from && among(m.s.words[s.from-1].text, "假差会学")
}

// stillToBe: "to be emailed" is not done yet.
func (m *message) stillToBe(j *judged, s *sign) bool {
	if first := m.s.words[j.from].text; first == "等" && m.s.words[s.from].kind == han && s.from > j.from && !strings.HasSuffix(s.text, "了") { // 等验收完之后
		return !m.done(s.to, j.to) && s.text != "等到"
	}
	return s.from > j.from && m.s.words[s.from-1].text == "be"
}

// cameFrom: 刚从华为回来, but not 催回来.
func (m *message) cameFrom(j *judged, s *sign) bool {
	if s.from > j.from && (m.owner[s.from-1] > 0 || m.s.words[s.from-1].text == "刚") {
		return true
	}
	for w := j.from; w < s.from; w++ {
		if m.s.words[w].text == "从" {
			return true
		}
	}
	return false
}

// vague verbs tell a visit only with an account or person right after them.
var vague = phrasesOf(`had|gave|got|presented|discussed|reviewed|sent|called|reached|从|做完|做了|到了|送了|出来|回来|讨论了|路过|办了|讲了|讲完|磨了|过了|过完|对了|对过|对完|待了|呆了|守了|蹲了|等到|陪了|陪着|看完|看过|送到|送去了|取了|拿了样|收了样|量了|装完|接了|会开完了|接待的|验收了|验收完|调试完|调试了|安装完|聊到|谈到|聊起|谈起|聊及|谈及|唠|trained|inspected|signed|agreed|demoed|spoke|发邮件|发微信|看了|去看了|was in|were in|i was in|we were in|been in`)

// names0: an account stands in the clause or a person right after the sign.
func (m *message) names0(j *judged, s *sign) bool {
	if s.text == "had" || s.text == "gave" || s.text == "got" {
		return j.sign(kMeeting) != nil || len(j.names) > 0 && (j.sign(kBy) != nil || s.text == "gave" && m.ringsUp(j))
	}
	if m.withClient(j.from, s.from) || strings.HasPrefix(s.text, "会开完") && m.namesSomebody() { // 十点那会开完了，于处长说方案行
		return true
	}
	if len(j.names) > 0 || j.topic != nil && s.text != "从" && s.text != "路过" {
		if s.text == "从" || s.text == "路过" {
			return j.names[0].from == s.to
		}
		return true
	}
	return s.to < len(m.s.words) && (m.s.words[s.to].capital || m.personAt(s.to)) || m.knownOf(j.clause) || m.titledBefore(j, s) || m.withKnownHan(j, s)
}

// titledBefore: somebody with a title stands right before a verb: "Dr. Hoff called".
func (m *message) titledBefore(j *judged, s *sign) bool {
	for _, p := range m.peopleIn(clause{from: j.from, to: s.from}, "") {
		if p.title != "" && p.to == s.from {
			return true
		}
	}
	return false
}

// othersTell: "they said they met Bosch", 客户说见了...: no visit of ours.
func (m *message) othersTell(j *judged, s *sign) bool {
	if m.reachesOut(j, s) {
		return false
	}
	for _, t := range j.signs {
		if t.kind == kTheir && t.to <= s.from && !t.isMeans() {
			return t.from == j.from || t.text == "说" || t.text == "said" || t.text == "希望" || t.text == "要求"
		}
	}
	return false
}

// reachesOut: "He messaged asking for the quote", "she rang": others who got in touch, in a
// message that names an account.
func (m *message) reachesOut(j *judged, s *sign) bool {
	if s.mode == "" || s.from != j.from+1 || len(m.names) == 0 || !strings.HasSuffix(s.text, "ed") && s.text != "rang" || s.text == "called" && s.to < j.to && m.s.words[s.to].capital {
		return false
	}
	first := m.s.words[j.from].text
	return (first == "he" || first == "she") && j.head && s.to < j.to && outreach[m.s.words[s.to].text]
}

var outreach = wordsOf(`asking saying about to back again re today yesterday this just from wanting and with me us`)

func (s sign) isMeans() bool { return s.text == "客户" || s.text == "对方" || s.text == "customer" }

// ringsUp: "gave Lucy a bell".
func (m *message) ringsUp(j *judged) bool {
	for w := j.from; w < j.to; w++ {
		if rings[m.s.words[w].text] {
			return true
		}
	}
	return false
}

var rings = wordsOf(`call ring bell buzz shout tinkle`)
