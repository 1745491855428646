package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// Whose asks to whom a follow-up belongs that is not the reader's.
func Whose(f sales.FollowUp, likely []sales.Person) card.Card {
	var row []card.Element
	for _, p := range likely {
		row = append(row, card.Press(card.Said(p.Name), card.Do{Name: "followup.give", ID: string(f.ID), Version: f.Version, Arg: string(p.ID)}))
	}
	do := func(name string) card.Do { return card.Do{Name: name, ID: string(f.ID), Version: f.Version} }
	row = append(row,
		card.Element{Kind: card.UserPicker, Label: card.T("followup.somebody"), Do: do("followup.give_to")},
		card.Press(card.T("common.drop"), do("followup.drop")),
	)
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.T("followup.whose", "what", card.Words(Short(f.What, 120)))), card.Row(row...),
		card.Small(card.T("followup.whose_hint")),
	}}
}

// WhoseAccount asks who looks after an account instead.
func WhoseAccount(a sales.Account) card.Card {
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.T("visitdue.whose", "account", card.Words(a.Name))),
		card.Row(card.Element{
			Kind: card.UserPicker, Label: card.T("followup.somebody"),
			Do: card.Do{Name: "visit.give_to", ID: string(a.ID), Version: a.Version},
		}),
		card.Small(card.T("visitdue.whose_hint")),
	}}
}
