package understand

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/sales/names"
)

const (
	mostNear    = 40 // words looked at
	nearLetters = 4  // of a name that may be mistyped
)

// nearPeople finds an account by a name with slips, if somebody of it is named as
// well: "Zwik this morning, Mr Maas" for the dyers Zwick, where Holger Maas is.
func (n *namer) nearPeople() []mention {
	if n.c.Book == nil || n.s.language() != "en" {
		return nil
	}
	var people []Hit
	for i := 0; i < min(len(n.s.words), mostNear); i++ {
		people = append(people, n.peopleAt(i)...)
	}
	if len(people) == 0 {
		return nil
	}
	book, ok := n.c.Book.(AccountNamer)
	if !ok {
		return nil
	}
	for i := 0; i < min(len(n.s.words), mostNear); i++ {
		w := n.s.words[i]
		if w.kind != letters || len(w.text) < nearLetters || n.busy[i] || englishOrdinary[w.text] || n.afterTitle(i) || !w.capital && !n.slot[i] {
			continue
		}
		var hits []Hit
		for _, p := range people {
			if name := book.AccountName(p.Account); nearWord(name, w.text) && !strings.Contains(" "+names.Fold(p.Name)+" ", " "+w.text+" ") {
				hits = append(hits, Hit{ID: string(p.Account), Account: p.Account, Name: name, Mine: p.Mine})
			}
		}
		if hits = distinct(hits); len(hits) == 1 {
			m := n.mention(i, i+1, hits, sureSlip)
			for m.to < len(n.s.words) && n.s.words[m.to].gap && laterWordLike(m.Name, n.s.words[m.to].text) {
				m = n.extend(m, m.to+1)
			}
			return []mention{m}
		}
	}
	return nil
}

// peopleAt are the contacts whom a word names by surname, or with the next one.
func (n *namer) peopleAt(i int) []Hit {
	w := n.s.words[i]
	if w.kind != letters || len(w.text) < 3 || n.busy[i] || englishOrdinary[w.text] && !w.capital {
		return nil
	}
	hits := n.c.Book.Contacts(names.Part+names.Plain(w.text), false, candidateLimit)
	if i+1 < len(n.s.words) && n.s.words[i+1].kind == letters {
		hits = append(hits, n.c.Book.Contacts(names.Whole+names.Plain(n.s.folded(i, i+2)), false, candidateLimit)...)
	}
	return hits
}

// nearWord: a word of a name is the typed one but for a slip, or two in a long one.
func nearWord(name, typed string) bool {
	said := names.Plain(typed)
	for _, w := range strings.Fields(names.Fold(name)) {
		have := names.Plain(w)
		if len(have) < nearLetters || len(said) < nearLetters || have[0] != said[0] || names.LegalForm(w) || englishOrg[w] {
			continue
		}
		if d := levenshtein.ComputeDistance(have, said); d <= 1 || d == 2 && (len(have) >= 8 || swapped(said, have)) {
			return true
		}
	}
	return false
}
