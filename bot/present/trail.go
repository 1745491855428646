package present

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Trail shows who changed an account, when, and which fields.
func Trail(a sales.Account, changes []sales.Change) card.Card {
	blocks := []card.Block{}
	for _, c := range changes {
		blocks = append(blocks, card.Paragraph(changeLine(c)))
	}
	if len(changes) == 0 {
		blocks = append(blocks, card.Paragraph(card.T("trail.none")))
	}
	return card.Card{Title: card.P("trail.title", "account", card.Words(a.Name)), Blocks: blocks}
}

func changeLine(c sales.Change) card.Text {
	key := "trail.changed"
	switch {
	case len(c.Before) == 0:
		key = "trail.created"
	case c.Undone:
		key = "trail.undone"
	}
	return card.T(key, "at", card.Moment(c.At), "who", card.Person(c.Who), "fields", card.Words(changedFields(c)))
}

// changedFields lists what differs, "class: A → B".
func changedFields(c sales.Change) string {
	var before, after map[string]any
	_ = json.Unmarshal(c.Before, &before) // an empty record has no fields
	_ = json.Unmarshal(c.After, &after)
	text := ""
	for _, name := range slices.Sorted(maps.Keys(after)) {
		was, is := fmt.Sprint(before[name]), fmt.Sprint(after[name])
		if name == "version" || was == is {
			continue
		}
		if before[name] == nil {
			was = "–"
		}
		text += fmt.Sprintf("%s: %s → %s; ", name, Short(was, 60), Short(is, 60))
	}
	return Short(text, 300)
}
