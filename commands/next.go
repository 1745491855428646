package commands

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// nextCommand tells what the bot would say by itself in the days ahead, when and
// why: "next", 接下来提醒什么; for managers also of a rep, "next reminders @Ben".
func nextCommand() Command {
	return Command{Name: "next", Roles: []sales.Role{sales.RoleRep, sales.RoleManager}, Run: runNext}
}

// NextDays is how many days ahead are told.
const NextDays = 7

// NextRef is the kind of the Ref of a message that tells of the days ahead. It is
// composed when it is sent, from a look that writes nothing: that can take long.
const NextRef = "next"

func runNext(t *Turn) error {
	s := shown{Who: t.Me.ID}
	rest := strings.TrimRight(strings.TrimSpace(t.Rest), "?？")
	if verb, more := t.Words.Verb("next", rest); rest != "" && (verb != "me" || strings.TrimSpace(more) != "") {
		who, err := t.colleague(rest)
		switch {
		case err != nil && t.heeded: // read for what it tells already
			return sales.Refuse(sales.NotFound, "refused.next", "said", rest)
		case err != nil: // "next Monday" is something told, or the answer to a question
			t.Rest, t.heeded = t.Event.Text, true
			return runLog(t)
		}
		s.Who = who.ID
	}
	if _, err := t.whose(s); err != nil {
		return err
	}
	who, err := json.Marshal(s.Who)
	if err != nil {
		return fmt.Errorf("name whose days: %w", err)
	}
	return t.Tx.Enqueue(storage.OutEntry{
		Key: t.outKey(), Op: storage.OpPost, To: t.Me.ID, Priority: storage.Answer, Created: t.Now, Ref: &storage.Ref{Kind: NextRef, Data: who},
	})
}

// NextFor is whose days ahead an entry with a Ref of NextRef tells of, if its
// recipient may still know.
func NextFor(l *Look, e storage.OutEntry) (sales.Person, error) {
	var s shown
	if err := json.Unmarshal(e.Ref.Data, &s.Who); err != nil {
		return sales.Person{}, fmt.Errorf("read whose days: %w", err)
	}
	return l.whose(s)
}

// NextCard is the message of an entry with a Ref of NextRef.
func NextCard(l *Look, who sales.Person, coming []present.Coming) card.Card {
	return present.WhatComes(l.Me.ID, who, coming, NextDays)
}

// Reason explains what was said, or will have been, to whom the books are opened,
// in one text: what it is about, and the rule.
func (l *Look) Reason(books *scoped.Reader, at time.Time, item string) (why card.Text, ok bool, err error) {
	me := books.Viewer()
	then := Look{Event: event.Event{Actor: me.ID, Received: at}, Me: me, Now: at, Books: books, Rules: l.Rules, Words: l.Words, Language: l.Language}
	blocks, ok, err := then.Why(item)
	if err != nil || !ok || len(blocks) == 0 || blocks[0].Text == nil {
		return card.Text{}, false, err
	}
	return blocks[0].Text.Text, true, nil
}
