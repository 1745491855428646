package commandtest

import (
	"fmt"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/sales"
)

// words is how people's words are written in a dialogue: as they are.
type words struct{}

func (words) Said(s string) string            { return s }
func (words) Person(id sales.PersonID) string { return "@" + nameOf(id) }
func (words) Link(url, name string) string    { return name + " <" + url + ">" }

// plain leaves out what makes text bold.
func plain(s string) string { return strings.ReplaceAll(s, "*", "") }

func (w *World) printer(who string) locale.Printer {
	w.TB.Helper()
	if who == channel {
		return w.Words.Printer("en", w.Zone, w.Now)
	}
	p := w.Person(who)
	language := p.Language
	if language == "" {
		language = locale.Match(p.LanguageHint)
	}
	return w.Words.Printer(language, p.Location(), w.Now)
}

// render puts a card into lines of plain text.
func (w *World) render(who string, c card.Card) []string {
	p := w.printer(who)
	text := func(t card.Text) string { return p.Text(t, words{}) }
	var lines []string
	add := func(s string) { lines = append(lines, strings.Split(s, "\n")...) }
	if c.Title != nil {
		add("# " + text(*c.Title))
	}
	for _, b := range c.Blocks {
		renderBlock(b, text, add)
	}
	if c.File != nil {
		add("<" + c.File.Name + ">")
		for line := range strings.Lines(string(c.File.Content)) {
			if name, value, _ := strings.Cut(strings.TrimSpace(line), ":"); strings.HasPrefix(name, "DTSTART") || name == "SUMMARY" || name == "DESCRIPTION" || name == "X-WR-CALNAME" {
				add("  " + name + " " + value)
			}
		}
	}
	return lines
}

func renderBlock(b card.Block, text func(card.Text) string, add func(string)) {
	switch {
	case b.Text != nil:
		line := text(b.Text.Text)
		if b.Text.Side != nil {
			line += "  " + element(*b.Text.Side, text)
		}
		add(line)
	case len(b.Fields) > 0:
		for _, f := range b.Fields {
			add(text(f.Label) + ": " + text(f.Value))
		}
	case len(b.Buttons) > 0:
		var row []string
		for _, e := range b.Buttons {
			row = append(row, element(e, text))
		}
		add(strings.Join(row, " "))
	case len(b.Small) > 0:
		var parts []string
		for _, t := range b.Small {
			parts = append(parts, text(t))
		}
		add("(" + strings.Join(parts, " · ") + ")")
	case b.Divider:
		add("---")
	case b.Image != nil:
		add("<" + text(b.Image.Alt) + ">")
		for _, bar := range b.Image.Chart {
			add(fmt.Sprintf("  %s: %s", text(bar.Label), text(bar.Value)))
		}
	}
}

// element is [Button], [Button!] if it stands out, [Menu: one / two], [...: one / two].
func element(e card.Element, text func(card.Text) string) string {
	label := text(e.Label)
	if e.Kind == card.Overflow {
		label = "..."
	}
	var options []string
	for _, o := range e.Options {
		options = append(options, text(o.Label))
	}
	if len(options) > 0 {
		label += ": " + strings.Join(options, " / ")
	}
	return "[" + label + "]"
}
