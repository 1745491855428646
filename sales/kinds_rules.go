package sales

import "slices"

// Kinds of reminder, as settings and people name them. Each is one of
// reminders.Kinds.
const (
	RemindsFollowUps   = "followup"    // what was promised
	RemindsFirstVisits = "first_visit" // new accounts that are still to be met
	RemindsVisits      = "visits"      // the month's visits
	RemindsMissed      = "missed"      // to managers: visits missed last month
	RemindsEscalated   = "escalated"   // to managers: promises their reps leave open
	RemindsDigest      = "digest"      // to managers: their team's day
	RemindsPlans       = "plan"        // the next week's plan, and what is planned for the day
	RemindsWeekDigest  = "week_digest" // to managers: their team's week
	RemindsMonthDigest = "month_digest"
	RemindsOwnWeek     = "own_week" // to reps: their own
	RemindsOwnMonth    = "own_month"
)

// ReminderKinds are all of them, in the order in which people see them.
func ReminderKinds() []string {
	return []string{
		RemindsFollowUps, RemindsFirstVisits, RemindsVisits, RemindsPlans, RemindsOwnWeek, RemindsOwnMonth,
		RemindsMissed, RemindsEscalated, RemindsDigest, RemindsWeekDigest, RemindsMonthDigest,
	}
}

// Allowance is what a team lets its people do with a kind of reminder.
type Allowance string

const (
	Optional Allowance = "optional" // each may switch it off for themselves
	Required Allowance = "required" // it always comes
	Off      Allowance = "off"      // it never comes
)

// Allowance is what holds for a person: what the teams they sell in and manage
// say, else what all teams do. One team that requires a kind is enough; it is
// off only where every one has it off.
func (r Rules) Allowance(p Person, kind string) Allowance {
	var said []Allowance
	if p.Team != "" {
		said = append(said, r.allowanceIn(p.Team, kind))
	}
	for _, team := range p.Manages {
		said = append(said, r.allowanceIn(team, kind))
	}
	switch {
	case len(said) == 0:
		return r.allowanceIn("", kind)
	case slices.Contains(said, Required):
		return Required
	case slices.ContainsFunc(said, func(a Allowance) bool { return a != Off }):
		return Optional
	}
	return Off
}

func (r Rules) allowanceIn(team TeamID, kind string) Allowance {
	if a, ok := r.TeamReminders[team][kind]; ok {
		return a
	}
	if a, ok := r.Reminders[kind]; ok {
		return a
	}
	return Optional
}

// KindsFor are the kinds that could come to a person at all, as their teams have them.
func KindsFor(p Person, rules Rules) []string {
	var kinds []string
	if MayLog(p) {
		kinds = append(kinds, RemindsFollowUps, RemindsFirstVisits, RemindsVisits, RemindsPlans)
	}
	if rules.HasOwnPeriods(p) {
		kinds = append(kinds, RemindsOwnWeek, RemindsOwnMonth)
	}
	if p.Role != RoleManager || len(p.Manages) == 0 {
		return kinds
	}
	kinds = append(kinds, RemindsMissed, RemindsEscalated)
	if slices.ContainsFunc(p.Manages, func(t TeamID) bool { return slices.Contains(rules.Reports.Teams, t) }) {
		kinds = append(kinds, RemindsDigest)
	}
	if len(rules.PeriodTeams(p)) > 0 {
		kinds = append(kinds, RemindsWeekDigest, RemindsMonthDigest)
	}
	return kinds
}

// HasOwnPeriods tells whether somebody is told of their own week and month: reps
// of teams that have it.
func (r Rules) HasOwnPeriods(p Person) bool {
	return p.Role == RoleRep && MayLog(p) && r.Digests.HasPeriods(p.Team)
}

// PeriodTeams are the teams of which a manager gets weekly and monthly digests.
func (r Rules) PeriodTeams(p Person) (teams []TeamID) {
	for _, t := range p.Manages {
		if p.IsManagerOf(t) && r.Digests.HasPeriods(t) {
			teams = append(teams, t)
		}
	}
	return teams
}

// MonthTellsMissed tells whether a manager's monthly digest says which visits were
// missed, so that nothing else need: it is of all their teams and comes to them.
func (r Rules) MonthTellsMissed(p Person) bool {
	allowed := r.Allowance(p, RemindsMonthDigest)
	return len(r.PeriodTeams(p)) == len(p.Manages) && allowed != Off && !(allowed == Optional && p.IsOff(RemindsMonthDigest)) &&
		r.Allowance(p, RemindsMissed) != Required
}

// Reasons for which a kind does not come.
const (
	WhyOffForTeam = "why.off_for_team"
	WhyOffByYou   = "why.off_by_you"
)

// Wanted lets a verdict pass if its kind comes to the person. What is switched
// off is not said and not looked at again before a setting changes; the list of
// what is due shows it as ever.
func Wanted(v Verdict, c Calendar, kind string) Verdict {
	if v.Action != Send {
		return v
	}
	switch allowed := c.rules.Allowance(c.person, kind); {
	case allowed == Off:
		return skip(WhyOffForTeam)
	case allowed == Optional && c.person.IsOff(kind):
		return skip(WhyOffByYou)
	}
	return v
}

// IsOff reports that the person switched a kind of reminder off.
func (p Person) IsOff(kind string) bool { return slices.Contains(p.SwitchedOff, kind) }

// Switch sets whether a kind of reminder comes to the person, as far as their
// team leaves it to them: if not, it is refused.
func (p *Person) Switch(kind string, on bool, rules Rules) error {
	switch rules.Allowance(*p, kind) {
	case Required:
		if !on {
			return Refuse(Forbidden, "refused.reminder_required")
		}
	case Off:
		if on {
			return Refuse(Forbidden, "refused.reminder_off_for_team")
		}
	case Optional:
	}
	p.SwitchedOff = slices.DeleteFunc(slices.Clone(p.SwitchedOff), func(k string) bool { return k == kind })
	if !on {
		p.SwitchedOff = append(p.SwitchedOff, kind)
	}
	return nil
}
