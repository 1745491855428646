package bot

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// leftoverVariable names the store of a process that applies what is in it.
const leftoverVariable = "ROUNDSMAN_TEST_LEFTOVER"

// TestApplyWhatIsLeft is no test but the process that the next one starts.
func TestApplyWhatIsLeft(t *testing.T) {
	path := os.Getenv(leftoverVariable)
	if path == "" {
		t.Skip("a process of another test")
	}
	w := worldOn(t, path)
	visit := w.o.Commands[0].Run
	w.o.Commands[0].Run = func(turn *commands.Turn) error {
		if strings.HasPrefix(turn.Rest, "deadly") {
			p, err := os.FindProcess(os.Getpid())
			if err = errors.Join(err, p.Kill()); err != nil {
				return err
			}
			select {}
		}
		return visit(turn)
	}
	var err error
	if w.Workspace, err = New(w.o); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Workspace.Run(ctx) }()
	for w.waiting() > 0 || w.unsent() > 0 {
		<-time.After(5 * time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// worldOn is a world of the machine's own time, on a store that others left.
func worldOn(t *testing.T, path string) *world {
	store, err := boltstore.Open(path, boltstore.Options{LockWait: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := newWorld(t, nil)
	w.store, w.o.Store = store, store
	return w
}

func (w *world) unsent() (n int) {
	w.view(func(tx storage.Tx) error {
		for _, state := range []storage.OutState{storage.OutPending, storage.OutLeased, storage.OutRetry} {
			b, err := tx.OutBacklog(state)
			if err != nil {
				return err
			}
			n += b.Count
		}
		return nil
	})
	return n
}

// A message that ends the process, a real one, is given up after three times;
// its author is told, and nobody else's message goes with it.
func TestWhatEndsTheProcessIsGivenUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "left.db")
	w := worldOn(t, path)
	deadly := w.message(anna, "deadly")
	left := []event.Event{deadly, w.message(anna, "saw Acme"), w.message(ben, "saw Bolt"), w.message(mona, "saw Cog")}
	for _, e := range left {
		e.Received = time.Now()
		w.update(func(tx storage.Tx) error { _, err := tx.Receive(e); return err })
	}
	w.check(w.store.Close())
	deaths := 0
	for ; deaths < 10; deaths++ {
		if ended := applyWhatIsLeft(t, path); ended {
			break
		}
	}
	if deaths != attempts {
		t.Errorf("it ended %d processes", deaths)
	}
	w = worldOn(t, path)
	for _, e := range left {
		want := storage.InboxDone
		if e.Key == deadly.Key {
			want = storage.InboxDead
		}
		if entry, err := entryOf(w, e.Key); err != nil || entry.State != want {
			t.Errorf("%s is %s, %v; want %s", e.Text, entry.State, err, want)
		}
	}
	w.view(func(tx storage.Tx) error {
		told, err := tx.OutEntry(deadly.Key + ">poison")
		if told.State != storage.OutSent || told.To != anna {
			t.Errorf("Anna was not told: %+v", told)
		}
		return err
	})
	for _, who := range []sales.PersonID{anna, ben, mona} {
		w.view(func(tx storage.Tx) error {
			visits, _, err := tx.VisitsBy(who, storage.Period{}, storage.Page{})
			if len(visits) != 1 {
				t.Errorf("%d visits of %s", len(visits), who)
			}
			return err
		})
	}
}

// applyWhatIsLeft runs a process until it has applied everything, or was killed.
func applyWhatIsLeft(t *testing.T, path string) (ended bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	child := exec.CommandContext(ctx, self, "-test.run", "^TestApplyWhatIsLeft$")
	child.Env = append(os.Environ(), leftoverVariable+"="+path)
	said, err := child.CombinedOutput()
	killed := new(exec.ExitError)
	switch {
	case ctx.Err() != nil:
		t.Fatalf("it did not end:\n%s", said)
	case err == nil:
		return true
	case !errors.As(err, &killed) || killed.Exited():
		t.Fatalf("%v:\n%s", err, said)
	}
	return false
}

// What is tried again because Slack does not say who wrote it has cost no process
// its life, however often it is begun.
func TestOnlyDeathsAreCounted(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.stop()
		e := w.message(guest, "saw Acme")
		e.Received = time.Now()
		w.update(func(tx storage.Tx) error { _, err := tx.Receive(e); return err })
		for range 2 * attempts {
			w.slack.set(func(s *slack) {
				s.fail = func(string, Post) (bool, error) { return false, &SendError{Failure: Later} }
			})
			w.start()
			w.stop()
		}
		if entry, err := entryOf(w, e.Key); err != nil || entry.Begun != 0 || entry.State != storage.InboxWaiting {
			t.Errorf("entry %+v, %v", entry, err)
		}
		w.slack.set(func(s *slack) { s.fail = nil })
		w.start()
		w.pass(time.Minute)
		if entry, err := entryOf(w, e.Key); err != nil || entry.State != storage.InboxDone {
			t.Errorf("entry %+v, %v", entry, err)
		}
	})
}
