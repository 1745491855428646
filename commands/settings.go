package commands

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// settingsCommand shows and changes what the bot knows of the person: language,
// zone, working days and hours, country (handbook section 4).
func settingsCommand() Command {
	return Command{
		Name: "settings",
		Run:  runSettings,
		Actions: map[string]func(*Turn) error{
			"settings.show":     showSettings,
			"settings.language": pressLanguage,
			"settings.reminder": switchPressed,
			"welcome.confirm":   confirmWelcome,
		},
		Forms: map[string]Form{
			"settings.edit": {OpenedBy: []string{"settings.edit"}, Open: openSettings, Check: checkSettings, Apply: applySettings},
		},
		Suggest: map[string]func(*Look, string) ([]card.Option, error){
			"zone": func(_ *Look, typed string) ([]card.Option, error) { return present.ZoneOptions(typed), nil },
			"country": func(l *Look, typed string) ([]card.Option, error) {
				return present.CountryOptions(l.Language, typed), nil
			},
			"state": func(l *Look, typed string) ([]card.Option, error) {
				return present.StateOptions(l.Language, typed), nil
			},
		},
	}
}

func runSettings(t *Turn) error {
	verb, rest := t.Words.Verb("settings", t.Rest)
	switch verb {
	case "en":
		return setLanguage(t, "en", t.Say)
	case "zh":
		return setLanguage(t, "zh-Hans", t.Say)
	case "language":
		return languageNamed(t, rest)
	case "zone":
		return zoneNamed(t, rest)
	case "reminders":
		return remindersTyped(t, rest)
	case "hours":
		return hoursTyped(t, rest)
	case "days":
		return daysTyped(t, rest)
	case "country":
		return countryNamed(t, rest)
	}
	if t.isAny("settings.other_languages", t.Rest) {
		return sales.Refuse(sales.Invalid, "refused.language")
	}
	if strings.TrimSpace(t.Rest) != "" {
		return sales.Refuse(sales.Invalid, "refused.settings")
	}
	return showSettings(t)
}

func showSettings(t *Turn) error {
	me := t.Me
	if me.Language == "" {
		me.Language = t.Language
	}
	return t.Say(present.Settings(me, present.SettingsNotes(me, t.Rules.Public, t.Today())...))
}

func languageNamed(t *Turn, said string) error {
	switch verb, _ := t.Words.Verb("settings", said); verb {
	case "en":
		return setLanguage(t, "en", t.Say)
	case "zh":
		return setLanguage(t, "zh-Hans", t.Say)
	}
	return sales.Refuse(sales.Invalid, "refused.language")
}

func pressLanguage(t *Turn) error {
	language := t.Event.Action.Arg
	if !slices.Contains([]string{"en", "zh-Hans"}, language) {
		return sales.Refuse(sales.Invalid, "refused.language")
	}
	return setLanguage(t, language, t.Amend)
}

func setLanguage(t *Turn, language string, answer func(card.Card) error) error {
	t.Me.Language = language
	if err := t.changeMe(); err != nil {
		return err
	}
	pressed := t.Event.Action != nil
	if pressed && t.Me.Confirmed.IsZero() { // on the welcome itself, which is put into the other language
		return answer(present.Welcome(t.Me, present.SettingsNotes(t.Me, t.Rules.Public, t.Today())...))
	}
	return answer(present.Settings(t.Me, present.SettingsNotes(t.Me, t.Rules.Public, t.Today())...))
}

func zoneNamed(t *Turn, said string) error {
	zone := present.ZoneNamed(said)
	if zone == "" {
		return sales.Refuse(sales.Invalid, "refused.zone", "zone", said)
	}
	t.Me.Zone, t.Me.ZoneChosen = zone, true
	if err := t.changeMe(); err != nil {
		return err
	}
	return showSettings(t)
}

// countryNamed reads "Germany Bavaria", "Bavaria", 中国.
func countryNamed(t *Turn, said string) error {
	if strings.TrimSpace(said) == "" {
		return sales.Refuse(sales.Invalid, "refused.place_missing")
	}
	country, state, err := present.PlaceNamed(t.Language, said)
	if err != nil {
		return err
	}
	t.Me.Country, t.Me.Region = country, state
	if err := t.changeMe(); err != nil {
		return err
	}
	return showSettings(t)
}

// hoursTyped reads "9-17", "08:30 to 17:30", 9点到18点.
func hoursTyped(t *Turn, said string) error {
	day, ok := clockRange(said)
	if !ok {
		return sales.Refuse(sales.Invalid, "refused.hours")
	}
	t.Me.Week.Start, t.Me.Week.End = day.From, day.To
	if err := t.changeMe(); err != nil {
		return err
	}
	return showSettings(t)
}

// daysTyped reads "Monday to Thursday", 周一到周四.
func daysTyped(t *Turn, said string) error {
	days, ok := understand.Weekdays(said)
	if !ok {
		return sales.Refuse(sales.Invalid, "refused.days")
	}
	t.Me.Week.Days = days
	if err := t.changeMe(); err != nil {
		return err
	}
	return showSettings(t)
}

// changeMe keeps what was changed in t.Me.
func (t *Turn) changeMe() error {
	if err := t.Tx.PutMe(t.Me); err != nil {
		return err
	}
	t.Me.Version++
	return nil
}

// confirmWelcome is the end of the first contact: what we know is right.
func confirmWelcome(t *Turn) error {
	if t.Me.Confirmed.IsZero() {
		t.Me.Confirmed = t.Now
		if t.Me.Language == "" {
			t.Me.Language = t.Language
		}
		if err := t.changeMe(); err != nil {
			return err
		}
	}
	return t.Amend(present.FirstSteps(t.Me))
}

// Welcome greets somebody who writes for the first time: what we do, what we
// took their language, zone, hours and country to be, and what to type first.
func Welcome(t *Turn) error {
	if t.Me.Country == "" {
		t.Me.Country = present.CountryOfZone(t.Me.Zone)
	}
	t.Me.Welcomed = t.Now
	if err := t.changeMe(); err != nil {
		return err
	}
	me := t.Me
	if me.Language == "" {
		me.Language = t.Language
	}
	return t.Say(present.Welcome(me, present.SettingsNotes(me, t.Rules.Public, t.Today())...)) // before the answer to what they wrote
}

func openSettings(l *Look) (card.Form, error) { return present.SettingsForm(l.Me, l.Language), nil }

func checkSettings(l *Look, f event.Form) (map[string]card.Text, error) {
	faults := map[string]card.Text{}
	if _, err := time.LoadLocation(f.Get("zone")); err != nil || f.Get("zone") == "" {
		faults["zone"] = card.T("refused.zone", "zone", card.Words(f.Get("zone")))
	}
	if len(f.Values["days"]) == 0 {
		faults["days"] = card.T("refused.no_days")
	}
	start, errStart := sales.ParseClockTime(f.Get("start"))
	end, errEnd := sales.ParseClockTime(f.Get("end"))
	switch {
	case errStart != nil:
		faults["start"] = card.T("refused.hours")
	case errEnd != nil:
		faults["end"] = card.T("refused.hours")
	case start.Minutes() >= end.Minutes():
		faults["end"] = card.T("refused.end_before_start")
	}
	if quiet := strings.TrimSpace(f.Get("quiet")); quiet != "" {
		if _, err := l.quietTimes(quiet); err != nil {
			faults["quiet"] = faultOf(err, "refused.quiet")
		}
	}
	if !present.KnownCountry(f.Get("country")) {
		faults["country"] = card.T("refused.country")
	}
	if of, _, _ := strings.Cut(f.Get("region"), "-"); f.Get("region") != "" && f.Get("country") != "" && of != f.Get("country") {
		faults["region"] = card.T("refused.state_elsewhere", "country", card.Words(present.CountryName(l.Language, of, "")))
	}
	if len(faults) == 0 {
		return nil, nil
	}
	return faults, nil
}

// faultOf is what a field of a form is told of a refusal.
func faultOf(err error, otherwise string) card.Text {
	var refused *sales.Error
	if !errors.As(err, &refused) {
		return card.T(otherwise)
	}
	return card.Text{Key: refused.Key}
}

func applySettings(t *Turn) error {
	f, p := t.Event.Form, &t.Me
	p.Language = f.Get("language")
	if zone := f.Get("zone"); zone != p.Zone {
		p.Zone, p.ZoneChosen = zone, true
	}
	p.Week.Days = nil
	for _, day := range f.Values["days"] {
		n, err := strconv.Atoi(day)
		if err != nil || n < 0 || n > 6 {
			return sales.Refuse(sales.Invalid, "refused.no_days")
		}
		p.Week.Days = append(p.Week.Days, time.Weekday(n))
	}
	p.Week.Start, _ = sales.ParseClockTime(f.Get("start")) // both passed the check
	p.Week.End, _ = sales.ParseClockTime(f.Get("end"))
	p.Quiet, _ = clockRanges(f.Get("quiet")) // passed the check, or is empty
	p.Country, p.Region = f.Get("country"), ""
	if country, state, ok := strings.Cut(f.Get("region"), "-"); ok { // a state alone says its country
		p.Country, p.Region = country, state
	}
	first := p.Confirmed.IsZero()
	if first {
		p.Confirmed = t.Now
	}
	if err := t.changeMe(); err != nil {
		return err
	}
	if first {
		return t.Say(present.FirstSteps(t.Me))
	}
	return showSettings(t)
}
