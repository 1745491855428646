package sales

import "time"

// Capacity is whether the visits that somebody's accounts are due fit into their
// working days of a span.
type Capacity struct {
	From, To Date
	Days     int // on which they work
	Off      int // days of their week that fall to leave or a holiday
	Room     int // visits those days have room for, at Rules.Plans.VisitsADay
	Needed   int // visits that the cadence of their accounts calls for
	Late     int // of these, due before the span
	// Reason is a catalogue key: CapacityFits, CapacityShort or CapacityNoDays.
	Reason string
}

// Reasons of CheckCapacity.
const (
	CapacityFits   = "capacity.fits"    // there is room for all
	CapacityShort  = "capacity.short"   // more visits are due than there is room for
	CapacityNoDays = "capacity.no_days" // they do not work at all
)

// Fits reports that there is room for all.
func (k Capacity) Fits() bool { return k.Reason == CapacityFits }

// Short is for how many visits there is no room.
func (k Capacity) Short() int { return max(0, k.Needed-k.Room) }

// CheckCapacity holds the cadence of somebody's accounts (handbook section 3)
// against their working days from one day to another, leave and holidays taken
// off. Accounts that are muted or archived call for nothing.
func CheckCapacity(c Calendar, from, to Date, accounts []Account) Capacity {
	k := Capacity{From: from, To: to, Reason: CapacityFits}
	for d := from; !d.After(to); d = d.AddDays(1) {
		switch c.KindOf(d) {
		case WorkingDay:
			k.Days++
		case OnLeave, Holiday:
			if c.isOfWeek(d) {
				k.Off++
			}
		case DayOff:
		}
	}
	k.Room = k.Days * c.rules.Plans.VisitsADay
	for _, a := range accounts {
		n, late := VisitsNeeded(a, c.rules, c.zone, from, to)
		if k.Needed += n; late {
			k.Late++
		}
	}
	switch {
	case k.Needed > 0 && k.Days == 0:
		k.Reason = CapacityNoDays
	case k.Needed > k.Room:
		k.Reason = CapacityShort
	}
	return k
}

func (c Calendar) isOfWeek(d Date) bool {
	for _, day := range c.person.Week.Days {
		if day == d.Weekday() {
			return true
		}
	}
	return false
}

// VisitsNeeded is how many visits an account is due from one day to another, each
// made as late as its cadence allows; late reports that the first one was due
// before.
func VisitsNeeded(a Account, rules Rules, zone *time.Location, from, to Date) (n int, late bool) {
	if a.Muted || a.Archived {
		return 0, false
	}
	due := NextVisit(a, rules, zone)
	for !due.By.IsZero() && !due.By.After(to) {
		made := due.By
		if made.Before(from) {
			made, late = from, true
		}
		n++
		due = NextVisitAfter(a, made, rules, zone)
	}
	return n, late
}

// CapacitySpans are the spans that a capacity check looks at: from a day to the
// end of its month, and to the end of its quarter, if that is later.
func CapacitySpans(from Date) []Date {
	month := from.LastOfMonth()
	quarter := NewDate(from.Year, (from.Month-1)/3*3+4, 0)
	if quarter == month {
		return []Date{month}
	}
	return []Date{month, quarter}
}

// CheckCapacities is CheckCapacity of each of CapacitySpans.
func CheckCapacities(c Calendar, from Date, accounts []Account) []Capacity {
	var all []Capacity
	for _, to := range CapacitySpans(from) {
		all = append(all, CheckCapacity(c, from, to, accounts))
	}
	return all
}
