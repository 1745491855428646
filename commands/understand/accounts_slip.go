package understand

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/sales/names"
)

// accountOfSlip is where the only person works whose first name is said and whose surname
// but for a slip: "met with karin moler" for Karin Möller.
func (t *telling) accountOfSlip(v *draft) *AccountReading {
	m := t.m
	if m.c.Book == nil || m.s.language() != "en" {
		return nil
	}
	for _, j := range v.clauses {
		if j.kind != tells {
			continue
		}
		for w := j.from; w+1 < j.to; w++ {
			if h, ok := m.slippedName(w); ok {
				return &AccountReading{Said: m.piece(w, w+2), Span: m.extent(clause{from: w, to: w + 2}), ID: h.Account, Name: m.nameOf(h.Account), Sure: sureLater}
			}
		}
	}
	return nil
}

// slippedName is the only contact who is called by the word at w and, but for a slip, by
// the next.
func (m *message) slippedName(w int) (Hit, bool) {
	first, last := m.s.words[w], m.s.words[w+1]
	if first.kind != letters || last.kind != letters || len(first.text) < 3 || len(last.text) < nearLetters || englishOrdinary[first.text] || englishOrdinary[last.text] || m.isSignWord(w) || m.isSignWord(w+1) {
		return Hit{}, false
	}
	var hit []Hit
	for _, h := range m.c.Book.Contacts(names.Whole+names.Plain(first.text), true, candidateLimit) {
		given, surname, _ := strings.Cut(fold(h.Name), " ")
		if given == first.text && levenshtein.ComputeDistance(names.Plain(surname), names.Plain(last.text)) == 1 {
			hit = append(hit, h)
		}
	}
	if hit = distinct(hit); len(hit) == 1 {
		return hit[0], true
	}
	return Hit{}, false
}
