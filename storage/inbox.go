package storage

import (
	"time"

	"roundsman/bot/event"
)

// InboxState is where a received event stands.
type InboxState string

const (
	InboxWaiting InboxState = "waiting"
	InboxDone    InboxState = "done"
	InboxDead    InboxState = "dead" // three attempts failed, or took the process with them; the person was told
)

// InboxEntry is an event as it was received.
type InboxEntry struct {
	Event    event.Event `json:"event"`
	State    InboxState  `json:"state"`
	Attempts int         `json:"attempts,omitempty"`
	// Begun are attempts of which no process told the end.
	Begun int       `json:"begun,omitempty"`
	Seq   uint64    `json:"seq"` // order of arrival
	Ended time.Time `json:"ended,omitzero"`
	// Error names the class of the last failure, without anyone's words.
	Error string `json:"error,omitempty"`
}

// Backlog is how much there is in a state, and since when the first of it is
// there: when an event was received, when a message was made.
type Backlog struct {
	Count int
	Since time.Time // zero if there is nothing
}

// Inbox holds events from before their acknowledgement until they took effect.
type Inbox interface {
	// Receive keeps a new event and reports true, or finds its key there and
	// reports false.
	Receive(event.Event) (isNew bool, err error)
	// Waiting lists what has not taken effect, in order of arrival.
	Waiting(Page) (entries []InboxEntry, next string, err error)
	// Entry finds one by its event's key.
	Entry(key string) (InboxEntry, error)
	// EndEvent marks one as done or dead at a time. Of one that is done only its
	// key is kept and what happened, not its words; one that is dead is kept
	// whole, for ReviveEvent. It reports ErrNotFound if the entry is not waiting,
	// so that an event applied twice rolls back.
	EndEvent(key string, state InboxState, at time.Time) error
	// DeadEvents lists what was given up, in order of arrival.
	DeadEvents(Page) (entries []InboxEntry, next string, err error)
	// ReviveEvent lets a dead event wait again, last and with no attempt counted.
	// It reports ErrNotFound if there is none with that key.
	ReviveEvent(key string) error
	// DropEvent makes a dead event one that is done at a time: its words go. It
	// reports ErrNotFound if there is none with that key.
	DropEvent(key string, at time.Time) error
	// InboxBacklog counts what is waiting, or dead.
	InboxBacklog(InboxState) (Backlog, error)
	// FailEvent counts a failed attempt of a waiting entry.
	FailEvent(key string, reason string) (attempts int, err error)
	// CountBegun counts by one or minus one how many attempts of a waiting entry
	// were begun without an end that anybody told: those under way, and those with
	// which a process died.
	CountBegun(key string, by int) (begun int, err error)
}
