package understand

import "roundsman/sales"

// Many fill in a form, with colons, brackets or only spaces between: 日期：12月1日 / 客户：
// 明天光电 / 参加人：时董、谈笑 / 下一步：10号前出方案; 【拜访】红豆【日期】9.4【人员】周总裁.

// formField is what a piece of a form holds.
type formField byte

const (
	noField formField = iota
	fieldDay
	fieldAccount
	fieldPeople
	fieldMode
	fieldSaid
	fieldNext
	fieldOurs // who of us was there, who wrote it
)

// fieldHead is the head of a field, in so many words, and what it heads.
type fieldHead struct {
	words int
	field formField
}

// formHeads are the heads of forms, in simplified characters.
var formHeads = func() map[string]formField {
	heads := map[string]formField{}
	for field, words := range map[formField]string{
		fieldDay:     `日期 时间 拜访日期 拜访时间 沟通日期 沟通时间 会议时间 会议日期 见面时间 会面时间 跟进日期 来访时间`,
		fieldAccount: `客户 客户名称 客户名 客户公司 公司 公司名称 单位 客户单位 拜访客户 拜访单位 拜访公司 对方单位 拜访 客户拜访 回访`,
		fieldPeople:  `参加人 参加人员 参会人 参会人员 参会 参与人 参与人员 与会人 与会人员 与会 出席 出席人 出席人员 人员 对象 拜访对象 沟通对象 联系人 客户联系人 对接人 接待人 被访人 见面人 受访人 客户方 对方 对方人员 客户人员 见了谁 人物`,
		fieldMode:    `方式 形式 拜访方式 沟通方式 会议形式 联系方式 拜访形式 沟通形式 途径`,
		fieldSaid:    `内容 主题 目的 事由 议题 要点 情况 纪要 摘要 需求 反馈 结果 结论 问题 进展 成果 沟通内容 拜访内容 会议内容 拜访目的 主要内容 客户反馈 客户需求 谈话内容 拜访结果 沟通结果 会议纪要 拜访情况 沟通要点 竞品 竞争情况 竞争对手 竞品情况 对手 总结 小结 拜访总结`,
		fieldNext:    `下一步 下步 待办 后续 跟进 下一步计划 下步计划 后续跟进 后续计划 后续行动 跟进事项 跟进计划 行动项 待办事项 待跟进 下一步行动 下一步动作 动作 行动 todo next 后续工作 下步工作 计划`,
		fieldOurs:    `我方 我方人员 我司人员 我司 陪同 陪同人员 记录人 填表人 业务员 拜访人 拜访人员 销售 负责人 地点 拜访地点 会议地点 地址`,
	} {
		for word := range wordsOf(words) {
			heads[word] = field
		}
	}
	return heads
}()

const (
	longestHead = 6 // characters
	leastHeads  = 3 // of different fields make a form
)

// findFields finds the heads of a form, if the text is one: the day or the account, and
// two fields more.
func (m *message) findFields() {
	if m.s.language() != "zh-Hans" {
		return
	}
	heads, kinds := map[int]fieldHead{}, map[formField]bool{}
	for i := 0; i < len(m.s.words); i++ {
		if head := m.fieldAt(i); head.words > 0 {
			heads[i] = head
			kinds[head.field] = true
			i += head.words - 1
		}
	}
	if len(kinds) >= leastHeads && (kinds[fieldDay] || kinds[fieldAccount] || len(m.names) > 0 && m.headedBy(heads)) {
		m.fields = heads
	}
}

// headedBy: an account is named before the first head of a form.
func (m *message) headedBy(heads map[int]fieldHead) bool {
	for w := range heads {
		if w < m.names[0].from {
			return false
		}
	}
	return true
}

// fieldAt is the head of a field at a word: first in its line or after a space or mark,
// and a colon, bracket, space or day behind it.
func (m *message) fieldAt(i int) fieldHead {
	w := m.s.words[i]
	bracket := among(w.text, "[【") && w.kind == mark
	if !bracket && (!m.s.opensItem(i) || i > 0 && among(m.s.words[i-1].text, "、/")) {
		return fieldHead{}
	}
	from := i
	if bracket {
		from++
	}
	for n := min(longestHead, len(m.s.words)-from-1); n >= 2; n-- {
		field := formHeads[m.s.folded(from, from+n)]
		if field == noField || m.s.words[from].kind == letters && n > 1 {
			continue
		}
		to := from + n
		next := m.s.words[to]
		switch {
		case bracket && !among(next.text, "]】"):
			return fieldHead{}
		case next.kind == mark && among(next.text, ":]】-|"):
			return fieldHead{to + 1 - i, field}
		case next.gap, next.kind == newline, m.owner[to] > 0 && field == fieldAccount, m.lexIsDayAt(to) && field == fieldDay, field == fieldPeople && m.personAt(to), field == fieldMode && m.meansAt(to):
			return fieldHead{to - i, field}
		}
		return fieldHead{}
	}
	return fieldHead{}
}

// meansAt: a word that says how begins at a word.
func (m *message) meansAt(w int) bool {
	for _, s := range m.starting[w] {
		if s.mode != "" {
			return true
		}
	}
	return false
}

// fieldOf is the field of a form that a word stands in.
func (m *message) fieldOf(w int) formField {
	for at := w; at >= 0 && len(m.fields) > 0; at-- {
		if head := m.fields[at]; head.words > 0 && (at < w || at == w) {
			if at+head.words > w {
				continue
			}
			return head.field
		}
	}
	return noField
}

// isField: what a clause of a form does is said by its head.
func (m *message) isField(j *judged) bool {
	if len(m.fields) == 0 {
		return false
	}
	j.kind = remark
	if day := m.dueIn(j.clause); j.field == fieldNext && (day != nil || j.sign(kAction, kDeliver, kPlain, kMeeting) != nil || j.numbered) {
		j.kind, j.day = follows, day
	}
	return true
}

// fillForm makes a visit of a form; of one for a day to come, a plan.
func (t *telling) fillForm() {
	m := t.m
	if len(m.fields) == 0 {
		return
	}
	account, day := t.formAccount(), t.formDated()
	t.begin(account)
	if day != nil {
		t.current.Day = day.DayReading
	}
	for _, c := range m.clauses {
		j := m.judge(c)
		if j.kind == follows {
			t.owe(j)
			continue
		}
		if c.field != fieldOurs {
			t.current.clauses = append(t.current.clauses, j)
		}
		if t.current.Mode == sales.ModeNotGiven && (c.field == fieldMode || c.field == noField) {
			t.current.Mode, t.current.ModeSpan = m.modeInForm(j)
		}
	}
}

func (m *message) modeInForm(j judged) (sales.Mode, Span) {
	for _, s := range j.signs {
		if s.mode != "" {
			return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
		}
	}
	return "", Span{}
}

// formAccount is the account that the field for it names, else the first one.
func (t *telling) formAccount() AccountReading {
	for _, want := range [...]formField{fieldAccount, fieldPeople, noField} {
		for _, c := range t.m.clauses {
			if c.field == want && len(c.names) > 0 {
				return c.names[0].AccountReading
			}
		}
	}
	for _, c := range t.m.clauses { // nobody's yet
		if c.field == fieldAccount && c.to > c.from {
			return t.m.unknownAt(c.from, c.to).AccountReading
		}
	}
	return AccountReading{}
}

// formDated is the day that the field for it gives.
func (t *telling) formDated() *found {
	for _, want := range [...]formField{fieldDay, noField} {
		for _, c := range t.m.clauses {
			if c.field != want {
				continue
			}
			if d := t.m.gone(c); d != nil {
				return d
			}
			if d := Day(t.m.text(c), t.m.c, true); want == fieldDay && !d.Due.IsZero() { // 9.4
				return &found{DayReading: d}
			}
		}
	}
	return nil
}
