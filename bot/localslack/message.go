package localslack

import (
	"encoding/json"
	"slices"
)

// Message is a message in Slack's own shape, https://docs.slack.dev/reference/events/message.
type Message struct {
	Type        string            `json:"type"`
	Subtype     string            `json:"subtype,omitempty"`
	TS          string            `json:"ts"`
	User        string            `json:"user,omitempty"`
	Text        string            `json:"text"`
	BotID       string            `json:"bot_id,omitempty"`
	AppID       string            `json:"app_id,omitempty"`
	Team        string            `json:"team,omitempty"`
	UserTeam    string            `json:"user_team,omitempty"` // of people of another team, beside SourceTeam
	SourceTeam  string            `json:"source_team,omitempty"`
	ClientMsgID string            `json:"client_msg_id,omitempty"`
	Blocks      []json.RawMessage `json:"blocks,omitempty"`
	Attachments json.RawMessage   `json:"attachments,omitempty"`
	Metadata    *Metadata         `json:"metadata,omitempty"`
	Edited      *Edited           `json:"edited,omitempty"`
	Files       []File            `json:"files,omitempty"`
	Upload      bool              `json:"upload,omitempty"`
	Reactions   []Reaction        `json:"reactions,omitempty"`

	ThreadTS     string   `json:"thread_ts,omitempty"`
	ParentUserID string   `json:"parent_user_id,omitempty"`
	ReplyCount   int      `json:"reply_count,omitempty"`
	ReplyUsers   []string `json:"reply_users,omitempty"`
	LatestReply  string   `json:"latest_reply,omitempty"`

	// Channel is where it is; Ephemeral tells that only To sees it.
	Channel   string `json:"-"`
	Ephemeral bool   `json:"-"`
	To        string `json:"-"`
}

// Metadata is a message's metadata, https://docs.slack.dev/messaging/message-metadata.
type Metadata struct {
	EventType    string          `json:"event_type"`
	EventPayload json.RawMessage `json:"event_payload"`
}

// Edited tells who edited a message last, and when.
type Edited struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

// Reaction is an emoji on a message.
type Reaction struct {
	Name  string   `json:"name"`
	Users []string `json:"users"`
	Count int      `json:"count"`
}

// FromApp tells a message the app posted.
func (m *Message) FromApp() bool { return m.BotID != "" }

// copy is the message as it is now; the slices are never changed in place.
func (m *Message) copy() Message { return *m }

// isReply tells a message that lies in a thread and is not its parent.
func (m *Message) isReply() bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

// store adds a message to its channel and counts it with its thread.
func (w *Workspace) store(c *Channel, m *Message) {
	m.Channel = c.ID
	c.add(m)
	parent := c.byTS[m.ThreadTS]
	if parent != nil && m.isReply() {
		m.ParentUserID = parent.User
	}
	w.record(record{Kind: "message", Channel: c.ID, Message: m})
	if parent != nil && m.isReply() {
		parent.ThreadTS = parent.TS
		parent.ReplyCount++
		parent.LatestReply = m.TS
		if !slices.Contains(parent.ReplyUsers, m.User) {
			parent.ReplyUsers = append(slices.Clone(parent.ReplyUsers), m.User)
		}
		w.record(record{Kind: "message", Channel: c.ID, Message: parent})
	}
}

// erase takes a message away.
func (w *Workspace) erase(c *Channel, m *Message) {
	c.remove(m.TS)
	w.record(record{Kind: "gone", Channel: c.ID, TS: m.TS})
	if parent := c.byTS[m.ThreadTS]; parent != nil && m.isReply() {
		parent.ReplyCount--
		w.record(record{Kind: "message", Channel: c.ID, Message: parent})
	}
}
