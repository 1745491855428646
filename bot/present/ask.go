package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Question is something doubtful, to be answered with one tap before anything
// is kept.
type Question struct {
	ID      string // of what was told
	Step    int64  // which question it is: an answer to an earlier one is known by it
	Kind    string // understand.QuestionKind
	Said    string
	Text    string // what the person wrote
	Choices []card.Text
	Dates   []sales.Due
	When    []sales.Date  // days to offer for a promise that named none
	Mine    []card.Option // accounts to choose from when none was named
	// MayBeToDo: nothing is kept yet and no visit is told, so that the text may be
	// kept as a to-do.
	MayBeToDo bool
}

// Ask is the question's card: what is unclear, answers as buttons, and ways out.
func Ask(q Question) card.Card {
	ask, answers := q.parts()
	blocks := []card.Block{card.Paragraph(ask)}
	if len(answers) > 0 {
		blocks = append(blocks, card.Row(answers...))
	}
	if len(q.Mine) > 0 {
		blocks = append(blocks, card.Row(card.Element{
			Kind: card.Menu, Label: card.T("ask.choose_account"), Options: q.Mine, Do: card.Do{Name: "ask.answer", ID: q.ID, Version: q.Step},
		}))
	}
	return card.Card{Blocks: append(blocks,
		card.Row(q.waysOut()...),
		card.Small(card.T("ask.nothing_saved", "text", card.Words(Short(q.Text, 200)))),
	)}
}

func (q Question) parts() (ask card.Text, answers []card.Element) {
	said := card.Words(q.Said)
	switch q.Kind {
	case "account", "new_account":
		return q.account(), q.withNew("ask.new_account")
	case "visit":
		q.Said = ""
		return card.T("ask.which_visit"), q.withNew("ask.new_account")
	case "contact":
		return card.T("ask.contact", "said", said), q.withNew("ask.new_contact")
	case "date":
		if len(q.When) > 0 {
			return card.T("ask.when", "what", said), q.when()
		}
		return card.T("ask.date", "said", said), q.days()
	case "day_order":
		return card.T("ask.day_order", "said", said), q.days()
	case "future":
		return card.T("ask.future", "day", card.Day(q.Dates[0].Day)), []card.Element{
			q.press(card.T("ask.plan"), "plan").As(card.Primary), q.press(card.T("ask.was_today"), "today"),
		}
	case "off":
		return card.T("ask.off", "account", said, "day", card.Day(q.Dates[0].Day)), []card.Element{
			q.press(card.T("ask.off_yes"), "off").As(card.Primary), q.press(card.T("ask.off_keep"), "keep"),
		}
	}
	return card.T("ask.intent"), []card.Element{
		q.press(card.T("ask.visit"), "visit"), q.press(card.T("ask.note"), "note"), q.press(card.T("ask.followup"), "followup"),
	}
}

func (q Question) account() card.Text {
	said := card.Words(q.Said)
	switch {
	case q.Said == "":
		return card.T("ask.no_account")
	case len(q.Choices) == 0:
		return card.T("ask.unknown_account", "said", said)
	case len(q.Choices) == 1:
		return card.T("ask.did_you_mean", "said", said, "account", card.Of(q.Choices[0]))
	}
	return card.T("ask.which_account", "said", said)
}

// mostChoices is how many candidates are offered.
const mostChoices = 5

// withNew are the candidates, and a new record of the name that was said.
func (q Question) withNew(key string) []card.Element {
	var row []card.Element
	for i, c := range q.Choices[:min(len(q.Choices), mostChoices)] {
		row = append(row, q.press(c, strconv.Itoa(i)))
	}
	if q.Said != "" {
		row = append(row, q.press(card.T(key, "name", card.Words(Short(q.Said, 40))), "new"))
	}
	if len(row) > 0 {
		row[0] = row[0].As(card.Primary)
	}
	return row
}

func (q Question) days() []card.Element {
	var row []card.Element
	for i, d := range q.Dates {
		row = append(row, q.press(card.T("visit.value", "value", card.Due(d)), strconv.Itoa(i)))
	}
	return row
}

func (q Question) when() []card.Element {
	var row []card.Element
	for _, d := range q.When {
		row = append(row, q.press(card.T("visit.value", "value", card.Day(d)), d.String()))
	}
	return append(row, card.Element{
		Kind: card.DatePicker, Label: card.T("ask.other_day"), Do: card.Do{Name: "ask.answer", ID: q.ID, Version: q.Step},
	})
}

func (q Question) press(label card.Text, choice string) card.Element {
	return card.Press(label, card.Do{Name: "ask.answer", ID: q.ID, Version: q.Step, Arg: choice})
}

func (q Question) waysOut() []card.Element {
	out := []card.Element{q.press(card.T("common.cancel"), "cancel")}
	if q.MayBeToDo && q.Kind != "future" && len(q.When) == 0 {
		out = append([]card.Element{q.press(card.T("ask.todo"), "todo")}, out...)
	}
	if always := q.always(); always != nil {
		out = append(out, *always)
	}
	return out
}

// always offers to take a name for one of the candidates from now on.
func (q Question) always() *card.Element {
	if q.Said == "" || len(q.Choices) == 0 || q.Kind != "account" {
		return nil
	}
	e := card.Element{Kind: card.Overflow, Label: card.T("common.more"), Do: card.Do{Name: "ask.answer", ID: q.ID, Version: q.Step}}
	for i, c := range q.Choices[:min(len(q.Choices), mostChoices)] {
		e.Options = append(e.Options, card.Option{
			Label: card.T("ask.always", "said", card.Words(Short(q.Said, 20)), "account", card.Of(c)), Value: "always:" + strconv.Itoa(i),
		})
	}
	return &e
}

// NothingKept is what a question becomes when the person wants nothing kept.
func NothingKept() card.Card { return say(card.T("ask.nothing_kept")) }

// StaysAsItWas is what a question about a change becomes when it is called off.
func StaysAsItWas() card.Card { return say(card.T("ask.stays")) }

// TooOld answers a press on a question of more than a week ago.
func TooOld() card.Card { return say(card.T("ask.too_old")) }

// ContinuedBelow is what a receipt becomes when a later message took its place.
func ContinuedBelow() card.Card { return say(card.T("receipt.below")) }

// HowToLog says what to write when nothing was.
func HowToLog() card.Card { return say(card.T("visit.how")) }

func say(t card.Text) card.Card { return card.Card{Blocks: []card.Block{card.Paragraph(t)}} }
