package sales

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhatCountsForTheCadence(t *testing.T) {
	for _, tt := range []struct {
		class Class
		mode  Mode
		gone  bool
		want  bool
	}{
		{ClassA, InPerson, false, true},
		{ClassA, ByPhone, false, false},
		{ClassA, ByVideo, false, false},
		{ClassB, ByPhone, false, false},
		{ClassC, ByPhone, false, true},
		{ClassC, ByMessage, false, true},
		{ClassC, InPerson, true, false},
	} {
		got := Counts(DefaultRules(), Account{Class: tt.class}, Visit{Mode: tt.mode, Deleted: tt.gone})
		if got != tt.want {
			t.Errorf("class %s %s (deleted %t): counts = %t", tt.class, tt.mode, tt.gone, got)
		}
	}
}

func TestNextVisit(t *testing.T) {
	none := DefaultRules()
	none.CadenceC = 0
	for _, tt := range []struct {
		name    string
		rules   Rules
		account Account
		want    VisitDue
	}{
		{"A: by the end of the next month", DefaultRules(), Account{Class: ClassA, LastCounted: day("2026-10-31")}, VisitDue{By: day("2026-11-30"), Last: day("2026-10-31")}},
		{"B: every two months", DefaultRules(), Account{Class: ClassB, LastCounted: day("2026-10-01")}, VisitDue{By: day("2026-12-31"), Last: day("2026-10-01")}},
		{"C: every three, to the end of a February", DefaultRules(), Account{Class: ClassC, LastCounted: day("2026-11-30")}, VisitDue{By: day("2027-02-28"), Last: day("2026-11-30")}},
		{"no class yet: the default one", DefaultRules(), Account{LastCounted: day("2026-10-05")}, VisitDue{By: day("2026-11-30"), Last: day("2026-10-05")}},
		{"new: within seven days, by its owner's calendar", DefaultRules(), Account{Class: ClassB, Created: at("2026-11-20 23:30", "UTC")}, VisitDue{By: day("2026-11-28"), First: true}},
		{"a class that needs no visits", none, Account{Class: ClassC, LastCounted: day("2026-10-05")}, VisitDue{Last: day("2026-10-05")}},
		{"archived", DefaultRules(), Account{Class: ClassA, LastCounted: day("2026-10-05"), Archived: true}, VisitDue{Last: day("2026-10-05")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, NextVisit(tt.account, tt.rules, zone("Asia/Shanghai"))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHowAnAccountStandsInAMonth(t *testing.T) {
	for _, tt := range []struct {
		name    string
		account Account
		month   string
		want    VisitState
	}{
		{"A, not met this month", Account{Class: ClassA, LastCounted: day("2026-10-20")}, "2026-11-10", VisitOpen},
		{"A, met this month", Account{Class: ClassA, LastCounted: day("2026-11-03")}, "2026-11-10", VisitMet},
		{"A, not met for a long time", Account{Class: ClassA, LastCounted: day("2026-03-03")}, "2026-11-10", VisitOpen},
		{"B, met last month", Account{Class: ClassB, LastCounted: day("2026-10-20")}, "2026-11-10", VisitNotDue},
		{"B, met two months ago", Account{Class: ClassB, LastCounted: day("2026-09-20")}, "2026-11-10", VisitOpen},
		{"B, met again before its turn", Account{Class: ClassB, LastCounted: day("2026-11-02")}, "2026-11-10", VisitMet},
		{"C, met two months ago", Account{Class: ClassC, LastCounted: day("2026-09-20")}, "2026-11-10", VisitNotDue},
		{"new this month", Account{Class: ClassA, Created: at("2026-11-05 10:00", "UTC")}, "2026-11-10", VisitOpen},
		{"new at the end of the month: next month's", Account{Class: ClassA, Created: at("2026-11-27 10:00", "UTC")}, "2026-11-10", VisitNotDue},
		{"new last month and never met", Account{Class: ClassA, Created: at("2026-10-05 10:00", "UTC")}, "2026-11-10", VisitOpen},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := NextVisit(tt.account, DefaultRules(), time.UTC).In(day(tt.month)); got != tt.want {
				t.Errorf("In(%s) = %s, want %s", tt.month, got, tt.want)
			}
		})
	}
}

func TestAnAccountMetOnItsTurnIsNeverLate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Account{Class: rapid.SampledFrom([]Class{ClassA, ClassB, ClassC}).Draw(t, "class"), LastCounted: anyDate().Draw(t, "first")}
		for range 12 {
			d := NextVisit(a, DefaultRules(), time.UTC)
			if d.In(a.LastCounted) != VisitMet || d.In(d.By) != VisitOpen || d.IsLate(d.By) || !d.IsLate(d.By.AddDays(1)) {
				t.Fatalf("%+v after a visit on %s", d, a.LastCounted)
			}
			if months := (d.By.Year-a.LastCounted.Year)*12 + int(d.By.Month-a.LastCounted.Month); months != DefaultRules().Cadence(a.Class) {
				t.Fatalf("class %s: %s is %d months after %s", a.Class, d.By, months, a.LastCounted)
			}
			a.LastCounted = d.By.FirstOfMonth().AddDays(rapid.IntRange(0, 27).Draw(t, "met on"))
		}
	})
}
