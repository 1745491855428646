package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// wasThere: what follows a name says that the person was there: "Vera was there but
// Tobias had vacation".
func (m *message) wasThere(p named) bool {
	at := p.to
	for at < len(m.s.words) && m.owner[at] > 0 { // a surname that the account has as well
		at++
	}
	for w := at; w < min(at+3, len(m.s.words)); w++ {
		switch text := m.s.words[w].text; {
		case text == "there" || text == "present" || text == "attended" || text == "joined" || text == "came":
			return true
		case text != "was" && text != "were":
			return false
		}
	}
	return false
}

// speaksUp: somebody tells of another who is away: "Bonnie told me that Ted's in hospital".
func (m *message) speaksUp(p named) bool {
	at := p.to
	for at < len(m.s.words) && m.owner[at] > 0 {
		at++
	}
	if at+1 >= len(m.s.words) {
		return false
	}
	text := m.s.words[at].text
	return m.s.words[at].kind == letters && (dealings[text] || text == "reckons" || text == "thinks") && text != "present" && text != "there" && text != "here"
}

// awayNext: the next clause says of the person named last that he or she was away, and
// that somebody else was there instead: "to see Dr. Baptiste, she was in surgery so
// talked with Gary".
func (t *telling) awayNext(v *draft, j judged, p named) bool {
	m := t.m
	if m.s.language() != "en" {
		return false
	}
	for _, next := range v.clauses {
		if next.from < j.to || next.from-j.to > 1 || j.strong && !m.isAwayNow(next) || next.kind != absence && next.sign(kAbsent) == nil {
			continue
		}
		if first := m.s.words[next.from].text; first != "he" && first != "she" && !((first == "he's" || first == "she's") && m.isAwayNow(next)) {
			continue
		}
		last := p
		for _, other := range m.peopleIn(j.clause, v.Account.ID) {
			last = other
		}
		return last.from == p.from
	}
	return false
}

// isAwayNow: "He's ill", "She was off sick": hardly more than that somebody is away.
func (m *message) isAwayNow(j judged) bool {
	s := j.sign(kAbsent)
	return s != nil && s.from <= j.from+1 && j.to-j.from <= 5 && !m.dated(j.clause)
}

// offHimself: "was off" is said of somebody rather than of a meeting: "she was off sick".
func (m *message) offHimself(j *judged, s *sign) bool {
	if s.text != "was off" && s.text != "is off" || s.from == j.from {
		return false
	}
	if before := m.s.words[s.from-1].text; before == "he" || before == "she" {
		return true
	}
	for _, p := range m.peopleIn(j.clause, j.account()) {
		if p.to == s.from {
			return true
		}
	}
	return false
}

// yetToDo: somebody is to do something or is to be spoken to by others: "Jürgen to
// decide", "he'll talk to Dr Choi".
func (m *message) yetToDo(p named) bool {
	if p.to+1 < len(m.s.words) && m.s.words[p.to].text == "to" && m.s.words[p.to+1].kind == letters && yetDone[m.s.words[p.to+1].text] {
		return true
	}
	for w := p.from - 1; w >= max(0, p.from-4) && m.s.words[w].kind == letters; w-- {
		switch m.s.words[w].text {
		case "he'll", "she'll", "they'll":
			return true
		case "will":
			return w > 0 && (m.s.words[w-1].text == "he" || m.s.words[w-1].text == "she" || m.s.words[w-1].text == "they")
		}
	}
	return false
}

var yetDone = wordsOf(`decide send sign confirm check review approve call quote follow order ask come back answer reply discuss talk speak present`)

// elsewhere: where somebody was, while others were met: "Mhairi was at a conference".
func (m *message) elsewhere(p named) bool {
	at, was := p.to, strings.HasSuffix(m.s.words[p.to-1].text, "'s")
	if at+2 < len(m.s.words) && (m.s.words[at].text == "and" || m.s.words[at].text == "&") && m.s.words[at+1].capital && m.s.words[p.from-min(1, p.from)].text == "both" { // "both Nick and Jean at a trade show"
		at += 2
		was = true
	}
	was = was || p.from > 2 && m.s.words[p.from-1].text == "and" && m.s.words[p.from-3].text == "both"
	for at < len(m.s.words) && m.owner[at] > 0 { // a surname that the account has as well
		at++
	}
	for at < len(m.s.words) && at < p.to+5 && (beforeAway[m.s.words[at].text] || addressedAs[m.s.words[at].text]) {
		was = was || beforeAway[m.s.words[at].text]
		at++
	}
	if !was && at < len(m.s.words) && at == p.to && (p.from == 0 || m.s.words[p.from-1].kind != letters) { // "Keisha on a course"
		was = true
	}
	if !was || at+1 >= len(m.s.words) || !inPlace[m.s.words[at].text] || m.s.words[at+1].kind != letters || m.owner[at+1] > 0 {
		return false
	}
	for w := at + 1; w < min(at+5, len(m.s.words)) && m.s.words[w].kind == letters; w++ {
		if presentIn[m.s.words[w].text] {
			return false
		}
	}
	return m.owner[at+1] == 0
}

// himselfElsewhere: "Klaus himself was in Munich": whoever was met was not he.
func (m *message) himselfElsewhere(p named) bool {
	return p.to < len(m.s.words) && (m.s.words[p.to].text == "himself" || m.s.words[p.to].text == "herself") && m.elsewhere(p)
}

var (
	addressedAs = wordsOf(`himself herself sir madam ji`)
	inPlace     = wordsOf(`in at on off`)
	presentIn   = wordsOf(`meeting room call line phone attendance favour favor agreement charge good great bad mood hurry form board time side it there full zoom teams video site plant premises booth stand table same our fire top middle office person hand fence ball page case job phone`)
)

// actsLater: what somebody will do on a day to come says nothing of having been there:
// "Tess sends the PO tomorrow".
func (m *message) actsLater(j judged, p named) bool {
	if m.s.words[p.from].kind == han || j.kind != remark || !m.opensClause(j, p) {
		return false
	}
	day, at := m.coming(j.clause), m.predicate(p.to, j.to)
	if at >= j.to {
		return false
	}
	text := m.s.words[at].text
	if day == nil && roles[text] { // "Linda handles the L/C"
		return true
	}
	if day == nil || day.Due.By || !m.after(day) {
		return false
	}
	return (text == "will" || strings.HasSuffix(text, "s")) && !stillSays[text] && !dealings[text] && !desires[text] || text == "will"
}

var roles = wordsOf(`handles manages runs decides signs looks deals takes covers does owns leads heads approves pays sits works reports buys orders`)

var stillSays = wordsOf(`likes loves thinks hopes expects prefers believes knows needs seems looks sounds feels is was sees plans`)

// othersNamed: the text names somebody else of an account, or with a title.
func (m *message) othersNamed(p named, account sales.AccountID) bool {
	known := m.folk(account)
	for _, other := range m.peopleIn(clause{to: len(m.s.words)}, account) {
		if other.from != p.from && (other.title != "" || len(fitting(other, known)) > 0 && fold(other.name) != fold(p.name)) {
			return true
		}
	}
	return false
}

// replaced: somebody else was met "instead of Stan".
func (m *message) replaced(p named) bool {
	if p.from < 2 || m.s.words[p.from].kind == han {
		return false
	}
	before := m.s.words[p.from-2].text + " " + m.s.words[p.from-1].text
	return before == "instead of" || before == "rather than" || before == "place of"
}

// wasToBeSeen: "went to see Ms Hoff at Acme but she was ill": the way was made to
// somebody who was not there.
func (m *message) wasToBeSeen(p named) bool {
	if m.s.language() != "en" || p.from < 2 || m.s.words[p.from-2].text != "to" || !toBeSeen[m.s.words[p.from-1].text] {
		return false
	}
	for w := p.to; w+1 < min(len(m.s.words), p.to+12); w++ {
		at := m.s.words[w]
		if pronoun := strings.TrimSuffix(at.text, "'s"); pronoun == "he" || pronoun == "she" || pronoun == "they" {
			return slices.ContainsFunc(m.starting[w+1], saysAway)
		}
		if slices.ContainsFunc(m.starting[w], saysAway) && m.s.words[w-1].kind == mark { // "to see Sarah, no luck"
			return true
		}
		if at.kind == newline || at.capital && m.owner[w] == 0 {
			return false
		}
	}
	return false
}

// saysAway: a sign that somebody was not there, if it is said of somebody.
func saysAway(s sign) bool {
	return s.kind == kAbsent || s.kind == kMissed || s.kind == kCancel && (s.text == "was off" || s.text == "is off")
}

var toBeSeen = wordsOf(`see meet visit catch find reach`)
