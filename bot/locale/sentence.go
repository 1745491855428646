package locale

import (
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// sentence is a catalogue text taken apart: literal text, then a place, and so
// on. Catalogues hold words and {{.name}} places only, no template logic, so a
// translator cannot break more than a sentence.
type sentence []piece

type piece struct {
	text  string
	place string // "" after the last literal
}

// parse takes a catalogue text apart.
func parse(text string) (sentence, error) {
	var s sentence
	for {
		before, rest, open := strings.Cut(text, "{{")
		if !open {
			return append(s, piece{text: text}), nil
		}
		inside, after, closed := strings.Cut(rest, "}}")
		name, dotted := strings.CutPrefix(strings.TrimSpace(inside), ".")
		if !closed || !dotted || !isName(name) {
			return nil, fmt.Errorf("{{%s}} is not a place like {{.name}}", inside)
		}
		s = append(s, piece{text: before, place: name})
		text = after
	}
}

func isName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return s != ""
}

// fill puts words into the places. A place without words stays visible.
func (s sentence) fill(words func(place string) (string, bool)) string {
	if len(s) == 1 {
		return s[0].text
	}
	var b strings.Builder
	for _, p := range s {
		b.WriteString(p.text)
		if p.place == "" {
			continue
		}
		if w, ok := words(p.place); ok {
			b.WriteString(w)
		} else {
			b.WriteString("{{." + p.place + "}}")
		}
	}
	return b.String()
}

// sentences is go-i18n's template parser for our sentences; a fifth of the cost
// of text/template, and parsed once for each plural form.
type sentences struct{}

func (sentences) Parse(src, _, _ string) (template.ParsedTemplate, error) { return parse(src) }
func (sentences) Cacheable() bool                                         { return true }

// Execute fills the sentence for go-i18n; data is what fill wants.
func (s sentence) Execute(data any) (string, error) {
	words, ok := data.(func(string) (string, bool))
	if !ok {
		return "", fmt.Errorf("fill a sentence from %T", data)
	}
	return s.fill(words), nil
}
