package sales

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func due(s string) Due {
	d := Due{Day: day(s[:10])}
	if len(s) > 10 {
		clock, err := ParseClockTime(s[11:])
		if err != nil {
			panic(err)
		}
		d.Time = &clock
	}
	return d
}

func by(s string) Due {
	d := due(s)
	d.By = true
	return d
}

func snoozed(s string) func(*FollowUp) {
	return func(f *FollowUp) { d := due(s); f.Snoozed = &d }
}

func promised(d Due, change ...func(*FollowUp)) FollowUp {
	f := FollowUp{ID: "f1", What: "send quote", Owner: "T1/U1", Due: d, Status: FollowUpOpen, Created: at("2026-09-01 10:00", "UTC")}
	for _, c := range change {
		c(&f)
	}
	return f
}

// said is one reminder as a person would tell of it: when, by their clock, and why.
type said struct{ At, Why string }

// live lets time pass from one look to the next, as the sweep does, and tells
// what was said. It fails if the rule looks back or never ends.
func live(t failing, rule func(Raised, time.Time) Verdict, c Calendar, from time.Time, looks int) []said {
	t.Helper()
	var all []said
	var past Raised
	now := from
	for range looks {
		v := rule(past, now)
		if v.Action == Send {
			all = append(all, said{now.In(c.Zone()).Format("Mon 2006-01-02 15:04"), v.Reason})
			past = v.Raised
		}
		if v.Next.IsZero() {
			return all
		}
		if !v.Next.After(now) {
			t.Fatalf("at %s the next look is %s", now, v.Next)
		}
		now = v.Next
	}
	return all
}

type failing interface {
	Helper()
	Fatalf(string, ...any)
}

func overdue(days ...string) (all []said) {
	for _, d := range days {
		all = append(all, said{d + " 09:00", "why.followup.overdue"})
	}
	return all
}

func TestWhenAFollowUpIsRaised(t *testing.T) {
	for _, tt := range []struct {
		name string
		what FollowUp
		who  Person
		from string // Shanghai clock
		want []said
	}{
		{
			"the morning of its day, then three working mornings", promised(due("2026-11-26")), rep(), "2026-11-20 12:00",
			append([]said{{"Thu 2026-11-26 09:00", "why.followup.today"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{
			"at the time that was typed", promised(due("2026-11-26T15:00")), rep(), "2026-11-20 12:00",
			append([]said{{"Thu 2026-11-26 15:00", "why.followup.at_time"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{
			"a typed time is kept on a Saturday night", promised(due("2026-11-28T21:30")), rep(), "2026-11-20 12:00",
			append([]said{{"Sat 2026-11-28 21:30", "why.followup.at_time"}}, overdue("Mon 2026-11-30", "Tue 2026-12-01", "Wed 2026-12-02")...),
		},
		{
			"a Saturday without a time waits for Monday", promised(due("2026-11-28")), rep(), "2026-11-20 12:00",
			append([]said{{"Mon 2026-11-30 09:00", "why.followup.moved.day_off"}}, overdue("Tue 2026-12-01", "Wed 2026-12-02", "Thu 2026-12-03")...),
		},
		{
			"by Wednesday: from Tuesday on", promised(by("2026-11-25")), rep(), "2026-11-20 12:00",
			append([]said{{"Tue 2026-11-24 09:00", "why.followup.before"}, {"Wed 2026-11-25 09:00", "why.followup.today"}},
				overdue("Thu 2026-11-26", "Fri 2026-11-27", "Mon 2026-11-30")...),
		},
		{
			"by Monday: from Friday on", promised(by("2026-11-30")), rep(), "2026-11-20 12:00",
			append([]said{{"Fri 2026-11-27 09:00", "why.followup.before"}, {"Mon 2026-11-30 09:00", "why.followup.today"}},
				overdue("Tue 2026-12-01", "Wed 2026-12-02", "Thu 2026-12-03")...),
		},
		{
			"over a holiday with a make-up Saturday", promised(due("2026-10-02")), rep(), "2026-09-20 12:00",
			append([]said{{"Thu 2026-10-08 09:00", "why.followup.moved.holiday"}}, overdue("Fri 2026-10-09", "Sat 2026-10-10", "Mon 2026-10-12")...),
		},
		{
			"leave: the first working morning after", promised(due("2026-11-24")), rep(onLeave("2026-11-23", "2026-11-27")), "2026-11-20 12:00",
			append([]said{{"Mon 2026-11-30 09:00", "why.followup.moved.leave"}}, overdue("Tue 2026-12-01", "Wed 2026-12-02", "Thu 2026-12-03")...),
		},
		{
			"snoozed: on that day, and counted afresh", promised(due("2026-11-20"), snoozed("2026-11-26")), rep(), "2026-11-24 12:00",
			append([]said{{"Thu 2026-11-26 09:00", "why.followup.snoozed"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{
			"snoozed to a time", promised(due("2026-11-20"), snoozed("2026-11-26T19:00")), rep(), "2026-11-24 12:00",
			append([]said{{"Thu 2026-11-26 19:00", "why.followup.snoozed"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{
			"written down at ten for today: not again today",
			promised(due("2026-11-26"), func(f *FollowUp) { f.Changed = at("2026-11-26 10:00", "Asia/Shanghai") }), rep(), "2026-11-26 10:00",
			overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01"),
		},
		{
			"written down at ten for three today",
			promised(due("2026-11-26T15:00"), func(f *FollowUp) { f.Changed = at("2026-11-26 10:00", "Asia/Shanghai") }), rep(), "2026-11-26 10:00",
			append([]said{{"Thu 2026-11-26 15:00", "why.followup.at_time"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{
			"written in an outage for a time that passed before its end: at once",
			promised(due("2026-11-26T22:15"), func(f *FollowUp) {
				f.Created, f.Changed = at("2026-11-26 22:30", "Asia/Shanghai"), at("2026-11-26 22:00", "Asia/Shanghai")
			}), rep(), "2026-11-26 22:30",
			append([]said{{"Thu 2026-11-26 22:30", "why.followup.at_time"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{
			"after an outage of a week: once, and then as ever", promised(due("2026-11-17")), rep(), "2026-11-24 11:20",
			[]said{{"Tue 2026-11-24 11:20", "why.followup.overdue"}, {"Wed 2026-11-25 09:00", "why.followup.overdue"}, {"Thu 2026-11-26 09:00", "why.followup.overdue"}},
		},
		{
			"after an outage, found at night", promised(due("2026-11-24T15:00")), rep(), "2026-11-24 22:00",
			overdue("Wed 2026-11-25", "Thu 2026-11-26", "Fri 2026-11-27"),
		},
		{
			"a typed time in another zone", promised(Due{Day: day("2026-11-26"), Time: &ClockTime{15, 0}, Zone: "Europe/Berlin"}), rep(), "2026-11-24 12:00",
			append([]said{{"Thu 2026-11-26 22:00", "why.followup.at_time"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...),
		},
		{"done", promised(due("2026-11-26"), func(f *FollowUp) { f.Status = FollowUpDone }), rep(), "2026-11-20 12:00", nil},
		{"dropped", promised(due("2026-11-26"), func(f *FollowUp) { f.Status = FollowUpDropped }), rep(), "2026-11-20 12:00", nil},
		{"taken back", promised(due("2026-11-26"), func(f *FollowUp) { f.Deleted = true }), rep(), "2026-11-20 12:00", nil},
		{"muted", promised(due("2026-11-26"), func(f *FollowUp) { f.Muted = true }), rep(), "2026-11-20 12:00", nil},
		{"its owner has left", promised(due("2026-11-26")), rep(func(p *Person) { p.Left = true }), "2026-11-20 12:00", nil},
		{"without a day", promised(Due{}), rep(), "2026-11-20 12:00", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := CalendarOf(tt.who, thenSilent(rulesWithHolidays()))
			got := live(t, func(past Raised, now time.Time) Verdict { return RemindFollowUp(tt.what, c, past, now) }, c, at(tt.from, "Asia/Shanghai"), 50)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// thenSilent are rules by which nothing comes after the reminders of the first days.
func thenSilent(r Rules) Rules {
	r.OverdueEvery = 0
	return r
}

func TestWhatStaysOpenIsRaisedLessOftenRatherThanNever(t *testing.T) {
	c := CalendarOf(rep(), rulesWithHolidays())
	got := live(t, func(past Raised, now time.Time) Verdict {
		return RemindFollowUp(promised(due("2026-11-26")), c, past, now)
	}, c, at("2026-11-20 12:00", "Asia/Shanghai"), 16)
	want := append([]said{{"Thu 2026-11-26 09:00", "why.followup.today"}}, overdue("Fri 2026-11-27", "Mon 2026-11-30", "Tue 2026-12-01")...)
	for _, day := range []string{"Tue 2026-12-08 09:00", "Tue 2026-12-15 09:00", "Tue 2026-12-22 09:00", "Tue 2026-12-29 09:00"} {
		want = append(want, said{day, "why.followup.later"})
	}
	if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
		t.Error(diff)
	}
}

func TestAMorningInTheGapOfDaylightSaving(t *testing.T) {
	who := rep(inBavaria, func(p *Person) {
		p.Week = WorkingWeek{Days: []time.Weekday{time.Sunday}, Start: ClockTime{2, 30}, End: ClockTime{10, 0}}
	})
	c := CalendarOf(who, thenSilent(DefaultRules()))
	got := live(t, func(past Raised, now time.Time) Verdict {
		return RemindFollowUp(promised(due("2027-03-28")), c, past, now)
	}, c, at("2027-03-20 12:00", "UTC"), 1+1)
	if diff := cmp.Diff([]said{{"Sun 2027-03-28 03:30", "why.followup.today"}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAVerdictExplainsItself(t *testing.T) {
	c := CalendarOf(rep(), DefaultRules())
	now := at("2026-11-27 09:00", "Asia/Shanghai")
	v := RemindFollowUp(promised(due("2026-11-26")), c, Raised{At: now.AddDate(0, 0, -1), For: "2026-11-26"}, now)
	want := Verdict{
		Action: Send, Reason: "why.followup.overdue", Facts: map[string]string{"due": "2026-11-26", "count": "1", "most": "3"},
		Next: at("2026-11-30 09:00", "Asia/Shanghai"), Slot: now, Raised: Raised{At: now, For: "2026-11-26", Times: 1},
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

func TestEveryDueFollowUpIsRaisedOnceASlotAndNeverAtABadTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CalendarOf(anyPerson().Draw(t, "person"), rulesWithHolidays())
		f := promised(Due{Day: anyDate().Draw(t, "due"), By: rapid.Bool().Draw(t, "by")})
		if rapid.Bool().Draw(t, "timed") {
			f.Due.Time = &ClockTime{rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")}
		}
		if rapid.Bool().Draw(t, "snooze") {
			later := Due{Day: f.Due.Day.AddDays(rapid.IntRange(1, 40).Draw(t, "snoozed by"))}
			f.Snoozed = &later
		}
		from := anyInstant().Draw(t, "from")
		f.Created = from.Add(-time.Duration(rapid.IntRange(0, 90*24).Draw(t, "hours old")) * time.Hour)
		checkLife(t, f, c, from)
	})
}

func checkLife(t *rapid.T, f FollowUp, c Calendar, now time.Time) {
	var past Raised
	seen := map[string]bool{}
	overdue, later := 0, 0
	for range 2000 {
		v := RemindFollowUp(f, c, past, now)
		if v.Action == Send {
			key := fmt.Sprint(c.Day(now), v.Reason)
			if seen[key] {
				t.Fatalf("said twice: %s at %s", v.Reason, now)
			}
			seen[key] = true
			checkTime(t, f, c, v, now)
			if v.Reason == "why.followup.overdue" {
				overdue++
			}
			if v.Reason == "why.followup.later" {
				if since := c.Day(now).DaysSince(c.Day(past.At)); since < DefaultRules().OverdueEvery {
					t.Fatalf("raised again after %d days", since)
				}
				later++
			}
			if again := RemindFollowUp(f, c, v.Raised, now); again.Action == Send {
				t.Fatalf("a second sweep at %s says it again: %s", now, again.Reason)
			}
			past = v.Raised
		}
		if later > 3 {
			if overdue != DefaultRules().OverdueReminders {
				t.Fatalf("raised %d times while overdue", overdue)
			}
			return
		}
		if v.Next.IsZero() {
			t.Fatalf("at %s it is forgotten for ever: %s", now, v.Reason)
		}
		if !v.Next.After(now) {
			t.Fatalf("at %s the next look is %s (%s)", now, v.Next, v.Reason)
		}
		// A sweep may come late.
		now = v.Next.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 1, 60, 3000}).Draw(t, "minutes late")) * time.Minute)
	}
	t.Fatalf("never ends")
}

func checkTime(t *rapid.T, f FollowUp, c Calendar, v Verdict, now time.Time) {
	eff := EffectiveDue(f)
	named := eff.Time != nil && now.Sub(eff.Day.At(*eff.Time, c.Zone())).Abs() <= punctual
	if !named && !c.IsWorkingTime(now) {
		t.Fatalf("%s at %s, outside working hours", v.Reason, now.In(c.Zone()))
	}
	if v.Slot.After(now) {
		t.Fatalf("slot %s lies after %s", v.Slot, now)
	}
	first := c.Morning(c.WorkingDayBefore(eff.Day))
	if !eff.By {
		first = eff.Day.At(ClockTime{}, c.Zone())
	}
	if now.Before(first) {
		t.Fatalf("raised at %s, before %s", now, first)
	}
}

func TestNextOccurrence(t *testing.T) {
	for _, tt := range []struct {
		name  string
		due   string
		every Recurrence
		done  string
		want  string
	}{
		{"every Monday, done that day", "2026-11-23", Recurrence{Every: 1, Unit: Weeks}, "2026-11-23", "2026-11-30"},
		{"every Monday, done on Wednesday", "2026-11-23", Recurrence{Every: 1, Unit: Weeks}, "2026-11-25", "2026-11-30"},
		{"every Monday, done the Friday before", "2026-11-23", Recurrence{Every: 1, Unit: Weeks}, "2026-11-20", "2026-11-30"},
		{"every Monday, done three weeks late", "2026-11-02", Recurrence{Every: 1, Unit: Weeks}, "2026-11-24", "2026-11-30"},
		{"every two weeks", "2026-11-23", Recurrence{Every: 2, Unit: Weeks}, "2026-11-24", "2026-12-07"},
		{"every three days", "2026-11-23", Recurrence{Every: 3, Unit: Days}, "2026-11-23", "2026-11-26"},
		{"every month", "2026-11-15", Recurrence{Every: 1, Unit: Months}, "2026-11-16", "2026-12-15"},
		{"the 31st in February", "2027-01-31", Recurrence{Every: 1, Unit: Months}, "2027-01-31", "2027-02-28"},
		{"and the 31st again in March", "2027-02-28", Recurrence{Every: 1, Unit: Months, Day: 31}, "2027-02-28", "2027-03-31"},
		{"every weekday, done on Friday", "2026-11-27", Recurrence{Every: 1, Unit: Weekdays}, "2026-11-27", "2026-11-30"},
		{"every weekday, done on Sunday", "2026-11-27", Recurrence{Every: 1, Unit: Weekdays}, "2026-11-29", "2026-11-30"},
		{"every weekday, set for a Saturday", "2026-11-28", Recurrence{Every: 1, Unit: Weekdays}, "2026-11-28", "2026-11-30"},
		{"every second weekday", "2026-11-26", Recurrence{Every: 2, Unit: Weekdays}, "2026-11-26", "2026-11-30"},
		{"the last Friday of each month", "2026-11-27", Recurrence{Every: 1, Unit: Months, Nth: -1, Weekday: time.Friday}, "2026-11-27", "2026-12-25"},
		{"the first Monday of each month", "2026-12-07", Recurrence{Every: 1, Unit: Months, Nth: 1, Weekday: time.Monday}, "2026-12-07", "2027-01-04"},
		{"every quarter over a leap day", "2027-11-30", Recurrence{Every: 3, Unit: Months}, "2027-12-01", "2028-02-29"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, every := NextOccurrence(promised(due(tt.due), func(f *FollowUp) { f.Every = tt.every }), day(tt.done))
			if got.Day != day(tt.want) {
				t.Errorf("NextOccurrence = %s, want %s", got.Day, tt.want)
			}
			if every.Every != tt.every.Every || every.Unit != tt.every.Unit {
				t.Errorf("recurrence became %+v", every)
			}
		})
	}
}

func TestSnoozeTo(t *testing.T) {
	c := CalendarOf(rep(), rulesWithHolidays())
	for _, tt := range []struct {
		preset      SnoozePreset
		today, want string
	}{
		{SnoozeTomorrow, "2026-11-24", "2026-11-25"},
		{SnoozeTomorrow, "2026-11-27", "2026-11-30"}, // a Friday
		{SnoozeThreeDays, "2026-11-24", "2026-11-27"},
		{SnoozeThreeDays, "2026-11-25", "2026-11-30"}, // would be a Saturday
		{SnoozeMonday, "2026-11-23", "2026-11-30"},    // a Monday
		{SnoozeMonday, "2026-11-29", "2026-11-30"},    // a Sunday
		{SnoozeWeek, "2026-11-24", "2026-12-01"},
		{SnoozeWeek, "2026-09-28", "2026-10-08"}, // into the holiday week
	} {
		got, ok := SnoozeTo(tt.preset, c, day(tt.today))
		if !ok || got != day(tt.want) {
			t.Errorf("%s on %s = %s, want %s", tt.preset, tt.today, got, tt.want)
		}
	}
	if _, ok := SnoozeTo("never", c, day("2026-11-24")); ok {
		t.Error("an unknown choice was taken")
	}
}

func TestDaysLateCountsFromThePromiseNotTheSnooze(t *testing.T) {
	f := promised(due("2026-11-20"), snoozed("2026-11-27"))
	if got := f.DaysLate(day("2026-11-24")); got != 4 {
		t.Errorf("DaysLate = %d, want 4", got)
	}
	if got := f.DaysLate(day("2026-11-20")); got != 0 {
		t.Errorf("on its day: DaysLate = %d, want 0", got)
	}
}

func TestWhatRepeatsIsRaisedAgainAtItsNextTurn(t *testing.T) {
	c := CalendarOf(rep(), rulesWithHolidays())
	for _, tt := range []struct {
		name  string
		f     FollowUp
		until string
		want  []said
	}{
		{"every Monday, never done", promised(due("2026-11-09"), every(1, Weeks)), "2026-11-24", []said{
			{"Mon 2026-11-09 09:00", "why.followup.today"},
			{"Tue 2026-11-10 09:00", "why.followup.overdue"},
			{"Wed 2026-11-11 09:00", "why.followup.overdue"},
			{"Thu 2026-11-12 09:00", "why.followup.overdue"},
			{"Mon 2026-11-16 09:00", "why.followup.today"},
			{"Tue 2026-11-17 09:00", "why.followup.overdue"},
			{"Wed 2026-11-18 09:00", "why.followup.overdue"},
			{"Thu 2026-11-19 09:00", "why.followup.overdue"},
			{"Mon 2026-11-23 09:00", "why.followup.today"},
		}},
		{"every day at ten, never done: once a day", promised(due("2026-11-09 10:00"), every(1, Days)), "2026-11-12", []said{
			{"Mon 2026-11-09 10:00", "why.followup.at_time"},
			{"Tue 2026-11-10 10:00", "why.followup.at_time"},
			{"Wed 2026-11-11 10:00", "why.followup.at_time"},
		}},
		{"every Monday, put off to Wednesday", promised(due("2026-11-09"), every(1, Weeks), snoozed("2026-11-13")), "2026-11-17", []said{
			{"Fri 2026-11-13 09:00", "why.followup.snoozed"},
			{"Mon 2026-11-16 09:00", "why.followup.today"},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rule := func(past Raised, now time.Time) Verdict {
				v := RemindFollowUp(tt.f, c, past, now)
				if !v.Next.Before(day(tt.until).At(ClockTime{}, c.Zone())) {
					v.Next = time.Time{}
				}
				return v
			}
			got := live(t, rule, c, at("2026-11-09 00:00", c.Zone().String()), 100)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("said (-want +got):\n%s", diff)
			}
		})
	}
}

func every(n int, unit RecurrenceUnit) func(*FollowUp) {
	return func(f *FollowUp) { f.Every = Recurrence{Every: n, Unit: unit} }
}

func TestIsTurn(t *testing.T) {
	weekly := promised(due("2026-11-09 10:00"), every(1, Weeks))
	for when, want := range map[string]bool{
		"2026-11-09T10:00": true, "2026-11-16T10:00": true, "2027-11-08T10:00": true,
		"2026-11-17T10:00": false, "2026-11-16T11:00": false, "2026-11-02T10:00": false, "soon": false,
	} {
		if IsTurn(weekly, when) != want {
			t.Errorf("IsTurn(%s) = %v", when, !want)
		}
	}
	if IsTurn(promised(due("2026-11-09")), "2026-11-16") {
		t.Error("what does not repeat has no later turn")
	}
}

func TestTheFirstTurnOfAMonth(t *testing.T) {
	lastFriday := Recurrence{Every: 1, Unit: Months, Nth: -1, Weekday: time.Friday}
	for _, tt := range []struct {
		every      Recurrence
		from, want string
	}{
		{lastFriday, "2026-11-24", "2026-11-27"},
		{lastFriday, "2026-11-27", "2026-11-27"},
		{lastFriday, "2026-11-28", "2026-12-25"},
		{Recurrence{Every: 1, Unit: Months, Day: 1}, "2026-11-24", "2026-12-01"},
		{Recurrence{Every: 1, Unit: Months, Day: 31}, "2026-11-24", "2026-11-30"},
		{Recurrence{Every: 1, Unit: Months, Nth: 2, Weekday: time.Wednesday}, "2026-12-01", "2026-12-09"},
	} {
		if got := FirstTurn(tt.every, day(tt.from)); got != day(tt.want) {
			t.Errorf("FirstTurn(%+v, %s) = %s, want %s", tt.every, tt.from, got, tt.want)
		}
	}
}
