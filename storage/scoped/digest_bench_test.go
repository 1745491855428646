package scoped_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/scoped"
	"roundsman/storage/storetest"
)

// A month of one rep: what a busy one does.
const (
	accountsARep = 20
	visitsAMonth = 40
	ordersAMonth = 15
	promisesOpen = 10
)

var boss = sales.Person{ID: "T/BOSS", Name: "Boss", Role: sales.RoleManager, Manages: []sales.TeamID{"big"}, Zone: "UTC", Week: sales.DefaultWeek()}

// bigTeam keeps a team of so many reps with two months of records each, and tells
// how many records that is.
func bigTeam(tb testing.TB, store storage.Store, reps int) (records int) {
	tb.Helper()
	must(tb, store.Update(context.Background(), func(tx storage.Tx) error { return tx.PutPerson(boss) }))
	for n := range reps {
		must(tb, store.Update(context.Background(), func(tx storage.Tx) (err error) {
			some, err := aBusyRep(tx, n)
			records += some
			return err
		}))
	}
	return records
}

func aBusyRep(tx storage.Tx, n int) (records int, err error) {
	p := sales.Person{ID: sales.PersonID(fmt.Sprintf("T/REP%d", n)), Name: fmt.Sprintf("Rep %04d", n), Role: sales.RoleRep, Team: "big", Zone: "UTC", Week: sales.DefaultWeek()}
	keep := func(put error) {
		records++
		if err == nil {
			err = put
		}
	}
	keep(tx.PutPerson(p))
	day := func(i int) sales.Date { return sales.NewDate(2026, 10, 1).AddDays(i * 61 / (2 * visitsAMonth)) }
	account := func(i int) sales.AccountID { return sales.AccountID(fmt.Sprintf("a%d-%d", n, i%accountsARep)) }
	for i := range accountsARep {
		keep(tx.PutAccount(sales.Account{
			ID: account(i), Name: fmt.Sprintf("Customer %d of rep %d", i, n), Owner: p.ID, Team: "big", Class: []sales.Class{"A", "B", "C"}[i%3],
			Created: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), LastCounted: sales.NewDate(2026, 11, 1+i%30), Version: 1,
		}))
	}
	for i := range 2 * visitsAMonth {
		keep(tx.PutVisit(sales.Visit{
			ID: sales.VisitID(fmt.Sprintf("v%d-%d", n, i)), Account: account(i), Day: day(i), Mode: sales.InPerson, Said: "They want 60-day terms.",
			Author: p.ID, Written: day(i).At(sales.ClockTime{Hour: 9}, time.UTC), Version: 1,
		}))
	}
	for i := range 2 * ordersAMonth {
		d := sales.NewDate(2026, 10, 1).AddDays(i * 61 / (2 * ordersAMonth))
		keep(tx.PutDealing(sales.Dealing{
			ID: sales.DealingID(fmt.Sprintf("d%d-%d", n, i)), Kind: []sales.DealingKind{sales.DealOrder, sales.DealPayment}[i%2], Account: account(i), Rep: p.ID, Team: "big",
			Day: d, Amount: sales.Money{Minor: 1_000_000, Currency: "CNY"}, Author: p.ID, Written: d.At(sales.ClockTime{Hour: 9}, time.UTC), Version: 1,
		}))
	}
	for i := range promisesOpen {
		keep(tx.PutFollowUp(sales.FollowUp{
			ID: sales.FollowUpID(fmt.Sprintf("f%d-%d", n, i)), What: "send quote", Account: account(i), Owner: p.ID, Author: p.ID,
			Due: sales.Due{Day: sales.NewDate(2026, 11, 1+i)}, Status: sales.FollowUpOpen, Version: 1,
		}))
	}
	keep(tx.PutTarget(sales.Target{ID: sales.TargetOf(p.ID, november), Person: p.ID, Team: "big", Month: november, Goals: []sales.Goal{{Measure: sales.MeasureVisits, N: 40}}}))
	return records, err
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func aBook(tb testing.TB) storage.Store {
	tb.Helper()
	store, err := boltstore.Open(filepath.Join(tb.TempDir(), "books.db"), boltstore.Options{Unsynced: true})
	must(tb, err)
	tb.Cleanup(func() { _ = store.Close() })
	return store
}

// BenchmarkDigest adds up a month of teams of 100, 500 and 1,000 reps, beside the
// month before it: it grows with the records, as µs/record tells.
func BenchmarkDigest(b *testing.B) {
	for _, reps := range []int{100, 500, 1000} {
		b.Run(fmt.Sprint("reps=", reps), func(b *testing.B) {
			store := aBook(b)
			records := bigTeam(b, store, reps)
			c := sales.CalendarOf(boss, sales.DefaultRules())
			processor := -storetest.ProcessTime()
			for b.Loop() {
				must(b, store.View(b.Context(), func(tx storage.Tx) error {
					t, err := scoped.For(tx, boss, time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)).TeamPeriod("big", sales.MonthSpans(november), c)
					if err == nil && (len(t.People) != reps || t.Now.Visits == 0) {
						b.Fatalf("%d people, %d visits", len(t.People), t.Now.Visits)
					}
					return err
				}))
			}
			processor += storetest.ProcessTime()
			b.ReportMetric(float64(processor.Microseconds())/float64(b.N*records), "cpu-µs/record")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*records), "µs/record")
			b.ReportMetric(float64(records), "records")
		})
	}
}
