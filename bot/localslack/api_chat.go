package localslack

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// draft is what a post, an update or a response URL may bring along.
type draft struct {
	text        string
	blocks      []json.RawMessage
	blocksGiven bool
	attachments json.RawMessage
	metadata    *Metadata
	metaGiven   bool
	texts       []string // mrkdwn of the blocks, for pings
}

// readDraft reads and checks text, blocks, attachments and metadata.
func (w *Workspace) readDraft(q *request) (draft, error) {
	d := draft{text: q.str("text")}
	if raw := q.str("blocks"); raw != "" && raw != "null" {
		if json.Unmarshal([]byte(raw), &d.blocks) != nil {
			return d, refuse("invalid_blocks_format")
		}
		d.blocksGiven = true
	}
	if raw := q.str("attachments"); raw != "" && raw != "null" && raw != "[]" {
		if !json.Valid([]byte(raw)) {
			return d, refuse("invalid_attachments")
		}
		d.attachments = json.RawMessage(raw)
	}
	if err := w.checkBlocks(&d); err != nil {
		return d, err
	}
	return d, readMetadata(q, &d)
}

func (w *Workspace) checkBlocks(d *draft) error {
	if len(d.blocks) == 0 {
		return nil
	}
	c := checker{surface: inMessage, files: func(id string) bool { return w.files[id] != nil || strings.Contains(id, "/") }}
	blocks := c.blocks("/blocks", d.blocks)
	if len(c.errs) > 0 {
		return refuse("invalid_blocks", c.errs...)
	}
	if c.total > maxBlocksText {
		return refuse("msg_blocks_too_long")
	}
	d.texts = c.texts
	for i := range blocks {
		if blocks[i].BlockID == "" {
			d.blocks[i] = w.withBlockID(d.blocks[i])
		}
	}
	return nil
}

// withBlockID gives a block the id that Slack makes up when there is none.
func (w *Workspace) withBlockID(raw json.RawMessage) json.RawMessage {
	w.serial++
	body := strings.TrimLeft(string(raw), " \t\r\n{")
	return json.RawMessage(fmt.Sprintf(`{"block_id":"b%05x",%s`, w.serial, body))
}

// readMetadata checks metadata, https://docs.slack.dev/messaging/message-metadata.
func readMetadata(q *request, d *draft) error {
	raw := q.str("metadata")
	if raw == "" || raw == "null" {
		return nil
	}
	d.metaGiven = true
	if raw == "{}" {
		return nil
	}
	if err := json.Unmarshal([]byte(raw), &d.metadata); err != nil {
		return refuse("invalid_metadata_format")
	}
	payload := strings.TrimSpace(string(d.metadata.EventPayload))
	if d.metadata.EventType == "" || !strings.HasPrefix(payload, "{") {
		return refuse("invalid_metadata_schema")
	}
	return nil
}

// warn adds the warning of a message without the text that notifications and screen readers need.
func (w *Workspace) warn(q *request, d draft) {
	if d.text != "" || len(d.blocks) == 0 {
		return
	}
	q.warning = "missing_text_in_message"
	w.problem("%s: blocks without a text to fall back to", q.call.Method)
}

// chatPostMessage posts, https://docs.slack.dev/reference/methods/chat.postMessage.
func (w *Workspace) chatPostMessage(q *request) (any, error) {
	c, err := w.postTarget(q.str("channel"))
	if err != nil {
		return nil, err
	}
	d, err := w.readDraft(q)
	if err != nil {
		return nil, err
	}
	if d.text == "" && len(d.blocks) == 0 && d.attachments == nil {
		return nil, refuse("no_text")
	}
	w.warn(q, d)
	if runes := []rune(d.text); len(runes) > maxMessageText {
		d.text = string(runes[:maxMessageText])
		q.warning = "message_truncated"
		w.problem("chat.postMessage: text cut at %d characters", maxMessageText)
	}
	m := w.appMessage(d)
	m.ThreadTS = q.str("thread_ts")
	w.postNew(c, m)
	w.countPings(q, d)
	q.call.Channel, q.call.TS = c.ID, m.TS
	return posted{Channel: c.ID, TS: m.TS, Message: m}, nil
}

type posted struct {
	Channel string   `json:"channel"`
	TS      string   `json:"ts"`
	Text    string   `json:"text,omitempty"` // of chat.update
	Message *Message `json:"message"`
}

// postTarget finds where a post may go: a channel's id or name, or a person's id for the direct message.
func (w *Workspace) postTarget(id string) (*Channel, error) {
	if p := w.people[id]; p != nil {
		switch {
		case p.Bot:
			return nil, refuse("cannot_dm_bot")
		case p.Deleted:
			return nil, refuse("user_disabled")
		case p.Stranger:
			return nil, refuse("channel_not_found")
		}
		return w.im(id), nil
	}
	c := w.channels[id]
	if name, ok := strings.CutPrefix(id, "#"); ok {
		for _, cid := range w.channelOrder {
			if x := w.channels[cid]; x.Name == name {
				c = x
			}
		}
	}
	switch {
	case c == nil, c.Private && !c.HasApp:
		return nil, refuse("channel_not_found")
	case c.Archived:
		return nil, refuse("is_archived")
	case !c.HasApp:
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

// appMessage is a message of the app, not yet anywhere.
func (w *Workspace) appMessage(d draft) *Message {
	return &Message{
		Type: "message", TS: w.newTS(), User: w.opt.App.BotUser, BotID: w.opt.App.BotID, AppID: w.opt.App.ID, Team: w.opt.Team.ID,
		Text: escapeStray(d.text), Blocks: d.blocks, Attachments: d.attachments, Metadata: d.metadata,
	}
}

// postNew puts a message of the app into a channel, and tells the app and the page.
func (w *Workspace) postNew(c *Channel, m *Message) {
	w.store(c, m)
	if !w.opt.QuietEcho {
		w.messageEvent(c, m)
	}
	n := m.copy()
	for _, f := range w.onPost {
		f(n)
	}
	w.notify(Notice{Type: "message", Channel: c.ID, Message: &n})
}

// chatUpdate edits a message of the app. Blocks and metadata stay unless given.
// https://docs.slack.dev/reference/methods/chat.update
func (w *Workspace) chatUpdate(q *request) (any, error) {
	c, m, err := w.ownMessage(q, "cant_update_message")
	if err != nil {
		return nil, err
	}
	d, err := w.readDraft(q)
	if err != nil {
		return nil, err
	}
	if d.text == "" && !d.blocksGiven && d.attachments == nil {
		return nil, refuse("no_text")
	}
	if len(escapeStray(d.text)) > maxUpdateText {
		return nil, refuse("msg_too_long")
	}
	w.warn(q, d)
	before := m.copy()
	m.Text = escapeStray(d.text)
	if d.blocksGiven {
		m.Blocks = d.blocks
	}
	if d.metaGiven {
		m.Metadata = d.metadata
	}
	if d.attachments != nil {
		m.Attachments = d.attachments
	}
	m.Edited = &Edited{User: w.opt.App.BotID, TS: w.newTS()}
	w.changedMessage(c, &before, m, true)
	q.call.Channel, q.call.TS = c.ID, m.TS
	return posted{Channel: c.ID, TS: m.TS, Text: m.Text, Message: m}, nil
}

// ownMessage finds the message of the app that channel and ts name.
func (w *Workspace) ownMessage(q *request, notMine string) (*Channel, *Message, error) {
	c := w.channels[q.str("channel")]
	if c == nil {
		return nil, nil, refuse("channel_not_found")
	}
	m := c.byTS[q.str("ts")]
	switch {
	case m == nil:
		return nil, nil, refuse("message_not_found")
	case m.User != w.opt.App.BotUser:
		return nil, nil, refuse(notMine)
	}
	return c, m, nil
}

// chatDelete deletes a message of the app, https://docs.slack.dev/reference/methods/chat.delete.
func (w *Workspace) chatDelete(q *request) (any, error) {
	c, m, err := w.ownMessage(q, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	w.deletedMessage(c, m, true)
	q.call.Channel, q.call.TS = c.ID, m.TS
	return map[string]any{"channel": c.ID, "ts": m.TS}, nil
}

// chatPostEphemeral shows a message to one member until they reload.
// https://docs.slack.dev/reference/methods/chat.postEphemeral
func (w *Workspace) chatPostEphemeral(q *request) (any, error) {
	c, err := w.postTarget(q.str("channel"))
	if err != nil {
		return nil, err
	}
	if !c.has(q.str("user")) {
		return nil, refuse("user_not_in_channel")
	}
	d, err := w.readDraft(q)
	if err != nil {
		return nil, err
	}
	if d.text == "" && len(d.blocks) == 0 && d.attachments == nil {
		return nil, refuse("no_text")
	}
	w.warn(q, d)
	m := w.appMessage(d)
	m.ThreadTS = q.str("thread_ts")
	w.showOnly(c, q.str("user"), m)
	q.call.Channel, q.call.TS, q.call.User = c.ID, m.TS, m.To
	return map[string]any{"message_ts": m.TS}, nil
}

// showOnly shows an ephemeral message.
func (w *Workspace) showOnly(c *Channel, user string, m *Message) {
	m.Channel, m.Ephemeral, m.To = c.ID, true, user
	w.ephemeral[user] = append(w.ephemeral[user], m)
	n := m.copy()
	w.notify(Notice{Type: "ephemeral", Channel: c.ID, To: user, Message: &n})
}

// chatGetPermalink: https://docs.slack.dev/reference/methods/chat.getPermalink
func (w *Workspace) chatGetPermalink(q *request) (any, error) {
	c := w.channels[q.str("channel")]
	if c == nil {
		return nil, refuse("channel_not_found")
	}
	m := c.byTS[q.str("message_ts")]
	if m == nil {
		return nil, refuse("message_not_found")
	}
	link := w.base() + "/archives/" + c.ID + "/p" + strings.ReplaceAll(m.TS, ".", "")
	if m.isReply() {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + c.ID
	}
	return map[string]any{"channel": c.ID, "permalink": link}, nil
}

// reactionsAdd: https://docs.slack.dev/reference/methods/reactions.add
func (w *Workspace) reactionsAdd(q *request) (any, error) {
	c := w.channels[q.str("channel")]
	if c == nil {
		return nil, refuse("channel_not_found")
	}
	m := c.byTS[q.str("timestamp")]
	name := strings.Trim(q.str("name"), ":")
	switch {
	case m == nil:
		return nil, refuse("message_not_found")
	case name == "":
		return nil, refuse("invalid_name")
	}
	for _, r := range m.Reactions {
		if r.Name == name {
			return nil, refuse("already_reacted")
		}
	}
	m.Reactions = append(m.Reactions[:len(m.Reactions):len(m.Reactions)], Reaction{Name: name, Users: []string{w.opt.App.BotUser}, Count: 1})
	w.record(record{Kind: "message", Channel: c.ID, Message: m})
	n := m.copy()
	w.notify(Notice{Type: "message_changed", Channel: c.ID, Message: &n})
	return struct{}{}, nil
}

var pingPattern = regexp.MustCompile(`<(!(?:channel|here|everyone|subteam\^[A-Z0-9]+)|@[UW][A-Z0-9]+)(?:\|[^>]*)?>`)

// countPings records whom a post notifies. Escaped text (&lt;!channel&gt;) pings nobody.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
func (w *Workspace) countPings(q *request, d draft) {
	for _, t := range append(slices.Clone(d.texts), d.text) {
		if !strings.Contains(t, "<") {
			continue
		}
		for _, m := range pingPattern.FindAllStringSubmatch(t, -1) {
			q.call.Pings = append(q.call.Pings, "<"+m[1]+">")
		}
	}
	if q.flag("link_names") || q.str("parse") == "full" {
		for _, name := range []string{"@channel", "@here", "@everyone"} {
			if strings.Contains(d.text, name) {
				q.call.Pings = append(q.call.Pings, "<!"+name[1:]+">")
			}
		}
	}
	w.pings = append(w.pings, q.call.Pings...)
}

// escapeStray escapes what the three control characters of Slack's text must not stand alone for.
func escapeStray(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteByte(s[i])
		if rest := s[i+1:]; s[i] == '&' && !strings.HasPrefix(rest, "amp;") && !strings.HasPrefix(rest, "lt;") && !strings.HasPrefix(rest, "gt;") {
			b.WriteString("amp;")
		}
	}
	return b.String()
}
