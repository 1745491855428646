package reminders_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// What is forecast is what is sent when the days come, to the minute.
func TestAForecastComesTrue(t *testing.T) {
	o := open(t)
	o.enroll("2026-11-23 08:00")
	o.promise(anna, "send quote", "2026-11-25")
	o.promise(anna, "call", "2026-11-26T15:30")
	o.promise(anna, "long overdue", "2026-11-20")
	o.promise(ben, "not hers", "2026-11-25")
	from, until := at("2026-11-23 08:00"), at("2026-12-03 08:00")

	var file bytes.Buffer
	must(t, o.store.Backup(context.Background(), &file))
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(path, file.Bytes(), 0o600))
	books, err := boltstore.Open(path, boltstore.Options{})
	must(t, err)
	defer func() { must(t, books.Close()) }()
	key := func(_ storage.Tx, _ time.Time, e storage.OutEntry) (string, error) { return e.Key, nil }
	planned, err := reminders.Forecast(context.Background(), books, o.rules, from, until, anna, key)
	must(t, err)
	if len(planned) < 4 {
		t.Fatalf("only %d messages are forecast: %v", len(planned), planned)
	}
	if waiting := o.waiting(); len(waiting) > 0 {
		t.Fatalf("the forecast put %d messages into the outbox", len(waiting))
	}
	var sent []reminders.Planned
	for now := from; !now.After(until); now = now.Add(time.Minute) {
		_, err := reminders.Sweep(context.Background(), o.store, o.rules, now)
		must(t, err)
		o.update(func(tx storage.Tx) error {
			claimed, err := tx.Claim(now, time.Minute, storage.RoomFor(100))
			for _, e := range claimed {
				if e.To == anna {
					sent = append(sent, reminders.Planned{At: now, Says: e.Key})
				}
				e.State, e.Ended, e.Sent = storage.OutSent, now, sales.Source{Channel: "D", TS: e.Key}
				must(t, tx.SettleOut(e))
			}
			return err
		})
	}
	same := func(a, b reminders.Planned) bool { return a.At.Equal(b.At) && a.Says == b.Says }
	if !slices.EqualFunc(planned, sent, same) {
		t.Errorf("forecast\n%v\nsent\n%v", planned, sent)
	}
}
