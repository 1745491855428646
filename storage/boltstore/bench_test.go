package boltstore

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
	"roundsman/storage/storetest"
)

// BenchmarkUpdate is one small durable write, as bbolt does it itself and as we do.
func BenchmarkUpdate(b *testing.B) {
	for _, writers := range []int{1, 64} {
		b.Run(fmt.Sprintf("writers=%d/by=store", writers), func(b *testing.B) {
			s, err := Open(b.TempDir()+"/store.db", Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			before := commits(s)
			defer func() { b.ReportMetric(float64(b.N)/float64(commits(s)-before), "writes/commit") }()
			spread(b, writers, func(name string) error {
				return s.Update(context.Background(), func(tx storage.Tx) error {
					return tx.Keep(name, []byte("value"), time.Time{})
				})
			})
		})
		for by, update := range map[string]func(*bolt.DB, func(*bolt.Tx) error) error{
			"bbolt.Update": (*bolt.DB).Update, "bbolt.Batch": (*bolt.DB).Batch,
		} {
			b.Run(fmt.Sprintf("writers=%d/by=%s", writers, by), func(b *testing.B) {
				db, err := bolt.Open(b.TempDir()+"/bolt.db", 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, InitialMmapSize: mapSize})
				if err != nil {
					b.Fatal(err)
				}
				defer db.Close()
				spread(b, writers, func(name string) error {
					return update(db, func(t *bolt.Tx) error {
						in, err := t.CreateBucketIfNotExists([]byte("memory"))
						if err != nil {
							return err
						}
						return in.Put([]byte(name), []byte("value"))
					})
				})
			})
		}
	}
}

// commits counts a store's commits so far.
func commits(s *Store) (n int) {
	_ = s.db.View(func(b *bolt.Tx) error { n = b.ID(); return nil })
	return n
}

// spread runs writes from so many goroutines at once.
func spread(b *testing.B, writers int, write func(name string) error) {
	b.Helper()
	b.ReportAllocs()
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range writers {
		all.Go(func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					return
				}
				if err := write(fmt.Sprintf("%09d", n)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}

// BenchmarkMessage is an event's whole way through inbox and outbox: received,
// done with an answer enqueued, claimed, sent; four transactions.
func BenchmarkMessage(b *testing.B) {
	s, err := Open(b.TempDir()+"/store.db", Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	spread(b, 64, func(name string) error {
		e := storage.OutEntry{Key: name, Op: storage.OpPost, To: sales.PersonID(name)}
		if err := s.Update(b.Context(), keepEvent(name)); err != nil {
			return err
		}
		err := s.Update(b.Context(), func(tx storage.Tx) error {
			if err := tx.EndEvent(name, storage.InboxDone, now); err != nil {
				return nil //nolint:nilerr // the same number came round again
			}
			return tx.Enqueue(e)
		})
		if err != nil {
			return err
		}
		var claimed []storage.OutEntry
		err = s.Update(b.Context(), func(tx storage.Tx) (err error) {
			claimed, err = tx.Claim(now, time.Minute, storage.RoomFor(1))
			return err
		})
		if err != nil || len(claimed) == 0 {
			return err
		}
		return s.Update(b.Context(), func(tx storage.Tx) error {
			e := claimed[0]
			e.State, e.Ended, e.Sent = storage.OutSent, now, sales.Source{Channel: "D", TS: e.Key}
			return tx.SettleOut(e)
		})
	})
}

// BenchmarkAtScale asks a large workspace; see storetest.ScaleVariable.
func BenchmarkAtScale(b *testing.B) {
	path, scale := storetest.Generated(b, func(path string) (storage.Store, error) {
		return Open(path, Options{Unsynced: true})
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s, err := Open(path, Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s, err := Open(path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	pick := 0
	for _, q := range scaleQuestions(scale, &pick) {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				pick += 7919
				if err := q.ask(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	size, _ := os.Stat(path)
	b.Logf("heap and stacks %d MiB, file %d MiB", (m.HeapInuse+m.StackInuse)>>20, size.Size()>>20)
}

type scaleQuestion struct {
	name string
	ask  func(*Store) error
}

func scaleQuestions(scale storetest.Scale, pick *int) []scaleQuestion {
	ctx := context.Background()
	read := func(name string, ask func(storage.Tx, int) error) scaleQuestion {
		return scaleQuestion{name, func(s *Store) error {
			return s.View(ctx, func(tx storage.Tx) error { return ask(tx, *pick) })
		}}
	}
	sweep := func(limit int) func(*Store) error {
		return func(s *Store) error {
			return s.Update(ctx, func(tx storage.Tx) error {
				items, err := tx.DueBy(storetest.Today.Midnight(time.UTC).AddDate(99, 0, 0), limit)
				for _, i := range items {
					i.At = i.At.AddDate(0, 6, 0)
					if err := tx.Schedule(i); err != nil {
						return err
					}
				}
				return err
			})
		}
	}
	return []scaleQuestion{
		read("card", func(tx storage.Tx, n int) error {
			account := scale.Account(n % scale.Accounts)
			_, err1 := tx.Account(account)
			_, err2 := tx.ContactsOf(account)
			_, _, err3 := tx.VisitsTo(account, storage.Period{}, storage.Page{Limit: 5})
			_, _, err4 := tx.NotesOn(account, storage.Period{}, storage.Page{Limit: 5})
			_, _, err5 := tx.FollowUpsFor(account, true, storage.Page{Limit: 10})
			return anyOf(err1, err2, err3, err4, err5)
		}),
		read("agenda", func(tx storage.Tx, n int) error {
			rep := scale.Rep(n % scale.Reps)
			_, _, err1 := tx.OpenFollowUps(rep, storetest.Today, storage.Page{Limit: 50})
			_, _, err2 := tx.AccountsOf(rep, storage.Page{})
			_, err3 := tx.CountAccountsOf(rep)
			return anyOf(err1, err2, err3)
		}),
		read("account by name", func(tx storage.Tx, n int) error {
			for _, k := range names.Keys(scale.AccountName(n % scale.Accounts)) {
				if _, err := tx.AccountsNamed(k, false, 10); err != nil {
					return err
				}
			}
			return nil
		}),
		read("account by beginning", func(tx storage.Tx, n int) error {
			_, err := tx.AccountsNamed("n:"+[]string{"nord", "sud", "华", "alpen"}[n%4], true, 50)
			return err
		}),
		read("contact by name", func(tx storage.Tx, n int) error {
			_, err := tx.ContactsNamed(names.Keys(scale.ContactName(n % scale.Contacts))[0], false, 50)
			return err
		}),
		read("notes of a rep", func(tx storage.Tx, n int) error {
			_, _, err := tx.NotesBy(scale.Rep(n%scale.Reps), storage.Period{From: storetest.Today.AddMonths(-12)}, storage.Page{Limit: 50})
			return err
		}),
		{"sweep of 100", sweep(100)},
		{"sweep of 500", sweep(500)},
		{"a note", func(s *Store) error {
			return s.Update(ctx, func(tx storage.Tx) error {
				n := *pick % scale.Notes
				note, err := tx.Note(scale.Note(n))
				if err != nil {
					return err
				}
				note.Version++
				return tx.PutNote(note)
			})
		}},
	}
}

func anyOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
