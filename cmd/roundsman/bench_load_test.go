package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/bot/localslack"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/storetest"
)

// tenThousand are the books that the message benchmarks match names against.
func tenThousand(reps int) storetest.Scale {
	return storetest.Scale{Reps: reps, Accounts: 10_000, Contacts: 20_000, Notes: 10_000, FollowUps: 2_000, Due: 1}
}

// openBooks makes a store of a scale whose reps have been welcomed, so that each
// message has exactly one answer.
func openBooks(tb testing.TB, scale storetest.Scale) (path string) {
	tb.Helper()
	path = filepath.Join(tb.TempDir(), "books.db")
	store, err := boltstore.Open(path, boltstore.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	ctx := context.WithoutCancel(tb.Context())
	if err := errors.Join(scale.Fill(ctx, store), welcomeAll(ctx, store, scale), store.Close()); err != nil {
		tb.Fatal(err)
	}
	return path
}

func welcomeAll(ctx context.Context, store storage.Store, scale storetest.Scale) error {
	return store.Update(ctx, func(tx storage.Tx) error {
		for i := range scale.Reps {
			p, err := tx.Person(scale.Rep(i))
			if err != nil {
				return err
			}
			p.Welcomed, p.Language = storetest.Today.Midnight(time.UTC), "en"
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// loadedSlack is a stand-in Slack whose people tell of visits, each with a
// number that the answer must repeat once.
type loadedSlack struct {
	*localslack.Workspace
	books storetest.Scale
	told  int // messages so far

	mu      sync.Mutex
	answers map[int]int // by number
	others  []string    // posts that answer none
}

// openSlack starts one with the reps of the books as its people.
func openSlack(tb testing.TB, books storetest.Scale, o localslack.Options, listener net.Listener) *loadedSlack {
	tb.Helper()
	o.Team.ID, o.LogLimit, o.QuietEcho, o.Channels = books.Rep(0).Workspace(), 1000, true, []localslack.Channel{}
	for i := range books.Reps {
		o.People = append(o.People, localslack.Person{ID: books.Rep(i).User(), Name: fmt.Sprint("rep", i), TZ: "Europe/Berlin"})
	}
	w, err := localslack.Open(o)
	if err != nil {
		tb.Fatal(err)
	}
	s := &loadedSlack{Workspace: w, books: books, answers: map[int]int{}}
	tb.Cleanup(func() { _ = w.Close() })
	tb.Cleanup(w.OnPost(s.heard))
	if err := w.Start(listener); err != nil {
		tb.Fatal(err)
	}
	return s
}

func (s *loadedSlack) heard(m localslack.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n, ok := numberIn(m); ok {
		s.answers[n]++
		return
	}
	s.others = append(s.others, m.Text)
}

var numbered = regexp.MustCompile(`Q([0-9]{7})`)

// numberIn is the number that a post of the bot repeats.
func numberIn(m localslack.Message) (n int, ok bool) {
	found := numbered.FindStringSubmatch(m.Text)
	for _, b := range m.Blocks {
		if found != nil {
			break
		}
		if sub := numbered.FindSubmatch(b); sub != nil {
			found = []string{"", string(sub[1])}
		}
	}
	if found == nil {
		return 0, false
	}
	n, err := strconv.Atoi(found[1])
	return n, err == nil
}

// telling is the n-th message: who writes, and what. The reps take turns, and
// visit every second of their own accounts in turn: a second message on the same
// one would only extend the visit. Every tenth message is Chinese.
func (s *loadedSlack) telling(n int) (user, text string) {
	rep, each := n%s.books.Reps, (s.books.Accounts/s.books.Reps-1)&^1
	account := (rep*s.books.Accounts+s.books.Reps-1)/s.books.Reps + n/s.books.Reps*2%each
	if account%10 == 0 { // a Chinese name that ends in a number is asked about
		account++
	}
	user, name := s.books.Rep(rep).User(), s.books.AccountName(account)
	if n%10 == 0 {
		return user, fmt.Sprintf("今天上午拜访了%s,对新方案感兴趣,嫌价格高,下周三前发报价Q%07d", name, n)
	}
	return user, fmt.Sprintf("Visited %s today, they like the new compressor but want 60-day terms. Follow up next Tuesday 3pm: send quote Q%07d", name, n)
}

// longestLoad is when answers are given up that do not come.
const longestLoad = 2 * time.Minute

// load has so many messages told and waits for all answers. every is the pace,
// zero for as fast as they are answered.
func (s *loadedSlack) load(ctx context.Context, events, inFlight int, every time.Duration) (localslack.LoadResult, error) {
	ctx, cancel := context.WithTimeout(ctx, longestLoad)
	defer cancel()
	first := s.told
	s.told += events
	return s.Load(ctx, localslack.Load{
		Events: events, InFlight: inFlight, Every: every,
		Say: func(i int) (user, channel, text string) {
			user, text = s.telling(first + i)
			return user, "", text
		},
		Match: func(m localslack.Message) (int, bool) {
			n, ok := numberIn(m)
			return n - first, ok && n >= first && n < first+events
		},
	})
}

// check reports what was lost, repeated or said besides, and what Slack would
// have refused.
func (s *loadedSlack) check(tb testing.TB) {
	tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	reportCounts(tb, s.told, s.answers, "answered")
	if len(s.others) > 0 {
		tb.Errorf("the bot said %d things besides: %q", len(s.others), s.others[:min(len(s.others), 3)])
	}
	for _, p := range s.Problems() {
		tb.Errorf("Slack would say: %s", p)
	}
}

// checkBooks reports messages that led to no follow-up and visit, or to several.
func (s *loadedSlack) checkBooks(tb testing.TB, path string) {
	tb.Helper()
	store, err := boltstore.Open(path, boltstore.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer store.Close()
	kept := map[int]int{}
	for i := range s.books.Reps {
		if err := s.countKept(tb, store, s.books.Rep(i), kept); err != nil {
			tb.Fatal(err)
		}
	}
	reportCounts(tb, s.told, kept, "kept")
}

// reportCounts reports numbers that were not counted once.
func reportCounts(tb testing.TB, told int, counts map[int]int, what string) {
	tb.Helper()
	var lost, repeated []int
	for n := range told {
		switch {
		case counts[n] == 0:
			lost = append(lost, n)
		case counts[n] > 1:
			repeated = append(repeated, n)
		}
	}
	if len(lost)+len(repeated) > 0 {
		tb.Errorf("of %d messages, %d were not %s (%v ...), %d repeatedly (%v ...)", told,
			len(lost), what, lost[:min(len(lost), 5)], len(repeated), repeated[:min(len(repeated), 5)])
	}
}

func (s *loadedSlack) countKept(tb testing.TB, store storage.Store, rep sales.PersonID, kept map[int]int) error {
	return store.View(context.WithoutCancel(tb.Context()), func(tx storage.Tx) error {
		page := storage.Page{}
		for {
			visits, next, err := tx.VisitsBy(rep, storage.Period{}, page)
			if err != nil {
				return err
			}
			for _, v := range visits {
				if err := countVisit(tx, v, kept); err != nil {
					return err
				}
			}
			if page.After = next; next == "" {
				return nil
			}
		}
	})
}

// countVisit counts a visit by the number in its only follow-up.
func countVisit(tx storage.Tx, v sales.Visit, kept map[int]int) error {
	if len(v.FollowUps) != 1 {
		return fmt.Errorf("visit %s has %d follow-ups", v.ID, len(v.FollowUps))
	}
	f, err := tx.FollowUp(v.FollowUps[0])
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(f.What[strings.LastIndexByte(f.What, 'Q')+1:])
	if err != nil {
		return fmt.Errorf("follow-up %q: %w", f.What, err)
	}
	kept[n]++
	return nil
}
