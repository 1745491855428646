package bot

import (
	"errors"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
)

// sayings are small commands that show what the workspace makes of them.
func sayings() []commands.Command {
	say := func(what string) func(*commands.Turn) error {
		return func(t *commands.Turn) error { return t.Say(words(what + " " + t.Rest)) }
	}
	return []commands.Command{
		{
			Name: "visit", Run: func(t *commands.Turn) error {
				switch {
				case strings.HasPrefix(t.Rest, "refuse"):
					return sales.Refuse(sales.Invalid, "bot.old_form")
				case strings.HasPrefix(t.Rest, "half"):
					if err := logged(t); err != nil {
						return err
					}
					return sales.Refuse(sales.Conflict, "bot.old_form")
				case strings.HasPrefix(t.Rest, "break"):
					if err := logged(t); err != nil {
						return err
					}
					return errors.New("cannot read " + t.Rest)
				case strings.HasPrefix(t.Rest, "panic"):
					panic(t.Rest)
				}
				if err := logged(t); err != nil {
					return err
				}
				return t.Say(words("kept " + t.Rest))
			},
			Edited:  say("edited"),
			Deleted: say("deleted"),
			Actions: map[string]func(*commands.Turn) error{"visit.undo": func(t *commands.Turn) error { return t.Say(words("undone by " + string(t.Me.ID))) }},
			Forms: map[string]commands.Form{"visit.edit": {
				OpenedBy: []string{"visit.edit", "shortcut.visit"},
				Open: func(l *commands.Look) (card.Form, error) {
					if l.Event.Action != nil && l.Event.Action.ID == "gone" {
						return card.Form{}, sales.Refuse(sales.NotFound, "bot.old_form")
					}
					return card.Form{Title: card.Said("edit " + l.Event.Text), Fields: []card.Input{{Name: "text", Kind: card.InputLine}}}, nil
				},
				Check: func(_ *commands.Look, f event.Form) (map[string]card.Text, error) {
					if f.Get("text") == "" {
						return map[string]card.Text{"text": card.Said("empty")}, nil
					}
					return nil, nil
				},
				Apply: func(t *commands.Turn) error {
					if t.Event.Form.Get("text") == "taken" {
						return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
					}
					return t.Say(words("saved " + t.Event.Form.Get("text")))
				},
			}},
			Suggest: map[string]func(*commands.Look, string) ([]card.Option, error){
				"account": func(_ *commands.Look, typed string) ([]card.Option, error) {
					return []card.Option{{Label: card.Said(typed + "!"), Value: typed}}, nil
				},
			},
			Home: []commands.HomeSection{
				{Order: 2, Cards: func(l *commands.Look) ([]card.Block, error) {
					return []card.Block{card.Paragraph(card.Said("visits of " + l.Me.Name))}, nil
				}},
				{Order: 1, Cards: func(*commands.Look) ([]card.Block, error) {
					return []card.Block{card.Paragraph(card.Said("today"))}, nil
				}},
			},
		},
		{Name: "help", Run: say("help in")},
		{Name: "due", Run: say("due"), Roles: []sales.Role{sales.RoleRep}},
		{Name: "outbox", Run: say("outbox"), Admin: true},
	}
}

func words(s string) card.Card { return sentence(card.Said(strings.TrimSpace(s))) }

// logged makes an account and a visit of the event.
func logged(t *commands.Turn) error {
	id := sales.AccountID(t.NewID(sales.KindAccount))
	if err := t.Tx.PutAccount(sales.Account{ID: id, Name: "Acme", Owner: t.Me.ID, Team: t.Me.Team, Class: sales.ClassA}); err != nil {
		return err
	}
	v := sales.Visit{ID: sales.VisitID(t.NewID(sales.KindVisit)), Account: id, Author: t.Me.ID, Day: t.Today()}
	if err := t.Tx.PutVisit(v); err != nil {
		return err
	}
	return t.Tx.LinkMessage(sales.Source{Channel: t.Event.Place.Channel, TS: t.Event.TS})
}
