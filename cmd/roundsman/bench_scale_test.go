package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/bot/localslack"
	"roundsman/cmd/roundsman/config"
	"roundsman/commands"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/scoped"
	"roundsman/storage/storetest"
)

// BenchmarkScale asks a workspace of 1,000,000 notes, 100,000 accounts and
// 10,000 reps (times storetest.ScaleVariable), and starts on it. MiB is what Go
// holds in heap and stacks after an operation; the file's pages are not in it.
func BenchmarkScale(b *testing.B) {
	path, scale := storetest.Generated(b, func(path string) (storage.Store, error) { return boltstore.Open(path, boltstore.Options{}) })
	b.Run("start", func(b *testing.B) { benchmarkStart(b, path, scale) })
	store, err := openStore(path)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	words, err := locale.Load()
	if err != nil {
		b.Fatal(err)
	}
	big := &bigBooks{scale, store, words}
	for _, say := range []struct {
		what, command string
		text          func(account int) string
	}{
		{"card", "account", scale.AccountName},
		{"agenda", "agenda", func(int) string { return "" }},
		{"due", "due", func(int) string { return "" }},
		{"month's visits", "visits", func(int) string { return "" }},
		{"match the beginning", "account", func(i int) string { return strings.Fields(scale.AccountName(i))[0] }},
		{"match with a slip", "account", func(i int) string { return strings.Replace(scale.AccountName(i), "a", "aa", 1) }},
		{"message", commands.FreeText, func(i int) string {
			return fmt.Sprintf("Visited %s today, met Wang Lei, they want 60-day terms. Follow up next Tuesday 3pm: send quote", scale.AccountName(i))
		}},
	} {
		b.Run(say.what, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n += 7919
				account := n % scale.Accounts
				if err := big.say(b.Context(), scale.Owner(account), say.command, say.text(account)); err != nil {
					b.Fatal(err)
				}
			}
			reportMemory(b)
		})
	}
	b.Run("sweep of 100", func(b *testing.B) { big.benchmarkSweep(b) })
}

func reportMemory(b *testing.B) { b.ReportMetric(float64(heapAndStacks())/(1<<20), "MiB") }

// lookedAt is when the generated workspace is looked at: before anything that
// it holds is due.
var lookedAt = storetest.Today.AddDays(-4).Midnight(time.UTC).Add(10 * time.Hour)

// benchmarkStart is from opening the file until the bot listens to Slack.
func benchmarkStart(b *testing.B, path string, scale storetest.Scale) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	few := scale
	few.Reps = 1
	s := openSlack(b, few, localslack.Options{}, listener)
	for b.Loop() {
		if err := startAndStop(b, s, path); err != nil {
			b.Fatal(err)
		}
	}
	reportMemory(b)
}

func startAndStop(b *testing.B, s *loadedSlack, path string) error {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	store, err := openStore(path)
	if err != nil {
		return err
	}
	h, err := build(ctx, plan{
		config: config.Default(), apiURL: s.APIURL(), store: store, log: slog.New(slog.DiscardHandler), pace: unlimited,
		now:     func() time.Time { return lookedAt },
		secrets: config.Secrets{BotToken: config.Secret(s.BotToken()), AppToken: config.Secret(s.AppToken())},
	})
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- h.workspace.Run(ctx) }()
	<-h.workspace.Prepared()
	b.StopTimer()
	defer b.StartTimer()
	cancel()
	return errors.Join(<-ended, store.Close())
}

// bigBooks is a large workspace and what commands need.
type bigBooks struct {
	storetest.Scale
	store storage.Store
	words *locale.Words
}

var errEnough = errors.New("measured: keep nothing of it")

// say has a command run for a person as if they had typed it. All of it is done
// but the commit, so that the books stay as they are.
func (g *bigBooks) say(ctx context.Context, who sales.PersonID, command, rest string) error {
	all := commands.All()
	run := all[slices.IndexFunc(all, func(c commands.Command) bool { return c.Name == command })].Run
	err := g.store.Update(ctx, func(tx storage.Tx) error {
		me, err := tx.Person(who)
		if err != nil {
			return err
		}
		rules := sales.DefaultRules()
		e := event.Event{
			Key: "m:D1:1.1", Kind: event.Message, Actor: who, Place: event.Place{Kind: event.Direct, Channel: "D1"},
			At: lookedAt, Received: lookedAt, Text: rest, TS: fmt.Sprintf("%d.000001", lookedAt.Unix()),
		}
		w := scoped.Write(tx, me, e, rules, reminders.Looks)
		t := &commands.Turn{Tx: w, Look: commands.Look{
			Event: e, Me: me, Now: lookedAt, Books: w.Reader, Rules: rules, Words: g.words, Language: "en", Rest: rest,
		}}
		if err := run(t); err != nil {
			return err
		}
		return errEnough
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// benchmarkSweep sweeps a hundred promises that have become due, of as many
// people, with the commit.
func (g *bigBooks) benchmarkSweep(b *testing.B) {
	ctx, from := b.Context(), 0
	for b.Loop() {
		b.StopTimer()
		due, next, err := g.duePromises(ctx, from, 100)
		if err == nil {
			err = g.schedule(ctx, due)
		}
		if from = next; err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		swept, err := reminders.Sweep(ctx, g.store, sales.DefaultRules(), lookedAt)
		b.StopTimer()
		if err != nil || swept.Items != len(due) || swept.Messages == 0 {
			b.Fatalf("swept %+v: %v", swept, err)
		}
		if err := g.forget(ctx, due); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	reportMemory(b)
}

// duePromises are follow-ups from a number on whose day has come.
func (g *bigBooks) duePromises(ctx context.Context, from, n int) (due []sales.FollowUp, next int, err error) {
	today := sales.DateIn(lookedAt, time.UTC)
	err = g.store.View(ctx, func(tx storage.Tx) error {
		for next = from; len(due) < n; next++ {
			f, err := tx.FollowUp(g.FollowUp(next % g.FollowUps))
			if err != nil {
				return err
			}
			if !f.Due.Day.After(today) {
				due = append(due, f)
			}
		}
		return nil
	})
	return due, next, err
}

// schedule has them looked at, as promised a month before.
func (g *bigBooks) schedule(ctx context.Context, due []sales.FollowUp) error {
	return g.store.Update(ctx, func(tx storage.Tx) error {
		for _, f := range due {
			item := storage.DueItem{Key: "followup/" + string(f.ID), Kind: "followup", Subject: string(f.ID), At: lookedAt.Add(-time.Minute)}
			f.Created = lookedAt.AddDate(0, -1, 0)
			if err := errors.Join(tx.PutFollowUp(f), tx.Schedule(item)); err != nil {
				return err
			}
		}
		return nil
	})
}

// forgetAll forgets what is remembered below a path.
func forgetAll(tx storage.Tx, path string) error {
	values, _, err := tx.Recollect(path, storage.Page{})
	for name := range values {
		err = errors.Join(err, tx.Forget(name))
	}
	return err
}

// forget takes back what a sweep left.
func (g *bigBooks) forget(ctx context.Context, due []sales.FollowUp) error {
	return g.store.Update(ctx, func(tx storage.Tx) error {
		for _, f := range due {
			item := "followup/" + string(f.ID)
			if err := errors.Join(tx.Unschedule(item), forgetAll(tx, scoped.Own(f.Owner, ""))); err != nil {
				return err
			}
		}
		waiting, _, err := tx.OutEntries(storage.OutPending, storage.Page{})
		for _, e := range waiting {
			e.State = storage.OutCancelled
			err = errors.Join(err, tx.SettleOut(e))
		}
		if err != nil {
			return err
		}
		_, err = tx.ForgetOld(lookedAt, lookedAt.AddDate(1, 0, 0), lookedAt.AddDate(1, 0, 0), 500) // the cancelled ones
		return err
	})
}
