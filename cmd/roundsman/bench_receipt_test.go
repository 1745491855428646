package main

import (
	"context"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// repeated answers a message with itself.
func repeated(m *slackevents.MessageEvent) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(m.Text, false)}
}

// runReceipt keeps and reads nothing either, but posts what roundsman posts: what
// the Slack client and the stand-in take for a receipt, whoever makes it.
func runReceipt(ctx context.Context, b benchBot) error {
	return answerEach(ctx, b, func(*slackevents.MessageEvent) error { return nil }, receipt)
}

// receipt is roundsman's to a message of loadedSlack, block by block.
func receipt(m *slackevents.MessageEvent) []slack.MsgOption {
	said := func(s string) *slack.TextBlockObject {
		return &slack.TextBlockObject{Type: slack.MarkdownType, Text: s, Verbatim: true}
	}
	plain := func(s string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, s, true, false)
	}
	n := m.Text[len(m.Text)-8:]
	const value = "i=m%3AD000000010%3A1795961405.615730&v=1"
	return []slack.MsgOption{
		slack.MsgOptionText("Visit kept: Grandstone Ventile 274 GmbH\nWhen: Sun 29 Nov (today)\nHow: in person\n*What was said:* they like the new compressor but want 60-day terms\n:pushpin: send quote "+n+" · Tue 1 Dec, 15:00", false),
		slack.MsgOptionBlocks(
			slack.NewHeaderBlock(plain("Visit kept: Grandstone Ventile 274 GmbH")),
			slack.NewSectionBlock(nil, []*slack.TextBlockObject{said("*When*\nSun 29 Nov (today)"), said("*How*\nin person")}, nil),
			slack.NewSectionBlock(said("*What was said:* they like the new compressor but want 60-day terms"), nil, nil),
			slack.NewSectionBlock(said(":pushpin: send quote "+n+" · Tue 1 Dec, 15:00"), nil, nil),
			slack.NewActionBlock("", slack.NewButtonBlockElement("visit.edit", value, plain("Edit")),
				slack.NewButtonBlockElement("visit.add", value, plain("Add")), slack.NewButtonBlockElement("told.undo", value, plain("Undo"))),
		),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "roundsman_message", EventPayload: map[string]any{"k": n}}),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
	}
}
