package slackwire

import (
	"strings"

	"roundsman/bot/event"
	"roundsman/sales"
)

// spoken are the subtypes of messages that people write.
// https://docs.slack.dev/reference/events/message#subtypes
var spoken = map[string]bool{"": true, "file_share": true, "thread_broadcast": true, "me_message": true}

// message decodes whatever happens to messages; false if it is no concern of
// ours: bots, our own words, joins and leaves, unfurls, channel talk.
func (d decoder) message(m rawMessage, shared bool) (event.Event, bool) {
	switch {
	case m.Subtype == "message_changed":
		return d.edited(m, shared)
	case m.Subtype == "message_deleted":
		return d.deleted(m, shared)
	case spoken[m.Subtype]:
		return d.said(m, shared)
	}
	return event.Event{}, false
}

func (d decoder) said(m rawMessage, shared bool) (event.Event, bool) {
	if !d.byPerson(m) || m.TS == "" || m.Channel == "" {
		return event.Event{}, false
	}
	e := d.written(m, m, shared)
	e.Kind, e.Key, e.At = event.Message, "m:"+m.Channel+":"+m.TS, timeOf(m.TS)
	return e, e.Place.Kind == event.Direct || m.Type == "app_mention" || d.addressed(m, m.Channel)
}

// edited: https://docs.slack.dev/reference/events/message/message_changed.
// An unfurl changes a message too, but leaves its text and its edit mark alone.
func (d decoder) edited(m rawMessage, shared bool) (event.Event, bool) {
	now := m.Message
	if now == nil || m.Channel == "" || now.TS == "" {
		return event.Event{}, false
	}
	if now.Subtype == "tombstone" { // deleted, but its thread stays
		return d.deleted(rawMessage{Channel: m.Channel, ChannelType: m.ChannelType, DeletedTS: now.TS, EventTS: m.EventTS, Previous: m.Previous}, shared)
	}
	unchanged := now.Edited == nil || m.Previous != nil && m.Previous.Text == now.Text
	if unchanged || !spoken[now.Subtype] || !d.byPerson(*now) {
		return event.Event{}, false
	}
	e := d.written(m, *now, shared)
	e.Kind, e.Key, e.At = event.Edited, "e:"+m.Channel+":"+now.TS+":"+now.Edited.TS, timeOf(now.Edited.TS)
	e.ToUs = e.Place.Kind == event.Channel && d.addressed(*now, m.Channel)
	return e, e.Place.Kind == event.Direct || d.concerns(*now, m.Channel) || m.Previous != nil && d.concerns(*m.Previous, m.Channel)
}

// deleted: https://docs.slack.dev/reference/events/message/message_deleted.
func (d decoder) deleted(m rawMessage, shared bool) (event.Event, bool) {
	before := m.Previous
	if before == nil || m.Channel == "" || !spoken[before.Subtype] || !d.byPerson(*before) {
		return event.Event{}, false
	}
	if m.DeletedTS == "" {
		m.DeletedTS = before.TS
	}
	before.TS = m.DeletedTS
	e := d.written(m, *before, shared)
	e.Text, e.Files = "", nil
	e.Kind, e.Key, e.At = event.Deleted, "d:"+m.Channel+":"+m.DeletedTS+":"+m.EventTS, timeOf(m.EventTS)
	return e, e.Place.Kind == event.Direct || d.concerns(*before, m.Channel)
}

// written is what any event of a message holds; outside is the event, m the
// message in it.
func (d decoder) written(outside, m rawMessage, shared bool) event.Event {
	actor, stranger := d.person(m.User, firstOf(m.UserTeam, m.SourceTeam, m.Team))
	return event.Event{
		Actor: actor, Stranger: stranger, TS: m.TS, Text: readable(m.Text, d.self.User), Files: files(m.Files),
		Place: event.Place{Kind: placeKind(outside.Channel, outside.ChannelType), Channel: outside.Channel, Thread: threadRoot(m), Shared: shared},
	}
}

// threadRoot is the thread a message is in; a message that began one is not in it.
func threadRoot(m rawMessage) string {
	if m.ThreadTS == m.TS {
		return ""
	}
	return m.ThreadTS
}

// byPerson reports whether a human wrote a message.
func (d decoder) byPerson(m rawMessage) bool {
	return m.BotID == "" && m.User.ID != "" && m.User.ID != d.self.User && m.User.ID != slackbot
}

// addressed reports whether a channel message is said to us: it mentions us,
// answers us, or goes on in the thread of a message its author told us by. What
// others say in such a thread they say to each other.
func (d decoder) addressed(m rawMessage, channel string) bool {
	switch {
	case strings.Contains(m.Text, "<@"+d.self.User+">"), strings.Contains(m.Text, "<@"+d.self.User+"|"):
		return true
	case m.ParentUser != "" && m.ParentUser == d.self.User:
		return true
	}
	return d.known != nil && m.ThreadTS != "" && m.ThreadTS != m.TS && m.ParentUser == m.User.ID &&
		d.known(sales.Source{Channel: channel, TS: m.ThreadTS})
}

// concerns reports whether what happens to a channel message is for us: it was
// said to us, or is known to have made a record. Somebody else may have made
// that record of it, so it is no reason to take the message as said to us.
func (d decoder) concerns(m rawMessage, channel string) bool {
	return d.addressed(m, channel) || d.known != nil && d.known(sales.Source{Channel: channel, TS: m.TS})
}

func files(raw []rawFile) []event.File {
	var list []event.File
	for _, f := range raw {
		if f.ID == "" || f.Mode == "tombstone" {
			continue
		}
		list = append(list, event.File{ID: f.ID, Name: f.Name, MimeType: f.MimeType, Size: f.Size, URL: firstOf(f.Download, f.URL), Page: f.Page})
	}
	return list
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
