package commands

import (
	"cmp"

	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// attached are the files that came with a message.
func attached(e event.Event) []sales.Attachment {
	var all []sales.Attachment
	for _, f := range e.Files {
		all = append(all, sales.Attachment{File: f.ID, Name: cmp.Or(f.Name, f.ID), URL: f.Page})
	}
	return all
}

// takeFiles takes a message that is nothing but files for part of the visit that
// was told just before.
func (t *Turn) takeFiles() error {
	last, err := t.lastTelling(messageTime(t.Event))
	if err != nil {
		return err
	}
	after, err := t.accountLately(last)
	if err != nil {
		return err
	}
	if after == "" {
		return t.Say(present.HowToFile())
	}
	visit := understand.VisitReading{Account: understand.AccountReading{ID: after, Sure: 1}, Extends: true}
	return t.tell(part{
		Event: t.Event.Key, Source: sourceOf(t.Event), At: messageTime(t.Event), After: after, Files: attached(t.Event),
		Reading: understand.Reading{Intent: understand.IntentVisit, Language: t.Language, Visits: []understand.VisitReading{visit}},
	}, last)
}
