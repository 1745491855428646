package slackwire

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"

	"roundsman/bot"
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

// keepListening keeps one connection, anew whenever it ends: at once if it was
// open, since Slack renews them every few hours, else after a pause.
func (w *Wire) keepListening(ctx context.Context, in bot.Intake) error {
	var lines sync.WaitGroup // what the connections before are still handling
	defer lines.Wait()
	pauses := reconnectPauses()
	for attempt := 1; ; attempt++ {
		wasOpen, err := w.listen(ctx, in, &lines)
		switch {
		case ctx.Err() != nil:
			return nil
		case refusedToken(err):
			return appTokenRefused(err)
		case wasOpen:
			pauses.Reset()
			attempt = 0
			continue
		}
		w.log.Warn("no Socket Mode connection; trying again", "reason", reasonOf(err), "attempt", attempt)
		select {
		case <-time.After(max(pauses.NextBackOff(), askedToWait(err))):
		case <-ctx.Done():
			return nil
		}
	}
}

// askedToWait is how long Slack wants to be left alone, 0 if it does not say.
func askedToWait(err error) time.Duration {
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		return limited.RetryAfter
	}
	return 0
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
