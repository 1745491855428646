package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Why answers "why did I get this?": the rule, the facts it was applied to, and
// when. about names what it was about.
func Why(said Said, about card.Text) []card.Block {
	text := reasonText(said.Reason, said.Facts)
	return []card.Block{card.Paragraph(card.Lines(about, text)), card.Small(card.T("why.at", "at", card.Moment(said.At)))}
}

// WhyNotYet explains what was not said yet: the rule, its facts, and when it is
// looked at again.
func WhyNotYet(v sales.Verdict, about card.Text) []card.Block {
	blocks := []card.Block{card.Paragraph(card.Lines(about, reasonText(v.Reason, v.Facts)))}
	if !v.Next.IsZero() {
		blocks = append(blocks, card.Small(card.T("why.next", "at", card.Moment(v.Next))))
	}
	return blocks
}

func reasonText(reason string, facts map[string]string) card.Text {
	text := card.Text{Key: reason, Args: card.Args{}}
	for name, value := range facts {
		a := factArg(name, value)
		text.Args[name] = &a
	}
	if away := facts["away"]; away != "" {
		return card.Lines(text, card.T("why.after_"+away))
	}
	return text
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
