package sales

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	KindDealing  Kind = "dealing"
	KindTarget   Kind = "target"
	KindReport   Kind = "report"
	KindPlan     Kind = "plan"
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
	// Whose the record was and is, while the change is being made; it is not kept.
	Whose []PersonID `json:"-"`
}

// freeText are the fields of records that hold what people wrote in their own
// words, by their JSON names.
var freeText = map[Kind][]string{
	KindVisit:    {"purpose", "said", "rivals", "rival_news", "outcome", "text", "files"},
	KindNote:     {"text", "files"},
	KindFollowUp: {"what", "reason"},
	KindDealing:  {"text", "line"},
	KindReport:   {"answers"},
}

// WithoutWords is the entry without the free text that the record no longer has:
// what was deleted is not to be read in the trail either (handbook section 14).
// now is the record as it is, which keeps its words; empty if all are to go.
func (c Change) WithoutWords(now json.RawMessage) (Change, error) {
	kept, err := fieldsOf(now)
	if err != nil {
		return c, fmt.Errorf("read %s: %w", c.Kind, err)
	}
	if c.Before, err = withoutWords(c.Before, freeText[c.Kind], kept); err != nil {
		return c, fmt.Errorf("read %s as it was: %w", c.Kind, err)
	}
	if c.After, err = withoutWords(c.After, freeText[c.Kind], kept); err != nil {
		return c, fmt.Errorf("read %s as it became: %w", c.Kind, err)
	}
	return c, nil
}

func withoutWords(record json.RawMessage, names []string, kept map[string]json.RawMessage) (json.RawMessage, error) {
	fields, err := fieldsOf(record)
	if err != nil || fields == nil {
		return record, err
	}
	for _, name := range names {
		if !bytes.Equal(fields[name], kept[name]) {
			delete(fields, name)
		}
	}
	return json.Marshal(fields)
}

func fieldsOf(record json.RawMessage) (fields map[string]json.RawMessage, err error) {
	if len(record) == 0 {
		return nil, nil
	}
	err = json.Unmarshal(record, &fields)
	return fields, err
}
