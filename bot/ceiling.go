package bot

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// ceiling finds out how many messages a workspace takes: Slack says "several
// hundred a minute" and no number. It is at its top until Slack asks to wait
// twice within a short time; then it sinks by a tenth, and rises again by a
// hundredth a second.
type ceiling struct {
	posts   *bucket
	top     rate.Limit
	refused time.Time // when Slack last asked to wait
	risen   time.Time
}

const (
	oneRefusal   = time.Second      // refusals of messages that were under way together count once
	nextRefusal  = 10 * time.Second // one that is alone may have another cause
	lowest       = rate.Limit(0.5)
	sinkTo       = 0.9
	riseTo       = 1.01
	longestClimb = 10 * time.Minute
)

// refuse hears that Slack asked to wait.
func (c *ceiling) refuse(now time.Time) {
	since := now.Sub(c.refused)
	if c.top == rate.Inf || since < oneRefusal {
		return
	}
	if !c.refused.IsZero() && since < nextRefusal {
		c.posts.set(now, max(lowest, c.posts.limit*sinkTo))
		c.risen = now
	}
	c.refused = now
}

// rise lets the ceiling rise for the seconds that have passed.
func (c *ceiling) rise(now time.Time) {
	if c.posts.limit >= c.top {
		return
	}
	seconds := math.Floor(min(now.Sub(c.risen), longestClimb).Seconds())
	if seconds < 1 {
		return
	}
	c.posts.set(now, min(c.top, c.posts.limit*rate.Limit(math.Pow(riseTo, seconds))))
	c.risen = now
}
