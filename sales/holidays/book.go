package holidays

import (
	"maps"

	"roundsman/sales"
)

// Book is public days by place ("CN", "DE-BY") and year. It implements
// sales.PublicDays, and is not changed once it is made.
type Book struct{ places map[string]years }

type (
	years map[int]year
	year  struct {
		marks   map[monthDay]mark
		missing int // days that are not announced yet
	}
	monthDay struct{ month, day int }
	mark     int
)

const (
	none mark = iota
	off
	notOff // off in the rest of the country
	worked
)

// Days are what an administrator adds for a place: they come before what the
// book has of its own.
type Days struct {
	Place       string // "CN", "DE-BY"
	Off, Worked []sales.Date
}

// With is the book with more days in it. A year that days are added to counts
// as known.
func (b *Book) With(added ...Days) *Book {
	more := &Book{places: maps.Clone(b.places)}
	for _, days := range added {
		place := more.copyOf(days.Place)
		for _, d := range days.Off {
			place.set(d, off)
		}
		for _, d := range days.Worked {
			place.set(d, worked)
		}
	}
	return more
}

func (b *Book) copyOf(place string) years {
	copied := years{}
	for n, y := range b.places[place] {
		copied[n] = year{maps.Clone(y.marks), y.missing}
	}
	b.places[place] = copied
	return copied
}

func (y years) set(d sales.Date, m mark) {
	days, known := y[d.Year]
	if !known {
		days = year{marks: map[monthDay]mark{}}
		y[d.Year] = days
	}
	days.marks[monthDay{int(d.Month), d.Day}] = m
}

// Public tells what a day is at a place: what its state says, else its country.
func (b *Book) Public(country, state string, d sales.Date) sales.PublicDay {
	m := none
	if state != "" {
		m = b.mark(country+"-"+state, d)
	}
	if m == none {
		m = b.mark(country, d)
	}
	switch m {
	case off:
		return sales.PublicHoliday
	case worked:
		return sales.MakeUpDay
	case none, notOff:
	}
	return sales.Ordinary
}

func (b *Book) mark(place string, d sales.Date) mark {
	return b.places[place][d.Year].marks[monthDay{int(d.Month), d.Day}]
}

// Coverage tells how much is known of a year: of the country and, where states
// have days of their own, of the state.
func (b *Book) Coverage(country, state string, n int) sales.Coverage {
	place, known := b.places[country]
	ofState, stateKnown := b.places[country+"-"+state]
	if !known && (state == "" || !stateKnown) {
		return sales.UnknownPlace
	}
	days, announced := place[n]
	own, ownAnnounced := ofState[n]
	switch {
	case !announced && !ownAnnounced:
		return sales.UnknownYear
	case days.missing+own.missing > 0:
		return sales.PartOfYear
	}
	return sales.WholeYear
}
