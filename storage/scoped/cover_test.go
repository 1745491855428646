package scoped_test

import (
	"errors"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// TestWhoCoversALeaveSeesWhatCannotWait looks at one follow-up each, as the
// colleague, as another colleague and as the owner, before, in and after a leave.
func TestWhoCoversALeaveSeesWhatCannotWait(t *testing.T) {
	store := open(t)
	day := func(d int) sales.Date { return sales.NewDate(2026, 12, d) }
	carl := sales.Person{ID: "T/C", Name: "Carl", Role: sales.RoleRep, Team: "east"}
	away := anna
	away.Leave = []sales.Leave{{From: day(7), To: day(11), Cover: ben.ID}}
	in(t, store, func(tx storage.Tx) error {
		for _, p := range []sales.Person{away, carl} {
			if err := tx.PutPerson(p); err != nil {
				return err
			}
		}
		if err := tx.PutAccount(acme); err != nil {
			return err
		}
		for id, f := range map[string]sales.FollowUp{
			"in":       {Due: sales.Due{Day: day(9)}},
			"after":    {Due: sales.Due{Day: day(12)}},
			"overdue":  {Due: sales.Due{Day: day(4)}, Account: "acme"},
			"own":      {Due: sales.Due{Day: day(4)}}, // overdue, and nobody's promise to a customer
			"settled":  {Due: sales.Due{Day: day(8)}, Status: sales.FollowUpDone},
			"snoozed":  {Due: sales.Due{Day: day(8)}, Snoozed: &sales.Due{Day: day(20)}},
			"snoozed2": {Due: sales.Due{Day: day(1)}, Snoozed: &sales.Due{Day: day(10)}},
		} {
			f.ID, f.What, f.Owner, f.Author = sales.FollowUpID(id), id, anna.ID, anna.ID
			if f.Status == "" {
				f.Status = sales.FollowUpOpen
			}
			if err := tx.PutFollowUp(f); err != nil {
				return err
			}
		}
		return nil
	})
	for _, tt := range []struct {
		day  int
		who  sales.Person
		sees string
	}{
		{6, ben, ""},
		{7, ben, "in overdue settled snoozed2"},
		{11, ben, "in overdue settled snoozed2"},
		{12, ben, ""},
		{9, carl, ""},
		{9, fiona, ""},
		{9, walter, ""},
		{9, away, "after in overdue own settled snoozed snoozed2"},
	} {
		got := ""
		in(t, store, func(tx storage.Tx) error {
			r := scoped.For(tx, tt.who, time.Date(2026, 12, tt.day, 10, 0, 0, 0, time.UTC))
			got = ""
			for _, id := range []string{"after", "in", "overdue", "own", "settled", "snoozed", "snoozed2"} {
				if _, err := r.FollowUp(sales.FollowUpID(id)); err == nil {
					got += " " + id
				} else if !errors.Is(err, storage.ErrNotFound) {
					return err
				}
			}
			if _, err := r.Account("acme"); tt.who.ID != anna.ID && err == nil {
				t.Errorf("%s sees the whole account", tt.who.Name)
			}
			return nil
		})
		if got != "" {
			got = got[1:]
		}
		if got != tt.sees {
			t.Errorf("on the %d %s sees %q, want %q", tt.day, tt.who.Name, got, tt.sees)
		}
	}
}

// TestWhoCoversMayTakeBackWhatTheyDid: put off beyond the leave it is out of
// their sight, and yet their own change.
func TestWhoCoversMayTakeBackWhatTheyDid(t *testing.T) {
	store := open(t)
	away := anna
	away.Leave = []sales.Leave{{From: sales.NewDate(2026, 11, 23), To: sales.NewDate(2026, 11, 27), Cover: ben.ID}}
	f := sales.FollowUp{ID: "f", What: "quote", Owner: anna.ID, Author: anna.ID, Status: sales.FollowUpOpen, Due: sales.Due{Day: sales.NewDate(2026, 11, 24)}, Version: 1}
	in(t, store, func(tx storage.Tx) error { return errors.Join(tx.PutPerson(away), tx.PutFollowUp(f)) })
	put := func(key string, change func(*scoped.Writer) error) error {
		e := event.Event{Key: key, Received: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
		return store.Update(t.Context(), func(tx storage.Tx) error {
			return change(scoped.Write(tx, ben, e, sales.DefaultRules(), nil))
		})
	}
	f.Snoozed = &sales.Due{Day: sales.NewDate(2026, 12, 1)}
	if err := put("snooze", func(w *scoped.Writer) error { return w.PutFollowUp(f) }); err != nil {
		t.Fatal(err)
	}
	f.Version = 2
	if err := put("again", func(w *scoped.Writer) error { return w.PutFollowUp(f) }); err == nil {
		t.Error("changed what is not theirs to see")
	}
	err := put("undo", func(w *scoped.Writer) error {
		_, err := w.Undo("snooze")
		return err
	})
	if err != nil {
		t.Errorf("undo: %v", err)
	}
}
