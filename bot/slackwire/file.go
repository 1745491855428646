package slackwire

import (
	"bytes"
	"context"
	"path"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/sales"
)

// Methods of an upload. https://docs.slack.dev/messaging/working-with-files#uploading_files
const (
	uploadURL      = "files.getUploadURLExternal"
	uploadBody     = "upload"
	completeUpload = "files.completeUploadExternal"
)

// postFile uploads a card's file and shares it with the card's words in the
// conversation. Slack tells no message's place in return, and a shared file
// carries no metadata: Find knows it by its name.
func (w *Wire) postFile(ctx context.Context, p bot.Post) (sales.Source, error) {
	parts, err := w.parts(p)
	if err != nil {
		return sales.Source{}, err
	}
	channel, err := w.conversation(ctx, p)
	if err != nil {
		return sales.Source{}, err
	}
	id, err := w.upload(ctx, p)
	if err != nil {
		return sales.Source{}, err
	}
	if err := stopped(ctx); err != nil {
		return sales.Source{}, err
	}
	ctx, sent := traced(ctx, completeUpload)
	_, err = w.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files: []slack.FileSummary{{ID: id, Title: p.Card.File.Name}}, Channel: channel, ThreadTimestamp: p.Thread, InitialComment: parts[0].text,
	})
	if err != nil {
		return sales.Source{}, classify(err, sent, posting)
	}
	return sales.Source{Channel: channel}, nil
}

// upload gives Slack the content. Until it is completed nobody sees it, so it may
// be done twice.
func (w *Wire) upload(ctx context.Context, p bot.Post) (id string, err error) {
	return w.uploadContent(ctx, fileName(p), p.Card.File.Content)
}

func (w *Wire) uploadContent(ctx context.Context, name string, content []byte) (id string, err error) {
	limited, sent, err := w.reads(ctx, uploadURL)
	if err != nil {
		return "", err
	}
	to, err := w.api.GetUploadURLExternalContext(limited, slack.GetUploadURLExternalParameters{FileName: name, FileSize: len(content)})
	if err != nil {
		return "", classify(err, sent, reading)
	}
	limited, sent = traced(ctx, uploadBody)
	err = w.api.UploadToURL(limited, slack.UploadToURLParameters{UploadURL: to.UploadURL, Reader: bytes.NewReader(content), Filename: name})
	if err != nil {
		return "", classify(err, sent, reading)
	}
	return to.FileID, nil
}

// fileName is a card's file name with a part of the post's opaque key, which
// makes it the only one of that name.
func fileName(p bot.Post) string {
	ending := path.Ext(p.Card.File.Name)
	return strings.TrimSuffix(p.Card.File.Name, ending) + "-" + strings.ToLower(opaque(p.Key)[:8]) + ending
}

// findFile looks for a file of ours that was shared in its conversation.
func (w *Wire) findFile(ctx context.Context, p bot.Post, since time.Time) (at sales.Source, found bool, err error) {
	channel, err := w.conversation(ctx, p)
	if err != nil {
		return at, false, err
	}
	name := fileName(p)
	err = w.messages(ctx, channel, p.Thread, slackTime(w.clock.slacks(since).Add(-clockSkew)), func(m slack.Message) {
		for _, f := range m.Files {
			if f.Name == name && m.BotID == w.self.Bot {
				at, found = sales.Source{Channel: channel, TS: m.Timestamp}, true
			}
		}
	})
	return at, found, err
}
