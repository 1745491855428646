package sales

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func day(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// at reads "2026-11-24 09:00" as the clock of a zone shows it.
func at(s, in string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, zone(in))
	if err != nil {
		panic(err)
	}
	return t
}

// listedDays are public days by place, as a test lists them.
type listedDays struct{ off, worked map[string][]Date }

func (l listedDays) Public(country, state string, d Date) PublicDay {
	at := func(days map[string][]Date) bool {
		return slices.Contains(days[country], d) || slices.Contains(days[country+"-"+state], d)
	}
	switch {
	case at(l.worked):
		return MakeUpDay
	case at(l.off):
		return PublicHoliday
	}
	return Ordinary
}

func (listedDays) Coverage(string, string, int) Coverage { return WholeYear }

func rulesWithHolidays() Rules {
	r := DefaultRules()
	r.Public = listedDays{
		off: map[string][]Date{
			"CN":    {day("2026-10-01"), day("2026-10-02"), day("2026-10-05"), day("2026-10-06"), day("2026-10-07")},
			"DE":    {day("2026-12-25"), day("2027-01-01")},
			"DE-BY": {day("2027-01-06")},
		},
		worked: map[string][]Date{"CN": {day("2026-10-10")}},
	}
	return r
}

func rep(change ...func(*Person)) Person {
	p := Person{ID: "T1/U1", Role: RoleRep, Team: "east", Zone: "Asia/Shanghai", Country: "CN", Week: DefaultWeek()}
	for _, c := range change {
		c(&p)
	}
	return p
}

func inBavaria(p *Person) { p.Zone, p.Country, p.Region = "Europe/Berlin", "DE", "BY" }

func onLeave(from, to string) func(*Person) {
	return func(p *Person) { p.Leave = append(p.Leave, Leave{From: day(from), To: day(to)}) }
}

func TestKindOfDay(t *testing.T) {
	for _, tt := range []struct {
		name string
		who  Person
		day  string
		want DayKind
	}{
		{"an ordinary Tuesday", rep(), "2026-11-24", WorkingDay},
		{"a Saturday", rep(), "2026-11-28", DayOff},
		{"China's national day", rep(), "2026-10-01", Holiday},
		{"its make-up Saturday", rep(), "2026-10-10", WorkingDay},
		{"China's holiday is none in Germany", rep(inBavaria), "2026-10-01", WorkingDay},
		{"Epiphany in Bavaria", rep(inBavaria), "2027-01-06", Holiday},
		{"Epiphany elsewhere in Germany", rep(inBavaria, func(p *Person) { p.Region = "BE" }), "2027-01-06", WorkingDay},
		{"leave on a make-up day", rep(onLeave("2026-10-10", "2026-10-10")), "2026-10-10", OnLeave},
		{"the last day of leave", rep(onLeave("2026-11-23", "2026-11-24")), "2026-11-24", OnLeave},
		{"the day after leave", rep(onLeave("2026-11-20", "2026-11-23")), "2026-11-24", WorkingDay},
		{"a Sunday where Sunday is worked", rep(func(p *Person) { p.Week.Days = []time.Weekday{time.Sunday} }), "2026-11-29", WorkingDay},
		{"a week nobody told us is the default", rep(func(p *Person) { p.Week = WorkingWeek{} }), "2026-11-27", WorkingDay},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := CalendarOf(tt.who, rulesWithHolidays()).KindOf(day(tt.day)); got != tt.want {
				t.Errorf("KindOf(%s) = %s, want %s", tt.day, got, tt.want)
			}
		})
	}
}

func TestDaysOfTheMonth(t *testing.T) {
	type days struct {
		First, Middle Date
		Last          []Date
	}
	for _, tt := range []struct {
		name  string
		who   Person
		month string
		want  days
	}{
		{"a November that begins on a Sunday", rep(), "2026-11-20", days{
			day("2026-11-02"), day("2026-11-16"),
			[]Date{day("2026-11-24"), day("2026-11-25"), day("2026-11-26"), day("2026-11-27"), day("2026-11-30")},
		}},
		{"October in China begins on the 8th", rep(), "2026-10-01", days{
			day("2026-10-08"), day("2026-10-15"),
			[]Date{day("2026-10-26"), day("2026-10-27"), day("2026-10-28"), day("2026-10-29"), day("2026-10-30")},
		}},
		{"back from leave on the 20th", rep(onLeave("2026-11-01", "2026-11-19")), "2026-11-01", days{
			day("2026-11-20"), day("2026-11-20"),
			[]Date{day("2026-11-24"), day("2026-11-25"), day("2026-11-26"), day("2026-11-27"), day("2026-11-30")},
		}},
		{"on leave from the 10th to the end", rep(onLeave("2026-11-10", "2026-12-05")), "2026-11-01", days{
			First: day("2026-11-02"),
			Last:  []Date{day("2026-11-03"), day("2026-11-04"), day("2026-11-05"), day("2026-11-06"), day("2026-11-09")},
		}},
		{"away all month", rep(onLeave("2026-10-20", "2026-12-05")), "2026-11-01", days{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := CalendarOf(tt.who, rulesWithHolidays())
			var got days
			for _, at := range c.spokenIn(c.rules.MonthList, day(tt.month)) {
				got.First = c.Day(at)
			}
			for _, at := range c.spokenIn(c.rules.MidMonth, day(tt.month)) {
				got.Middle = c.Day(at)
			}
			got.Last = c.LastWorkingDays(day(tt.month), 5)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMorning(t *testing.T) {
	early := rulesWithHolidays()
	early.MorningAt = ClockTime{7, 0}
	later := rulesWithHolidays()
	later.MorningAt = ClockTime{9, 30}
	night := rulesWithHolidays()
	night.MorningAt = ClockTime{20, 0}
	for _, tt := range []struct {
		name  string
		rules Rules
		want  string
	}{
		{"when the day starts", rulesWithHolidays(), "2026-11-24 09:00"},
		{"never before the day starts", early, "2026-11-24 09:00"},
		{"later if so configured", later, "2026-11-24 09:30"},
		{"but not after the day is over", night, "2026-11-24 09:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := CalendarOf(rep(), tt.rules).Morning(day("2026-11-24")); !got.Equal(at(tt.want, "Asia/Shanghai")) {
				t.Errorf("Morning = %s, want %s", got, tt.want)
			}
		})
	}
}

func TestClockTimesAcrossDaylightSaving(t *testing.T) {
	for _, tt := range []struct{ name, zone, day, clock, want string }{
		{"skipped in Berlin: past the gap", "Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"},
		{"skipped in New York: past the gap", "America/New_York", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00"},
		{"twice in Berlin: the first", "Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"},
		{"twice in New York: the first", "America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"later that day", "Europe/Berlin", "2026-10-25", "09:00", "2026-10-25T09:00:00+01:00"},
		{"half an hour in Lord Howe", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45:00+11:00"},
		{"midnight is skipped in Santiago", "America/Santiago", "2026-09-06", "00:00", "2026-09-06T01:00:00-03:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			clock, err := ParseClockTime(tt.clock)
			if err != nil {
				t.Fatal(err)
			}
			if got := day(tt.day).At(clock, zone(tt.zone)).Format(time.RFC3339); got != tt.want {
				t.Errorf("At = %s, want %s", got, tt.want)
			}
		})
	}
}

var someZones = []string{
	"Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe",
	"Pacific/Apia", "America/Santiago", "Africa/Casablanca", "Pacific/Chatham", "Europe/London", "UTC",
}

func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return NewDate(2026, time.January, rapid.IntRange(1, 730).Draw(t, "day of two years"))
	})
}

func anyPerson() *rapid.Generator[Person] {
	return rapid.Custom(func(t *rapid.T) Person {
		p := rep()
		p.Zone = rapid.SampledFrom(someZones).Draw(t, "zone")
		p.Country = rapid.SampledFrom([]string{"CN", "DE", ""}).Draw(t, "country")
		p.Week.Days = rapid.SliceOfNDistinct(rapid.Map(rapid.IntRange(0, 6), func(i int) time.Weekday { return time.Weekday(i) }),
			1, 7, rapid.ID[time.Weekday]).Draw(t, "week")
		p.Week.Start = ClockTime{rapid.IntRange(0, 11).Draw(t, "start"), rapid.SampledFrom([]int{0, 30}).Draw(t, "half")}
		p.Week.End = ClockTime{rapid.IntRange(12, 23).Draw(t, "end"), 0}
		for range rapid.IntRange(0, 3).Draw(t, "leaves") {
			from := anyDate().Draw(t, "leave from")
			p.Leave = append(p.Leave, Leave{From: from, To: from.AddDays(rapid.IntRange(0, 60).Draw(t, "leave days"))})
		}
		return p
	})
}

func anyInstant() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 2*365*24*60).Draw(t, "minute")) * time.Minute)
	})
}

func TestNextMorningIsTheFirstWorkingMorning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CalendarOf(anyPerson().Draw(t, "person"), rulesWithHolidays())
		now := anyInstant().Draw(t, "now")
		next := c.NextMorning(now)
		if !next.After(now) || !c.IsWorkingTime(next) {
			t.Fatalf("NextMorning(%s) = %s: not later, or not worked", now, next)
		}
		for d := c.Day(now); d.Before(c.Day(next)); d = d.AddDays(1) {
			if c.IsWorkingDay(d) && c.Morning(d).After(now) {
				t.Fatalf("NextMorning(%s) = %s passes over %s", now, next, d)
			}
		}
		if last := c.LastMorning(next); !last.Equal(next) {
			t.Fatalf("LastMorning(%s) = %s", next, last)
		}
	})
}

func TestWorkingDaysAreFoundInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CalendarOf(anyPerson().Draw(t, "person"), rulesWithHolidays())
		d := anyDate().Draw(t, "day")
		next, before := c.NextWorkingDay(d), c.WorkingDayBefore(d)
		if next.Before(d) || !before.Before(d) {
			t.Fatalf("%s lies not between %s and %s", d, before, next)
		}
		if again := c.WorkingDayBefore(c.NextWorkingDay(next.AddDays(1))); again != next {
			t.Fatalf("the day before the one after %s is %s", next, again)
		}
		last := c.LastWorkingDays(d, 5)
		if !slices.IsSortedFunc(last, Date.Compare) || slices.ContainsFunc(last, func(d Date) bool { return !c.IsWorkingDay(d) }) {
			t.Fatalf("LastWorkingDays = %v", last)
		}
	})
}

func TestSomebodyWhoNeverWorksIsNotSearchedForEver(t *testing.T) {
	c := CalendarOf(rep(onLeave("2026-01-01", "9999-12-31")), rulesWithHolidays())
	now := at("2026-11-24 10:00", "Asia/Shanghai")
	if next := c.NextMorning(now); !next.After(now) {
		t.Errorf("NextMorning = %s", next)
	}
}
