package understand

import (
	"strings"

	"roundsman/sales"
)

// Some reps fill in a form of their own: "Date: 14 July / Customer: Acme / Attendees: ...
// / Next: ...", "Who: ... / Where: ... / When: ...". Its keys are no questions, and it
// tells a visit.

var (
	formWhere = wordsOf(`customer account client company where site location place firm visited`)
	formWho   = wordsOf(`who attendees attendee attended present participants participant contact contacts met people persons with spoke seen attending person`)
	formWhen  = wordsOf(`date when day datum`)
	formWhat  = wordsOf(`what subject topic topics purpose agenda summary notes result results outcome discussed discussion how mode type channel medium via competitor competition why reason`)
	// formAway are keys of those who were not there.
	formAway = wordsOf(`apologies apology regrets absent absentees excused missing entschuldigt`)
)

// keyed: a clause is the key of a form, or begins with one, and a colon follows: its word.
func (m *message) keyed(c clause) string {
	first := m.s.words[c.from].text
	if c.from > 0 && m.s.words[c.from-1].kind == letters || !formWhere[first] && !formWho[first] && !formWhen[first] && !formWhat[first] && !formAway[first] {
		return ""
	}
	for w := c.from + 1; w <= min(c.to, c.from+3) && w < len(m.s.words); w++ {
		switch word := m.s.words[w]; {
		case word.text == ":" || word.text == "=":
			return first
		case word.kind != letters:
			return ""
		}
	}
	return ""
}

// asksKey: the word that asks is the key of a form: "When: yesterday".
func (m *message) asksKey(s sign) bool {
	return s.to < len(m.s.words) && m.s.words[s.to].text == ":" && (formWhere[s.text] || formWho[s.text] || formWhen[s.text] || formWhat[s.text])
}

// form makes one visit of a form that names where and with whom or when.
func (t *telling) form() {
	m := t.m
	if len(t.visits) > 0 || t.asked || m.s.language() != "en" || len(m.names) == 0 || m.c.Last != "" {
		return
	}
	where, keys := false, 0
	for _, j := range t.others {
		if j.kind == cancels || j.kind == misses || j.kind == plans {
			return
		}
		switch key := m.keyed(j.clause); {
		case formWhere[key]:
			where = true
			keys++
		case formWho[key]:
			keys++
		case formWhen[key]:
			keys++
			if d := m.formDate(j); d != nil && m.after(d) {
				return
			}
		case formWhat[key]:
			keys++
		}
	}
	if keys < 2 || !where && keys < 3 {
		return
	}
	t.begin(m.names[0].AccountReading)
	v := t.current
	v.clauses, t.others = t.others, nil
	for i, j := range v.clauses {
		if v.Mode == sales.ModeNotGiven && (formWhat[m.keyed(j.clause)] || i > 0 && formWhat[m.keyed(v.clauses[i-1].clause)]) {
			v.Mode, v.ModeSpan = m.modeOfHead(j)
		}
	}
	t.takeDuties(v)
}

// formDate is the day that a form gives as its own.
func (m *message) formDate(j judged) *found {
	if !formWhen[m.s.words[j.from].text] {
		return nil
	}
	list := m.days(j.clause, true)
	if len(list) == 1 && m.r.lx[list[0].from].from <= j.from+2 {
		return &list[0]
	}
	return nil
}

// excused: a person is listed behind "Apologies:", up to the end of the sentence.
func (m *message) excused(p named) bool {
	for w := p.from - 1; w >= 0; w-- {
		word := m.s.words[w]
		if word.kind == newline || word.kind == mark && strings.ContainsAny(word.text, ".!?;") && !(w > 0 && englishTitles[m.s.words[w-1].text]) {
			return false
		}
		if word.text == ":" {
			return w > 0 && (formAway[m.s.words[w-1].text] || w > 1 && (formAway[m.s.words[w-2].text] || m.s.words[w-2].text == "not" && m.s.words[w-1].text == "present"))
		}
	}
	return false
}
