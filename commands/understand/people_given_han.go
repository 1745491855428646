package understand

import (
	"strings"
	"unicode/utf8"
)

// Colleagues of the same age call each other by the given name: 跟聯發科家豪開會.

// givenName: two characters are what stands behind somebody's surname.
func (f folk) givenName(said string) bool {
	for _, plain := range f.plain {
		surname, ok := strings.CutSuffix(plain, said)
		if ok && (utf8.RuneCountInString(surname) == 1 && surname[0] >= utf8.RuneSelf || chineseSurnames2[surname]) {
			return true
		}
	}
	return false
}

// calledGiven: the given name of the only one of the account who has it stands at a word, and
// is no everyday word.
func (m *message) calledGiven(i int, c clause, known []folk) (named, bool) {
	if i+2 > c.to || len(known) == 0 || len(known) > mostGiven || m.s.words[i+1].kind != han || m.s.words[i+1].gap || m.owned(i, i+2) {
		return named{}, false
	}
	said, at := m.s.folded(i, i+2), -1
	for k, f := range known {
		if !f.givenName(said) {
			continue
		}
		if at >= 0 {
			return named{}, false
		}
		at = k
	}
	if at < 0 || m.isWord(i, i+2) || i > c.from && m.ofOtherSurname(i) {
		return named{}, false
	}
	return m.withHanTitle(named{from: i, to: i + 2, name: known[at].Name, firm: true}, c.to), true
}

const mostGiven = 200 // people of an account that are looked through

// ofOtherSurname: a surname stands right before a given name, so that it is somebody else's.
func (m *message) ofOtherSurname(i int) bool {
	before := m.s.words[i-1]
	return before.kind == han && !m.s.words[i].gap && m.owner[i-1] == 0 && surnameRunes[m.s.runes[before.from]] && !among(before.text, "和跟与同给找向对叫让请时于连")
}
