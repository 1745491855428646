package sales

// PublicDays knows the public holidays of countries and states, and the days
// that are worked instead (调休). It is data: package holidays holds it, and the
// configuration adds to it. A state is its ISO 3166-2 code without the country,
// "BY"; it may be empty.
type PublicDays interface {
	// Public tells what a day is at a place.
	Public(country, state string, d Date) PublicDay
	// Coverage tells how much is known of a year at a place.
	Coverage(country, state string, year int) Coverage
}

// PublicDay is what a day is to everybody at a place.
type PublicDay int

const (
	Ordinary      PublicDay = iota // as the person's week has it
	PublicHoliday                  // off, whatever the week says
	MakeUpDay                      // worked, though a weekend
)

// Coverage is how much is known of a place's year. What is not known is not
// guessed: its days count as ordinary, and the person is told.
type Coverage int

const (
	UnknownPlace Coverage = iota // no year of it
	UnknownYear                  // not this year: it has not been announced
	PartOfYear                   // some days are not announced yet
	WholeYear
)
