package understand

import "strings"

// cueMeant is the cue word that a word is one slip of the finger away from:
// "visitd", "calld", "meetign". Only words are known by it that are seldom
// anything else.
func cueMeant(word string) string {
	if len(word) < 5 || englishOrdinary[word] || noSlips[word] || cueWords[word] != nil || cueParts[word] || timeWords[word] != nil {
		return ""
	}
	if meant, ok := cueSlipKeys[word]; ok { // a letter is missing
		return meant
	}
	for i := range word {
		less := word[:i] + word[i+1:]
		if meant, ok := cueSlips[less]; ok { // one too many
			return meant
		}
		if meant, ok := cueSlipKeys[less]; ok && len(meant) == len(word) && (swapped(word, meant) || word[:i] == meant[:i] && word[i+1:] == meant[i+1:]) {
			return meant
		}
	}
	return ""
}

// noSlips are words of their own that are one letter away from a cue.
var noSlips = wordsOf(`tested launch stepped winner bunch punch munch smoke spike stoke prevented resented melting fellow hollow massaged cropped propped stooped chopped tasked tanked rewind sinner thinner inner premised`)

// cueParts are the words that cues are made of, "walked" of "walked through", which
// are slips of no others.
var cueParts = func() map[string]bool {
	parts := map[string]bool{}
	for phrase := range cueWords {
		for word := range strings.FieldsSeq(phrase) {
			parts[word] = true
		}
	}
	return parts
}()

var cueSlips, cueSlipKeys = cueSlipTables(`visited visiting visit called calling phoned emailed messaged texted meeting spoke talked discussed stopped dropped follow remind reminder promised cancelled canceled postponed rescheduled
	wants needs happy unhappy
	competitor competitors competition customer presented lunch dinner video conference quotation voicemail unavailable holiday vacation colleague together presentation workshop zoomed`)

func cueSlipTables(list string) (words, keys map[string]string) {
	words, keys = map[string]string{}, map[string]string{}
	for w := range wordsOf(list) {
		words[w] = w
	}
	for w := range words {
		for i := range w {
			if less := w[:i] + w[i+1:]; words[less] == "" && !englishOrdinary[less] && keys[less] < w { // the same one every time
				keys[less] = w
			}
		}
	}
	return words, keys
}
