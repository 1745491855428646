package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// watching is a world whose administrator is Mona.
func watching(t *testing.T, facts *Facts, test func(w *world)) {
	t.Helper()
	inWorld(t, func(o *Options) {
		o.Directory.Admins = []sales.PersonID{mona}
		o.Alerts = Alerts{After: 15 * time.Minute, BackupEvery: 48 * time.Hour, FreeBytes: 500 << 20, Facts: func(context.Context) Facts { return *facts }}
	}, test)
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
	facts := &Facts{FreeBytes: 100 << 20, LastBackup: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
	watching(t, facts, func(w *world) {
		w.pass(3 * time.Hour)
		w.alerts("Only 100 MB are free where my data is; I want 500 MB")
		facts.FreeBytes = 900 << 20
		w.pass(2 * time.Minute)
		w.alerts("becomes: :white_check_mark: The disk nearly full: over at")
		facts.FreeBytes = 100 << 20
		w.pass(2 * time.Minute)
		w.alerts("becomes: :warning: *roundsman needs its administrator*") // the same day: the same message
		w.pass(24 * time.Hour)
		w.alerts("Only 100 MB are free")
	})
}

func TestAnOldBackupIsTold(t *testing.T) {
	facts := &Facts{}
	watching(t, facts, func(w *world) {
		w.pass(47 * time.Hour)
		w.alerts()
		w.pass(2 * time.Hour)
		w.alerts("There is no backup yet. Run `roundsman backup FILE`")
		facts.LastBackup = time.Now()
		w.pass(2 * time.Minute)
		w.alerts("No recent backup: over")
		w.pass(49 * time.Hour)
		w.alerts("The last backup is of")
	})
}

// What Slack refuses for good is told, again only when there is more of it, and
// ends with a retry.
func TestDeadMessagesAreTold(t *testing.T) {
	facts := &Facts{LastBackup: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	watching(t, facts, func(w *world) {
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
	facts := &Facts{FreeBytes: 1 << 20, LastBackup: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	watching(t, facts, func(w *world) {
		for i := range 13 {
			if i == 7 {
				facts.FreeBytes = 1 << 40
			}
			w.dispatcher.brokenBy("invalid_auth")
			w.pass(10 * time.Second)
		}
		w.pass(2 * time.Minute)
		w.alerts()
	})
}
