package sales

import "time"

// EscalateFollowUp is the rule for telling a manager of a promise that its
// owner was reminded of as often as the rules say and that is still open
// (handbook section 4): once, on the manager's next working morning. told is
// what was said to the owner, past what was said to the manager, whose calendar
// it is.
func EscalateFollowUp(f FollowUp, told Raised, c Calendar, past Raised, now time.Time) Verdict {
	if v, early := TooEarlyToEscalate(f, told, c.rules); early {
		return v
	}
	due := EffectiveDue(f).String()
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case past.For == due:
		return skip("why.escalated.said")
	}
	morning := c.LastMorning(now)
	if !morning.After(told.At) {
		return Verdict{Action: Defer, Reason: "why.escalated.not_yet", Next: c.NextMorning(now)}
	}
	if !c.MaySpeak(now) {
		reason, next := c.Silence(now)
		return Verdict{Action: Defer, Reason: reason, Next: next}
	}
	return Verdict{
		Action: Send, Reason: "why.escalated", Facts: map[string]string{"due": due},
		Slot: morning, Raised: Raised{At: now, For: due},
	}
}

// TooEarlyToEscalate is the part of the rule for which it does not matter who
// the manager is: the promise is no longer due, or its owner was not reminded
// often enough.
func TooEarlyToEscalate(f FollowUp, told Raised, rules Rules) (v Verdict, early bool) {
	switch {
	case !f.IsOpen():
		return skip(whySettled), true
	case f.Muted:
		return skip(whyMuted), true
	case told.For != EffectiveDue(f).String() || told.Times < rules.OverdueReminders:
		return skip("why.escalated.not_yet"), true
	}
	return Verdict{}, false
}
