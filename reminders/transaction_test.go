package reminders_test

import (
	"context"
	"testing"
	"time"

	"roundsman/reminders"
	"roundsman/storage"
)

// countedStore counts writes.
type countedStore struct {
	storage.Store
	writes int
}

func (s *countedStore) Update(ctx context.Context, change func(storage.Tx) error) error {
	s.writes++
	return s.Store.Update(ctx, change)
}

// A transaction of the sweep holds everybody up who writes: it ends when it is
// full, or when it has taken long.
func TestASweepLetsOthersWriteBetween(t *testing.T) {
	for _, tt := range []struct {
		name        string
		anItem      time.Duration // by the clock, each time it is asked
		most, least int           // writes for 200 items
	}{
		{"quick", 0, 2, 2},
		{"slow", 2 * time.Millisecond, 23, 18},
		{"slower than a transaction may take", time.Minute, 201, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := open(t)
			o.promises(200, "2026-11-24")
			o.sweep("2026-11-02 10:00")
			now := at("2026-11-24 09:00")
			store := &countedStore{Store: o.store}
			swept, err := reminders.SweepBy(context.Background(), store, o.rules, func() time.Time {
				now = now.Add(tt.anItem)
				return now
			})
			must(t, err)
			if swept.Items != 200 || store.writes > tt.most || store.writes < tt.least {
				t.Errorf("%+v in %d writes; want from %d to %d", swept, store.writes, tt.least, tt.most)
			}
			if messages := o.waiting(); len(messages) != 1 || len(messages[0].Ref.Items) != 200 {
				t.Errorf("%d messages", len(messages))
			}
		})
	}
}

// What a look leads to is looked at in the same transaction while there is room.
func TestWhatIsDueAtOnceIsOneWrite(t *testing.T) {
	o := open(t)
	o.promise(anna, "send quote", "2026-11-24")
	o.enroll("2026-11-24 09:00")
	store := &countedStore{Store: o.store}
	_, err := reminders.Sweep(context.Background(), store, o.rules, at("2026-11-24 09:00"))
	must(t, err)
	if store.writes != 1 {
		t.Errorf("%d writes", store.writes)
	}
}
