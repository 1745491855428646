package localslack_test

import (
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

func TestLoadCountsAndTimesReplies(t *testing.T) {
	bubble(t, localslack.Options{Latency: 100 * time.Millisecond}, func(x *world) {
		x.echo()
		r, err := x.Load(x.ctx, localslack.Load{Events: 20, InFlight: 4, Say: func(i int) (string, string, string) {
			return []string{anna, liwei}[i%2], "", fmt.Sprint("m", i)
		}})
		if err != nil || r.Replies != 20 || r.Extra != 0 || r.Quantile(0.5) != 50*time.Millisecond {
			t.Errorf("%+v %v", r, err)
		}
		if r.Took != 250*time.Millisecond { // five rounds of four, each half a round trip until the post is there
			t.Errorf("took %s", r.Took)
		}
		at := time.Now()
		if _, err := x.api.AuthTest(); err != nil || time.Since(at) != 100*time.Millisecond {
			t.Errorf("a call took %s, %v", time.Since(at), err)
		}
	})
}

func TestOnlyLoopbackIsServed(t *testing.T) {
	ln, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Skip(err)
	}
	w, err := localslack.Open(localslack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Start(ln); err == nil {
		t.Error("served to the network")
	}
}

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
