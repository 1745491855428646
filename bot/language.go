package bot

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"roundsman/bot/locale"
	"roundsman/sales"
)

const (
	english = "en"
	chinese = "zh-Hans"
)

// languageOf tells in which language a text is written, "" if it does not show.
// Chinese colleagues name foreign people in Chinese sentences and the other way
// round: what counts is what there is more of, and with what it begins. An
// English word says about as much as two Han characters.
func languageOf(text string) string {
	han, latin, beginsHan := 0, 0, false
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		hasLatin := false
		for _, r := range word {
			switch {
			case unicode.Is(unicode.Han, r):
				beginsHan = beginsHan || han+latin == 0 && !hasLatin
				han++
			case unicode.Is(unicode.Latin, r):
				hasLatin = true
			}
		}
		if hasLatin {
			latin++
		}
	}
	switch {
	case han > 2*latin, beginsHan && 2*han >= latin:
		return chinese
	case latin >= 3:
		return english
	}
	return ""
}

// languageFor is the one to speak to a person in: what they chose, else that of
// what they wrote, else what they wrote in last or Slack's locale.
func languageFor(p sales.Person, text string) string {
	if p.Language != "" {
		return p.Language
	}
	if l := languageOf(text); l != "" {
		return l
	}
	return locale.Match(p.LanguageHint)
}

// wroteIn reports that a person's hint is a language they wrote in. Slack's own
// locales name a country ("zh-CN"), our languages do not.
func wroteIn(hint string) bool { return slices.Contains(locale.Languages(), hint) }

// printerFor speaks to a person.
func (w *Workspace) printerFor(p sales.Person, now time.Time) locale.Printer {
	return w.words.Printer(languageFor(p, ""), p.Location(), now)
}
