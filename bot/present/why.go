package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Why answers "why did I get this?": the rule, the facts it was applied to, and
// when. about names what it was about.
func Why(said Said, about card.Text) []card.Block {
	text := card.Text{Key: said.Reason, Args: card.Args{}}
	for name, value := range said.Facts {
		text.Args[name] = factArg(name, value)
	}
	return []card.Block{card.Paragraph(card.Lines(about, text)), card.Small(card.T("why.at", "at", card.Moment(said.At)))}
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
