package localslack_test

import (
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

// respondent listens and remembers the response URLs it gets.
func (x *world) respondent(answer any) *[]string {
	urls := new([]string)
	x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
		switch d := e.Data.(type) {
		case slack.InteractionCallback:
			*urls = append(*urls, d.ResponseURL)
		case slack.SlashCommand:
			*urls = append(*urls, d.ResponseURL)
			return answer, true
		}
		return nil, true
	})
	return urls
}

func (x *world) respond(url string, m slack.WebhookMessage) string {
	err := slack.PostWebhookCustomHTTPContext(x.ctx, url, x.http, &m)
	if err == nil {
		return "ok"
	}
	return err.Error()
}

func TestAResponseURLWorksFiveTimesWithinHalfAnHour(t *testing.T) {
	bubble(t, localslack.Options{App: localslack.App{Commands: []localslack.Command{{Command: "/roundsman"}}}}, func(x *world) {
		urls := x.respondent(nil)
		if err := x.Slash(x.ctx, anna, sales, "/unknown", ""); err == nil {
			t.Error("an unknown command ran")
		}
		if err := x.Slash(x.ctx, anna, sales, "/roundsman", "due"); err != nil {
			t.Fatal(err)
		}
		url := (*urls)[0]
		for i := range 5 {
			if got := x.respond(url, slack.WebhookMessage{Text: "only you"}); got != "ok" {
				t.Errorf("use %d: %s", i+1, got)
			}
		}
		if got := x.respond(url, slack.WebhookMessage{Text: "again"}); !strings.Contains(got, "404") {
			t.Errorf("sixth use: %s", got)
		}
		if n := len(x.Messages(anna, sales)); n != 5 {
			t.Errorf("anna sees %d", n)
		}
		if n := len(x.Messages(liwei, sales)); n != 0 {
			t.Errorf("others see %d", n)
		}
		if err := x.Slash(x.ctx, anna, sales, "/roundsman", "due"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(30*time.Minute + time.Second)
		if got := x.respond((*urls)[1], slack.WebhookMessage{Text: "late"}); !strings.Contains(got, "404") {
			t.Errorf("after half an hour: %s", got)
		}
	})
}

func TestResponsesReplaceDeleteAndSpeakToAll(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		urls := x.respondent(map[string]any{"text": "at once", "response_type": "in_channel"})
		c, ts := x.post(anna, slack.MsgOptionText("original", false), slack.MsgOptionBlocks(slack.NewActionBlock("a", slack.NewButtonBlockElement("go", "1", text("Go")))))
		if err := x.Click(x.ctx, anna, localslack.OnMessage(c, ts), "go"); err != nil {
			t.Fatal(err)
		}
		x.respond((*urls)[0], slack.WebhookMessage{Text: "replaced", ReplaceOriginal: true})
		if m := x.Messages(anna, ""); len(m) != 1 || m[0].Text != "replaced" || len(m[0].Blocks) != 0 {
			t.Errorf("after replace_original: %+v", m)
		}
		x.respond((*urls)[0], slack.WebhookMessage{DeleteOriginal: true})
		if m := x.Messages(anna, ""); len(m) != 0 {
			t.Errorf("after delete_original: %+v", m)
		}
		if err := x.Slash(x.ctx, anna, sales, "/roundsman", ""); err != nil {
			t.Fatal(err)
		}
		if m := x.Messages(liwei, sales); len(m) != 1 || m[0].Text != "at once" {
			t.Errorf("an immediate answer in the channel: %+v", m)
		}
	})
}

func TestAnEphemeralMessageIsActedOnWithoutBeingSentAlong(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var seen slack.InteractionCallback
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			seen, _ = e.Data.(slack.InteractionCallback)
			return nil, true
		})
		ts := must[string](t)(x.api.PostEphemeral(sales, anna, slack.MsgOptionText("psst", false),
			slack.MsgOptionBlocks(slack.NewActionBlock("a", slack.NewButtonBlockElement("go", "1", text("Go"))))))
		if err := x.Click(x.ctx, liwei, localslack.OnMessage(sales, ts), "go"); err == nil {
			t.Error("someone else clicked an ephemeral message")
		}
		if err := x.Click(x.ctx, anna, localslack.OnMessage(sales, ts), "go"); err != nil {
			t.Fatal(err)
		}
		if !seen.Container.IsEphemeral || seen.Message.Timestamp != "" || seen.ActionCallback.BlockActions[0].Value != "1" {
			t.Errorf("payload %+v", seen.Container)
		}
	})
}
