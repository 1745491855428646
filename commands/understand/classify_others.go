package understand

// What others did is no visit of the author's.

// colleagueTells: somebody else is the subject, who is nobody of the customer's:
// "Ben saw Penrose yesterday", "my colleague visited Acme".
func (m *message) colleagueTells(j *judged, s *sign) bool {
	if m.s.words[s.from].kind == han || s.mode != "" || s.from == j.from {
		return false
	}
	from := m.overDays(j.from, s.from)
	for from < s.from && m.s.words[from].kind == mark {
		from++
	}
	n := s.from - from
	if n < 1 || n > 3 {
		return false
	}
	first := m.s.words[from]
	if n >= 2 && (first.text == "my" || first.text == "our" || first.text == "the") && colleagues[m.s.words[s.from-1].text] {
		return true
	}
	for w := from; w < s.from; w++ {
		if m.owner[w] > 0 || m.s.words[w].kind != letters || m.isSignWord(w) || englishOrdinary[m.s.words[w].text] {
			return false
		}
	}
	if m.c.Book == nil {
		return false
	}
	said := m.s.folded(from, s.from)
	if hits := m.c.Book.Colleagues("n:"+plainOf(said), 2); len(hits) > 0 {
		for _, h := range hits {
			if h.ID == string(m.c.Me) {
				return false
			}
		}
		return true
	}
	return n <= 2 && first.capital && len(j.names) > 0 && !m.someone(from, s.from)
}

var colleagues = wordsOf(`colleague boss manager director predecessor teammate engineer technician team mate coworker trainee intern assistant`)

// onlyNames: "a guy called Rob Tarn" telephones nobody, and "Lee was there" says
// who was met on a visit told before.
func (m *message) onlyNames(j *judged, s *sign) bool {
	if s.from == j.from {
		return m.sawThing(j, s)
	}
	before := m.s.words[s.from-1]
	switch s.text {
	case "saw", "seen", "have seen":
		return m.sawThing(j, s)
	case "called":
		return calledSo[before.text]
	case "was in", "were in", "been in":
		if w := s.from - 1; !before.capital && before.kind == letters && !englishOrdinary[before.text] && !m.isSignWord(w) && !m.lexIsDayAt(w) && m.owner[w] == 0 && !m.someone(w, s.from) { // "smurfit were in last week"
			return true
		}
		return before.capital && before.kind == letters && before.text != "i" && before.text != "we" && !m.lexIsDayAt(s.from-1) && !m.isSignWord(s.from-1)
	case "was there", "were there", "went there":
		return before.kind == letters && before.text != "i" && before.text != "we" && before.text != "btw" && before.text != "and"
	}
	return false
}

// sawThing: "saw a cactus at reception" is no visit; "saw a new customer" is.
func (m *message) sawThing(j *judged, s *sign) bool {
	if s.text != "saw" && s.text != "seen" && s.text != "have seen" || s.to+1 >= j.to || len(j.names) > 0 {
		return false
	}
	if t := m.s.words[s.to].text; t == "it" || t == "in" || t == "on" {
		return true
	}
	if t := m.s.words[s.to].text; t != "a" && t != "an" && t != "some" && t != "that" && t != "this" {
		return false
	}
	for w := s.to + 1; w < min(s.to+4, j.to); w++ {
		if newcomers[m.s.words[w].text] {
			return false
		}
	}
	return !m.personIn(j.clause)
}

var newcomers = wordsOf(`director head chef ceo cfo cto coo supervisor foreman nurse technician owner planner controller architect buyer purchaser customer client prospect lead buyer guy lady man woman company firm contact engineer manager couple few bunch people`)

var calledSo = wordsOf(`guy guys man woman lady bloke chap person gentleman someone somebody company firm outfit startup prospect lead product machine system project it also so engineer buyer one place town`)
