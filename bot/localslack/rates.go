package localslack

import (
	"cmp"
	"math"
	"time"
)

// Rates are the limits enforced; zero fields enforce nothing. https://docs.slack.dev/apis/web-api/rate-limits
type Rates struct {
	// PerChannel is the steady pace of posts to one channel (Slack: one a second), Burst how many may come at once.
	PerChannel time.Duration
	Burst      int
	// WorkspacePerMinute is the ceiling of posts over all channels, WorkspaceBurst how many may come at once; 0: a tenth of
	// what comes in a minute.
	WorkspacePerMinute int
	WorkspaceBurst     int
	// Tiers enforces each method's own calls a minute.
	Tiers bool
}

// SlackRates are Slack's limits as documented: one post a second and channel with short bursts, several hundred a minute
// in all, and the tier of each method.
func SlackRates() Rates {
	return Rates{PerChannel: time.Second, Burst: 3, WorkspacePerMinute: 300, Tiers: true}
}

// SetRates changes the limits from now on.
func (w *Workspace) SetRates(r Rates) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rates, w.buckets = r, map[string]*bucket{}
}

// bucket is a token bucket by the workspace's clock.
type bucket struct {
	tokens float64
	at     time.Time
}

// limited tells for how many seconds a call must wait, 0 when it may go on.
func (w *Workspace) limited(q *request, m method) int {
	r := w.rates
	posting := q.call.Method == "chat.postMessage"
	wait := 0.0
	if posting && r.PerChannel > 0 {
		wait = w.take("post "+w.conversationOf(q.str("channel")), 1/r.PerChannel.Seconds(), max(1, r.Burst))
	}
	if posting && r.WorkspacePerMinute > 0 && wait == 0 {
		wait = w.take("posts", float64(r.WorkspacePerMinute)/60, max(1, cmp.Or(r.WorkspaceBurst, r.WorkspacePerMinute/10)))
	}
	if r.Tiers && m.tier > 0 {
		wait = w.take(q.call.Method, float64(m.tier)/60, m.tier)
	}
	return int(math.Ceil(wait))
}

// conversationOf is the direct message of whoever is named instead of it.
func (w *Workspace) conversationOf(id string) string {
	if c := w.ims[id]; c != nil {
		return c.ID
	}
	return id
}

// take takes one token, or tells in how many seconds there is one.
func (w *Workspace) take(key string, perSecond float64, burst int) float64 {
	now := w.now()
	b := w.buckets[key]
	if b == nil {
		b = &bucket{tokens: float64(burst), at: now}
		w.buckets[key] = b
	}
	b.tokens = min(float64(burst), b.tokens+now.Sub(b.at).Seconds()*perSecond)
	b.at = now
	if b.tokens < 1 {
		return (1 - b.tokens) / perSecond
	}
	b.tokens--
	return 0
}
