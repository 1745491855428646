package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// Reports shows a manager who reported on a day: what needs them first.
func Reports(day, today sales.Date, all []sales.ReportStanding) card.Card {
	c := card.Card{Title: card.P("reports.title", "day", card.Day(day))}
	filed, due := 0, 0
	for _, s := range all {
		if s.State == sales.StandingSent || s.State == sales.StandingLate {
			filed++
		}
		if s.State != sales.StandingOff {
			due++
		}
	}
	c.Blocks = append(c.Blocks, card.Paragraph(card.T("reports.sum", "filed", card.Count(filed), "due", card.Count(due))))
	for _, state := range sales.ReportStandingStates() {
		c.Blocks = append(c.Blocks, standing(state, all)...)
	}
	row := []card.Element{card.Press(card.T("reports.before"), card.Do{Name: "reports.day", Arg: day.AddDays(-1).String()})}
	if day.Before(today) {
		row = append(row, card.Press(card.T("reports.after"), card.Do{Name: "reports.day", Arg: day.AddDays(1).String()}))
	}
	c.Blocks = append(c.Blocks, card.Row(row...), card.Small(card.T("reports.only_you")))
	return c
}

// mostRead is how many reports have a line and a button of their own.
const mostRead = 25

// standing lists those who stand alike: with a button each where there is
// something to read, else in one line.
func standing(state sales.ReportStandingState, all []sales.ReportStanding) []card.Block {
	var names []card.Arg
	var blocks []card.Block
	for _, s := range all {
		if s.State != state {
			continue
		}
		filed := state == sales.StandingSent || state == sales.StandingLate
		if filed && len(blocks) < mostRead {
			blocks = append(blocks, card.Beside(
				card.T("reports."+string(state)+"_line", "person", card.Person(s.Person.ID), "at", card.Moment(s.Report.Sent)),
				card.Press(card.T("reports.read"), card.Do{Name: "daily.read", ID: string(s.Report.ID)}),
			))
			continue
		}
		names = append(names, card.Person(s.Person.ID))
	}
	if len(names) > 0 {
		blocks = append(blocks, card.Paragraph(card.T("reports."+string(state), "who", card.List(names...))))
	}
	return blocks
}
