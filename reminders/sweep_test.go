package reminders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

func TestEverythingOfOnePersonAndMorningIsOneMessage(t *testing.T) {
	o := open(t)
	o.promise(anna, "send quote", "2026-11-24")
	o.promise(anna, "call the lab", "2026-11-20")
	o.promise(ben, "发报价", "2026-11-24")
	o.account(anna, "Acme", "2026-10-12")
	o.enroll("2026-11-23 20:00")
	o.sweep("2026-11-23 20:00")
	if left := o.waiting(); len(left) > 0 {
		t.Fatalf("said in the evening: %+v", left)
	}
	o.sweep("2026-11-24 09:00")
	messages := o.waitingFor(anna)
	if len(messages) != 1 {
		t.Fatalf("%d messages for Anna", len(messages))
	}
	got := o.compose(messages[0], "2026-11-24 09:00")
	want := `# 2 follow-ups are due and November is nearly over: 1 visit still open
1. *call the lab*
:warning: 4 days late · was due Fri 20 Nov
2. *send quote*
due Tue 24 Nov (today)
---
*November is nearly over: 1 visit still open*
*Acme* · A
visit due by Mon 30 Nov · last Mon 12 Oct`
	if got != want {
		t.Errorf("Anna reads:\n%s\nwant:\n%s", got, want)
	}
	if got := o.compose(o.waitingFor(ben)[0], "2026-11-24 09:00"); got != "# 跟进：发报价\n1. *发报价*\n11月24日 周二（今天）" {
		t.Errorf("Ben reads:\n%s", got)
	}
}

func TestSweepingAgainSaysNothingAgain(t *testing.T) {
	o := open(t)
	o.promise(anna, "send quote", "2026-11-24")
	o.sweep("2026-11-24 09:00")
	o.send("2026-11-24 09:00")
	for _, now := range []string{"2026-11-24 09:00", "2026-11-24 09:01", "2026-11-24 17:59", "2026-11-24 23:00", "2026-11-24 08:00"} {
		o.sweep(now)
		if again := o.waiting(); len(again) > 0 {
			t.Fatalf("at %s again: %+v", now, again)
		}
	}
	o.sweep("2026-11-25 09:00")
	if len(o.waiting()) != 1 {
		t.Error("nothing on the first overdue morning")
	}
}

func TestManySweepsAtOnceSayItOnce(t *testing.T) {
	o := open(t)
	o.promises(300, "2026-11-24")
	o.sweep("2026-11-02 10:00")
	var sweeps sync.WaitGroup
	for range 8 {
		sweeps.Go(func() {
			if _, err := reminders.Sweep(context.Background(), o.store, o.rules, at("2026-11-24 09:00")); err != nil {
				t.Error(err)
			}
		})
	}
	sweeps.Wait()
	messages := o.waiting()
	if len(messages) != 1 {
		t.Fatalf("%d messages", len(messages))
	}
	items := slices.Clone(messages[0].Ref.Items)
	slices.Sort(items)
	if n := len(slices.Compact(items)); n != 300 || n != len(messages[0].Ref.Items) {
		t.Errorf("%d items, %d different ones", len(messages[0].Ref.Items), n)
	}
	text := o.compose(messages[0], "2026-11-24 09:00")
	if !strings.HasPrefix(text, "# 300 follow-ups are due\n1. ") || strings.Count(text, "due Tue 24 Nov (today)") != 10 {
		t.Errorf("it should show ten of them:\n%s", text)
	}
}

func TestWhatComesWhileAMessageWaitsGoesIntoIt(t *testing.T) {
	o := open(t)
	o.promise(anna, "send quote", "2026-11-24")
	o.sweep("2026-11-24 09:00")
	o.promise(anna, "call the lab", "2026-11-24")
	o.sweep("2026-11-24 09:00")
	if m := o.waiting(); len(m) != 1 || len(m[0].Ref.Items) != 2 {
		t.Fatalf("messages: %+v", m)
	}
	o.send("2026-11-24 09:01")
	o.promise(anna, "book a table", "2026-11-24")
	o.sweep("2026-11-24 09:02")
	if m := o.waiting(); len(m) != 1 || len(m[0].Ref.Items) != 1 {
		t.Fatalf("after sending: %+v", m)
	}
}

func TestAMessageSaysOnlyWhatIsStillSo(t *testing.T) {
	later := day("2026-12-01")
	for name, change := range map[string]func(*sales.FollowUp){
		"done":       func(f *sales.FollowUp) { f.Status = sales.FollowUpDone },
		"snoozed":    func(f *sales.FollowUp) { f.Snoozed = &sales.Due{Day: later} },
		"moved":      func(f *sales.FollowUp) { f.Due.Day = later },
		"muted":      func(f *sales.FollowUp) { f.Muted = true },
		"taken back": func(f *sales.FollowUp) { f.Deleted = true },
		"given away": func(f *sales.FollowUp) { f.Owner = ben },
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			f := o.promise(anna, "send quote", "2026-11-24")
			o.promise(anna, "call the lab", "2026-11-24")
			o.sweep("2026-11-24 09:00")
			change(&f)
			o.put(f, at("2026-11-24 09:00"))
			e := o.waiting()[0]
			if got := o.compose(e, "2026-11-24 09:00"); strings.Contains(got, "send quote") || !strings.Contains(got, "call the lab") {
				t.Errorf("Anna reads:\n%s", got)
			}
			e.Ref.Items = e.Ref.Items[1:]
			if e.Ref.Items[0] != "followup/"+string(f.ID) {
				e.Ref.Items = []string{"followup/" + string(f.ID)}
			}
			if got := o.compose(e, "2026-11-24 09:00"); got != "" {
				t.Errorf("nothing is left to say, and yet:\n%s", got)
			}
			e.Op = storage.OpUpdate
			if got := o.compose(e, "2026-11-24 10:00"); name != "given away" && !strings.Contains(got, "send quote") {
				t.Errorf("drawn anew, it should show how it was settled:\n%s", got)
			}
		})
	}
}

func TestAfterAWeekOfOutageThereIsOneMessage(t *testing.T) {
	o := open(t)
	for i := range 5 {
		o.promise(anna, fmt.Sprint("promise ", i), fmt.Sprintf("2026-11-%d", 16+i))
	}
	o.account(anna, "Acme", "2026-10-12")
	o.enroll("2026-11-24 11:20")
	o.sweep("2026-11-24 11:20")
	if m := o.waitingFor(anna); len(m) != 1 || len(m[0].Ref.Items) != 6 {
		t.Fatalf("%d messages: %+v", len(m), m)
	}
}

func TestNothingOnLeaveAndOneMessageAfter(t *testing.T) {
	o := open(t)
	o.person(sales.Person{
		ID: anna, Name: "Anna", Role: sales.RoleRep, Team: "east", Zone: "Asia/Shanghai", Language: "en", Welcomed: at("2026-01-05 10:00"),
		Leave: []sales.Leave{{From: day("2026-11-16"), To: day("2026-11-20")}},
	})
	for i := range 4 {
		o.promise(anna, fmt.Sprint("promise ", i), fmt.Sprintf("2026-11-%d", 16+i))
	}
	for d := 16; d <= 22; d++ {
		o.sweep(fmt.Sprintf("2026-11-%d 09:00", d))
		o.sweep(fmt.Sprintf("2026-11-%d 14:00", d))
	}
	if m := o.waiting(); len(m) > 0 {
		t.Fatalf("reminded on leave: %+v", m)
	}
	o.sweep("2026-11-23 09:00")
	if m := o.waiting(); len(m) != 1 || len(m[0].Ref.Items) != 4 {
		t.Fatalf("after leave: %+v", m)
	}
}

func TestMovingToAnotherZoneMovesTheReminders(t *testing.T) {
	o := open(t)
	o.promises(250, "2026-11-24")
	o.sweep("2026-11-23 12:00")
	o.person(sales.Person{ID: anna, Name: "Anna", Role: sales.RoleRep, Team: "east", Zone: "Europe/Berlin", Language: "en"})
	o.update(func(tx storage.Tx) error {
		return look(tx, o.rules, sales.KindPerson, string(anna), at("2026-11-23 12:01"))
	})
	o.sweep("2026-11-23 12:01")
	o.sweep("2026-11-24 09:00")
	if m := o.waiting(); len(m) > 0 {
		t.Fatalf("at nine in Shanghai: %+v", m)
	}
	o.sweep("2026-11-24 16:00") // nine in Berlin
	if m := o.waiting(); len(m) != 1 || len(m[0].Ref.Items) < 250 {
		t.Fatalf("at nine in Berlin: %d messages", len(m))
	}
}

func TestAManagerSeesWhatWasMissed(t *testing.T) {
	o := open(t)
	o.account(anna, "Acme", "2026-09-10")
	o.account(anna, "Globex", "2026-10-08")
	o.account(ben, "Initech", "2026-08-03")
	met := o.account(ben, "Umbrella", "2026-11-01") // after the month; before that on 2 October
	o.update(func(tx storage.Tx) error {
		for i, d := range []string{"2026-10-02", "2026-11-01"} {
			v := sales.Visit{ID: sales.VisitID(fmt.Sprint("v", i)), Account: met.ID, Author: ben, Day: day(d), Mode: sales.InPerson, Version: 1}
			if err := tx.PutVisit(v); err != nil {
				return err
			}
		}
		return nil
	})
	o.enroll("2026-11-02 08:00")
	o.sweep("2026-11-02 09:00")
	for _, e := range o.waiting() {
		if e.To != mona {
			continue
		}
		want := "# October: 2 visits missed\n*Visits missed in October*\nANNA: 1 of 2 missed: Acme\nBEN: 1 of 2 missed: Initech"
		if got := o.compose(e, "2026-11-02 09:00"); got != want {
			t.Errorf("Mona reads:\n%s\nwant:\n%s", got, want)
		}
		return
	}
	t.Error("Mona was not told")
}

func TestARepWithNothingDueIsNotWrittenTo(t *testing.T) {
	o := open(t)
	o.account(anna, "Acme", "2026-11-02")
	o.enroll("2026-11-16 08:00")
	o.sweep("2026-11-16 09:00")
	for _, e := range o.waitingFor(anna) {
		if got := o.compose(e, "2026-11-16 09:00"); got != "" {
			t.Errorf("%s reads:\n%s", e.To, got)
		}
	}
}

func TestTheFirstVisitOfANewAccountIsRaised(t *testing.T) {
	o := open(t)
	a := o.account(anna, "Newton", "")
	a.Created = at("2026-11-16 10:00")
	o.update(func(tx storage.Tx) error {
		if err := tx.PutAccount(a); err != nil {
			return err
		}
		return look(tx, o.rules, sales.KindAccount, string(a.ID), a.Created)
	})
	o.sweep("2026-11-16 10:00")
	o.sweep("2026-11-20 09:00")
	m := o.waiting()
	if len(m) != 1 {
		t.Fatalf("messages: %+v", m)
	}
	want := "# 1 new account to meet\n*1 new account to meet*\n*Newton* · A\nfirst visit due by Mon 23 Nov · not met yet"
	if got := o.compose(m[0], "2026-11-20 09:00"); got != want {
		t.Errorf("Anna reads:\n%s\nwant:\n%s", got, want)
	}
	a.LastCounted = day("2026-11-20")
	o.update(func(tx storage.Tx) error { return tx.PutAccount(a) })
	if got := o.compose(m[0], "2026-11-20 09:05"); got != "" {
		t.Errorf("met since, and yet:\n%s", got)
	}
}

func TestRecordsThatAreGoneLeaveTheAgenda(t *testing.T) {
	o := open(t)
	o.update(func(tx storage.Tx) error {
		for _, key := range []string{"followup/nothing", "first_visit/nothing", "visits/T1/NOBODY", "retired/x"} {
			kind, subject, _ := strings.Cut(key, "/")
			if err := tx.Schedule(storage.DueItem{Key: key, Kind: kind, Subject: subject, At: at("2026-11-24 09:00")}); err != nil {
				return err
			}
		}
		return nil
	})
	o.sweep("2026-11-24 09:00")
	must(t, o.store.View(context.Background(), func(tx storage.Tx) error {
		if at, ok, err := tx.NextDue(); err != nil || ok {
			return fmt.Errorf("still due at %s: %w", at, errors.Join(err))
		}
		return nil
	}))
}
