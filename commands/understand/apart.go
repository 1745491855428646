package understand

import "regexp"

// Several accounts in one message have each its own words, people and promises.

// segment is the piece of a clause that is about the account of number i of those
// it names: "met Anna at Acme | and Bob at Globex".
func (m *message) segment(c clause, named []mention, i int) clause {
	if len(named) < 2 {
		return c
	}
	from, to := c.from, c.to
	if i > 0 {
		from = m.cutBetween(named[i-1], named[i])
	}
	if i+1 < len(named) {
		to = m.cutBetween(named[i], named[i+1])
	}
	out := clause{from: from, to: max(to, from+1), strong: c.strong && i+1 == len(named), asked: c.asked, head: c.head && i == 0}
	m.fill(&out)
	return out
}

// cutBetween is the word that joins two accounts, the first of them.
func (m *message) cutBetween(a, b mention) int {
	for w := a.to; w < b.from; w++ {
		if joiners[m.s.words[w].text] {
			return w
		}
	}
	return b.from
}

// whose turns to the visit that a clause is about, if it says so: by an account,
// or by somebody who is known at one of the accounts only.
func (t *telling) whose(j judged) {
	if len(t.visits) < 2 || j.kind == rivals {
		return
	}
	if len(j.names) > 0 {
		for _, v := range t.visits {
			if v.Account.sameAs(j.names[0].AccountReading) {
				t.current = v
				return
			}
		}
		return
	}
	if v := t.visitByPeople(j); v != nil {
		t.current = v
	}
}

// ofSeveral are the visits that a clause without a name is about when it speaks of
// them together: "both want discounts", 都要降价.
func (t *telling) ofSeveral(j judged) []*draft {
	if len(t.visits) < 2 || len(j.names) > 0 {
		return nil
	}
	at := j.from
	if t.m.s.words[at].text == "they" && at+1 < j.to {
		at++
	}
	switch word := t.m.s.words[at].text; {
	case word == "both" || word == "neither":
		return t.visits[len(t.visits)-2:]
	case word == "all" || word == "everybody" || word == "everyone" || severalHan.MatchString(t.m.s.folded(at, j.to)):
		return t.visits
	}
	return nil
}

var severalHan = regexp.MustCompile(`^(他们|大家|两家|三家|几家|这两家|这几家|两边|双方)?(都|均|全都)`)

// visitByPeople is the only visit at whose account somebody of the clause is known; nil
// if they are known at the current one, or at several.
func (t *telling) visitByPeople(j judged) *draft {
	var only *draft
	for _, v := range t.visits {
		if v.Account.ID == "" || !t.knows(v, j) {
			continue
		}
		if v == t.current || only != nil && only.Account.ID != v.Account.ID {
			return nil
		}
		only = v
	}
	return only
}

func (t *telling) knows(v *draft, j judged) bool {
	known := t.m.folk(v.Account.ID)
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		if len(fitting(p, known)) > 0 {
			return true
		}
	}
	return false
}

// beginHeaded begins the visit of a clause that names no account, if one before it
// did nothing else: "Stahlwerk Oberhof: met Tiedemann", "Acme. Saw Lee".
func (t *telling) beginHeaded(j judged) bool {
	at := len(t.others) - 1
	for at >= 0 && !t.m.heads(t.others[at]) {
		at--
	}
	if at < 0 && (t.m.refersBack(j) || t.m.namesNobody(j)) {
		at = t.lastNaming()
	}
	if at < 0 || t.m.s.language() != "en" || len(t.others[at].names) != 1 {
		return false
	}
	head := t.others[at]
	if u, ok := t.m.unknownIn(j); ok && !t.knownThere(head.names[0], u) && !t.m.refersBack(j) {
		return false
	}
	for at > 0 && t.others[at-1].kind == remark && len(t.others[at-1].names) == 0 { // what came before is about it as well
		at--
	}
	t.begin(head.names[0].AccountReading)
	v := t.current
	v.clauses = append(v.clauses, t.others[at:]...)
	t.others = t.others[:at]
	if d := t.m.certainlyGone(head.clause); d != nil && !d.isPart && j.day == nil {
		v.Day = d.DayReading
	}
	if s := j.lead; s.mode == "" {
		v.Mode, v.ModeSpan = t.m.modeOfHead(head)
	}
	t.add(j)
	t.takeDuties(v)
	return true
}

// refersBack: "met him today", of whom it was said before where he is.
func (m *message) refersBack(j judged) bool {
	for w := j.lead.to; w < j.to && w < j.lead.to+2; w++ {
		if pronouns[m.s.words[w].text] {
			return true
		}
	}
	return false
}

// namesNobody: "talked for 15 min on the phone", to whom was said before.
func (m *message) namesNobody(j judged) bool {
	if j.lead == nil || m.s.language() != "en" {
		return false
	}
	for w := j.from; w < j.lead.from; w++ {
		if !beforeDeed[m.s.words[w].text] {
			return false
		}
	}
	for w := j.lead.to; w < j.to; w++ {
		if m.s.words[w].capital && !m.lexIsDayAt(w) {
			return false
		}
	}
	return true
}

var pronouns = wordsOf(`him her them there it both all`)

// lastNaming is the last clause put aside that names one account and is no plan; -1
// if there is none, or several accounts are named.
func (t *telling) lastNaming() int {
	last := -1
	for i, j := range t.others {
		if len(j.names) == 0 {
			continue
		}
		if last >= 0 && !j.names[0].sameAs(t.others[last].names[0].AccountReading) || j.kind != remark && j.kind != absence && j.kind != rivals {
			return -1
		}
		last = i
	}
	return last
}

// knownThere: what looked like the name of an account is somebody of this one.
func (t *telling) knownThere(n, u mention) bool {
	_, ok := knownAs(t.m.folk(n.ID), t.m.s.folded(u.from, u.to), u.to-u.from, true)
	return ok
}

// joinedWithFolk: 和海底捞游梦、|颐海樊刚: each account with its people.
func (m *message) joinedWithFolk(from int, n mention) bool {
	last := m.s.words[n.from-1]
	if n.from-from > 16 || !joiners[last.text] {
		return false
	}
	left := n.from - from
	before := m.owner[from-1]
	if before == 0 || before > len(m.names) {
		return false
	}
	for _, p := range m.peopleIn(clause{from: from, to: n.from}, m.names[before-1].ID) {
		left -= p.to - p.from
	}
	for w := from; w < n.from; w++ {
		if joiners[m.s.words[w].text] || among(m.s.words[w].text, "的那边这") {
			left--
		}
	}
	return left <= 0
}

// joinedWithSomebody: "at Acme and Bob at | Globex".
func (m *message) joinedWithSomebody(from int, n mention) bool {
	if n.from > from && m.s.words[from].kind == han {
		return m.joinedWithFolk(from, n)
	}
	if n.from-from < 3 || n.from-from > 7 || m.s.words[n.from-1].kind == han || !joiners[m.s.words[from].text] {
		return false
	}
	if at := m.s.words[n.from-1].text; at != "at" && at != "from" && at != "of" && at != "@" {
		return false
	}
	left := n.from - from - 2
	for _, p := range m.peopleIn(clause{from: from + 1, to: n.from - 1}, n.ID) {
		left -= p.to - p.from
	}
	for w := from + 1; w < n.from-1; w++ {
		if joiners[m.s.words[w].text] {
			left--
		}
	}
	return left <= 0
}

// beginReferred begins the visit of a clause that says whom by a pronoun, if somebody known
// was named right before: "Ken lets us quote. Had a brew with him".
func (t *telling) beginReferred(j judged) bool {
	last := len(t.others) - 1
	if last < 0 || t.m.s.language() != "en" || !t.m.refersTo(j) {
		return false
	}
	before := t.others[last]
	if before.kind != remark && before.kind != rivals || len(t.m.insiders(before.clause)) == 0 {
		return false
	}
	t.begin(AccountReading{})
	t.current.clauses = append(t.current.clauses, before)
	t.others = t.others[:last]
	t.add(j)
	return true
}

// refersTo: a pronoun stands in a clause for whom the author dealt with.
func (m *message) refersTo(j judged) bool {
	for w := j.from; w < j.to; w++ {
		if pronouns[m.s.words[w].text] {
			return true
		}
	}
	return false
}
