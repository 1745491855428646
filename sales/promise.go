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
// until it was said Rules.OverdueReminders times. Of slots that were missed
// only the last counts, so that an outage makes one message and no flood.
func (p promise) verdict(c Calendar, past Raised, now time.Time) Verdict {
	if p.due.IsZero() {
		return skip(p.why + "no_day")
	}
	if past.For != p.due.String() {
		past.Times = 0
	}
	s, found := p.current(c, past, now)
	if !found {
		return p.wait(c, past.Times, now)
	}
	isNamed := s.named && now.Sub(s.at) <= punctual && !c.isCovered(now)
	if !isNamed && !c.MaySpeak(now) {
		reason, next := c.Silence(now)
		return Verdict{Action: Defer, Reason: reason, Facts: p.facts(past.Times, c), Next: next}
	}
	if s.overdue {
		past.Times++
	}
	v := p.wait(c, past.Times, now)
	return Verdict{
		Action: Send, Reason: p.why + s.reason, Facts: p.facts(past.Times, c), Next: v.Next,
		Slot: latest(s.at, c.LastMorning(now)), Named: isNamed,
		Raised: Raised{At: now, For: p.due.String(), Times: past.Times},
	}
}

// current is the last slot that has come and that nothing was said for yet.
func (p promise) current(c Calendar, past Raised, now time.Time) (slot, bool) {
	over := latest(p.set, past.At)
	slots := p.slots(c)
	if morning := c.LastMorning(now); past.Times < c.rules.OverdueReminders && morning.After(p.quietUntil(c)) {
		slots = append(slots, slot{at: morning, reason: "overdue", overdue: true})
	}
	for i := len(slots) - 1; i >= 0; i-- {
		if s := slots[i]; !s.at.After(now) && s.at.After(over) {
			return s, true
		}
	}
	return slot{}, false
}

// wait tells when to look again, if ever.
func (p promise) wait(c Calendar, times int, now time.Time) Verdict {
	v := Verdict{Action: Defer, Reason: p.why + "not_yet", Facts: p.facts(times, c)}
	for _, s := range p.slots(c) {
		if s.at.After(now) {
			v.Next = s.at
			return v
		}
	}
	if times >= c.rules.OverdueReminders {
		v.Action, v.Reason = Skip, p.why+"said_enough"
		return v
	}
	v.Next = c.NextMorning(latest(now, p.quietUntil(c)))
	return v
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
		if named, err := time.LoadLocation(d.Zone); err == nil {
			return named
		}
	}
	return c.zone
}
