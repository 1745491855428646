package understand

import (
	"slices"
	"strings"

	"roundsman/sales/names"
)

// reported: a person is named in what somebody said, and was not met for that:
// 欧阳总监说叶峰那边还要验证.
func (m *message) reported(j judged, p named) bool {
	said := -1
	if p.from > j.from && m.s.words[p.from-1].text == "是" && p.from-1 == j.from && j.sign(kTheir) != nil { // 是|苗苗觉得
		return true
	}
	for _, s := range j.signs {
		if s.kind == kMust && asking[s.text] && s.to == p.from-1 && among(m.s.words[s.to].text, "跟和找与") { // 让我跟|严经理对接
			return true
		}
	}
	for _, s := range j.signs {
		if s.kind == kTheir && reports[s.text] && s.to <= p.from {
			said = s.to
		}
		if said >= 0 && s.kind == kTold && s.from >= said && s.to <= p.from {
			return false
		}
	}
	return said >= 0
}

// toldOfBySpeaker: somebody speaks before a colon, 乔经理：刘副总已点头, and who is named behind
// it was not met for that.
func (m *message) toldOfBySpeaker(j judged, p named) bool {
	if m.s.language() != "zh-Hans" || p.from != j.from || p.to >= j.to || among(m.s.words[p.to].text, "也都在、和跟") {
		return false
	}
	for _, c := range m.clauses {
		if c.to >= j.from || c.strong {
			if c.strong && c.to < j.from {
				continue
			}
			return false
		}
		if m.s.words[c.to].text != ":" {
			continue
		}
		for _, s := range m.peopleIn(c, c.account()) {
			if s.to == c.to && s.title != "" && s.name != p.name {
				return true
			}
		}
	}
	return false
}

var reports = wordsOf(`他话 她话 他们话 客户话 对方话 说 说是 表示 提到 告诉 透露 反馈 觉得 认为 担心 建议 希望 要求`)

// broughtAlong: somebody nobody knows came with the author rather than being met:
// 跟王芳一起去了, 刘洋陪我去的, 带着小张.
func (m *message) broughtAlong(p named, c clause) bool {
	if p.from > c.from {
		before := m.s.folded(max(c.from, p.from-2), p.from)
		for _, word := range [...]string{"陪", "带", "带着", "带了", "带上", "替", "帮", "代", "代替", "拉上", "叫上", "喊上", "随同", "我和", "我跟", "我同", "我与", "我方", "我司", "我部"} {
			if strings.HasSuffix(before, word) {
				return true
			}
		}
	}
	after := m.s.folded(p.to, min(p.to+3, c.to))
	for _, word := range [...]string{"陪我", "陪同", "带我", "带着我", "和我", "跟我", "与我", "同我", "替我", "帮我去"} {
		if strings.HasPrefix(after, word) {
			return !strings.HasPrefix(after, "带我看") && !strings.HasPrefix(after, "带我参") && !strings.HasPrefix(after, "跟我说") && !strings.HasPrefix(after, "和我说") && !strings.HasPrefix(after, "跟我聊") && !strings.HasPrefix(after, "和我聊")
		}
	}
	return p.from > c.from && among(m.s.words[p.from-1].text, "跟和与同、") && m.wentTogether(p.to, c)
}

// wentTogether: 一起 and then a way to go, or nothing more.
func (m *message) wentTogether(at int, c clause) bool {
	for w := at; w < c.to && w < at+10; w++ {
		for _, s := range m.starting[w] {
			if s.kind == kTogether && strings.HasPrefix(s.text, "一") {
				return s.to >= c.to || m.s.words[s.to].text == "儿" || among(m.s.words[s.to].text, "去拜跑见走过来上到从访出") || m.owner[s.to] > 0 || m.s.words[s.to].kind == mark
			}
		}
		if m.owner[w] > 0 {
			return false
		}
	}
	return false
}

// hasLeft: what follows says that the person is no longer there or did not come:
// 蒋总退休了, 孙经理没上线.
func (m *message) hasLeft(p named, c clause) bool {
	at := p.to
	for at < c.to && among(m.s.words[at].text, "今天也又都一直临时刚已经就还因为有事下上午") {
		at++
	}
	rest := m.s.folded(at, min(at+2, c.to))
	if hanLeft[rest] || strings.HasPrefix(rest, "休") {
		return true
	}
	return len(rest) > 3 && among(string([]rune(rest)[:1]), "没未不") && among(string([]rune(rest)[1:]), "来到在参露现接空进赶上")
}

// onlyTimeBetween: nothing but when or again stands between two Chinese words: 郭厂长|今天又|不在.
func (m *message) onlyTimeBetween(from, to int) bool {
	if from >= to || m.s.words[from].kind != han {
		return false
	}
	left := to - from
	for _, f := range m.days(clause{from: from, to: to}, true) {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	for w := from; w < to; w++ {
		if among(m.s.words[w].text, "也又都还刚已就正恰好巧因为临时") {
			left--
		}
	}
	return left <= 0
}

var hanLeft = wordsOf(`退休 离职 辞职 调走 调任 调岗 休假 请假 出差 病了 生病 住院 走了 缺席 迟到 外出 开会去 改由 换由 改派 有事 临时`)

// titleBefore: a title or what somebody does stands right before a name: 副总经理韩冰,
// 采购黄蕾.
func (m *message) titleBefore(i int) bool {
	for n := 4; n >= 2; n-- {
		if i < n || m.owned(i-n, i) {
			continue
		}
		said := m.s.folded(i-n, i)
		if hanRoles[said] {
			return true
		}
		if i > n && m.s.words[i-n-1].kind == han && m.surnameAt(i-n-1, i) > 0 && !commonHan(m.s.folded(i-n-2+min(1, max(0, n+2-i)), i-n)) { // 宁院长|查房
			continue
		}
		for _, title := range chineseTitles {
			if said == title && len([]rune(title)) > 1 {
				return true
			}
		}
	}
	return false
}

var hanRoles = wordsOf(`采购 技术 财务 质量 生产 设备 研发 工艺 品质 物流 仓管 行政 老板 老总 负责人 对接人 联系人 秘书 前台 内勤 助手 接口人 采购员 技术员 工程师 车间主任 采购部 技术部 设备部 质量部 财务部 生产部 研发部`)

// wordAcross: the character before and the first of a surname make a word, so that
// the person begins later: 那边|马部长 is no 边马.
func (m *message) wordAcross(i, end int) bool {
	if i == 0 || i+1 >= end || m.s.words[i].gap || m.owner[i-1] > 0 || m.s.words[i-1].kind != han || !commonHan(m.s.folded(i-1, i+1)) && !hanAcross[m.s.folded(i-1, i+1)] {
		return false
	}
	return m.hanPersonTitled(i+1, end) || m.knownHan(i+1)
}

var hanAcross = wordsOf(`那边 这边 旁边 他们 咱们 今天 明天 昨天 上午 下午`)

// surnameKnown: a character is the surname of somebody of the account, and a title
// follows: 种经理.
func (m *message) surnameKnown(i, end int, known []folk) bool {
	if i+1 >= end || len(known) == 0 || titlesBy[m.s.words[i+1].text] == nil || titleAt(m.s, i+1, end) == "" {
		return false
	}
	return m.isSurnamed(m.s.words[i].text, known)
}

// soundsKnown: right behind an account stands what sounds like one of its people,
// as dictation writes them.
func (m *message) soundsKnown(i, end int, known []folk) (named, bool) {
	if i == 0 || m.owner[i-1] == 0 || len(known) == 0 || len(known) > 200 {
		return named{}, false
	}
	for n := 3; n >= 2; n-- {
		if i+n > end || !m.oneScript(i, i+n) || m.isWord(i, i+n) || m.hanTitleAt(i+1, end) != "" { // 徐|经理 sounds like 徐静
			continue
		}
		for _, r := range names.Readings(m.s.folded(i, i+n)) {
			for _, f := range known {
				if len([]rune(names.Plain(f.Name))) == n && slices.Contains(f.plain, r.Full) {
					return named{from: i, to: i + n, name: m.piece(i, i+n), firm: true}, true
				}
			}
		}
	}
	return named{}, false
}

// isSurnamed: somebody of the account has a surname.
func (m *message) isSurnamed(surname string, known []folk) bool {
	return slices.ContainsFunc(known, func(f folk) bool { return f.surnamed(surname) })
}

// cutTitle: a surname with the first character of the title that somebody of the account
// has, whatever follows: 满处|吃了早茶, where 满江 is 采购处长.
func (m *message) cutTitle(i, end int, known []folk) (named, bool) {
	if i+1 >= end || !among(m.s.words[i+1].text, "处科部局所院厂队课主") {
		return named{}, false
	}
	for _, f := range known {
		if f.surnamed(m.s.words[i].text) && strings.Contains(fold(f.Title), m.s.words[i+1].text) {
			return named{from: i, to: i + 2, title: m.piece(i+1, i+2), name: m.piece(i, i+2), surname: m.s.words[i].text, firm: true}, true
		}
	}
	return named{}, false
}
