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
