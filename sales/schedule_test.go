package sales

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// eachHour runs at half past every hour: more often than anybody is to be told.
type eachHour struct{}

func (eachHour) Next(after time.Time) time.Time {
	at := after.Truncate(time.Hour).Add(30 * time.Minute)
	if !at.After(after) {
		at = at.Add(time.Hour)
	}
	return at
}

// atClock runs daily at a time of the instant's zone.
type atClock ClockTime

func (c atClock) Next(after time.Time) time.Time {
	day := dateOf(after)
	for !day.At(ClockTime(c), after.Location()).After(after) {
		day = day.AddDays(1)
	}
	return day.At(ClockTime(c), after.Location())
}

// In a gap of the person's clock a run comes when the gap is over, and where an
// hour comes twice it runs once.
func TestRunsKeepToThePersonsClock(t *testing.T) {
	for _, tt := range []struct {
		zone, from string
		at         ClockTime
		want       []string
	}{
		{"Europe/Berlin", "2027-03-27T12:00:00Z", ClockTime{2, 30}, []string{"2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"}},
		{"Europe/Berlin", "2026-10-24T12:00:00Z", ClockTime{2, 30}, []string{"2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"}},
		{"America/Santiago", "2026-09-05T12:00:00Z", ClockTime{0, 0}, []string{"2026-09-06T01:00:00-03:00", "2026-09-07T00:00:00-03:00"}},
	} {
		p := rep()
		p.Zone = tt.zone
		from, err := time.Parse(time.RFC3339, tt.from)
		if err != nil {
			t.Fatal(err)
		}
		for i, run := range CalendarOf(p, DefaultRules()).RunsAfter(Schedule{Runs: atClock(tt.at)}, from, 2) {
			if got := run.At.Format(time.RFC3339); got != tt.want[i] {
				t.Errorf("%s at %s: run %d is %s, want %s", tt.zone, tt.at, i, got, tt.want[i])
			}
		}
	}
}

// A schedule with a zone of its own is the same instant for everybody.
func TestAScheduleMayHaveAZoneOfItsOwn(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	p := rep()
	p.Zone = "Europe/Berlin"
	nine := Schedule{Runs: atClock{9, 0}, Zone: shanghai}
	run := CalendarOf(p, DefaultRules()).RunsAfter(nine, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), 1)[0]
	if got := run.At.UTC().Format(time.RFC3339); got != "2026-11-24T01:00:00Z" {
		t.Error("nine in Shanghai is", got)
	}
	if got := run.Said.UTC().Format(time.RFC3339); got != "2026-11-24T08:00:00Z" {
		t.Error("in Berlin it is said", got, "and not when the day starts")
	}
}

// However often a schedule runs, whatever the calendar: it is spoken of in
// working hours of its own month, at most once a day, in order.
func TestWhatIsScheduledIsSaidInWorkingHoursOnceADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rep()
		p.Zone = rapid.SampledFrom([]string{"Europe/Berlin", "Asia/Shanghai", "America/Santiago", "Pacific/Apia", "Africa/Cairo"}).Draw(t, "zone")
		if rapid.Bool().Draw(t, "away") {
			from := NewDate(2026, 10, rapid.IntRange(1, 90).Draw(t, "from"))
			p.Leave = []Leave{{From: from, To: from.AddDays(rapid.IntRange(0, 50).Draw(t, "days"))}}
		}
		c := CalendarOf(p, rulesWithHolidays())
		month := NewDate(2026, time.Month(rapid.IntRange(1, 24).Draw(t, "month")), 1)
		s := Schedule{Runs: rapid.SampledFrom([]Runs{eachHour{}, atClock{3, 0}, atClock{17, 59}, Monthly(1), Monthly(31)}).Draw(t, "runs")}
		last := Date{}
		for _, at := range c.spokenIn(s, month) {
			day := c.Day(at)
			if !c.IsWorkingTime(at) || day.FirstOfMonth() != month || !day.After(last) {
				t.Fatalf("said at %v, after %v", at, last)
			}
			last = day
		}
	})
}
