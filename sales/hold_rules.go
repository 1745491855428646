package sales

import "time"

// WhyHeld is the reason of a nudge that waits for a promise at the same account.
const WhyHeld = "why.held.promise"

// Holds finds the promise that holds other nudges about an account back: who
// has not kept their word there is not to be sent on a courtesy call (handbook
// sections 4 and 9). It is the recipient's own, open, still raised, and due
// today or overdue, but not for longer than Rules.HoldDays: what is older holds
// back nothing any more, so that an account is not forgotten over it. open are
// the open follow-ups of the account.
func Holds(open []FollowUp, c Calendar, today Date) (by FollowUp, held bool) {
	for _, f := range open {
		due := EffectiveDue(f)
		if f.Owner != c.person.ID || !f.IsOpen() || f.Muted || due.IsZero() {
			continue
		}
		if late := today.DaysSince(due.Day); late >= 0 && late < c.rules.HoldDays {
			return f, true
		}
	}
	return FollowUp{}, false
}

// HeldBack lets a verdict about an account pass unless a promise there holds it
// back; then it is looked at again on the next working morning.
func HeldBack(v Verdict, open []FollowUp, c Calendar, now time.Time) Verdict {
	if v.Action != Send {
		return v
	}
	by, held := Holds(open, c, c.Day(now))
	if !held {
		return v
	}
	return Verdict{
		Action: Defer, Reason: WhyHeld, Next: c.NextMorning(now),
		Facts: map[string]string{"what": by.What, "due": EffectiveDue(by).String()},
	}
}
