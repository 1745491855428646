package boltstore

import (
	"testing"

	"roundsman/storage"
	"roundsman/storage/storetest"
)

// When it is written to the disk is no part of the contract that the suite knows:
// the crash tests hold that.
func TestConformance(t *testing.T) {
	storetest.Run(t, func(t testing.TB) storage.Store {
		s, err := Open(t.TempDir()+"/store.db", Options{Unsynced: true})
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
