package sales

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhenAWeekOrMonthIsTold(t *testing.T) {
	zone := "Asia/Shanghai"
	who := func(change ...func(*Person)) Calendar {
		p := rep(change...)
		p.Zone, p.Confirmed = zone, time.Unix(1, 0)
		return CalendarOf(p, DefaultRules())
	}
	for _, tt := range []struct {
		name, kind, now, told string
		change                func(*Person)
		action                Action
		due, next             string
	}{
		{"the rep's week, on Friday before it ends", RemindsOwnWeek, "2026-11-27 17:45", "2026-11-16", nil, Send, "2026-11-23", "2026-12-04 17:45"},
		{"not before", RemindsOwnWeek, "2026-11-27 17:44", "2026-11-16", nil, Defer, "", "2026-11-27 17:45"},
		{"on Thursday if Friday is off", RemindsOwnWeek, "2026-11-26 17:45", "2026-11-16", func(p *Person) { onLeave("2026-11-27", "2026-11-27")(p) }, Send, "2026-11-23", ""},
		{"a week off has none", RemindsOwnWeek, "2026-11-30 10:00", "2026-11-16", func(p *Person) { onLeave("2026-11-23", "2026-11-27")(p) }, Defer, "", "2026-12-04 17:45"},
		{"missed by an outage", RemindsOwnWeek, "2026-11-30 10:00", "2026-11-16", nil, Send, "2026-11-23", "2026-12-04 17:45"},
		{"nothing before it began", RemindsOwnWeek, "2026-11-30 10:00", "", nil, Defer, "", "2026-12-04 17:45"},
		{"the team's week, on Monday morning", RemindsWeekDigest, "2026-11-30 09:00", "2026-11-16", nil, Send, "2026-11-23", "2026-12-07 09:00"},
		{"told", RemindsWeekDigest, "2026-11-30 09:30", "2026-11-23", nil, Defer, "", "2026-12-07 09:00"},
		{"the month's, on its first working morning after", RemindsMonthDigest, "2026-12-01 09:00", "2026-10-01", nil, Send, "2026-11-01", "2027-01-01 09:00"},
		{"a month that ends on a weekend", RemindsOwnMonth, "2026-11-02 09:00", "2026-09-01", nil, Send, "2026-10-01", "2026-12-01 09:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := who()
			if tt.change != nil {
				c = who(tt.change)
			}
			v := TellPeriod(OccasionOf(tt.kind), c, Raised{For: tt.told}, at(tt.now, zone))
			if v.Action != tt.action || v.Facts["due"] != tt.due || tt.next != "" && !v.Next.Equal(at(tt.next, zone)) {
				t.Errorf("%+v", v)
			}
		})
	}
}

// Living through half a year, looking when told to: every period in which somebody
// works is told once, in their hours, after what it tells of has happened.
func TestEveryPeriodIsToldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]string{RemindsOwnWeek, RemindsOwnMonth, RemindsWeekDigest, RemindsMonthDigest}).Draw(t, "kind")
		p := rep()
		p.Zone, p.Confirmed = rapid.SampledFrom([]string{"Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles"}).Draw(t, "zone"), time.Unix(1, 0)
		for range rapid.IntRange(0, 3).Draw(t, "leaves") {
			from := NewDate(2026, 1, 1).AddDays(rapid.IntRange(0, 180).Draw(t, "from"))
			p.Leave = TakeLeave(p.Leave, Leave{From: from, To: from.AddDays(rapid.IntRange(0, 12).Draw(t, "days"))}, NewDate(2026, 1, 1))
		}
		c, o := CalendarOf(p, DefaultRules()), OccasionOf(kind)
		now := NewDate(2026, 1, 1).At(ClockTime{}, c.Zone())
		past, told := Raised{}, map[string]int{}
		for end := now.AddDate(0, 6, 0); now.Before(end); {
			v := TellPeriod(o, c, past, now)
			if v.Action == Send {
				if !c.MaySpeak(now) {
					t.Fatalf("told at %s", now)
				}
				told[v.Facts["due"]]++
				past = v.Raised
			}
			if !v.Next.After(now) {
				t.Fatalf("at %s the next look is %s", now, v.Next)
			}
			now = v.Next
		}
		for due, n := range told {
			if n != 1 {
				t.Fatalf("%s was told %d times", due, n)
			}
		}
		for start := NewDate(2026, 2, 2); start.Before(NewDate(2026, 6, 1)); start = start.AddDays(1) {
			from, next := o.period(start)
			if from != start {
				continue
			}
			_, works := o.at(c, from, next)
			if latestTold := o.Ends && works; latestTold && told[start.String()] != 1 {
				t.Fatalf("%s was told %d times: %v", start, told[start.String()], told)
			}
		}
	})
}

func TestLeaderboardsAreOptInAndNotWherePeopleMayNotBeCompared(t *testing.T) {
	rules := DefaultRules()
	people := []Person{{Country: "CN"}, {Country: "DE"}}
	if rules.MayRank("east", people[:1]) {
		t.Error("a team that did not opt in")
	}
	rules.Digests.Leaderboards = []TeamID{"east"}
	if !rules.MayRank("east", people[:1]) || rules.MayRank("east", people) || rules.MayRank("west", people[:1]) {
		t.Error("by country and team")
	}
	rules.CompareOff = nil // a works agreement is named
	if !rules.MayRank("east", people) {
		t.Error("with a works agreement")
	}
}

func TestRanking(t *testing.T) {
	person := func(name string, visits, sold, goal int64) PersonPeriod {
		p := PersonPeriod{Person: Person{Name: name, Role: RoleRep}, Now: Tally{Visits: visits, Sales: Purse(nil).With(Money{sold, "CNY"})}}
		if goal > 0 {
			p.Target = Target{Goals: []Goal{{Measure: MeasureSales, Currency: "CNY", N: goal}}}
		}
		return p
	}
	boss := PersonPeriod{Person: Person{Name: "Mona", Role: RoleManager}, Now: Tally{Visits: 99}}
	for _, tt := range []struct {
		name   string
		people []PersonPeriod
		want   []string
		places []int
	}{
		{"by completion, not by amount", []PersonPeriod{person("Anna", 1, 50, 100), person("Ben", 9, 80, 400), boss}, []string{"Anna", "Ben"}, []int{1, 2}},
		{"by visits without targets, even ones share a place", []PersonPeriod{person("Anna", 3, 0, 0), person("Ben", 5, 0, 0), person("Li", 3, 0, 0)}, []string{"Ben", "Anna", "Li"}, []int{1, 2, 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Rank(tt.people, "CNY")
			if len(got) != len(tt.want) {
				t.Fatalf("%+v", got)
			}
			for i, r := range got {
				if r.Person.Name != tt.want[i] || r.Place != tt.places[i] {
					t.Errorf("%d: %s at %d", i, r.Person.Name, r.Place)
				}
			}
		})
	}
}

func TestTheMonthsDigestTellsWhatWasMissed(t *testing.T) {
	rules := func(change ...func(*Rules)) Rules {
		r := DefaultRules()
		r.Digests.Teams = []TeamID{"east"}
		for _, c := range change {
			c(&r)
		}
		return r
	}
	manager := func(teams ...TeamID) Person { return Person{Role: RoleManager, Manages: teams} }
	off := manager("east")
	off.SwitchedOff = []string{RemindsMonthDigest}
	required := func(r *Rules) { r.Reminders = map[string]Allowance{RemindsMissed: Required} }
	for _, tt := range []struct {
		name  string
		who   Person
		rules Rules
		tells bool
	}{
		{"of their one team", manager("east"), rules(), true},
		{"another team has none", manager("east", "west"), rules(), false},
		{"switched off", off, rules(), false},
		{"off for all", manager("east"), rules(func(r *Rules) { r.Reminders = map[string]Allowance{RemindsMonthDigest: Off} }), false},
		{"the other is required", manager("east"), rules(required), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rules.MonthTellsMissed(tt.who); got != tt.tells {
				t.Error(got)
			}
		})
	}
}
