package slackwire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/sync/errgroup"

	"roundsman/bot"
	"roundsman/storage"
)

const (
	handling   = 10 * time.Second // how long one event may take before it is given up
	ackWait    = 5 * time.Second  // how long an acknowledgement may wait for a connection
	longestTry = 20 * time.Second // the Slack client's own pauses grow to five minutes
	maxFrame   = 4 << 20          // bytes of one event
)

// Run listens over Socket Mode until ctx is done, over several connections so
// that Slack can renew one while another listens. It returns nil when ctx is
// done, and an error if Slack refuses the app token.
// https://docs.slack.dev/apis/events-api/using-socket-mode
func (w *Wire) Run(ctx context.Context, in bot.Intake) error {
	if w.options.AppToken == "" {
		return errors.New("SLACK_APP_TOKEN is not set: Socket Mode needs an app-level token (xapp-...)")
	}
	g, ctx := errgroup.WithContext(ctx)
	for range w.options.Sockets {
		g.Go(func() error { return w.keepListening(ctx, in) })
	}
	err := g.Wait()
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// keepListening keeps one connection, anew whenever it ends.
func (w *Wire) keepListening(ctx context.Context, in bot.Intake) error {
	pauses := reconnectPauses()
	for {
		err := w.listen(ctx, in)
		if ctx.Err() == nil && refusedToken(err) {
			return appTokenRefused(err)
		}
		select {
		case <-time.After(pauses.NextBackOff()):
		case <-ctx.Done():
			return nil
		}
	}
}

func appTokenRefused(err error) error {
	return fmt.Errorf("SLACK_APP_TOKEN: Slack does not take this token (%w); Socket Mode needs an app-level token (xapp-...) with the scope %s", err, appScope)
}

// CheckAppToken asks Slack whether Socket Mode would work, without connecting.
// https://docs.slack.dev/reference/methods/apps.connections.open
func (w *Wire) CheckAppToken(ctx context.Context) error {
	ctx, sent := traced(ctx, "apps.connections.open")
	_, _, err := w.api.StartSocketModeContext(ctx)
	switch {
	case err == nil:
		return nil
	case refusedToken(err):
		return appTokenRefused(classify(err, sent, reading))
	}
	return fmt.Errorf("ask Slack for a Socket Mode connection: %w", classify(err, sent, reading))
}

func refusedToken(err error) bool {
	var refused slack.SlackErrorResponse
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &refused):
		return tokenTrouble[refused.Err]
	case errors.As(err, &status):
		return status.Code == 404 // what the client takes for a revoked token
	}
	return false
}

// listen runs one client until it ends. Slack's disconnects and broken lines do
// not end it: the client connects anew by itself.
func (w *Wire) listen(ctx context.Context, in bot.Intake) error {
	ctx, stop := context.WithCancel(ctx)
	options := []socketmode.Option{
		socketmode.OptionReadLimit(maxFrame),
		socketmode.OptionLog(log.New(io.Discard, "", 0)),
	}
	if w.options.Dialer != nil {
		options = append(options, socketmode.OptionDialer(w.options.Dialer))
	}
	line := &line{wire: w, in: in, client: socketmode.New(w.api, options...), stop: stop}
	var reader sync.WaitGroup
	reader.Go(func() { line.read(ctx) })
	err := line.client.RunContext(ctx)
	stop()
	reader.Wait()
	line.handlers.Dismiss(2 * handling)
	line.down()
	return err
}

// line is one connection and what is being handled of it.
type line struct {
	wire     *Wire
	in       bot.Intake
	client   *socketmode.Client
	stop     context.CancelFunc
	handlers bot.Crew
	open     bool
}

func (l *line) read(ctx context.Context) {
	for {
		select {
		case e := <-l.client.Events:
			l.event(ctx, e)
		case <-ctx.Done():
			return
		}
	}
}

func (l *line) event(ctx context.Context, e socketmode.Event) {
	switch e.Type {
	case socketmode.EventTypeHello:
		l.up()
	case socketmode.EventTypeConnecting:
		l.down()
	case socketmode.EventTypeConnectionError:
		l.failed(e)
	case socketmode.EventTypeErrorBadMessage:
		l.unknown(ctx, e)
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive, socketmode.EventTypeSlashCommand:
		l.handle(ctx, e.Request.EnvelopeID, taken{kind: string(e.Type), body: e.Request.Payload})
	default: // the client sees to the others itself
	}
}

// unknown gets what the client could not read: ours may, and else it is only
// acknowledged.
func (l *line) unknown(ctx context.Context, e socketmode.Event) {
	bad, ok := e.Data.(*socketmode.ErrorBadMessage)
	if !ok {
		return
	}
	var envelope struct {
		ID      string          `json:"envelope_id"`
		Type    string          `json:"type"`
		Payload json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(bad.Message, &envelope) == nil && envelope.ID != "" {
		l.handle(ctx, envelope.ID, taken{kind: envelope.Type, body: envelope.Payload})
	}
}

// handle takes a place, of which there are so many, and acknowledges once the
// event is kept. Waiting for a place holds this connection back: Slack then
// sends to another, or again.
func (l *line) handle(ctx context.Context, envelope string, t taken) {
	select {
	case l.wire.places <- struct{}{}:
	case <-ctx.Done():
		return
	}
	l.handlers.Go(func() {
		defer func() { <-l.wire.places }()
		l.keepAndAck(ctx, envelope, t)
	})
}

func (l *line) keepAndAck(ctx context.Context, envelope string, t taken) {
	// A shutdown does not interrupt an event that is being kept.
	keep, done := context.WithTimeout(context.WithoutCancel(ctx), handling)
	defer done()
	answer, err := l.wire.take(keep, t, l.in)
	if err != nil {
		l.wire.log.Error("an event was not kept and not acknowledged", "kind", t.kind, "error", storage.ErrorClass(err))
		return
	}
	ack, done := context.WithTimeout(ctx, ackWait)
	defer done()
	if err := l.client.AckCtx(ack, envelope, answer); err != nil && ctx.Err() == nil {
		l.wire.log.Warn("an acknowledgement did not reach Slack", "kind", t.kind, "error", storage.ErrorClass(err))
	}
}

// failed gives up on the Slack client when its pauses get long, unless Slack
// asked for them: our own are shorter.
func (l *line) failed(e socketmode.Event) {
	failure, ok := e.Data.(*slack.ConnectionErrorEvent)
	if !ok {
		return
	}
	l.wire.log.Warn("no Socket Mode connection; trying again", "reason", reasonOf(failure.ErrorObj), "attempt", failure.Attempt)
	var limited *slack.RateLimitedError
	if failure.Backoff > longestTry && !errors.As(failure.ErrorObj, &limited) {
		l.stop()
	}
}

func (l *line) up() {
	if !l.open {
		l.open = true
		l.wire.uplink.opened(l.wire)
	}
}

func (l *line) down() {
	if l.open {
		l.open = false
		l.wire.uplink.closed(l.wire)
	}
}

// uplink counts open connections.
type uplink struct {
	mu    sync.Mutex
	open  int
	since time.Time // when the last one closed
}

func (u *uplink) opened(w *Wire) {
	u.mu.Lock()
	u.open++
	was, since := u.open, u.since
	u.mu.Unlock()
	w.log.Info("Socket Mode connection is open", "connections", was)
	if was == 1 && w.options.Up != nil {
		w.options.Up(w.clock.slacks(since))
	}
}

func (u *uplink) closed(w *Wire) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.open--; u.open == 0 {
		u.since = w.now()
	}
}

// Connections is how many Socket Mode connections are open.
func (w *Wire) Connections() int {
	w.uplink.mu.Lock()
	defer w.uplink.mu.Unlock()
	return w.uplink.open
}
