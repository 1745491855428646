package commands_test

import (
	"strings"
	"testing"

	"roundsman/commands/commandtest"
	"roundsman/sales"
	"roundsman/storage"
)

// A deleted message's words are gone from the records, from what the trail has
// of them, and from what is remembered of the telling; who did what and when
// stays (handbook section 14).
func TestDeletedWordsAreNowhereInTheBooks(t *testing.T) {
	w := commandtest.New(t)
	acme := w.Account("anna", "Acme", "Wang Lei, Purchasing")
	w.Says("anna", "Visited Acme today, they moan about Quibble. Follow up Friday: send zucchini")
	v := only(t, visits(t, w, "anna", acme))
	w.Says("anna", "they also want a walrus")
	w.Edits("anna", 2, "Visited Acme today, they moan about Quabble. Follow up Friday: send zucchini")
	if got := everything(t, w, v); !strings.Contains(got, "Quibble") || !strings.Contains(got, "walrus") {
		t.Fatal("the trail does not tell what was changed:", got)
	}

	w.Deletes("anna", 2)
	got := everything(t, w, v)
	for _, word := range []string{"Quibble", "Quabble", "zucchini"} {
		if strings.Contains(got, word) {
			t.Errorf("%s is still there: %s", word, got)
		}
	}
	if !strings.Contains(got, "walrus") || !strings.Contains(got, string(commandtest.ID("anna"))) {
		t.Error("what was not deleted is gone:", got)
	}

	w.Deletes("anna", 1)
	if got := everything(t, w, v); strings.Contains(got, "walrus") {
		t.Error("walrus is still there:", got)
	}
}

// everything is what the store has of a visit and its follow-ups, and remembers.
func everything(t *testing.T, w *commandtest.World, v sales.Visit) string {
	t.Helper()
	var all strings.Builder
	err := w.Store.View(t.Context(), func(tx storage.Tx) error {
		changes, _, err := tx.ChangesTo(sales.KindVisit, string(v.ID), storage.Page{})
		if err != nil {
			return err
		}
		for _, id := range v.FollowUps {
			of, _, err := tx.ChangesTo(sales.KindFollowUp, string(id), storage.Page{})
			if err != nil {
				return err
			}
			changes = append(changes, of...)
		}
		for _, c := range changes {
			all.WriteString(string(c.Who) + " " + string(c.Before) + " " + string(c.After) + "\n")
		}
		remembered, _, err := tx.Recollect("", storage.Page{})
		for name, value := range remembered {
			all.WriteString(name + ": " + string(value) + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
