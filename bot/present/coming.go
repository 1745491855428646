package present

import (
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Coming is a reminder that would be sent: when, what it says, and why each thing
// in it is raised.
type Coming struct {
	Key   string // of the message that it would be
	At    time.Time
	Title card.Text
	Why   []card.Text
}

// mostComing and mostReasons bound what one message tells.
const (
	mostComing  = 12
	mostReasons = 5
)

// WhatComes tells what somebody would be reminded of in the days ahead.
func WhatComes(viewer sales.PersonID, who sales.Person, coming []Coming, days int) card.Card {
	whose := "mine"
	if who.ID != viewer {
		whose = "theirs"
	}
	args := []any{"count", card.Count(len(coming)), "days", card.Count(days), "person", card.Person(who.ID)}
	if len(coming) == 0 {
		return say(card.T("next.none_"+whose, args...))
	}
	c := card.Card{Title: card.P("next.title_"+whose, args...)}
	for _, one := range coming[:min(len(coming), mostComing)] {
		lines := []card.Text{card.T("next.at", "at", card.Moment(one.At), "title", card.Of(one.Title))}
		for _, why := range one.Why[:min(len(one.Why), mostReasons)] {
			lines = append(lines, card.T("next.why", "why", card.Of(why)))
		}
		if more := len(one.Why) - mostReasons; more > 0 {
			lines = append(lines, card.T("list.more", "count", card.Count(more)))
		}
		c.Blocks = append(c.Blocks, card.Paragraph(card.Lines(lines...)))
	}
	if more := len(coming) - mostComing; more > 0 {
		c.Blocks = append(c.Blocks, card.Small(card.T("list.more", "count", card.Count(more))))
	}
	c.Blocks = append(c.Blocks, card.Small(card.T("next.unless")))
	return c
}
