package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// What a button of ReminderSettings switches a kind to.
const (
	SwitchOn  = "on"
	SwitchOff = "off"
)

// ReminderSettings lists the kinds of reminder that could come to a person, each
// with a button to switch it, where their team leaves it to them. said is what
// was just done.
func ReminderSettings(p sales.Person, rules sales.Rules, said *card.Text) card.Card {
	var blocks []card.Block
	if said != nil {
		blocks = append(blocks, card.Paragraph(*said))
	}
	for _, kind := range sales.KindsFor(p, rules) {
		blocks = append(blocks, kindBlock(p, kind, rules.Allowance(p, kind)))
	}
	return card.Card{Title: card.P("settings.reminders"), Blocks: append(blocks, card.Small(card.T("settings.reminders_hint")))}
}

func kindBlock(p sales.Person, kind string, allowed sales.Allowance) card.Block {
	line := func(state string) card.Text {
		return card.T("settings.reminder_line", "kind", card.Of(card.T("kind."+kind)), "state", card.Of(card.T("settings.reminder_"+state)))
	}
	button := func(to string) card.Element {
		return card.Press(card.T("settings.switch_"+to), card.Do{Name: "settings.reminder", ID: kind, Arg: to})
	}
	switch {
	case allowed == sales.Required:
		return card.Paragraph(line("required"))
	case allowed == sales.Off:
		return card.Paragraph(line("off_for_team"))
	case p.IsOff(kind):
		return card.Beside(line("off"), button(SwitchOn))
	}
	return card.Beside(line("on"), button(SwitchOff))
}

// SwitchedTo says that a kind was switched.
func SwitchedTo(kind string, on bool) card.Text {
	return card.T("settings.switched_"+SwitchTo(on), "kind", card.Of(card.T("kind."+kind)))
}
