package present

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

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
	return card.T(key, "at", card.Moment(c.At), "who", card.Person(c.Who), "fields", card.List(changedFields(c)...))
}

// changedFields lists what differs, "class: A → B".
func changedFields(c sales.Change) []card.Arg {
	var before, after map[string]any
	_ = json.Unmarshal(c.Before, &before) // an empty record has no fields
	_ = json.Unmarshal(c.After, &after)
	var fields []card.Arg
	for _, name := range []string{"name", "aliases", "owner", "class", "muted", "archived"} {
		was, is := fieldValue(name, before[name]), fieldValue(name, after[name])
		if !reflect.DeepEqual(was, is) {
			fields = append(fields, card.Of(card.T("trail.field", "field", card.Of(card.T("trail."+name)), "was", was, "is", is)))
		}
	}
	return fields
}

func fieldValue(name string, value any) card.Arg {
	switch v := value.(type) {
	case nil:
		return card.Words("–")
	case string:
		if name == "owner" {
			return card.Person(sales.PersonID(v))
		}
		return card.Words(Short(v, 60))
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = fmt.Sprint(one)
		}
		return card.Words(Short(strings.Join(words, " · "), 80))
	}
	return card.Of(card.T("common.yes"))
}
