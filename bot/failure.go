package bot

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"roundsman/storage"
)

// failed says what becomes of an entry that was not sent, or perhaps was.
func (d *dispatcher) failed(e storage.OutEntry, began time.Time, err error) storage.OutEntry {
	failure := &SendError{Failure: Ambiguous, Reason: "unclear", Err: err}
	if !errors.As(err, &failure) && e.Op != storage.OpPost {
		failure.Failure = Later
	}
	d.w.o.Meter.Sent(e.Op, SendResult(failure.Failure), d.w.now().Sub(began))
	method := cmp.Or(failure.Method, methods[e.Op])
	d.w.log.Warn("message not sent", idOfMessage(e), "op", e.Op, "failure", failure.Failure, "reason", failure.Reason, "attempt", e.Attempts)
	if e.Mark != "" {
		return d.ended(e, storage.OutCancelled)
	}
	switch failure.Failure {
	case Never:
		e.State, e.Ended, e.Error = storage.OutDead, d.w.now(), failure.Reason
		return e
	case Auth:
		if method != postMethod { // a scope that this method lacks stops no other
			return postponed(e, d.pause(method, probeEvery))
		}
		return postponed(e, d.brokenBy(failure.Reason))
	case Ambiguous:
		if e.Op == storage.OpPost {
			return d.mayBeSent(e, began, method, failure)
		}
	case Later:
		if failure.After > 0 {
			return postponed(e, d.slowDown(method, failure.After))
		}
	}
	return d.later(e, failure.After, failure.Reason)
}

// mayBeSent has a message looked for before it is sent again. The earliest
// attempt whose outcome is not known counts: it may still be shown.
func (d *dispatcher) mayBeSent(e storage.OutEntry, began time.Time, method string, failure *SendError) storage.OutEntry {
	if failure.After > 0 {
		d.slowDown(method, failure.After)
	}
	if e.Tried.IsZero() {
		e.Tried = began
	}
	e = d.later(e, LookAfter, failure.Reason)
	if e.State == storage.OutRetry {
		e.NotBefore = d.lookAt(e.NotBefore)
	}
	return e
}

// later tries again after a while, more patiently each time. A message that
// cannot be sent in two hours of trying, while others can, is dead. When nothing
// can be sent, Slack is to blame or the network, and no message is given up,
// however long it takes.
func (d *dispatcher) later(e storage.OutEntry, after time.Duration, reason string) storage.OutEntry {
	e.Error = reason
	if e.Attempts >= sendAttempts && !d.othersPass() {
		e.Attempts = sendAttempts - triesLeft
	}
	if e.Attempts >= sendAttempts {
		e.State, e.Ended = storage.OutDead, d.w.now()
		return e
	}
	e.State, e.NotBefore = storage.OutRetry, d.w.now().Add(max(after, d.chaos.backoff(e.Attempts)))
	return e
}

// triesLeft is how often a message is tried at least once others pass again.
const triesLeft = 5

// othersPass reports that something was sent lately.
func (d *dispatcher) othersPass() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.w.now().Sub(d.lastSent) <= longestPause
}

// slowDown obeys Retry-After, which holds for a method in the whole workspace.
func (d *dispatcher) slowDown(method string, after time.Duration) time.Time {
	d.mu.Lock()
	if method == postMethod {
		d.pacer.ceiling.refuse(d.w.now())
	}
	d.mu.Unlock()
	return d.pause(method, after)
}

// pause lets a method rest.
func (d *dispatcher) pause(method string, after time.Duration) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	if until := d.w.now().Add(after); until.After(d.paused[method]) {
		d.paused[method] = until
	}
	return d.paused[method]
}

func (d *dispatcher) pausedUntil(method string) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.paused[method]
}

// brokenBy stops sending until a probe goes through.
func (d *dispatcher) brokenBy(reason string) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken.reason == "" {
		d.w.log.Error("Slack refuses our token: nothing is sent until that is mended", "reason", reason)
	}
	d.broken = brokenToken{reason: reason, until: d.w.now().Add(probeEvery)}
	return d.broken.until
}

func (d *dispatcher) succeeded() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lastSent = d.w.now()
	if d.broken.reason != "" {
		d.w.log.Info("Slack takes our token again", "was", d.broken.reason)
	}
	d.broken = brokenToken{}
}

// settle writes back what became of an entry. Should the store not take it, the
// lease passes and we look for the message.
func (d *dispatcher) settle(ctx context.Context, e storage.OutEntry) {
	ctx = context.WithoutCancel(ctx)
	err := d.w.store.Update(ctx, func(tx storage.Tx) error { return tx.SettleOut(e) })
	if err != nil {
		d.w.log.Error("outcome of sending not kept", idOfMessage(e), "state", e.State, "error", errorClass(err))
		return
	}
	switch e.State {
	case storage.OutSent:
		d.w.log.Info("message sent", idOfMessage(e), "op", e.Op, "attempt", e.Attempts)
	case storage.OutDead:
		d.w.log.Error("message given up", idOfMessage(e), "op", e.Op, "reason", e.Error)
	default:
	}
}

// jitter spreads retries, from the workspace's source of randomness.
type jitter struct {
	mu     sync.Mutex
	random *rand.Rand
}

func newJitter(w *Workspace) *jitter {
	var seed [32]byte
	if _, err := io.ReadFull(w.o.Random, seed[:]); err != nil { // spreading is worth less than starting
		binary.LittleEndian.PutUint64(seed[:], uint64(w.now().UnixNano()))
	}
	return &jitter{random: rand.New(rand.NewChaCha8(seed))} //nolint:gosec // it only spreads retries
}

const (
	firstPause   = time.Second
	longestPause = 5 * time.Minute
)

// backoff doubles from one second to five minutes, each spread over half its length.
func (j *jitter) backoff(attempt int) time.Duration {
	pause := min(firstPause<<min(max(attempt-1, 0), 20), longestPause)
	j.mu.Lock()
	defer j.mu.Unlock()
	return pause/2 + time.Duration(j.random.Int64N(int64(pause/2)+1))
}
