package commands_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"roundsman/commands"
	"roundsman/commands/commandtest"
	"roundsman/sales"
	"roundsman/storage"
)

func corrections(t *testing.T, w *commandtest.World, who string) []commands.Correction {
	t.Helper()
	var all []commands.Correction
	err := w.Store.View(context.Background(), func(tx storage.Tx) (err error) {
		all, err = commands.CorrectionsOf(tx, w.Person(who))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What was corrected can be shown to others: nobody and no account is named.
func TestCorrectionsNameNobody(t *testing.T) {
	w := commandtest.New(t)
	commandtest.Play(w, `
account Nordwind Pumps of anna: Eva Braun, Purchasing; Erik Holm, Director
account Nordwind Energy of anna: Udo Kern, Buyer; Eva Braun, Sales
anna> Visited Nordwind yesterday, met Eva Braun and Holm (erik@nordwind.example, +49 40 1234567), rival Bolt was there with <@BEN>
anna presses Nordwind Pumps
later 20m
anna> visited nordwnd pumps, Frau Braun is happy
anna opens Edit
anna fills Account: Nordwind Energy
anna fills Met: Udo Kern
anna fills How: phone
anna submits
later 20m
anna> Visited Zzyzx today
anna presses New account: Zzyzx
`)
	all := corrections(t, w, "anna")
	raw, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Nordw", "nordw", "Braun", "Eva", "Holm", "erik", "1234567", "Bolt", "BEN", "Udo", "Kern", "Zzyzx", "Pumps"} {
		if strings.Contains(string(raw), name) {
			t.Errorf("%q is named:\n%s", name, raw)
		}
	}
	want := map[string][3]string{ // field → read, meant, like of the latest
		"account": {"asked", "new", ""}, "mode": {"in_person", "phone", ""}, "contacts": {"P1", "P2", ""},
	}
	for field, w := range want {
		c := find(t, all, field)
		if c.Read != w[0] || c.Meant != w[1] || c.Like != w[2] {
			t.Errorf("%s: %+v, want %v", field, c, w)
		}
	}
	if last := all[len(all)-1]; last.Text != "Visited A1 yesterday, met P1 and P2 (…, …), rival A2 was there with …" ||
		last.Meant != "A1" || last.Offered != "A3, A1" || last.Like != "part" || last.At != "2026-11-24T10:00" || last.Language != "en" {
		t.Errorf("%+v", last)
	}
}

func find(t *testing.T, all []commands.Correction, field string) commands.Correction {
	t.Helper()
	for _, c := range all {
		if c.Field == field {
			return c
		}
	}
	t.Fatalf("no correction of %s in %+v", field, all)
	return commands.Correction{}
}

// The words of a message that was deleted or changed are in no example any more.
func TestCorrectionsForgetWhatWasDeleted(t *testing.T) {
	for _, after := range []string{"anna deletes", "anna edits> Visited Nordwind Pumps today"} {
		w := commandtest.New(t)
		commandtest.Play(w, "account Nordwind Pumps of anna\naccount Nordwind Energy of anna\nanna> Visited Nordwind today\nanna presses Nordwind Pumps\n")
		if n := len(corrections(t, w, "anna")); n != 1 {
			t.Fatalf("%d corrections", n)
		}
		commandtest.Play(w, after+"\n")
		if all := corrections(t, w, "anna"); len(all) != 0 {
			t.Errorf("after %q: %+v", after, all)
		}
	}
}

// Examples are bounded in number and age; nobody else's are touched.
func TestCorrectionsAreBounded(t *testing.T) {
	w := commandtest.New(t)
	commandtest.Play(w, "account Nordwind Pumps of anna\naccount Nordwind Energy of anna\n")
	for range 120 {
		commandtest.Play(w, "later 20m\nanna> Visited Nordwind today, all well\nanna presses Nordwind Pumps\nanna> account unalias Nordwind Pumps = Nordwind\n")
	}
	if n := len(corrections(t, w, "anna")); n != 100 {
		t.Errorf("%d corrections are kept", n)
	}
	if n := len(corrections(t, w, "ben")); n != 0 {
		t.Errorf("ben has %d", n)
	}
	w.Now = w.Now.Add(366 * 24 * time.Hour)
	w.ForgetOld()
	if n := len(corrections(t, w, "anna")); n != 0 {
		t.Errorf("%d corrections of a year ago are kept", n)
	}
}

// An account that is really called so is never hidden by a name of one's own.
func TestAnOwnNameHidesNoAccount(t *testing.T) {
	w := commandtest.New(t)
	commandtest.Play(w, `
account Nordwind Pumps of anna
account Nordwind Energy of anna
anna> Visited Nordwind today
anna chooses “Nordwind” is always Nordwind Pumps
later 20m
account Nordwind of ben
`)
	if shown := commandtest.Play(w, "anna> Visited Nordwind today\n"); !strings.Contains(shown, "Which account is “Nordwind”?") {
		t.Errorf("it was not asked:\n%s", shown)
	}
}

// What reads a person's texts elsewhere knows their names and habits too.
func TestHabits(t *testing.T) {
	w := commandtest.New(t)
	pumps := w.Account("anna", "Nordwind Pumps")
	w.Account("anna", "Nordwind Energy")
	commandtest.Play(w, "anna> Visited Nordwind today\nanna chooses “Nordwind” is always Nordwind Pumps\n")
	for who, want := range map[string]sales.AccountID{"anna": pumps, "ben": ""} {
		err := w.Store.View(context.Background(), func(tx storage.Tx) error {
			h, err := commands.HabitsOf(tx, w.Person(who))
			if h.Aliases["nordwind"] != want {
				t.Errorf("%s: %v", who, h.Aliases)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
