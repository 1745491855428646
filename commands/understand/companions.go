package understand

import (
	"strings"

	"roundsman/sales/names"
)

// companion is a colleague named as having been there, at words from..to.
type companion struct {
	Hit
	from, to int
}

// companions are the colleagues that a clause names without an @: "visited Acme
// with marta", 跟Marta一起拜访了华为. A contact of the account is none.
func (m *message) companions(c clause, known []folk) []companion {
	var out []companion
	for w := c.from; w < c.to; w++ {
		if !m.companionSlot(w, c) {
			continue
		}
		if p, ok := m.companionAt(w, c, known); ok {
			out = append(out, p)
			w = p.to - 1
		}
	}
	return out
}

// companionSlot: a word at which somebody may be named who came along.
func (m *message) companionSlot(w int, c clause) bool {
	if w == c.from || m.owner[w] > 0 {
		return false
	}
	switch before := m.s.words[w-1].text; before {
	case "和", "跟", "与", "同", "带", "着", "了", "、", "and", "with", "&", ",":
		return true
	}
	for _, s := range m.ending[w] {
		if s.kind == kTogether {
			return true
		}
	}
	return false
}

func (m *message) companionAt(w int, c clause, known []folk) (companion, bool) {
	most := 3
	if m.s.words[w].kind == han {
		most = 4
	}
	for n := most; n >= 1; n-- {
		to := w + n
		if to > c.to || !m.oneScript(w, to) || m.owned(w, to) || m.s.words[w].kind == han && n < 2 {
			continue
		}
		plain := names.Plain(m.s.folded(w, to))
		if _, contact := knownAs(known, m.s.folded(w, to), n, true); contact || m.s.words[w].kind == letters && n == 1 && (englishOrdinary[plain] || len(plain) < 3) {
			continue
		}
		if hits := m.c.Book.Colleagues(names.Whole+plain, 2); len(hits) == 1 && hits[0].ID != string(m.c.Me) {
			if n == 1 && !m.cameAlong(w, to, c) {
				continue
			}
			return companion{hits[0], w, to}, true
		}
	}
	return companion{}, false
}

// cameAlong: a first name alone is a colleague's where it says so: 和Ben一起, "together
// with Ben", "visited Acme with Ben". "Met Ben" may be anybody.
func (m *message) cameAlong(from, to int, c clause) bool {
	if m.together(to, c) {
		return true
	}
	for _, s := range m.ending[from] {
		if s.kind == kTogether {
			return true
		}
	}
	if m.s.words[from-1].text != "with" {
		return false
	}
	for w := c.from; w < from; w++ {
		if m.owner[w] > 0 {
			return true
		}
	}
	return false
}

// together: 一起 follows, or more names and then it.
func (m *message) together(at int, c clause) bool {
	for w := at; w < c.to && w < at+12; w++ {
		for _, s := range m.starting[w] {
			if s.kind == kTogether && strings.HasPrefix(s.text, "一") {
				return true
			}
		}
		if m.owner[w] > 0 || m.s.words[w].kind == mark && m.s.words[w].text != "、" {
			return false
		}
	}
	return false
}

// someoneAlong: somebody came along whom nobody knows, so that the words are kept.
func (m *message) someoneAlong(j judged, companions []companion) bool {
	if len(companions) > 0 {
		return false
	}
	for _, p := range m.peopleIn(j.clause, "") {
		if m.wentAlong(j, p) && !m.someone(p.from, p.to) {
			return true
		}
	}
	s := j.sign(kTogether)
	if s == nil {
		return false
	}
	if strings.HasPrefix(s.text, "一") {
		return s.from > j.from && m.s.words[s.from-1].kind == letters
	}
	return s.to < j.to && m.s.words[s.to].kind == letters && m.owner[s.to] == 0 && m.s.words[s.to].capital
}
