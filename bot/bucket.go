package bot

import (
	"time"

	"golang.org/x/time/rate"
)

// bucket holds tokens, so many a second and so many at most; each lets one call
// go. Unlike a rate.Limiter it takes a token back that was not needed after all,
// and a clock that is set back does not stop it. It may owe tokens.
type bucket struct {
	limit  rate.Limit
	burst  int
	tokens float64
	at     time.Time
}

func newBucket(limit rate.Limit, burst int) *bucket {
	return &bucket{limit: limit, burst: burst, tokens: float64(burst)}
}

func (b *bucket) fill(now time.Time) {
	if passed := now.Sub(b.at).Seconds(); passed > 0 && !b.at.IsZero() {
		b.tokens = min(float64(b.burst), b.tokens+passed*float64(b.limit))
	}
	b.at = now
}

// room is how many calls may go now, at most limit; without room, when there is
// some again.
func (b *bucket) room(now time.Time, limit int) (n int, again time.Time) {
	if b.limit == rate.Inf {
		return limit, time.Time{}
	}
	b.fill(now)
	if b.tokens >= 1 {
		return min(limit, int(b.tokens)), time.Time{}
	}
	return 0, now.Add(b.until(1))
}

// until is how long it takes to have so many tokens.
func (b *bucket) until(tokens float64) time.Duration {
	missing := (tokens - b.tokens) / float64(b.limit)
	return time.Duration(missing*float64(time.Second)) + time.Microsecond // the clock tells microseconds
}

// take uses a token up, or owes it: the call may then go after that wait.
func (b *bucket) take(now time.Time) (wait time.Duration) {
	if b.limit == rate.Inf {
		return 0
	}
	b.fill(now)
	if b.tokens--; b.tokens >= 0 {
		return 0
	}
	return b.until(0)
}

// giveBack returns a token that was taken and not needed.
func (b *bucket) giveBack() { b.tokens = min(float64(b.burst), b.tokens+1) }

// set changes how many tokens come from now on.
func (b *bucket) set(now time.Time, limit rate.Limit) {
	b.fill(now)
	b.limit = limit
}

// full reports that nobody has used it for a while.
func (b *bucket) full(now time.Time) bool {
	b.fill(now)
	return b.tokens >= float64(b.burst)
}
