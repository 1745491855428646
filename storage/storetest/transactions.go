package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// instants are UTC to the microsecond whatever zone they came in, and none stays none.
func instants(w *world) {
	f := sales.FollowUp{ID: "f1", Status: sales.FollowUpOpen, Created: odd}
	w.promise(f)
	w.see(func(tx storage.Tx) error {
		got, err := tx.FollowUp("f1")
		if got.Created.Location() != time.UTC || got.Created.Nanosecond() != 123456000 {
			w.Errorf("created %v", got.Created)
		}
		if !got.Settled.IsZero() {
			w.Errorf("settled %v; want none", got.Settled)
		}
		return err
	})
}

func rollback(w *world) {
	w.put(sales.Account{ID: "a1", Name: "Acme", Owner: "T/ANN"})
	sorry := errors.New("sorry")
	err := w.store.Update(w.Context(), func(tx storage.Tx) error {
		return firstError(
			tx.PutAccount(sales.Account{ID: "a1", Name: "Beta", Owner: "T/BO"}),
			tx.PutAccount(sales.Account{ID: "a2", Name: "Gamma", Owner: "T/ANN"}),
			tx.Keep("x", []byte("1"), at(1)),
			tx.Enqueue(post("k", "T/ANN")),
			tx.Schedule(storage.DueItem{Key: "d", At: at(1)}),
			sorry)
	})
	if !errors.Is(err, sorry) {
		w.Errorf("got %v; want its own error", err)
	}
	w.equal("accounts", w.accountsOf("T/ANN"), []sales.AccountID{"a1"})
	w.equal("agenda", w.dueBy(at(9), 9), []string(nil))
	w.equal("outbox", w.claims(at(9), 9), []string(nil))
	w.equal("memory", w.recollect("", 9), map[string]string{})
}

// 64 at once add to one number, and one in eight fails after having written.
func concurrency(w *world) {
	const callers, rounds = 64, 8
	var all sync.WaitGroup
	sorry := errors.New("sorry")
	for c := range callers {
		all.Go(func() {
			for r := range rounds {
				fails := (c+r)%8 == 0
				err := w.store.Update(w.Context(), func(tx storage.Tx) error {
					if err := add(tx, "sum", 1); err != nil {
						return err
					}
					if err := tx.Keep(fmt.Sprintf("mine/%d/%d", c, r), nil, time.Time{}); err != nil {
						return err
					}
					if fails {
						return sorry
					}
					return nil
				})
				if errors.Is(err, sorry) != fails {
					w.Errorf("caller %d: %v", c, err)
				}
			}
		})
	}
	all.Wait()
	const want = callers * rounds * 7 / 8
	w.equal("sum", w.recollect("sum", 1), map[string]string{})
	w.see(func(tx storage.Tx) error {
		sum, err := tx.Recall("sum")
		w.equal("nothing lost, nothing twice", string(sum), strconv.Itoa(want))
		return err
	})
	w.equal("each left its mark", len(w.recollect("mine", 500)), want)
}

func add(tx storage.Tx, name string, n int) error {
	kept, err := tx.Recall(name)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	sum, _ := strconv.Atoi(string(kept))
	return tx.Keep(name, strconv.AppendInt(nil, int64(sum+n), 10), time.Time{})
}

// Two numbers always change together; nobody ever sees them apart.
func consistency(w *world) {
	ctx, stop := context.WithCancel(w.Context())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for ctx.Err() == nil {
				_ = w.store.View(ctx, func(tx storage.Tx) error {
					a, _ := tx.Recall("a")
					b, _ := tx.Recall("b")
					if !bytes.Equal(a, b) {
						w.Errorf("a is %s and b is %s", a, b)
					}
					return nil
				})
			}
		})
	}
	for range 50 {
		w.do(func(tx storage.Tx) error { return firstError(add(tx, "a", 1), add(tx, "b", 1)) })
	}
	stop()
	all.Wait()
}

func cancelled(w *world) {
	ctx, cancel := context.WithCancel(w.Context())
	cancel()
	ran := false
	run := func(storage.Tx) error { ran = true; return nil }
	if err := w.store.Update(ctx, run); !errors.Is(err, context.Canceled) {
		w.Errorf("update: %v", err)
	}
	if err := w.store.View(ctx, run); !errors.Is(err, context.Canceled) {
		w.Errorf("view: %v", err)
	}
	if err := w.store.Backup(ctx, new(bytes.Buffer)); !errors.Is(err, context.Canceled) {
		w.Errorf("backup: %v", err)
	}
	w.equal("ran", ran, false)
}

// A backup goes on while others write, and fails when its reader does.
func backup(w *world) {
	w.put(sales.Account{ID: "a1", Name: "Acme"})
	var copied bytes.Buffer
	var all sync.WaitGroup
	all.Go(func() {
		for i := range 20 {
			w.do(func(tx storage.Tx) error { return add(tx, "sum", i) })
		}
	})
	if err := w.store.Backup(w.Context(), &copied); err != nil || copied.Len() == 0 {
		w.Errorf("%d bytes, %v", copied.Len(), err)
	}
	all.Wait()
	if err := w.store.Backup(w.Context(), broken{}); !errors.Is(err, errBroken) {
		w.Errorf("to a writer that fails: %v", err)
	}
}

var errBroken = errors.New("broken pipe")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }
