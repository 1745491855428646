package commands

import (
	"encoding/json"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// whyCommand answers "why did I get this?" with the rule and the facts it was
// applied to.
func whyCommand() Command {
	return Command{
		Name: "why", Run: runWhy,
		Actions: map[string]func(*Turn) error{
			"reminder.why": func(t *Turn) error { return t.sayWhy(t.Event.Action.ID) },
		},
	}
}

// runWhy explains the reminder of the list last shown: all of it, or the one
// with the number typed.
func runWhy(t *Turn) error {
	list, err := t.listShown()
	if err != nil {
		return err
	}
	if n, _, ok := leadingNumber(strings.TrimSpace(t.Rest)); ok && n >= 1 && n <= len(list.IDs) {
		return t.sayWhy("followup/" + string(list.IDs[n-1]))
	}
	for _, id := range list.IDs {
		key := "followup/" + string(id)
		if _, err := t.Books.Recall(present.SaidName(key)); err == nil {
			return t.sayWhy(key)
		}
	}
	return t.Say(card.Card{Blocks: []card.Block{card.Paragraph(card.T("why.nothing"))}})
}

// sayWhy explains what was said about an item of the agenda.
func (t *Turn) sayWhy(item string) error {
	raw, err := t.Books.Recall(present.SaidName(item))
	if missing(err) {
		return t.Say(card.Card{Blocks: []card.Block{card.Paragraph(card.T("why.nothing"))}})
	}
	if err != nil {
		return err
	}
	var said present.Said
	if err := json.Unmarshal(raw, &said); err != nil {
		return err
	}
	about, err := t.nameOf(item)
	if err != nil {
		return err
	}
	return t.Say(present.Why(said.Reason, said.Facts, said.At.UTC().Format(time.RFC3339), about))
}

// nameOf names what an item of the agenda is about, as far as the person may see.
func (t *Turn) nameOf(item string) (card.Text, error) {
	kind, subject, _ := strings.Cut(item, "/")
	switch kind {
	case "followup":
		f, err := t.followUp(sales.FollowUpID(subject))
		return card.T("followup.what", "what", card.Words(present.Short(f.What, 120))), err
	case "first_visit":
		a, err := t.Books.AccountName(sales.AccountID(subject))
		return card.T("followup.what", "what", card.Words(a.Name)), err
	}
	return card.T("why.visits_heading"), nil
}
