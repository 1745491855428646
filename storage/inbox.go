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
	InboxDead    InboxState = "dead" // three attempts failed; the person was told
)

// InboxEntry is an event as it was received.
type InboxEntry struct {
	Event    event.Event `json:"event"`
	State    InboxState  `json:"state"`
	Attempts int         `json:"attempts,omitempty"`
	Seq      uint64      `json:"seq"` // order of arrival
	Ended    time.Time   `json:"ended,omitzero"`
	// Error names the class of the last failure, without anyone's words.
	Error string `json:"error,omitempty"`
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
	// EndEvent marks one as done or dead at a time, keeping only its key and
	// what happened, not its words. It reports ErrNotFound if the entry is not
	// waiting, so that an event applied twice rolls back.
	EndEvent(key string, state InboxState, at time.Time) error
	// FailEvent counts a failed attempt of a waiting entry.
	FailEvent(key string, reason string) (attempts int, err error)
}
