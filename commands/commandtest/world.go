// Package commandtest plays conversations with the commands: a real store, the
// real catalogues, and in the place of Slack a plain-text rendering that reads
// like a dialogue. Conversations are files (see Talk) that a sales manager can
// read.
package commandtest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/sales/holidays"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/scoped"
)

const workspace = "T1"

// loadWords reads the catalogues once for all worlds, which only read them.
var loadWords = sync.OnceValues(locale.Load)

// World is a workspace with a small sales team, a clock and a store.
//
// Its people: anna and ben are reps and speak English, li is a rep and speaks
// Chinese, mona manages them (team east), fred is a rep of another team (west),
// fiona is finance. All live in Asia/Shanghai.
type World struct {
	TB    testing.TB
	Store storage.Store
	Words *locale.Words
	All   []commands.Command
	Rules sales.Rules
	Looks scoped.Looks
	// Now is the clock; a message carries it as its timestamp.
	Now  time.Time
	Zone *time.Location
	// Files are what sent files hold, by name.
	Files map[string]string
	// Meanwhile happens between a text's reading ahead and its transaction.
	Meanwhile func()
	// Prepared is what was read ahead of the latest transaction.
	Prepared *commands.Prepared

	messages int
	events   int
	said     []saying  // what people wrote
	shown    []message // what we sent
	news     []sent    // and what of it a script has not seen yet
	forms    map[string]*openForm
	cards    []card.Card // every card that was sent
	modals   []card.Form // every form that was opened
	modal    string      // the form a step opened, as text
	last     event.Event
}

// saying is a message that somebody wrote.
type saying struct {
	who  string
	at   sales.Source
	text string
	sent []event.File
}

// message is one of ours as its recipient sees it now.
type message struct {
	key  string
	to   string
	at   sales.Source
	card card.Card
}

// New opens a workspace in a directory of the test, on Tuesday 24 November 2026
// at 10:00 in Shanghai.
func New(tb testing.TB) *World {
	tb.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	check(tb, err)
	words, err := loadWords()
	check(tb, err)
	store, err := boltstore.Open(filepath.Join(tb.TempDir(), "books.db"), boltstore.Options{Unsynced: true})
	check(tb, err)
	tb.Cleanup(func() { check(tb, store.Close()) })
	w := &World{
		TB: tb, Store: store, Words: words, All: commands.All(), Rules: rules(),
		Now: time.Date(2026, 11, 24, 10, 0, 0, 0, zone), Zone: zone, forms: map[string]*openForm{},
	}
	for _, p := range team() {
		w.AddPerson(p)
	}
	return w
}

func rules() sales.Rules {
	r := sales.DefaultRules()
	r.Public = holidays.Known()
	return r
}

func team() []sales.Person {
	one := func(user, name, language string, role sales.Role) sales.Person {
		return sales.Person{
			ID: ID(user), Name: name, Role: role, Team: "east", Language: language, Zone: "Asia/Shanghai",
			Country: "CN", Week: sales.DefaultWeek(), Confirmed: time.Date(2026, 1, 5, 1, 0, 0, 0, time.UTC),
		}
	}
	mona := one("mona", "Mona Weber", "en", sales.RoleManager)
	mona.Manages = []sales.TeamID{"east"}
	fred := one("fred", "Fred Lang", "en", sales.RoleRep)
	fred.Team = "west"
	return []sales.Person{
		one("anna", "Anna Schmidt", "en", sales.RoleRep), one("ben", "Ben Carter", "en", sales.RoleRep),
		one("li", "李娜", "zh-Hans", sales.RoleRep), mona, fred, one("fiona", "Fiona Gold", "en", sales.RoleFinance),
	}
}

// ID is the person's id of a short name: "anna" is T1/ANNA.
func ID(who string) sales.PersonID { return sales.NewPersonID(workspace, strings.ToUpper(who)) }

func nameOf(id sales.PersonID) string { return strings.ToLower(id.User()) }

// AddPerson registers somebody, or changes them.
func (w *World) AddPerson(p sales.Person) {
	w.TB.Helper()
	w.update(func(tx storage.Tx) error { return tx.PutPerson(p) })
}

// Account adds an account with contacts ("Wang Lei, Purchasing" has a title)
// and returns its id. Aliases follow the name after "=".
func (w *World) Account(owner, name string, contacts ...string) sales.AccountID {
	w.TB.Helper()
	name, aliases, _ := strings.Cut(name, "=")
	name = strings.TrimSpace(name)
	w.events++
	a := sales.Account{
		ID: sales.AccountID(fmt.Sprintf("acc%d", w.events)), Name: name, Owner: ID(owner), Team: w.Person(owner).Team,
		Class: sales.ClassA, Created: w.Now, Version: 1,
	}
	for alias := range strings.SplitSeq(aliases, ",") {
		if alias = strings.TrimSpace(alias); alias != "" {
			a.Aliases = append(a.Aliases, alias)
		}
	}
	w.update(func(tx storage.Tx) error {
		if err := tx.PutAccount(a); err != nil {
			return err
		}
		for i, c := range contacts {
			name, title, _ := strings.Cut(c, ",")
			err := tx.PutContact(sales.Contact{
				ID: sales.ContactID(fmt.Sprintf("%s-%d", a.ID, i)), Account: a.ID,
				Name: strings.TrimSpace(name), Title: strings.TrimSpace(title), Version: 1,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return a.ID
}

// Person is somebody as the store has them.
func (w *World) Person(who string) sales.Person {
	w.TB.Helper()
	var p sales.Person
	w.view(func(tx storage.Tx) error {
		var err error
		p, err = tx.Person(ID(who))
		return err
	})
	return p
}

// Books shows the books to a test as somebody may read them.
func (w *World) Books(who string, read func(*scoped.Reader) error) {
	w.TB.Helper()
	p := w.Person(who)
	w.view(func(tx storage.Tx) error { return read(scoped.For(tx, p, w.Now)) })
}

func (w *World) view(read func(storage.Tx) error) {
	w.TB.Helper()
	check(w.TB, w.Store.View(context.Background(), read))
}

func (w *World) update(change func(storage.Tx) error) {
	w.TB.Helper()
	check(w.TB, w.Store.Update(context.Background(), change))
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// Advance moves the clock.
func (w *World) Advance(d time.Duration) { w.Now = w.Now.Add(d) }

// look is what a handler that only reads gets.
func (w *World) look(tx storage.Tx, e event.Event) (commands.Look, error) {
	me, err := tx.Person(e.Actor)
	if errors.Is(err, storage.ErrNotFound) {
		return commands.Look{}, fmt.Errorf("nobody called %s", e.Actor)
	}
	if err != nil {
		return commands.Look{}, err
	}
	language := me.Language
	if language == "" {
		language = locale.Match(me.LanguageHint)
	}
	return commands.Look{
		Event: e, Me: me, Now: e.Received, Books: scoped.For(tx, me, e.Received), Rules: w.Rules, Teams: []sales.TeamID{"east", "west"}, Words: w.Words, Language: language, Rest: e.Text,
		FeedURL: "https://crm.example", Secret: func() (string, error) { return "secret-" + nameOf(me.ID), nil },
	}, nil
}
