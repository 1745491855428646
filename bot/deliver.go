package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/sales"
	"roundsman/storage"
)

// deliver sends one claimed entry and settles it.
func (d *dispatcher) deliver(ctx context.Context, e storage.OutEntry) {
	d.w.log.Debug("message claimed", idOfMessage(e), "op", e.Op, "attempt", e.Attempts)
	e, p, ready := d.ready(ctx, e)
	if !ready {
		d.unspent(e.Op)
		d.settle(ctx, e)
		return
	}
	d.settle(ctx, d.send(ctx, e, p))
}

// ready composes an entry and waits for its turn. What is not to be sent, or not
// now, is returned as it is to be settled.
func (d *dispatcher) ready(ctx context.Context, e storage.OutEntry) (as storage.OutEntry, p Post, ready bool) {
	if until := d.pausedUntil(calls(e)); d.w.now().Before(until) {
		return postponed(e, until), p, false
	}
	p, state, err := d.prepare(ctx, &e)
	switch {
	case err != nil:
		d.w.log.Error("message not composed", idOfMessage(e), "error", errorClass(err))
		return d.later(e, 0, "not composed"), p, false
	case state == storage.OutCancelled && e.Op == storage.OpPost && !e.Tried.IsZero():
		return d.cancel(ctx, e, p), p, false
	case state != "":
		return d.ended(e, state), p, false
	case !d.waitTurn(ctx, e):
		return postponed(e, d.w.now()), p, false
	}
	return e, p, true
}

// unspent has another entry use what this one was claimed for.
func (d *dispatcher) unspent(op storage.OutOp) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pacer.giveBack(op)
}

// The methods of Slack that we call for each operation, each with its own limits.
// https://docs.slack.dev/apis/web-api/rate-limits
const (
	postMethod    = "chat.postMessage"
	updateMethod  = "chat.update"
	publishMethod = "views.publish"
	lookMethod    = "conversations.history"
)

var methods = map[storage.OutOp]string{
	storage.OpPost: postMethod, storage.OpUpdate: updateMethod, storage.OpPublish: publishMethod,
}

// calls is the method that an entry needs first.
func calls(e storage.OutEntry) string {
	if e.Op == storage.OpPost && !e.Tried.IsZero() {
		return lookMethod
	}
	return methods[e.Op]
}

// waitTurn keeps the pace of one conversation; false: it is over.
func (d *dispatcher) waitTurn(ctx context.Context, e storage.OutEntry) bool {
	if e.Op != storage.OpPost {
		return true
	}
	d.mu.Lock()
	wait := d.pacer.wait(conversation(e), d.w.now())
	d.mu.Unlock()
	return rest(ctx, wait) == nil
}

// waitMore keeps the pace for a further part of a message.
func (d *dispatcher) waitMore(ctx context.Context, e storage.OutEntry) error {
	d.mu.Lock()
	wait := d.pacer.more(conversation(e), d.w.now())
	d.mu.Unlock()
	return rest(ctx, wait)
}

func rest(ctx context.Context, wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// prepare puts an entry into words for its recipient. A state that is not empty
// ends the entry: there is nothing (more) to say, or not yet. A panic of what
// composes is an error: it must not take the other messages down with it, again
// at each start.
func (d *dispatcher) prepare(ctx context.Context, e *storage.OutEntry) (p Post, state storage.OutState, err error) {
	defer func() {
		if r := recover(); r != nil {
			d.w.log.Error("composing panicked", idOfMessage(*e), "type", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			err = errPanicked
		}
	}()
	var above sales.Source
	err = d.w.store.View(ctx, func(tx storage.Tx) (err error) {
		if e.Op == storage.OpUpdate {
			if state, err = aim(tx, e); err != nil || state != "" {
				return err
			}
		}
		if state, err = d.w.hold(tx, e); err != nil || state != "" {
			return err
		}
		above, state, err = top(tx, *e)
		if err != nil || state != "" {
			return err
		}
		p, state, err = d.w.compose(tx, *e, d.w.now())
		return err
	})
	if e.Op == storage.OpPost && !above.IsZero() {
		p.Channel, p.Thread = above.Channel, above.TS
	}
	p.Turn = func(ctx context.Context) error { return d.waitMore(ctx, *e) }
	return p, state, err
}

// aim finds the message that an update changes. It waits for one that is still
// to be sent, and gives up on one that never will be.
func aim(tx storage.Tx, e *storage.OutEntry) (state storage.OutState, err error) {
	if e.Target != nil || e.Of == "" {
		return "", nil
	}
	of, err := tx.OutEntry(e.Of)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return storage.OutCancelled, nil
	case err != nil:
		return "", fmt.Errorf("look up message to change: %w", err)
	case !of.Sent.IsZero():
		e.Target = &of.Sent
		return "", nil
	case of.State == storage.OutDead || of.State == storage.OutCancelled:
		return storage.OutCancelled, nil
	}
	e.NotBefore = of.NotBefore
	return storage.OutRetry, nil
}

// top finds the message in whose thread an entry goes, if any. What stands under a
// message that never came is not sent either.
func top(tx storage.Tx, e storage.OutEntry) (at sales.Source, state storage.OutState, err error) {
	if e.Under == "" {
		return at, "", nil
	}
	of, err := tx.OutEntry(e.Under)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return at, storage.OutCancelled, nil
	case err != nil:
		return at, "", fmt.Errorf("look up the message above: %w", err)
	case !of.Sent.IsZero():
		return of.Sent, "", nil
	case of.State == storage.OutDead || of.State == storage.OutCancelled:
		return at, storage.OutCancelled, nil
	}
	return at, storage.OutRetry, nil
}

// hold keeps back what nobody asked for while its recipient is not to be
// disturbed: their calendar may have changed, or the message been delayed, since
// it was put into the outbox. What may have been sent is not held.
func (w *Workspace) hold(tx storage.Tx, e *storage.OutEntry) (state storage.OutState, err error) {
	if !e.Unasked || e.Op != storage.OpPost || !e.Tried.IsZero() {
		return "", nil
	}
	p, err := person(tx, e.To)
	if err != nil || p == nil || p.Left {
		return "", err
	}
	now := w.now()
	if free := sales.CalendarOf(*p, w.o.Rules).NextMoment(now); free.After(now) {
		e.NotBefore = free
		return storage.OutPending, nil
	}
	return "", nil
}

// compose makes the message of an entry, as it is now, in the words of whoever
// reads it.
func (w *Workspace) compose(tx storage.Tx, e storage.OutEntry, now time.Time) (p Post, state storage.OutState, err error) {
	p = Post{Key: postKey(e.Key), To: e.To, Channel: e.Channel, Thread: e.Thread}
	if e.Mark != "" {
		return p, "", nil
	}
	if e.Ref != nil && e.Ref.Kind == homeKind {
		c, me, err := w.composeHome(tx, e.To, now)
		p.Card, p.Printer = c, w.printerFor(me, now)
		return p, "", err
	}
	me, err := w.recipient(tx, e)
	if err != nil {
		return p, "", err
	}
	p.Printer = w.printer(e, me, now)
	if e.Card != nil {
		p.Card = *e.Card
		return p, "", nil
	}
	if e.Ref == nil || w.o.Compose == nil || e.To != "" && !isMember(me) {
		return p, storage.OutCancelled, nil
	}
	l := w.look(tx, event.Event{Key: e.Key, Actor: e.To, Received: now}, me, now)
	c, ok, err := w.o.Compose(tx, &l, e)
	if err == nil && !ok {
		return p, storage.OutCancelled, nil
	}
	p.Card = c
	return p, "", err
}

// recipient is the person an entry goes to; nobody for a channel.
func (w *Workspace) recipient(tx storage.Tx, e storage.OutEntry) (sales.Person, error) {
	if e.To == "" {
		return sales.Person{}, nil
	}
	p, err := person(tx, e.To)
	if err != nil || p == nil {
		return sales.Person{ID: e.To}, err
	}
	return *p, nil
}

// printer speaks a person's language, or the language of the team whose channel it is.
func (w *Workspace) printer(e storage.OutEntry, me sales.Person, now time.Time) locale.Printer {
	if e.To != "" {
		return w.printerFor(me, now)
	}
	for _, t := range w.o.Directory.Teams {
		if t.Channel == e.Channel {
			zone := sales.Person{Zone: cmp.Or(t.Zone, w.o.Directory.zone())}
			return w.words.Printer(cmp.Or(t.Language, english), zone.Location(), now)
		}
	}
	return w.words.Printer(english, sales.Person{Zone: w.o.Directory.zone()}.Location(), now)
}

// send makes the call and says what became of the entry.
func (d *dispatcher) send(ctx context.Context, e storage.OutEntry, p Post) storage.OutEntry {
	began := d.w.now()
	at, err := d.sendOrFind(ctx, e, p)
	took := d.w.now().Sub(began)
	if err != nil {
		return d.failed(e, began, err)
	}
	d.w.o.Meter.Sent(e.Op, SendDone, took)
	if e.Op == storage.OpPost && e.Priority == storage.Answer {
		d.w.o.Meter.Answered(d.w.now().Sub(e.Created))
	}
	d.succeeded()
	e.Sent = at
	return d.ended(e, storage.OutSent)
}

func (d *dispatcher) sendOrFind(ctx context.Context, e storage.OutEntry, p Post) (at sales.Source, err error) {
	ctx, stop := context.WithTimeout(ctx, sendFor)
	defer stop()
	switch e.Op {
	case storage.OpUpdate:
		if e.Mark != "" {
			return sales.Source{}, d.w.sender.Mark(ctx, *e.Target, e.Mark)
		}
		return *e.Target, d.w.sender.Update(ctx, *e.Target, p)
	case storage.OpPublish:
		return e.Sent, d.w.sender.Publish(ctx, e.To, p.Card, p.Printer)
	case storage.OpPost:
	}
	if !e.Tried.IsZero() {
		at, found, err := d.w.sender.Find(ctx, p, e.Tried)
		if err != nil || found {
			d.unspent(e.Op)
			return at, asNotSent(err)
		}
	}
	return d.w.sender.Post(ctx, p)
}

// cancel ends an entry that has nothing left to say, but may have been sent: if
// it was, its message is known from then on, and can be changed.
func (d *dispatcher) cancel(ctx context.Context, e storage.OutEntry, p Post) storage.OutEntry {
	ctx, stop := context.WithTimeout(ctx, sendFor)
	defer stop()
	at, found, err := d.w.sender.Find(ctx, p, e.Tried)
	switch {
	case err != nil:
		return d.failed(e, d.w.now(), asNotSent(err))
	case found:
		e.Sent = at
		return d.ended(e, storage.OutSent)
	}
	return d.ended(e, storage.OutCancelled)
}

// asNotSent is a failure to look: it leaves open what it left open before.
func asNotSent(err error) error {
	var failed *SendError
	if errors.As(err, &failed) && failed.Failure == Ambiguous {
		return &SendError{Failure: Later, After: failed.After, Method: failed.Method, Reason: failed.Reason, Err: err}
	}
	return err
}

func (d *dispatcher) ended(e storage.OutEntry, state storage.OutState) storage.OutEntry {
	switch state {
	case storage.OutRetry: // an update that came before its message was sent
		return postponed(e, latest(d.w.now().Add(updatePause), e.NotBefore))
	case storage.OutPending: // its recipient is not to be disturbed
		e.State = storage.OutPending
		e.Attempts--
		return e
	default:
	}
	e.State, e.Ended, e.Error = state, d.w.now(), ""
	if e.Secret {
		e.Card = nil
	}
	return e
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// updatePause is for how long an update waits for its message.
const updatePause = 200 * time.Millisecond

// postponed gives a claimed entry back: it does not count as an attempt.
func postponed(e storage.OutEntry, until time.Time) storage.OutEntry {
	e.State, e.NotBefore = storage.OutRetry, until
	e.Attempts--
	return e
}
