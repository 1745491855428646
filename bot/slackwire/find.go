package slackwire

import (
	"context"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/sales"
)

const (
	pageSize  = 200
	clockSkew = 2 * time.Minute // how far Slack's clock may be from what we know of it
)

// Find looks for a post of ours in its conversation, by the key in its
// metadata, and posts the later parts of it that are missing.
// https://docs.slack.dev/reference/methods/conversations.history
func (w *Wire) Find(ctx context.Context, p bot.Post, since time.Time) (sales.Source, bool, error) {
	if p.Card.File != nil {
		return w.findFile(ctx, p, since)
	}
	channel, err := w.conversation(ctx, p)
	if err != nil {
		return sales.Source{}, false, err
	}
	there, err := w.ours(ctx, channel, p.Thread, slackTime(w.clock.slacks(since).Add(-clockSkew)))
	if err != nil {
		return sales.Source{}, false, err
	}
	ts := there[opaque(p.Key)]
	if ts == "" {
		return sales.Source{}, false, nil
	}
	at := sales.Source{Channel: channel, TS: ts}
	return at, true, w.complete(ctx, p, at, there)
}

func (w *Wire) complete(ctx context.Context, p bot.Post, at sales.Source, there map[string]string) error {
	parts, err := w.parts(p)
	if err != nil || len(parts) == 1 {
		return err
	}
	if p.Thread == "" {
		if there, err = w.ours(ctx, at.Channel, at.TS, ""); err != nil {
			return err
		}
	}
	return w.postRest(ctx, p, at, parts, there)
}

// conversation is where a post goes, as a conversation id.
func (w *Wire) conversation(ctx context.Context, p bot.Post) (string, error) {
	if p.Channel != "" {
		return p.Channel, nil
	}
	ctx, sent, err := w.reads(ctx, "conversations.open")
	if err != nil {
		return "", err
	}
	c, _, _, err := w.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{p.To.User()}, ReturnIM: true})
	if err != nil {
		return "", classify(err, sent, reading)
	}
	if c == nil {
		return "", &bot.SendError{Failure: bot.Later, Reason: "no_channel"}
	}
	return c.ID, nil
}

// ours maps the keys of our messages in a conversation or thread to where they are.
func (w *Wire) ours(ctx context.Context, channel, thread, oldest string) (map[string]string, error) {
	there := map[string]string{}
	err := w.messages(ctx, channel, thread, oldest, func(m slack.Message) {
		key, ok := m.Metadata.EventPayload["k"].(string)
		if ok && m.Metadata.EventType == eventType {
			there[key] = m.Timestamp
		}
	})
	return there, err
}

// messages pages through a conversation, or through a thread if one is given.
func (w *Wire) messages(ctx context.Context, channel, thread, oldest string, visit func(slack.Message)) error {
	for cursor := ""; ; {
		page, next, err := w.page(ctx, channel, thread, oldest, cursor)
		if err != nil {
			return err
		}
		for _, m := range page {
			visit(m)
		}
		if next == "" || next == cursor {
			return nil
		}
		cursor = next
	}
}

func (w *Wire) page(ctx context.Context, channel, thread, oldest, cursor string) ([]slack.Message, string, error) {
	method := "conversations.history"
	if thread != "" {
		method = "conversations.replies"
	}
	ctx, sent, err := w.reads(ctx, method)
	if err != nil {
		return nil, "", err
	}
	if thread != "" {
		page, _, next, err := w.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: channel, Timestamp: thread, Oldest: oldest, Cursor: cursor, Limit: pageSize, IncludeAllMetadata: true,
		})
		if err != nil {
			return nil, "", classify(err, sent, reading)
		}
		return page, next, nil
	}
	page, err := w.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: channel, Oldest: oldest, Cursor: cursor, Limit: pageSize, IncludeAllMetadata: true,
	})
	if err != nil {
		return nil, "", classify(err, sent, reading)
	}
	return page.Messages, page.ResponseMetaData.NextCursor, nil
}

// slackTime writes an instant as Slack's timestamps are written.
func slackTime(t time.Time) string {
	if t.IsZero() || t.Unix() < 0 {
		return "0"
	}
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}
