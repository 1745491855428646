package understand

import (
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
