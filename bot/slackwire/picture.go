package slackwire

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/bot/picture"
)

// withPictures is a post whose charts are drawn and uploaded, unshared: an image
// block names the file, and only who reads the message sees it
// (https://docs.slack.dev/reference/block-kit/blocks/image-block). A chart that
// cannot be had is left out: what it shows is said in words besides.
func (w *Wire) withPictures(ctx context.Context, p bot.Post) bot.Post {
	if !hasChart(p.Card) {
		return p
	}
	p.Card.Blocks = slices.Clone(p.Card.Blocks)
	for i, b := range p.Card.Blocks {
		if b.Image == nil || len(b.Image.Chart) == 0 || b.Image.File != "" {
			continue
		}
		id, err := w.drawn(ctx, *b.Image, p.Printer)
		if err != nil {
			w.log.Warn("picture left out", "reason", reasonOf(err))
			continue
		}
		image := *b.Image
		image.File = id
		p.Card.Blocks[i].Image = &image
	}
	return p
}

func hasChart(c card.Card) bool {
	return slices.ContainsFunc(c.Blocks, func(b card.Block) bool { return b.Image != nil && len(b.Image.Chart) > 0 })
}

// drawn draws a chart in a language and uploads it.
func (w *Wire) drawn(ctx context.Context, i card.Image, p locale.Printer) (id string, err error) {
	words := plain{names{team: w.self.Team, find: w.options.Names}}
	var bars []picture.Bar
	for _, b := range i.Chart {
		bars = append(bars, picture.Bar{Label: p.Text(b.Label, words), Value: p.Text(b.Value, words), Percent: b.Percent})
	}
	content, err := picture.Bars(bars)
	if err != nil {
		return "", err
	}
	const name = "completion.png"
	if id, err = w.uploadContent(ctx, name, content); err != nil {
		return "", err
	}
	ctx, sent := traced(ctx, completeUpload)
	_, err = w.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{Files: []slack.FileSummary{{ID: id, Title: name}}})
	if err != nil {
		return "", classify(err, sent, reading)
	}
	return id, nil
}

// refusesPicture: Slack does not take the blocks, as it does not while a file that
// was just uploaded is being looked at.
func refusesPicture(err error) bool {
	var failed *bot.SendError
	return errors.As(err, &failed) && strings.Contains(failed.Reason, "invalid_blocks")
}
