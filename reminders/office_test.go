package reminders_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/scoped"
)

const (
	anna sales.PersonID = "T1/ANNA"
	ben  sales.PersonID = "T1/BEN"
	mona sales.PersonID = "T1/MONA"
)

// office is a store with two reps and their manager in Shanghai.
type office struct {
	t     testing.TB
	store storage.Store
	rules sales.Rules
	count int
}

func open(t testing.TB) *office {
	t.Helper()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{Unsynced: true})
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	o := &office{t: t, store: store, rules: sales.DefaultRules()}
	welcomed := at("2026-01-05 10:00")
	for _, p := range []sales.Person{
		{ID: anna, Name: "Anna", Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai", Language: "en", Welcomed: welcomed},
		{ID: ben, Name: "Ben", Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai", Language: "zh-Hans", Welcomed: welcomed},
		{ID: mona, Name: "Mona", Role: sales.RoleManager, Manages: []sales.TeamID{"east"}, Zone: "Asia/Shanghai", Welcomed: welcomed},
	} {
		o.person(p)
	}
	return o
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func at(s string) time.Time {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	when, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return when
}

func day(s string) sales.Date {
	d, err := sales.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func (o *office) update(change func(storage.Tx) error) {
	o.t.Helper()
	must(o.t, o.store.Update(context.Background(), change))
}

// person is somebody who was welcomed long ago, unless it says when.
func (o *office) person(p sales.Person) {
	o.t.Helper()
	if p.Welcomed.IsZero() {
		p.Welcomed = at("1999-01-04 10:00")
	}
	o.update(func(tx storage.Tx) error { return tx.PutPerson(p) })
}

// look makes the kinds that depend on a record look at it.
func look(tx storage.Tx, rules sales.Rules, kind sales.Kind, id string, now time.Time) error {
	return reminders.Looks(tx, rules, scoped.Changed{Kind: kind, ID: id, At: now})
}

func (o *office) promise(owner sales.PersonID, what, due string, change ...func(*sales.FollowUp)) sales.FollowUp {
	o.t.Helper()
	o.count++
	d, err := sales.ParseDue(due)
	must(o.t, err)
	f := sales.FollowUp{
		ID: sales.FollowUpID(fmt.Sprintf("f%03d", o.count)), What: what, Owner: owner, Author: owner, Due: d,
		Status: sales.FollowUpOpen, Created: at("2026-11-02 10:00"), Version: 1,
	}
	for _, c := range change {
		c(&f)
	}
	o.put(f, f.Created)
	return f
}

func (o *office) put(f sales.FollowUp, now time.Time) {
	o.t.Helper()
	o.update(func(tx storage.Tx) error { return put(tx, o.rules, f, now) })
}

func put(tx storage.Tx, rules sales.Rules, f sales.FollowUp, now time.Time) error {
	if err := tx.PutFollowUp(f); err != nil {
		return err
	}
	return look(tx, rules, sales.KindFollowUp, string(f.ID), now)
}

// promises makes many of Anna's for one day.
func (o *office) promises(n int, due string) {
	o.t.Helper()
	o.update(func(tx storage.Tx) error {
		for i := range n {
			f := sales.FollowUp{
				ID: sales.FollowUpID(fmt.Sprintf("many%06d", i)), What: fmt.Sprint("promise ", i), Owner: anna, Author: anna,
				Due: sales.Due{Day: day(due)}, Status: sales.FollowUpOpen, Created: at("2026-11-02 10:00"), Version: 1,
			}
			if err := put(tx, o.rules, f, f.Created); err != nil {
				return err
			}
		}
		return nil
	})
}

func (o *office) account(owner sales.PersonID, name, lastMet string) sales.Account {
	o.t.Helper()
	o.count++
	a := sales.Account{
		ID: sales.AccountID(fmt.Sprintf("a%03d", o.count)), Name: name, Owner: owner, Team: "east", Class: sales.ClassA,
		Created: at("2026-01-05 10:00"), Version: 1,
	}
	if lastMet != "" {
		a.LastCounted = day(lastMet)
	}
	o.update(func(tx storage.Tx) error { return tx.PutAccount(a) })
	return a
}

func (o *office) sweep(now string) reminders.Swept {
	o.t.Helper()
	swept, err := reminders.Sweep(context.Background(), o.store, o.rules, at(now))
	must(o.t, err)
	return swept
}

func (o *office) enroll(now string) {
	o.t.Helper()
	must(o.t, reminders.Enroll(context.Background(), o.store, at(now)))
}

// waiting are the messages in the outbox.
func (o *office) waiting() (entries []storage.OutEntry) {
	o.t.Helper()
	must(o.t, o.store.View(context.Background(), func(tx storage.Tx) (err error) {
		entries, _, err = tx.OutEntries(storage.OutPending, storage.Page{Limit: 500})
		return err
	}))
	return entries
}

func (o *office) waitingFor(to sales.PersonID) []storage.OutEntry {
	o.t.Helper()
	return slices.DeleteFunc(o.waiting(), func(e storage.OutEntry) bool { return e.To != to })
}

// compose is what the recipient of a message would read, line by line, or ""
// when nothing is left to say.
func (o *office) compose(e storage.OutEntry, now string) string {
	o.t.Helper()
	var c card.Card
	var ok bool
	var to sales.Person
	must(o.t, o.store.View(context.Background(), func(tx storage.Tx) (err error) {
		if to, err = tx.Person(e.To); err != nil {
			return err
		}
		c, ok, err = reminders.Compose(scoped.For(tx, to, at(now)), o.rules, at(now), e)
		return err
	}))
	if !ok {
		return ""
	}
	words, err := loadWords()
	must(o.t, err)
	return written(words.Printer(to.Language, to.Location(), at(now)), c)
}

// loadWords reads the catalogues once for all tests, which only read them.
var loadWords = sync.OnceValues(locale.Load)

func written(p locale.Printer, c card.Card) string {
	var lines []string
	text := func(t card.Text) string { return p.Text(t, locale.Plain{}) }
	if c.Title != nil {
		lines = append(lines, "# "+text(*c.Title))
	}
	for _, b := range c.Blocks {
		switch {
		case b.Text != nil:
			lines = append(lines, text(b.Text.Text))
		case b.Divider:
			lines = append(lines, "---")
		}
	}
	return strings.Join(lines, "\n")
}

// send settles what waits as sent, and tells how many it was.
func (o *office) send(now string) int {
	o.t.Helper()
	sent := 0
	o.update(func(tx storage.Tx) error {
		sent = 0
		claimed, err := tx.Claim(at(now), time.Minute, storage.RoomFor(500))
		if err != nil {
			return err
		}
		for i, e := range claimed {
			e.State, e.Ended, e.Sent = storage.OutSent, at(now), sales.Source{Channel: "D" + e.To.User(), TS: fmt.Sprintf("%d.%06d", at(now).Unix(), i)}
			if err := tx.SettleOut(e); err != nil {
				return err
			}
			sent++
		}
		return nil
	})
	return sent
}
