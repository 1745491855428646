package understand

import "strings"

// Whom the author went to see is not always who was there: "was supposed to see only
// Amelia but Jasper turned up too", "nobody but Shelley at Drummond", "only caught the
// operator at Acme".

// cameAfterAll: what was meant to be did come about, with somebody more or somebody else:
// the sentence goes on with who came.
func (m *message) cameAfterAll(s *sign) bool {
	if m.s.language() != "en" || !intended[s.text] {
		return false
	}
	but := false
	for w := s.to; w < len(m.s.words); w++ {
		word := m.s.words[w]
		if word.kind == newline || word.kind == mark && strings.ContainsAny(word.text, ".!?;") {
			return false
		}
		but = but || word.text == "but" || word.text == "and" || word.text == "then"
		if but && arrives[word.text] && m.s.words[w-1].text != "never" && m.s.words[w-1].text != "didn't" && m.s.words[w-1].text != "not" {
			return true
		}
	}
	return false
}

var (
	intended = phrasesOf(`was supposed to|were supposed to|was meant to|originally planned|was going to see|was going to meet|were going to see|were going to meet|had planned to|was planning to|wanted to see|wanted to meet|wanted to visit`)
	arrives  = wordsOf(`turned showed came joined sat appeared popped dropped attended present there tagged crashed got ended met`)
)

// isOnlyThere: "nobody but Shelley at Drummond today", "only Pete in at Crown".
func (m *message) isOnlyThere(j *judged) bool {
	if m.s.language() != "en" || len(m.names) == 0 || m.certainlyComing(j.clause) != nil {
		return false
	}
	at := j.from
	for at < j.to && (m.s.words[at].kind == mark || beforeDeed[m.s.words[at].text] && m.s.words[at].text != "only" && m.s.words[at].text != "just") {
		at++
	}
	if at+2 >= j.to {
		return false
	}
	first, next := m.s.words[at].text, m.s.words[at+1].text
	who := at + 1
	switch {
	case nobody[first] && except[next]:
		who = at + 2
	case first == "no" && next == "one" && except[m.s.words[at+2].text]:
		who = at + 3
	case first == "only" || first == "just":
	default:
		return false
	}
	if !m.thereAfter(who, j.to) {
		return false
	}
	for _, p := range m.insiders(j.clause) {
		if p.from == who {
			j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, person: true}, from: at, to: who, text: "only"}, m.toldDay(j.clause)
			return true
		}
	}
	return false
}

// thereAfter: the words after somebody say that he or she was there.
func (m *message) thereAfter(at, end int) bool {
	for w := at + 1; w < min(end, at+5); w++ {
		if text := m.s.words[w].text; isThere[text] || m.owner[w] > 0 || m.s.words[w].kind == mark {
			return true
		}
	}
	return at+1 == end
}

var (
	nobody  = wordsOf(`nobody none noone`)
	except  = wordsOf(`but except bar save besides other`)
	isThere = wordsOf(`at there in around present available here today was turned showed came`)
)

// onlySome: a visit says itself that hardly anybody was met: "only caught the operator".
func (v *draft) onlySome(m *message) bool {
	for _, j := range v.clauses {
		if j.kind != tells {
			continue
		}
		for w := j.from; w < min(j.to, j.from+3); w++ {
			if text := m.s.words[w].text; text == "only" || text == "nobody" || text == "just" && w > j.from {
				return true
			}
		}
	}
	return false
}

// insteadOf: whom the author was to see did not come, somebody else did: "meant to see Pete
// but Samira came instead".
func (m *message) insteadOf(j judged, p named) bool {
	if j.lead == nil || !intended[j.lead.text] || j.kind != tells {
		return false
	}
	before := true
	for w := p.to; w < len(m.s.words) && !(m.s.words[w].kind == mark && strings.ContainsAny(m.s.words[w].text, ".!?;")); w++ {
		if before && m.s.words[w].text == "but" {
			before = false
		}
		if !before && m.s.words[w].text == "instead" {
			return true
		}
	}
	return false
}
