package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// LeaveKept confirms days off; event is what Undo turns back.
func LeaveKept(l sales.Leave, event string) card.Card {
	return card.Card{Blocks: []card.Block{card.Beside(leaveLine("leave.kept", l),
		card.Press(card.T("common.undo"), card.Do{Name: "undo.event", Arg: event}))}}
}

// LeaveList lists the days off to come.
func LeaveList(all []sales.Leave) card.Card {
	if len(all) == 0 {
		return card.Card{Blocks: []card.Block{card.Paragraph(card.T("leave.none"))}}
	}
	blocks := []card.Block{}
	for _, l := range all {
		blocks = append(blocks, card.Beside(leaveLine("leave.line", l), card.Press(card.T("leave.cancel"), card.Do{Name: "leave.cancel", Arg: l.From.String()})))
	}
	return card.Card{Title: card.P("leave.title"), Blocks: blocks}
}

func leaveLine(key string, l sales.Leave) card.Text {
	if l.From == l.To {
		key += "_day"
	}
	return card.T(key, "from", card.Day(l.From), "to", card.Day(l.To))
}
