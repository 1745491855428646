package locale

import (
	"regexp"
	"testing"
	"unicode"
)

var bold = regexp.MustCompile(`\*[^*\n]+\*`)

// Slack shows *bold* only where no letter or Han character touches its stars:
// Chinese sentences need a space there.
func TestBoldStandsFree(t *testing.T) {
	words, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, c := range words.languages {
		for key, m := range c.messages {
			for _, text := range forms(m) {
				if touched := touchedStars(text); touched != "" {
					t.Errorf("%s: %q: put a space around %s", lang, key, touched)
				}
			}
		}
	}
}

func touchedStars(text string) string {
	for _, at := range bold.FindAllStringIndex(text, -1) {
		before, after := []rune(text[:at[0]]), []rune(text[at[1]:])
		if len(before) > 0 && joins(before[len(before)-1]) || len(after) > 0 && joins(after[0]) {
			return text[at[0]:at[1]]
		}
	}
	return ""
}

func joins(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '{' || r == '}' }
