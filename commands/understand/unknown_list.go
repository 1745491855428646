package understand

import (
	"strings"

	"roundsman/sales/names"
)

// unknownToo are further accounts in a list, that nobody knows: "visited Acme
// yesterday and Nordstern today", 拜访了华为和福霸科技.
func (m *message) unknownToo(j judged, at int) []mention {
	var out []mention
	for len(out) < 4 {
		from := m.overDays(at, j.to)
		joined := from
		for joined < j.to && joiners[m.s.words[joined].text] {
			joined++
		}
		if joined == from {
			break
		}
		u, ok := m.unknownPlaceAt(j, joined)
		if !ok || !m.listEndsAt(j, u.to) {
			break
		}
		out = append(out, u)
		at = u.to
	}
	return out
}

// overDays is the word after the days that stand at a word.
func (m *message) overDays(at, end int) int {
	for _, f := range m.days(clause{from: at, to: end}, true) {
		if m.r.lx[f.from].from > at {
			break
		}
		at = m.r.lx[f.to-1].to
	}
	return at
}

// unknownPlaceAt reads a name that stands in a list of accounts, unless it is a person's.
func (m *message) unknownPlaceAt(j judged, at int) (mention, bool) {
	if at >= j.to || m.personAt(at) {
		return mention{}, false
	}
	var to int
	if m.s.words[at].kind == han {
		said := m.unknownHan(j.clause, at)
		if said == "" || !endsAsCompany(said) && !takesCompany(*j.lead) || m.surnameAt(at, j.to) > 0 && !endsAsCompany(said) {
			return mention{}, false
		}
		to = at + len([]rune(said))
	} else {
		to = m.latinNameEnd(at, j.to, *j.lead)
		if to == at || m.takesPersonLatin(*j.lead, at, to) || m.someone(at, to) {
			return mention{}, false
		}
	}
	return m.unknownAt(at, to), true
}

// listEndsAt: after the days that follow, the list ends or goes on.
func (m *message) listEndsAt(j judged, at int) bool {
	next := m.overDays(at, j.to)
	return next >= j.to || m.s.words[next].kind == mark || joiners[m.s.words[next].text]
}

// unknownBefore is the first of a list of two: "visited Nordstern and Acme".
func (m *message) unknownBefore(j judged, next int) (mention, bool) {
	lead := j.lead.text
	if !sureOfPlace[lead] && !strings.HasSuffix(lead, " to") && !strings.HasSuffix(lead, " at") && !strings.Contains(lead, "拜访") || j.lead.to >= next {
		return mention{}, false
	}
	at := j.lead.to
	if m.s.words[at].kind == han {
		at = m.skipHan(at, j.to)
	}
	u, ok := m.unknownPlaceAt(j, at)
	if !ok {
		return mention{}, false
	}
	to := m.overDays(u.to, next)
	if to >= next || !m.joined(to, next) {
		return mention{}, false
	}
	return u, true
}

// bareUnknown: a clause that is nothing but a name nobody knows and a day, or one
// after "then": "visited Acme on Monday, Nordstern on Tuesday".
func (m *message) bareUnknown(j judged) (mention, bool) {
	if len(j.names) > 0 {
		return mention{}, false
	}
	at := j.from
	for at < j.to && (joiners[m.s.words[at].text] || m.s.words[at].text == "also") {
		at++
	}
	tied := at > j.from
	from := m.overDays(at, j.to)
	if from >= j.to {
		return mention{}, false
	}
	to := from
	if m.s.words[from].kind == han {
		to += len([]rune(m.unknownHan(j.clause, from)))
		if to == from || !endsAsCompany(m.s.folded(from, to)) {
			return mention{}, false
		}
	} else if to = m.latinNameEnd(from, j.to, sign{}); to == from || m.someone(from, to) || m.isSignWord(from) {
		return mention{}, false
	}
	end := m.overDays(to, j.to)
	if d := m.coming(j.clause); d != nil && d.Due.Time != nil && m.after(d) { // "Calibration Friday 6am"
		return mention{}, false
	}
	return m.unknownAt(from, to), end == j.to && (tied || end > to || from > at)
}

// newcomer is the name after "a new prospect": "met a new lead today, Zenith
// Hydraulics in Leeds".
func (t *telling) newcomer(v *draft) (mention, bool) {
	m := t.m
	if u, ok := t.headedNew(); ok {
		return u, true
	}
	if u, ok := t.calledFirm(v); ok {
		return u, true
	}
	for i, j := range v.clauses {
		if j.kind != tells || m.s.words[j.from].kind == han {
			continue
		}
		for w := j.from; w < j.to; w++ {
			if !newFirm[m.s.words[w].text] {
				continue
			}
			at := w + 1
			if at >= j.to || !m.s.words[at].capital {
				if i+1 >= len(v.clauses) {
					return mention{}, false
				}
				at = v.clauses[i+1].from
			}
			for at < len(m.s.words) && (m.s.words[at].kind == mark || m.s.words[at].text == "called" || m.s.words[at].text == "named") {
				at++
			}
			if to := m.latinNameEnd(at, len(m.s.words), sign{}); to > at && !m.someone(at, to) {
				return m.unknownAt(at, to), true
			}
		}
	}
	return mention{}, false
}

// headedNew is the name behind "New lead:" where the message begins.
func (t *telling) headedNew() (mention, bool) {
	m := t.m
	if len(m.s.words) < 4 || m.s.words[0].text != "new" || !newFirm[m.s.words[1].text] && m.s.words[1].text != "contact" || m.s.words[2].kind != mark {
		return mention{}, false
	}
	to := m.latinNameEnd(3, len(m.s.words), sign{})
	if to == 3 || m.someone(3, to) {
		return mention{}, false
	}
	return m.unknownAt(3, to), true
}

var newFirm = wordsOf(`prospect lead customer client company firm startup`)

// someone: a contact of any account, or a colleague, is called so.
func (m *message) someone(from, to int) bool {
	plain := names.Plain(strings.TrimSuffix(m.s.folded(from, to), "'s"))
	book := m.c.Book
	return book != nil && (len(book.Contacts(names.Whole+plain, true, 1)) > 0 || len(book.Contacts(names.Part+plain, false, 1)) > 0 || len(book.Colleagues(names.Whole+plain, 1)) > 0)
}

// calledFirm is the name that a firm met for the first time is called by: 陌拜了一家叫瑞丰
// 模具的, 一家做模具钢的，叫金纬.
func (t *telling) calledFirm(v *draft) (mention, bool) {
	m, one := t.m, false
	for _, j := range v.clauses {
		for w := j.from; w+1 < j.to; w++ {
			one = one || m.s.words[w].text == "一" && among(m.s.words[w+1].text, "家间个")
			if !one || m.s.words[w].text != "叫" || among(m.s.words[w+1].text, "我咱他她你做") {
				continue
			}
			at := w + 1
			if among(m.s.words[at].text, "作") {
				at++
			}
			to := at
			for to < j.to && to < at+12 && m.s.words[to].kind == han && m.owner[to] == 0 && (to == at || !m.s.words[to].gap) && !strings.Contains(chineseStops, m.s.words[to].text) {
				to++
			}
			if to-at >= 2 {
				return m.unknownAt(at, to), true
			}
		}
	}
	return mention{}, false
}
