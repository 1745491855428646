package slackwire

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"roundsman/bot/event"
)

// threadsBack is how far before an outage a thread may have begun for replies
// written in the outage to be found: Slack's history lists no replies.
const threadsBack = 72 * time.Hour

// History reads what was written in a conversation after an instant, oldest
// first, as the events they would have been, under the same keys: messages,
// thread replies, and edits of messages up to three days older. Deletions and
// clicks leave no trace to read.
// https://docs.slack.dev/reference/methods/conversations.history
func (w *Wire) History(ctx context.Context, channel string, since time.Time) ([]event.Event, error) {
	g := gap{wire: w, channel: channel, since: slackTime(since), now: w.now()}
	oldest := time.Time{}
	if !since.IsZero() {
		oldest = since.Add(-threadsBack)
	}
	var threads []string
	err := w.messages(ctx, channel, "", slackTime(oldest), func(m slack.Message) {
		g.take(m)
		if m.ReplyCount > 0 && m.LatestReply > g.since {
			threads = append(threads, m.Timestamp)
		}
	})
	if err != nil {
		return nil, err
	}
	for _, thread := range threads {
		err := w.messages(ctx, channel, thread, slackTime(oldest), func(m slack.Message) {
			if m.Timestamp != thread {
				g.take(m)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(g.events, func(a, b event.Event) int { return cmp.Compare(a.At.UnixMicro(), b.At.UnixMicro()) })
	return g.events, nil
}

// gap gathers what happened in an outage.
type gap struct {
	wire    *Wire
	channel string
	since   string // exclusive
	now     time.Time
	events  []event.Event
}

// take keeps a message that is new, and its edit if that is. One that is new by
// its time may have been heard before it was edited, so that both are told.
func (g *gap) take(m slack.Message) {
	raw := fromClient(m, g.channel)
	d := g.wire.decoder()
	if m.Timestamp > g.since {
		g.keep(d.message(raw, false))
	}
	if m.Edited != nil && m.Edited.Timestamp > g.since {
		changed := rawMessage{Type: "message", Subtype: "message_changed", Channel: g.channel, Message: &raw}
		g.keep(d.message(changed, false))
	}
}

func (g *gap) keep(e event.Event, ok bool) {
	if ok {
		e.Received = g.now
		g.events = append(g.events, e)
	}
}

// fromClient takes a message of the history as the events bring it.
func fromClient(m slack.Message, channel string) rawMessage {
	raw := rawMessage{
		Type: "message", Subtype: m.SubType, Channel: channel, User: userRef{ID: m.User}, BotID: m.BotID,
		Text: m.Text, TS: m.Timestamp, ThreadTS: m.ThreadTimestamp, ParentUser: m.ParentUserId, Team: m.Team,
	}
	if m.Edited != nil {
		raw.Edited = &edited{User: m.Edited.User, TS: m.Edited.Timestamp}
	}
	for _, f := range m.Files {
		raw.Files = append(raw.Files, rawFile{ID: f.ID, Name: f.Name, MimeType: f.Mimetype, Size: int64(f.Size), URL: f.URLPrivate, Download: f.URLPrivateDownload, Page: f.Permalink})
	}
	return raw
}
