package understand

import "strings"

// wentAlong: after a word of going somewhere and the account, "with" names who
// went along: "went to Delvaux with Meera", "at Boden with Johanna Kluge". After
// "meeting at Acme with" it is who was met.
func (m *message) wentAlong(j judged, p named) bool {
	if p.title != "" || p.from <= j.from || m.s.words[p.from-1].text != "with" {
		return false
	}
	lead := j.lead
	if lead != nil && lead.kind == kMeeting && (lead.text == "visit" || lead.text == "visit to" || lead.text == "visit at") {
		return m.accountBetween(j.from, p.from)
	}
	if lead != nil && (lead.kind != kTold || lead.mode != "" || strings.HasSuffix(lead.text, " with") || strings.Contains(lead.text, "meeting") || lead.text == "met") {
		return false
	}
	return m.accountBetween(j.from, p.from)
}

func (m *message) accountBetween(from, to int) bool {
	for w := from; w < to; w++ {
		if m.owner[w] > 0 {
			return true
		}
	}
	return false
}

// cameWith: a first name alone that nobody of the account has, after "with" behind
// the account: "lunch at Patterson w/ Maddie".
func (m *message) cameWith(j judged, p named) bool {
	if p.title != "" || p.to-p.from != 1 || p.from <= j.from {
		return false
	}
	before := p.from - 1
	if m.s.words[before].text == "/" {
		before--
	}
	return withWords[m.s.words[before].text] && m.accountBetween(j.from, before)
}

var withWords = wordsOf(`with w mit`)

// anyoneElse: somebody known at the account is named in the clauses of a visit as
// well, who was then met.
func (m *message) anyoneElse(v *draft, p named, known []folk) bool {
	for _, j := range v.clauses {
		for _, other := range m.peopleIn(j.clause, v.Account.ID) {
			if other.from != p.from && (len(fitting(other, known)) == 1 || other.title != "") {
				return true
			}
		}
	}
	return false
}
