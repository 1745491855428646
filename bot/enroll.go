package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

const (
	// directoryName is where the fingerprint of the configuration is kept to
	// which the register was last brought up to date.
	directoryName  = "directory"
	enrolledAtOnce = 100
)

// enroll brings the register of people up to date with the configuration, if
// that has changed.
func (w *Workspace) enroll(ctx context.Context) error {
	mark, err := w.o.Directory.fingerprint()
	if err != nil {
		return err
	}
	same, err := w.finds(ctx, func(tx storage.Tx) (bool, error) {
		var before string
		_, err := recall(tx, directoryName, &before)
		return before == mark, err
	})
	if err != nil || same {
		return err
	}
	others, err := w.misplaced(ctx)
	if err != nil {
		return err
	}
	for ids := range slices.Chunk(append(w.o.Directory.listed(), others...), enrolledAtOnce) {
		err := w.store.Update(ctx, func(tx storage.Tx) error { return w.enrollAll(tx, ids) })
		if err != nil {
			return fmt.Errorf("enroll people: %w", err)
		}
	}
	return w.store.Update(ctx, func(tx storage.Tx) error { return keep(tx, directoryName, mark, time.Time{}) })
}

// fingerprint tells configurations apart that make different people of somebody.
func (d Directory) fingerprint() (string, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("fingerprint of the configured people: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// misplaced are those whom the configuration gives another place than the one
// they have.
func (w *Workspace) misplaced(ctx context.Context) (ids []sales.PersonID, err error) {
	page := storage.Page{Limit: 500}
	for {
		var people []sales.Person
		err := w.store.View(ctx, func(tx storage.Tx) (err error) {
			people, page.After, err = tx.Everybody(page)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("list people: %w", err)
		}
		for _, p := range people {
			if there := w.o.Directory.place(p); !sameRights(p, there) {
				ids = append(ids, p.ID)
			}
		}
		if page.After == "" {
			return ids, nil
		}
	}
}

func sameRights(a, b sales.Person) bool {
	return a.Role == b.Role && a.Admin == b.Admin && a.Team == b.Team && slices.Equal(a.Manages, b.Manages)
}

func (w *Workspace) enrollAll(tx storage.Tx, ids []sales.PersonID) error {
	for _, id := range ids {
		if err := w.enrollOne(tx, id); err != nil {
			return err
		}
	}
	return nil
}

func (w *Workspace) enrollOne(tx storage.Tx, id sales.PersonID) error {
	before, err := person(tx, id)
	if err != nil {
		return err
	}
	after := w.o.Directory.newcomer(id)
	if before != nil {
		after = *before
	}
	_, err = w.register(tx, before, w.o.Directory.place(after), "configuration")
	return err
}
