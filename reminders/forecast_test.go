package reminders_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

func noReason(*scoped.Reader, time.Time, string) (card.Text, bool, error) {
	return card.Text{}, false, nil
}

// What is forecast is what is sent when the days come, to the minute.
func TestAForecastComesTrue(t *testing.T) {
	o := open(t)
	o.enroll("2026-11-23 08:00")
	o.promise(anna, "send quote", "2026-11-25")
	o.promise(anna, "call", "2026-11-26T15:30")
	o.promise(anna, "long overdue", "2026-11-20")
	o.promise(ben, "not hers", "2026-11-25")
	from, until := at("2026-11-23 08:00"), at("2026-12-03 08:00")

	var planned []present.Coming
	must(t, o.store.View(t.Context(), func(tx storage.Tx) (err error) {
		planned, err = reminders.Forecast(tx, o.rules, from, until, anna, noReason)
		return err
	}))
	if len(planned) < 4 {
		t.Fatalf("only %d messages are forecast: %v", len(planned), planned)
	}
	if waiting := o.waiting(); len(waiting) > 0 {
		t.Fatalf("the forecast put %d messages into the outbox", len(waiting))
	}
	var sent []present.Coming
	for now := from; !now.After(until); now = now.Add(time.Minute) {
		_, err := reminders.Sweep(context.Background(), o.store, o.rules, now)
		must(t, err)
		o.update(func(tx storage.Tx) error {
			claimed, err := tx.Claim(now, time.Minute, storage.RoomFor(100))
			for _, e := range claimed {
				if e.To == anna {
					sent = append(sent, present.Coming{At: now, Key: e.Key})
				}
				e.State, e.Ended, e.Sent = storage.OutSent, now, sales.Source{Channel: "D", TS: e.Key}
				must(t, tx.SettleOut(e))
			}
			return err
		})
	}
	same := func(a, b present.Coming) bool { return a.At.Equal(b.At) && a.Key == b.Key }
	if !slices.EqualFunc(planned, sent, same) {
		t.Errorf("forecast\n%v\nsent\n%v", planned, sent)
	}
}
