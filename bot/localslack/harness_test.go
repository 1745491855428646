package localslack_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

const (
	anna  = "U0REP00001"
	liwei = "U0REP00002"
	sales = "C0SALES001"
)

// world is a workspace served in memory, and slack-go's client of it.
type world struct {
	*localslack.Workspace
	t    *testing.T
	pipe *localslack.Pipe
	http *http.Client
	api  *slack.Client
	ctx  context.Context
}

func open(t *testing.T, o localslack.Options) *world {
	t.Helper()
	w, err := localslack.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	x := &world{Workspace: w, t: t, pipe: localslack.NewPipe()}
	x.http = x.pipe.Client()
	var cancel context.CancelFunc
	x.ctx, cancel = context.WithTimeout(t.Context(), 1000*time.Hour)
	if err := w.Start(x.pipe); err != nil {
		t.Fatal(err)
	}
	x.api = slack.New(w.BotToken(), slack.OptionAppLevelToken(w.AppToken()), slack.OptionAPIURL(w.APIURL()), slack.OptionHTTPClient(x.http))
	t.Cleanup(func() {
		cancel()
		x.http.CloseIdleConnections()
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// listen connects slack-go over Socket Mode and hands every event to handle, after acknowledging unless that returns false.
func (x *world) listen(handle func(*socketmode.Client, socketmode.Event) (answer any, ack bool)) {
	x.t.Helper()
	client := socketmode.New(x.api, socketmode.OptionDialer(&websocket.Dialer{NetDialContext: x.pipe.DialContext}))
	ctx, stop := context.WithCancel(x.ctx)
	ended := make(chan struct{}, 2)
	go func() {
		_ = client.RunContext(ctx)
		ended <- struct{}{}
	}()
	go func() {
		defer func() { ended <- struct{}{} }()
		for {
			select {
			case e := <-client.Events:
				if e.Request == nil || e.Request.EnvelopeID == "" {
					continue
				}
				answer, ack := handle(client, e)
				switch {
				case ack && answer != nil:
					_ = client.AckCtx(ctx, e.Request.EnvelopeID, answer)
				case ack:
					_ = client.AckCtx(ctx, e.Request.EnvelopeID, nil)
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	x.t.Cleanup(func() {
		stop()
		<-ended
		<-ended
	})
	x.await(func(s localslack.State) bool { return s.Sockets() > 0 })
}

func (x *world) await(cond func(localslack.State) bool) {
	x.t.Helper()
	ctx, cancel := context.WithTimeout(x.ctx, 10*time.Minute)
	defer cancel()
	if err := x.Await(ctx, cond); err != nil {
		x.t.Fatal(err)
	}
}

func inner(e socketmode.Event) any {
	outer, ok := e.Data.(slackevents.EventsAPIEvent)
	if !ok {
		return nil
	}
	return outer.InnerEvent.Data
}

// echo answers every message of a person with its text.
func (x *world) echo() {
	x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
		if m, ok := inner(e).(*slackevents.MessageEvent); ok && m.BotID == "" && m.SubType == "" {
			go func() {
				_, _, _ = x.api.PostMessageContext(x.ctx, m.Channel, slack.MsgOptionText("echo: "+m.Text, false))
			}()
		}
		return nil, true
	})
}

// notes are what a handler saw, safe to read from the test.
type notes struct {
	mu   sync.Mutex
	list []string
}

func (n *notes) add(s string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.list = append(n.list, s)
	return len(n.list)
}

// take returns the notes and begins anew.
func (n *notes) take() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.list
	n.list = nil
	return list
}

var _ net.Listener = (*localslack.Pipe)(nil)

type request = http.Request

func newRequest(ctx context.Context, url, body string) (*request, error) {
	return http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
}
