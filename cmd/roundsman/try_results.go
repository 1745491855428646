package main

import (
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// inventedDealing is an order or a payment of the invented team: at which of
// inventedAccounts, how many days ago, how much, and the margin in percent.
type inventedDealing struct {
	account int
	kind    sales.DealingKind
	ago     int
	amount  int64 // whole units
	in      sales.Currency
	margin  int64 // 0: nobody said
	line    string
}

var inventedDealings = []inventedDealing{
	{0, sales.DealOrder, 2, 120_000, "CNY", 12, "compressors"},
	{1, sales.DealOrder, 9, 86_500, "CNY", 18, "service contract"},
	{1, sales.DealPayment, 5, 60_000, "CNY", 0, ""},
	{2, sales.DealOrder, 6, 4_200, "EUR", 0, "spare parts"},
	{0, sales.DealOrder, 38, 95_000, "CNY", 11, "compressors"},
	{0, sales.DealPayment, 33, 95_000, "CNY", 0, ""},
	{4, sales.DealOrder, 3, 260_000, "CNY", 14, "压缩机"},
	{5, sales.DealOrder, 8, 145_000, "CNY", 9, "冷水机"},
	{4, sales.DealPayment, 4, 180_000, "CNY", 0, ""},
	{5, sales.DealOrder, 35, 210_000, "CNY", 12, "冷水机"},
	{6, sales.DealPayment, 36, 90_000, "CNY", 0, ""},
}

// seedResults invents what was sold, and what is to be reached this month.
func seedResults(tx storage.Tx, now time.Time) error {
	today := sales.DateIn(now, time.UTC)
	for i, d := range inventedDealings {
		if err := tx.PutDealing(d.dealing(i, today, now)); err != nil {
			return err
		}
	}
	goals := map[string][3]int64{tryAnna: {8, 400_000, 250_000}, tryLiNa: {10, 500_000, 300_000}}
	for who, g := range goals {
		id := sales.NewPersonID(tryWorkspace, who)
		target := sales.Target{
			ID: sales.TargetOf(id, today), Person: id, Team: "key", Month: today.FirstOfMonth(), Set: now,
			By: sales.NewPersonID(tryWorkspace, tryMarta), Version: 1,
		}.With(
			sales.Goal{Measure: sales.MeasureVisits, N: g[0]},
			sales.Goal{Measure: sales.MeasureSales, Currency: "CNY", N: g[1] * 100},
			sales.Goal{Measure: sales.MeasureMargin, Currency: "CNY", N: g[1] * 12},
			sales.Goal{Measure: sales.MeasureCollection, Currency: "CNY", N: g[2] * 100},
		)
		if err := tx.PutTarget(target); err != nil {
			return err
		}
	}
	return nil
}

func (d inventedDealing) dealing(n int, today sales.Date, now time.Time) sales.Dealing {
	a := inventedAccounts[d.account]
	owner := sales.NewPersonID(tryWorkspace, a.owner)
	made := sales.Dealing{
		ID: sales.DealingID(fmt.Sprintf("try-%d", n)), Kind: d.kind, Account: sales.AccountID(fmt.Sprintf("try-%d", d.account)),
		Day: today.AddDays(-d.ago), Amount: sales.Money{Minor: d.amount * 100, Currency: d.in}, Line: d.line,
		Rep: owner, Team: "key", Author: owner, Written: now.AddDate(0, 0, -d.ago), Version: 1,
	}
	if d.margin > 0 {
		made.Margin = sales.ShareOf(d.margin * 100)
	}
	return made
}
