package understand

import "strings"

// Words of time that thumbs slip on. A slip of one letter is read as the word,
// and of two where the word is long and nothing else looks like it.
var (
	slippery     = strings.Fields("monday tuesday friday sunday january august october weekend fortnight christmas afternoon")
	verySlippery = strings.Fields("wednesday thursday saturday february september november december tomorrow yesterday")
)

// notSlips are words of their own that are one letter away from a word of time.
var notSlips = map[string]bool{
	"sundry": true, "sundae": true, "munday": true, "mundy": true, "augusta": true, "auguste": true, "augustin": true, "augustus": true,
	"wording": true, "worming": true,
}

// timelyWords are all words that time phrases are made of.
var timelyWords = phraseWords(timeWords)

func phraseWords(book lexicon) map[string]bool {
	words := map[string]bool{}
	for phrase := range book {
		for _, w := range strings.Fields(phrase) {
			words[w] = true
		}
	}
	return words
}

// slipped is the word of time that a word was meant to be, or the word itself.
func slipped(word string) string {
	if len(word) < 5 || len(word) > 11 || timelyWords[word] || notSlips[word] {
		return word
	}
	if word == "weeek" {
		return "week"
	}
	for _, meant := range slippery {
		if word[0] == meant[0] && slips(word, meant) == 1 {
			return meant
		}
	}
	for _, meant := range verySlippery {
		if word[0] != meant[0] {
			continue
		}
		if d := slips(word, meant); d == 1 || d == 2 && len(word) >= 7 {
			return meant
		}
	}
	return word
}

// slips counts letters left out, added, mistaken or swapped, up to three (the
// optimal string alignment distance).
func slips(a, b string) int {
	const most = 3
	if abs(len(a)-len(b)) >= most {
		return most
	}
	var rows [3][16]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
