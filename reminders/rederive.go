package reminders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// settingsName remembers from which settings the agenda was derived.
const settingsName = "reminders/settings"

// Rederive has everything looked at anew when the settings from which instants
// are derived (schedules, working week, holidays) are not those of the last
// start. settings names them: any text that differs when they do.
func Rederive(ctx context.Context, store storage.Store, settings string, now time.Time) error {
	same, err := derivedFrom(ctx, store, settings)
	if err != nil || same {
		return err
	}
	page := storage.Page{Limit: perTransaction}
	for {
		var items []storage.DueItem
		items, page.After, err = lookAgain(ctx, store, page, now)
		if err != nil {
			return fmt.Errorf("derive agenda anew: %w", err)
		}
		for some := range slices.Chunk(items, perTransaction) {
			if err := store.Update(ctx, func(tx storage.Tx) error { return schedule(tx, some) }); err != nil {
				return fmt.Errorf("derive agenda anew: %w", err)
			}
		}
		if page.After == "" {
			break
		}
	}
	return store.Update(ctx, func(tx storage.Tx) error { return tx.Keep(settingsName, []byte(settings), time.Time{}) })
}

func derivedFrom(ctx context.Context, store storage.Store, settings string) (same bool, err error) {
	err = store.View(ctx, func(tx storage.Tx) error {
		before, err := tx.Recall(settingsName)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		same = string(before) == settings
		return err
	})
	return same, err
}

// lookAgain lists the items of a page of people by which all of theirs are
// derived anew.
func lookAgain(ctx context.Context, store storage.Store, page storage.Page, now time.Time) (items []storage.DueItem, next string, err error) {
	err = store.View(ctx, func(tx storage.Tx) error {
		items = nil
		var people []sales.Person
		if people, next, err = tx.Everybody(page); err != nil {
			return err
		}
		for _, p := range people {
			for _, kind := range append(monthly(p), calendarName) {
				due := itemOf(kind, string(p.ID))
				due.At = now
				items = append(items, due)
			}
		}
		return nil
	})
	return items, next, err
}
