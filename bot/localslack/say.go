package localslack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// SayOption changes how something is said.
type SayOption func(*saying)

type saying struct {
	thread   string
	verbatim bool
	clientID string
}

// InThread says it in the thread of the message ts.
func InThread(ts string) SayOption { return func(s *saying) { s.thread = ts } }

// Verbatim sends the text as it is, without the escaping and linking that Slack does to what people type.
func Verbatim() SayOption { return func(s *saying) { s.verbatim = true } }

// ClientMsgID sets the id the person's client gave the message; one is made up otherwise.
func ClientMsgID(id string) SayOption { return func(s *saying) { s.clientID = id } }

// Say posts as a person and returns the message's timestamp. An empty channel is the direct message with the app.
// Text is what the person types: &, < and > are escaped and addresses linked, as Slack does, but <@U…> mentions stay.
func (w *Workspace) Say(user, channel, text string, how ...SayOption) (ts string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, err := w.placeOf(user, channel)
	if err != nil {
		return "", fmt.Errorf("say: %w", err)
	}
	m := w.personMessage(user, text, how)
	w.store(c, m)
	w.messageEvent(c, m)
	n := m.copy()
	w.notify(Notice{Type: "message", Channel: c.ID, Message: &n})
	return m.TS, nil
}

func (w *Workspace) personMessage(user, text string, how []SayOption) *Message {
	var s saying
	for _, o := range how {
		o(&s)
	}
	m := &Message{Type: "message", TS: w.newTS(), User: user, Team: w.teamOf(user), ThreadTS: s.thread, ClientMsgID: s.clientID}
	if m.Team != w.opt.Team.ID {
		m.UserTeam, m.SourceTeam = m.Team, m.Team
	}
	if m.ClientMsgID == "" {
		w.serial++
		m.ClientMsgID = fmt.Sprintf("%s-%04x-%012x", strings.ToLower(w.salt), w.boot, w.serial)
	}
	m.setText(w, text, s.verbatim)
	return m
}

func (m *Message) setText(w *Workspace, text string, verbatim bool) {
	m.Text = text
	if !verbatim {
		m.Text = typed(text)
	}
	m.Blocks = []json.RawMessage{w.richText(text)}
}

func (w *Workspace) teamOf(user string) string {
	if p := w.people[user]; p != nil && p.TeamID != "" {
		return p.TeamID
	}
	return w.opt.Team.ID
}

// richText is the block that comes with every message a person types.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
func (w *Workspace) richText(text string) json.RawMessage {
	w.serial++
	b := fmt.Appendf(nil, `{"type":"rich_text","block_id":"r%05x","elements":[{"type":"rich_text_section","elements":[`, w.serial)
	at := 0
	for _, hit := range mentionPattern.FindAllStringSubmatchIndex(text, -1) {
		b = appendText(b, text[at:hit[0]])
		b = fmt.Appendf(b, `{"type":"user","user_id":%q},`, text[hit[2]:hit[3]])
		at = hit[1]
	}
	b = bytes.TrimSuffix(appendText(b, text[at:]), []byte(","))
	return append(b, `]}]}`...)
}

func appendText(b []byte, text string) []byte {
	if text == "" {
		return b
	}
	raw, _ := json.Marshal(text)
	b = append(b, `{"type":"text","text":`...)
	b = append(b, raw...)
	return append(b, "},"...)
}

var (
	mentionPattern = regexp.MustCompile(`<@([UW][A-Z0-9]+)>`)
	// keptPattern is what stays as it is in typed text: mentions, channels and links in Slack's own notation.
	keptPattern = regexp.MustCompile(`<(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+(?:\|[^<>]*)?|(?:https?|mailto):[^<>\s]+)>`)
	linkPattern = regexp.MustCompile(`https?://[^\s<>]*[^\s<>.,;:!?)，。；：！？）"']|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|cn|de)\b`)
)

// typed turns what a person types into the text of the event.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
func typed(text string) string {
	if !strings.ContainsAny(text, "&<>.@:") {
		return text
	}
	var b strings.Builder
	at := 0
	for _, hit := range keptPattern.FindAllStringIndex(text, -1) {
		b.WriteString(linked(text[at:hit[0]]))
		b.WriteString(text[hit[0]:hit[1]])
		at = hit[1]
	}
	b.WriteString(linked(text[at:]))
	return b.String()
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// linked escapes and links addresses of pages and mailboxes.
func linked(s string) string {
	s = escaper.Replace(s)
	if !mayLink(s) {
		return s
	}
	return linkPattern.ReplaceAllStringFunc(s, func(a string) string {
		switch {
		case strings.HasPrefix(a, "http"):
			return "<" + a + ">"
		case strings.Contains(a, "@"):
			return "<mailto:" + a + "|" + a + ">"
		default:
			return "<http://" + a + "|" + a + ">"
		}
	})
}

// mayLink spares texts without anything that stands in an address the pattern.
func mayLink(s string) bool {
	for i := 1; i < len(s); i++ {
		if s[i] > ' ' && (s[i-1] == '.' || s[i-1] == '@' || s[i-1] == ':') {
			return true
		}
	}
	return false
}

// placeOf finds the channel someone speaks in.
func (w *Workspace) placeOf(user, channel string) (*Channel, error) {
	if p := w.people[user]; p == nil || p.Deleted {
		return nil, fmt.Errorf("no such person %q", user)
	}
	if channel == "" {
		return w.im(user), nil
	}
	c := w.channels[channel]
	if c == nil || !c.has(user) {
		return nil, fmt.Errorf("%s is in no channel %q", user, channel)
	}
	return c, nil
}

// Edit changes a message of the person.
func (w *Workspace) Edit(user, channel, ts, text string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, m, err := w.theirs(user, channel, ts)
	if err != nil {
		return fmt.Errorf("edit: %w", err)
	}
	before := m.copy()
	m.setText(w, text, false)
	m.Edited = &Edited{User: user, TS: w.newTS()}
	w.changedMessage(c, &before, m, false)
	return nil
}

// Delete deletes a message of the person.
func (w *Workspace) Delete(user, channel, ts string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, m, err := w.theirs(user, channel, ts)
	if err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	w.deletedMessage(c, m, false)
	return nil
}

// Unfurl makes the message_changed that Slack sends when it has fetched a preview: attachments, the same text.
func (w *Workspace) Unfurl(channel, ts string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[channel]
	if c == nil || c.byTS[ts] == nil {
		return fmt.Errorf("unfurl: no message %s in %q", ts, channel)
	}
	m := c.byTS[ts]
	before := m.copy()
	m.Attachments = json.RawMessage(`[{"id":1,"title":"Preview","title_link":"https://example.com/","fallback":"Preview","from_url":"https://example.com/"}]`)
	w.changedMessage(c, &before, m, false)
	return nil
}

// Repeat sends the app a person's message once more under new event ids, as Slack has been seen to do minutes later.
func (w *Workspace) Repeat(channel, ts string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[channel]
	if c == nil || c.byTS[ts] == nil {
		return fmt.Errorf("repeat: no message %s in %q", ts, channel)
	}
	w.messageEvent(c, c.byTS[ts])
	return nil
}

func (w *Workspace) theirs(user, channel, ts string) (*Channel, *Message, error) {
	c, err := w.placeOf(user, channel)
	if err != nil {
		return nil, nil, err
	}
	m := c.byTS[ts]
	if m == nil || m.User != user {
		return nil, nil, fmt.Errorf("%s has no message %s in %q", user, ts, channel)
	}
	return c, m, nil
}
