package reminders_test

import (
	"context"
	"fmt"
	"testing"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

// BenchmarkSweep sweeps 3,000 due follow-ups of 300 people, among as many that
// are not due.
func BenchmarkSweep(b *testing.B) {
	const people, each = 300, 10
	for range b.N {
		b.StopTimer()
		o := open(b)
		for p := range people {
			owner := sales.PersonID(fmt.Sprintf("T1/U%04d", p))
			o.update(func(tx storage.Tx) error {
				if err := tx.PutPerson(sales.Person{ID: owner, Role: sales.RoleRep, Zone: "Asia/Shanghai"}); err != nil {
					return err
				}
				for i := range 2 * each {
					f := sales.FollowUp{
						ID: sales.FollowUpID(fmt.Sprintf("f%d-%d", p, i)), What: "send quote", Owner: owner, Status: sales.FollowUpOpen,
						Due: sales.Due{Day: day("2026-11-24").AddDays(i % 2 * 30)}, Created: at("2026-11-02 10:00"), Version: 1,
					}
					due := storage.DueItem{Key: "followup/" + string(f.ID), Kind: "followup", Subject: string(f.ID), At: at("2026-11-24 09:00").AddDate(0, 0, i%2*30)}
					if err := tx.PutFollowUp(f); err != nil {
						return err
					}
					if err := tx.Schedule(due); err != nil {
						return err
					}
				}
				return nil
			})
		}
		b.StartTimer()
		swept, err := reminders.Sweep(context.Background(), o.store, o.rules, at("2026-11-24 09:00"))
		if err != nil || swept.Items != people*each {
			b.Fatalf("swept %+v: %v", swept, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*people*each), "µs/item")
}
