package slackwire

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"roundsman/bot/card"
)

// row is a row of elements, or several rows.
func (r *renderer) row(elements []card.Element) {
	for group := range slices.Chunk(elements, rowLength) {
		r.oneRow(group)
		for _, e := range group {
			r.optionsCut(e)
		}
	}
}

// oneRow is broken only where its menus are too long for one message.
func (r *renderer) oneRow(group []card.Element) {
	var row []slack.BlockElement
	for _, e := range group {
		before := r.chars
		element := r.element(e)
		if element == nil {
			continue
		}
		if own := r.chars - before; r.chars > maxMessageChars && len(row) > 0 {
			r.chars = before
			r.add(slack.NewActionBlock("", row...), "")
			row, r.chars = nil, own
		}
		row = append(row, element)
	}
	if len(row) > 0 {
		r.add(slack.NewActionBlock("", row...), "")
	}
}

// element makes one, or nil if there is nothing to choose from.
func (r *renderer) element(e card.Element) slack.BlockElement {
	switch e.Kind {
	case card.Menu:
		return r.menu(e)
	case card.Overflow:
		if len(e.Options) > maxOverflow {
			return r.menu(e)
		}
		return r.overflow(e)
	case card.DatePicker:
		picker := slack.NewDatePickerBlockElement(r.actionID(e.Do))
		picker.Placeholder = r.placeholder(e.Label)
		picker.Confirm = r.confirm(e.Confirm)
		if e.Day != nil {
			picker.InitialDate = e.Day.String()
		}
		return picker
	case card.UserPicker:
		picker := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, r.placeholder(e.Label), r.actionID(e.Do))
		picker.Confirm = r.confirm(e.Confirm)
		return picker
	default:
		return r.button(e)
	}
}

func (r *renderer) button(e card.Element) slack.BlockElement {
	value := encodeDo(e.Do)
	if len(value) > maxValue || len(e.URL) > maxURL {
		r.fail(fmt.Errorf("button %q: %w", e.Do.Name, errDoTooLong))
		return nil
	}
	b := slack.NewButtonBlockElement(r.unique(e.Do.Name, ""), value, r.plain(e.Label, maxButton))
	b.URL = e.URL
	b.Style = slack.Style(e.Style)
	b.Confirm = r.confirm(e.Confirm)
	return b
}

func (r *renderer) menu(e card.Element) slack.BlockElement {
	options := r.options(e.Options)
	if len(options) == 0 {
		return nil
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, r.placeholder(e.Label), r.actionID(e.Do), options...)
	menu.Confirm = r.confirm(e.Confirm)
	return menu
}

// overflow has no room for small print.
func (r *renderer) overflow(e card.Element) slack.BlockElement {
	options := r.options(e.Options)
	for _, o := range options {
		o.Description = nil
	}
	if len(options) == 0 {
		return nil
	}
	menu := slack.NewOverflowBlockElement(r.actionID(e.Do), options...)
	menu.Confirm = r.confirm(e.Confirm)
	return menu
}

// options are what a menu has room for.
func (r *renderer) options(all []card.Option) []*slack.OptionBlockObject {
	made := make([]*slack.OptionBlockObject, 0, min(len(all), maxOptions))
	for _, o := range all[:r.roomFor(all)] {
		made = append(made, r.option(o))
	}
	return made
}

func (r *renderer) option(o card.Option) *slack.OptionBlockObject {
	if units(o.Value) > maxOptionValue || o.Value == "" {
		r.fail(fmt.Errorf("option value %d bytes long: %w", len(o.Value), errDoTooLong))
	}
	var note *slack.TextBlockObject
	if o.Note != nil {
		note = r.plain(*o.Note, maxOptionText)
	}
	return slack.NewOptionBlockObject(o.Value, r.plain(o.Label, maxOptionText), note)
}

// roomFor counts how many options a menu can hold: 100, and in a message no
// more than our share of its characters.
func (r *renderer) roomFor(all []card.Option) int {
	n := min(len(all), maxOptions)
	if !r.message {
		return n
	}
	chars := 0
	for i, o := range all[:n] {
		chars += min(units(r.printer.Text(o.Label, r.flat)), maxOptionText)
		if o.Note != nil {
			chars += min(units(r.printer.Text(*o.Note, r.flat)), maxOptionText)
		}
		if chars > maxOptionsChars {
			return i
		}
	}
	return n
}

// optionsCut says below a menu how much of it was left out.
func (r *renderer) optionsCut(e card.Element) {
	if e.Kind != card.Menu && e.Kind != card.Overflow {
		return
	}
	if n := r.roomFor(e.Options); n < len(e.Options) {
		r.small([]card.Text{cutHint(n, len(e.Options))})
	}
}

func cutHint(shown, all int) card.Text {
	return card.T("slack.options_cut", "shown", card.Count(shown), "all", card.Count(all))
}

func (r *renderer) placeholder(t card.Text) *slack.TextBlockObject {
	return r.plain(t, maxPlaceholder)
}

func (r *renderer) confirm(c *card.Confirm) *slack.ConfirmationBlockObject {
	if c == nil {
		return nil
	}
	return slack.NewConfirmationBlockObject(
		r.plain(c.Title, maxConfirmTitle), r.plain(c.Text, maxConfirmText),
		r.plain(c.Yes, maxConfirmButton), r.plain(c.No, maxConfirmButton))
}

// actionID is the action_id of an element without a value of its own.
func (r *renderer) actionID(do card.Do) string { return r.unique(do.Name, encodeDo(do)) }

// unique makes an action_id that occurs once.
func (r *renderer) unique(name, query string) string {
	if name == "" {
		name = linkAction
	}
	id := name
	r.seen[name]++
	if n := r.seen[name]; n > 1 {
		id += "#" + strconv.Itoa(n)
	}
	if query != "" {
		id += "?" + query
	}
	if len(id) > maxID {
		r.fail(fmt.Errorf("element %q: %w", name, errDoTooLong))
	}
	return id
}
