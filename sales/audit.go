package sales

import (
	"encoding/json"
	"time"
)

// Kind names a kind of record, in the audit trail and in change sets.
type Kind string

const (
	KindPerson   Kind = "person"
	KindAccount  Kind = "account"
	KindContact  Kind = "contact"
	KindVisit    Kind = "visit"
	KindNote     Kind = "note"
	KindFollowUp Kind = "follow_up"
)

// Change is one entry of the audit trail: who changed what, when, from which
// event, with the record before and after (handbook section 14). The changes
// of one event are its change set, which undo checks and turns back as a whole.
type Change struct {
	Event  string          `json:"event"` // key of the event that caused it
	Seq    int             `json:"seq"`   // order within the event
	At     time.Time       `json:"at"`
	Who    PersonID        `json:"who"`
	Kind   Kind            `json:"kind"`
	ID     string          `json:"id"`
	Before json.RawMessage `json:"before,omitempty"` // empty: it was created
	After  json.RawMessage `json:"after,omitempty"`  // empty: it was removed
	Source Source          `json:"source,omitzero"`
	Undone bool            `json:"undone,omitempty"`
}
