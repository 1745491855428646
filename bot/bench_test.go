package bot

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// instant is a Sender that takes no time and counts.
type instant struct {
	Sender
	sent  atomic.Int64
	heard func(Post)
}

func (s *instant) Post(_ context.Context, p Post) (sales.Source, error) {
	n := s.sent.Add(1)
	s.heard(p)
	return sales.Source{Channel: p.Channel, TS: fmt.Sprint(n)}, nil
}

func (s *instant) Profile(_ context.Context, id sales.PersonID) (Profile, error) {
	return Profile{ID: id, Name: "Rep", Zone: "UTC"}, nil
}

// BenchmarkFromReceiptToReply has 64 people write, each again when answered: an
// event kept, applied (an account, a visit, their trail) and answered.
func BenchmarkFromReceiptToReply(b *testing.B) {
	const people = 64
	words, err := locale.Load()
	if err != nil {
		b.Fatal(err)
	}
	store, err := boltstore.Open(filepath.Join(b.TempDir(), "books.db"), boltstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	ids := make([]sales.PersonID, people)
	answered := map[sales.PersonID]chan struct{}{}
	err = store.Update(b.Context(), func(tx storage.Tx) error {
		for i := range ids {
			ids[i] = sales.PersonID(fmt.Sprintf("T1/U%d", i))
			answered[ids[i]] = make(chan struct{}, 1)
			p := sales.Person{ID: ids[i], Role: sales.RoleRep, Team: "east", Zone: "UTC", Language: "en", Confirmed: time.Now()}
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	out := &instant{heard: func(p Post) { answered[p.To] <- struct{}{} }}
	w, err := New(Options{
		Store: store, Sender: out, Words: words, Rules: sales.DefaultRules(), Commands: sayings(), FreeText: "visit", Help: "help",
		Clock: time.Now, Random: rand.NewChaCha8([32]byte{1}), Log: slog.New(slog.DiscardHandler), Pace: unpaced,
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	var run sync.WaitGroup
	run.Go(func() { _ = w.Run(ctx) })
	<-w.Prepared()
	b.ReportAllocs()
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	var writers sync.WaitGroup
	for _, id := range ids {
		writers.Go(func() {
			for n := left.Add(-1); n >= 0; n = left.Add(-1) {
				channel, ts := "D"+id.User(), fmt.Sprintf("1.%d", n)
				err := w.Receive(ctx, event.Event{
					Key: "m:" + channel + ":" + ts, Kind: event.Message, Actor: id, TS: ts, Text: "saw Acme", At: time.Now(),
					Place: event.Place{Kind: event.Direct, Channel: channel},
				})
				if err != nil {
					b.Error(err)
					return
				}
				<-answered[id]
			}
		})
	}
	writers.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	stop()
	run.Wait()
}
