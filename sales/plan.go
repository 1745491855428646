package sales

import (
	"cmp"
	"slices"
	"time"
)

// PlanID names the plan of a person and week: there is one at most.
type PlanID string

// NewPlanID is the id of somebody's plan of the week that a day lies in.
func NewPlanID(who PersonID, day Date) PlanID {
	monday, _ := WeekOf(day)
	return PlanID(string(who) + "/" + monday.String())
}

// WeekPlan is which accounts a person means to visit in a week, on which days and
// why (周计划, handbook section 5).
type WeekPlan struct {
	ID     PlanID   `json:"id"`
	Person PersonID `json:"person"`
	Team   TeamID   `json:"team"`
	Week   Date     `json:"week"` // its Monday
	// Visits are what is planned and what is only proposed, by day; an account is
	// among them once.
	Visits []PlannedVisit `json:"visits,omitempty"`
	// LeftOut are accounts that the person took out: they are not proposed again.
	LeftOut []AccountID `json:"left_out,omitempty"`
	Opened  time.Time   `json:"opened"`
	Version int64       `json:"version"`
}

// PlannedVisit is one account of a week's plan.
type PlannedVisit struct {
	Account AccountID  `json:"account"`
	Day     Date       `json:"day"` // in the person's zone
	Why     PlanReason `json:"why"`
	// Due is by when it is to be met, or what was promised there is due; zero
	// where there is no such day.
	Due     Date       `json:"due,omitzero"`
	Promise FollowUpID `json:"promise,omitempty"`
	// Ticked: the person takes it. Until then it is our proposal and counts for
	// nothing.
	Ticked bool `json:"ticked,omitempty"`
}

// PlanReason is why an account is in a plan.
type PlanReason string

const (
	PlanPromise PlanReason = "promise" // something promised there is due
	PlanMoney   PlanReason = "money"   // money from there is overdue
	PlanLate    PlanReason = "late"    // its visit was due before the week
	PlanFirst   PlanReason = "first"   // it was never met
	PlanDue     PlanReason = "due"     // its visit is due this month
	PlanOwn     PlanReason = "own"     // the person added it
)

// planReasons are all of them, the most pressing first.
var planReasons = []PlanReason{PlanPromise, PlanMoney, PlanLate, PlanFirst, PlanDue, PlanOwn}

// PlanRules are the settings of weekly plans.
type PlanRules struct {
	Teams      []TeamID  // that are asked for them; empty: nobody is
	AskAt      ClockTime // by each person's own clock, on the last working day of their week
	VisitsADay int       // as many as there is room for on a working day
}

// Plans tells whether a person is asked for weekly plans: reps of a team that
// turned them on.
func (r PlanRules) Plans(p Person) bool {
	return p.Role == RoleRep && MayLog(p) && slices.Contains(r.Teams, p.Team)
}

// OpenPlan is the empty plan of the week that a day lies in.
func OpenPlan(who Person, day Date, now time.Time) WeekPlan {
	monday, _ := WeekOf(day)
	return WeekPlan{ID: NewPlanID(who.ID, monday), Person: who.ID, Team: who.Team, Week: monday, Opened: now}
}

// Of finds the visit to an account.
func (p WeekPlan) Of(a AccountID) (PlannedVisit, bool) {
	i := slices.IndexFunc(p.Visits, func(v PlannedVisit) bool { return v.Account == a })
	if i < 0 {
		return PlannedVisit{}, false
	}
	return p.Visits[i], true
}

// On are the visits that the person takes on a day.
func (p WeekPlan) On(day Date) []PlannedVisit {
	return slices.DeleteFunc(p.Taken(), func(v PlannedVisit) bool { return v.Day != day })
}

// Taken are the visits that the person ticked.
func (p WeekPlan) Taken() []PlannedVisit {
	return slices.DeleteFunc(slices.Clone(p.Visits), func(v PlannedVisit) bool { return !v.Ticked })
}

// With is the plan with a visit in the place of the account's one before.
func (p WeekPlan) With(v PlannedVisit) WeekPlan {
	p = p.without(v.Account)
	p.LeftOut = slices.DeleteFunc(slices.Clone(p.LeftOut), func(a AccountID) bool { return a == v.Account })
	p.Visits = append(p.Visits, v)
	p.sort()
	return p
}

// Without is the plan without an account, which is not proposed again.
func (p WeekPlan) Without(a AccountID) WeekPlan {
	p = p.without(a)
	if !slices.Contains(p.LeftOut, a) {
		p.LeftOut = append(slices.Clone(p.LeftOut), a)
	}
	return p
}

func (p WeekPlan) without(a AccountID) WeekPlan {
	p.Visits = slices.DeleteFunc(slices.Clone(p.Visits), func(v PlannedVisit) bool { return v.Account == a })
	return p
}

// TickAll is the plan as it is proposed.
func (p WeekPlan) TickAll() WeekPlan {
	p.Visits = slices.Clone(p.Visits)
	for i := range p.Visits {
		p.Visits[i].Ticked = true
	}
	return p
}

func (p WeekPlan) sort() {
	slices.SortStableFunc(p.Visits, func(a, b PlannedVisit) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(slices.Index(planReasons, a.Why), slices.Index(planReasons, b.Why)), a.Due.Compare(b.Due))
	})
}

// PlanFacts are what is shown of a plan besides itself.
type PlanFacts struct {
	Visits []PlanLine // those of the plan, in their order
	NoRoom []PlanLine // due too, and the days are full
	Days   []Date     // to which a visit can be moved
	Short  []Capacity // spans in which the cadence does not fit into the working days
}

// PlanLine is a planned visit with the names that its line shows.
type PlanLine struct {
	PlannedVisit
	Name string // of the account
	What string // was promised there
	Done Date   // when it was visited in the week; zero: not yet
}

// MaySeePlan: whose it is, and the managers of their team.
func MaySeePlan(viewer Person, p WeekPlan) bool {
	return !viewer.Left && (p.Person == viewer.ID || viewer.IsManagerOf(p.Team))
}

// CheckPlanDay refuses days on which nothing can be planned: those that are over,
// and those on which the person is off.
func CheckPlanDay(c Calendar, day, today Date) error {
	switch {
	case day.Before(today):
		return Refuse(Invalid, "refused.plan_past")
	case !c.IsWorkingDay(day):
		return Refuse(Invalid, "refused.plan_off."+string(c.KindOf(day)))
	case day.DaysSince(today) > furthestPlan:
		return Refuse(Invalid, "refused.plan_far")
	}
	return nil
}

// furthestPlan is how many days ahead a visit can be planned.
const furthestPlan = 92
