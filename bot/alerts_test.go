package bot

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// truth is what the administrator's watch finds, which a test changes while it looks.
type truth struct {
	mu    sync.Mutex
	facts Facts
}

func (f *truth) now(context.Context) Facts {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.facts
}

func (f *truth) become(change func(*Facts)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.facts)
}

// watching is a world whose administrator is Mona.
func watching(t *testing.T, begin Facts, test func(w *world, facts *truth)) {
	t.Helper()
	facts := &truth{facts: begin}
	inWorld(t, func(o *Options) {
		o.Directory.Admins = []sales.PersonID{mona}
		o.Alerts = Alerts{After: 15 * time.Minute, BackupEvery: 48 * time.Hour, FreeBytes: 500 << 20, Facts: facts.now}
	}, func(w *world) { test(w, facts) })
}

// toMona are the messages to the administrator, one line each.
func toMona(w *world) (got []string) {
	for _, line := range w.sent() {
		if strings.HasPrefix(line, "DUMONA") {
			got = append(got, line)
		}
	}
	return got
}

func (w *world) alerts(want ...string) {
	w.Helper()
	got := toMona(w)
	if len(got) != len(want) {
		w.Fatalf("the administrator was sent\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			w.Errorf("the administrator was sent %q, want %q", got[i], want[i])
		}
	}
}

// A full disk is told once a day, and that it is over in the same message.
func TestAnAdministratorIsToldOnceADayAndWhenItIsOver(t *testing.T) {
	watching(t, Facts{FreeBytes: 100 << 20, LastBackup: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}, func(w *world, facts *truth) {
		w.pass(3 * time.Hour)
		w.alerts("Only 100 MB are free where my data is; I want 500 MB")
		facts.become(func(f *Facts) { f.FreeBytes = 900 << 20 })
		w.pass(2 * time.Minute)
		w.alerts("becomes: :white_check_mark: The disk nearly full: over at")
		facts.become(func(f *Facts) { f.FreeBytes = 100 << 20 })
		w.pass(2 * time.Minute)
		w.alerts("becomes: :warning: *roundsman needs its administrator*") // the same day: the same message
		w.pass(24 * time.Hour)
		w.alerts("Only 100 MB are free")
	})
}

func TestAnOldBackupIsTold(t *testing.T) {
	watching(t, Facts{}, func(w *world, facts *truth) {
		w.pass(47 * time.Hour)
		w.alerts()
		w.pass(2 * time.Hour)
		w.alerts("There is no backup yet. Run `roundsman backup FILE`")
		facts.become(func(f *Facts) { f.LastBackup = time.Now() })
		w.pass(2 * time.Minute)
		w.alerts("No recent backup: over")
		w.pass(49 * time.Hour)
		w.alerts("The last backup is of")
	})
}

// What Slack refuses for good is told, again only when there is more of it, and
// ends with a retry.
func TestDeadMessagesAreTold(t *testing.T) {
	watching(t, Facts{LastBackup: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}, func(w *world, _ *truth) {
		dead := func(key string) {
			w.check(w.store.Update(w.Context(), func(tx storage.Tx) error {
				c := words("x")
				return tx.Enqueue(storage.OutEntry{Key: key, Op: storage.OpPost, To: anna, Card: &c, Created: time.Now()})
			}))
			w.check(w.store.Update(w.Context(), func(tx storage.Tx) error {
				e, err := tx.OutEntry(key)
				if err != nil {
					return err
				}
				e.State, e.Ended, e.Error = storage.OutDead, time.Now(), "is_archived"
				return tx.SettleOut(e)
			}))
		}
		dead("a")
		w.pass(2 * time.Minute)
		w.alerts("Slack refused 1 message for good. `roundsman outbox list` says why")
		w.pass(48 * time.Hour)
		w.alerts() // it has been said
		dead("b")
		w.pass(2 * time.Minute)
		w.alerts("Slack refused 2 messages for good")
		w.check(w.store.Update(w.Context(), func(tx storage.Tx) error {
			for _, key := range []string{"a", "b"} {
				e, err := tx.OutEntry(key)
				if err != nil {
					return err
				}
				e.State = storage.OutCancelled
				if err := tx.SettleOut(e); err != nil {
					return err
				}
			}
			return nil
		}))
		w.pass(2 * time.Minute)
		w.alerts("Messages that Slack refused: over")
	})
}

// What could not be told before it was over is not told at all.
func TestATroubleThatIsOverBeforeItCouldBeToldIsNotTold(t *testing.T) {
	watching(t, Facts{FreeBytes: 1 << 20, LastBackup: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}, func(w *world, facts *truth) {
		for i := range 13 {
			if i == 7 {
				facts.become(func(f *Facts) { f.FreeBytes = 1 << 40 })
			}
			w.dispatcher.brokenBy("invalid_auth")
			w.pass(10 * time.Second)
		}
		w.pass(2 * time.Minute)
		w.alerts()
	})
}
