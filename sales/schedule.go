package sales

import "time"

// Schedule is when an occasion that follows the calendar comes again and again.
// The zero value never comes.
type Schedule struct {
	Runs Runs
	// Zone is whose clock counts; nil: each person's own.
	Zone *time.Location
}

// Runs tell the first run after an instant; zero if there is none any more.
type Runs interface {
	Next(after time.Time) time.Time
}

// Monthly runs at the beginning of that day of each month.
type Monthly int

// Next implements Runs by the clock of the instant's own zone.
func (m Monthly) Next(after time.Time) time.Time {
	month := dateOf(after).FirstOfMonth()
	for n := 0; ; n++ {
		day := month.AddMonths(n)
		day.Day = min(int(m), day.LastOfMonth().Day)
		if run := day.At(ClockTime{}, after.Location()); run.After(after) {
			return run
		}
	}
}

// next is the first run after an instant, for a person. By their own clock the
// runs are sought in a zone without summer time, so that none falls into a gap
// of theirs and none comes twice.
func (s Schedule) next(c Calendar, after time.Time) time.Time {
	switch {
	case s.Runs == nil:
		return time.Time{}
	case s.Zone != nil:
		return s.Runs.Next(after.In(s.Zone))
	}
	run := s.Runs.Next(sameClock(after.In(c.zone), time.UTC))
	if run.IsZero() {
		return run
	}
	return dateOf(run).At(ClockTime{run.Hour(), run.Minute()}, c.zone)
}

func sameClock(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
}

// Run is one run of a schedule for a person.
type Run struct {
	At time.Time
	// Said is when the bot speaks of it: at once in working hours, else on the
	// next working morning; zero if that is not of the same month.
	Said time.Time
}

// RunsAfter are the first n runs of a schedule after an instant, for a person.
func (c Calendar) RunsAfter(s Schedule, after time.Time, n int) (runs []Run) {
	for at := s.next(c, after); len(runs) < n && !at.IsZero(); at = s.next(c, at) {
		runs = append(runs, Run{At: at, Said: c.said(at)})
	}
	return runs
}

func (c Calendar) said(run time.Time) time.Time {
	at := run
	if !c.IsWorkingTime(run) {
		at = c.NextMorning(run)
	}
	if _, ok := c.inMonth(c.Day(run), c.Day(at)); !ok {
		return time.Time{}
	}
	return at
}

// spokenIn are the instants of a schedule in a calendar month, at most one a day.
func (c Calendar) spokenIn(s Schedule, month Date) (said []time.Time) {
	day := month.FirstOfMonth()
	end := day.AddMonths(1).At(ClockTime{}, c.zone)
	after := day.At(ClockTime{}, c.zone).Add(-time.Nanosecond)
	for {
		run := s.next(c, after)
		if run.IsZero() || !run.Before(end) {
			return said
		}
		if at := c.said(run); !at.IsZero() && (len(said) == 0 || c.Day(at).After(c.Day(said[len(said)-1]))) {
			said = append(said, at)
		}
		after = c.Day(run).AddDays(1).At(ClockTime{}, c.zone).Add(-time.Nanosecond)
	}
}
