package reminders_test

import (
	"encoding/json"
	"strings"
	"testing"

	"roundsman/sales"
	"roundsman/storage"
)

// Somebody whom a manager gave a promise, and who never wrote, is welcomed when
// it is due, and reminded on the working morning after.
func TestAStrangerIsWelcomedBeforeTheyAreNudged(t *testing.T) {
	o := open(t)
	const cara sales.PersonID = "T1/CARA"
	o.update(func(tx storage.Tx) error {
		return tx.PutPerson(sales.Person{ID: cara, Name: "Cara", Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai", Language: "en"})
	})
	o.promise(cara, "send quote", "2026-11-27")
	o.promise(cara, "call the lab", "2026-11-27")
	o.sweep("2026-11-20 10:00")
	if early := o.waitingFor(cara); len(early) > 0 {
		t.Fatalf("before anything is due: %+v", early)
	}
	o.sweep("2026-11-27 09:00") // a Friday
	first := o.waitingFor(cara)
	if len(first) != 1 || first[0].Card == nil || first[0].Card.Title.Key != "welcome.title" || !first[0].Unasked {
		t.Fatalf("first of all: %+v", first)
	}
	o.update(func(tx storage.Tx) error {
		p, err := tx.Person(cara)
		if !p.Welcomed.Equal(at("2026-11-27 09:00")) || p.Country != "CN" {
			t.Errorf("kept of Cara: %+v", p)
		}
		return err
	})
	o.sweep("2026-11-27 15:00")
	o.sweep("2026-11-28 10:00")
	if again := o.waitingFor(cara); len(again) != 1 {
		t.Fatalf("before Monday: %+v", again)
	}
	o.sweep("2026-11-30 09:00")
	messages := o.waitingFor(cara)
	if len(messages) != 2 {
		t.Fatalf("on Monday: %+v", messages)
	}
	if text := o.compose(messages[1], "2026-11-30 09:00"); !strings.Contains(text, "send quote") || !strings.Contains(text, "call the lab") {
		t.Errorf("it says\n%s", text)
	}
}

// What we took somebody's circumstances to be stands in a welcome as it does when they
// write first: in their language, with the state asked for whose holidays count.
func TestAWelcomeTellsWhatWeTookSomebodyToBe(t *testing.T) {
	o := open(t)
	o.rules.Public = publicDays{}
	const cara sales.PersonID = "T1/CARA"
	o.update(func(tx storage.Tx) error {
		return tx.PutPerson(sales.Person{ID: cara, Name: "Cara", Role: sales.RoleRep, Team: "east", Zone: "Europe/Berlin", LanguageHint: "zh-CN"})
	})
	o.promise(cara, "send quote", "2026-11-27")
	o.sweep("2026-11-27 16:00") // 9:00 in Berlin
	first := o.waitingFor(cara)
	if len(first) != 1 || first[0].Card == nil {
		t.Fatalf("first of all: %+v", first)
	}
	raw, err := json.Marshal(first[0].Card)
	must(t, err)
	for _, want := range []string{"settings.which_state", "settings.language.zh-Hans", "德国"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s is not in it: %s", want, raw)
		}
	}
}
