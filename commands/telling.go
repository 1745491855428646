package commands

import (
	"fmt"
	"slices"
	"time"

	"roundsman/bot/event"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// telling is one receipt and what stands behind it: the messages a person told
// something in, how each was read, and the records they made. It is kept in the
// person's memory, so that a later message, an answer, an edit, a deletion or
// an undo finds what it is about.
//
// Its records follow from its parts: the parts are put together (see told), and
// when one of them changes, what is different is changed in the records.
type telling struct {
	ID    string    `json:"id"` // key of the event that began it
	State tellState `json:"state"`
	// Answer is the outbox key of the message that is its receipt, or its question.
	Answer string    `json:"answer"`
	Last   time.Time `json:"last"` // when the latest message was written
	Parts  []part    `json:"parts,omitempty"`
	Made   made      `json:"made"`
	// Asking is what waits for an answer before it becomes part of this.
	Asking *asking `json:"asking,omitempty"`
	// Steps are what changed the records, as undo takes them back.
	Steps []step `json:"steps,omitempty"`
	// Undoer is the event that undid it: undoing that one is redoing.
	Undoer string `json:"undoer,omitempty"`
	// Amends: it began with a change to a record that was in the books already.
	Amends bool `json:"amends,omitempty"`
	// Shown are the messages by which colleagues were told, by visit and person.
	Shown   map[string]string `json:"shown,omitempty"`
	Version int64             `json:"version"`
}

// tellState is where a telling stands.
type tellState string

const (
	tellAsking  tellState = "asking"  // nothing is kept before an answer
	tellKept    tellState = "kept"    // its records are in the books
	tellUndone  tellState = "undone"  // taken back by the person
	tellDropped tellState = "dropped" // the person wanted nothing kept
	tellGone    tellState = "gone"    // its messages were deleted
)

// part is one message, or what was added to a receipt, as it was read.
type part struct {
	Event   string             `json:"event"`
	Source  sales.Source       `json:"source,omitzero"`
	At      time.Time          `json:"at"`
	Text    string             `json:"text"`
	After   sales.AccountID    `json:"after,omitempty"` // understand.Context.Last when it was read
	Reading understand.Reading `json:"reading"`
	Files   []sales.Attachment `json:"files,omitempty"`
	// Given: it stands for a record as a form left it, and not for words of a message.
	Given bool `json:"given,omitempty"`
}

// step is what one undo takes back: its events, and what the telling was before.
type step struct {
	Events []string `json:"events"`
	Before past     `json:"before,omitzero"`
}

// past is what a telling was.
type past struct {
	Parts []part `json:"parts,omitempty"`
	Made  made   `json:"made,omitzero"`
}

// mostSteps bounds how many changes can be taken back one by one; further ones
// go together with the one before.
const mostSteps = 6

// made are the records of a telling, in the order of what was told.
type made struct {
	Visits    []madeVisit        `json:"visits,omitempty"`
	Notes     []sales.NoteID     `json:"notes,omitempty"`
	FollowUps []sales.FollowUpID `json:"follow_ups,omitempty"` // of no visit
	Contacts  []sales.ContactID  `json:"contacts,omitempty"`   // created on the way
	Accounts  []sales.AccountID  `json:"accounts,omitempty"`   // likewise
}

// madeVisit is a visit with its follow-ups, in the order of what was told.
type madeVisit struct {
	ID        sales.VisitID      `json:"id"`
	FollowUps []sales.FollowUpID `json:"follow_ups,omitempty"`
}

// empty reports that no record was made at all.
func (m made) empty() bool { return len(m.Visits)+len(m.Notes)+len(m.FollowUps) == 0 }

const (
	// askFor is how long a question may be answered.
	askFor = 7 * 24 * time.Hour
	// undoFor is how long the word "undo" finds the receipt of a change.
	undoFor = 30 * 24 * time.Hour
	// lastToldName leads to the telling that the next short message may belong to.
	lastToldName = "told_last"
)

func toldName(id string) string { return "told/" + id }

// stepName leads from an event that changed a telling to the telling.
func stepName(event string) string { return "told_step/" + event }

// tellingCalled finds a telling of this person; nil if it is not theirs or too old.
func (l *Look) tellingCalled(id string) (*telling, error) {
	kept, err := l.recallTelling(id)
	if err != nil {
		return nil, err
	}
	return kept.telling()
}

// tellingFrom finds the telling that a message became part of; nil if none.
func (l *Look) tellingFrom(s sales.Source) (*telling, error) {
	if s.TS == "" {
		return nil, nil
	}
	events, err := l.Books.EventsFrom(s)
	if err != nil {
		return nil, fmt.Errorf("look up message: %w", err)
	}
	for _, event := range slices.Backward(events) {
		tl, err := l.tellingCalled(event)
		if tl != nil || err != nil {
			return tl, err
		}
	}
	return nil, nil
}

// keepTelling writes it down, for good once it has records: an edit or deletion
// may come at any time.
func (t *Turn) keepTelling(tl *telling) error {
	tl.Version++
	raw, err := tl.encode()
	if err != nil {
		return fmt.Errorf("write what was told: %w", err)
	}
	until := time.Time{}
	if tl.Made.empty() {
		until = t.Now.Add(askFor)
	}
	return t.Tx.Keep(toldName(tl.ID), raw, until)
}

// followMessages makes edits and deletions of a message lead to the telling.
func (t *Turn) followMessages(tl *telling, s sales.Source) error {
	if s.TS == "" {
		return nil
	}
	return t.Tx.LinkMessageTo(s, tl.ID)
}

// leadTo lets undo find the telling that this event changed.
func (t *Turn) leadTo(tl *telling) error {
	if t.Event.Key == tl.ID {
		return nil
	}
	return t.Tx.Keep(stepName(t.Event.Key), []byte(tl.ID), t.Now.Add(undoFor))
}

// sourceOf is the message of an event, zero without one.
func sourceOf(e event.Event) sales.Source {
	if e.TS == "" {
		return sales.Source{}
	}
	return sales.Source{Channel: e.Place.Channel, TS: e.TS}
}

// step enters an event among those that changed the telling's records. What
// merges becomes one step with the one before.
func (tl *telling) step(event string, before past, merges bool) {
	if n := len(tl.Steps); n > 0 && (merges || n >= mostSteps) {
		tl.Steps[n-1].Events = append(tl.Steps[n-1].Events, event)
		return
	}
	tl.Steps = append(tl.Steps, step{[]string{event}, before})
}

// now is what the telling is at present, apart from what happens to it next.
func (tl *telling) now() past {
	m := tl.Made
	return past{slices.Clone(tl.Parts), made{
		slices.Clone(m.Visits), slices.Clone(m.Notes), slices.Clone(m.FollowUps), slices.Clone(m.Contacts), slices.Clone(m.Accounts),
	}}
}

// partFrom is the index of the part that a message is, -1 if none.
func partFrom(parts []part, s sales.Source) int {
	return slices.IndexFunc(parts, func(p part) bool { return p.Source == s })
}

// onlyHere are the contacts that came into the books with a telling and were
// not touched since.
func (l *Look) onlyHere(tl *telling) []sales.ContactID {
	var ids []sales.ContactID
	for _, id := range tl.Made.Contacts {
		if c, err := l.Books.Contact(id); err == nil && c.Version == 1 {
			ids = append(ids, id)
		}
	}
	return ids
}
