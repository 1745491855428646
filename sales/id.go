package sales

import "strings"

// PersonID names a person: the Slack team (workspace) and user id joined by a
// slash, "T024BE7LD/U012AB3CD". User ids alone are not unique across
// workspaces that share a channel.
type PersonID string

// NewPersonID joins a Slack team id and a Slack user id.
func NewPersonID(workspace, user string) PersonID {
	return PersonID(workspace + "/" + user)
}

// Workspace returns the Slack team id, empty if the id has none.
func (p PersonID) Workspace() string {
	workspace, _, found := strings.Cut(string(p), "/")
	if !found {
		return ""
	}
	return workspace
}

// User returns the Slack user id, as mentions and Slack's API want it.
func (p PersonID) User() string {
	_, user, found := strings.Cut(string(p), "/")
	if !found {
		return string(p)
	}
	return user
}

// Ids of the things we keep. They are opaque, sort by creation only by
// accident, and derive from the key of the event that made them, so that an
// event handled twice makes the same record twice rather than two records.
type (
	AccountID  string
	ContactID  string
	VisitID    string
	NoteID     string
	FollowUpID string
	DealingID  string
	TargetID   string // see TargetOf and TeamTargetOf
	TeamID     string // the key of a team in the configuration, "default" without one
)

// Source is the Slack message a record came from. Zero for records made by a
// form or an import.
type Source struct {
	Channel string `json:"channel,omitempty"` // Slack conversation id
	TS      string `json:"ts,omitempty"`      // the message's own timestamp, its identity in that conversation
}

// IsZero reports that no message is known.
func (s Source) IsZero() bool { return s == Source{} }
