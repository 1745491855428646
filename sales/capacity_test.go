package sales_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundsman/sales"
)

func TestCapacity(t *testing.T) {
	met := func(class sales.Class, last sales.Date) sales.Account {
		return sales.Account{Class: class, LastCounted: last}
	}
	dec := func(d int) sales.Date { return sales.NewDate(2026, 12, d) }
	accounts := []sales.Account{
		met(sales.ClassA, nov(5)),                      // due by 31 December
		met(sales.ClassA, sales.NewDate(2026, 10, 5)),  // was due by 30 November
		met(sales.ClassB, sales.NewDate(2026, 10, 30)), // due by 31 December
		met(sales.ClassC, nov(5)),                      // due by 28 February
	}
	p := rep("Asia/Shanghai")
	rules := planRules()
	rules.Plans.VisitsADay = 1
	rules.Public = holidaysOn{dec(25): true, dec(26): true}
	check := func(from, to sales.Date) sales.Capacity {
		return sales.CheckCapacity(sales.CalendarOf(p, rules), from, to, accounts)
	}
	want := sales.Capacity{From: dec(1), To: dec(31), Days: 22, Off: 1, Room: 22, Needed: 3, Late: 1, Reason: sales.CapacityFits}
	if diff := cmp.Diff(want, check(dec(1), dec(31))); diff != "" {
		t.Errorf("December (-want +got):\n%s", diff)
	}
	p.Leave = []sales.Leave{{From: dec(1), To: dec(29)}}
	want = sales.Capacity{From: dec(1), To: dec(31), Days: 2, Off: 21, Room: 2, Needed: 3, Late: 1, Reason: sales.CapacityShort}
	if diff := cmp.Diff(want, check(dec(1), dec(31))); diff != "" {
		t.Errorf("on leave (-want +got):\n%s", diff)
	}
	if k := check(dec(1), dec(31)); k.Fits() || k.Short() != 1 {
		t.Errorf("short of %d", k.Short())
	}
	if k := check(dec(5), dec(6)); k.Reason != sales.CapacityNoDays || k.Needed != 1 {
		t.Errorf("a weekend: %+v", k)
	}
	if spans := sales.CapacitySpans(nov(30)); !cmp.Equal(spans, []sales.Date{nov(30), dec(31)}) {
		t.Errorf("from November: %v", spans)
	}
	if spans := sales.CapacitySpans(dec(7)); !cmp.Equal(spans, []sales.Date{dec(31)}) {
		t.Errorf("from December: %v", spans)
	}
}

// Against a paper calendar: a visit is made on the last day that the cadence
// allows, day by day. Leave never makes room, another account never takes need
// away, and the reason says which it is.
func TestCapacityProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, holidays, from := anyPerson(t)
		rules := planRules()
		rules.Public, rules.Plans.VisitsADay = holidays, rapid.IntRange(1, 3).Draw(t, "a day")
		to := from.AddDays(rapid.IntRange(0, 92).Draw(t, "for"))
		var accounts []sales.Account
		for i := range rapid.IntRange(0, 8).Draw(t, "accounts") {
			a := sales.Account{
				ID: sales.AccountID(fmt.Sprint(i)), Class: rapid.SampledFrom([]sales.Class{"A", "B", "C"}).Draw(t, "class"),
				Muted: rapid.IntRange(0, 5).Draw(t, "muted") == 0, Created: from.AddDays(-3).At(sales.ClockTime{Hour: 12}, time.UTC),
			}
			if rapid.Bool().Draw(t, "met") {
				a.LastCounted = from.AddDays(-rapid.IntRange(0, 150).Draw(t, "ago"))
			}
			accounts = append(accounts, a)
		}
		c := sales.CalendarOf(p, rules)
		k := sales.CheckCapacity(c, from, to, accounts)
		if want := paperVisits(c, from, to, accounts); k.Needed != want {
			t.Fatalf("%d visits are needed, on paper %d", k.Needed, want)
		}
		if k.Room != k.Days*rules.Plans.VisitsADay || k.Short() != max(0, k.Needed-k.Room) || k.Fits() != (k.Needed <= k.Room) || k.Late > k.Needed {
			t.Fatalf("%+v", k)
		}
		more := p
		more.Leave = append(append([]sales.Leave(nil), p.Leave...), sales.Leave{From: from, To: from.AddDays(3)})
		if less := sales.CheckCapacity(sales.CalendarOf(more, rules), from, to, accounts); less.Room > k.Room || less.Needed != k.Needed {
			t.Fatalf("with leave %+v, without %+v", less, k)
		}
		another := sales.CheckCapacity(c, from, to, append(accounts, sales.Account{Class: sales.ClassA, Created: from.At(sales.ClockTime{}, c.Zone())}))
		if another.Needed < k.Needed || another.Room != k.Room {
			t.Fatalf("with another account %+v, before %+v", another, k)
		}
	})
}

func paperVisits(c sales.Calendar, from, to sales.Date, accounts []sales.Account) (n int) {
	for _, a := range accounts {
		for d := from; !d.After(to) && !a.Muted; d = d.AddDays(1) {
			if by := sales.NextVisit(a, c.Rules(), c.Zone()).By; !by.After(d) {
				n++
				a.LastCounted = d
			}
		}
	}
	return n
}
