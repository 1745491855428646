package localslack_test

import (
	"fmt"
	"net"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

func BenchmarkEcho(b *testing.B) {
	w, err := localslack.Open(localslack.Options{LogLimit: 1000, QuietEcho: true})
	if err != nil {
		b.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	if err := w.Start(ln); err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	api := slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(w.APIURL()))
	client := socketmode.New(api)
	go func() { _ = client.RunContext(b.Context()) }()
	go func() {
		for e := range client.Events {
			if e.Request == nil || e.Request.EnvelopeID == "" {
				continue
			}
			_ = client.AckCtx(b.Context(), e.Request.EnvelopeID, nil)
			if m, ok := inner(e).(*slackevents.MessageEvent); ok && m.BotID == "" {
				go func() { _, _, _ = api.PostMessageContext(b.Context(), m.Channel, slack.MsgOptionText(m.Text, false)) }()
			}
		}
	}()
	if err := w.Await(b.Context(), func(s localslack.State) bool { return s.Sockets() > 0 }); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	r, err := w.Load(b.Context(), localslack.Load{Events: b.N, Say: func(i int) (string, string, string) {
		return []string{anna, liwei, "U0MANAGER1", "U0FINANCE1"}[i%4], "", fmt.Sprintf("message %d", i)
	}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(r.PerSecond(), "replies/s")
	b.ReportMetric(float64(r.Quantile(0.5).Microseconds()), "p50-µs")
}
