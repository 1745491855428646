package understand

import (
	"slices"
	"strings"
)

// SameFollowUp reports that two promises are one that was told twice: for the
// same day, one with all the words of the other ("send the quote", "send quote
// to Wang"; 发报价, 报价给王伟). The words that only tie others together are not
// counted.
func SameFollowUp(a, b FollowUpReading) bool {
	if a.Due.Due.Day != b.Due.Due.Day || a.Every != b.Every {
		return false
	}
	if a.Account.ID != b.Account.ID && a.Account.ID != "" && b.Account.ID != "" {
		return false
	}
	x, y := keyWords(a.What), keyWords(b.What)
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) > 0 && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

// keyWords are the words of a promise, or, where Chinese is written, its
// characters.
func keyWords(what string) []string {
	var words []string
	word := func(w string) {
		if !tyingWords[w] {
			words = append(words, w)
		}
	}
	for w := range strings.FieldsSeq(fold(what)) {
		w = strings.Trim(w, ".,;:!?，。；：！？、")
		latin := 0
		for i, r := range w {
			if isHan(r) {
				if latin < i {
					word(w[latin:i])
				}
				word(string(r))
				latin = i + len(string(r))
			}
		}
		if latin < len(w) {
			word(w[latin:])
		}
	}
	return words
}

var tyingWords = wordsOf(`the a an our my his her their him them it to for of over out please then also will
	给 把 的 一 下 再 他 她 它 们 去 要 会 发 送`)
