package slackwire

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/storage"
)

// taken is one request from either wire, before it is decoded.
type taken struct {
	kind string // as Socket Mode names it: "events_api", "interactive", "slash_commands"
	body []byte
}

const (
	kindEvents      = "events_api"
	kindInteractive = "interactive"
	kindSlash       = "slash_commands"
)

// take is the one path of both wires: decode, hand over, and say what to answer.
// An error means: do not acknowledge, so that Slack sends it again.
func (w *Wire) take(ctx context.Context, t taken, in bot.Intake) (answer any, err error) {
	a, err := w.decoder().decode(t)
	if err != nil {
		// Slack would send the same again: acknowledge what cannot be read.
		w.log.Error("Slack sent something that cannot be read", "kind", t.kind, "error", storage.ErrorClass(err))
		return nil, nil
	}
	now := w.now().UTC()
	a.event.Received = now
	if a.event.At.IsZero() {
		a.event.At = now
	}
	return w.handOver(ctx, a, in)
}

func (w *Wire) handOver(ctx context.Context, a arrival, in bot.Intake) (any, error) {
	switch a.what {
	case receive:
		return nil, in.Receive(ctx, a.event)
	case submit:
		wrong, p, err := in.Submit(ctx, a.event)
		if err != nil || len(wrong) == 0 {
			return nil, err
		}
		return w.formErrors(wrong, a.inputs, p), nil
	case suggest:
		options, p, err := in.Suggest(ctx, a.event, a.source, a.typed)
		if err != nil {
			w.log.Warn("choices could not be looked up", "source", a.source, "error", storage.ErrorClass(err))
		}
		return w.suggestions(options, p), nil
	case challenge:
		return map[string]string{"challenge": a.answer}, nil
	case nothing:
	}
	return nil, nil
}

// decode drops what has no identity: it could not be told from the next.
func (d decoder) decode(t taken) (arrival, error) {
	a, err := d.read(t)
	if err != nil || a.what != suggest && a.event.Key == "x:" {
		return arrival{}, err
	}
	return a, nil
}

func (d decoder) read(t taken) (arrival, error) {
	switch t.kind {
	case kindEvents:
		return d.callback(t.body)
	case kindInteractive:
		return d.interaction(t.body)
	case kindSlash:
		var c slashCommand
		if err := json.Unmarshal(t.body, &c); err != nil {
			return arrival{}, fmt.Errorf("decode slash command: %w", err)
		}
		return d.slash(c), nil
	}
	return arrival{}, nil
}

// formErrors says what is wrong, at the fields. What belongs to no field of the
// form is said at the first.
// https://docs.slack.dev/surfaces/modals#displaying_errors
func (w *Wire) formErrors(wrong map[string]card.Text, inputs []string, p locale.Printer) any {
	said := map[string]string{}
	for field, text := range wrong {
		block := field
		if !contains(inputs, field) && len(inputs) > 0 {
			block = inputs[0]
		}
		words := p.Text(text, plain{w.names()})
		if said[block] != "" {
			words = said[block] + " " + words
		}
		said[block] = words
	}
	return slack.NewErrorsViewSubmissionResponse(said)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// suggestions are the choices of a field, as many as an answer over the socket
// may hold.
func (w *Wire) suggestions(options []card.Option, p locale.Printer) any {
	r := w.renderer(p, false, false)
	made := make([]*slack.OptionBlockObject, 0, len(options))
	size := 0
	for _, o := range options[:min(len(options), maxOptions)] {
		option := r.option(o)
		encoded, err := json.Marshal(option)
		if size += len(encoded) + 1; err != nil || size > maxSocketAnswer {
			break
		}
		made = append(made, option)
	}
	return slack.OptionsResponse{Options: made}
}
