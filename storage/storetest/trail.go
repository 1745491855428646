package storetest

import (
	"encoding/json"
	"errors"

	"roundsman/sales"
	"roundsman/storage"
)

func trail(w *world) {
	made := sales.Change{
		Event: "m:D1:1", Seq: 0, At: at(1), Who: "T/ANN", Kind: sales.KindVisit, ID: "v1",
		After: json.RawMessage(`{"said":"<b> & c"}`), Source: sales.Source{Channel: "D1", TS: "1"},
	}
	also := sales.Change{Event: "m:D1:1", Seq: 1, At: at(1), Who: "T/ANN", Kind: sales.KindAccount, ID: "v1"}
	edit := sales.Change{
		Event: "e:D1:1:2", Seq: 0, At: at(5), Who: "T/ANN", Kind: sales.KindVisit, ID: "v1",
		Before: made.After, After: json.RawMessage(`{}`),
	}
	w.do(func(tx storage.Tx) error {
		return firstError(tx.AddChange(also), tx.AddChange(made), tx.AddChange(edit))
	})
	by := func(event string) (set []sales.Change) {
		w.see(func(tx storage.Tx) (err error) { set, err = tx.ChangesBy(event); return err })
		return set
	}
	to := func(kind sales.Kind) []string {
		const id = "v1"
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.Change, string, error) {
			return tx.ChangesTo(kind, id, p)
		}), func(c sales.Change) string { return c.Event })
	}
	w.equal("in order", by("m:D1:1"), []sales.Change{made, also})
	w.equal("of nothing", by("m:D1"), []sales.Change(nil))
	w.equal("latest first", to(sales.KindVisit), []string{"e:D1:1:2", "m:D1:1"})
	w.equal("of another kind", to(sales.KindAccount), []string{"m:D1:1"})
	w.equal("of nothing", to(sales.KindNote), []string(nil))

	w.do(func(tx storage.Tx) error { return tx.MarkUndone("m:D1:1") })
	made.Undone, also.Undone = true, true
	w.equal("undone as a whole", by("m:D1:1"), []sales.Change{made, also})
	w.equal("not the other", by("e:D1:1:2"), []sales.Change{edit})
	w.do(func(tx storage.Tx) error { return firstError(tx.MarkUndone("m:D1:1"), tx.MarkUndone("nothing")) })

	edit.Before = json.RawMessage(`{}`)
	w.do(func(tx storage.Tx) error { return tx.ReplaceChange(edit) })
	w.equal("in its place", by("e:D1:1:2"), []sales.Change{edit})
	w.equal("still found once", to(sales.KindVisit), []string{"e:D1:1:2", "m:D1:1"})
	missing := edit
	missing.Seq = 7
	err := w.store.Update(w.Context(), func(tx storage.Tx) error { return tx.ReplaceChange(missing) })
	if !errors.Is(err, storage.ErrNotFound) {
		w.Errorf("an entry that is not there was replaced: %v", err)
	}

	err = w.store.Update(w.Context(), func(tx storage.Tx) error { return tx.AddChange(edit) })
	if err == nil {
		w.Error("an entry of the trail was overwritten")
	}
}

func links(w *world) {
	said := sales.Source{Channel: "D1", TS: "1700000000.000100"}
	from := func(s sales.Source) (events []string) {
		w.see(func(tx storage.Tx) (err error) { events, err = tx.EventsFrom(s); return err })
		return events
	}
	w.equal("nothing", from(said), []string(nil))
	w.do(func(tx storage.Tx) error {
		return firstError(tx.LinkMessage(said, "m:2"), tx.LinkMessage(said, "e:1"), tx.LinkMessage(said, "m:2"))
	})
	w.do(func(tx storage.Tx) error {
		return firstError(tx.LinkMessage(said, "e:1"), tx.LinkMessage(sales.Source{Channel: "D1", TS: "17"}, "m:3"))
	})
	w.equal("in order, each once", from(said), []string{"m:2", "e:1"})
}
