// Package event is what came in: one value for everything Slack can tell us,
// over either wire, with nothing of Slack's types in it.
package event

import (
	"time"

	"roundsman/sales"
)

// Kind is what happened.
type Kind string

const (
	Message      Kind = "message"       // somebody wrote to us: direct message, mention, or thread reply to us
	Edited       Kind = "edited"        // a message's text changed
	Deleted      Kind = "deleted"       // a message was deleted
	Slash        Kind = "slash"         // /roundsman ...
	Action       Kind = "action"        // a button, menu or date picker in a message or on Home
	FormSent     Kind = "form"          // a modal was submitted
	Shortcut     Kind = "shortcut"      // a global or message shortcut
	HomeOpened   Kind = "home"          // the Home tab was opened
	PersonChange Kind = "person_change" // Slack says somebody's profile, zone or status changed
	Joined       Kind = "joined"        // we or somebody came into a channel
	Job          Kind = "job"           // a job of our own came to its end
)

// Event is one thing that happened, the unit of the inbox. Key is its
// identity: the same happening delivered again has the same key.
//
//   - message: "m:CHANNEL:TS" (also as app_mention)
//   - edit: "e:CHANNEL:TS:EDIT_TS", deletion: "d:CHANNEL:TS:EVENT_TS"
//   - everything else: "x:" and its trigger or envelope id
type Event struct {
	Key   string         `json:"key"`
	Kind  Kind           `json:"kind"`
	Actor sales.PersonID `json:"actor"`
	Place Place          `json:"place"`
	// At is when it happened by Slack's clock (a message's own timestamp),
	// or when we received it if Slack does not say.
	At time.Time `json:"at"`
	// Received is when we took it in, by our clock: the "now" of its handling,
	// also when it is replayed.
	Received time.Time `json:"received"`

	Text   string         `json:"text,omitempty"`   // what was typed, Slack's &amp; &lt; &gt; resolved, our mention removed, <@U1> kept
	TS     string         `json:"ts,omitempty"`     // the message meant: sent, edited, deleted, or under a message shortcut
	Action *Press         `json:"action,omitempty"` // with Action
	Form   *Form          `json:"form,omitempty"`   // with FormSent
	Call   string         `json:"call,omitempty"`   // with Shortcut: its callback id; with Slash: the command
	Author sales.PersonID `json:"author,omitempty"` // message shortcut: who wrote the message in Text

	Files []File `json:"files,omitempty"`

	// Task is what a job of ours has come to, with Job; Call names its kind.
	Task *Task `json:"task,omitempty"`

	// ToUs marks an edit in a channel of what is said to us: it counts though we
	// never heard the original.
	ToUs bool `json:"to_us,omitempty"`

	// Actor facts that Slack sends along; refusals depend on them.
	Stranger bool `json:"stranger,omitempty"` // of another organisation

	// Handles for answering at once; worthless when replayed late.
	Trigger     string `json:"trigger,omitempty"`      // opens one modal within 3 s
	ResponseURL string `json:"response_url,omitempty"` // ephemeral answers: 5 in 30 minutes
}

// PlaceKind is the kind of conversation.
type PlaceKind string

const (
	Direct  PlaceKind = "im"
	Channel PlaceKind = "channel" // public, private or group
	Home    PlaceKind = "home"
	Modal   PlaceKind = "modal"
)

// Place is where it happened.
type Place struct {
	Kind    PlaceKind `json:"kind"`
	Channel string    `json:"channel,omitempty"`
	Thread  string    `json:"thread,omitempty"` // thread_ts when inside a thread
	Shared  bool      `json:"shared,omitempty"` // shared with another organisation
}

// Press is a use of an interactive element. Name and the rest come from the
// action_id and value we rendered: see card.Do.
type Press struct {
	Name    string `json:"name"`              // "followup.done"
	ID      string `json:"id,omitempty"`      // the record it is about
	Version int64  `json:"version,omitempty"` // the version the person saw
	Arg     string `json:"arg,omitempty"`     // anything more the button carried
	// Value is what the person chose: an option's value, a date (2026-11-24),
	// a user id, a time (15:04).
	Value string `json:"value,omitempty"`
	// Message is the message that holds the element, zero on Home.
	Message sales.Source `json:"message,omitzero"`
}

// Form is a submitted modal.
type Form struct {
	Name   string              `json:"name"`            // card.Form.Name
	Nonce  string              `json:"nonce"`           // used once
	State  string              `json:"state,omitempty"` // what Open put there: ids, versions
	Values map[string][]string `json:"values"`          // by field name; single values are one element; absent: left empty
}

// Get is the first value of a field, "" if it was left empty.
func (f Form) Get(field string) string {
	if v := f.Values[field]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Task is work that takes longer than an event may: a file that is to be fetched,
// and its rows, some at a time. Each step comes back as an event of its own, with
// the key "j:KEY:STEP"; what the step does tells whether another follows.
type Task struct {
	Key   string         `json:"key"`  // of the event that began it
	Call  string         `json:"call"` // who does it: commands.Command.Tasks
	Actor sales.PersonID `json:"actor"`
	Step  int            `json:"step"`
	File  *File          `json:"file,omitempty"` // to be fetched before the first step
	Note  string         `json:"note,omitempty"` // whatever its command wants to know again
	// Content is what was fetched; Problem the refusal if it could not be.
	Content []byte `json:"content,omitempty"`
	Problem string `json:"problem,omitempty"`
}

// File is a file that came with a message.
type File struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	MimeType string `json:"mimetype,omitempty"`
	Size     int64  `json:"size,omitempty"`
	URL      string `json:"url,omitempty"`  // the content; needs our token
	Page     string `json:"page,omitempty"` // where people see it in Slack
}
