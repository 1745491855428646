package understand

import (
	"regexp"

	"roundsman/sales"
)

// How many were seen is often said first, and then what each of them said: 今天跑了两家，安踏
// 黄经理…，特步林经理…; 打了三个电话 沈鼓没人接 好邻居接了.

// sumForm says how many, and nothing of any of them.
var sumForm = regexp.MustCompile(`(?:[两俩三仨四五六几]|好几|\d)(?:家|边|处|个|通|位|拨)?(?:客户|公司|电话|单位|地方|厂|店|医院|学校|视频会?|会)?(?:都|了|,)*$`)

// sumsUpAhead: a clause tells how many were seen or called, and who they were follows.
func (t *telling) sumsUpAhead(j judged) bool {
	if !t.m.headsSum(j.clause) || t.current != nil {
		return false
	}
	t.sum = &j
	return true
}

// headsSum: how many, before two accounts and more.
func (m *message) headsSum(c clause) bool {
	if m.s.language() != "zh-Hans" || len(c.names) > 0 || c.topic != nil || !sumForm.MatchString(m.s.folded(c.from, c.to)) {
		return false
	}
	var seen []sales.AccountID
	for _, later := range m.clauses {
		if later.from > c.from && len(later.names) > 0 && later.names[0].ID != "" && (len(seen) == 0 || seen[0] != later.names[0].ID) {
			seen = append(seen, later.names[0].ID)
		}
	}
	return len(seen) > 1
}

// ofSum begins the visit to the next of those that were summed up; who was away or could not
// be reached was not seen.
func (t *telling) ofSum(j *judged) bool {
	m := t.m
	if t.sum == nil {
		if len(t.visits) == 0 && j.kind == remark && j.to < len(m.s.words) && m.s.words[j.to].text == ":" && m.headsSum(j.clause) { // 今天三家：…
			sum := *j
			if day := m.toldDay(j.clause); day != nil && !m.after(day) {
				sum.day = day
			}
			t.sum = &sum
			return true
		}
		return false
	}
	if len(j.names) == 0 || !j.ofOne() || j.names[0].ID == "" {
		return false
	}
	switch j.kind {
	case misses, absence, cancels:
		t.current = nil
		t.others = append(t.others, *j)
		return true
	case plans, asks, smallTalk:
		return false
	case follows:
		if !t.asksUs(*j, j.names[0].ID) {
			return false
		}
	default:
		if m.hearsayHan(j.clause) || m.personal(j.clause) {
			return false
		}
	}
	if t.current == nil || !t.same(j.names[0].AccountReading) {
		t.begin(j.names[0].AccountReading)
		if t.sum.day != nil {
			t.current.Day = t.sum.day.DayReading
		}
		if t.sum.lead != nil {
			t.current.Mode, t.current.ModeSpan = m.mode(*t.sum)
		}
	}
	return false
}

// datesDuty gives what is wanted its day, which the next words say: 要面谈 周四去.
func (t *telling) datesDuty(j judged) bool {
	m := t.m
	if m.s.language() != "zh-Hans" || j.day == nil || len(j.names) > 0 || m.r.lx[j.day.from].from != j.from || !bareGoing.MatchString(m.s.folded(m.r.lx[j.day.to-1].to, j.to)) {
		return false
	}
	before, list := t.before(j), t.duties
	if t.current != nil {
		list = t.current.FollowUps
	}
	if before == nil || before.strong || len(list) == 0 {
		return false
	}
	last := &list[len(list)-1]
	if !last.Due.Due.IsZero() || last.Span != m.extent(before.clause) {
		return false
	}
	last.Due = j.day.DayReading
	before.to = j.to
	last.Span = m.extent(before.clause)
	return true
}

var bareGoing = regexp.MustCompile(`^(?:我|我们|再|就|会|要|准备|打算|过去|一起)*(?:去|来|过去|见|见面|面谈|谈|聊|办|做|到|去一趟|跑一趟|给|发|寄|送|弄)(?:他们?|她|过去)?(?:了|吧|一趟)?$`)
