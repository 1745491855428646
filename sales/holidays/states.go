package holidays

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

// data/states.txt has names of states as they are written there, data/shown.txt
// their English and Chinese names where those differ.
var (
	//go:embed data/states.txt
	statesTable string
	//go:embed data/shown.txt
	shownTable string
)

// State is a part of a country with holidays of its own.
type State struct {
	Country, Code    string   // "DE", "BY"
	English, Chinese string   // to show
	Names            []string // all it is called, those to show among them
}

// States are a country's, by code; none if its holidays do not differ.
func States(country string) []State { return states()[country] }

// StateOf finds one by its code.
func StateOf(country, code string) (State, bool) {
	all := States(country)
	i := slices.IndexFunc(all, func(s State) bool { return s.Code == code })
	if i < 0 {
		return State{}, false
	}
	return all[i], true
}

// AllStates are those of every country.
func AllStates() []State {
	var all []State
	for _, country := range slices.Sorted(maps.Keys(states())) {
		all = append(all, states()[country]...)
	}
	return all
}

// Countries are those with days of their own in the book, by code.
func (b *Book) Countries() []string {
	var all []string
	for place := range b.places {
		if !strings.Contains(place, "-") {
			all = append(all, place)
		}
	}
	slices.Sort(all)
	return all
}

var states = sync.OnceValue(func() map[string][]State {
	shown := map[string][]string{}
	for place, names := range table(shownTable) {
		shown[place] = names
	}
	all := map[string][]State{}
	for place, names := range table(statesTable) {
		country, code, _ := strings.Cut(place, "-")
		s := State{Country: country, Code: code, English: names[0], Chinese: names[0], Names: names}
		if both := shown[place]; len(both) == 2 {
			s.English, s.Chinese = both[0], both[1]
			s.Names = append(slices.Clone(both), names...)
		}
		all[country] = append(all[country], s)
	}
	for _, some := range all {
		slices.SortFunc(some, func(a, b State) int { return strings.Compare(a.Code, b.Code) })
	}
	return all
})

// table reads lines of a place and names.
func table(text string) map[string][]string {
	rows := map[string][]string{}
	for line := range strings.Lines(text) {
		place, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		rows[place] = strings.Split(names, "|")
	}
	return rows
}
