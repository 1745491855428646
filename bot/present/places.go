package present

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/sales/holidays"
	"roundsman/sales/names"
)

// nicknames are what people call a country besides what CLDR calls it.
var nicknames = map[string]string{
	"US": "usa|america|美利坚", "GB": "uk|britain|great britain", "NL": "holland|the netherlands", "CZ": "czech republic", "KR": "korea|南韩",
	"AE": "uae|emirates|阿联酋", "HK": "hong kong|hongkong|香港", "MO": "macau|macao|澳门", "TW": "taiwan|台湾", "CN": "prc|mainland china|中国大陆", "TR": "turkey", "RU": "russian federation",
}

// country is one with everything it is called, folded.
type country struct {
	code  string
	names []string
}

// countries are all that ISO 3166 has, by code.
var countries = sync.OnceValue(func() []country {
	namers := []display.Namer{
		display.Regions(language.English), display.Regions(language.Make("zh-Hans")), display.Regions(language.German),
		display.Regions(language.French), display.Regions(language.Spanish), display.Regions(language.Japanese),
	}
	var all []country
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.Canonicalize().String() != code { // DD is no more
				continue
			}
			c := country{code, []string{names.Fold(code), names.Fold(r.ISO3())}}
			for _, n := range namers {
				c.names = append(c.names, names.Fold(n.Name(r)))
			}
			for name := range strings.SplitSeq(nicknames[code], "|") {
				c.names = append(c.names, names.Fold(name))
			}
			c.names = slices.DeleteFunc(c.names, func(name string) bool { return name == "" })
			all = append(all, c)
		}
	}
	return all
})

// PlaceNamed finds a country, a state, or a country with its state, by name or
// code in several languages: "Germany Bavaria", "Bavaria", 德国 巴伐利亚, DE-BY.
// What is no place, or could be several, is refused with what to write instead.
func PlaceNamed(lang, said string) (country, state string, err error) {
	folded := names.Fold(said)
	if code := countryCalled(folded); code != "" {
		return code, "", nil
	}
	if found := statesCalled(holidays.AllStates(), folded); len(found) == 1 {
		return found[0].Country, found[0].Code, nil
	}
	code, rest := countryBefore(folded)
	states := holidays.States(code)
	switch {
	case code == "":
		return "", "", sales.Refuse(sales.Invalid, "refused.place", "place", said)
	case len(states) == 0:
		return "", "", sales.Refuse(sales.Invalid, "refused.no_states", "country", CountryName(lang, code, ""))
	}
	found := statesCalled(states, rest)
	if len(found) != 1 {
		return "", "", sales.Refuse(sales.Invalid, "refused.state", "country", CountryName(lang, code, ""), "states", stateNames(lang, states))
	}
	return code, found[0].Code, nil
}

func countryCalled(folded string) string {
	for _, c := range countries() {
		if slices.Contains(c.names, folded) {
			return c.code
		}
	}
	return ""
}

// countryBefore is the country with the longest name that a text begins with,
// and what follows it. After letters a name ends at a space.
func countryBefore(folded string) (code, rest string) {
	longest := 0
	for _, c := range countries() {
		for _, name := range c.names {
			after, begins := strings.CutPrefix(folded, name)
			if begins && len(name) > longest && (strings.HasPrefix(after, " ") || name[0] >= 0x80) {
				code, rest, longest = c.code, strings.TrimSpace(after), len(name)
			}
		}
	}
	return code, rest
}

func statesCalled(states []holidays.State, folded string) []holidays.State {
	bare := strings.TrimRight(folded, "州省邦")
	var found []holidays.State
	for _, s := range states {
		called := func(name string) bool {
			n := names.Fold(name)
			return n == folded || n == bare || strings.TrimRight(n, "州省邦") == bare && bare != ""
		}
		if called(s.Code) || slices.ContainsFunc(s.Names, called) {
			found = append(found, s)
		}
	}
	return found
}

// statesShown bounds how many states a refusal lists.
const statesShown = 30

func stateNames(lang string, states []holidays.State) string {
	var all []string
	for _, s := range states[:min(len(states), statesShown)] {
		all = append(all, stateName(lang, s))
	}
	if len(states) > statesShown {
		all = append(all, "…")
	}
	if lang == "zh-Hans" {
		return strings.Join(all, "、")
	}
	return strings.Join(all, ", ")
}

func stateName(lang string, s holidays.State) string {
	if lang == "zh-Hans" {
		return s.Chinese
	}
	return s.English
}

// optionsMost is how many choices Slack takes.
const optionsMost = 100

// CountryOptions are the countries whose name or code fits what was typed so far.
func CountryOptions(lang, typed string) []card.Option {
	wanted := names.Fold(typed)
	var options []card.Option
	for _, c := range countries() {
		if slices.ContainsFunc(c.names, func(name string) bool { return strings.Contains(name, wanted) }) {
			options = append(options, card.Option{Label: card.Said(CountryName(lang, c.code, "")), Value: c.code})
		}
	}
	return firstOptions(options)
}

// StateOptions are the states whose name, code or country fits what was typed
// so far; their values are whole codes, "DE-BY".
func StateOptions(lang, typed string) []card.Option {
	wanted := names.Fold(typed)
	var options []card.Option
	for _, s := range holidays.AllStates() {
		label := stateName(lang, s) + " · " + CountryName(lang, s.Country, "")
		if strings.Contains(names.Fold(label+" "+strings.Join(s.Names, " ")+" "+s.Country+"-"+s.Code), wanted) {
			options = append(options, card.Option{Label: card.Said(label), Value: s.Country + "-" + s.Code})
		}
	}
	return firstOptions(options)
}

func firstOptions(options []card.Option) []card.Option {
	slices.SortFunc(options, func(a, b card.Option) int { return strings.Compare(a.Label.Said, b.Label.Said) })
	return options[:min(len(options), optionsMost)]
}

// KnownCountry reports that a code is one of a country, or none at all.
func KnownCountry(code string) bool {
	return code == "" || slices.ContainsFunc(countries(), func(c country) bool { return c.code == code })
}

// CountryName is a country in a language, with its state if there is one.
func CountryName(lang, country, state string) string {
	r, err := language.ParseRegion(country)
	if err != nil {
		return country
	}
	namer := display.Regions(language.Make(orEnglish(lang)))
	if namer == nil {
		namer = display.English.Regions()
	}
	name := namer.Name(r)
	switch s, known := holidays.StateOf(country, state); {
	case known:
		name += " · " + stateName(lang, s)
	case state != "":
		name += " · " + state
	}
	return name
}

// SettingsNotes are what somebody should know about their settings on a day of
// theirs: it stands with them, and in the welcome.
func SettingsNotes(p sales.Person, public sales.PublicDays, today sales.Date) []card.Text {
	if note, ok := holidayNote(p, public, today); ok {
		return []card.Text{note}
	}
	return nil
}

// holidayNote says what is not known of the public holidays where a person
// works, this year or, from October on, the next; ok is false if all is known.
// Where states differ and none is given, it asks for one.
func holidayNote(p sales.Person, public sales.PublicDays, today sales.Date) (note card.Text, ok bool) {
	if public == nil || p.Country == "" {
		return card.Text{}, false
	}
	if states := holidays.States(p.Country); p.Region == "" && len(states) > 0 {
		name := CountryName(p.Language, p.Country, "")
		return card.T("settings.which_state", "country", card.Words(name), "example", card.Words(stateName(p.Language, states[len(states)/2]))), true
	}
	place := card.Words(CountryName(p.Language, p.Country, p.Region))
	years := []int{today.Year}
	if today.Month >= 10 {
		years = append(years, today.Year+1)
	}
	for _, year := range years {
		if key := coverageKey(public.Coverage(p.Country, p.Region, year)); key != "" {
			return card.T(key, "place", place, "year", card.Words(sales.Date{Year: year}.String()[:4])), true
		}
	}
	return card.Text{}, false
}

func coverageKey(c sales.Coverage) string {
	switch c {
	case sales.UnknownPlace:
		return "settings.holidays_unknown"
	case sales.UnknownYear:
		return "settings.holidays_year"
	case sales.PartOfYear:
		return "settings.holidays_part"
	case sales.WholeYear:
	}
	return ""
}
