package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// topic is whom the clauses after it are about: Chinese names the account, and
// perhaps who was met, before anything is told of them. 海尔于总，线下，谈了返点.
type topic struct {
	mention
	at     int  // the word its clause begins at
	folk   bool // somebody is named with it
	person bool // it is named by nothing but one of its people
}

// findTopics tells every clause whom it is about if it does not say so itself: the
// last topic of its sentence, or of the line before.
func (m *message) findTopics() {
	if m.s.language() != "zh-Hans" {
		return
	}
	var current, headed *topic
	for i := range m.clauses {
		c := &m.clauses[i]
		switch { // every item of a list is about what the list is about
		case c.numbered && i > 0 && m.anyItemBefore(i):
			current = headed
		case c.numbered:
			headed = current
		}
		switch {
		case len(c.names) > 0:
			c.opens = m.isTopic(*c)
			current = m.topicOf(*c)
		default:
			c.topic = current
		}
		if current != nil {
			current.folk = current.folk || m.onlyFolk(*c)
		}
		if c.strong && !m.endsBy(*c, newline) && !(i+1 < len(m.clauses) && m.clauses[i+1].numbered) {
			current = nil
		}
	}
}

// dropPlaces leaves out the account at which somebody of another one was met: 在立邦碰到了嘉宝
// 莉的古经理.
func (m *message) dropPlaces(c *clause) {
	if len(c.names) != 2 || m.s.language() != "zh-Hans" {
		return
	}
	for i, n := range c.names {
		other := c.names[1-i]
		if n.from > c.from && m.s.words[n.from-1].text == "在" && n.ID != other.ID && len(m.peopleRight(other, *c)) > 0 && len(m.peopleRight(n, *c)) == 0 {
			c.names = []mention{other}
			return
		}
	}
}

// peopleRight are the people named right behind an account in a clause.
func (m *message) peopleRight(n mention, c clause) []named {
	var out []named
	for _, p := range m.peopleIn(clause{from: n.to, to: c.to}, n.ID) {
		if p.from <= n.to+1 && (p.title != "" || len(fitting(p, m.folk(n.ID))) > 0) {
			out = append(out, p)
		}
	}
	return out
}

// topicOf is the one account that a clause names and that the next may go on with;
// nil if there are several, or it is named for comparison.
func (m *message) topicOf(c clause) *topic {
	n := c.names[0]
	if !c.ofOne() || c.sign(kRival) != nil && c.sign(kRival).to >= n.from-1 && c.sign(kRival).to <= n.from || n.from > c.from && m.s.words[n.from-1].text == "比" {
		return nil
	}
	return &topic{mention: n, at: c.from}
}

// ofOne: every account that a clause names is the same.
func (c clause) ofOne() bool {
	return !slices.ContainsFunc(c.names, func(n mention) bool { return n.ID != c.names[0].ID || n.ID == "" && n.Said != c.names[0].Said })
}

func (m *message) endsBy(c clause, kind wordKind) bool {
	return c.to < len(m.s.words) && m.s.words[c.to].kind == kind
}

// isTopic: one account and its people, and nothing that is told of them.
func (m *message) isTopic(c clause) bool {
	return len(c.names) > 0 && c.ofOne() && m.leftOf(c) == 0
}

// onlyFolk: somebody is named in a clause that says nothing else.
func (m *message) onlyFolk(c clause) bool {
	return len(m.peopleIn(c, c.account())) > 0 && m.leftOf(c) == 0
}

func (c clause) account() sales.AccountID {
	switch {
	case len(c.names) > 0:
		return c.names[0].ID
	case c.topic != nil:
		return c.topic.ID
	}
	return ""
}

// leftOf counts the words of a clause that are neither names nor days nor what
// ties them together.
func (m *message) leftOf(c clause) int {
	known := make([]bool, c.to-c.from)
	take := func(from, to int) {
		for w := max(from, c.from); w < min(to, c.to); w++ {
			known[w-c.from] = true
		}
	}
	for _, p := range m.peopleIn(c, c.account()) {
		take(p.from, p.to)
	}
	for _, f := range m.days(c, true) {
		take(m.r.lx[f.from].from, m.r.lx[f.to-1].to)
	}
	left := 0
	for w := c.from; w < c.to; w++ {
		if word := m.s.words[w]; !known[w-c.from] && m.owner[w] == 0 && word.kind != mark && !among(word.text, topicTies) {
			left++
		}
	}
	return left
}

const topicTies = "的那这边里儿和跟与及、家们位分别是有依次"

// topicByPerson takes the account where the only person works whom a text names that
// names no account, if that person speaks or does something with the author where it
// begins: 麦穗技术员跟我下地看了两块田, 苗主管：货架不够.
func (m *message) topicByPerson() {
	if m.s.language() != "zh-Hans" || len(m.names) > 0 || m.c.Last != "" || m.c.Book == nil || len(m.clauses) == 0 || !m.speaksFirst() {
		return
	}
	a := m.accountOfPerson(m.clauses[0])
	if a == nil {
		return
	}
	for _, c := range m.clauses[1:] {
		if other := m.accountOfPerson(c); other != nil && other.ID != a.ID {
			return
		}
	}
	by := &topic{mention: mention{AccountReading: *a}, folk: true, person: true}
	for i := range m.clauses {
		m.clauses[i].topic = by
	}
}

// speaksFirst: who opens a text says something or does it with the author.
func (m *message) speaksFirst() bool {
	first := m.clauses[0]
	if by := first.sign(kBy); by != nil && by.mode != "" && by.from > first.from && m.s.words[first.from].kind == letters && m.accountOfLatin(clause{from: first.from, to: by.from}) != nil { // Rachel email我说
		return first.sign(kPlan, kFollow, kCancel) == nil
	}
	if not := first.sign(kNot); not != nil && not.from < first.from+4 || first.sign(kPlan, kFollow, kCancel) != nil || m.personal(first) {
		return false
	}
	if to := first.to; to < len(m.s.words) && m.s.words[to].text == ":" && m.wholePerson(first) {
		return true
	}
	for _, p := range m.peopleIn(first, "") {
		if p.from == first.from && len([]rune(p.title)) > 1 && p.to < first.to && !among(m.s.words[p.to].text, "让要叫的") && m.done(p.to, first.to) && !m.awayAfterHan(p, first) && !m.newsOf(p, first) && !m.hasLeft(p, first) { // 康总监拿到价目表了
			return true
		}
	}
	for _, s := range first.signs {
		if s.kind == kTheir && speaks[s.text] && s.from > first.from+1 && s.from <= first.from+6 && s.to < first.to {
			return m.wholePerson(clause{from: first.from, to: s.from})
		}
	}
	for w := first.from + 2; w+1 < min(first.to, first.from+8); w++ {
		if among(m.s.words[w].text, "问催骂夸") && m.wholePerson(clause{from: first.from, to: w}) {
			return true
		}
		if among(m.s.words[w].text, "把跟和与陪带领请找给拉") && m.s.words[w+1].text == "我" && m.wholePerson(clause{from: first.from, to: w}) {
			return m.done(w, first.to)
		}
	}
	return false
}

// wholePerson: a piece is a person and no more.
func (m *message) wholePerson(c clause) bool {
	said := m.s.folded(c.from, c.to)
	for _, p := range m.peopleIn(c, "") {
		if p.from == c.from && p.to == c.to && p.title != "" {
			return true
		}
	}
	for _, p := range m.peopleAnywhere(c) {
		if rest := strings.TrimPrefix(said, fold(p.said)); rest == "" || rest != said && titleAt(m.s, c.to-len([]rune(rest)), c.to) == rest {
			return true
		}
	}
	return false
}
