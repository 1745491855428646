package understand

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/sales/names"
)

// narrowed settles between accounts that begin alike by the word that follows,
// written another way: "Fairmnt Medical", "kessler pumps" for Kessler Pumpen.
func (n *namer) narrowed(m mention) mention {
	if len(m.Candidates) < 2 || m.to >= len(n.s.words) || n.s.words[m.to].kind != letters || !n.s.words[m.to].gap {
		return m
	}
	next := n.s.words[m.to].text
	var fit []Hit
	for _, h := range m.Candidates {
		if laterWordLike(h.Name, next) {
			fit = append(fit, h)
		}
	}
	if len(fit) != 1 {
		return m
	}
	m.Candidates = nil
	m = n.extend(m, m.to+1)
	m.AccountReading = choose(m.AccountReading, fit, sureSlip)
	return m
}

// wholly takes the words that follow a short name and are of the whole one as
// well: "Anchor Marine" where Anchor is short for Anchor Marine Supplies.
func (n *namer) wholly(m mention) mention {
	if m.ID == "" {
		return m
	}
	words := strings.Fields(names.Fold(m.Name))
	for m.to < len(n.s.words) && n.s.words[m.to].kind == letters && n.s.words[m.to].gap {
		at := slices.Index(words, n.s.words[m.to].text)
		if at < 1 || names.Plain(words[at-1]) != names.Plain(n.s.words[m.to-1].text) {
			break
		}
		m = n.extend(m, m.to+1)
	}
	return m
}

// orSurname doubts a part of a name after "saw" or "met" that is the surname of
// somebody elsewhere: "saw Hoff" of Hoff Brauerei, or Ms Hoff of Kessler.
func (n *namer) orSurname(m mention) mention {
	if m.ID == "" || m.to-m.from != 1 || !n.person[m.from] {
		return m
	}
	plain := names.Plain(n.called(m.from, m.to))
	candidates := []Hit{{ID: string(m.ID), Account: m.ID, Name: m.Name}}
	for _, h := range n.c.Book.Contacts(names.Part+plain, false, candidateLimit) {
		if h.Account == m.ID {
			continue
		}
		h.Name = ""
		if b, ok := n.c.Book.(AccountNamer); ok {
			h.Name = b.AccountName(h.Account)
		}
		candidates = append(candidates, h)
	}
	if len(candidates) > 1 {
		m.ID, m.Name, m.Sure, m.Candidates = "", "", sureGuess, distinct(candidates)
	}
	return m
}

// laterWordLike: a word of the name but its first is the one typed, or one that
// begins alike and differs by two letters at most.
func laterWordLike(name, typed string) bool {
	words := strings.Fields(names.Fold(name))
	for _, w := range words[min(1, len(words)):] {
		have, said := names.Plain(w), names.Plain(typed)
		if have == said {
			return true
		}
		if len(said) >= 5 && len(have) >= 4 && have[:3] == said[:3] && levenshtein.ComputeDistance(have, said) <= 2 && !names.LegalForm(w) {
			return true
		}
	}
	return false
}
