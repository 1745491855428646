package bot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

const adminCodeName = "admin/code"

// keepAdminCode keeps the hash of the one-time code of this start; an earlier
// start's is no longer valid.
func (w *Workspace) keepAdminCode(ctx context.Context) error {
	err := w.store.Update(ctx, func(tx storage.Tx) error {
		if w.o.AdminCode == "" {
			return tx.Forget(adminCodeName)
		}
		return keep(tx, adminCodeName, hashOf(w.o.AdminCode), time.Time{})
	})
	if err != nil {
		return fmt.Errorf("keep administrator's code: %w", err)
	}
	return nil
}

func hashOf(code string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(code))))
	return hex.EncodeToString(sum[:])
}

// redeems reports that an event is the one-time code, in direct message.
func redeems(tx storage.Tx, e event.Event) (bool, error) {
	if e.Kind != event.Message || e.Place.Kind != event.Direct || e.Text == "" {
		return false, nil
	}
	var kept string
	ok, err := recall(tx, adminCodeName, &kept)
	if err != nil || !ok {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(kept), []byte(hashOf(e.Text))) == 1, nil
}

// HasAdmin reports that somebody runs the bot already, so that no code is needed.
func (w *Workspace) HasAdmin(ctx context.Context) (found bool, err error) {
	if len(w.o.Directory.Admins) > 0 {
		return true, nil
	}
	return HasAdmin(ctx, w.store)
}

// HasAdmin reports that a store knows an administrator.
func HasAdmin(ctx context.Context, store storage.Store) (found bool, err error) {
	err = store.View(ctx, func(tx storage.Tx) error {
		page := storage.Page{Limit: 500}
		for !found {
			people, next, err := tx.Everybody(page)
			if err != nil {
				return err
			}
			for _, p := range people {
				found = found || p.Admin && !p.Left
			}
			if page.After = next; next == "" {
				return nil
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("look for an administrator: %w", err)
	}
	return found, nil
}

func adminNow(p sales.Person) sales.Person {
	p.Admin = true
	return p
}
