package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// LeaveKept confirms days off; event is what Undo turns back.
func LeaveKept(l sales.Leave, event string) card.Card {
	blocks := []card.Block{card.Beside(leaveLine("leave.kept", l), undoOf(event))}
	if l.Cover != "" {
		blocks = append(blocks, card.Small(card.T("leave.cover", "person", card.Person(l.Cover))))
	}
	return card.Card{Blocks: blocks}
}

// LeaveEnded confirms that days off end early, or are none any more.
func LeaveEnded(l sales.Leave, today sales.Date, event string) card.Card {
	key := "leave.ended"
	if l.From.After(today) {
		key = "leave.cancelled"
	}
	return card.Card{Blocks: []card.Block{card.Beside(leaveLine(key, l), undoOf(event))}}
}

func undoOf(event string) card.Element {
	return card.Press(card.T("common.undo"), card.Do{Name: "undo.event", Arg: event})
}

// LeaveList lists the days off to come.
func LeaveList(all []sales.Leave) card.Card {
	if len(all) == 0 {
		return card.Card{Blocks: []card.Block{card.Paragraph(card.T("leave.none"))}}
	}
	blocks := []card.Block{}
	for _, l := range all {
		line := leaveLine("leave.line", l)
		if l.Cover != "" {
			line = card.T("leave.line_cover", "days", card.Of(line), "person", card.Person(l.Cover))
		}
		blocks = append(blocks, card.Beside(line, card.Press(card.T("leave.cancel"), card.Do{Name: "leave.cancel", Arg: l.From.String()})))
	}
	return card.Card{Title: card.P("leave.title"), Blocks: blocks}
}

func leaveLine(key string, l sales.Leave) card.Text {
	if l.From == l.To {
		key += "_day"
	}
	return card.T(key, "from", card.Day(l.From), "to", card.Day(l.To))
}

// Covering tells a colleague whose leave they cover; open is how much of it is
// due.
func Covering(absent sales.PersonID, l sales.Leave, open int) []card.Block {
	key := "cover.begins"
	if l.From == l.To {
		key = "cover.begins_day"
	}
	lines := []card.Block{card.Paragraph(card.T(key, "person", card.Person(absent), "from", card.Day(l.From), "to", card.Day(l.To)))}
	if open > 0 {
		lines = append(lines, card.Small(card.T("cover.open", "count", card.Count(open))))
	}
	return lines
}

// CoveringNoMore tells that they need not any more.
func CoveringNoMore(absent sales.PersonID) card.Block {
	return card.Paragraph(card.T("cover.ended", "person", card.Person(absent)))
}
