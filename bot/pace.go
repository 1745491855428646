package bot

import (
	"cmp"
	"maps"
	"time"

	"golang.org/x/time/rate"

	"roundsman/storage"
)

// Pace is how fast we send. Slack takes one message a second and conversation,
// with short bursts, several hundred a minute and workspace, and of every other
// method so many calls a minute as its tier says, with short bursts too
// (https://docs.slack.dev/apis/web-api/rate-limits).
type Pace struct {
	Conversation rate.Limit // messages a second to one conversation; 0: 1
	Burst        int        // so many at once to one conversation; 0: 3
	Workspace    rate.Limit // messages a second in all; 0: 10
	Ceiling      int        // so many at once in all; 0: 60
	Updates      rate.Limit // chat.update, a second; 0: 50 a minute, tier 3
	Publishes    rate.Limit // views.publish, a second; 0: 100 a minute, tier 4
	Looks        rate.Limit // looks for a message that may have been sent, a second; 0: 40 a minute, of tier 3
}

const (
	updatesAtOnce   = 20
	publishesAtOnce = 30
	looksAtOnce     = 10
)

func (p Pace) orDefault() Pace {
	return Pace{
		Conversation: cmp.Or(p.Conversation, 1), Burst: cmp.Or(p.Burst, 3),
		Workspace: cmp.Or(p.Workspace, 10), Ceiling: cmp.Or(p.Ceiling, 60),
		Updates: cmp.Or(p.Updates, perMinute(50)), Publishes: cmp.Or(p.Publishes, perMinute(100)),
		Looks: cmp.Or(p.Looks, perMinute(40)),
	}
}

func perMinute(n float64) rate.Limit { return rate.Limit(n / 60) }

// pacer is the one that all calls of a workspace ask when they may go. It is
// used by one goroutine at a time.
type pacer struct {
	Pace
	ops     map[storage.OutOp]*bucket
	lines   map[string]*bucket // by conversation
	looks   *bucket
	ceiling ceiling
}

func newPacer(p Pace) *pacer {
	r := &pacer{Pace: p, lines: map[string]*bucket{}, looks: newBucket(p.Looks, looksAtOnce)}
	r.ops = map[storage.OutOp]*bucket{
		storage.OpPost:    newBucket(p.Workspace, p.Ceiling),
		storage.OpUpdate:  newBucket(p.Updates, updatesAtOnce),
		storage.OpPublish: newBucket(p.Publishes, publishesAtOnce),
	}
	r.ceiling = ceiling{posts: r.ops[storage.OpPost], top: p.Workspace}
	return r
}

// room is how many entries of an operation may be claimed now, at most limit;
// without room, when there is some again. Only what may go at once is claimed,
// so that what is more urgent never waits behind what is less.
func (p *pacer) room(op storage.OutOp, now time.Time, limit int) (n int, again time.Time) {
	if op == storage.OpPost {
		p.ceiling.rise(now)
	}
	return p.ops[op].room(now, limit)
}

// take uses up what a claimed entry needs. It may be more than there is: events
// that are answered at the same time claim side by side, and what follows waits
// for that the longer.
func (p *pacer) take(op storage.OutOp, now time.Time) { p.ops[op].take(now) }

// giveBack makes up for an entry that was claimed and not sent.
func (p *pacer) giveBack(op storage.OutOp) { p.ops[op].giveBack() }

// wait is for how long a message to a conversation has to wait.
func (p *pacer) wait(line string, now time.Time) time.Duration {
	if p.Conversation == rate.Inf {
		return 0
	}
	l := p.lines[line]
	if l == nil {
		p.forget(now)
		l = newBucket(p.Conversation, p.Burst)
		p.lines[line] = l
	}
	return l.take(now)
}

// more is for how long a further part of a message has to wait, which takes its
// share of what the whole workspace may send.
func (p *pacer) more(line string, now time.Time) time.Duration {
	return max(p.ops[storage.OpPost].take(now), p.wait(line, now))
}

// lookAt is when a message may be looked for that was perhaps sent: not before
// an instant, and no faster than Slack lets us read.
func (p *pacer) lookAt(now, earliest time.Time) time.Time {
	if turn := now.Add(p.looks.take(now)); turn.After(earliest) {
		return turn
	}
	return earliest
}

const pacedLines = 4096

// forget drops conversations that have been quiet, once there are many.
func (p *pacer) forget(now time.Time) {
	if len(p.lines) < pacedLines {
		return
	}
	maps.DeleteFunc(p.lines, func(_ string, l *bucket) bool { return l.full(now) })
}

// conversation is what Slack's limit of one message a second holds for: a
// channel, or all that goes to one person.
func conversation(e storage.OutEntry) string {
	if e.To != "" && (e.Channel == "" || e.Channel[0] == 'D') {
		return string(e.To)
	}
	return e.Channel
}
