package boltstore

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roundsman/bot/card"
	"roundsman/storage"
)

// A message that an earlier version put in, its card inside the record, is sent
// and settled like any other.
func TestCardInsideTheRecord(t *testing.T) {
	s := openTest(t, testPath(t))
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	title := card.Said("<!channel> & 你好")
	e := storage.OutEntry{Key: "k", Op: storage.OpPost, To: "T/ANN", Card: &card.Card{Title: &title}, Created: now}
	err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.Enqueue(e) })
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(x storage.Tx) error {
		tx := x.(*tx)
		e, err := tx.OutEntry("k")
		if err != nil {
			return err
		}
		data, err := encode(outRecord{OutEntry: e})
		if err != nil {
			return err
		}
		return tx.put(outbox, []byte("k"), data)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func(storage.Tx) (storage.OutEntry, error){
		func(tx storage.Tx) (storage.OutEntry, error) {
			claimed, err := tx.Claim(now, time.Minute, storage.RoomFor(1))
			return claimed[0], err
		},
		func(tx storage.Tx) (storage.OutEntry, error) {
			e, err := tx.OutEntry("k")
			if err != nil {
				return e, err
			}
			e.State = storage.OutDead
			return e, tx.SettleOut(e)
		},
		func(tx storage.Tx) (storage.OutEntry, error) { return tx.OutEntry("k") },
	} {
		err := s.Update(t.Context(), func(tx storage.Tx) error {
			got, err := step(tx)
			if diff := cmp.Diff(e.Card, got.Card); diff != "" {
				t.Error(diff)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
