package reminders_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/storetest"
)

// BenchmarkSweep sweeps 300 to 300,000 due follow-ups, ten a person, among
// 1,000,000 items that are scheduled for later; storetest.ScaleVariable makes
// all of it smaller. It tells the time an item, also of the processor alone, and the longest write transaction.
func BenchmarkSweep(b *testing.B) {
	part := 0.01
	if v := os.Getenv(storetest.ScaleVariable); v != "" {
		var err error
		if part, err = strconv.ParseFloat(v, 64); err != nil {
			b.Fatal(err)
		}
	}
	store, err := boltstore.Open(filepath.Join(b.TempDir(), "books.db"), boltstore.Options{})
	must(b, err)
	defer func() { must(b, store.Close()) }()
	scheduleLater(b, store, int(1_000_000*part))
	began := time.Now()
	clock := func() time.Time { return at("2026-11-24 09:00").Add(time.Since(began)) }
	round := 0
	for _, due := range []int{300, 3_000, 30_000, 300_000} {
		if due > 300 && float64(due) > 300_000*part {
			continue
		}
		b.Run(fmt.Sprint("due=", due), func(b *testing.B) {
			timed := &timedStore{Store: store}
			var processor time.Duration
			for range b.N {
				b.StopTimer()
				round++
				makeDue(b, store, round, due)
				processor -= storetest.ProcessTime()
				b.StartTimer()
				swept, err := reminders.SweepBy(context.Background(), timed, sales.DefaultRules(), clock)
				if err != nil || swept.Items < due || swept.Messages < due/10 {
					b.Fatalf("swept %+v: %v", swept, err)
				}
				processor += storetest.ProcessTime()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*due), "µs/item")
			b.ReportMetric(float64(processor.Microseconds())/float64(b.N*due), "cpu-µs/item")
			b.ReportMetric(float64(timed.longest.Microseconds())/1000, "ms/longest-write")
			b.ReportMetric(float64(timed.busiest.Microseconds())/1000, "cpu-ms/longest-write")
		})
	}
}

// timedStore remembers its longest write, and the most processor time of one.
type timedStore struct {
	storage.Store
	longest time.Duration
	busiest time.Duration // of the processor
}

func (s *timedStore) Update(ctx context.Context, change func(storage.Tx) error) error {
	began, used := time.Now(), storetest.ProcessTime()
	err := s.Store.Update(ctx, change)
	s.busiest = max(s.busiest, storetest.ProcessTime()-used)
	s.longest = max(s.longest, time.Since(began))
	return err
}

// inChunks makes many records, some thousand a transaction.
func inChunks(b *testing.B, store storage.Store, n int, put func(storage.Tx, int) error) {
	b.Helper()
	for from := 0; from < n; from += 5_000 {
		must(b, store.Update(context.Background(), func(tx storage.Tx) error {
			for i := from; i < min(n, from+5_000); i++ {
				if err := put(tx, i); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

func scheduleLater(b *testing.B, store storage.Store, n int) {
	b.Helper()
	later := at("2027-06-01 09:00")
	inChunks(b, store, n, func(tx storage.Tx, i int) error {
		id := fmt.Sprintf("later%07d", i)
		return tx.Schedule(storage.DueItem{Key: "followup/" + id, Kind: "followup", Subject: id, At: later.Add(time.Duration(i) * time.Second)})
	})
}

// makeDue makes follow-ups that are due, of ten a person.
func makeDue(b *testing.B, store storage.Store, round, n int) {
	b.Helper()
	inChunks(b, store, n, func(tx storage.Tx, i int) error {
		owner := sales.PersonID(fmt.Sprintf("T1/U%d-%06d", round, i/10))
		if i%10 == 0 {
			if err := tx.PutPerson(sales.Person{ID: owner, Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai", Welcomed: at("2026-01-05 10:00")}); err != nil {
				return err
			}
		}
		f := sales.FollowUp{
			ID: sales.FollowUpID(fmt.Sprintf("f%d-%06d", round, i)), What: "send quote", Owner: owner, Status: sales.FollowUpOpen,
			Due: sales.Due{Day: day("2026-11-24")}, Created: at("2026-11-02 10:00"), Version: 1,
		}
		if err := tx.PutFollowUp(f); err != nil {
			return err
		}
		return tx.Schedule(storage.DueItem{Key: "followup/" + string(f.ID), Kind: "followup", Subject: string(f.ID), At: at("2026-11-24 09:00")})
	})
}
