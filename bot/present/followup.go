package present

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// FollowUpView is how follow-ups are shown to somebody.
type FollowUpView struct {
	Viewer sales.PersonID
	Today  sales.Date
	// From comes back with every button: what the message shows besides, so that
	// it can be drawn anew.
	From string
	// Raised: it is a reminder, which can say why it came.
	Raised bool
	// Compact: one line each, what can be done in its menu; a message with many
	// items would take more blocks than Slack does.
	Compact bool
}

// FromReminder is FollowUpView.From of a reminder, FromNowhere of a card by itself.
const (
	FromReminder = "r"
	FromNowhere  = ""
)

// FollowUpLine is one follow-up in two lines: what and for whom; when, or how it
// was settled. n numbers it in a list, 0: no number.
func (v FollowUpView) FollowUpLine(f sales.NamedFollowUp, n int) card.Text {
	what := card.T("followup.what", "what", card.Words(Short(f.What, 200)))
	if f.AccountName != "" {
		what = card.T("followup.what_at", "what", card.Words(Short(f.What, 200)), "account", card.Words(f.AccountName))
	}
	if n > 0 {
		what = card.T("followup.numbered", "number", card.Count(n), "what", card.Of(what))
	}
	return card.Lines(what, v.state(f))
}

// state is the second line.
func (v FollowUpView) state(f sales.NamedFollowUp) card.Text {
	line := v.when(f)
	if !f.Every.IsZero() {
		line = both(line, Every(f.Every))
	}
	if f.ContactName != "" {
		line = both(line, card.T("followup.contact", "contact", card.Words(f.ContactName)))
	}
	if f.Owner != v.Viewer {
		line = both(line, card.T("followup.owner", "owner", card.Person(f.Owner)))
	}
	if f.Muted && f.IsOpen() {
		line = both(line, card.T("followup.is_muted"))
	}
	return line
}

func both(a, b card.Text) card.Text { return card.T("followup.both", "a", card.Of(a), "b", card.Of(b)) }

func (v FollowUpView) when(f sales.NamedFollowUp) card.Text {
	switch {
	case f.Deleted:
		return card.T("followup.is_gone")
	case f.Status == sales.FollowUpDone:
		return card.T("followup.is_done", "at", card.Moment(f.Settled))
	case f.Status == sales.FollowUpDropped:
		return card.T("followup.is_dropped", "reason", card.Words(f.Reason))
	}
	line := card.T("followup.due", "due", card.Due(f.Due))
	if late := f.DaysLate(v.Today); late > 0 {
		line = card.T("followup.late", "count", card.Count(late), "due", card.Due(f.Due))
	}
	if f.Snoozed != nil && !f.Snoozed.Day.Before(v.Today) {
		line = both(line, card.T("followup.snoozed", "until", card.Due(*f.Snoozed)))
	}
	return line
}

// Every says how often something repeats.
func Every(r sales.Recurrence) card.Text {
	if r.Nth != 0 && r.Every == 1 {
		return card.T("followup.every_nth", "nth", card.Of(card.T("nth."+strconv.Itoa(r.Nth))), "weekday", card.Of(card.T("weekday."+strconv.Itoa(int(r.Weekday))+".long")))
	}
	if r.Every == 1 {
		return card.T("followup.every_" + string(r.Unit))
	}
	return card.T("followup.every_n_"+string(r.Unit), "count", card.Count(r.Every))
}

// FollowUpBlocks are a follow-up's line and, while it is open, what can be done
// with it.
func (v FollowUpView) FollowUpBlocks(f sales.NamedFollowUp, n int) []card.Block {
	line := v.FollowUpLine(f, n)
	if !f.IsOpen() {
		return []card.Block{card.Paragraph(line)}
	}
	do := func(name string) card.Do {
		return card.Do{Name: name, ID: string(f.ID), Version: f.Version, Arg: v.From}
	}
	if v.Compact {
		return []card.Block{card.Beside(line, card.Element{Kind: card.Overflow, Label: card.T("common.more"), Do: do("followup.more"), Options: compactOptions()})}
	}
	return []card.Block{
		card.Beside(line, card.Element{Kind: card.Overflow, Label: card.T("common.more"), Do: do("followup.more"), Options: v.more(f)}),
		card.Row(
			card.Press(card.T("common.done"), do("followup.done")).As(card.Primary),
			card.Element{Kind: card.Menu, Label: card.T("common.snooze"), Do: do("followup.snooze"), Options: snoozes()},
			card.Element{Kind: card.DatePicker, Label: card.T("followup.until_day"), Do: do("followup.snooze_to")},
			card.Press(card.T("common.edit"), do("followup.edit")),
			card.Press(card.T("common.drop"), do("followup.drop")),
		),
	}
}

// Choices of a follow-up's overflow menu.
const (
	MoreWhy    = "why"
	MoreMute   = "mute"
	MoreUnmute = "unmute"
	MoreWhose  = "whose"  // it is not mine
	MoreDone   = "done"   // in a compact message
	MoreSnooze = "snooze" // likewise, until the next working morning
	MoreAll    = "all"    // likewise: everything that can be done
)

// compactOptions are the most that an overflow menu takes: five.
func compactOptions() []card.Option {
	return []card.Option{
		{Label: card.T("common.done"), Value: MoreDone},
		{Label: card.T("snooze.tomorrow"), Value: MoreSnooze},
		{Label: card.T("why.ask"), Value: MoreWhy},
		{Label: card.T("followup.not_mine"), Value: MoreWhose},
		{Label: card.T("followup.all_choices"), Value: MoreAll},
	}
}

func (v FollowUpView) more(f sales.NamedFollowUp) []card.Option {
	var options []card.Option
	if v.Raised {
		options = append(options, card.Option{Label: card.T("why.ask"), Value: MoreWhy}, card.Option{Label: card.T("followup.not_mine"), Value: MoreWhose})
	}
	if f.Muted {
		return append(options, card.Option{Label: card.T("followup.unmute"), Value: MoreUnmute})
	}
	return append(options, card.Option{Label: card.T("followup.mute"), Value: MoreMute})
}

func snoozes() []card.Option {
	var options []card.Option
	for _, preset := range sales.SnoozePresets() {
		options = append(options, card.Option{Label: card.T("snooze." + string(preset)), Value: string(preset)})
	}
	return options
}

// FollowUpCard shows one follow-up by itself. said is what just happened to it,
// nil if nothing did.
func (v FollowUpView) FollowUpCard(f sales.NamedFollowUp, said *card.Text, undo Undoing) card.Card {
	return card.Card{Blocks: append(Outcome(said, undo), v.FollowUpBlocks(f, 0)...)}
}

// Undoing is what an Undo button beside an outcome turns back, and what its
// message shows besides: From and ID as with a follow-up's buttons.
type Undoing struct {
	Event string           `json:"event,omitempty"` // empty: nothing can be turned back
	From  string           `json:"from,omitempty"`
	ID    sales.FollowUpID `json:"id,omitempty"`
}

// Outcome is the line that says what just happened, with Undo; no blocks if
// nothing did.
func Outcome(said *card.Text, undo Undoing) []card.Block {
	switch {
	case said == nil:
		return nil
	case undo.Event == "":
		return []card.Block{card.Paragraph(*said)}
	}
	do := card.Do{Name: "undo.event", ID: string(undo.ID), Arg: undo.Event}
	if undo.From != "" {
		do.Arg += "\n" + undo.From
	}
	return []card.Block{card.Beside(*said, card.Press(card.T("common.undo"), do))}
}

// WhichFollowUp asks which one was meant; each button does what was wanted with
// its follow-up.
func (v FollowUpView) WhichFollowUp(items []sales.NamedFollowUp, do func(sales.FollowUp) card.Do) card.Card {
	blocks := []card.Block{card.Paragraph(card.T("followup.which"))}
	for _, f := range items {
		blocks = append(blocks, card.Beside(v.FollowUpLine(f, 0), card.Press(card.T("followup.this_one"), do(f.FollowUp))))
	}
	return card.Card{Blocks: blocks}
}

// FollowUpGiven tells somebody that a follow-up is theirs now.
func (v FollowUpView) FollowUpGiven(f sales.NamedFollowUp, by sales.PersonID) card.Card {
	said := card.T("followup.given_to_you", "by", card.Person(by))
	return v.FollowUpCard(f, &said, Undoing{})
}

// FollowUpTaken tells the owner before that it went to somebody else.
func FollowUpTaken(f sales.NamedFollowUp, by sales.PersonID) card.Card {
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("followup.taken",
		"by", card.Person(by), "what", card.Words(Short(f.What, 200)), "owner", card.Person(f.Owner)))}}
}

// Names of the fields of FollowUpForm and DropForm.
const (
	FieldWhat    = "what"
	FieldAccount = "account"
	FieldDay     = "day"
	FieldTime    = "time"
	FieldBy      = "by"
	FieldEvery   = "every"
	FieldOwner   = "owner"
	FieldReason  = "reason"
)

// FollowUpForm edits a follow-up, or makes one if it has no id. state comes back
// with the form.
func FollowUpForm(f sales.NamedFollowUp, state string) card.Form {
	title := card.T("followup.form")
	if f.ID == "" {
		title = card.T("followup.form_new")
	}
	return card.Form{
		Name: "followup.edit", Title: title, Submit: card.T("common.save"), State: state,
		Fields: []card.Input{
			{Name: FieldWhat, Label: card.T("followup.field_what"), Placeholder: card.P("followup.what_example"), Kind: card.InputParagraph, Required: true, Value: filled(f.What), MaxLength: 1000},
			{Name: FieldAccount, Label: card.T("followup.field_account"), Kind: card.InputSearch, Suggest: "account", Value: filled(string(f.Account)), Options: accountOption(f)},
			{Name: FieldDay, Label: card.T("followup.field_day"), Kind: card.InputDate, Required: true, Value: filled(f.Due.Day.String())},
			{Name: FieldTime, Label: card.T("followup.field_time"), Hint: card.P("followup.time_hint"), Kind: card.InputTime, Value: timeOf(f.Due)},
			{Name: FieldBy, Label: card.T("followup.field_by"), Kind: card.InputChoices, Value: checked(f.Due.By), Options: []card.Option{{Label: card.T("followup.by"), Value: "yes"}}},
			{Name: FieldEvery, Label: card.T("followup.field_every"), Kind: card.InputChoice, Value: []string{EveryValue(f.Every)}, Options: everyOptions(f.Every)},
			{Name: FieldOwner, Label: card.T("followup.field_owner"), Hint: card.P("followup.owner_hint"), Kind: card.InputPerson, Value: filled(string(f.Owner))},
		},
	}
}

// accountOption is the account chosen at first: a search has no other labels.
func accountOption(f sales.NamedFollowUp) []card.Option {
	if f.Account == "" {
		return nil
	}
	return []card.Option{{Label: card.Said(f.AccountName), Value: string(f.Account)}}
}

func checked(yes bool) []string {
	if yes {
		return []string{"yes"}
	}
	return nil
}

func timeOf(d sales.Due) []string {
	if d.Time == nil {
		return nil
	}
	return []string{d.Time.String()}
}

// EveryValue is a recurrence as an option's value, EveryOf reads it: "2week",
// "1month/-1/5" for the last Friday of each month.
func EveryValue(r sales.Recurrence) string {
	switch {
	case r.IsZero():
		return "never"
	case r.Nth != 0:
		return fmt.Sprintf("%d%s/%d/%d", r.Every, r.Unit, r.Nth, r.Weekday)
	}
	return strconv.Itoa(r.Every) + string(r.Unit)
}

// EveryOf reads what EveryValue wrote; anything else is never.
func EveryOf(value string) (r sales.Recurrence) {
	value, nth, _ := strings.Cut(value, "/")
	unit := strings.TrimLeft(value, "0123456789")
	every, err := strconv.Atoi(strings.TrimSuffix(value, unit))
	if err != nil || every < 1 {
		return sales.Recurrence{}
	}
	r = sales.Recurrence{Every: every, Unit: sales.RecurrenceUnit(unit)}
	switch r.Unit {
	case sales.Days, sales.Weekdays, sales.Weeks:
		return r
	case sales.Months:
		if _, err := fmt.Sscanf(nth, "%d/%d", &r.Nth, &r.Weekday); err != nil || r.Nth < -1 || r.Nth > 4 || r.Weekday > time.Saturday {
			r.Nth, r.Weekday = 0, 0
		}
		return r
	}
	return sales.Recurrence{}
}

// everyOptions are the usual recurrences, and the present one.
func everyOptions(present sales.Recurrence) []card.Option {
	usual := []sales.Recurrence{
		{Every: 1, Unit: sales.Days},
		{Every: 1, Unit: sales.Weekdays},
		{Every: 1, Unit: sales.Weeks},
		{Every: 2, Unit: sales.Weeks},
		{Every: 1, Unit: sales.Months},
		{Every: 3, Unit: sales.Months},
	}
	options := []card.Option{{Label: card.T("followup.every_never"), Value: EveryValue(sales.Recurrence{})}}
	listed := present.IsZero()
	for _, r := range usual {
		options = append(options, card.Option{Label: Every(r), Value: EveryValue(r)})
		listed = listed || EveryValue(r) == EveryValue(present)
	}
	if !listed {
		options = append(options, card.Option{Label: Every(present), Value: EveryValue(present)})
	}
	return options
}

// WhichDay asks which of several days a typed one meant.
func WhichDay(f sales.FollowUp, days []sales.Due) card.Card {
	var row []card.Element
	for _, d := range days {
		row = append(row, card.Press(card.T("value", "value", card.Due(d)),
			card.Do{Name: "followup.snooze_on", ID: string(f.ID), Version: f.Version, Arg: d.String()}))
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("followup.which_day")), card.Row(row...)}}
}

// followUpCues begin a text that is to be read as a promise, by language.
var followUpCues = map[string]string{"zh-Hans": "跟进：", "en": "follow up: "}

// AsFollowUp is a text that reads as a promise in its language.
func AsFollowUp(language, text string) string { return followUpCues[language] + text }

// DropForm asks why a follow-up is dropped.
func DropForm(f sales.NamedFollowUp, state string) card.Form {
	return card.Form{
		Name: "followup.drop", Title: card.T("followup.drop_form"), Submit: card.T("common.drop"), State: state,
		Intro: []card.Block{card.Paragraph(card.T("followup.what", "what", card.Words(Short(f.What, 200))))},
		Fields: []card.Input{{
			Name: FieldReason, Label: card.T("followup.field_reason"), Placeholder: card.P("followup.reason_example"),
			Kind: card.InputLine, Required: true, MaxLength: 300,
		}},
	}
}

// FollowUpShort is a follow-up's line with a button to settle it.
func (v FollowUpView) FollowUpShort(f sales.NamedFollowUp, n int) card.Block {
	return card.Beside(v.FollowUpLine(f, n), card.Press(card.T("common.done"),
		card.Do{Name: "followup.done", ID: string(f.ID), Version: f.Version, Arg: v.From}))
}
