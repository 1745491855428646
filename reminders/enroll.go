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

// Enroll puts everybody on the agenda who is not there yet: people who were
// registered before a kind of reminder was made, or whose look was lost.
func Enroll(ctx context.Context, store storage.Store, now time.Time) error {
	page := storage.Page{Limit: 500}
	for {
		missing, next, err := notEnrolled(ctx, store, page, now)
		if err != nil {
			return fmt.Errorf("enroll people: %w", err)
		}
		for some := range slices.Chunk(missing, perTransaction) {
			if err := store.Update(ctx, func(tx storage.Tx) error { return schedule(tx, some) }); err != nil {
				return fmt.Errorf("enroll people: %w", err)
			}
		}
		if next == "" {
			return nil
		}
		page.After = next
	}
}

func schedule(tx storage.Tx, items []storage.DueItem) error {
	for _, due := range items {
		if err := tx.Schedule(due); err != nil {
			return err
		}
	}
	return nil
}

func notEnrolled(ctx context.Context, store storage.Store, page storage.Page, now time.Time) (missing []storage.DueItem, next string, err error) {
	err = store.View(ctx, func(tx storage.Tx) error {
		missing = nil
		var people []sales.Person
		people, next, err = tx.Everybody(page)
		if err != nil {
			return err
		}
		for _, p := range people {
			for _, kind := range monthly(p) {
				due := itemOf(kind, string(p.ID))
				due.At = now
				_, err := tx.Scheduled(due.Key)
				if errors.Is(err, storage.ErrNotFound) {
					missing = append(missing, due)
				} else if err != nil {
					return err
				}
			}
		}
		return nil
	})
	return missing, next, err
}

// monthly are the kinds whose subject is a person and that come again for ever.
func monthly(p sales.Person) []string {
	switch {
	case p.Left:
		return nil
	case p.Role == sales.RoleManager && len(p.Manages) > 0:
		return []string{visitsName, missedName, digestName, planDayName, sales.RemindsWeekDigest, sales.RemindsMonthDigest}
	case p.Role == sales.RoleRep:
		return []string{visitsName, reportName, planName, planDayName, sales.RemindsOwnWeek, sales.RemindsOwnMonth}
	}
	return []string{visitsName}
}
