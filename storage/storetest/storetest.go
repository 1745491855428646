// Package storetest is the specification of package storage: a store is right
// if Run passes. Every closure is run twice, the first time in vain, as the
// contract allows.
package storetest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roundsman/sales"
	"roundsman/storage"
)

// Run tests a store. Open gives an empty one, closed by its own t.Cleanup, that
// indexes names by names.Keys.
func Run(t *testing.T, open func(t testing.TB) storage.Store) {
	for _, part := range []struct {
		name string
		test func(*world)
	}{
		{"people", people},
		{"people by name", peopleByName},
		{"accounts", accounts},
		{"accounts move", accountsMove},
		{"accounts by name", accountsByName},
		{"edition of the register", edition},
		{"contacts", contacts},
		{"visits", visits},
		{"notes", notes},
		{"periods", periods},
		{"follow-ups of an owner", followUpsOfOwner},
		{"follow-ups for an account", followUpsForAccount},
		{"follow-ups settled", followUpsSettled},
		{"reports", reports},
		{"plans", plans},
		{"paging", paging},
		{"paging while things change", pagingUnderChange},
		{"dealings", dealings},
		{"targets", targets},
		{"trail", trail},
		{"links", links},
		{"memory", memory},
		{"forgetting values", forgettingValues},
		{"inbox", inbox},
		{"inbox ends", inboxEnds},
		{"inbox order", inboxOrder},
		{"inbox dead", inboxDead},
		{"backlogs", backlogs},
		{"agenda", agenda},
		{"outbox states", outboxStates},
		{"outbox order", outboxOrder},
		{"outbox conversation", outboxConversation},
		{"outbox room", outboxRoom},
		{"outbox held back", outboxHeldBack},
		{"outbox words", outboxWords},
		{"outbox retry", outboxRetry},
		{"outbox lease", outboxLease},
		{"outbox late report", outboxLateReport},
		{"outbox coalescing", outboxCoalescing},
		{"outbox coalescing while leased", outboxCoalescingLeased},
		{"outbox revival", outboxRevival},
		{"inbox in one transaction", inboxAtOnce},
		{"outbox in one transaction", outboxAtOnce},
		{"outbox sent to", outboxSentTo},
		{"forgetting messages and events", forgettingEnded},
		{"forgetting events before messages", forgettingApart},
		{"instants", instants},
		{"errors roll back", rollback},
		{"concurrency", concurrency},
		{"reading is consistent", consistency},
		{"cancelled", cancelled},
		{"backup", backup},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(&world{t, twice{open(t)}}) })
	}
	t.Run("agenda against a model", func(t *testing.T) { agendaModel(t, open) })
	t.Run("outbox against a model", func(t *testing.T) { outboxModel(t, open) })
}

// twice runs every closure twice: it must be re-runnable.
type twice struct{ storage.Store }

var errInVain = errors.New("run once more")

func (s twice) View(ctx context.Context, read func(storage.Tx) error) error {
	if err := s.Store.View(ctx, read); err != nil {
		return err
	}
	return s.Store.View(ctx, read)
}

func (s twice) Update(ctx context.Context, change func(storage.Tx) error) error {
	err := s.Store.Update(ctx, func(tx storage.Tx) error {
		if err := change(tx); err != nil {
			return err
		}
		return errInVain
	})
	if !errors.Is(err, errInVain) {
		return err
	}
	return s.Store.Update(ctx, change)
}

// world is a store under test.
type world struct {
	*testing.T
	store storage.Store
}

// do changes the store; the change must succeed.
func (w *world) do(change func(storage.Tx) error) {
	w.Helper()
	if err := w.store.Update(w.Context(), change); err != nil {
		w.Fatal(err)
	}
}

// see reads the store.
func (w *world) see(read func(storage.Tx) error) {
	w.Helper()
	if err := w.store.View(w.Context(), read); err != nil {
		w.Fatal(err)
	}
}

// missing wants ErrNotFound of a question.
func (w *world) missing(what string, ask func(storage.Tx) error) {
	w.Helper()
	err := w.store.View(w.Context(), ask)
	if !errors.Is(err, storage.ErrNotFound) {
		w.Errorf("%s: %v; want ErrNotFound", what, err)
	}
}

func (w *world) equal(what string, got, want any) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// all reads a list to its end in pages of this size.
func all[T any](w *world, limit int, list func(storage.Tx, storage.Page) ([]T, string, error)) (found []T) {
	w.Helper()
	page := storage.Page{Limit: limit}
	for {
		var some []T
		var next string
		w.see(func(tx storage.Tx) (err error) {
			some, next, err = list(tx, page)
			return err
		})
		found = append(found, some...)
		if next == "" {
			return found
		}
		if limit > 0 && len(some) != limit {
			w.Fatalf("a page of %d, but more follows; want %d", len(some), limit)
		}
		page.After = next
	}
}

// ids are what a list is compared by.
func ids[T, ID any](records []T, id func(T) ID) (found []ID) {
	for _, r := range records {
		found = append(found, id(r))
	}
	return found
}

// fill sets every instant and every empty field of a record that it can, so
// that a field that is not kept, or not kept exactly, is found.
func fill(record any) {
	fillValue(reflect.ValueOf(record).Elem())
}

var odd = time.Date(2026, 11, 24, 15, 4, 5, 123456789, time.FixedZone("", 8*3600))

func fillValue(v reflect.Value) {
	switch at := v.Addr().Interface().(type) {
	case *time.Time:
		*at = odd
		return
	case *sales.Date:
		*at = sales.NewDate(2026, 11, 24)
		return
	}
	switch v.Kind() { //nolint:exhaustive // the kinds that records have
	case reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem())
	case reflect.String:
		if v.String() == "" {
			v.SetString("<\"说\">")
		}
	case reflect.Int, reflect.Int64:
		if v.Int() == 0 {
			v.SetInt(7)
		}
	}
}

// kept is a filled record as it must come back.
func kept[T any](record T) T {
	v := reflect.ValueOf(&record).Elem()
	for i := range v.NumField() {
		if at, ok := v.Field(i).Addr().Interface().(*time.Time); ok && !at.IsZero() {
			*at = utc(*at)
		}
	}
	return record
}

func utc(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func day(d int) sales.Date { return sales.NewDate(2026, 11, d) }

func clock(hour, minute int) *sales.ClockTime { return &sales.ClockTime{Hour: hour, Minute: minute} }

// at is a minute of the test's day.
func at(minute int) time.Time {
	return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC).Add(time.Duration(minute) * time.Minute)
}
