package understand

import (
	"strings"
)

// placed tells where a person is said to be from, in words that no account has:
// 华围的王伟, 上海的王总. What sounds like the account of that person is it; any other
// place makes the account a question.
func (t *telling) placed(v *draft) bool {
	m := t.m
	for _, j := range v.clauses {
		if j.kind != tells {
			continue
		}
		for i := j.from + 2; i+1 < j.to; i++ {
			if m.s.words[i].text != "的" || m.owner[i-1] > 0 || !m.personFrom(i+1, j.clause) {
				continue
			}
			from := m.placeBefore(i, j.from)
			if from < 0 {
				continue
			}
			v.Account = m.accountOfPlace(from, i, j.clause)
			m.take(mention{from: from, to: i})
			return true
		}
	}
	return false
}

// personFrom: a person is named at a word, known or with a title.
func (m *message) personFrom(i int, c clause) bool {
	p, ok := m.hanPerson(i, c, nil)
	return ok && p.title != "" || m.knownHan(i)
}

// placeBefore is where a place or company begins that ends before 的; -1 for a
// department or another word.
func (m *message) placeBefore(end, least int) int {
	from := end
	for from > least && end-from < 8 && m.s.words[from-1].kind == han && m.owner[from-1] == 0 && len(m.ending[from]) == 0 && !among(m.s.words[from-1].text, "跟和与同给了在从、的") {
		from--
	}
	said := m.s.folded(from, end)
	if end-from < 2 || chineseNoName[said] || m.noNameStart(said) || m.lexIsDayAt(from) || strings.ContainsAny(said, "我你他她部处科室厂组们") {
		return -1
	}
	for _, word := range hanDepartments {
		if strings.HasSuffix(said, word) {
			return -1
		}
	}
	return from
}

func (m *message) lexIsDayAt(w int) bool { return m.r.lexIsDay(m.lexOf[w]) }

var hanDepartments = []string{"采购", "技术", "财务", "质量", "生产", "研发", "工程", "市场", "销售", "物流", "仓库", "设备", "项目", "行政", "人事", "法务", "运营", "品质", "售后", "客服", "供应链", "管理层", "对方", "客户", "那边", "这边", "新来", "负责", "主管", "分管", "认识", "老朋友", "同学", "老乡", "朋友"}

// accountOfPlace is the account that a place sounds like, if the person is there;
// else a question.
func (m *message) accountOfPlace(from, to int, c clause) AccountReading {
	u := m.unknownAt(from, to)
	sounds := distinct(homophones(m.s.folded(from, to), m.c.Book))
	for _, p := range m.peopleAnywhere(clause{from: to + 1, to: c.to}) {
		for _, h := range contactHits(p.plain, m.c.Book) {
			for _, s := range sounds {
				if s.Account == h.Account {
					u.ID, u.Name, u.Sure = s.Account, s.Name, surePart
					return u.AccountReading
				}
			}
		}
	}
	if u.Candidates = sounds; len(sounds) == 0 && hanRegions[m.s.folded(from, to)] {
		u.Said = ""
	}
	return u.AccountReading
}
