package present

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Topic is one command in help.
type Topic struct {
	Name string
	Word string // what to type, in the reader's language
}

// Help lists what can be said, one line a command, and offers each as a topic.
func Help(topics []Topic) card.Card {
	intro := card.T("help.intro")
	if !slices.ContainsFunc(topics, func(t Topic) bool { return t.Name == "log" }) {
		intro = card.T("help.intro_words")
	}
	blocks := []card.Block{card.Paragraph(intro)}
	options := make([]card.Option, 0, len(topics))
	var lines []card.Text
	for _, t := range topics {
		lines = append(lines, card.T("help.line", "word", card.Words(t.Word), "help", card.Of(card.T("command."+t.Name+".help"))))
		options = append(options, card.Option{Label: card.Said(t.Word), Value: t.Name})
	}
	blocks = append(blocks, card.Paragraph(card.Lines(lines...)),
		card.Row(card.Element{Kind: card.Menu, Label: card.T("help.choose"), Do: card.Do{Name: "help.menu"}, Options: options}),
		card.Small(card.T("help.slash")))
	return card.Card{Title: card.P("help.title"), Blocks: blocks}
}

// Hello answers a greeting: the two or three things that one does next.
func Hello(p sales.Person) card.Card {
	next := card.T("help.hello_" + audience(p))
	row := []card.Element{card.Press(card.T("home.help"), card.Do{Name: "help.topic"})}
	if sales.MayLog(p) {
		row = append([]card.Element{card.Press(card.T("account.log"), card.Do{Name: "visit.new"}).As(card.Primary)}, row...)
	}
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.Lines(card.T("help.hello_name", "name", card.Words(p.Name)), next)), card.Row(row...),
	}}
}

// HelpOn explains one command with its examples and all its words.
func HelpOn(t Topic, words []string) card.Card {
	return card.Card{Title: &card.Text{Said: t.Word}, Blocks: []card.Block{
		card.Paragraph(card.T("command." + t.Name + ".help")),
		card.Paragraph(card.T("help.examples", "examples", card.Of(card.T("command."+t.Name+".example")))),
		card.Small(card.T("help.words", "words", card.Words(strings.Join(words, " · ")))),
	}}
}

// NoHelp says that there is no such topic, and which there are.
func NoHelp(said string, topics []Topic) card.Card {
	c := Help(topics)
	c.Blocks[0] = card.Paragraph(card.T("help.unknown", "topic", card.Words(Short(said, 40))))
	return c
}

// HomeTop is the head of the Home tab: quick actions.
func HomeTop(p sales.Person, today sales.Date) []card.Block {
	row := []card.Element{
		card.Press(card.T("home.accounts"), card.Do{Name: "account.page"}),
		card.Press(card.T("home.settings"), card.Do{Name: "settings.edit"}),
		card.Press(card.T("home.help"), card.Do{Name: "help.topic"}),
	}
	if sales.MayLog(p) {
		row = append([]card.Element{card.Press(card.T("account.log"), card.Do{Name: "visit.new"}).As(card.Primary)}, row...)
	}
	return []card.Block{
		card.Paragraph(card.T("home.greeting", "name", card.Words(p.Name), "today", card.Day(today))),
		card.Row(row...),
	}
}
