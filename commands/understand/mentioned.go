package understand

import (
	"strings"
)

// mentioned are the colleagues named with an @ where it is told who was there: not
// those who are to do something, or to whom something goes.
func (m *message) mentioned(clauses []judged) []Hit {
	var out []Hit
	if m.c.Book == nil {
		return nil
	}
	for _, j := range clauses {
		if j.kind != tells && j.kind != remark && j.kind != rivals {
			continue
		}
		for w := j.from; w < j.to; w++ {
			if m.s.words[w].kind != link || j.kind != tells && m.toAct(j, w) {
				continue
			}
			out = append(out, m.mentionedAt(w)...)
		}
	}
	return out
}

// toAct: who is named at a word is somebody to do something, or to be told.
func (m *message) toAct(j judged, w int) bool {
	for _, s := range j.signs {
		switch s.kind {
		case kMust, kPlan, kAction:
			if s.from >= w+1 && s.from <= w+2 || s.to == w {
				return true
			}
		case kGiven:
			if s.to == w && s.text != "with" && s.text != "and" && s.text != "跟" && s.text != "和" && s.text != "与" && s.text != "同" {
				return true
			}
		default:
		}
	}
	return false
}

func (m *message) mentionedAt(w int) []Hit {
	raw := m.s.said(m.s.words[w].from, m.s.words[w].to)
	id, _, _ := strings.Cut(strings.Trim(raw, "<>"), "|")
	if !strings.HasPrefix(id, "@") {
		return nil
	}
	var out []Hit
	for _, h := range m.c.Book.Colleagues(id, 1) {
		if h.ID != string(m.c.Me) {
			out = append(out, h)
		}
	}
	return out
}
