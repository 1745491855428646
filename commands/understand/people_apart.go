package understand

// Whom a clause names may tell several visits, though it names no account: "met Dana Hill
// and Mark Dunn today" is two, where one works at Acme and the other at Kestrel.

// tellByPeople begins the visits of a clause that names no account, where its people work
// elsewhere than where the visit under way took place, or at several accounts.
func (t *telling) tellByPeople(j judged) bool {
	m := t.m
	if m.s.language() != "en" || len(j.names) > 0 || m.c.Last != "" || j.lead == nil || m.c.Book == nil {
		return false
	}
	places := m.placesOfPeople(j, j.lead.to)
	if len(places) == 0 {
		return false
	}
	t.placeCurrent()
	if t.current != nil && t.unnamed() {
		return false
	}
	here := t.current != nil && t.current.Account.ID != ""
	if len(places) == 1 && (!here || t.current.Account.ID == places[0].ID || t.knownHere(j)) {
		return false
	}
	for i, n := range places {
		if t.current == nil || t.current.Account.ID != n.ID {
			t.begin(n.AccountReading)
		}
		own := j
		own.clause = m.segment(j.clause, places, i)
		t.add(own)
	}
	return true
}

// placeCurrent gives the visit under way the account where its only person works, before
// the text goes on with somebody else.
func (t *telling) placeCurrent() {
	if t.current == nil || !t.unnamed() || len(t.m.names) > 0 {
		return
	}
	if first := t.current.clauses[0]; first.lead != nil {
		if places := t.m.placesOfPeople(first, first.lead.to); len(places) == 1 {
			t.current.Account = places[0].AccountReading
		}
	}
}

// listsMorePeople: a clause goes on with whom the author saw or called, "called Dana,
// Sarah and Karen today", "lunch with Dana, then Karen by phone", who work elsewhere.
func (t *telling) listsMorePeople(j judged) bool {
	m := t.m
	if m.s.language() != "en" || t.current == nil || len(j.names) > 0 || j.from == 0 || m.s.words[j.from-1].text != "," {
		return false
	}
	last := t.current.clauses[len(t.current.clauses)-1]
	if last.kind != tells || last.lead == nil || last.strong || last.to+1 != j.from {
		return false
	}
	at := j.from
	for at < j.to && (joiners[m.s.words[at].text] || m.s.words[at].text == "with") {
		at++
	}
	places := m.placesOfPeople(j, at)
	said := 0
	for _, p := range places {
		said += p.to - p.from
	}
	if len(places) == 0 || !m.peopleOnly(j.clause, said) {
		return false
	}
	t.placeCurrent()
	if t.unnamed() || t.knownHere(j) && len(places) == 1 {
		return false
	}
	for i, n := range places {
		own := j
		own.kind, own.lead, own.clause = tells, last.lead, m.segment(j.clause, places, i)
		if own.day = m.toldDay(own.clause); own.day == nil {
			own.day = last.day
		}
		t.begin(n.AccountReading)
		t.current.Mode, t.current.ModeSpan = m.modeOfHead(own)
		t.add(own)
	}
	return true
}

// knownHere: somebody of a clause is known where the visit under way took place.
func (t *telling) knownHere(j judged) bool {
	known := t.m.folk(t.current.Account.ID)
	for _, p := range t.m.peopleIn(j.clause, t.current.Account.ID) {
		if len(fitting(p, known)) > 0 {
			return true
		}
	}
	return false
}

// placesOfPeople are the accounts of those whom a clause says to have been met, or to have
// called: each known at one account only by a whole name or the only one of a first name.
// They stand at the words of the first of their people.
func (m *message) placesOfPeople(j judged, at int) (places []mention) {
	if j.lead == nil {
		j.lead = &sign{from: -1}
	}
	if subject, ok := m.placeOf(j.from, j.lead.from); ok && subject.to == j.lead.from { // "Mark Dunn called"
		return []mention{subject}
	}
	for at < j.to {
		n, ok := m.placeOf(at, j.to)
		if !ok {
			return places
		}
		if len(places) == 0 || places[len(places)-1].ID != n.ID {
			places = append(places, n)
		}
		at = n.to
		if at >= j.to || !joiners[m.s.words[at].text] {
			return places
		}
		for at < j.to && (joiners[m.s.words[at].text] || m.s.words[at].text == "with") {
			at++
		}
	}
	return places
}

// placeOf is where somebody works whose name begins at a word.
func (m *message) placeOf(at, end int) (mention, bool) {
	if at+2 <= end && m.s.words[at].capital && m.oneScript(at, at+2) {
		if hits := distinct(contactHits(plainOf(m.s.folded(at, at+2)), m.c.Book)); len(hits) == 1 {
			return m.atAccount(at, at+2, hits[0]), true
		}
	}
	if len(m.names) > 0 || at >= end { // where an account is named, a first name may be somebody new there
		return mention{}, false
	}
	if a := m.accountOfCalled(at); a != nil {
		return mention{AccountReading: *a, from: at, to: at + 1}, true
	}
	return mention{}, false
}

func (m *message) atAccount(from, to int, h Hit) mention {
	c := clause{from: from, to: to}
	return mention{AccountReading: AccountReading{Said: m.text(c), Span: m.extent(c), ID: h.Account, Name: m.nameOf(h.Account), Sure: surePart}, from: from, to: to}
}
