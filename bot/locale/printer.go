package locale

import (
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Style is how the wire wants people's words and people written: escaped for
// marked-up text, as they are for plain text.
type Style interface {
	Said(words string) string
	Person(id sales.PersonID) string
	Link(url, name string) string
}

// Plain is the style of plain text: words as they are, people by the name that
// Name knows, or their user id.
type Plain struct{ Name func(sales.PersonID) string }

// Said leaves words as they are.
func (Plain) Said(words string) string { return words }

// Person is the name, or the user id if there is none.
func (p Plain) Person(id sales.PersonID) string {
	if p.Name != nil {
		if name := p.Name(id); name != "" {
			return name
		}
	}
	return id.User()
}

// Link is its name.
func (Plain) Link(_, name string) string { return name }

// Printer puts texts into the words of one language, as seen from one zone.
type Printer struct {
	Language string
	Zone     *time.Location
	Now      time.Time
	words    *Words
}

// Printer speaks one language in one zone; what has no catalogue is spoken in
// the default. now decides whether a year is worth showing, and what is today.
func (w *Words) Printer(language string, zone *time.Location, now time.Time) Printer {
	if w.languages[language] == nil {
		language = Default
	}
	if zone == nil {
		zone = time.UTC
	}
	return Printer{Language: language, Zone: zone, Now: now, words: w}
}

// Text renders a sentence. A key that no catalogue has comes out as the key
// itself and is an error that the tests find; so does a place without an
// argument, as {{.place}}.
func (p Printer) Text(t card.Text, style Style) string {
	if style == nil {
		style = Plain{}
	}
	return p.text(t, style)
}

// Has reports whether the catalogue has a key.
func (p Printer) Has(key string) bool {
	c := p.catalogue()
	return c != nil && c.messages[key] != nil
}

func (p Printer) text(t card.Text, style Style) string {
	switch {
	case len(t.Lines) > 0:
		lines := make([]string, len(t.Lines))
		for i, line := range t.Lines {
			lines[i] = p.text(line, style)
		}
		return strings.Join(lines, "\n")
	case len(t.Phrases) > 0:
		return style.Said(sales.In(p.Language, t.Phrases))
	case t.Key == "":
		return style.Said(t.Said)
	}
	return p.sentence(t.Key, t.Args, style)
}

func (p Printer) sentence(key string, args card.Args, style Style) string {
	c := p.catalogue()
	if c == nil || c.messages[key] == nil {
		return key
	}
	words := func(place string) (string, bool) {
		a := args[place]
		if a == nil {
			return "", false
		}
		return p.arg(*a, style), true
	}
	if n, counted := count(args); counted && hasForms(c.messages[key]) {
		text, err := c.plurals.Localize(&i18n.LocalizeConfig{
			MessageID: key, PluralCount: n, TemplateData: words, TemplateParser: sentences{},
		})
		if err == nil {
			return text
		}
	}
	return c.sentences[key].fill(words)
}

func (p Printer) catalogue() *catalogue {
	if p.words == nil {
		return nil
	}
	return p.words.languages[p.Language]
}

// count is the number that chooses the plural form: the argument "count",
// which a refusal carries as text.
func count(args card.Args) (int, bool) {
	a := args["count"]
	switch {
	case a == nil:
		return 0, false
	case a.Count != nil:
		return *a.Count, true
	case a.Said != nil:
		n, err := strconv.Atoi(*a.Said)
		return n, err == nil
	}
	return 0, false
}

func hasForms(m *i18n.Message) bool {
	return m.Zero+m.One+m.Two+m.Few+m.Many != ""
}

// own is one of the printer's own sentences, with words for its places as
// alternating names and words.
func (p Printer) own(key string, words ...string) string {
	c := p.catalogue()
	if c == nil {
		return strings.Join(words, " ")
	}
	s, ok := c.sentences[key]
	if !ok {
		return key
	}
	return s.fill(func(place string) (string, bool) {
		for i := 0; i+1 < len(words); i += 2 {
			if words[i] == place {
				return words[i+1], true
			}
		}
		return "", false
	})
}

// arg puts an argument into words.
func (p Printer) arg(a card.Arg, style Style) string {
	switch {
	case a.Said != nil:
		return style.Said(*a.Said)
	case a.Count != nil:
		return group(strconv.Itoa(*a.Count))
	case a.Day != nil:
		return p.Day(*a.Day)
	case a.Due != nil:
		return p.Due(*a.Due)
	case a.Clock != nil:
		return a.Clock.String()
	case a.Moment != nil:
		return p.moment(*a.Moment)
	case a.Money != nil:
		return p.Money(*a.Money)
	case a.Person != nil:
		return style.Person(*a.Person)
	case a.Text != nil:
		return p.text(*a.Text, style)
	case a.Link != nil:
		return style.Link(a.Link.URL, a.Link.Name)
	}
	return p.list(a.List, style)
}

// list joins as the language joins lists: "A, B and C", "A、B和C".
func (p Printer) list(items []card.Arg, style Style) string {
	if len(items) == 0 {
		return p.own("list.none")
	}
	var b strings.Builder
	for i, item := range items {
		switch i {
		case 0:
		case len(items) - 1:
			b.WriteString(p.own("list.last"))
		default:
			b.WriteString(p.own("list.between"))
		}
		b.WriteString(p.arg(item, style))
	}
	return b.String()
}
