package commands_test

import (
	"testing"

	"roundsman/commands/commandtest"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// What was read ahead of the transaction counts only if it would be read so in it:
// whatever changes between the two has the effect that it has before both.
func TestTheBooksChangeAfterReadingAhead(t *testing.T) {
	const text = "Visited Acme today, they want a quote"
	for name, x := range map[string]struct {
		meanwhile func(*commandtest.World, sales.AccountID)
		want      string // the account that the visit is kept at; empty: it is asked for
	}{
		"nothing":           {func(*commandtest.World, sales.AccountID) {}, "Acme"},
		"another visit":     {func(w *commandtest.World, _ sales.AccountID) { w.Says("ben", "Visited Acme today, all fine") }, "Acme"},
		"a visit of my own": {func(w *commandtest.World, _ sales.AccountID) { w.Says("anna", "Visited Globex today") }, "Acme"},
		"a second of one's": {func(w *commandtest.World, _ sales.AccountID) { w.Account("anna", "Acme") }, ""},
		"a colleague's":     {func(w *commandtest.World, _ sales.AccountID) { w.Account("ben", "Acme") }, "Acme"},
		"another name":      {func(w *commandtest.World, acme sales.AccountID) { rename(t, w, acme, "Bolt") }, ""},
		"a longer name":     {func(w *commandtest.World, acme sales.AccountID) { rename(t, w, acme, "Acme Pumps") }, "Acme Pumps"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, ahead := range []bool{true, false} {
				w := commandtest.New(t)
				acme := w.Account("anna", "Acme")
				w.Account("anna", "Globex")
				if ahead {
					w.Meanwhile = func() { x.meanwhile(w, acme) }
				} else {
					x.meanwhile(w, acme)
				}
				w.Says("anna", text)
				if !ahead && !w.Prepared.Taken() {
					t.Error("what was read ahead was read again, though nothing changed")
				}
				if got := visited(t, w); got != x.want {
					t.Errorf("read ahead: %v; the visit is kept at %q, want %q", ahead, got, x.want)
				}
			}
		})
	}
}

func rename(t *testing.T, w *commandtest.World, id sales.AccountID, name string) {
	t.Helper()
	err := w.Store.Update(t.Context(), func(tx storage.Tx) error {
		a, err := tx.Account(id)
		if err != nil {
			return err
		}
		a.Name = name
		return tx.PutAccount(a)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// visited is the name of the account of anna's visit that wants a quote.
func visited(t *testing.T, w *commandtest.World) (name string) {
	t.Helper()
	w.Books("anna", func(b *scoped.Reader) error {
		visits, _, err := b.VisitsBy(commandtest.ID("anna"), storage.Period{}, storage.Page{})
		for _, v := range visits {
			if v.Said != "" {
				a, err := b.AccountName(v.Account)
				if err != nil {
					return err
				}
				name = a.Name
			}
		}
		return err
	})
	return name
}
