package sales

import (
	"cmp"
	"slices"
	"time"
)

// Covers reports that the leave holds a day.
func (l Leave) Covers(d Date) bool { return !d.Before(l.From) && !d.After(l.To) }

// begins and ends bound the leave as instants of a zone: from the first, to
// before the second.
func (l Leave) begins(zone *time.Location) time.Time { return l.From.At(ClockTime{}, zone) }

func (l Leave) ends(zone *time.Location) time.Time { return l.To.AddDays(1).At(ClockTime{}, zone) }

// LeaveOn is the leave that holds a day.
func (p Person) LeaveOn(d Date) (Leave, bool) {
	for _, l := range p.Leave {
		if l.Covers(d) {
			return l, true
		}
	}
	return Leave{}, false
}

// TakeLeave is somebody's leave with another one: what it overlaps is replaced,
// as when it is shortened or its days are said anew; whoever covered still does
// unless another is named. What is over by today is dropped.
func TakeLeave(all []Leave, l Leave, today Date) []Leave {
	var kept []Leave
	for _, other := range all {
		switch {
		case other.To.Before(today):
		case other.To.Before(l.From), other.From.After(l.To):
			kept = append(kept, other)
		default:
			l.Cover = cmp.Or(l.Cover, other.Cover)
		}
	}
	return byDay(append(kept, l))
}

// EndLeave is somebody's leave without the one that begins on a day: what of it
// is gone by stays, and today is worked.
func EndLeave(all []Leave, from, today Date) []Leave {
	var kept []Leave
	for _, l := range all {
		if l.From == from {
			l.To = today.AddDays(-1)
		}
		if !l.To.Before(l.From) {
			kept = append(kept, l)
		}
	}
	return byDay(kept)
}

func byDay(all []Leave) []Leave {
	slices.SortFunc(all, func(a, b Leave) int { return a.From.Compare(b.From) })
	return all
}

// Returned is the leave that a person has come back from: an instant lies on
// their first working day after it. What waited for them meanwhile comes as one
// summary then, and not piece by piece.
func (c Calendar) Returned(now time.Time) (Leave, bool) {
	today := c.Day(now)
	for _, l := range c.person.Leave {
		if l.To.Before(today) && c.NextWorkingDay(l.To.AddDays(1)) == today {
			return l, true
		}
	}
	return Leave{}, false
}
