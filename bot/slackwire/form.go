package slackwire

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"roundsman/bot/card"
	"roundsman/sales"
)

// private is what travels in a modal's private_metadata.
type private struct {
	Name  string `json:"f"`
	Nonce string `json:"n"`
	State string `json:"s,omitempty"`
}

// form renders a modal. A field's block_id is its name, so that errors find it.
func (r *renderer) form(f card.Form, nonce string) (slack.ModalViewRequest, error) {
	metadata, err := json.Marshal(private{f.Name, nonce, f.State})
	if err != nil {
		return slack.ModalViewRequest{}, fmt.Errorf("encode form %q: %w", f.Name, err)
	}
	if units(string(metadata)) > maxPrivate {
		return slack.ModalViewRequest{}, fmt.Errorf("form %q: its state is too long for Slack", f.Name)
	}
	r.blocks(f.Intro)
	for _, field := range f.Fields {
		r.input(field)
	}
	if len(r.out) > maxViewBlocks {
		r.fail(fmt.Errorf("form %q has %d blocks, Slack takes %d", f.Name, len(r.out), maxViewBlocks))
	}
	view := slack.ModalViewRequest{
		Type:            slack.VTModal,
		Title:           r.plain(f.Title, maxViewTitle),
		Close:           r.plain(card.T("common.cancel"), maxViewTitle),
		CallbackID:      f.Name,
		PrivateMetadata: string(metadata),
		Blocks:          slack.Blocks{BlockSet: r.blockSet()},
	}
	if f.Submit.Key != "" || f.Submit.Said != "" {
		view.Submit = r.plain(f.Submit, maxViewTitle)
	}
	return view, r.err
}

func (r *renderer) blockSet() []slack.Block {
	set := make([]slack.Block, len(r.out))
	for i, b := range r.out {
		set[i] = b.block
	}
	return set
}

// home renders a card as a Home tab; what does not fit is named, not shown.
func (r *renderer) home(c card.Card) (slack.HomeTabViewRequest, error) {
	r.title(c.Title)
	r.blocks(c.Blocks)
	if room := r.roomInView(); room < len(r.out) {
		r.out = r.out[:room]
		r.small([]card.Text{card.T("slack.home_cut")})
	}
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: r.blockSet()}}, r.err
}

// roomInView counts the blocks that a view has room for, beside the hint that
// there is more.
func (r *renderer) roomInView() int {
	size := 0
	for i, b := range r.out {
		encoded, err := json.Marshal(b.block)
		if err != nil {
			r.fail(err)
		}
		if size += len(encoded) + 1; size > maxViewBytes {
			return min(i, maxViewBlocks-1)
		}
	}
	if len(r.out) > maxViewBlocks {
		return maxViewBlocks - 1
	}
	return len(r.out)
}

func (r *renderer) input(f card.Input) {
	if f.Kind == card.InputParagraph || f.Kind == card.InputLine {
		r.textInput(f)
		return
	}
	r.inputBlock(f, f.Name, r.inputElement(f), f.Required)
}

func (r *renderer) inputBlock(f card.Input, id string, element slack.BlockElement, required bool) {
	if element == nil {
		r.fail(fmt.Errorf("field %q has nothing to choose from", f.Name))
		return
	}
	block := slack.NewInputBlock(id, r.plain(f.Label, maxLabel), r.hint(f), element)
	block.Optional = !required
	r.add(block, "")
}

func (r *renderer) hint(f card.Input) *slack.TextBlockObject {
	var lines []card.Text
	if f.Hint != nil {
		lines = append(lines, *f.Hint)
	}
	if n := r.roomFor(f.Options); n < len(f.Options) {
		lines = append(lines, cutHint(n, len(f.Options)))
	}
	if len(lines) == 0 {
		return nil
	}
	return r.plain(card.Lines(lines...), maxLabel)
}

// textInput is a field to type into. A text longer than Slack's 3,000 goes into
// several fields, "notes", "notes~2", which come back as one.
func (r *renderer) textInput(f card.Input) {
	limit := maxInput
	if f.MaxLength > 0 {
		limit = min(f.MaxLength, maxInput)
	}
	rest, id, required := first(f.Value), f.Name, f.Required
	for n := 2; ; n++ {
		head := rest
		if rest = ""; !fits(head, limit) {
			head, rest = take(head, limit, false)
		}
		box := slack.NewPlainTextInputBlockElement(r.inputPlaceholder(f), f.Name)
		box.Multiline = f.Kind == card.InputParagraph
		box.InitialValue = head
		if f.MaxLength > 0 {
			box.MaxLength = limit
		}
		r.inputBlock(f, id, box, required)
		if rest == "" {
			return
		}
		id, required = f.Name+"~"+strconv.Itoa(n), false
	}
}

// fieldOf is the field that a block belongs to.
func fieldOf(blockID string) string {
	field, _, _ := strings.Cut(blockID, "~")
	return field
}

func (r *renderer) inputPlaceholder(f card.Input) *slack.TextBlockObject {
	if f.Placeholder == nil {
		return nil
	}
	return r.placeholder(*f.Placeholder)
}

func (r *renderer) inputElement(f card.Input) slack.BlockElement {
	placeholder := r.inputPlaceholder(f)
	switch f.Kind {
	case card.InputDate:
		picker := slack.NewDatePickerBlockElement(f.Name)
		picker.Placeholder, picker.InitialDate = placeholder, first(f.Value)
		return picker
	case card.InputTime:
		picker := slack.NewTimePickerBlockElement(f.Name)
		picker.Placeholder, picker.InitialTime = placeholder, first(f.Value)
		return picker
	case card.InputPeople:
		picker := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, placeholder, f.Name)
		picker.InitialUsers = userIDs(f.Value)
		return picker
	case card.InputPerson:
		picker := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, placeholder, f.Name)
		picker.InitialUser = first(userIDs(f.Value))
		return picker
	case card.InputSearch, card.InputSearchMany:
		return r.search(f, placeholder)
	default:
		return r.choice(f, placeholder)
	}
}

// choice is a menu or radio buttons.
func (r *renderer) choice(f card.Input, placeholder *slack.TextBlockObject) slack.BlockElement {
	options := r.options(chosenFirst(f.Options, f.Value))
	if len(options) == 0 {
		return nil
	}
	chosen := pick(options, f.Value)
	switch {
	case f.Kind == card.InputChoices:
		menu := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, placeholder, f.Name, options...)
		menu.InitialOptions = chosen
		return menu
	case f.Kind == card.InputRadio && len(options) <= maxRadios:
		radio := slack.NewRadioButtonsBlockElement(f.Name, options...)
		radio.InitialOption = first(chosen)
		return radio
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, placeholder, f.Name, options...)
	menu.InitialOption = first(chosen)
	return menu
}

// chosenFirst keeps what is chosen among the options that have room.
func chosenFirst(all []card.Option, values []string) []card.Option {
	if len(all) <= maxOptions {
		return all
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b card.Option) int {
		return cmp.Compare(rank(values, a.Value), rank(values, b.Value))
	})
	return all
}

func rank(values []string, value string) int {
	if slices.Contains(values, value) {
		return 0
	}
	return 1
}

// search is a menu that looks choices up while somebody types; its action_id is
// the source of choices.
func (r *renderer) search(f card.Input, placeholder *slack.TextBlockObject) slack.BlockElement {
	if placeholder == nil {
		placeholder = r.placeholder(card.T("common.search"))
	}
	chosen := make([]*slack.OptionBlockObject, 0, len(f.Value))
	for _, value := range f.Value {
		chosen = append(chosen, r.option(known(f.Options, value)))
	}
	atOnce := 0 // choices before anything is typed
	if f.Kind == card.InputSearchMany {
		menu := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeExternal, placeholder, f.Suggest)
		menu.InitialOptions, menu.MinQueryLength = chosen, &atOnce
		return menu
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, placeholder, f.Suggest)
	menu.InitialOption, menu.MinQueryLength = first(chosen), &atOnce
	return menu
}

// known is the option with a value, or one that shows the value itself.
func known(options []card.Option, value string) card.Option {
	for _, o := range options {
		if o.Value == value {
			return o
		}
	}
	return card.Option{Label: card.Said(value), Value: value}
}

// pick finds the options that are chosen at first.
func pick(options []*slack.OptionBlockObject, values []string) []*slack.OptionBlockObject {
	var chosen []*slack.OptionBlockObject
	for _, value := range values {
		for _, o := range options {
			if o.Value == value {
				chosen = append(chosen, o)
				break
			}
		}
	}
	return chosen
}

// userIDs takes people as Slack wants them, whether they come as ids of ours or
// as Slack's.
func userIDs(people []string) []string {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = sales.PersonID(p).User()
	}
	return ids
}

func first[T any](list []T) (zero T) {
	if len(list) == 0 {
		return zero
	}
	return list[0]
}
