package understand

import (
	"regexp"
	"slices"
	"strings"
)

// isPresent: an account, one of its people and a day gone by, and what they said or
// how they were: 好孩子宋总监今天说…, 瑞拓郑总今天很痛快. Chinese needs no verb that tells
// of a visit.
func (m *message) isPresent(j *judged) bool {
	if m.s.language() != "zh-Hans" || j.opens || len(j.names) == 0 && (j.topic == nil || !j.topic.folk) {
		return false
	}
	day := m.gone(j.clause)
	if day == nil && m.withMe(j) {
		j.kind = tells
		return true
	}
	now := m.justNow(j.clause)
	if day != nil && !day.Until.IsZero() && day.Until.DaysSince(day.Due.Day) > 7 { // 上个月提的
		return false
	}
	if day == nil && now < 0 || day != nil && m.after(day) || m.certainlyComing(j.clause) != nil || m.personal(j.clause) {
		return false
	}
	at := now
	if day != nil {
		at = m.r.lx[day.from].from
	}
	if day != nil && m.afterSaying(j.clause, at) { // 唐副总说|年底统一招
		day = nil
		if now < 0 {
			return false
		}
	}
	if len(j.names) > 0 && !m.folkBefore(*j, at) {
		return false
	}
	for i := range j.signs {
		switch s := &j.signs[i]; s.kind {
		case kTheir:
			if speaks[s.text] && s.from >= at {
				j.kind, j.lead, j.day = tells, s, day
				return true
			}
		case kPlan, kMust, kCancel, kMissed, kAbsent, kFollow, kNote, kNot, kAction, kPlain, kMeeting:
			return false
		default:
		}
	}
	j.kind, j.day = tells, day
	return true
}

// speaks are the verbs of somebody who was spoken to.
var speaks = wordsOf(`他话 她话 他们话 客户话 对方话 说 说是 表示 希望 要求 认为 觉得 反馈 提到 提出 透露 告诉 建议 强调 担心 抱怨 嫌 投诉 同意 提 问`)

// folkBefore: one of the account's people is named before a word, or right after.
func (m *message) folkBefore(j judged, at int) bool {
	for _, p := range m.peopleIn(j.clause, j.names[0].ID) {
		if p.from >= j.names[0].to && p.from <= at+4 {
			return true
		}
	}
	return false
}

// personal: what is told is about the person, not of a talk: 王总生日3月5号.
func (m *message) personal(c clause) bool {
	for w := c.from; w+1 < c.to; w++ {
		if m.owner[w] == 0 && personalHan[m.s.folded(w, w+2)] && !m.spokenBefore(c, w) {
			return true
		}
	}
	return false
}

// spokenBefore: somebody named in a clause says what stands at a word.
func (m *message) spokenBefore(c clause, at int) bool {
	for _, s := range c.signs {
		if s.kind == kTheir && speaks[s.text] && s.to <= at && s.from > c.from && m.endsPerson(s.from, c) {
			return true
		}
	}
	return false
}

var personalHan = wordsOf(`生日 喜欢 爱好 爱喝 爱吃 结婚 孩子 老家 手机 邮箱 号码 退休 离职 升职 升任 调任 调走 接任 接替 新来 负责 休假 请假 出差 住院 病了 属龙 属虎 同学 升副 升正 升总 升经 升主 升任 升了 高升 要走 走人 裁员 换人 不管 产假 辞职 调到 调去 调岗 转岗 换岗 接手 接管 上任 到任 新任 新换 跳槽 怀孕 二胎 满月 过生 婚礼 大寿 身体 生病`)

// isBareMode: an account and how it was reached, no verb: 长江存储杨总监 上周五 电话.
func (m *message) isBareMode(j *judged) bool {
	if len(j.names) == 0 && j.topic == nil || m.s.language() != "zh-Hans" {
		return false
	}
	var s *sign
	for i := range j.signs {
		switch t := &j.signs[i]; {
		case (t.kind == kPlain || t.kind == kBy || t.kind == kMeeting && m.s.words[t.from].kind == letters || t.kind == kTold && vague[t.text]) && t.mode != "" && !contactData[t.text] && m.standsAlone(t, j.clause) && !m.numberFollows(t.to):
			s = t
		case t.kind == kPlan || t.kind == kMust || t.kind == kFollow || t.kind == kCancel || t.kind == kNot:
			if s == nil {
				return false
			}
		default:
		}
	}
	if s == nil || m.certainlyComing(j.clause) != nil || m.undecided(j.clause) && !m.certainlyPast(j.clause) {
		return false
	}
	j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
	return true
}

func (m *message) certainlyPast(c clause) bool { return m.certainlyGone(c) != nil }

var contactData = wordsOf(`邮件 发信息 发消息 打电话 打个电话`)

// standsAlone: nothing is tied to the word: it ends the clause, or a pause follows,
// or what was talked about.
func (m *message) standsAlone(s *sign, c clause) bool {
	if s.from > c.from && m.s.words[s.from-1].text == "的" && m.s.words[s.from].kind == han { // 压机的视频
		return false
	}
	before := s.from == c.from || m.s.words[s.from].gap || m.owner[s.from-1] > 0 || m.s.words[s.from-1].kind == mark || m.endsPerson(s.from, c) || m.endsDay(s.from)
	after := s.to >= c.to || m.s.words[s.to].gap || m.s.words[s.to].kind == mark || m.s.words[s.to].text == "说"
	return before && after
}

func (m *message) endsPerson(at int, c clause) bool {
	for _, p := range m.peopleIn(c, c.account()) {
		if p.to == at {
			return true
		}
	}
	return false
}

func (m *message) endsDay(at int) bool {
	for _, l := range m.r.lx {
		if l.to == at {
			return l.senses != nil
		}
		if l.from >= at {
			break
		}
	}
	return false
}

// isDelegated: somebody is to do something by a day: 让售后周四去看.
func (m *message) isDelegated(j *judged) bool {
	if !among(m.s.words[j.from].text, "让叫请派催") || m.s.words[j.from].kind != han {
		return false
	}
	day := m.coming(j.clause)
	if day == nil || !m.after(day) || m.r.lx[day.to-1].to >= j.to || m.r.lx[day.from].from > j.from+8 {
		return false
	}
	j.kind, j.lead, j.day = follows, nil, day
	return true
}

// justNow is the word at which a clause says 刚才; -1 if it does not.
func (m *message) justNow(c clause) int {
	for w := c.from; w+1 < c.to; w++ {
		if two := m.s.folded(w, w+2); two == "刚才" || two == "刚刚" {
			return w
		}
	}
	return -1
}

// withMe: one of the account's people did something to the author: 叶国栋把我骂了一顿.
func (m *message) withMe(j *judged) bool {
	if len(j.names) == 0 || m.coming(j.clause) != nil || j.sign(kPlan, kMust, kCancel, kMissed, kAbsent, kFollow) != nil || m.personal(j.clause) {
		return false
	}
	for _, p := range m.peopleIn(j.clause, j.names[0].ID) {
		if p.to+1 < j.to && among(m.s.words[p.to].text, "把跟和对给问找请留拉带陪") && among(m.s.words[p.to+1].text, "我着") && m.done(p.to, j.to) {
			return true
		}
	}
	return false
}

// done: an aspect between two words says that it is over.
func (m *message) done(from, to int) bool {
	for w := from; w < to; w++ {
		if among(m.s.words[w].text, "了过完") {
			return true
		}
	}
	return false
}

// isHosted: somebody of an account took the author along: 谭部长今天约我去南星看中试线.
// Without a day, or with one to come, it is an invitation.
func (m *message) isHosted(j *judged) bool {
	if m.s.language() != "zh-Hans" || len(j.names) == 0 && j.topic == nil {
		return false
	}
	day := m.coming(j.clause)
	over := day != nil && !m.after(day) || m.certainlyGone(j.clause) != nil
	if !over && (day != nil || !m.done(j.from, j.to)) {
		return false
	}
	for i := range j.signs {
		s := &j.signs[i]
		if !invites[s.text] || s.to >= j.to || !among(m.s.words[s.to].text, "去来看吃喝参到转打坐逛玩聊谈进过讲上做") {
			continue
		}
		for _, p := range m.peopleIn(clause{from: j.from, to: s.from, topic: j.topic}, j.account()) {
			if p.title != "" || len(fitting(p, m.folk(j.account()))) > 0 {
				j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
				return true
			}
		}
	}
	return false
}

var invites = wordsOf(`约我 约了我 约我们 约了我们 邀请我 邀我 请我 请我们 请我们去 叫我 叫我们 喊我`)

// withClient: 给客户, 跟客户: an account is meant, though which is not said.
func (m *message) withClient(from, to int) bool {
	for w := from + 1; w+1 < to; w++ {
		if among(m.s.words[w-1].text, "给跟和与同带陪见找") && m.s.folded(w, w+2) == "客户" {
			return true
		}
	}
	return false
}

// allDay: 今天跑了一整天 tells how the day was, and of no visit.
func (m *message) allDay(j *judged, s *sign) bool {
	if len(j.names) > 0 || j.topic != nil || m.s.words[s.from].kind != han || !strings.HasPrefix(s.text, "跑") || j.to+1 < len(m.s.words) && m.s.words[j.to].text == ":" && m.owner[j.to+1] > 0 {
		return false
	}
	rest := m.s.folded(s.to, min(s.to+3, j.to))
	return strings.HasPrefix(rest, "一天") || strings.HasPrefix(rest, "一整天") || strings.HasPrefix(rest, "一上午") || strings.HasPrefix(rest, "一下午") || strings.HasPrefix(rest, "半天") || strings.HasPrefix(rest, "断腿")
}

// isLastTime: 国庆前最后一次去蓝湾 is told: what is before the holiday is that there is no
// other visit.
func (m *message) isLastTime(j *judged) bool {
	ahead := func(s sign) bool {
		return s.kind == kMust || s.kind == kPlan && !strings.HasSuffix(s.text, "前") // 节前, 年前
	}
	if m.s.language() != "zh-Hans" || len(j.names) == 0 || slices.ContainsFunc(j.signs, ahead) {
		return false
	}
	at := lastTimeHan.FindStringIndex(m.s.folded(j.from, j.to))
	if at == nil {
		return false
	}
	j.kind, j.lead = tells, &sign{cue: cue{kind: kTold, place: true}, from: j.from, to: j.names[0].from, text: "去了"}
	return true
}

var lastTimeHan = regexp.MustCompile(`(?:^|前)(?:最后|末)一(?:次|趟|回)(?:去|到|跑|拜访|来)`)
