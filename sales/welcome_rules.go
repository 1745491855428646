package sales

import "time"

// WhyWelcome is the reason of what waits because the person was only just
// welcomed.
const WhyWelcome = "why.welcome"

// Introduced reports that the person was welcomed: they know who speaks to them.
func (p Person) Introduced() bool { return !p.Welcomed.IsZero() || !p.Confirmed.IsZero() }

// FirstNudge lets nothing unasked be said before the working morning after the
// welcome, in which hours and country are confirmed (handbook section 4). For
// somebody who was not welcomed yet, now counts as their welcome: whoever asks
// sends it. A time that the person set is kept.
func FirstNudge(v Verdict, c Calendar, now time.Time) Verdict {
	if v.Action != Send || v.Asked || !c.person.Confirmed.IsZero() && c.person.Welcomed.IsZero() {
		return v
	}
	welcomed := c.person.Welcomed
	if welcomed.IsZero() {
		welcomed = now
	}
	first := c.NextMorning(welcomed)
	if !first.After(now) {
		return v
	}
	return Verdict{Action: Defer, Reason: WhyWelcome, Next: first, Facts: v.Facts}
}
