package sales

import (
	"strconv"
	"time"
)

// promise is something due on a day, as the reminder rules see it.
type promise struct {
	due     Due
	set     time.Time // when a person last touched it: nothing is said for slots of before
	why     string    // catalogue keys of its reasons begin so
	snoozed bool
	later   int // days between reminders once it was raised as often as Rules.OverdueReminders; 0: none come
}

// slot is one instant at which something is to be said.
type slot struct {
	at     time.Time
	reason string
	// named: the person typed this time, so it is kept whatever the hour.
	named   bool
	overdue bool
}

// punctual is how late a time the person typed may be kept and still be that
// time; later, the message waits for working hours like any other.
const punctual = 30 * time.Minute

// verdict decides about one promise. The slots are: the working day before (a
// promise "by"), the day or time itself, and each working morning after it
// until it was said Rules.OverdueReminders times; from then on one every so many
// days, less often rather than never. Of slots that were missed only the last
// counts, so that an outage makes one message and no flood: a typed time that is
// over joins what is said of that morning.
func (p promise) verdict(c Calendar, past Raised, now time.Time) Verdict {
	if p.due.IsZero() {
		return skip(p.why + "no_day")
	}
	if past.For != p.due.String() {
		past = Raised{At: past.At}
	}
	s, found := p.current(c, past, now)
	if !found {
		return p.wait(c, past, now)
	}
	isNamed := s.named && now.Sub(s.at) <= punctual && !c.isCovered(now)
	if !isNamed && !c.MaySpeak(now) {
		reason, next := c.Silence(now)
		return Verdict{Action: Defer, Reason: reason, Facts: p.facts(past.Times, c), Next: next}
	}
	if s.overdue {
		past.Times++
	}
	past.At = now
	at := c.LastMorning(now)
	if isNamed || !s.named {
		at = latest(s.at, at)
	}
	return Verdict{
		Action: Send, Reason: p.why + s.reason, Facts: p.facts(past.Times, c), Next: p.wait(c, past, now).Next,
		Slot: at, Named: isNamed, Asked: s.named,
		Raised: Raised{At: now, For: p.due.String(), Times: past.Times},
	}
}

// current is the last slot that has come and that nothing was said for yet.
func (p promise) current(c Calendar, past Raised, now time.Time) (slot, bool) {
	over := latest(p.set, past.At)
	slots := p.slots(c)
	if morning := c.LastMorning(now); morning.After(p.quietUntil(c)) {
		switch from, ok := p.laterFrom(c, past); {
		case past.Times < c.rules.OverdueReminders:
			slots = append(slots, slot{at: morning, reason: "overdue", overdue: true})
		case ok && !from.After(now):
			slots = append(slots, slot{at: morning, reason: "later", overdue: true})
		}
	}
	for i := len(slots) - 1; i >= 0; i-- {
		if s := slots[i]; !s.at.After(now) && s.at.After(over) && !p.saidThatDay(s, c, past) {
			return s, true
		}
	}
	return slot{}, false
}

// saidThatDay reports that it was said on the day of a slot already: who travels,
// or works other hours from today on, has a second morning on one day, and a time
// that was typed comes once more by the clock of the next place.
func (p promise) saidThatDay(s slot, c Calendar, past Raised) bool {
	if past.For != p.due.String() {
		return false
	}
	return c.Day(past.At) == c.Day(s.at) || s.named && !p.due.By
}

// wait tells when to look again, if ever.
func (p promise) wait(c Calendar, past Raised, now time.Time) Verdict {
	v := Verdict{Action: Defer, Reason: p.why + "not_yet", Facts: p.facts(past.Times, c)}
	for _, s := range p.slots(c) {
		if s.at.After(now) {
			v.Next = s.at
			return v
		}
	}
	if past.Times >= c.rules.OverdueReminders {
		v.Reason = p.why + "said_enough"
		from, ok := p.laterFrom(c, past)
		if !ok {
			v.Action = Skip
			return v
		}
		v.Next = latest(from, c.NextMorning(now))
		return v
	}
	v.Next = c.NextMorning(latest(now, p.quietUntil(c)))
	return v
}

// laterFrom is when it is raised again after it was said often enough; ok is
// false if it is not.
func (p promise) laterFrom(c Calendar, past Raised) (at time.Time, ok bool) {
	if p.later == 0 {
		return time.Time{}, false
	}
	said := latest(past.At, p.quietUntil(c))
	return c.Morning(c.NextWorkingDay(c.Day(said).AddDays(p.later))), true
}

// slots are those up to the due day or time, in order.
func (p promise) slots(c Calendar) []slot {
	due := p.dueSlot(c)
	if !p.due.By {
		return []slot{due}
	}
	return []slot{{at: c.Morning(c.WorkingDayBefore(p.due.Day)), reason: "before"}, due}
}

func (p promise) dueSlot(c Calendar) slot {
	if p.due.Time != nil {
		return slot{at: DueAt(p.due, c), reason: p.reason("at_time"), named: true}
	}
	day := c.NextWorkingDay(p.due.Day)
	if day != p.due.Day {
		return slot{at: c.Morning(day), reason: "moved." + string(c.KindOf(p.due.Day))}
	}
	return slot{at: c.Morning(day), reason: p.reason("today")}
}

func (p promise) reason(otherwise string) string {
	if p.snoozed {
		return "snoozed"
	}
	return otherwise
}

// quietUntil is the instant after which working mornings count as overdue: the
// due slot, and the end of the due day.
func (p promise) quietUntil(c Calendar) time.Time {
	endOfDay := p.due.Day.AddDays(1).At(ClockTime{}, c.zone).Add(-time.Nanosecond)
	return latest(p.dueSlot(c).at, endOfDay)
}

func (p promise) facts(times int, c Calendar) map[string]string {
	return map[string]string{
		"due": p.due.String(), "count": strconv.Itoa(times), "most": strconv.Itoa(c.rules.OverdueReminders),
	}
}

// DueAt is the instant of something due at a time, and the first one of its day
// without a time: in the zone that was named, else in the person's.
func DueAt(d Due, c Calendar) time.Time {
	if d.Time == nil {
		return d.Day.At(ClockTime{}, c.zone)
	}
	return d.Day.At(*d.Time, zoneOf(d, c))
}

// zoneOf is the zone a due time was meant in: the one that was named, else the
// person's.
func zoneOf(d Due, c Calendar) *time.Location {
	if d.Zone != "" {
		if named, err := zoneNamed(d.Zone); err == nil {
			return named
		}
	}
	return c.zone
}
