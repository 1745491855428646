package boltstore

import (
	"roundsman/sales"
	"roundsman/storage"
)

// Orders and payments are listed as visits are: by day, latest first.

var dealingsBucket = newBucket(dealings, "dealing", func(d sales.Dealing) []entry {
	if d.Deleted {
		return nil
	}
	return []entry{
		dated(dealingsWith, string(d.Account), d.Day, d.Written, string(d.ID)),
		dated(dealingsBy, string(d.Rep), d.Day, d.Written, string(d.ID)),
	}
}).remembered()

var targetsBucket = newBucket[sales.Target](targets, "target", nil).remembered()

func (t *tx) Dealing(id sales.DealingID) (sales.Dealing, error) {
	return dealingsBucket.get(t, string(id))
}

func (t *tx) PutDealing(d sales.Dealing) error {
	_, _, err := dealingsBucket.put(t, string(d.ID), d)
	return err
}

func (t *tx) DealingsWith(account sales.AccountID, when storage.Period, p storage.Page) ([]sales.Dealing, string, error) {
	return dealingsBucket.list(t, dealingsWith, within(string(account), when), p)
}

func (t *tx) DealingsBy(rep sales.PersonID, when storage.Period, p storage.Page) ([]sales.Dealing, string, error) {
	return dealingsBucket.list(t, dealingsBy, within(string(rep), when), p)
}

func (t *tx) Target(id sales.TargetID) (sales.Target, error) { return targetsBucket.get(t, string(id)) }

func (t *tx) PutTarget(g sales.Target) error {
	_, _, err := targetsBucket.put(t, string(g.ID), g)
	return err
}
