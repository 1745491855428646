package bot

import (
	"context"
	"fmt"

	"roundsman/sales"
	"roundsman/storage"
)

// Acquainted is closed once Slack was asked about everybody whom the
// configuration names: reminders before that could come in a wrong zone or
// language.
func (w *Workspace) Acquainted() <-chan struct{} { return w.acquainted }

// acquaint asks Slack about the configured people of whom it was never asked.
// Somebody it will not tell about is asked for when they write.
func (w *Workspace) acquaint(ctx context.Context) error {
	defer close(w.acquainted)
	for _, id := range w.o.Directory.listed() {
		if ctx.Err() != nil {
			return nil
		}
		if err := w.acquaintWith(ctx, id); err != nil {
			w.log.Warn("asking Slack about a configured person failed", "person", id, "error", errorClass(err))
		}
	}
	return nil
}

func (w *Workspace) acquaintWith(ctx context.Context, id sales.PersonID) error {
	known := false
	err := w.store.View(ctx, func(tx storage.Tx) error {
		a, err := lookUp(tx, id)
		known = a.known
		return err
	})
	if err != nil || known {
		return err
	}
	profile, err := w.sender.Profile(ctx, id)
	if err != nil {
		return fmt.Errorf("ask Slack: %w", err)
	}
	return w.store.Update(ctx, func(tx storage.Tx) error {
		a, err := lookUp(tx, id)
		if err != nil {
			return err
		}
		_, err = w.learn(tx, a, profile, w.now(), "start")
		return err
	})
}
