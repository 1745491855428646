package slackwire

import (
	"context"

	"golang.org/x/time/rate"

	"roundsman/bot"
)

// tiers keep the calls that read within what Slack allows of each method. What
// sends is paced by the dispatcher, which knows what is urgent.
// https://docs.slack.dev/apis/web-api/rate-limits#tiers
type tiers map[string]*rate.Limiter

// Calls a minute, from the page of each method; of as many as a burst Slack says
// that it is tolerated now and then.
const (
	tier2   = 20
	tier3   = 50
	tier4   = 100
	atOnce  = 20
	seconds = 60
)

func newTiers() tiers {
	t := tiers{}
	for method, perMinute := range map[string]int{
		"conversations.history": tier3, "conversations.replies": tier3, "conversations.open": tier3,
		"users.conversations": tier3, "users.list": tier2, "users.info": tier4, uploadURL: tier4,
	} {
		t[method] = rate.NewLimiter(rate.Limit(perMinute)/seconds, atOnce)
	}
	return t
}

// reads waits for a method's turn and watches its request.
func (w *Wire) reads(ctx context.Context, method string) (context.Context, *request, error) {
	l := w.tiers[method]
	if err := l.Wait(ctx); err != nil {
		return ctx, nil, &bot.SendError{Failure: bot.Later, Reason: "paced", Method: method, Err: err}
	}
	ctx, sent := traced(ctx, method)
	return ctx, sent, nil
}
