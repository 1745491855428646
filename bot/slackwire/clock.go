package slackwire

import (
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// clock knows how far our clock was ahead of Slack's at most: history is asked
// for by Slack's time, and what we look for must not lie before where we begin.
// Every answer of Slack bears its time.
type clock struct {
	now func() time.Time
	log *slog.Logger

	mu     sync.Mutex
	ahead  time.Duration
	warned bool
}

// tooFarOff is when an administrator should hear of it: reminders come by our clock.
const tooFarOff = time.Minute

// slacks is an instant of ours by Slack's clock, or somewhat before it.
func (c *clock) slacks(ours time.Time) time.Time {
	if ours.IsZero() {
		return ours
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return ours.Add(-c.ahead)
}

// watch has a client tell us of Slack's time.
func (c *clock) watch(client *http.Client) *http.Client {
	watched := *client
	if watched.Transport == nil {
		watched.Transport = http.DefaultTransport
	}
	watched.Transport = dated{watched.Transport, c}
	return &watched
}

type dated struct {
	http.RoundTripper
	clock *clock
}

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := d.RoundTripper.RoundTrip(r)
	if err == nil && answer.StatusCode == http.StatusOK {
		if at, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
			d.clock.note(d.clock.now().Sub(at))
		}
	}
	return answer, err
}

// note hears how far ahead we are, by an answer that tells the second.
func (c *clock) note(ahead time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = max(c.ahead, ahead-time.Second)
	off := ahead.Abs() > tooFarOff
	if off && !c.warned {
		c.log.Warn("this machine's clock is not Slack's: reminders come by this one", "ahead", ahead.Round(time.Second))
	}
	c.warned = off
}
