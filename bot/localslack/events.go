package localslack

import "strings"

// messageEvent tells the app of a new message, if it can see the channel, and of a mention beside it.
// https://docs.slack.dev/reference/events/message, https://docs.slack.dev/reference/events/app_mention
func (w *Workspace) messageEvent(c *Channel, m *Message) {
	if !c.HasApp {
		return
	}
	w.sendEvent(subscription(c), newMessageEvent(c, m), c.ID)
	if !m.FromApp() && !c.IsIM() && strings.Contains(m.Text, "<@"+w.opt.App.BotUser) {
		w.sendEvent("app_mention", mention{
			Type: "app_mention", User: m.User, Text: m.Text, TS: m.TS, Channel: c.ID, EventTS: m.TS, ThreadTS: m.ThreadTS,
			ClientMsgID: m.ClientMsgID, Team: m.Team, Blocks: m.Blocks, Files: m.Files,
		}, c.ID)
	}
}

// subscription is the event name an app subscribes to for messages of a kind of channel.
func subscription(c *Channel) string {
	switch c.kind() {
	case "im":
		return "message.im"
	case "mpim":
		return "message.mpim"
	case "group":
		return "message.groups"
	default:
		return "message.channels"
	}
}

type messagePosted struct {
	*Message
	Channel     string `json:"channel"`
	ChannelType string `json:"channel_type"`
	EventTS     string `json:"event_ts"`
}

func newMessageEvent(c *Channel, m *Message) messagePosted {
	return messagePosted{Message: m, Channel: c.ID, ChannelType: c.kind(), EventTS: m.TS}
}

type mention struct {
	Type        string `json:"type"`
	User        string `json:"user"`
	Text        string `json:"text"`
	TS          string `json:"ts"`
	ClientMsgID string `json:"client_msg_id,omitempty"`
	Team        string `json:"team,omitempty"`
	Blocks      any    `json:"blocks,omitempty"`
	Files       []File `json:"files,omitempty"`
	Channel     string `json:"channel"`
	EventTS     string `json:"event_ts"`
	ThreadTS    string `json:"thread_ts,omitempty"`
}

// changedMessage tells app and page of an edit, https://docs.slack.dev/reference/events/message/message_changed.
func (w *Workspace) changedMessage(c *Channel, before, m *Message, byApp bool) {
	w.record(record{Kind: "message", Channel: c.ID, Message: m})
	if c.HasApp && (!byApp || !w.opt.QuietEcho) {
		ts := w.newTS()
		w.sendEvent(subscription(c), map[string]any{
			"type": "message", "subtype": "message_changed", "message": m, "previous_message": before, "channel": c.ID, "hidden": true,
			"ts": ts, "event_ts": ts, "channel_type": c.kind(),
		}, c.ID)
	}
	n := m.copy()
	w.notify(Notice{Type: "message_changed", Channel: c.ID, Message: &n})
}

// deletedMessage: https://docs.slack.dev/reference/events/message/message_deleted.
func (w *Workspace) deletedMessage(c *Channel, m *Message, byApp bool) {
	before := m.copy()
	w.erase(c, m)
	if c.HasApp && (!byApp || !w.opt.QuietEcho) {
		ts := w.newTS()
		w.sendEvent(subscription(c), map[string]any{
			"type": "message", "subtype": "message_deleted", "previous_message": &before, "channel": c.ID, "hidden": true,
			"deleted_ts": m.TS, "ts": ts, "event_ts": ts, "channel_type": c.kind(),
		}, c.ID)
	}
	w.notify(Notice{Type: "message_deleted", Channel: c.ID, TS: m.TS})
}
