package present

import (
	"encoding/json"
	"fmt"
	"strconv"

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
	// About and State are what was changed and how it stands since.
	About string `json:"about,omitempty"`
	State string `json:"state,omitempty"`
	// Dues are when the items of the message were due, in their order.
	Dues []string `json:"dues,omitempty"`
}

// OutcomesOf reads what travels with a reminder; nothing if nothing does.
func OutcomesOf(data json.RawMessage) (Outcomes, error) {
	var o Outcomes
	if len(data) == 0 {
		return o, nil
	}
	if err := json.Unmarshal(data, &o); err != nil {
		return o, fmt.Errorf("read what a reminder tells: %w", err)
	}
	return o, nil
}

// FollowUpState is how a follow-up stands, as Outcomes.State has it.
func FollowUpState(f sales.FollowUp) string { return strconv.FormatInt(f.Version, 10) }

// AboutFollowUp names it, as Outcomes.About does.
func AboutFollowUp(id sales.FollowUpID) string { return sales.RemindsFollowUps + "/" + string(id) }
