package sales

import "time"

// Reasons around digests, as catalogue keys.
const (
	WhyDigest       = "why.digest"         // the team's day, after the last zone's nudge
	WhyDigestHelp   = "why.digest_help"    // help was asked for after the digest
	WhyDigestLate   = "why.digest_late"    // reports closed, and differ from what the digest told
	whyDigestSaid   = "why.digest.said"    // told already
	whyDigestNewer  = "why.digest.newer"   // a later day's is due by now
	whyDigestNotYet = "why.digest.not_yet" // the day is not over for everybody
)

// lastAsked is when somebody was asked for the report of a day and, if they are
// nudged, nudged.
func (c Calendar) lastAsked(day Date) time.Time {
	end := c.dayEnd(day)
	if nudge := c.rules.Reports.NudgeBefore; nudge > 0 {
		end = end.Add(-nudge)
	}
	return latest(end, c.ReportTime(day))
}

// DigestAfter is the instant from which on a team's day can be told (handbook
// section 5): Rules.Digests.Wait after the last zone's nudge, so that nobody who
// was not asked yet is taken for missing. ok is false if nobody of the team works
// on that day.
func DigestAfter(day Date, reps []Calendar) (at time.Time, ok bool) {
	for _, c := range reps {
		if c.IsWorkingDay(day) {
			at, ok = latest(at, c.lastAsked(day).Add(c.rules.Digests.Wait)), true
		}
	}
	return at, ok
}

// DigestCloses is when the last report of a day takes nothing any more.
func DigestCloses(day Date, reps []Calendar) (at time.Time) {
	for _, c := range reps {
		if c.IsWorkingDay(day) {
			at = latest(at, ReportCloses(Report{Day: day}, c))
		}
	}
	return at
}

// Deputy is who stands in for a manager at an instant: whoever covers the leave
// of that day, "" if nobody need or does.
func Deputy(manager Person, at time.Time) PersonID {
	l, away := manager.LeaveOn(DateIn(at, manager.Location()))
	if !away || l.Cover == manager.ID {
		return ""
	}
	return l.Cover
}

// TellDigest is the rule for the daily digest: once a day, in the recipient's own
// working hours, else on their next working morning. after is DigestAfter of the
// day, next that of the day after it (zero: none yet): what waited until a newer
// one is due is not told. past.For is the day that was told last.
func TellDigest(c Calendar, day Date, after, next time.Time, past Raised, now time.Time) Verdict {
	told, _ := ParseDate(past.For) // none: nothing was ever told
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case !day.After(told):
		return skip(whyDigestSaid)
	case now.Before(after):
		return Verdict{Action: Defer, Reason: whyDigestNotYet, Next: after}
	case !next.IsZero() && !now.Before(next):
		return skip(whyDigestNewer)
	}
	return c.tell(WhyDigest, day.String(), after, now)
}

// TellHelp is the rule for a request for help that came after the day's digest:
// a message of its own, once, as soon as the recipient works.
func TellHelp(c Calendar, r Report, past Raised, now time.Time) Verdict {
	switch _, asked := HelpIn(r); {
	case c.person.Left:
		return skip(whyLeft)
	case !asked || past.For != "":
		return skip(whyDigestSaid)
	}
	v := c.tell(WhyDigestHelp, r.Day.String(), now, now)
	return v
}

// TellLate is the rule for what became of the reports that were open when the
// digest was told: once, when all have closed.
func TellLate(c Calendar, day Date, closes time.Time, past Raised, now time.Time) Verdict {
	switch {
	case c.person.Left:
		return skip(whyLeft)
	case past.For == day.String():
		return skip(whyDigestSaid)
	case now.Before(closes):
		return Verdict{Action: Defer, Reason: whyDigestNotYet, Next: closes}
	}
	return c.tell(WhyDigestLate, day.String(), closes, now)
}

// tell says something in the person's working hours, or puts it off to them. The
// team asked for it, so it does not count as a message that came unasked.
func (c Calendar) tell(reason, due string, slot, now time.Time) Verdict {
	if !c.MaySpeak(now) {
		why, until := c.Silence(now)
		return Verdict{Action: Defer, Reason: why, Next: until, Facts: map[string]string{"due": due}}
	}
	return Verdict{
		Action: Send, Reason: reason, Facts: map[string]string{"due": due}, Slot: slot,
		Raised: Raised{At: now, For: due}, Asked: c.person.Introduced(),
	}
}

// totalsFor is how long after its time a team's day is still worth posting.
const totalsFor = 20 * time.Hour

// TellChannel is the rule for posting a team's totals into its channel: once a day,
// while somebody of the team is at work, and not when they are old. It answers
// when to look again, zero: never.
func TellChannel(day Date, reps []Calendar, past string, now time.Time) (tell bool, next time.Time) {
	after, works := DigestAfter(day, reps)
	switch {
	case !works || past >= day.String() || now.Sub(after) > totalsFor:
		return false, time.Time{}
	case now.Before(after):
		return false, after
	}
	for _, c := range reps {
		free := c.NextMoment(now)
		if !free.After(now) {
			return true, time.Time{}
		}
		next = earliest(next, free)
	}
	return false, next
}
