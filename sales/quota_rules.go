package sales

import (
	"strconv"
	"time"
)

// WhyQuota is the reason of what waits because enough was said that day.
const WhyQuota = "why.quota"

// Quota is the rule for how much is said unasked: at most Rules.MessagesADay
// messages a person and day (handbook section 4). sent counts those of the
// person's present day; joins: it would go into a message that is on its way
// already. What exceeds waits for the next working morning; nothing is dropped.
// A time that the person set is no message they did not ask for.
func Quota(v Verdict, c Calendar, sent int, joins bool, now time.Time) Verdict {
	most := c.rules.MessagesADay
	if v.Action != Send || v.Asked || joins || most == 0 || sent < most {
		return v
	}
	return Verdict{
		Action: Defer, Reason: WhyQuota, Next: c.NextMorning(now),
		Facts: map[string]string{"due": v.Facts["due"], "most": strconv.Itoa(most)},
	}
}

// What kept somebody from being told earlier, as facts["away"] of a verdict.
const (
	AwayOnLeave = "leave" // they were on leave
	AwayDown    = "down"  // we were not running
)

// downFor is how late a look may be before it was an outage and no delay.
const downFor = time.Hour

// Away marks the first thing said after the person was on leave, or after we
// were not running on a working morning of theirs: one message sums up what
// came due meanwhile, instead of one for each slot that was missed (handbook
// section 4). look is when it was to be looked at, first that nothing else was
// said unasked on that day.
func Away(v Verdict, c Calendar, look time.Time, first bool, now time.Time) Verdict {
	if v.Action != Send || v.Asked || !first {
		return v
	}
	switch {
	case c.backFromLeave(c.Day(now)):
		v.Facts = with(v.Facts, "away", AwayOnLeave)
	case now.Sub(look) > downFor && look.Before(c.LastMorning(now)):
		v.Facts = with(v.Facts, "away", AwayDown)
	}
	return v
}

// backFromLeave reports that a leave ended since the person last worked, which
// took at least one day that they work otherwise.
func (c Calendar) backFromLeave(today Date) bool {
	if !c.IsWorkingDay(today) {
		return false
	}
	for d := c.WorkingDayBefore(today).AddDays(1); d.Before(today); d = d.AddDays(1) {
		if c.KindOf(d) == OnLeave && c.worksOn(d) {
			return true
		}
	}
	return false
}

// worksOn reports that a day is one of the person's week.
func (c Calendar) worksOn(d Date) bool {
	for _, day := range c.person.Week.Days {
		if day == d.Weekday() {
			return true
		}
	}
	return false
}

func with(facts map[string]string, name, value string) map[string]string {
	more := map[string]string{name: value}
	for k, v := range facts {
		more[k] = v
	}
	return more
}
