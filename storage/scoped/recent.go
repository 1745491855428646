package scoped

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"roundsman/storage"
)

// recentName is where the events by which a person changed something are kept,
// so that the word "undo" knows what it means.
const recentName = "recent_changes"

// recentMost bounds how far back "undo" reaches.
const recentMost = 20

// Recent lists the latest events by which the viewer changed something and that
// were not undone, the latest first.
func (r *Reader) Recent() ([]string, error) {
	raw, err := r.Recall(recentName)
	if isMissing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recall recent changes: %w", err)
	}
	var events []string
	if err := json.Unmarshal(raw, &events); err != nil {
		return nil, fmt.Errorf("read recent changes: %w", err)
	}
	return events, nil
}

// Remember makes an event the latest of Recent, as a change of it does by itself.
func (w *Writer) Remember(event string) error { return w.remember(event) }

// Unremember takes events out of Recent: there is no way back from them.
func (w *Writer) Unremember(events ...string) error { return w.forgetRecent(events) }

func (w *Writer) remember(event string) error {
	events, err := w.Recent()
	if err != nil {
		return err
	}
	events = slices.DeleteFunc(events, func(e string) bool { return e == event })
	return w.keepRecent(append([]string{event}, events...))
}

func (w *Writer) forgetRecent(gone []string) error {
	events, err := w.Recent()
	if err != nil {
		return err
	}
	return w.keepRecent(slices.DeleteFunc(events, func(e string) bool { return slices.Contains(gone, e) }))
}

func (w *Writer) keepRecent(events []string) error {
	raw, err := json.Marshal(events[:min(len(events), recentMost)])
	if err != nil {
		return fmt.Errorf("write recent changes: %w", err)
	}
	if err := w.Keep(recentName, raw, time.Time{}); err != nil {
		return fmt.Errorf("keep recent changes: %w", err)
	}
	return nil
}

func isMissing(err error) bool { return errors.Is(err, storage.ErrNotFound) }
