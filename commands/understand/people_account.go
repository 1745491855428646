package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

// onlyOneCalled: nobody else of the author's book is called by a first name, or by a
// surname behind a verb that takes a person, and no colleague is: "meeting with Jürgen".
func (m *message) onlyOneCalled(p named, h Hit) bool {
	if !m.s.words[p.from].capital && !m.ledToPerson(p.from) || p.to-p.from != 1 || len(m.c.Book.Colleagues(names.Whole+names.Plain(p.surname), 1)) > 0 {
		return false
	}
	called := strings.Fields(fold(m.contactName(h, p.surname)))
	if len(called) < 2 {
		return false
	}
	return names.Plain(called[0]) == names.Plain(p.surname) || m.ledToPerson(p.from) && names.Plain(called[len(called)-1]) == names.Plain(p.surname)
}

// ledToPerson: the word before takes a person: "talked to karen", "ring mick".
func (m *message) ledToPerson(i int) bool {
	if i == 0 || m.s.words[i].kind != letters {
		return false
	}
	if towardsPerson[m.s.words[i-1].text] {
		return true
	}
	return slices.ContainsFunc(m.ending[i], func(s sign) bool {
		return s.person && (s.kind == kTold || s.kind == kMeeting || s.kind == kPlain)
	})
}

var towardsPerson = wordsOf(`with to ring call phone see tell ask chase email text meet from message whatsapp ping remind catch`)

// contactName is the name of the only contact of an account with a word in it.
func (m *message) contactName(h Hit, word string) string {
	name := ""
	for _, f := range m.folk(h.Account) {
		if !f.surnamed(word) {
			continue
		}
		if name != "" {
			return ""
		}
		name = f.Name
	}
	return name
}

// accountOfTitled is where the only person works who is called by a title and
// surname: "Dr Choi loves the lights".
func (m *message) accountOfTitled(c clause) *AccountReading {
	if m.c.Book == nil {
		return nil
	}
	if m.s.language() != "en" {
		if a := m.accountOfHanTitled(c); a != nil {
			return a
		}
		return m.accountOfLatin(c)
	}
	if a := m.accountOfFirst(c); a != nil {
		return a
	}
	for _, p := range m.peopleIn(c, "") {
		if p.title == "" || p.surname == "" || p.surname[0] >= 0x80 && m.s.words[p.from].kind == han {
			continue
		}
		if hits := distinct(m.surnamed(p.surname)); len(hits) == 1 {
			id := hits[0].Account
			return &AccountReading{Said: m.piece(p.from, p.to), Span: m.extent(clause{from: p.from, to: p.to}), ID: id, Name: m.nameOf(id), Sure: surePart}
		}
	}
	return nil
}

// accountOfHanTitled is where the only person works who has a surname and the title that
// is said with it: 裘科长 of all the 裘. Others of that surname, and 李总, are asked.
func (m *message) accountOfHanTitled(c clause) *AccountReading {
	for _, p := range m.peopleIn(c, "") {
		if len([]rune(p.title)) < 2 || p.surname == "" || m.s.words[p.from].kind != han {
			continue
		}
		id := m.soleTitled(p)
		if id == "" {
			continue
		}
		return &AccountReading{Said: m.piece(p.from, p.to), Span: m.extent(clause{from: p.from, to: p.to}), ID: id, Name: m.nameOf(id), Sure: surePart}
	}
	return nil
}

// soleTitled is the account of the only one of all of a surname who has the title that was
// said; empty if there is none, or more than can be looked through.
func (m *message) soleTitled(p named) sales.AccountID {
	hits := m.surnamed(p.surname)
	if len(hits) >= candidateLimit || len(hits) > 1 && commonTitles[fold(p.title)] {
		return ""
	}
	var sole sales.AccountID
	for _, h := range distinct(hits) {
		for _, f := range m.folk(h.Account) {
			if !f.surnamed(p.surname) || !strings.Contains(fold(f.Title), fold(p.title)) {
				continue
			}
			if sole != "" {
				return ""
			}
			sole = h.Account
		}
	}
	return sole
}

// commonTitles are anybody's, so that they tell nobody from others of the same surname.
var commonTitles = wordsOf(`经理 主管 老师 先生 女士 小姐 老板 专员 助理 采购 师傅 工程师`)

// accountOfLatin is where the only one works of a Latin first name in a Chinese clause: call了Karen.
func (m *message) accountOfLatin(c clause) *AccountReading {
	for i := c.from; i < c.to; i++ {
		if m.s.words[i].kind != letters || latinMeans[m.s.words[i].text] != "" {
			continue
		}
		if a := m.accountOfCalled(i); a != nil {
			return a
		}
	}
	return nil
}

// accountOfFirst is where the only person works whose first name opens a clause: "Ron
// pushed our meeting".
func (m *message) accountOfFirst(c clause) *AccountReading {
	for i := c.from; i < c.to && c.to-c.from > 1; i++ {
		if i > c.from && m.s.words[i-1].kind != letters && m.s.words[i-1].text != "," {
			continue
		}
		if a := m.accountOfCalled(i); a != nil {
			return a
		}
	}
	return nil
}

// accountOfCalled is where the only person works who is called by a word.
func (m *message) accountOfCalled(i int) *AccountReading {
	w := m.s.words[i]
	w.text = strings.TrimSuffix(w.text, "'s")
	if w.kind != letters || !w.capital && !m.ledToPerson(i) || len(w.text) < 3 || m.owner[i] > 0 || englishOrdinary[w.text] || m.isSignWord(i) || m.lexIsDayAt(i) || i+1 < len(m.s.words) && m.s.words[i+1].capital && len(m.s.words[i+1].text) > 1 && !m.lexIsDayAt(i+1) || i > 0 && m.s.words[i-1].capital && m.s.words[i-1].kind == letters && !m.isSignWord(i-1) {
		return nil
	}
	p := named{from: i, to: i + 1, surname: w.text}
	hits := distinct(m.surnamed(w.text))
	if len(hits) != 1 || !m.onlyOneCalled(p, hits[0]) {
		return nil
	}
	id := hits[0].Account
	return &AccountReading{Said: m.piece(p.from, p.to), Span: m.extent(clause{from: p.from, to: p.to}), ID: id, Name: m.nameOf(id), Sure: surePart}
}

// askedOf names the account of a question by whom it asks about.
func (m *message) askedOf(out *Reading) {
	if out.Intent != IntentQuestion || len(out.Accounts) > 0 {
		return
	}
	for _, c := range m.clauses {
		if a := m.accountOfPerson(c); a != nil {
			out.Accounts = append(out.Accounts, *a)
			return
		}
	}
}

// formDay is the day that a form gives: "Date: 1 Dec".
func (t *telling) formDay(v *draft) {
	if v.Day.Due.IsZero() && !v.Extends {
		if d := t.m.headDay(); d != nil {
			v.Day = d.DayReading
		}
	}
	clauses := v.clauses
	if len(t.visits) == 1 {
		clauses = slices.Concat(t.others, v.clauses)
	}
	for _, j := range clauses {
		if j.kind == follows || !dayHeads[t.m.s.words[j.from].text] {
			continue
		}
		list := t.m.days(j.clause, true)
		if len(list) == 1 && t.m.r.lx[list[0].from].from <= j.from+2 && !t.m.after(&list[0]) && (v.Day.Due.IsZero() || v.Day.Due.Day == t.m.r.today) {
			v.Day = list[0].DayReading
			return
		}
	}
}

// headDay is the day that a message begins with and tells of, "Yesterday:", "two visits
// yesterday: ...", 昨天一天：…, "Sunday bbq with Acme"; nil if there is none, or it is still
// to come.
func (m *message) headDay() *found {
	c := m.clauses[0]
	list := m.days(c, true)
	if len(list) == 0 || list[0].isPart || list[0].Due.By || !list[0].Until.IsZero() || m.after(&list[0]) {
		return nil
	}
	leads := m.r.lx[list[0].from].from == c.from
	heads := len(c.names) == 0 && c.to < len(m.s.words) && (m.s.words[c.to].text == ":" || m.s.words[c.to].text == "：")
	if !leads && !heads && !m.onlyDay(c.from, c.to) {
		return nil
	}
	return &list[0]
}

var dayHeads = wordsOf(`date day when datum visited`)

// dayBefore takes the day of a visit from the words that lead to it: "Trade fair last
// Thursday: bumped into Ron".
func (t *telling) dayBefore(j judged) {
	if t.current == nil || len(t.visits) != 1 || len(t.current.clauses) != 1 || !t.current.Day.Due.IsZero() || len(t.others) == 0 {
		return
	}
	before := t.others[len(t.others)-1]
	if before.kind != remark || before.strong || j.from-before.to > 2 {
		return
	}
	if t.m.s.words[before.from].kind == han {
		t.dayBeforeHan(before)
		return
	}
	if t.m.s.language() != "en" || len(before.names) > 0 {
		return
	}
	if d := t.m.certainlyGone(before.clause); d != nil && !d.isPart {
		t.current.Day = d.DayReading
	}
}
