package bot

import (
	"maps"
	"time"

	"golang.org/x/time/rate"
)

// Pace is how fast we send. Slack takes one message a second and conversation,
// with short bursts, and several hundred a minute and workspace
// (https://docs.slack.dev/apis/web-api/rate-limits).
type Pace struct {
	Conversation rate.Limit // messages a second to one conversation; 0: 1
	Burst        int        // so many at once to one conversation; 0: 5
	Workspace    rate.Limit // messages a second in all; 0: 8
	Ceiling      int        // so many at once in all; 0: 60
}

func (p Pace) orDefault() Pace {
	if p.Conversation == 0 {
		p.Conversation = 1
	}
	if p.Burst == 0 {
		p.Burst = 5
	}
	if p.Workspace == 0 {
		p.Workspace = 8
	}
	if p.Ceiling == 0 {
		p.Ceiling = 60
	}
	return p
}

// pacer tells when a message may go. It is used by one goroutine at a time.
type pacer struct {
	Pace
	all   *rate.Limiter
	lines map[string]*rate.Limiter
}

func newPacer(p Pace) *pacer {
	return &pacer{Pace: p, all: rate.NewLimiter(p.Workspace, p.Ceiling), lines: map[string]*rate.Limiter{}}
}

// room is how many messages may be claimed now, at most limit; without room,
// when there is some again. Only what may go at once is claimed, so that what
// is more urgent never waits behind what is less.
func (p *pacer) room(now time.Time, limit int) (n int, again time.Time) {
	if p.Workspace == rate.Inf {
		return limit, time.Time{}
	}
	tokens := p.all.TokensAt(now)
	if tokens >= 1 {
		return min(limit, int(tokens)), time.Time{}
	}
	missing := (1 - tokens) / float64(p.Workspace)
	return 0, now.Add(time.Duration(missing*float64(time.Second)) + time.Millisecond)
}

// take uses up what n claimed messages need.
func (p *pacer) take(now time.Time, n int) { p.all.AllowN(now, n) }

// wait is for how long a message to a conversation has to wait.
func (p *pacer) wait(line string, now time.Time) time.Duration {
	if p.Conversation == rate.Inf {
		return 0
	}
	l := p.lines[line]
	if l == nil {
		p.forget(now)
		l = rate.NewLimiter(p.Conversation, p.Burst)
		p.lines[line] = l
	}
	return l.ReserveN(now, 1).DelayFrom(now)
}

const pacedLines = 4096

// forget drops conversations that have been quiet, once there are many.
func (p *pacer) forget(now time.Time) {
	if len(p.lines) < pacedLines {
		return
	}
	maps.DeleteFunc(p.lines, func(_ string, l *rate.Limiter) bool { return l.TokensAt(now) >= float64(p.Burst) })
}
