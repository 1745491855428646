package understand

// onlySpokenOf: what is said right after the name is news of the person, who need
// not have been there: "Dana takes over purchasing", "Lee will be replaced".
func (m *message) onlySpokenOf(p named) bool {
	if m.yetToDo(p) {
		return true
	}
	at := p.to
	for at < len(m.s.words) && at < p.to+3 && newsOpeners[m.s.words[at].text] {
		at++
	}
	if at >= len(m.s.words) || m.s.words[at].kind != letters {
		return false
	}
	switch w := m.s.words[at].text; w {
	case "takes", "taking", "take", "took":
		return at+1 < len(m.s.words) && m.s.words[at+1].text == "over"
	default:
		return succession[w]
	}
}

// saidOf: somebody else speaks of the person: "he says Denise approved it". "Too dear,
// says Priya" is she who speaks.
func (m *message) saidOf(j judged, p named) bool {
	for _, s := range j.signs {
		if s.to > p.from || !speech[s.text] || s.from == j.from && (s.to == p.from || m.s.words[s.from].kind == han || !m.thatBetween(s.to, p.from)) {
			continue
		}
		return s.to < p.from || p.to < j.to && !(m.s.words[p.to].kind == mark)
	}
	return false
}

// awayAfter: a word right after the name says that the person was not there: "Carlos
// away", "Lee off sick".
func (m *message) awayAfter(p named) bool {
	at := p.to
	for at < len(m.s.words) && at < p.to+2 && beforeAway[m.s.words[at].text] {
		at++
	}
	if at < len(m.s.words) && m.s.words[at].text == "not" && (at+1 == len(m.s.words) || m.s.words[at+1].kind == mark) { // "Pat in, Dr Grant not"
		return true
	}
	if at >= len(m.s.words) || !away[m.s.words[at].text] {
		return false
	}
	next := min(at+1, len(m.s.words))
	if next == len(m.s.words) || m.s.words[next].kind != letters {
		return true
	}
	return afterAway[m.s.words[next].text] || m.r.lexIsDay(m.lexOf[next])
}

// onlyPlaceBetween: nothing but where somebody works stands between two words:
// "Prof. Frings at the Uniklinik | had no time".
func (m *message) onlyPlaceBetween(from, to int) bool {
	for w := from; w < to; w++ {
		if m.owner[w] == 0 && !placeWords[m.s.words[w].text] {
			return false
		}
	}
	return from < to
}

var (
	placeWords  = wordsOf(`at from of the in ( ) ,`)
	speech      = phrasesOf(`says|said|thinks|mentioned|told me|told us|believes|claims|confirmed|hopes|expects`)
	beforeAway  = wordsOf(`was is were are still currently also again both unfortunately sadly`)
	away        = wordsOf(`away out off ill sick crook absent missing ooo busy travelling traveling abroad unwell poorly unavailable retired gone`)
	afterAway   = wordsOf(`and but so today this until till til from both all sick ill again on for at in the`)
	newsOpeners = wordsOf(`will is was has now soon be being been apparently to`)
	succession  = wordsOf(`replaces replaced replacing replace succeeds succeeded succeeding succeed becomes became`)
)

// thatBetween: "said off the record that Leanne is leaving".
func (m *message) thatBetween(from, to int) bool {
	for w := from; w < to; w++ {
		if m.s.words[w].text == "that" {
			return true
		}
	}
	return false
}
