package sales

import "time"

// Mode is how a visit took place (handbook section 3).
type Mode string

const (
	InPerson     Mode = "in_person"
	ByPhone      Mode = "phone"
	ByVideo      Mode = "video"
	ByMessage    Mode = "message"
	ModeNotGiven Mode = ""
)

// Visit is one contact with a customer: the communication record
// (客户沟通记录表, handbook section 3).
type Visit struct {
	ID         VisitID     `json:"id"`
	Account    AccountID   `json:"account"`
	Day        Date        `json:"day"` // when it took place, in the author's zone
	Time       *ClockTime  `json:"time,omitempty"`
	Mode       Mode        `json:"mode"`
	Contacts   []ContactID `json:"contacts,omitempty"`
	Colleagues []PersonID  `json:"colleagues,omitempty"`
	Purpose    string      `json:"purpose,omitempty"`
	Said       string      `json:"said,omitempty"` // needs, opinions, suggestions
	Rivals     []string    `json:"rivals,omitempty"`
	RivalNews  string      `json:"rival_news,omitempty"`
	Outcome    string      `json:"outcome,omitempty"`
	// Text is what the person typed, whole, one line a message.
	Text      string       `json:"text,omitempty"`
	FollowUps []FollowUpID `json:"follow_ups,omitempty"` // the next steps it created
	Author    PersonID     `json:"author"`
	Written   time.Time    `json:"written"`
	Sources   []Source     `json:"sources,omitempty"` // the messages it was put together from
	Files     []Attachment `json:"files,omitempty"`   // that came with them
	// Formed names the fields that a form set; an edit of the message leaves them alone.
	Formed  []string `json:"formed,omitempty"`
	Deleted bool     `json:"deleted,omitempty"`
	Version int64    `json:"version"`
}

// Attachment is a file that was sent with a message. It stays where it was sent:
// Slack shows it to those who are in that conversation.
type Attachment struct {
	File string `json:"file"` // Slack's id
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Note is a remark about an account that is no visit.
type Note struct {
	ID      NoteID       `json:"id"`
	Account AccountID    `json:"account"`
	Contact ContactID    `json:"contact,omitempty"`
	Text    string       `json:"text"`
	Author  PersonID     `json:"author"`
	Day     Date         `json:"day"`
	Written time.Time    `json:"written"`
	Sources []Source     `json:"sources,omitempty"`
	Files   []Attachment `json:"files,omitempty"`
	Deleted bool         `json:"deleted,omitempty"`
	Version int64        `json:"version"`
}
