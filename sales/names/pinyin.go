package names

import (
	"strings"
	"sync"
	"unicode"

	pinyin "github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// Reading is one way to read a name aloud, without tones.
type Reading struct{ Full, Initials string }

// maxReadings bounds the combinations of characters with several readings.
const maxReadings = 6

// Readings are the ways in which a folded name is read; other letters stay as
// they are. None if there is no Han character in it, or too many.
func Readings(plain string) []Reading {
	if !hasHan(plain) || len(plain) > 60 {
		return nil
	}
	list := []Reading{{}}
	for _, r := range plain {
		syllables := syllablesOf(r)
		next := make([]Reading, 0, len(list)*len(syllables))
		for _, syllable := range syllables {
			for _, before := range list {
				next = append(next, Reading{before.Full + syllable, before.Initials + first(syllable)})
			}
		}
		list = next[:min(len(next), maxReadings)]
	}
	return list
}

func first(syllable string) string {
	for i := range syllable {
		if i > 0 {
			return syllable[:i]
		}
	}
	return syllable
}

// syllablesOf reads one character, its commonest reading first. The list is the
// caller's only to read.
func syllablesOf(r rune) []string {
	if known, ok := syllables.Load(r); ok {
		return known.([]string)
	}
	read := readings(r)
	syllables.Store(r, read)
	return read
}

// syllables remembers what does not change: the tones of a name's characters
// took a twentieth of the time it takes to read a message. Few characters occur
// in names, so it stays small.
var syllables sync.Map

func readings(r rune) []string {
	marked, ok := pinyin.PinyinDict[int(r)]
	if !ok {
		return []string{string(r)}
	}
	var out []string
	for s := range strings.SplitSeq(marked, ",") {
		for _, toneless := range toneless(s) {
			if !contains(out, toneless) && len(out) < 3 {
				out = append(out, toneless)
			}
		}
	}
	if len(out) == 0 {
		return []string{string(r)}
	}
	return out
}

// toneless drops the tone marks; ü is typed as v, or as u.
func toneless(syllable string) []string {
	var plain, typed strings.Builder
	for _, r := range norm.NFD.String(syllable) {
		switch {
		case r == '\u0308': // the dots of ü follow their u
			t := typed.String()
			typed.Reset()
			typed.WriteString(strings.TrimSuffix(t, "u") + "v")
		case unicode.Is(unicode.Mn, r):
		default:
			plain.WriteRune(r)
			typed.WriteRune(r)
		}
	}
	if plain.String() == typed.String() {
		return []string{plain.String()}
	}
	return []string{typed.String(), plain.String()}
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}
