package locale

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"roundsman/sales/names"
)

// A command that does several things tells them apart by verbs: "account new
// ...", "客户 改名 ...". Their words are in the catalogues under
// "verb.GROUP.NAME.words", comma-separated.
const verbPrefix = "verb."

type verbWord struct {
	word []rune // folded
	verb string
}

// Verb finds which verb of a group a text begins with, in any language, and
// what follows it; the longest word wins. Without one, verb is "" and rest is
// the whole text.
func (w *Words) Verb(group, text string) (verb, rest string) {
	text = strings.TrimSpace(text)
	first, _ := utf8.DecodeRuneInString(text)
	first = foldRune(first)
	var runes []rune
	for _, v := range w.verbs[group] {
		if v.word[0] != first { // as most do, and every text is held against all of them
			continue
		}
		if runes == nil {
			runes = []rune(text)
		}
		if beginsWith(runes, v.word) {
			return v.verb, strings.TrimLeftFunc(string(runes[len(v.word):]), isGap)
		}
	}
	return "", text
}

// beginsWith wants a word's end after letters, but not after Han characters,
// which are written without spaces.
func beginsWith(text, word []rune) bool {
	if len(text) < len(word) {
		return false
	}
	for i, r := range word {
		if foldRune(text[i]) != r {
			return false
		}
	}
	if len(text) == len(word) || unicode.Is(unicode.Han, word[len(word)-1]) {
		return true
	}
	next := text[len(word)]
	return !unicode.IsLetter(next) && !unicode.IsDigit(next) || unicode.Is(unicode.Han, next)
}

func foldRune(r rune) rune { return unicode.ToLower(names.Rune(r)) }

func isGap(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":：,，", r) }

func (w *Words) indexVerbs() error {
	w.verbs = map[string][]verbWord{}
	taken := map[string]string{}
	for _, lang := range Languages() {
		for key, m := range w.languages[lang].messages {
			path, isVerb := strings.CutSuffix(key, commandSuffix)
			if !isVerb || !strings.HasPrefix(path, verbPrefix) {
				continue
			}
			group, verb, _ := strings.Cut(strings.TrimPrefix(path, verbPrefix), ".")
			for _, word := range splitWords(m.Other) {
				folded := strings.Map(foldRune, word)
				if other := taken[group+" "+folded]; other != "" && other != verb {
					return fmt.Errorf("load catalogue %s: the word %q of %s means both %q and %q", lang, word, group, other, verb)
				}
				taken[group+" "+folded] = verb
				w.verbs[group] = append(w.verbs[group], verbWord{[]rune(folded), verb})
			}
		}
	}
	for _, words := range w.verbs {
		slices.SortFunc(words, func(a, b verbWord) int {
			return cmp.Or(cmp.Compare(len(b.word), len(a.word)), slices.Compare(a.word, b.word))
		})
	}
	return nil
}

// Any lists the words under a key in every language: separators, for example.
func (w *Words) Any(key string) []string {
	var all []string
	for _, lang := range Languages() {
		if m := w.languages[lang].messages[key]; m != nil {
			all = append(all, splitWords(m.Other)...)
		}
	}
	return all
}
