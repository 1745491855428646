package present

import (
	"encoding/json"
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
	told := toldReasons{}
	for _, one := range coming[:min(len(coming), mostComing)] {
		lines := []card.Text{card.T("next.at", "at", card.Moment(one.At), "title", card.Of(one.Title))}
		for _, why := range one.Why[:min(len(one.Why), mostReasons)] {
			if why, anything := told.shorten(why, len(one.Why) == 1); anything {
				lines = append(lines, card.T("next.why", "why", card.Of(why)))
			}
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

// toldReasons are the rules that one message told already, by what they were
// applied to: each is told once, though its reminder comes every day.
type toldReasons map[string]bool

// shorten leaves out a rule that was told. What it was applied to stays, unless the
// message is about nothing else.
func (t toldReasons) shorten(why card.Text, alone bool) (short card.Text, anything bool) {
	if len(why.Lines) != 2 {
		return why, true
	}
	about, rule := why.Lines[0], why.Lines[1]
	key, err := json.Marshal([]any{about, rule.Key})
	if err != nil || !t[string(key)] {
		t[string(key)] = true
		return why, true
	}
	return about, !alone
}
