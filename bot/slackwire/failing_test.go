package slackwire_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
)

func TestFailuresAreClassed(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault localslack.Fault
		want  bot.Failure
		after time.Duration
	}{
		{"rate limit", localslack.Throttle("chat.postMessage", 7*time.Second), bot.Later, 7 * time.Second},
		{"bad gateway", localslack.Status("chat.postMessage", 502), bot.Ambiguous, 0},
		{"unavailable", localslack.Status("chat.postMessage", 503), bot.Ambiguous, 0},
		{"too slow", localslack.Slow("chat.postMessage", time.Minute), bot.Ambiguous, 0},
		{"half done", localslack.Refuse("chat.postMessage", "fatal_error"), bot.Ambiguous, 0},
		{"busy", localslack.Refuse("chat.postMessage", "service_unavailable"), bot.Later, 0},
		{"limited", localslack.Refuse("chat.postMessage", "ratelimited"), bot.Later, 5 * time.Second},
		{"limited, not said for how long", localslack.Status("chat.postMessage", 429), bot.Later, 5 * time.Second},
		{"token", localslack.Refuse("chat.postMessage", "invalid_auth"), bot.Auth, 0},
		{"revoked", localslack.Refuse("chat.postMessage", "token_revoked"), bot.Auth, 0},
		{"gone", localslack.Refuse("chat.postMessage", "account_inactive"), bot.Auth, 0},
		{"no channel", localslack.Refuse("chat.postMessage", "channel_not_found"), bot.Never, 0},
		{"archived", localslack.Refuse("chat.postMessage", "is_archived"), bot.Never, 0},
		{"not in it", localslack.Refuse("chat.postMessage", "not_in_channel"), bot.Never, 0},
		{"no such person", localslack.Refuse("chat.postMessage", "user_not_found"), bot.Never, 0},
		{"a bot", localslack.Refuse("chat.postMessage", "cannot_dm_bot"), bot.Never, 0},
		{"too long", localslack.Refuse("chat.postMessage", "msg_too_long"), bot.Never, 0},
		{"blocks", localslack.Refuse("chat.postMessage", "invalid_blocks"), bot.Never, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := open(t, localslack.Options{})
				w.Inject(c.fault)
				ctx, cancel := context.WithTimeout(w.ctx, 10*time.Second)
				defer cancel()
				_, err := w.wire.Post(ctx, w.post("k", text("hello")))
				var failed *bot.SendError
				if !errors.As(err, &failed) || failed.Failure != c.want || failed.After != c.after {
					t.Errorf("%#v, want %s after %s", err, c.want, c.after)
				}
				if n := len(w.Calls("chat.postMessage")); n > 1 {
					t.Errorf("sent %d times", n)
				}
			})
		})
	}
}

func TestWhatNeverLeftIsTriedAgain(t *testing.T) {
	w := open(t, localslack.Options{})
	refused := &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	}}}
	dialling := false
	client := &http.Client{Transport: choose(func() http.RoundTripper {
		if dialling {
			return refused.Transport
		}
		return w.http.Transport
	})}
	wire, err := slackwire.Connect(w.ctx, slackwire.Options{BotToken: w.BotToken(), APIURL: w.APIURL(), HTTP: client})
	if err != nil {
		t.Fatal(err)
	}
	dialling = true
	if _, err := wire.Post(w.ctx, w.post("k", text("hello"))); failure(err) != bot.Later {
		t.Errorf("%v, want later: nothing reached Slack", err)
	}
}

func TestWhatIsStoppedBeforehandIsNotAmbiguous(t *testing.T) {
	w := open(t, localslack.Options{})
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	if _, err := w.wire.Post(ctx, w.post("k", text("hello"))); failure(err) != bot.Later {
		t.Errorf("%v", err)
	}
}

type choose func() http.RoundTripper

func (c choose) RoundTrip(r *http.Request) (*http.Response, error) { return c().RoundTrip(r) }

func failure(err error) bot.Failure {
	var failed *bot.SendError
	if errors.As(err, &failed) {
		return failed.Failure
	}
	return ""
}
