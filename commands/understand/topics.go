package understand

import (
	"slices"

	"roundsman/sales"
)

// topic is whom the clauses after it are about: Chinese names the account, and
// perhaps who was met, before anything is told of them. 海尔于总，线下，谈了返点.
type topic struct {
	mention
	at   int  // the word its clause begins at
	folk bool // somebody is named with it
}

// findTopics tells every clause whom it is about if it does not say so itself: the
// last topic of its sentence, or of the line before.
func (m *message) findTopics() {
	if m.s.language() != "zh-Hans" {
		return
	}
	var current *topic
	for i := range m.clauses {
		c := &m.clauses[i]
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
		if c.strong && !m.endsBy(*c, newline) {
			current = nil
		}
	}
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
