package sales

import "time"

// ReportStandingState is how a person stands with the report of a day, as their
// manager sees it.
type ReportStandingState string

const (
	StandingSent    ReportStandingState = "sent"
	StandingLate    ReportStandingState = "late"    // sent after its day
	StandingOpen    ReportStandingState = "open"    // asked, and can still be sent
	StandingAhead   ReportStandingState = "ahead"   // not asked yet
	StandingMissing ReportStandingState = "missing" // closed, and nothing came
	StandingOff     ReportStandingState = "off"     // on leave, a holiday, or no day of theirs
)

// ReportStandingStates are all of them, in the order in which a manager wants them.
func ReportStandingStates() []ReportStandingState {
	return []ReportStandingState{StandingMissing, StandingOpen, StandingAhead, StandingLate, StandingSent, StandingOff}
}

// ReportStanding is a person's with their report, which is the zero value if
// there is none.
type ReportStanding struct {
	Person Person
	Report Report
	State  ReportStandingState
}

// StandingOf tells how somebody stands with a day (handbook section 5): who was
// not asked yet is not missing, nor is anybody before it closes; who is off is
// not either, and why they are is not told.
func StandingOf(r Report, c Calendar, day Date, now time.Time) ReportStandingState {
	r.Day = day
	switch {
	case r.State == ReportSent && r.Late:
		return StandingLate
	case r.State == ReportSent:
		return StandingSent
	case !c.IsWorkingDay(day), r.State == ReportAway:
		return StandingOff
	case r.IsOver(c, now):
		return StandingMissing
	case r.State == "" && now.Before(c.ReportTime(day)):
		return StandingAhead
	}
	return StandingOpen
}
