package sales

import "time"

// Class is an account's segment (handbook section 7), which sets its visit cadence.
type Class string

const (
	ClassA Class = "A"
	ClassB Class = "B"
	ClassC Class = "C"
)

// Account is a customer. It belongs to exactly one rep at a time.
type Account struct {
	ID      AccountID `json:"id"`
	Name    string    `json:"name"`
	Aliases []string  `json:"aliases,omitempty"`
	Owner   PersonID  `json:"owner"`
	Team    TeamID    `json:"team"` // the owner's team when it was given to them
	Class   Class     `json:"class"`
	Created time.Time `json:"created"`
	// LastCounted is the day of the last contact that counts for the cadence
	// (handbook section 3); zero if there was none.
	LastCounted Date `json:"last_counted,omitzero"`
	LastVisit   Date `json:"last_visit,omitzero"` // of any mode
	// Muted: the owner asked not to be reminded of visits here.
	Muted bool `json:"muted,omitempty"`
	// Snoozed is the day before which visits here are not spoken of; zero: none.
	Snoozed  Date  `json:"snoozed,omitzero"`
	Archived bool  `json:"archived,omitempty"`
	Version  int64 `json:"version"`
}

// BuyingRole is a contact's part in the purchase (handbook section 2).
type BuyingRole string

const (
	BuyingUnknown    BuyingRole = ""
	BuyingDecider    BuyingRole = "decision_maker"
	BuyingInfluencer BuyingRole = "influencer"
	BuyingUser       BuyingRole = "user"
	BuyingGatekeeper BuyingRole = "gatekeeper"
	BuyingCoach      BuyingRole = "coach"
)

// Contact is a person at an account.
type Contact struct {
	ID       ContactID  `json:"id"`
	Account  AccountID  `json:"account"`
	Name     string     `json:"name"`
	Aliases  []string   `json:"aliases,omitempty"`
	Title    string     `json:"title,omitempty"`
	Buying   BuyingRole `json:"buying,omitempty"`
	Archived bool       `json:"archived,omitempty"`
	Version  int64      `json:"version"`
}
