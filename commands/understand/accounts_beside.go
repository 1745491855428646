package understand

import (
	"slices"
	"strings"

	"roundsman/sales/names"
)

// withPeople: an everyday word that opens a sentence is the account of that name
// when one of its people stands beside it: "oracle, sandra v., teams".
func (n *namer) withPeople(i, end int, hits []Hit) bool {
	if len(hits) != 1 || !n.sentenceStart(i) || n.asWord(i, end) || n.afterTitle(i) || n.afterName(i) {
		return false
	}
	people := n.c.Book.ContactsOf(hits[0].Account)
	reach := besideAccount
	if !n.busy[i] {
		reach *= 2
	}
	for w := end; w < min(end+reach, len(n.s.words)); w++ {
		word := n.s.words[w]
		if word.kind != letters || len(word.text) < 3 || englishOrdinary[word.text] {
			continue
		}
		if slices.ContainsFunc(people, func(p Person) bool { return slices.Contains(strings.Fields(names.Fold(p.Name)), word.text) }) {
			return true
		}
	}
	return false
}

const besideAccount = 5 // words, twice as many of a word that is no sign of anything

// somebodyElse: a capital word that no part of the name is like goes on, so that
// what looks like a slip is a first name: "Bridget Moss" is nobody of Bridge & Co.
func (n *namer) somebodyElse(m mention) bool {
	if m.to-m.from != 1 || m.to >= len(n.s.words) {
		return false
	}
	w := n.s.words[m.to]
	return w.kind == letters && w.gap && w.capital && !n.busy[m.to] && !englishOrg[w.text] && !laterWordLike(m.Name, w.text) && !strings.HasPrefix(w.text, names.Fold(firstLetters(m.Name, w.text))) && !n.worksAt(m, w.text)
}

// firstLetters is the word of a name that the typed one begins, "Chem" of Chemicals.
func firstLetters(name, typed string) string {
	for _, w := range strings.Fields(names.Fold(name)) {
		if len(typed) >= 3 && strings.HasPrefix(w, typed) {
			return typed
		}
	}
	return "\x00"
}

func (n *namer) worksAt(m mention, name string) bool {
	return slices.ContainsFunc(n.c.Book.ContactsOf(m.ID), func(p Person) bool { return slices.Contains(strings.Fields(names.Fold(p.Name)), name) })
}

// abbreviated takes a word that goes on with the name cut short: "Hartly Chem".
func (n *namer) abbreviated(m mention) mention {
	for m.ID != "" && m.to < len(n.s.words) && n.s.words[m.to].gap && firstLetters(m.Name, n.s.words[m.to].text) == n.s.words[m.to].text {
		m = n.extend(m, m.to+1)
	}
	return m
}
