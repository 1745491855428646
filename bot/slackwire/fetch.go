package slackwire

import (
	"bytes"
	"context"
	"errors"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/bot/event"
)

// fetchFile is not a method of Slack's Web API but the address of a file.
const fetchFile = "url_private_download"

var errTooLarge = errors.New("file is larger than it may be")

// Fetch reads a file that was sent to us.
// https://docs.slack.dev/reference/objects/file-object
func (w *Wire) Fetch(ctx context.Context, f event.File, most int64) ([]byte, error) {
	if f.URL == "" {
		return nil, &bot.SendError{Failure: bot.Never, Method: fetchFile, Reason: "no_address"}
	}
	ctx, sent := traced(ctx, fetchFile)
	taken := &bounded{most: most}
	err := w.api.GetFileContext(ctx, f.URL, taken)
	var status slack.StatusCodeError
	switch {
	case errors.Is(err, errTooLarge):
		return nil, &bot.SendError{Failure: bot.Never, Method: fetchFile, Reason: "too_large"}
	case errors.As(err, &status) && status.Code >= 400 && status.Code < 500 && status.Code != 429:
		return nil, &bot.SendError{Failure: bot.Never, Method: fetchFile, Reason: "not_found"}
	case err != nil:
		return nil, classify(err, sent, reading)
	}
	return taken.content.Bytes(), nil
}

// bounded takes so many bytes and no more. It has no ReadFrom, which would take all.
type bounded struct {
	content bytes.Buffer
	most    int64
}

func (b *bounded) Write(p []byte) (int, error) {
	if int64(b.content.Len()+len(p)) > b.most {
		return 0, errTooLarge
	}
	return b.content.Write(p)
}
