package boltstore

import (
	"errors"
	"fmt"
	"testing"

	"roundsman/sales"
	"roundsman/storage"
)

func named(tx storage.Tx, name string) (ids []sales.AccountID) {
	hits, _ := tx.AccountsNamed(testKeys(name)[0], false, 0)
	for _, h := range hits {
		ids = append(ids, h.Account)
	}
	return ids
}

// What a name led to is not believed after a renaming, before the commit as
// little as after it; what was rolled back is forgotten.
func TestAnswersFollowTheNames(t *testing.T) {
	s := openTest(t, testPath(t))
	sorry := errors.New("sorry")
	expect := func(tx storage.Tx, name string, want int) {
		t.Helper()
		for range 2 {
			if found := named(tx, name); len(found) != want {
				t.Errorf("%s: found %v, want %d", name, found, want)
			}
		}
	}
	for i := range 3 {
		name, before := fmt.Sprint("Acme ", i), fmt.Sprint("Acme ", i-1)
		for _, fails := range []error{sorry, nil} {
			err := s.Update(t.Context(), func(tx storage.Tx) error {
				expect(tx, name, 0)
				err := tx.PutAccount(sales.Account{ID: "a", Name: name})
				expect(tx, name, 1)
				expect(tx, before, 0)
				return errors.Join(err, fails)
			})
			if !errors.Is(err, fails) {
				t.Fatal(err)
			}
			err = s.View(t.Context(), func(tx storage.Tx) error {
				if fails != nil {
					expect(tx, name, 0)
				} else {
					expect(tx, name, 1)
					expect(tx, before, 0)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Who looks at an older state is answered from it, and leaves nothing of it
// to those who look at the present one.
func TestAnswersOfAnOlderState(t *testing.T) {
	s := openTest(t, testPath(t))
	put := func(name string) {
		err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.PutAccount(sales.Account{ID: "a", Name: name}) })
		if err != nil {
			t.Fatal(err)
		}
	}
	put("Acme")
	err := s.View(t.Context(), func(old storage.Tx) error {
		changed := make(chan struct{})
		go func() {
			defer close(changed)
			put("Bolt")
			_ = s.View(t.Context(), func(tx storage.Tx) error {
				if len(named(tx, "Bolt")) != 1 || len(named(tx, "Acme")) != 0 {
					t.Error("the new name is not known")
				}
				return nil
			})
		}()
		<-changed
		if len(named(old, "Acme")) != 1 || len(named(old, "Bolt")) != 0 {
			t.Error("the old state has changed")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx storage.Tx) error {
		if len(named(tx, "Bolt")) != 1 || len(named(tx, "Acme")) != 0 {
			t.Error("the old state was remembered")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
