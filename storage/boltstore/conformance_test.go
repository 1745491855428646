package boltstore

import (
	"testing"

	"roundsman/storage"
	"roundsman/storage/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t testing.TB) storage.Store {
		s, err := Open(t.TempDir()+"/store.db", Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
}
