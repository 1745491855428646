package present

import (
	"slices"
	"strconv"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Welcome is the first message a person gets: what we do for them, what we took
// their circumstances to be, and what to type.
func Welcome(p sales.Person, notes ...card.Text) card.Card {
	other := card.Press(card.T("settings.in_chinese"), card.Do{Name: "settings.language", Arg: "zh-Hans"})
	if p.Language == "zh-Hans" {
		other = card.Press(card.T("settings.in_english"), card.Do{Name: "settings.language", Arg: "en"})
	}
	blocks := []card.Block{card.Paragraph(card.T("welcome." + audience(p))), {Fields: settingsFields(p)}}
	if len(notes) > 0 {
		blocks = append(blocks, card.Small(notes...))
	}
	return card.Card{Title: card.P("welcome.title", "name", card.Words(p.Name)), Blocks: append(blocks, card.Row(
		card.Press(card.T("welcome.confirm"), card.Do{Name: "welcome.confirm"}).As(card.Primary),
		card.Press(card.T("common.change"), card.Do{Name: "settings.edit"}),
		other,
	))}
}

func audience(p sales.Person) string {
	switch p.Role {
	case sales.RoleManager:
		return "manager"
	case sales.RoleFinance:
		return "finance"
	default:
		return "rep"
	}
}

// FirstSteps follows the welcome: the first thing to type.
func FirstSteps(p sales.Person) card.Card {
	blocks := []card.Block{card.Paragraph(card.T("welcome.first_" + audience(p)))}
	if sales.MayLog(p) {
		blocks = append(blocks, card.Row(
			card.Press(card.T("account.log"), card.Do{Name: "visit.new"}).As(card.Primary),
			card.Press(card.T("home.help"), card.Do{Name: "help.topic"}),
		))
	}
	return card.Card{Title: card.P("welcome.ready"), Blocks: blocks}
}

// Settings shows what we know of a person, and what they should know about it.
func Settings(p sales.Person, notes ...card.Text) card.Card {
	blocks := []card.Block{{Fields: settingsFields(p)}}
	if len(notes) > 0 {
		blocks = append(blocks, card.Small(notes...))
	}
	return card.Card{Title: card.P("settings.title"), Blocks: append(
		blocks,
		card.Row(card.Press(card.T("common.change"), card.Do{Name: "settings.edit"}).As(card.Primary)),
		card.Small(card.T("settings.typed")),
	)}
}

func settingsFields(p sales.Person) []card.Field {
	country := card.T("settings.no_country")
	if p.Country != "" {
		country = card.Said(CountryName(p.Language, p.Country, p.Region))
	}
	days := make([]card.Arg, 0, len(p.Week.Days))
	for _, d := range weekOrder(p.Week.Days) {
		days = append(days, card.Of(weekday(d)))
	}
	fields := []card.Field{
		{Label: card.T("settings.language"), Value: card.T("settings.language." + orEnglish(p.Language))},
		{Label: card.T("settings.zone"), Value: card.Said(p.Zone)},
		{Label: card.T("settings.days"), Value: card.T("value", "value", card.List(days...))},
		{Label: card.T("settings.hours"), Value: card.T("settings.from_to", "start", card.Clock(p.Week.Start), "end", card.Clock(p.Week.End))},
		{Label: card.T("settings.country"), Value: country},
	}
	if len(p.Quiet) > 0 {
		fields = append(fields, card.Field{Label: card.T("settings.quiet"), Value: quietTimes(p)})
	}
	return fields
}

func orEnglish(language string) string {
	if language == "" {
		return "en"
	}
	return language
}

func weekday(d time.Weekday) card.Text { return card.T("weekday." + strconv.Itoa(int(d))) }

// weekOrder sorts days Monday first.
func weekOrder(days []time.Weekday) []time.Weekday {
	sorted := slices.Clone(days)
	slices.SortFunc(sorted, func(a, b time.Weekday) int { return int(a+6)%7 - int(b+6)%7 })
	return sorted
}

// SettingsForm changes what we know of a person.
func SettingsForm(p sales.Person, language string) card.Form {
	if p.Language != "" {
		language = p.Language
	}
	var days []card.Option
	for _, d := range weekOrder([]time.Weekday{0, 1, 2, 3, 4, 5, 6}) {
		days = append(days, card.Option{Label: card.T("weekday." + strconv.Itoa(int(d)) + ".long"), Value: strconv.Itoa(int(d))})
	}
	var works []string
	for _, d := range p.Week.Days {
		works = append(works, strconv.Itoa(int(d)))
	}
	country := card.Input{Name: "country", Label: card.T("settings.country"), Hint: card.P("settings.country_hint"), Kind: card.InputSearch, Suggest: "country", Placeholder: card.P("common.search")}
	if p.Country != "" {
		country.Value = []string{p.Country}
		country.Options = []card.Option{{Label: card.Said(CountryName(language, p.Country, "")), Value: p.Country}}
	}
	return card.Form{
		Name: "settings.edit", Title: card.T("settings.title"), Submit: card.T("common.save"),
		Fields: []card.Input{
			{Name: "language", Label: card.T("settings.language"), Kind: card.InputRadio, Required: true, Value: []string{language}, Options: []card.Option{
				{Label: card.T("settings.language.en"), Value: "en"}, {Label: card.T("settings.language.zh-Hans"), Value: "zh-Hans"},
			}},
			{
				Name: "zone", Label: card.T("settings.zone"), Kind: card.InputSearch, Suggest: "zone", Required: true, Value: []string{p.Zone},
				Placeholder: card.P("common.search"), Options: []card.Option{{Label: card.Said(p.Zone), Value: p.Zone}},
			},
			{Name: "days", Label: card.T("settings.days"), Kind: card.InputChoices, Required: true, Value: works, Options: days},
			{Name: "start", Label: card.T("settings.start"), Kind: card.InputTime, Required: true, Value: []string{p.Week.Start.String()}},
			{Name: "end", Label: card.T("settings.end"), Kind: card.InputTime, Required: true, Value: []string{p.Week.End.String()}},
			{Name: "quiet", Label: card.T("settings.quiet"), Hint: card.P("settings.quiet_hint"), Kind: card.InputLine, Value: []string{QuietTyped(p)}, MaxLength: 100},
			country,
			stateInput(p, language),
		},
	}
}

// stateInput chooses a state, whose value has its country before it.
func stateInput(p sales.Person, language string) card.Input {
	in := card.Input{Name: "region", Label: card.T("settings.region"), Hint: card.P("settings.region_hint"), Kind: card.InputSearch, Suggest: "state", Placeholder: card.P("common.search")}
	if p.Country != "" && p.Region != "" {
		place := p.Country + "-" + p.Region
		in.Value = []string{place}
		in.Options = []card.Option{{Label: card.Said(CountryName(language, p.Country, p.Region)), Value: place}}
	}
	return in
}
