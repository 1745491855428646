package understand

import (
	"regexp"
	"strings"
)

// How Chinese says that a meeting is off.

// namesMeeting: a Chinese word that may tell a meeting only names the one that is off: 视频会议|
// 取消, 电话会|改到周三.
func (m *message) namesMeeting(told, off *sign) bool {
	if m.s.words[told.from].kind != han || finished(told.text) || !meetingNounHan.MatchString(told.text) {
		return false
	}
	left := off.from - told.to
	for _, f := range m.days(clause{from: told.to, to: off.from}, false) {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	return left <= mostBetween
}

const mostBetween = 4 // characters between a meeting and that it is off: 又临时被

var meetingNounHan = regexp.MustCompile(`(?:会议?|拜访|沟通|交流|演示|培训|座谈|面谈|视讯|连线|通话|参观|回访|走访|会面|见面|接待|洽谈|吃饭|喝茶)$`)

// notGoing: 不去三一了, 先不跑安踏了, 周五没法去恒立了.
var notGoing = regexp.MustCompile(`^(?:先|就|也|又|都|暂时|今天|我|我们|咱|估计|可能)*(?:不(?:用|打算|准备|需要|想|能|再|必)?|没法|没办法|没空|无法)(?:去|到|跑|见|拜访|走访|飞|回访|过去|约)[^问说]{2,12}了$`)

// goesNot: the author is not going to somebody after all.
func (m *message) goesNot(j *judged) bool {
	if m.s.language() != "zh-Hans" || len(j.names) == 0 && !m.personIn(j.clause) || m.s.words[j.to-1].text != "了" {
		return false
	}
	text := m.s.folded(j.from, j.to)
	at := strings.IndexAny(text, "不没无")
	if at < 0 {
		return false
	}
	from := m.wordAt(j.clause, at)
	for w := j.from; w < from; w++ {
		if m.owner[w] > 0 {
			return false // 华为不去展会了
		}
	}
	if days := m.days(clause{from: j.from, to: from}, false); len(days) > 0 {
		from = min(from, m.r.lx[days[len(days)-1].to-1].to)
	}
	if !notGoing.MatchString(m.s.folded(from, j.to)) {
		return false
	}
	j.kind, j.lead = cancels, &sign{cue: cue{kind: kCancel}, from: from, to: j.to, text: "不去了"}
	return true
}

// wordAt is the word of a clause that begins so many bytes into its folded text.
func (m *message) wordAt(c clause, at int) int {
	w := c.from
	for w < c.to && m.s.cuts[m.s.words[w].from]-m.s.cuts[m.s.words[c.from].from] < at {
		w++
	}
	return w
}
