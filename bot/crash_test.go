package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

// mortal is the store of a process that dies at a named boundary: from then on
// nothing it does has any effect.
type mortal struct {
	storage.Store
	mu   sync.Mutex
	at   string
	dead bool
}

var errDead = errors.New("the process is dead")

// passes reports whether the process lives to see what is behind a boundary.
func (m *mortal) passes(boundary string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dead = m.dead || boundary == m.at
	return !m.dead
}

func (m *mortal) View(ctx context.Context, read func(storage.Tx) error) error {
	if !m.passes("") {
		return errDead
	}
	return m.Store.View(ctx, read)
}

func (m *mortal) Update(ctx context.Context, change func(storage.Tx) error) error {
	if !m.passes("") {
		return errDead
	}
	var doing []string
	err := m.Store.Update(ctx, func(tx storage.Tx) error {
		named := &namedTx{Tx: tx}
		err := change(named)
		doing = named.doing
		if err == nil && !m.passesAll("before ", doing) {
			return errDead
		}
		return err
	})
	if err == nil && !m.passesAll("after ", doing) {
		return errDead
	}
	return err
}

func (m *mortal) passesAll(side string, doing []string) bool {
	return !slices.ContainsFunc(doing, func(what string) bool { return !m.passes(side + what) })
}

// namedTx knows what is done in its transaction.
type namedTx struct {
	storage.Tx
	doing []string
}

func (t *namedTx) Receive(e event.Event) (bool, error) {
	t.doing = append(t.doing, "write")
	return t.Tx.Receive(e)
}

func (t *namedTx) EndEvent(key string, s storage.InboxState, at time.Time) error {
	t.doing = append(t.doing, "apply")
	return t.Tx.EndEvent(key, s, at)
}

func (t *namedTx) Claim(now time.Time, lease time.Duration, room storage.Room) ([]storage.OutEntry, error) {
	t.doing = append(t.doing, "claim")
	return t.Tx.Claim(now, lease, room)
}

func (t *namedTx) DueBy(now time.Time, limit int) ([]storage.DueItem, error) {
	t.doing = append(t.doing, "sweep")
	return t.Tx.DueBy(now, limit)
}

func (t *namedTx) SettleOut(e storage.OutEntry) error {
	t.doing = append(t.doing, "settle")
	return t.Tx.SettleOut(e)
}

// mouth is the Sender of that process.
type mouth struct {
	*slack
	of *mortal
}

func (m mouth) Post(ctx context.Context, p Post) (sales.Source, error) {
	if !m.of.passes("before send") {
		return sales.Source{}, errDead
	}
	at, err := m.slack.Post(ctx, p)
	if err == nil && !m.of.passes("after send") {
		return sales.Source{}, errDead
	}
	return at, err
}

func TestAProcessThatDiesAnywhereLosesNothingAndRepeatsNothing(t *testing.T) {
	for _, doing := range []string{"write", "apply", "claim", "send", "settle"} {
		for _, boundary := range []string{"before " + doing, "after " + doing} {
			t.Run(boundary, func(t *testing.T) {
				inWorld(t, nil, func(w *world) {
					w.says(anna, "hello")
					w.sent()
					w.stop()
					m := &mortal{Store: w.store, at: boundary}
					w.o.Store, w.o.Sender = m, mouth{w.slack, m}
					w.start()
					e := w.message(anna, "saw Acme")
					acknowledged := w.Receive(context.Background(), e) == nil
					w.pass(time.Second)
					if m.passes("") {
						t.Fatal("it did not die")
					}
					w.stop()
					w.o.Store, w.o.Sender = w.store, w.slack
					w.start()
					if !acknowledged { // Slack sends it again
						w.take(e)
					}
					w.pass(time.Minute)
					w.expect("DUANNA: kept saw Acme")
					w.keptOnce(anna)
				})
			})
		}
	}
}

// A reminder comes due in a process that dies: before or after it was swept,
// claimed, sent, settled.
func TestAReminderIsSentOnceWhereverTheProcessDies(t *testing.T) {
	compose := func(_ storage.Tx, l *commands.Look, e storage.OutEntry) (card.Card, bool, error) {
		return reminders.Compose(l.Books, l.Rules, l.Now, e)
	}
	for _, doing := range []string{"sweep", "claim", "send", "settle"} {
		for _, boundary := range []string{"before " + doing, "after " + doing} {
			t.Run(boundary, func(t *testing.T) {
				inWorld(t, func(o *Options) { o.Compose = compose }, func(w *world) {
					w.says(anna, "hello")
					w.sent()
					w.stop()
					w.promiseIn(anna, time.Minute)
					m := &mortal{Store: w.store, at: boundary}
					w.o.Store, w.o.Sender = m, mouth{w.slack, m}
					w.startWithSweepers(1)
					w.pass(3 * time.Minute)
					if m.passes("") {
						t.Fatal("it did not die")
					}
					w.stop()
					w.o.Store, w.o.Sender = w.store, w.slack
					w.startWithSweepers(1)
					w.pass(3 * time.Minute)
					w.remindedOnce()
				})
			})
		}
	}
}

func TestTwoSweepersRemindOnce(t *testing.T) {
	compose := func(_ storage.Tx, l *commands.Look, e storage.OutEntry) (card.Card, bool, error) {
		return reminders.Compose(l.Books, l.Rules, l.Now, e)
	}
	inWorld(t, func(o *Options) { o.Compose = compose }, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.stop()
		w.promiseIn(anna, time.Minute)
		w.startWithSweepers(4)
		w.pass(3 * time.Minute)
		w.remindedOnce()
	})
}

// promiseIn has somebody promise something for in a while.
func (w *world) promiseIn(who sales.PersonID, d time.Duration) {
	w.Helper()
	at := time.Now().Add(d).UTC()
	f := sales.FollowUp{
		ID: "f1", What: "send the quote", Owner: who, Author: who, Status: sales.FollowUpOpen, Created: time.Now(), Version: 1,
		Due: sales.Due{Day: sales.DateIn(at, time.UTC), Time: &sales.ClockTime{Hour: at.Hour(), Minute: at.Minute()}, Zone: "UTC"},
	}
	w.update(func(tx storage.Tx) error {
		return errors.Join(tx.PutFollowUp(f), tx.Schedule(storage.DueItem{Key: "followup/f1", Kind: "followup", Subject: "f1", At: at}))
	})
}

// startWithSweepers starts the workspace, and so many sweepers beside it.
func (w *world) startWithSweepers(n int) {
	w.Helper()
	w.start()
	ctx, cancel := context.WithCancel(context.Background())
	var sweeping sync.WaitGroup
	for range n {
		s := reminders.New(w.o.Store, w.o.Rules, w.o.Clock, w.o.Log, w.Wake)
		sweeping.Go(func() { _ = s.Run(ctx) }) // the one of a dead process fails
	}
	stop := w.stop
	w.stop = func() {
		cancel()
		sweeping.Wait()
		stop()
	}
}

// remindedOnce checks that the promise was reminded of, once.
func (w *world) remindedOnce() {
	w.Helper()
	n := 0
	for _, said := range w.sent() {
		if strings.Contains(said, "send the quote") {
			n++
		}
	}
	if n != 1 {
		w.Errorf("reminded %d times", n)
	}
}

// keptOnce checks that there is what the message makes, and nothing waits.
func (w *world) keptOnce(who sales.PersonID) {
	w.Helper()
	w.view(func(tx storage.Tx) error {
		if n, err := tx.CountAccountsOf(who); err != nil || n != 1 {
			w.Errorf("%d accounts instead of 1, %v", n, err)
		}
		visits, _, err := tx.VisitsBy(who, storage.Period{}, storage.Page{Limit: 10})
		if len(visits) != 1 {
			w.Errorf("%d visits instead of 1", len(visits))
		}
		return err
	})
	if n := w.waiting(); n != 0 {
		w.Errorf("%d events wait", n)
	}
}

// flaky is a store in which the nth write of an application fails, once.
type flaky struct {
	storage.Store
	mu    sync.Mutex
	left  int // writes until the failure
	panic bool
	hit   bool
}

func (f *flaky) Update(ctx context.Context, change func(storage.Tx) error) error {
	return f.Store.Update(ctx, func(tx storage.Tx) error { return change(&flakyTx{Tx: tx, f: f}) })
}

func (f *flaky) write() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left--; f.left != 0 {
		return nil
	}
	f.hit = true
	if f.panic {
		panic("out of order")
	}
	return errors.New("out of order")
}

type flakyTx struct {
	storage.Tx
	f        *flaky
	applying bool
}

func (t *flakyTx) write(do func() error) error {
	if t.applying {
		if err := t.f.write(); err != nil {
			return err
		}
	}
	return do()
}

func (t *flakyTx) EndEvent(key string, s storage.InboxState, at time.Time) error {
	t.applying = true
	return t.write(func() error { return t.Tx.EndEvent(key, s, at) })
}

func (t *flakyTx) PutAccount(a sales.Account) error {
	return t.write(func() error { return t.Tx.PutAccount(a) })
}

func (t *flakyTx) PutVisit(v sales.Visit) error {
	return t.write(func() error { return t.Tx.PutVisit(v) })
}

func (t *flakyTx) AddChange(c sales.Change) error {
	return t.write(func() error { return t.Tx.AddChange(c) })
}

func (t *flakyTx) LinkMessage(s sales.Source, e string) error {
	return t.write(func() error { return t.Tx.LinkMessage(s, e) })
}

func (t *flakyTx) Enqueue(e storage.OutEntry) error {
	return t.write(func() error { return t.Tx.Enqueue(e) })
}

func TestApplyingIsAllOrNothingWhereverItFails(t *testing.T) {
	for _, panics := range []bool{false, true} {
		n := 1
		for failed := true; failed; n++ {
			t.Run(fmt.Sprintf("write %d, panic %t", n, panics), func(t *testing.T) {
				inWorld(t, nil, func(w *world) {
					w.says(anna, "hello")
					w.sent()
					w.stop()
					f := &flaky{Store: w.store, left: n, panic: panics}
					w.o.Store = f
					w.start()
					e := w.message(anna, "saw Acme")
					w.take(e)
					if failed = f.hit; failed {
						w.nothingOf(e)
					}
					w.pass(time.Minute)
					w.expect("DUANNA: kept saw Acme")
					w.keptOnce(anna)
				})
			})
		}
		if n < 8 {
			t.Errorf("only %d writes were seen", n)
		}
	}
}

// nothingOf checks that a failed attempt left nothing but its count.
func (w *world) nothingOf(e event.Event) {
	w.Helper()
	synctest.Wait()
	if entry, err := entryOf(w, e.Key); err != nil || entry.State != storage.InboxWaiting || entry.Attempts != 1 {
		w.Errorf("entry %+v, %v", entry, err)
	}
	w.view(func(tx storage.Tx) error {
		if n, err := tx.CountAccountsOf(e.Actor); err != nil || n != 0 {
			w.Errorf("%d accounts are left, %v", n, err)
		}
		changes, err := tx.ChangesBy(e.Key)
		if len(changes) != 0 {
			w.Errorf("%d changes of what failed", len(changes))
		}
		return err
	})
	w.expect()
}

func TestAFullDiskGivesNothingUp(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.stop()
		full := &fullStore{Store: w.store}
		w.o.Store = full
		w.start()
		e := w.message(anna, "saw Acme")
		w.check(w.Receive(context.Background(), e))
		full.set(true)
		if err := w.Receive(context.Background(), w.message(anna, "saw Bolt")); !errors.Is(err, storage.ErrFull) {
			t.Errorf("what is not kept is acknowledged: %v", err)
		}
		w.pass(time.Hour)
		full.set(false)
		w.pass(time.Minute)
		w.expect("DUANNA: kept saw Acme")
	})
}

func TestAStartOnAFullDiskWaitsForRoom(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.stop()
		full := &fullStore{Store: w.store, full: true}
		w.o.Store = full
		w.o.Directory.Teams[0].Reps = []sales.PersonID{anna} // so that there is something to write
		w.start()
		w.pass(time.Minute)
		select {
		case <-w.Prepared():
			t.Error("it is at work")
		default:
		}
		full.set(false)
		w.pass(tryForRoom)
		w.says(anna, "saw Acme")
		w.expect("DUANNA: kept saw Acme")
	})
}

// fullStore is on a disk that may be full.
type fullStore struct {
	storage.Store
	mu   sync.Mutex
	full bool
}

func (s *fullStore) set(full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.full = full
}

func (s *fullStore) Update(ctx context.Context, change func(storage.Tx) error) error {
	s.mu.Lock()
	full := s.full
	s.mu.Unlock()
	if full {
		return fmt.Errorf("commit: %w", storage.ErrFull)
	}
	return s.Store.Update(ctx, change)
}
