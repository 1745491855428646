package boltstore

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"roundsman/storage"
)

// A group is bounded so that no caller waits long behind others.
const (
	mostCalls = 256
	mostBytes = 4 << 20
)

// writer is the only one who writes. It runs the closures of all who wait in
// one bbolt transaction and commits them with one sync; whoever comes during
// the sync is in the next group. There is no timer: alone, a closure waits for
// nobody.
type writer struct {
	db    *bolt.DB
	keys  func(string) []string
	known *known
	calls chan *call
	gone  chan struct{} // closed when the writer has ended

	group   []*call // in the transaction, or to be run in it
	refused []*call // failed, and told so once the others are safe
	failed  error   // a write went wrong for good: nothing more is written
}

// call is one Update.
type call struct {
	ctx    context.Context
	change func(storage.Tx) error
	state  atomic.Int32 // waiting, started or given up
	err    error
	exited bool // the closure ended its goroutine, as t.FailNow does
	done   chan struct{}
}

const (
	waiting int32 = iota
	started
	givenUp
)

// Errors that end an attempt without a commit.
var (
	errAgain   = errors.New("run the others again")
	errNothing = errors.New("nothing was written")
	errGivenUp = errors.New("the caller has gone")
)

func newWriter(db *bolt.DB, keys func(string) []string, known *known) *writer {
	w := &writer{db: db, keys: keys, known: known, calls: make(chan *call, mostCalls), gone: make(chan struct{})}
	go w.run()
	return w
}

// update hands a closure to the writer and waits for its commit.
func (w *writer) update(ctx context.Context, change func(storage.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &call{ctx: ctx, change: change, done: make(chan struct{})}
	select {
	case w.calls <- c:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-c.done:
	case <-ctx.Done():
		if c.state.CompareAndSwap(waiting, givenUp) {
			return ctx.Err()
		}
		<-c.done
	}
	if c.exited {
		runtime.Goexit()
	}
	if p := new(PanicError); errors.As(c.err, &p) {
		panic(p)
	}
	return c.err
}

// close ends the writer after everything handed in; nothing may come after.
func (w *writer) close() {
	close(w.calls)
	<-w.gone
}

func (w *writer) run() {
	debug.SetPanicOnFault(true) // a page that cannot be read is an error, not the end
	ended := false
	defer func() {
		if ended {
			close(w.gone)
			return
		}
		go w.run() // a closure ended the goroutine; the others are still to be run
	}()
	for {
		if len(w.group) == 0 && len(w.refused) == 0 {
			c, open := <-w.calls
			if !open {
				ended = true
				return
			}
			w.group = append(w.group, c)
		}
		w.commit()
	}
}

// commit brings the group to its end and tells everybody.
func (w *writer) commit() {
	err := w.failed
	if err == nil {
		for err = errAgain; errors.Is(err, errAgain); {
			err = w.attempt()
		}
	}
	if errors.Is(err, errNothing) {
		err = nil
	}
	for _, c := range w.group {
		c.err = err
		close(c.done)
	}
	for _, c := range w.refused {
		if p := new(PanicError); err != nil && !errors.As(c.err, &p) {
			c.err = err // it may have failed because of what was then not kept
		}
		close(c.done)
	}
	w.group, w.refused = w.group[:0], w.refused[:0]
}

// attempt runs the group's closures and commits. A closure that fails after
// having written spoils the transaction: it is taken out, and the answer is errAgain.
func (w *writer) attempt() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damage(p)
		}
		if err != nil && !errors.Is(err, errAgain) && !errors.Is(err, errNothing) && !errors.Is(err, storage.ErrFull) {
			w.failed = fmt.Errorf("the store stopped after a write that failed: %w", err)
		}
	}()
	return translate(w.db.Update(w.runGroup))
}

func (w *writer) runGroup(b *bolt.Tx) error {
	t := &tx{bolt: b, keys: w.keys, known: w.known}
	defer func() { t.over = true }()
	for i := 0; i < len(w.group) || w.gather(t); {
		c := w.group[i]
		before := t.writes
		err := w.call(c, t)
		switch {
		case err == nil:
			i++
		case errors.Is(err, errGivenUp):
			w.group = slices.Delete(w.group, i, i+1)
		case t.writes != before || t.inside:
			return errAgain
		}
	}
	if t.writes == 0 {
		return errNothing
	}
	return nil
}

// gather takes one more who came meanwhile, unless the group is full.
func (w *writer) gather(t *tx) bool {
	if len(w.group)+len(w.refused) >= mostCalls || t.bytes >= mostBytes {
		return false
	}
	if len(w.calls) == 0 {
		runtime.Gosched() // those whom the last commit set free are about to come back
	}
	select {
	case c, open := <-w.calls:
		if open {
			w.group = append(w.group, c)
		}
		return open
	default:
		return false
	}
}

// call runs one closure. A failed one is moved from the group to the refused.
func (w *writer) call(c *call, t *tx) (err error) {
	if !c.start() {
		return errGivenUp
	}
	returned := false
	defer func() {
		if !returned {
			p := recover()
			switch {
			case p == nil:
				c.exited = true
			case t.inside || isFault(p):
				err, t.inside = damage(p), true
			default:
				err = &PanicError{Value: p, Stack: string(debug.Stack())}
				t.inside = true // whatever it was doing, start afresh
			}
		}
		if err != nil || c.exited {
			c.err = err
			w.group = slices.DeleteFunc(w.group, func(o *call) bool { return o == c })
			w.refused = append(w.refused, c)
		}
	}()
	if err = c.ctx.Err(); err == nil {
		err = c.change(t)
	}
	if err == nil {
		err = t.writeRest()
	}
	t.unwritten = unwritten{}
	returned = true
	return err
}

// start claims the call for the writer, unless its caller has gone.
func (c *call) start() bool {
	return c.state.CompareAndSwap(waiting, started) || c.state.Load() == started
}
