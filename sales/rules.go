package sales

import (
	"slices"
	"time"
)

// Rules are the settings that rules of the field depend on. Each has the
// handbook's default (DefaultRules) and is one key of the configuration.
type Rules struct {
	// CadenceA, B, C: an account of that class is due a contact every so many
	// calendar months (handbook section 3).
	CadenceA, CadenceB, CadenceC int
	// PhoneCounts lists the classes for which any contact counts, not only one in person.
	PhoneCounts []Class
	// FirstVisitDays: a new account's first visit is due within so many days.
	FirstVisitDays int
	// NudgeDays: the last working days of the month with a daily nudge.
	NudgeDays int
	// OverdueReminders: how often an overdue follow-up is raised before it moves to the manager's digest.
	OverdueReminders int
	// MonthList, MidMonth: when a rep is told of the month's visits, and of those
	// still open; Missed: when a manager is told of last month's.
	MonthList, MidMonth, Missed Schedule
	// OverdueEvery: after that it is raised again every so many days, on a working morning; 0: never.
	OverdueEvery int
	// MessagesADay: so many messages a person and day come unasked at most; 0: as many as there are.
	MessagesADay int
	// HoldDays: a promise that is due holds other nudges about its account back for so many days.
	HoldDays int
	// Reminders says by kind (ReminderKinds) what people may switch off, TeamReminders where a team differs;
	// what is not there is Optional.
	Reminders     map[string]Allowance
	TeamReminders map[TeamID]map[string]Allowance
	// MergeWindow: short messages within it extend one visit.
	MergeWindow time.Duration
	// DefaultClass is a new account's class until it is segmented.
	DefaultClass Class
	// MorningAt is when reminders without a time are sent, never before the person's day starts; zero: when it starts.
	MorningAt ClockTime
	// Currency is what amounts without one are in, and the one that reports begin with; TeamCurrency where a team
	// differs (handbook section 5).
	Currency     Currency
	TeamCurrency map[TeamID]Currency
	// CompareOff are the countries whose people are not set side by side by name (handbook section 12).
	CompareOff []string
	// Reports are the daily reports; the zero value is off.
	Reports ReportRules
	// Digests are what managers are told of their teams.
	Digests DigestRules
	// Plans are the weekly plans.
	Plans PlanRules
	// Public are the public holidays (handbook section 4); nil: none are known.
	Public PublicDays
}

// DefaultRules are the handbook's defaults.
func DefaultRules() Rules {
	return Rules{
		CadenceA: 1, CadenceB: 2, CadenceC: 3,
		MonthList: Schedule{Runs: Monthly(1)}, MidMonth: Schedule{Runs: Monthly(midMonth)}, Missed: Schedule{Runs: Monthly(1)},
		PhoneCounts: []Class{ClassC}, FirstVisitDays: 7, NudgeDays: 5, OverdueReminders: 3, OverdueEvery: 7,
		MessagesADay: 4, HoldDays: 7,
		MergeWindow: 10 * time.Minute, DefaultClass: ClassA,
		Currency: "CNY", CompareOff: []string{"DE", "AT"},
		Reports: ReportRules{AskBefore: 45 * time.Minute, NudgeBefore: 15 * time.Minute, Close: ClockTime{10, 0}},
		Digests: DigestRules{Wait: 10 * time.Minute},
		Plans:   PlanRules{AskAt: ClockTime{13, 30}, VisitsADay: 3},
	}
}

// CurrencyOf is what a team reports in.
func (r Rules) CurrencyOf(team TeamID) Currency {
	if c := r.TeamCurrency[team]; c != "" {
		return c
	}
	return r.Currency
}

// MayCompare reports that people may be set side by side by name: none of them
// works in a country where that is off.
func (r Rules) MayCompare(people []Person) bool {
	return !slices.ContainsFunc(people, func(p Person) bool { return slices.Contains(r.CompareOff, p.Country) })
}
