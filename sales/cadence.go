package sales

import (
	"cmp"
	"slices"
	"time"
)

// Counts reports that a visit resets the account's clock: for most classes only
// one in person does, for some a call counts (handbook section 3).
func Counts(rules Rules, a Account, v Visit) bool {
	return !v.Deleted && (v.Mode == InPerson || slices.Contains(rules.PhoneCounts, a.Class))
}

// Cadence is every how many calendar months an account of a class is due a
// contact that counts; 0: never. An account without a class has the default one.
func (r Rules) Cadence(class Class) int {
	if class == "" {
		class = r.DefaultClass
	}
	switch class {
	case ClassA:
		return r.CadenceA
	case ClassB:
		return r.CadenceB
	case ClassC:
		return r.CadenceC
	}
	return 0
}

// VisitDue says by when an account must be met next.
type VisitDue struct {
	Account AccountID
	By      Date // the last day that still keeps the cadence; zero: never due
	First   bool // it was never met: the first visit of a new account
	Last    Date // the contact counted from; zero with First
}

// NextVisit is when an account's next visit is due, counted from its last
// contact that counts: by the end of the calendar month that many months later,
// the first one within Rules.FirstVisitDays of its creation (handbook section
// 3). The zone is its owner's.
func NextVisit(a Account, rules Rules, zone *time.Location) VisitDue {
	return NextVisitAfter(a, a.LastCounted, rules, zone)
}

// NextVisitAfter is NextVisit as it stood when the last contact that counted
// took place on that day (zero: none had).
func NextVisitAfter(a Account, last Date, rules Rules, zone *time.Location) VisitDue {
	due := VisitDue{Account: a.ID, Last: last}
	months := rules.Cadence(a.Class)
	switch {
	case months <= 0 || a.Archived:
	case last.IsZero():
		due.First = true
		due.By = DateIn(a.Created, zone).AddDays(rules.FirstVisitDays)
	default:
		due.By = last.FirstOfMonth().AddMonths(months).LastOfMonth()
	}
	return due
}

// VisitState is how an account stands in one calendar month.
type VisitState string

const (
	VisitNotDue VisitState = "not_due" // its turn comes in a later month, or never
	VisitOpen   VisitState = "open"    // due in this month or before, and not met yet
	VisitMet    VisitState = "met"     // the contact of Last was in this month
)

// In tells how the account stands in the calendar month of a day.
func (d VisitDue) In(month Date) VisitState {
	switch {
	case !d.Last.IsZero() && d.Last.FirstOfMonth() == month.FirstOfMonth():
		return VisitMet
	case d.By.IsZero() || d.By.After(month.LastOfMonth()):
		return VisitNotDue
	}
	return VisitOpen
}

// IsLate reports that the day has passed.
func (d VisitDue) IsLate(today Date) bool { return !d.By.IsZero() && d.By.Before(today) }

// VisitStanding is an account with how it stands in a month.
type VisitStanding struct {
	Account Account
	Due     VisitDue
	State   VisitState
	// Plan is the account's next open follow-up, zero if there is none or it was
	// not looked up.
	Plan FollowUp
}

// CompareStanding puts what is due first before what is due later, and the more
// important class first; what was met comes last.
func CompareStanding(a, b VisitStanding) int {
	met := func(s VisitStanding) int {
		if s.State == VisitMet {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(met(a), met(b)), a.Due.By.Compare(b.Due.By), cmp.Compare(a.Account.Class, b.Account.Class), cmp.Compare(a.Account.Name, b.Account.Name))
}
