package commands

import (
	"fmt"
	"strings"

	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// calendarLink makes a new secret address; the one before ends with it.
func calendarLink(t *Turn) error {
	if t.FeedURL == "" || t.Secret == nil {
		return sales.Refuse(sales.Invalid, "refused.no_feed")
	}
	token, err := t.Secret()
	if err != nil {
		return fmt.Errorf("make secret address: %w", err)
	}
	if err := t.Tx.KeepFeed(token); err != nil {
		return err
	}
	c := present.CalendarLink(strings.TrimSuffix(t.FeedURL, "/") + FeedPath + token + ".ics")
	return t.Tx.Enqueue(storage.OutEntry{
		Key: t.outKey(), Op: storage.OpPost, To: t.Me.ID, Priority: storage.Answer, Created: t.Now, Card: &c, Secret: true,
	})
}

// FeedPath is where calendars are read, before the secret.
const FeedPath = "/calendar/"

func revokeCalendar(t *Turn) error {
	had, err := t.Tx.RevokeFeed()
	if err != nil {
		return err
	}
	return t.Say(present.CalendarRevoked(had))
}

func pressRevoke(t *Turn) error {
	had, err := t.Tx.RevokeFeed()
	if err != nil {
		return err
	}
	return t.Amend(present.CalendarRevoked(had))
}
