package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Scale is how much a generated workspace holds. Everything is spread evenly:
// a rep has Accounts/Reps accounts, an account Notes/Accounts notes.
type Scale struct {
	Reps, Accounts, Contacts, Notes, FollowUps, Due int
}

// Full is the size at which the product's promises of speed are kept.
var Full = Scale{Reps: 10_000, Accounts: 100_000, Contacts: 200_000, Notes: 1_000_000, FollowUps: 100_000, Due: 300_000}

// ScaleVariable sets the part of Full that benchmarks generate: "1" is all of
// it (about two gigabytes), "0.01" is the default.
const ScaleVariable = "ROUNDSMAN_SCALE"

// Times is a scale as many times as large.
func (s Scale) Times(f float64) Scale {
	part := func(n int) int { return max(1, int(float64(n)*f)) }
	return Scale{part(s.Reps), part(s.Accounts), part(s.Contacts), part(s.Notes), part(s.FollowUps), part(s.Due)}
}

// Generated is the path of a store file of the scale that ScaleVariable asks
// for. It is generated once and found again in the system's temporary folder.
// It may be written to, as long as what Scale promises stays true.
func Generated(tb testing.TB, open func(path string) (storage.Store, error)) (path string, scale Scale) {
	tb.Helper()
	part := 0.01
	if v := os.Getenv(ScaleVariable); v != "" { //nolint:forbidigo // for benchmarks only
		var err error
		if part, err = strconv.ParseFloat(v, 64); err != nil || part <= 0 {
			tb.Fatalf("%s=%q is not a number like 0.01", ScaleVariable, v)
		}
	}
	const version = 2 // of what Fill makes
	scale = Full.Times(part)
	path = filepath.Join(os.TempDir(), fmt.Sprintf("roundsman-scale-%d-%g.db", version, part))
	if _, err := os.Stat(path); err == nil {
		return path, scale
	}
	defer showProgress(path)()
	if err := generate(tb.Context(), path, open, scale); err != nil {
		tb.Fatalf("generate %s: %v", path, err)
	}
	return path, scale
}

// showProgress says now and then how far a long generation is: go test itself is
// silent until a benchmark ends.
func showProgress(path string) (stop func()) {
	tick := time.NewTicker(10 * time.Second)
	over := make(chan struct{})
	_, _ = fmt.Fprintf(os.Stderr, "generating %s, once\n", path)
	go func() {
		for {
			select {
			case <-over:
				return
			case <-tick.C:
				if size, err := os.Stat(unfinished(path)); err == nil {
					_, _ = fmt.Fprintf(os.Stderr, "... %d MiB\n", size.Size()>>20)
				}
			}
		}
	}()
	return func() { tick.Stop(); close(over) }
}

func unfinished(path string) string { return path + ".unfinished" }

func generate(ctx context.Context, path string, open func(string) (storage.Store, error), scale Scale) error {
	if err := os.Remove(unfinished(path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	s, err := open(unfinished(path))
	if err != nil {
		return err
	}
	if err := errors.Join(scale.Fill(ctx, s), s.Close()); err != nil {
		return err
	}
	return os.Rename(unfinished(path), path)
}

// The ids and names of what Fill makes, by number.

func (s Scale) Rep(i int) sales.PersonID         { return sales.PersonID(fmt.Sprintf("T/U%06d", i)) }
func (s Scale) Account(i int) sales.AccountID    { return sales.AccountID("a" + scattered(i)) }
func (s Scale) Contact(i int) sales.ContactID    { return sales.ContactID("c" + scattered(i)) }
func (s Scale) Note(i int) sales.NoteID          { return sales.NoteID(fmt.Sprintf("n%08d", i)) }
func (s Scale) FollowUp(i int) sales.FollowUpID  { return sales.FollowUpID("f" + scattered(i)) }
func (s Scale) Owner(account int) sales.PersonID { return s.Rep(account * s.Reps / s.Accounts) }

// scattered is a number as ids are in life: without order.
func scattered(i int) string {
	return fmt.Sprintf("%016x", uint64(i)*0x9E3779B97F4A7C15) //nolint:gosec // never negative
}

var (
	regions = []string{"Nord", "Süd", "Ost", "West", "Rhein", "Alpen", "Hanse", "Main", "Elbe", "Saar", "Grand", "Pacific"}
	kinds   = []string{"wind", "stahl", "quell", "berg", "land", "technik", "werk", "bau", "line", "light", "stone", "field"}
	goods   = []string{"Pumps", "Ventile", "Motors", "Filter", "Anlagen", "Systems", "Logistics", "Chemie", "Optik", "Tools"}
	han     = []string{"华", "东", "海", "新", "天", "金", "远", "宏", "博", "科"}
	given   = []string{"Anna", "Bo", "Wei", "Lei", "Maria", "Jonas", "Xia", "Omar", "Ines", "Karl", "Mei", "Tom"}
)

// AccountName is a name that no other account has; every tenth is Chinese.
func (s Scale) AccountName(i int) string {
	if i%10 == 0 {
		return han[i/10%10] + han[i/100%10] + han[i/1000%10] + strconv.Itoa(i) + "有限公司"
	}
	return fmt.Sprintf("%s%s %s %d GmbH", regions[i%12], kinds[i/12%12], goods[i/144%10], i)
}

// ContactName is a contact's name.
func (s Scale) ContactName(i int) string {
	return fmt.Sprintf("%s %s%s", given[i%12], regions[i/12%12], kinds[i/144%12])
}

// Today is the day on which the generated workspace is looked at.
var Today = sales.NewDate(2026, 11, 24)

// Fill puts a workspace of this scale into an empty store.
func (s Scale) Fill(ctx context.Context, store storage.Store) error {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // always the same on purpose
	fill := func(n int, put func(storage.Tx, int) error) error { return inBulk(ctx, store, n, put) }
	now := Today.Midnight(time.UTC).Add(9 * time.Hour)
	return firstError(
		fill(s.Reps, func(tx storage.Tx, i int) error {
			return tx.PutPerson(sales.Person{
				ID: s.Rep(i), Name: s.ContactName(i), Role: sales.RoleRep, Team: s.team(i),
				Zone: "Europe/Berlin", Week: sales.DefaultWeek(), Welcomed: now.AddDate(0, -6, 0), Version: 1,
			})
		}),
		fill(s.Accounts, func(tx storage.Tx, i int) error {
			return tx.PutAccount(sales.Account{
				ID: s.Account(i), Name: s.AccountName(i), Owner: s.Owner(i),
				Team: s.team(i * s.Reps / s.Accounts), Class: sales.ClassA, Created: now, LastCounted: Today.AddDays(-i % 60), Version: 1,
			})
		}),
		fill(s.Contacts, func(tx storage.Tx, i int) error {
			return tx.PutContact(sales.Contact{ID: s.Contact(i), Account: s.Account(i % s.Accounts), Name: s.ContactName(i), Title: "Einkauf", Version: 1})
		}),
		fill(s.Notes, func(tx storage.Tx, i int) error {
			account := r.IntN(s.Accounts)
			return tx.PutNote(sales.Note{
				ID: s.Note(i), Account: s.Account(account), Author: s.Owner(account), Day: Today.AddDays(-r.IntN(700)),
				Text: "They like the new compressor, but want 60-day terms; 嫌价格高,下周三前发报价", Written: now,
				Sources: []sales.Source{{Channel: "D" + strconv.Itoa(account), TS: strconv.Itoa(i)}}, Version: 1,
			})
		}),
		fill(s.FollowUps, func(tx storage.Tx, i int) error {
			account := r.IntN(s.Accounts)
			return tx.PutFollowUp(sales.FollowUp{
				ID: s.FollowUp(i), What: "send the quote", Account: s.Account(account), Owner: s.Owner(account),
				Author: s.Owner(account), Status: sales.FollowUpOpen, Due: sales.Due{Day: Today.AddDays(r.IntN(60) - 10)}, Created: now, Version: 1,
			})
		}),
		fill(s.Due, func(tx storage.Tx, i int) error {
			return tx.Schedule(storage.DueItem{
				Key: "follow_up/" + string(s.FollowUp(i)), Kind: "follow_up", Subject: string(s.FollowUp(i)),
				At: now.Add(time.Duration(r.IntN(90*24*60)-24*60) * time.Minute),
			})
		}),
	)
}

func (s Scale) team(rep int) sales.TeamID { return sales.TeamID(fmt.Sprint("team", rep/20)) }

// inBulk puts many records in large transactions. They grow with what is there
// already: a B-tree takes many keys at once well only where it has many pages.
func inBulk(ctx context.Context, store storage.Store, n int, put func(storage.Tx, int) error) error {
	for from, to := 0, 0; from < n; from = to {
		to = min(n, from+min(200+from/2, 25_000))
		err := store.Update(ctx, func(tx storage.Tx) error {
			for i := from; i < to; i++ {
				if err := put(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
