package scoped_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/scoped"
)

var (
	anna   = sales.Person{ID: "T/A", Name: "Anna", Role: sales.RoleRep, Team: "east"}
	ben    = sales.Person{ID: "T/B", Name: "Ben", Role: sales.RoleRep, Team: "east"}
	mona   = sales.Person{ID: "T/M", Name: "Mona", Role: sales.RoleManager, Team: "east", Manages: []sales.TeamID{"east"}}
	walter = sales.Person{ID: "T/W", Name: "Walter", Role: sales.RoleManager, Team: "west", Manages: []sales.TeamID{"west"}}
	fiona  = sales.Person{ID: "T/F", Name: "Fiona", Role: sales.RoleFinance}
	root   = sales.Person{ID: "T/R", Name: "Root", Admin: true}
	acme   = sales.Account{ID: "acme", Name: "Acme", Owner: anna.ID, Team: "east", Class: sales.ClassA}
)

func open(t *testing.T) storage.Store {
	t.Helper()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "books.db"), boltstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	in(t, store, func(tx storage.Tx) error {
		for _, p := range []sales.Person{anna, ben, mona, walter, fiona, root} {
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		return nil
	})
	return store
}

func in(t *testing.T, store storage.Store, change func(storage.Tx) error) {
	t.Helper()
	if err := store.Update(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

// as changes the books as somebody, in an event of that key.
func as(store storage.Store, p sales.Person, key string, change func(*scoped.Writer) error) error {
	e := event.Event{Key: key, Received: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	looks := func(tx storage.Tx, _ sales.Rules, c scoped.Changed) error {
		name := "look-" + string(c.Kind)
		return tx.Schedule(storage.DueItem{Key: name + "/" + c.ID, Kind: name, Subject: c.ID, At: c.At})
	}
	return store.Update(context.Background(), func(tx storage.Tx) error {
		return change(scoped.Write(tx, p, e, sales.DefaultRules(), looks))
	})
}

func told(t *testing.T, store storage.Store) {
	t.Helper()
	err := as(store, anna, "e1", func(w *scoped.Writer) error {
		if err := w.PutAccount(acme); err != nil {
			return err
		}
		visit := sales.Visit{ID: "v1", Account: "acme", Day: sales.NewDate(2026, 11, 24), Mode: sales.InPerson, Author: anna.ID}
		if err := w.PutVisit(visit); err != nil {
			return err
		}
		return w.PutFollowUp(sales.FollowUp{ID: "f1", What: "quote", Account: "acme", Owner: anna.ID, Author: anna.ID, Status: sales.FollowUpOpen, Due: sales.Due{Day: sales.NewDate(2026, 12, 1)}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoSeesWhat(t *testing.T) {
	store := open(t)
	told(t, store)
	for _, c := range []struct {
		who                    sales.Person
		whole, named, inTeam   bool
		visit, followUp, trail bool
	}{
		{who: anna, whole: true, named: true, visit: true, followUp: true, trail: true},
		{who: ben, named: true},
		{who: mona, whole: true, named: true, inTeam: true, visit: true, followUp: true, trail: true},
		{who: walter, named: true},
		{who: fiona, named: true, inTeam: true},
		{who: root},
	} {
		t.Run(c.who.Name, func(t *testing.T) {
			in(t, store, func(tx storage.Tx) error {
				r := scoped.For(tx, c.who, time.Now())
				_, err := r.Account("acme")
				sees(t, "the account", c.whole, err)
				_, err = r.AccountName("acme")
				sees(t, "its name", c.named, err)
				_, err = r.Visit("v1")
				sees(t, "the visit", c.visit, err)
				_, err = r.FollowUp("f1")
				sees(t, "the follow-up", c.followUp, err)
				_, _, err = r.Changes(sales.KindAccount, "acme", storage.Page{Limit: 10})
				sees(t, "the trail", c.trail, err)
				listed, _, err := r.AccountsIn("east", storage.Page{Limit: 10})
				if err != nil || (len(listed) == 1) != (c.inTeam || c.who.ID == anna.ID) {
					t.Errorf("the team's list has %d accounts, %v", len(listed), err)
				}
				visits, _, err := r.VisitsTo("acme", storage.Period{}, storage.Page{Limit: 10})
				if err != nil || (len(visits) == 1) != c.visit {
					t.Errorf("sees %d visits, %v", len(visits), err)
				}
				return nil
			})
		})
	}
}

func sees(t *testing.T, what string, want bool, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("%s: %v", what, err)
	}
	if (err == nil) != want {
		t.Errorf("sees %s: %v, want %v", what, err == nil, want)
	}
}

func TestFinanceSeesNamesOnly(t *testing.T) {
	store := open(t)
	told(t, store)
	in(t, store, func(tx storage.Tx) error {
		listed, _, err := scoped.For(tx, fiona, time.Now()).AccountsIn("east", storage.Page{Limit: 10})
		if err != nil || len(listed) != 1 || listed[0].Class != "" || !listed[0].LastVisit.IsZero() {
			t.Errorf("finance sees %+v, %v", listed, err)
		}
		return nil
	})
}

func TestWhoChangesWhat(t *testing.T) {
	for who, may := range map[*sales.Person]bool{&anna: true, &mona: true, &ben: false, &walter: false, &fiona: false, &root: false} {
		t.Run(who.Name, func(t *testing.T) {
			store := open(t)
			told(t, store)
			err := as(store, *who, "e2", func(w *scoped.Writer) error {
				a := acme
				a.Version, a.LastVisit, a.LastCounted = 1, sales.NewDate(2026, 11, 24), sales.NewDate(2026, 11, 24)
				a.Name = "Acme Group"
				return w.PutAccount(a)
			})
			var refused *sales.Error
			if may != (err == nil) || !may && (!errors.As(err, &refused) || refused.Code != sales.Forbidden) {
				t.Errorf("changing gives %v", err)
			}
		})
	}
}

func TestAVisitBringsTheAccountUpToDateAndItsDeletionBack(t *testing.T) {
	store := open(t)
	told(t, store)
	day := func() (d sales.Date) {
		in(t, store, func(tx storage.Tx) error {
			a, err := tx.Account("acme")
			d = a.LastCounted
			return err
		})
		return d
	}
	if day() != sales.NewDate(2026, 11, 24) {
		t.Errorf("last contact is %v", day())
	}
	err := as(store, anna, "e2", func(w *scoped.Writer) error {
		v, err := w.Visit("v1")
		if err != nil {
			return err
		}
		v.Deleted = true
		return w.PutVisit(v)
	})
	if err != nil || !day().IsZero() {
		t.Errorf("after deletion the last contact is %v, %v", day(), err)
	}
}

func TestAChangeOfSomethingOlderIsAConflict(t *testing.T) {
	store := open(t)
	told(t, store)
	err := as(store, anna, "e2", func(w *scoped.Writer) error {
		return w.PutFollowUp(sales.FollowUp{ID: "f1", What: "other", Owner: anna.ID, Author: anna.ID})
	})
	var refused *sales.Error
	if !errors.As(err, &refused) || refused.Code != sales.Conflict {
		t.Errorf("got %v", err)
	}
}

func TestUndoIsWholeOrNotAtAll(t *testing.T) {
	store := open(t)
	told(t, store)
	err := as(store, anna, "e2", func(w *scoped.Writer) error {
		f, err := w.FollowUp("f1")
		if err != nil {
			return err
		}
		f.Status = sales.FollowUpDone
		return w.PutFollowUp(f)
	})
	if err != nil {
		t.Fatal(err)
	}
	undo := func(key, event string) error {
		return as(store, anna, key, func(w *scoped.Writer) error {
			_, err := w.Undo(event)
			return err
		})
	}
	var refused *sales.Error
	if err := undo("u1", "e1"); !errors.As(err, &refused) || refused.Code != sales.Conflict {
		t.Errorf("undoing what was changed since gives %v", err)
	}
	if err := undo("u2", "e2"); err != nil {
		t.Errorf("undoing the latest: %v", err)
	}
	in(t, store, func(tx storage.Tx) error {
		f, err := tx.FollowUp("f1")
		if f.Status != sales.FollowUpOpen {
			t.Errorf("the follow-up is %s again, %v", f.Status, err)
		}
		return err
	})
	if err := undo("u3", "e2"); err == nil {
		t.Error("undone twice")
	}
}

func TestEveryChangeIsInTheTrailAndMakesRemindersLook(t *testing.T) {
	store := open(t)
	told(t, store)
	in(t, store, func(tx storage.Tx) error {
		changes, err := tx.ChangesBy("e1")
		if err != nil || len(changes) != 3 {
			t.Errorf("%d changes, %v", len(changes), err)
		}
		for _, c := range changes {
			if c.Who != anna.ID || len(c.After) == 0 || c.At.IsZero() {
				t.Errorf("an incomplete change: %+v", c)
			}
		}
		due, err := tx.DueBy(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), 10)
		kinds := map[string]bool{}
		for _, d := range due {
			kinds[d.Key] = true
		}
		for _, key := range []string{"look-account/acme", "look-visit/v1", "look-follow_up/f1"} {
			if !kinds[key] {
				t.Errorf("nobody looks at %s", key)
			}
		}
		return err
	})
}

// A promise may come in long after it was written; it is as old as its message.
func TestAPromiseIsAsOldAsItsMessage(t *testing.T) {
	store := open(t)
	received := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for id, c := range map[sales.FollowUpID]struct{ at, want time.Time }{
		"late":  {received.Add(-time.Hour), received.Add(-time.Hour)},
		"ahead": {received.Add(time.Second), received}, // Slack's clock is
		"none":  {time.Time{}, received},
	} {
		e := event.Event{Key: "e" + c.at.String(), At: c.at, Received: received}
		in(t, store, func(tx storage.Tx) error {
			w := scoped.Write(tx, anna, e, sales.DefaultRules(), nil)
			if err := w.PutFollowUp(sales.FollowUp{ID: id, What: "quote", Owner: anna.ID, Author: anna.ID, Status: sales.FollowUpOpen, Created: received}); err != nil {
				return err
			}
			f, err := tx.FollowUp(id)
			if !f.Changed.Equal(c.want) {
				t.Errorf("written at %v, received at %v: changed at %v", c.at, received, f.Changed)
			}
			return err
		})
	}
}
