package storage_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"roundsman/sales"
	"roundsman/storage"
)

func TestAClassTellsNothingPrivate(t *testing.T) {
	var days int
	unread := json.Unmarshal([]byte(`"Wang Lei"`), &days)
	for want, err := range map[string]error{
		"":                          nil,
		"look up person: not found": fmt.Errorf("look up person: %w", fmt.Errorf("person %q: %w", "T1/ANNA", storage.ErrNotFound)),
		"sweep: look at followup: *errors.errorString": fmt.Errorf("sweep: %w", fmt.Errorf("look at followup: %w", errors.New("cannot read Anna's promise to Wang Lei"))),
		"sweep: damaged":                   fmt.Errorf("sweep: %w", fmt.Errorf("%w: person %q: %w", storage.ErrDamaged, "Anna", unread)),
		"recall: *json.UnmarshalTypeError": fmt.Errorf("recall: %w", unread),
		"not_found refused.unknown":        sales.Refuse(sales.NotFound, "refused.unknown", "said", "Wang Lei"),
	} {
		if got := storage.ErrorClass(err); got != want {
			t.Errorf("%v is told as %q; want %q", err, got, want)
		}
	}
}
