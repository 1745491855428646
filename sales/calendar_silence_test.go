package sales

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func span(from, to string) ClockSpan {
	f, errFrom := ParseClockTime(from)
	t, errTo := ParseClockTime(to)
	if errFrom != nil || errTo != nil {
		panic("no span: " + from + "-" + to)
	}
	return ClockSpan{f, t}
}

func quiet(spans ...ClockSpan) func(*Person) { return func(p *Person) { p.Quiet = spans } }

func TestSilence(t *testing.T) {
	lunch := quiet(span("12:00", "13:30"))
	for _, tt := range []struct {
		name      string
		who       Person
		now       string
		why, next string // nothing: it may be said
	}{
		{"at work", rep(lunch), "2026-11-24 11:59", "", ""},
		{"at lunch", rep(lunch), "2026-11-24 12:00", "why.silent.quiet", "2026-11-24 13:30"},
		{"after lunch", rep(lunch), "2026-11-24 13:30", "", ""},
		{"two in a row", rep(quiet(span("12:00", "13:00"), span("13:00", "14:00"))), "2026-11-24 12:30", "why.silent.quiet", "2026-11-24 14:00"},
		{"until the day ends", rep(quiet(span("16:00", "18:00"))), "2026-11-24 16:30", "why.silent.quiet", "2026-11-25 09:00"},
		{"a quiet morning", rep(quiet(span("08:00", "10:00"))), "2026-11-24 08:00", "why.off_hours", "2026-11-24 10:00"},
		{"all day is no quiet time", rep(quiet(span("08:00", "13:00"), span("13:00", "19:00"))), "2026-11-24 12:30", "", ""},
		{"today, once", rep(func(p *Person) { p.QuietOnce = &DaySpan{day("2026-11-24"), span("10:00", "15:00")} }), "2026-11-24 11:00", "why.silent.quiet", "2026-11-24 15:00"},
		{"all of today", rep(func(p *Person) { p.QuietOnce = &DaySpan{day("2026-11-24"), span("08:00", "20:00")} }), "2026-11-24 08:30", "why.off_hours", "2026-11-25 09:00"},
		{"tomorrow is another day", rep(func(p *Person) { p.QuietOnce = &DaySpan{day("2026-11-24"), span("10:00", "15:00")} }), "2026-11-25 11:00", "", ""},
		{"at night", rep(), "2026-11-24 22:00", "why.off_hours", "2026-11-25 09:00"},
		{"on a Saturday", rep(), "2026-11-28 11:00", "why.silent.day_off", "2026-11-30 09:00"},
		{"on a make-up Saturday", rep(), "2026-10-10 11:00", "", ""},
		{"in the National Day week", rep(), "2026-10-02 11:00", "why.silent.holiday", "2026-10-08 09:00"},
		{"on leave", rep(onLeave("2026-11-24", "2026-11-26")), "2026-11-24 11:00", "why.silent.leave", "2026-11-27 09:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, now := CalendarOf(tt.who, rulesWithHolidays()), at(tt.now, "Asia/Shanghai")
			if c.MaySpeak(now) != (tt.why == "") {
				t.Fatalf("MaySpeak = %v", c.MaySpeak(now))
			}
			if tt.why == "" {
				return
			}
			why, next := c.Silence(now)
			if want := at(tt.next, "Asia/Shanghai"); why != tt.why || !next.Equal(want) {
				t.Errorf("Silence = %s until %s, want %s until %s", why, next, tt.why, want)
			}
		})
	}
}

// naive is the rule stated once more, minute by minute and without the code
// under test: what is this minute to this person?
type naive struct {
	p     Person
	rules Rules
}

func (n naive) maySpeak(t time.Time) bool {
	local := t.In(n.p.Location())
	d := Date{local.Year(), local.Month(), local.Day()}
	for _, l := range n.p.Leave {
		if s := d.String(); l.From.String() <= s && s <= l.To.String() {
			return false
		}
	}
	days := n.rules.Public.(listedDays)
	listed := func(all map[string][]Date) bool {
		return n.p.Country != "" && (slices.Contains(all[n.p.Country], d) || slices.Contains(all[n.p.Country+"-"+n.p.Region], d))
	}
	works := slices.Contains(n.p.Week.Days, local.Weekday())
	if listed(days.off) {
		works = false
	}
	if listed(days.worked) {
		works = true
	}
	minute := local.Hour()*60 + local.Minute()
	within := func(s ClockSpan) bool { return s.From.Minutes() <= minute && minute < s.To.Minutes() }
	if n.p.QuietOnce != nil && n.p.QuietOnce.Day == d && within(n.p.QuietOnce.ClockSpan) {
		return false
	}
	return works && within(ClockSpan{n.p.Week.Start, n.p.Week.End}) && !slices.ContainsFunc(n.p.Quiet, within)
}

func anyQuietPerson() *rapid.Generator[Person] {
	return rapid.Custom(func(t *rapid.T) Person {
		p := anyPerson().Draw(t, "person")
		if p.Country == "DE" {
			p.Region = rapid.SampledFrom([]string{"", "BY"}).Draw(t, "state")
		}
		anySpan := func(label string) ClockSpan {
			from := rapid.IntRange(0, 22*60).Draw(t, label)
			to := from + rapid.IntRange(1, 90).Draw(t, label+" minutes")
			return ClockSpan{ClockTime{from / 60, from % 60}, ClockTime{to / 60, to % 60}}
		}
		for range rapid.IntRange(0, 3).Draw(t, "quiet times") {
			p.Quiet = append(p.Quiet, anySpan("quiet"))
		}
		if rapid.Bool().Draw(t, "once") {
			p.QuietOnce = &DaySpan{anyDate().Draw(t, "quiet day"), anySpan("quiet once")}
		}
		if p.Covers(p.Quiet) {
			p.Quiet = nil
		}
		return p
	})
}

// TestAYearOfMinutes takes a minute of every seven hours of a year, others each
// time, and compares it with the naive rule; and where nothing may be said, the moment we
// wait for is the first minute of which the naive rule says that it may.
func TestAYearOfMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyQuietPerson().Draw(t, "person")
		c, n := CalendarOf(p, rulesWithHolidays()), naive{p, rulesWithHolidays()}
		begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 430).Draw(t, "offset")) * time.Minute)
		for now := begin; now.Year() < 2027; now = now.Add(431 * time.Minute) {
			if isRepeated(now, p) {
				continue // an hour that the clock shows twice: which of them is meant is a rule of its own
			}
			if got, want := c.MaySpeak(now), n.maySpeak(now); got != want {
				t.Fatalf("MaySpeak(%s) = %v", now.In(c.Zone()), got)
			}
		}
	})
}

// isRepeated reports that clocks are turned within a few hours of an instant.
func isRepeated(t time.Time, p Person) bool {
	_, before := t.Add(-4 * time.Hour).In(p.Location()).Zone()
	_, after := t.Add(4 * time.Hour).In(p.Location()).Zone()
	return before != after
}

func TestWhatIsDeferredIsSaidAsSoonAsItMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyQuietPerson().Draw(t, "person")
		c, n := CalendarOf(p, rulesWithHolidays()), naive{p, rulesWithHolidays()}
		now := anyInstant().Draw(t, "now")
		next := c.NextMoment(now)
		switch {
		case c.MaySpeak(now) && !next.Equal(now):
			t.Fatalf("it may be said at %s, and yet waits until %s", now, next)
		case !c.MaySpeak(now) && !next.After(now):
			t.Fatalf("NextMoment(%s) = %s is not later", now, next)
		case !c.MaySpeak(next):
			t.Fatalf("NextMoment(%s) = %s, when nothing may be said", now, next.In(c.Zone()))
		case !isRepeated(next, p) && !n.maySpeak(next):
			t.Fatalf("NextMoment(%s) = %s, of which the naive rule says no", now, next.In(c.Zone()))
		}
		for m := now; m.Before(next) && m.Sub(now) < 100*24*time.Hour; m = m.Add(17 * time.Minute) {
			if !isRepeated(m, p) && n.maySpeak(m) {
				t.Fatalf("NextMoment(%s) = %s passes over %s", now, next, m.In(c.Zone()))
			}
		}
	})
}

// TestEveryDeferralHasAReasonAndALaterTime looks at every rule over random
// calendars and histories.
func TestEveryDeferralHasAReasonAndALaterTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		owner := anyQuietPerson().Draw(t, "owner")
		other := anyQuietPerson().Draw(t, "other")
		owner.ID, other.ID = "T1/A", "T1/B"
		if len(owner.Leave) > 0 && rapid.Bool().Draw(t, "covered") {
			owner.Leave[0].Cover = other.ID
		}
		rules := rulesWithHolidays()
		c, cover := CalendarOf(owner, rules), CalendarOf(other, rules)
		f := FollowUp{ID: "f", What: "quote", Owner: owner.ID, Account: "acme", Status: FollowUpOpen, Due: Due{Day: anyDate().Draw(t, "due"), By: rapid.Bool().Draw(t, "by")}}
		if rapid.Bool().Draw(t, "timed") {
			f.Due.Time = &ClockTime{rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]int{0, 30}).Draw(t, "minute")}
		}
		now := anyInstant().Draw(t, "now")
		f.Created = now.Add(-time.Duration(rapid.IntRange(0, 100*24).Draw(t, "hours ago")) * time.Hour)
		past := Raised{}
		if rapid.Bool().Draw(t, "said before") {
			past = Raised{At: now.Add(-time.Duration(rapid.IntRange(1, 90*24).Draw(t, "said hours ago")) * time.Hour), For: f.Due.String(), Times: rapid.IntRange(0, 3).Draw(t, "times")}
		}
		check := func(name string, v Verdict, to Calendar) {
			switch {
			case v.Reason == "":
				t.Fatalf("%s: no reason: %+v", name, v)
			case v.Action == Defer && !v.Next.After(now):
				t.Fatalf("%s at %s: defers to %s", name, now, v.Next)
			case v.Action == Send && !v.Next.IsZero() && !v.Next.After(now):
				t.Fatalf("%s at %s: next due %s", name, now, v.Next)
			case v.Action == Send && !v.Named && !to.MaySpeak(now):
				t.Fatalf("%s is said at %s", name, now.In(to.Zone()))
			case v.Action == Send && v.Named && to.isCovered(now):
				t.Fatalf("%s is said to somebody whose leave is covered", name)
			}
		}
		check("follow-up", RemindFollowUp(f, c, past, now), c)
		check("cover", RemindCover(f, owner, cover, past, now), cover)
		check("told to cover", TellCover(owner, cover, past, now), cover)
		check("visits", RemindVisits(c, past, now), c)
		check("first visit", RemindFirstVisit(Account{ID: "a", Class: ClassA, Created: f.Created}, c, past, now), c)
	})
}

func TestWorkingDaysAreCountedTheSameBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CalendarOf(anyQuietPerson().Draw(t, "person"), rulesWithHolidays())
		d := anyDate().Draw(t, "day")
		var forth []Date
		for day := c.NextWorkingDay(d); len(forth) < 8; day = c.NextWorkingDay(day.AddDays(1)) {
			forth = append(forth, day)
		}
		day := forth[len(forth)-1]
		for i := len(forth) - 2; i >= 0; i-- {
			if day = c.WorkingDayBefore(day); day != forth[i] {
				t.Fatalf("back from %s: %s, want %s", forth[i+1], day, forth[i])
			}
		}
		count := 0
		for day := d; !day.After(forth[7]); day = day.AddDays(1) {
			if c.IsWorkingDay(day) {
				count++
			}
		}
		if count != 8 {
			t.Fatalf("%d working days from %s to %s, want 8", count, d, forth[7])
		}
	})
}

func TestHolidaysMoveTheFirstWorkingDayOfTheMonth(t *testing.T) {
	c := CalendarOf(rep(), rulesWithHolidays())
	v := RemindVisits(c, Raised{}, at("2026-10-01 10:00", "Asia/Shanghai"))
	if want := at("2026-10-08 09:00", "Asia/Shanghai"); v.Action != Defer || !v.Next.Equal(want) {
		t.Errorf("October's list: %+v, want %s", v, want)
	}
	if v := RemindVisits(c, Raised{}, at("2026-10-08 09:00", "Asia/Shanghai")); v.Action != Send || v.Reason != WhyMonthBegins {
		t.Errorf("on the 8th: %+v", v)
	}
}

func TestEndsOfMonthsAndLeapDays(t *testing.T) {
	for _, tt := range []struct {
		name, due string
		every     Recurrence
		want      []string
	}{
		{"the 31st", "2027-12-31", Recurrence{Every: 1, Unit: Months}, []string{"2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"}},
		{"29 February, each year", "2028-02-29", Recurrence{Every: 12, Unit: Months}, []string{"2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"}},
		{"29 February, each month", "2028-02-29", Recurrence{Every: 1, Unit: Months}, []string{"2028-03-29", "2028-04-29"}},
		{"each day over a leap day", "2028-02-28", Recurrence{Every: 1, Unit: Days}, []string{"2028-02-29", "2028-03-01"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := FollowUp{Due: Due{Day: day(tt.due)}, Every: tt.every, Status: FollowUpOpen}
			for _, want := range tt.want {
				f.Due, f.Every = NextOccurrence(f, f.Due.Day)
				if f.Due.Day != day(want) {
					t.Fatalf("next is %s, want %s", f.Due.Day, want)
				}
			}
		})
	}
}
