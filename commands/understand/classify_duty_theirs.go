package understand

import "regexp"

// What others do by a day is nothing for the author to do.

// guessed: what is thought to come is nothing to do: 预计6月签.
func (m *message) guessed(c clause) bool {
	for w := c.from; w+1 < min(c.to, c.from+6); w++ {
		if guesses[m.s.folded(w, w+2)] {
			return true
		}
	}
	return false
}

var guesses = wordsOf(`预计 估计 大概 有望 可能 也许 应该`)

// passedToday: an hour without a day that is over today is not that of tomorrow: 下午两点到四点
// 在光大, said at five.
func (m *message) passedToday(c clause, day *found) bool {
	gone := m.gone(c)
	return day.Due.Time != nil && !day.Due.By && !m.namesDay(day) && gone != nil && gone.Due.Day == m.r.today && !m.after(gone)
}

// doneOrAsked: what was done is nothing to do, 给吴董发了方案, nor is what they ask about,
// 问我们月底能不能干完.
func (m *message) doneOrAsked(j *judged) bool {
	if ask := j.sign(kAsk); ask != nil && whethers[ask.text] {
		return true
	}
	action := m.task(j)
	if day := m.coming(j.clause); day != nil && onlyThen.MatchString(m.s.folded(m.r.lx[day.to-1].to, j.to)) { // 要等五号盘点完才能签
		return true
	}
	return action != nil && action.to < j.to && m.s.words[action.to].text == "了" && j.sign(kMust, kPromise) == nil
}

var whethers = wordsOf(`能不能 是不是 可不可以 要不要 行不行 好不好 有没有 是否`)

// theirPromise: what was promised is for the customer to do: 答应周五付3万.
func (m *message) theirPromise(j *judged, s *sign) bool {
	if m.s.words[s.from].kind != han {
		return false
	}
	at := s.to
	if day := m.coming(j.clause); day != nil && m.r.lx[day.from].from <= at+1 {
		at = m.r.lx[day.to-1].to
	}
	return theyPay.MatchString(m.s.folded(at, j.to))
}

var theyPay = regexp.MustCompile(`^(?:就|会|先|一定|再|都|全部|把)*(?:付|打款|打钱|回款|汇|结清|结账|结款|给钱|给款|下单|下订单|签合同|签字|盖章|验收)`)

// onlyThen: what others wait for.
var onlyThen = regexp.MustCompile(`才(?:能|会|可以|可能|行|有|给|签|定|批|付|下)`)

// theyGive: what is theirs to give stands right before the day: 订单下周给.
func (m *message) theyGive(j *judged, day *found) bool {
	if j.sign(kMust) != nil {
		return false
	}
	rest := m.s.folded(m.r.lx[day.to-1].to, j.to)
	thing := m.s.folded(j.from, m.r.lx[day.from].from)
	return theirGifts[thing] || !day.Due.By && theirAnswers[rest] || tenders[thing] && (rest == "发" || rest == "出" || rest == "公布" || rest == "挂网")
}

var theirAnswers = wordsOf(`定 批 到 到货 下单 给结果 给答复 给准信 给消息 给回音 有结果 有答复 有消息`)

var tenders = wordsOf(`标书 招标文件 招标公告 招标书`)

var theirGifts = wordsOf(`订单 单子 货款 尾款 预付款 款 款项 po 回款 首付 定金 结果 答复 正式订单 采购单 余款 钱 批复 中标通知 通知`)

// theyAct: somebody of theirs goes somewhere on the day: 黎院长6月去美国.
func (m *message) theyAct(j *judged, day *found) bool {
	first, last := m.r.lx[day.from].from, m.r.lx[day.to-1].to
	if last >= j.to || !among(m.s.words[last].text, "去回来走到休出飞") || j.sign(kMust, kDeliver, kPromise) != nil {
		return false
	}
	for _, p := range m.peopleIn(clause{from: j.from, to: first, topic: j.topic, names: j.names}, j.account()) {
		if p.to == first && !(p.from > j.from && among(m.s.words[p.from-1].text, "跟和与同给找约请向陪带帮见")) {
			return true
		}
	}
	return false
}
