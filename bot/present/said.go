package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// Said is kept about everything we say of our own accord, by item and
// recipient: that it was said, and why. It answers "why did I get this?".
type Said struct {
	sales.Raised
	Reason string            `json:"reason"`
	Facts  map[string]string `json:"facts,omitempty"`
}

// SaidName is the name under which a person's memory keeps what was said about
// an item of the agenda.
func SaidName(item string) string { return "said/" + item }

// List is the list that a person was last shown: numbers they type refer to it,
// 1 being the first.
type List struct {
	IDs []sales.FollowUpID `json:"ids"`
}

// LastSaidName is the name under which a person's memory keeps the agenda keys of
// the last reminder they got, as a JSON list.
const LastSaidName = "said_last"

// ListName is the name under which a person's memory keeps it.
const ListName = "list_shown"

// Outcomes travel with a reminder that is drawn anew: what was just done to one
// of its items, and what Undo turns back.
type Outcomes struct {
	Said *card.Text `json:"said,omitempty"`
	Undo Undoing    `json:"undo,omitzero"`
}
