package storetest

import (
	"roundsman/sales"
	"roundsman/storage"
)

func (w *world) dealing(dealings ...sales.Dealing) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, d := range dealings {
			if err := tx.PutDealing(d); err != nil {
				return err
			}
		}
		return nil
	})
}

func dealings(w *world) {
	d := sales.Dealing{
		ID: "d1", Kind: sales.DealOrder, Account: "a1", Rep: "T/ANN", Margin: sales.ShareOf(1250),
		Sources: []sales.Source{{Channel: "D1", TS: "1.2"}}, Version: 9,
	}
	fill(&d)
	d.Deleted = false
	w.missing("no dealing", func(tx storage.Tx) error { _, err := tx.Dealing("d1"); return err })
	w.dealing(d)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Dealing("d1")
		w.equal("dealing", got, kept(d))
		return err
	})
	w.dealing(
		sales.Dealing{ID: "d2", Account: "a1", Rep: "T/ANN", Day: day(24), Written: at(600)},
		sales.Dealing{ID: "d3", Account: "a1", Rep: "T/BO", Day: day(30)},
		sales.Dealing{ID: "d4", Account: "a1", Rep: "T/ANN", Day: day(2), Written: at(999)},
		sales.Dealing{ID: "d5", Account: "a2", Rep: "T/ANN", Day: day(25)},
	)
	with := func(a sales.AccountID) []sales.DealingID {
		return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.Dealing, string, error) {
			return tx.DealingsWith(a, storage.Period{}, p)
		}), func(d sales.Dealing) sales.DealingID { return d.ID })
	}
	by := func(rep sales.PersonID, when storage.Period) []sales.DealingID {
		return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.Dealing, string, error) {
			return tx.DealingsBy(rep, when, p)
		}), func(d sales.Dealing) sales.DealingID { return d.ID })
	}
	w.equal("with the account", with("a1"), []sales.DealingID{"d3", "d2", "d1", "d4"})
	w.equal("by the rep", by("T/ANN", storage.Period{}), []sales.DealingID{"d5", "d2", "d1", "d4"})
	w.equal("in a period", by("T/ANN", storage.Period{From: day(24), To: day(24)}), []sales.DealingID{"d2", "d1"})

	d.Account, d.Rep, d.Day = "a2", "T/BO", day(26)
	w.dealing(d)
	w.equal("moved away", with("a1"), []sales.DealingID{"d3", "d2", "d4"})
	w.equal("moved to", with("a2"), []sales.DealingID{"d1", "d5"})
	w.equal("counts for another", by("T/BO", storage.Period{}), []sales.DealingID{"d3", "d1"})
	d.Deleted = true
	w.dealing(d)
	w.equal("deleted", with("a2"), []sales.DealingID{"d5"})
	w.see(func(tx storage.Tx) error {
		got, err := tx.Dealing("d1")
		w.equal("deleted but there", got.Deleted, true)
		return err
	})
}

func targets(w *world) {
	g := sales.Target{ID: "p/2026-11/T/ANN", Goals: []sales.Goal{{Measure: sales.MeasureSales, Currency: "CNY", N: 5}, {Measure: sales.MeasureVisits, N: 40}}}
	fill(&g)
	w.missing("no target", func(tx storage.Tx) error { _, err := tx.Target(g.ID); return err })
	put := func(g sales.Target) { w.do(func(tx storage.Tx) error { return tx.PutTarget(g) }) }
	put(g)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Target(g.ID)
		w.equal("target", got, kept(g))
		return err
	})
	g.Goals, g.Version = g.Goals[:1], g.Version+1
	put(g)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Target(g.ID)
		w.equal("set anew", got, kept(g))
		return err
	})
}
