package storage

import "time"

// DueItem is something the bot will have to look at by itself: a follow-up's
// next reminder, a person's month list. Key is unique, "KIND/SUBJECT".
type DueItem struct {
	Key     string    `json:"key"`
	Kind    string    `json:"kind"`    // name of a reminders.Kind
	Subject string    `json:"subject"` // a record's or person's id
	At      time.Time `json:"at"`      // when to look, UTC
	// Tries counts looks that failed in a row.
	Tries int `json:"tries,omitempty"`
}

// Agenda is the index of due items, ordered by instant.
type Agenda interface {
	// Schedule sets when an item is looked at next, moving it if it was there.
	Schedule(DueItem) error
	Unschedule(key string) error
	Scheduled(key string) (DueItem, error)
	// DueBy lists items at or before now, earliest first, at most limit.
	DueBy(now time.Time, limit int) ([]DueItem, error)
	// NextDue is the instant of the earliest item; ok is false if there is none.
	NextDue() (at time.Time, ok bool, err error)
}
