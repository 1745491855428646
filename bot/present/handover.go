package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// ConfirmHandOver asks before an account leaves its owner, who cannot take it back.
func ConfirmHandOver(a sales.Account, to sales.PersonID) card.Card {
	do := func(name string) card.Do {
		return card.Do{Name: name, ID: string(a.ID), Version: a.Version, Arg: string(to)}
	}
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.T("account.give_sure", "account", card.Words(a.Name), "owner", card.Person(to))),
		card.Row(
			card.Press(card.T("account.give_yes"), do("account.give")).As(card.Primary),
			card.Press(card.T("account.give_no"), do("account.keep")),
		),
	}}
}
