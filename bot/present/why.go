package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Why answers "why did I get this?": the rule, the facts it was applied to, and
// how to change it. at is when it was said; about names what it was about.
func Why(reason string, facts map[string]string, at string, about card.Text) card.Card {
	text := card.Text{Key: reason, Args: card.Args{}}
	for name, value := range facts {
		text.Args[name] = factArg(name, value)
	}
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.Lines(about, text)),
		card.Small(card.T("why.at", "at", card.Arg{Moment: &at}), card.T("why.change")),
	}}
}

// factArg gives a fact its kind by its name, so that a day is shown as a day.
func factArg(name, value string) card.Arg {
	switch name {
	case "due":
		if due, err := sales.ParseDue(value); err == nil {
			return card.Due(due)
		}
	case "month":
		if month, err := sales.ParseDate(value); err == nil {
			return card.Of(MonthName(month))
		}
	case "count", "most":
		if n, err := strconv.Atoi(value); err == nil {
			return card.Count(n)
		}
	}
	return card.Words(value)
}
