package present

import (
	"strings"

	"roundsman/bot/card"
	"roundsman/sales"
)

// ContactCard is a person at an account.
func ContactCard(c sales.Contact, a sales.Account) card.Card {
	fields := []card.Field{{Label: card.T("contact.account"), Value: card.Said(a.Name)}}
	if c.Title != "" {
		fields = append(fields, card.Field{Label: card.T("contact.title"), Value: card.Said(c.Title)})
	}
	if c.Buying != sales.BuyingUnknown {
		fields = append(fields, card.Field{Label: card.T("contact.buying"), Value: card.T("buying." + string(c.Buying))})
	}
	if len(c.Aliases) > 0 {
		fields = append(fields, card.Field{Label: card.T("account.aliases"), Value: card.Said(strings.Join(c.Aliases, " · "))})
	}
	return card.Card{Title: &card.Text{Said: CalledName(c)}, Blocks: []card.Block{
		{Fields: fields},
		card.Row(
			card.Press(card.T("common.edit"), card.Do{Name: "contact.edit", ID: string(c.ID), Version: c.Version}),
			card.Press(card.T("account.history"), card.Do{Name: "history.contact", ID: string(c.ID)}),
			card.Press(card.T("contact.open_account"), card.Do{Name: "account.show", ID: string(a.ID)}),
			card.Press(card.T("contact.archive"), card.Do{Name: "contact.archive", ID: string(c.ID), Version: c.Version}),
		),
	}}
}

// ContactArchived says that somebody was taken off an account's card; event is
// what Undo turns back.
func ContactArchived(c sales.Contact, event string) card.Card {
	return card.Card{Blocks: []card.Block{card.Beside(
		card.T("contact.archived", "name", card.Words(c.Name)),
		card.Press(card.T("common.undo"), card.Do{Name: "undo.event", Arg: event}),
	)}}
}

// WhichContact asks which person was meant.
func WhichContact(said string, choices []Choice) card.Card {
	blocks := []card.Block{card.Paragraph(card.T("contact.which", "name", card.Words(said)))}
	for _, c := range choices {
		blocks = append(blocks, card.Beside(card.T("contact.at", "name", card.Words(c.Name), "account", card.Words(c.Note)),
			card.Press(card.T("common.open"), card.Do{Name: "contact.show", ID: c.ID})))
	}
	return card.Card{Blocks: blocks}
}

// ContactForm adds or edits a person at an account.
func ContactForm(c sales.Contact, a sales.Account) card.Form {
	state, title := State(string(c.ID), c.Version), card.T("contact.form")
	if c.ID == "" {
		state, title = State("new:"+string(a.ID), 0), card.T("contact.form_new")
	}
	buying := string(c.Buying)
	if buying == "" {
		buying = "unknown"
	}
	options := []card.Option{{Label: card.T("buying.unknown"), Value: "unknown"}}
	for _, part := range []sales.BuyingRole{sales.BuyingDecider, sales.BuyingInfluencer, sales.BuyingUser, sales.BuyingGatekeeper, sales.BuyingCoach} {
		options = append(options, card.Option{Label: card.T("buying." + string(part)), Value: string(part)})
	}
	return card.Form{
		Name: "contact.edit", Title: title, Submit: card.T("common.save"), State: state,
		Intro: []card.Block{card.Paragraph(card.T("contact.form_at", "account", card.Words(a.Name)))},
		Fields: []card.Input{
			{Name: "name", Label: card.T("contact.name"), Kind: card.InputLine, Required: true, Value: []string{c.Name}, MaxLength: 120},
			{Name: "title", Label: card.T("contact.title"), Kind: card.InputLine, Value: []string{c.Title}, MaxLength: 120},
			{Name: "buying", Label: card.T("contact.buying"), Kind: card.InputRadio, Value: []string{buying}, Options: options},
			{Name: "aliases", Label: card.T("account.aliases"), Hint: card.P("account.aliases_hint"), Kind: card.InputLine, Value: []string{strings.Join(c.Aliases, ", ")}, MaxLength: 500},
		},
	}
}
