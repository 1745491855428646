package reminders

import (
	"context"
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Planned is one reminder that would be sent, and what it would say.
type Planned struct {
	At   time.Time
	Says string
}

// Says puts a reminder into words when it would be sent; "" if nothing is left
// to say by then.
type Says func(storage.Tx, time.Time, storage.OutEntry) (string, error)

// Forecast plays what the sweeper and the dispatcher would do on a copy of the
// books, from an instant to another, as if nobody did anything meanwhile, and
// gathers the reminders to one person.
func Forecast(ctx context.Context, books storage.Store, rules sales.Rules, from, until time.Time, to sales.PersonID, says Says) (all []Planned, err error) {
	if err := Enroll(ctx, books, from); err != nil {
		return nil, err
	}
	for now := from; !now.After(until); {
		if _, err := Sweep(ctx, books, rules, now); err != nil {
			return nil, err
		}
		some, err := sendAll(ctx, books, now, to, says)
		if err != nil {
			return nil, fmt.Errorf("forecast: %w", err)
		}
		all = append(all, some...)
		next, more, err := nextMove(ctx, books, now)
		if err != nil || !more {
			return all, err
		}
		now = next
	}
	return all, nil
}

// everything is room for whatever may be sent.
var everything = storage.RoomFor(perTransaction)

// sendAll settles every message whose time has come.
func sendAll(ctx context.Context, books storage.Store, now time.Time, to sales.PersonID, says Says) (all []Planned, err error) {
	for again := true; again; {
		var some []Planned
		err := books.Update(ctx, func(tx storage.Tx) error {
			some = nil
			claimed, err := tx.Claim(now, time.Minute, everything)
			again = len(claimed) > 0
			for i := 0; i < len(claimed) && err == nil; i++ {
				var p Planned
				if p, err = sendOne(tx, now, claimed[i], to, says); p.Says != "" {
					some = append(some, p)
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func sendOne(tx storage.Tx, now time.Time, e storage.OutEntry, to sales.PersonID, says Says) (p Planned, err error) {
	ours := e.Ref != nil && e.Ref.Kind == RefKind && e.To == to && e.Op == storage.OpPost
	if ours {
		if p.Says, err = says(tx, now, e); err != nil {
			return p, err
		}
		p.At = now
	}
	e.State, e.Ended, e.Sent = storage.OutSent, now, sales.Source{Channel: "forecast", TS: e.Key}
	if ours && p.Says == "" {
		e.State, e.Sent = storage.OutCancelled, sales.Source{}
	}
	return p, tx.SettleOut(e)
}

// nextMove is when something is due, or may be sent, after an instant.
func nextMove(ctx context.Context, books storage.Store, now time.Time) (next time.Time, some bool, err error) {
	err = books.View(ctx, func(tx storage.Tx) error {
		due, isDue, err := tx.NextDue()
		if err != nil {
			return err
		}
		out, isOut, err := tx.NextOut(everything)
		switch {
		case isDue && isOut && out.Before(due), !isDue:
			next = out
		default:
			next = due
		}
		some = isDue || isOut
		return err
	})
	if !next.After(now) { // what is left for this very instant
		next = now.Add(time.Microsecond)
	}
	return next, some, err
}
