package sales

import "time"

// FollowUpStatus is where a promise stands (handbook section 4).
type FollowUpStatus string

const (
	FollowUpOpen    FollowUpStatus = "open"
	FollowUpDone    FollowUpStatus = "done"
	FollowUpDropped FollowUpStatus = "dropped"
)

// FollowUp is something promised, with a day (handbook section 4).
type FollowUp struct {
	ID      FollowUpID     `json:"id"`
	What    string         `json:"what"`
	Account AccountID      `json:"account,omitempty"`
	Contact ContactID      `json:"contact,omitempty"`
	Owner   PersonID       `json:"owner"`
	Due     Due            `json:"due"`
	Status  FollowUpStatus `json:"status"`
	Reason  string         `json:"reason,omitempty"` // why it was dropped
	// Snoozed replaces Due for reminding, not for being late.
	Snoozed *Due       `json:"snoozed,omitempty"`
	Every   Recurrence `json:"every,omitzero"`
	Visit   VisitID    `json:"visit,omitempty"` // the visit that created it
	Author  PersonID   `json:"author"`
	Created time.Time  `json:"created"`
	Settled time.Time  `json:"settled,omitzero"` // done or dropped
	Sources []Source   `json:"sources,omitempty"`
	// Changed is when a person last touched it: reminders of before are moot,
	// since they have just had it before their eyes.
	Changed time.Time `json:"changed,omitzero"`
	Muted   bool      `json:"muted,omitempty"` // "stop reminding me of this"
	Deleted bool      `json:"deleted,omitempty"`
	Version int64     `json:"version"`
}

// NamedFollowUp is a follow-up with the names that a line about it shows.
type NamedFollowUp struct {
	FollowUp
	AccountName string // empty: of no account
	ContactName string
}

// Recurrence repeats a follow-up when it is done: every N units. Zero: once.
type Recurrence struct {
	Every int            `json:"every,omitempty"`
	Unit  RecurrenceUnit `json:"unit,omitempty"`
	// Day is the day of the month that is meant, for months shorter than that:
	// "the 31st" stays the 31st after a February. Zero: that of the due day.
	Day int `json:"day,omitempty"`
	// Nth is which Weekday of the month is meant: 1 the first, -1 the last. Zero: the
	// day of the month counts.
	Nth     int          `json:"nth,omitempty"`
	Weekday time.Weekday `json:"weekday,omitempty"`
}

// RecurrenceUnit is the unit of a Recurrence.
type RecurrenceUnit string

const (
	Days     RecurrenceUnit = "day"
	Weekdays RecurrenceUnit = "weekday" // Monday to Friday
	Weeks    RecurrenceUnit = "week"
	Months   RecurrenceUnit = "month"
)

// IsZero reports that nothing repeats.
func (r Recurrence) IsZero() bool { return r.Every == 0 }
