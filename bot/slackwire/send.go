package slackwire

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/sales"
)

// eventType is the metadata by which we know our own messages.
const eventType = "roundsman"

// Post sends a card and returns where its first part is.
// https://docs.slack.dev/reference/methods/chat.postMessage
func (w *Wire) Post(ctx context.Context, p bot.Post) (sales.Source, error) {
	if p.Card.File != nil {
		return w.postFile(ctx, p)
	}
	drawn := w.withPictures(ctx, p)
	parts, err := w.parts(drawn)
	if err != nil {
		return sales.Source{}, err
	}
	at, err := w.postPart(ctx, target(p), p.Thread, parts[0], opaque(p.Key))
	if refusesPicture(err) && hasChart(p.Card) {
		if parts, err = w.parts(p); err != nil {
			return sales.Source{}, err
		}
		at, err = w.postPart(ctx, target(p), p.Thread, parts[0], opaque(p.Key))
	}
	if err != nil {
		return sales.Source{}, err
	}
	return at, w.postRest(ctx, p, at, parts, nil)
}

// postRest posts the parts after the first that are not there yet. What goes
// wrong is ambiguous: the card is half there, and Find completes it.
func (w *Wire) postRest(ctx context.Context, p bot.Post, at sales.Source, parts []part, there map[string]string) error {
	for i := 1; i < len(parts); i++ {
		key := partKey(at, i)
		if there[key] != "" {
			continue
		}
		if err := turn(ctx, p); err != nil {
			return err
		}
		if _, err := w.postPart(ctx, at.Channel, threadOf(p, at), parts[i], key); err != nil {
			return halfway(err)
		}
	}
	return nil
}

// turn waits until a further part of a message may go.
func turn(ctx context.Context, p bot.Post) error {
	if p.Turn == nil {
		return nil
	}
	if err := p.Turn(ctx); err != nil {
		return &bot.SendError{Failure: bot.Ambiguous, Reason: ofCause(err), Method: "chat.postMessage", Err: err}
	}
	return nil
}

func halfway(err error) error {
	var failed *bot.SendError
	if errors.As(err, &failed) && failed.Failure == bot.Later {
		return &bot.SendError{Failure: bot.Ambiguous, After: failed.After, Method: failed.Method, Reason: failed.Reason, Err: err}
	}
	return err
}

// threadOf is where the parts after the first go.
func threadOf(p bot.Post, at sales.Source) string {
	if p.Thread != "" {
		return p.Thread
	}
	return at.TS
}

func (w *Wire) postPart(ctx context.Context, channel, thread string, p part, key string) (sales.Source, error) {
	if err := stopped(ctx); err != nil {
		return sales.Source{}, err
	}
	options := append(contents(p), withKey(key), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	ctx, sent := traced(ctx, "chat.postMessage")
	in, ts, err := w.api.PostMessageContext(ctx, channel, options...)
	if err != nil {
		return sales.Source{}, classify(err, sent, posting)
	}
	if ts == "" {
		return sales.Source{}, &bot.SendError{Failure: bot.Ambiguous, Reason: "no_ts"}
	}
	return sales.Source{Channel: in, TS: ts}, nil
}

func contents(p part) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(p.text, false), // escaped when it was rendered
		slack.MsgOptionBlocks(p.blocks...),
	}
}

func withKey(key string) slack.MsgOption {
	return slack.MsgOptionMetadata(slack.SlackMetadata{EventType: eventType, EventPayload: map[string]any{"k": key}})
}

// opaque is what a message of ours says about itself to everybody who can read
// metadata: a hash of its key.
func opaque(key string) string {
	sum := sha256.Sum256([]byte(key))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// partKey is the key of a card's later part: it hangs on the first one's place,
// which an update knows too.
func partKey(at sales.Source, part int) string {
	return opaque(at.Channel + ":" + at.TS + ":" + strconv.Itoa(part))
}

// target is where a post goes: Slack takes a user id for the direct message.
func target(p bot.Post) string {
	if p.Channel != "" {
		return p.Channel
	}
	return p.To.User()
}

func (w *Wire) parts(p bot.Post) ([]part, error) {
	parts, err := w.renderer(p.Printer, true, isDirect(p.Channel)).card(p.Card)
	if err != nil {
		return nil, unrenderable(err)
	}
	return parts, nil
}

// isDirect reports whether only one person and we read a conversation.
func isDirect(channel string) bool { return channel == "" || channel[0] == 'D' || channel[0] == 'U' }

// Update replaces a card in a message of ours. Of a card in several parts, parts
// that are missing are posted, and those no longer needed are emptied as long
// as there are several.
// https://docs.slack.dev/reference/methods/chat.update
func (w *Wire) Update(ctx context.Context, at sales.Source, p bot.Post) error {
	if p.Channel == "" {
		p.Channel = at.Channel
	}
	p = w.withPictures(ctx, p)
	parts, err := w.parts(p)
	if err != nil {
		return err
	}
	if err := w.updatePart(ctx, at, parts[0]); err != nil {
		return err
	}
	if len(parts) == 1 {
		return nil
	}
	return w.updateRest(ctx, at, p, parts)
}

func (w *Wire) updateRest(ctx context.Context, at sales.Source, p bot.Post, parts []part) error {
	there, err := w.ours(ctx, at.Channel, threadOf(p, at), "")
	if err != nil {
		return err
	}
	for i := 1; i < len(parts) || there[partKey(at, i)] != ""; i++ {
		now := w.emptyPart(p)
		if i < len(parts) {
			now = parts[i]
		}
		if ts := there[partKey(at, i)]; ts != "" {
			if err := w.updatePart(ctx, sales.Source{Channel: at.Channel, TS: ts}, now); err != nil {
				return err
			}
		}
	}
	return w.postRest(ctx, p, at, parts, there)
}

// emptyPart stands where a card has become shorter.
func (w *Wire) emptyPart(p bot.Post) part {
	r := w.renderer(p.Printer, true, false)
	r.small([]card.Text{card.T("slack.part_gone")})
	return r.pack()[0]
}

// updatePart leaves the message's metadata as it is.
func (w *Wire) updatePart(ctx context.Context, at sales.Source, p part) error {
	ctx, sent := traced(ctx, "chat.update")
	if _, _, _, err := w.api.UpdateMessageContext(ctx, at.Channel, at.TS, contents(p)...); err != nil {
		return classify(err, sent, reading) // doing it twice does no harm
	}
	return nil
}

// Mark puts an emoji on somebody's message. One that is there already is there.
// https://docs.slack.dev/reference/methods/reactions.add
func (w *Wire) Mark(ctx context.Context, at sales.Source, emoji string) error {
	ctx, sent := traced(ctx, "reactions.add")
	err := w.api.AddReactionContext(ctx, emoji, slack.NewRefToMessage(at.Channel, at.TS))
	var refused slack.SlackErrorResponse
	if err == nil || errors.As(err, &refused) && refused.Err == "already_reacted" {
		return nil
	}
	return classify(err, sent, reading)
}

// Publish shows a card as somebody's Home tab.
// https://docs.slack.dev/reference/methods/views.publish
func (w *Wire) Publish(ctx context.Context, to sales.PersonID, c card.Card, p locale.Printer) error {
	view, err := w.renderer(p, false, true).home(c)
	if err != nil {
		return unrenderable(err)
	}
	ctx, sent := traced(ctx, "views.publish")
	if _, err := w.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: to.User(), View: view}); err != nil {
		return classify(err, sent, reading)
	}
	return nil
}

// OpenForm opens a modal while its trigger lives: 3 seconds, once.
// https://docs.slack.dev/reference/methods/views.open
func (w *Wire) OpenForm(ctx context.Context, trigger string, f card.Form, nonce string, p locale.Printer) error {
	view, err := w.renderer(p, false, true).form(f, nonce)
	if err != nil {
		return unrenderable(err)
	}
	ctx, sent := traced(ctx, "views.open")
	if _, err := w.api.OpenViewContext(ctx, trigger, view); err != nil {
		return classify(err, sent, reading)
	}
	return nil
}

// Whisper answers so that only the actor sees it, and only until they reload:
// through the event's response_url if it has one, else by chat.postEphemeral,
// else, where there is no conversation (Home, a modal), by direct message.
func (w *Wire) Whisper(ctx context.Context, e event.Event, c card.Card, p locale.Printer) error {
	parts, err := w.renderer(p, true, true).card(c)
	if err != nil {
		return unrenderable(err)
	}
	for _, part := range parts {
		if err := w.whisper(ctx, e, part); err != nil {
			return err
		}
	}
	return nil
}

// methodOf is what an ephemeral answer is sent with.
func methodOf(e event.Event) string {
	switch {
	case e.ResponseURL != "":
		return "response_url"
	case e.Place.Channel != "":
		return "chat.postEphemeral"
	}
	return "chat.postMessage"
}

func (w *Wire) whisper(ctx context.Context, e event.Event, p part) error {
	ctx, sent := traced(ctx, methodOf(e))
	var err error
	switch {
	case e.ResponseURL != "":
		err = slack.PostWebhookCustomHTTPContext(ctx, e.ResponseURL, w.options.HTTP, &slack.WebhookMessage{
			Text: p.text, Blocks: &slack.Blocks{BlockSet: p.blocks}, ResponseType: "ephemeral", ThreadTimestamp: e.Place.Thread,
		})
	case e.Place.Channel != "":
		_, err = w.api.PostEphemeralContext(ctx, e.Place.Channel, e.Actor.User(), w.whispered(e, p)...)
	default:
		_, _, err = w.api.PostMessageContext(ctx, e.Actor.User(), w.whispered(e, p)...)
	}
	if err == nil {
		return nil
	}
	failed := classify(err, sent, posting)
	if e.ResponseURL != "" {
		failed.Err = nil // it would tell the address, which is as good as a token
	}
	return failed
}

func (w *Wire) whispered(e event.Event, p part) []slack.MsgOption {
	options := append(contents(p), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if e.Place.Thread != "" {
		options = append(options, slack.MsgOptionTS(e.Place.Thread))
	}
	return options
}
