package sales

import "time"

// Reasons around weekly and monthly reports, as catalogue keys.
const (
	WhyWeekDigest  = "why.week_digest"
	WhyMonthDigest = "why.month_digest"
	WhyOwnWeek     = "why.own_week"
	WhyOwnMonth    = "why.own_month"
)

// Occasion is what comes once a week or once a month.
type Occasion struct {
	Reason string
	Month  bool
	// Ends: it comes when the last working day of the period ends; else on the
	// first working morning of the next.
	Ends bool
}

// The occasions, by kind of reminder. A rep's week comes when it is over, while
// they still remember it; everything else on the next working morning.
var (
	weekDigest  = Occasion{Reason: WhyWeekDigest}
	monthDigest = Occasion{Reason: WhyMonthDigest, Month: true}
	ownWeek     = Occasion{Reason: WhyOwnWeek, Ends: true}
	ownMonth    = Occasion{Reason: WhyOwnMonth, Month: true}
)

// OccasionOf is the occasion of a kind of reminder.
func OccasionOf(kind string) Occasion {
	return map[string]Occasion{
		RemindsWeekDigest: weekDigest, RemindsMonthDigest: monthDigest, RemindsOwnWeek: ownWeek, RemindsOwnMonth: ownMonth,
	}[kind]
}

// beforeEnd is how long before a day ends somebody reads of their week.
const beforeEnd = 15 * time.Minute

// period is the week or month of a day, and the first day of the next.
func (o Occasion) period(d Date) (from, next Date) {
	if o.Month {
		from = d.FirstOfMonth()
		return from, from.AddMonths(1)
	}
	from, _ = WeekOf(d)
	return from, from.AddDays(7)
}

// at is when a person is told of the period that begins on a day; ok is false if
// they do not work in it, so that it never comes.
func (o Occasion) at(c Calendar, from, next Date) (at time.Time, ok bool) {
	if !o.Ends {
		return c.Morning(c.NextWorkingDay(next)), true
	}
	last := c.WorkingDayBefore(next)
	if last.Before(from) || !c.IsWorkingDay(last) {
		return at, false
	}
	return latest(c.dayEnd(last).Add(-beforeEnd), c.Morning(last)), true
}

// TellPeriod is the rule for what comes once a week or month. past.For is the
// first day of the period that was told last. What an outage kept back comes when
// it is over, the latest period only; what passed before anything was ever told is
// not made up for.
func TellPeriod(o Occasion, c Calendar, past Raised, now time.Time) Verdict {
	if c.person.Left {
		return skip(whyLeft)
	}
	told, _ := ParseDate(past.For) // none: nothing was ever told
	v := Verdict{Action: Defer, Reason: whyDigestNotYet, Next: o.nextAfter(c, now)}
	// The period of today, and those before it whose time may have come lately.
	from, _ := o.period(c.Day(now))
	for _, first := range []Date{from, before(o, from), before(o, before(o, from))} {
		start, after := o.period(first)
		at, ok := o.at(c, start, after)
		switch {
		case !ok, now.Before(at):
		case !start.After(told), told.IsZero() && c.Day(at) != c.Day(now):
			return v
		default:
			say := c.tell(o.Reason, start.String(), at, now)
			if say.Action == Send {
				say.Next = v.Next
			}
			return say
		}
	}
	return v
}

// periodsAhead bounds the search for one in which somebody works.
const periodsAhead = 60

// nextAfter is the next time after an instant at which somebody is told.
func (o Occasion) nextAfter(c Calendar, now time.Time) time.Time {
	from, _ := o.period(c.Day(now))
	from = before(o, from)
	for range periodsAhead {
		start, next := o.period(from)
		if at, ok := o.at(c, start, next); ok && at.After(now) {
			return at
		}
		from = next
	}
	return now.AddDate(0, 1, 0)
}

func before(o Occasion, from Date) Date {
	first, _ := o.period(from.AddDays(-1))
	return first
}
