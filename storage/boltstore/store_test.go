package boltstore

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

// testKeys index a name under itself in small letters.
func testKeys(name string) []string {
	return []string{"n:" + strings.ToLower(strings.ReplaceAll(name, " ", ""))}
}

func openTest(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{Keys: testKeys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func testPath(t *testing.T) string { return filepath.Join(t.TempDir(), "store.db") }

func keepEvent(key string) func(storage.Tx) error {
	return func(tx storage.Tx) error {
		_, err := tx.Receive(event.Event{Key: key})
		return err
	}
}

// A closure that fails takes nothing down with it but itself.
func TestFailureInAGroup(t *testing.T) {
	s := openTest(t, testPath(t))
	sorry := errors.New("sorry")
	var all sync.WaitGroup
	for i := range 64 {
		all.Go(func() {
			name := string(rune('a'+i%26)) + string(rune('a'+i/26))
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				if err := tx.Keep(name, []byte("x"), time.Time{}); err != nil {
					return err
				}
				if i%4 == 0 {
					return sorry
				}
				return nil
			})
			if failed := errors.Is(err, sorry); failed != (i%4 == 0) {
				t.Errorf("closure %d: %v", i, err)
			}
		})
	}
	all.Wait()
	_ = s.View(t.Context(), func(tx storage.Tx) error {
		values, _, err := tx.Recollect("", storage.Page{})
		if err != nil || len(values) != 48 {
			t.Errorf("kept %d, %v; want 48", len(values), err)
		}
		return nil
	})
}

// A panic comes back to its caller, an ended goroutine ends there, and the
// others are kept.
func TestPanicAndExit(t *testing.T) {
	s := openTest(t, testPath(t))
	var all sync.WaitGroup
	var panicked, exited int
	for i := range 3 {
		all.Go(func() {
			defer func() {
				if p, ok := recover().(*PanicError); ok && p.Value == "oh" {
					panicked++
				}
			}()
			_ = s.Update(t.Context(), func(tx storage.Tx) error {
				_ = tx.Keep("gone", nil, time.Time{})
				if i == 0 {
					panic("oh")
				}
				return nil
			})
		})
	}
	all.Wait()
	all.Go(func() {
		defer func() { exited++ }()
		_ = s.Update(t.Context(), func(tx storage.Tx) error {
			_ = tx.Keep("gone too", nil, time.Time{})
			runtime.Goexit()
			return nil
		})
		exited = -1
	})
	all.Wait()
	if panicked != 1 || exited != 1 {
		t.Errorf("panicked %d, exited %d; want 1 and 1", panicked, exited)
	}
	if err := s.Update(t.Context(), keepEvent("m:1")); err != nil {
		t.Fatal(err)
	}
	_ = s.View(t.Context(), func(tx storage.Tx) error {
		if _, err := tx.Recall("gone too"); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("an ended closure left a trace: %v", err)
		}
		_, err := tx.Entry("m:1")
		return err
	})
}

func TestCancelledBeforeStart(t *testing.T) {
	s := openTest(t, testPath(t))
	ctx, cancel := context.WithCancel(t.Context())
	entered, release := make(chan bool), make(chan bool)
	var all sync.WaitGroup
	all.Go(func() {
		_ = s.Update(t.Context(), func(storage.Tx) error { close(entered); <-release; return nil })
	})
	<-entered
	ran := false
	all.Go(func() {
		err := s.Update(ctx, func(storage.Tx) error { ran = true; return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		close(release)
	})
	cancel()
	all.Wait()
	if err := s.Close(); err != nil || ran {
		t.Errorf("ran %v, %v", ran, err)
	}
	if err := s.Update(t.Context(), keepEvent("m:2")); err == nil {
		t.Error("a closed store took something")
	}
}

// A transaction that is kept beyond its closure refuses.
func TestTxEndsWithItsClosure(t *testing.T) {
	s := openTest(t, testPath(t))
	var kept storage.Tx
	_ = s.View(t.Context(), func(tx storage.Tx) error { kept = tx; return nil })
	if _, err := kept.Person(sales.PersonID("T/U")); !errors.Is(err, errOver) {
		t.Errorf("read: %v", err)
	}
	_ = s.Update(t.Context(), func(tx storage.Tx) error { kept = tx; return nil })
	if err := kept.Forget("x"); !errors.Is(err, errOver) {
		t.Errorf("write: %v", err)
	}
}

var background = context.Background()

// Names that were folded otherwise are found after the file was opened again.
func TestFoldedAnew(t *testing.T) {
	path := testPath(t)
	old, err := Open(path, Options{Keys: func(name string) []string { return []string{"old:" + name} }})
	if err != nil {
		t.Fatal(err)
	}
	err = old.Update(t.Context(), func(tx storage.Tx) error {
		return errors.Join(
			tx.PutAccount(sales.Account{ID: "a1", Name: "Acme", Aliases: []string{"ACM"}}),
			tx.PutContact(sales.Contact{ID: "c1", Account: "a1", Name: "Wang Lei"}),
			tx.PutPerson(sales.Person{ID: "T/CJ", Name: "Chen Jie"}))
	})
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	s := openTest(t, path)
	err = s.View(t.Context(), func(tx storage.Tx) error {
		accounts, err1 := tx.AccountsNamed("n:acm", true, 9)
		contacts, err2 := tx.ContactsNamed("n:wanglei", false, 9)
		people, err3 := tx.PeopleNamed("n:chenjie", 9)
		gone, err4 := tx.AccountsNamed("old:", true, 9)
		if len(accounts) != 2 || len(contacts) != 1 || len(people) != 1 || len(gone) != 0 {
			t.Errorf("found %v, %v, %v, %v", accounts, contacts, people, gone)
		}
		return errors.Join(err1, err2, err3, err4)
	})
	if err != nil {
		t.Error(err)
	}
}
