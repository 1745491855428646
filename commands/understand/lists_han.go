package understand

import "strings"

// A list says once what holds for all of it: 明天：1.给德盛发催款函 2.给裕丰送样; 下周安排：
// 周一八中培训，周三好未来演示.

// listing is what the head of a list of things to do says for all of them.
type listing struct {
	day *found // by when, if it says so
}

// items tells of every word how many words number an item of a list that begins
// there: 1. 2、 3) (4) ①. A list has two items and more.
func (s *script) items() []int {
	item := make([]int, len(s.words)+1)
	if s.language() != "zh-Hans" {
		return item
	}
	first, next := -1, 1
	for i := range s.words {
		n, length := s.itemAt(i)
		switch {
		case length == 0:
		case n == 1:
			first, next = i, 2
		case n == next:
			if _, one := s.itemAt(max(first, 0)); next == 2 {
				item[first] = one
			}
			item[i], next = length, next+1
		}
	}
	return item
}

// itemAt is the number that a word gives to an item, and how many words say so; none
// if it is no such number.
func (s *script) itemAt(i int) (number, length int) {
	if r := []rune(s.words[i].text)[0]; r >= '①' && r <= '⑳' {
		return int(r-'①') + 1, 1
	}
	if i > 0 && s.words[i-1].text == "(" {
		return 0, 0
	}
	at := i
	if s.words[i].text == "(" {
		at++
	}
	if at+2 >= len(s.words) || s.words[at+2].kind == digits && !s.words[at+2].gap && !s.dayInDigits(at+2) || !among(s.words[at+1].text, ".、):,") {
		return 0, 0
	}
	if bracket := s.words[at+1].text == ")"; at > i != bracket && at > i {
		return 0, 0
	}
	switch w := s.words[at]; {
	case w.kind == digits && len(w.text) < 3 && s.words[at+1].text != "," && s.words[at+1].text != ":":
		return atoi(w.text), at + 2 - i
	case w.kind == han && s.opensItem(i) && s.words[at+1].text != ":":
		return strings.Index("一二三四五六七八九", w.text)/len("一") + 1, at + 2 - i
	}
	return 0, 0
}

// dayInDigits: a day or hour begins with the number at a word: 3.|12月1日去现场.
func (s *script) dayInDigits(i int) bool {
	return i+1 < len(s.words) && !s.words[i+1].gap && among(s.words[i+1].text, "月号日点")
}

// opensItem: nothing but a mark stands before a word, or white space.
func (s *script) opensItem(i int) bool {
	return i == 0 || s.words[i].gap || s.words[i-1].kind == mark || s.words[i-1].kind == newline
}

// opensItem: the number of an item ends right before a word.
func (m *message) opensItem(w int) bool {
	for n := 1; n <= 3 && n <= w; n++ {
		if m.item[w-n] == n {
			return true
		}
	}
	return false
}

// findLists gives the head of a list of things to do to all that it heads.
func (m *message) findLists() {
	m.findBareList()
	for i := 0; i+1 < len(m.clauses); i++ {
		head := &m.clauses[i]
		list := m.headOfList(*head, m.clauses[i+1])
		if list == nil {
			continue
		}
		head.heading = true
		end := m.endOfList(i + 1)
		for k := i + 1; k < end; k++ {
			m.clauses[k].list = list
		}
		m.joinSpaced(i+1, end)
		i++
	}
}

// findBareList: a text that begins with a numbered list, most items of which have a day to
// come and none of which is over, is a list of things to do.
func (m *message) findBareList() {
	if len(m.clauses) < 2 || !m.clauses[0].numbered {
		return
	}
	items, dated := 0, 0
	for _, c := range m.clauses {
		if told := c.sign(kTold); told != nil && finished(told.text) || m.done(c.from, c.to) {
			return
		}
		if !c.numbered {
			continue
		}
		items++
		if day := m.coming(c); day != nil && (m.after(day) || day.Due.By) {
			dated++
		}
	}
	if dated*2 <= items {
		return
	}
	for i := range m.clauses {
		m.clauses[i].list = &listing{}
	}
}

// headOfList: a clause heads a list of what is to be done: 待办, 下周安排, 明天.
func (m *message) headOfList(c, next clause) *listing {
	colon := c.to < len(m.s.words) && (m.s.words[c.to].text == ":" || m.s.words[c.to-1].text == ":")
	if m.s.language() != "zh-Hans" || !next.numbered && !colon || c.numbered || len(c.names) > 0 {
		return nil
	}
	at, words := c.from, 0
	day := m.dueIn(c)
	for at < c.to {
		if day != nil && at == m.r.lx[day.from].from {
			at = m.r.lx[day.to-1].to
			continue
		}
		n := m.listWordAt(at, c.to)
		switch {
		case n > 0:
			words++
		case m.s.words[at].kind == mark || among(m.s.words[at].text, "的我要我们有以下几件事主和本"):
			n = 1
		default:
			return nil
		}
		at += n
	}
	switch {
	case words > 0 && (next.numbered || !m.follows(c) || m.listsAccounts(c.to)):
	case next.numbered && day != nil && m.after(day):
	default:
		return nil
	}
	return &listing{day}
}

// listsAccounts: behind a colon several accounts are listed, each with what is to be done:
// 今日待办：三局对账单、万达方案.
func (m *message) listsAccounts(colon int) bool {
	if colon >= len(m.s.words) || m.s.words[colon].text != ":" || m.s.language() != "zh-Hans" {
		return false
	}
	for w := colon + 1; w+1 < len(m.s.words) && m.s.words[w].kind != newline && !among(m.s.words[w].text, "。;!?,"); w++ {
		if m.s.words[w].text == "、" && m.owner[w+1] > 0 && m.owner[w-1] == 0 && m.owner[w+1] != m.owner[colon+1] {
			return true
		}
	}
	return false
}

// headedListAt: an item of such a list ends at a mark.
func (m *message) headedListAt(i int) bool {
	if m.owner[i+1] == 0 || m.owner[max(i-1, 0)] > 0 {
		return false
	}
	for w := i - 1; w > 0 && m.s.words[w].kind != newline && !among(m.s.words[w].text, "。;!?"); w-- {
		if m.s.words[w].text == ":" {
			return m.listsAccounts(w) && m.opensWith(max(0, w-6), w)
		}
	}
	return false
}

// follows: a clause begins with a word for what is owed, which reads what follows it by
// itself.
func (m *message) follows(c clause) bool {
	for _, s := range m.starting[c.from] {
		if s.kind == kFollow {
			return true
		}
	}
	return false
}

func (m *message) listWordAt(at, end int) int {
	for n := 5; n >= 2; n-- {
		if at+n <= end && listHeads[m.s.folded(at, at+n)] {
			return n
		}
	}
	if listHeads[m.s.words[at].text] {
		return 1
	}
	return 0
}

var listHeads = wordsOf(`出差 出差行程 外出 外出计划 拜访行程 走访 走访计划 待办 待办事项 待跟进 跟进 跟进事项 需跟进 要跟进 需要跟进 后续 后续跟进 后续事项 下一步 下一步计划 下步 计划 工作计划 拜访计划 出差计划 安排 工作安排 拜访安排 行程 行程安排 日程 任务 打算 准备 要做 要办 事项 清单 行动项 todo todos 遗留 遗留问题 遗留事项 我方待办 我们要做 我要做`)

// endOfList is the clause after the last of a list that begins at one: of a numbered
// list what follows its last item's sentence, else what follows an empty line.
func (m *message) endOfList(from int) int {
	numbered := m.clauses[from].numbered
	for i := from; i+1 < len(m.clauses); i++ {
		c, next := m.clauses[i], m.clauses[i+1]
		if numbered && c.strong && !next.numbered && !m.anyItem(i+1) {
			return i + 1
		}
		if gap := next.from - c.to; !numbered && gap > 1 && m.s.words[next.from-1].kind == newline && m.s.words[next.from-2].kind == newline {
			return i + 1
		}
	}
	return len(m.clauses)
}

func (m *message) anyItem(from int) bool {
	for _, c := range m.clauses[from:] {
		if c.numbered {
			return true
		}
	}
	return false
}

func (m *message) anyItemBefore(i int) bool {
	for _, c := range m.clauses[:i] {
		if c.numbered {
			return true
		}
	}
	return false
}

// joinSpaced puts together what only a space cut within an item: 周一 八中 培训.
func (m *message) joinSpaced(from, end int) {
	out := m.clauses[:from:from]
	for i := from; i < len(m.clauses); i++ {
		c, last := m.clauses[i], len(out)-1
		if i > from && i < end && !c.numbered && c.from == out[last].to && (len(c.names) == 0 || len(out[last].names) == 0) {
			out[last].to, out[last].strong = c.to, c.strong
			out[last].signs, out[last].names = nil, nil
			m.fill(&out[last])
			continue
		}
		out = append(out, c)
	}
	m.clauses = out
}

// isListed: an item of a list of things to do is one, unless it says that it is done.
func (m *message) isListed(j *judged) bool {
	if j.list == nil {
		return false
	}
	if told := j.sign(kTold); told != nil && finished(told.text) || j.sign(kMissed, kCancel) != nil {
		return false
	}
	day := m.dueIn(j.clause)
	if day == nil && !j.numbered && len(j.names) == 0 && j.sign(kAction, kPlain, kMeeting, kDeliver) == nil {
		return false
	}
	if day == nil && j.list.day == nil && !j.numbered {
		return false
	}
	if day == nil || j.list.day != nil && !m.namesDay(day) {
		day = m.within(j.list.day, day)
	}
	j.kind, j.day = follows, day
	return true
}

// within is the day of a head at the hour of an item.
func (m *message) within(head, item *found) *found {
	if head == nil || item == nil || item.Due.Time == nil {
		return head
	}
	at := *item
	at.Due.Day = head.Due.Day
	return &at
}
