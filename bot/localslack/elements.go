package localslack

import (
	"encoding/json"
	"fmt"
	"strings"
)

// part is an interactive element of blocks, with where it stands.
type part struct {
	blockID, actionID string
	input, optional   bool
	dispatch          bool
	label             string
	el                element
	text              json.RawMessage
}

// interactive lists the elements of blocks a person can act on.
func interactive(blocks []json.RawMessage) []part {
	var parts []part
	for _, raw := range blocks {
		var b block
		if json.Unmarshal(raw, &b) != nil || b.Type == "rich_text" {
			continue
		}
		if len(b.Elements) > 0 {
			_ = json.Unmarshal(b.Elements, &b.elements) // checked when it was sent
		}
		if b.Accessory != nil {
			b.elements = append(b.elements, *b.Accessory)
		}
		if b.Element != nil {
			b.elements = append(b.elements, *b.Element)
		}
		for i, e := range b.elements {
			if b.Type == "context" || e.Type == "image" {
				continue
			}
			p := part{blockID: b.BlockID, input: b.Type == "input", optional: b.Optional, dispatch: b.Dispatch, el: e, text: e.Text}
			p.actionID = fmt.Sprintf("auto%d", i) // Slack makes one up too
			if e.ActionID != nil {
				p.actionID = *e.ActionID
			}
			if b.Label != nil {
				p.label = b.Label.Text
			}
			parts = append(parts, p)
		}
	}
	return parts
}

// find picks the element with an action id (or, failing that, the only one of a block).
func find(blocks []json.RawMessage, id string) (part, bool) {
	parts := interactive(blocks)
	for _, p := range parts {
		if p.actionID == id {
			return p, true
		}
	}
	for _, p := range parts {
		if p.blockID == id {
			return p, true
		}
	}
	return part{}, false
}

// chosen is an option as payloads carry it: with its text.
type chosen struct {
	Text  *textObject `json:"text"`
	Value string      `json:"value"`
}

func (p part) option(value string) (*chosen, error) {
	lists := [][]option{p.el.Options}
	for _, g := range p.el.OptionGroups {
		lists = append(lists, g.Options)
	}
	for _, list := range lists {
		for _, o := range list {
			if o.Value != nil && *o.Value == value {
				return &chosen{Text: o.Text, Value: value}, nil
			}
		}
	}
	if strings.Contains(p.el.Type, "external") {
		return &chosen{Text: &textObject{Type: "plain_text", Text: value}, Value: value}, nil
	}
	return nil, fmt.Errorf("%s has no option %q", p.actionID, value)
}

// value is Slack's value object of an element holding values, as it stands in state and actions.
// https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#state
func (p part) value(values []string) (map[string]any, error) {
	v := map[string]any{"type": p.el.Type}
	first := ""
	if len(values) > 0 {
		first = values[0]
	}
	orNil := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	switch p.el.Type {
	case "button":
		return v, nil
	case "static_select", "external_select", "overflow", "radio_buttons":
		v["selected_option"] = nil
		if first != "" {
			o, err := p.option(first)
			if err != nil {
				return nil, err
			}
			v["selected_option"] = o
		}
	case "multi_static_select", "multi_external_select", "checkboxes":
		list := []*chosen{}
		for _, s := range values {
			o, err := p.option(s)
			if err != nil {
				return nil, err
			}
			list = append(list, o)
		}
		v["selected_options"] = list
	case "datepicker":
		v["selected_date"] = orNil(first)
	case "timepicker":
		v["selected_time"] = orNil(first)
	case "datetimepicker":
		v["selected_date_time"] = json.RawMessage("null")
		if first != "" {
			v["selected_date_time"] = json.RawMessage(first)
		}
	case "users_select":
		v["selected_user"] = orNil(first)
	case "multi_users_select":
		v["selected_users"] = append([]string{}, values...)
	case "channels_select":
		v["selected_channel"] = orNil(first)
	case "conversations_select":
		v["selected_conversation"] = orNil(first)
	case "multi_conversations_select":
		v["selected_conversations"] = append([]string{}, values...)
	case "multi_channels_select":
		v["selected_channels"] = append([]string{}, values...)
	default: // text, email, URL, number
		v["value"] = orNil(first)
	}
	return v, nil
}

// initial are the values an element begins with.
func (p part) initial() []string {
	e := p.el
	var values []string
	add := func(s string) {
		if s != "" {
			values = append(values, s)
		}
	}
	if e.InitialOption != nil && e.InitialOption.Value != nil {
		add(*e.InitialOption.Value)
	}
	for _, o := range e.InitialOptions {
		if o.Value != nil {
			add(*o.Value)
		}
	}
	for _, s := range []string{e.InitialValue, e.InitialDate, e.InitialTime, e.InitialUser, e.InitialChannel, e.InitialConv} {
		add(s)
	}
	if e.InitialDateTime != 0 {
		add(fmt.Sprint(e.InitialDateTime))
	}
	values = append(values, e.InitialUsers...)
	return append(values, e.InitialChannels...)
}

// initialState is the state of blocks nobody has touched: inputs and other stateful elements with their initial values.
func initialState(blocks []json.RawMessage) map[string]map[string]json.RawMessage {
	state := map[string]map[string]json.RawMessage{}
	for _, p := range interactive(blocks) {
		if p.el.Type == "button" || p.el.Type == "overflow" {
			continue
		}
		v, err := p.value(p.initial())
		if err != nil { // an external select's option is its own
			continue
		}
		setState(state, p, v)
	}
	return state
}

func setState(state map[string]map[string]json.RawMessage, p part, v map[string]any) {
	raw, _ := json.Marshal(v)
	if state[p.blockID] == nil {
		state[p.blockID] = map[string]json.RawMessage{}
	}
	state[p.blockID][p.actionID] = raw
}

// empty tells a value object that holds nothing.
func empty(raw json.RawMessage) bool {
	var v map[string]json.RawMessage
	if json.Unmarshal(raw, &v) != nil {
		return true
	}
	for k, x := range v {
		if s := string(x); k != "type" && s != "null" && s != `""` && s != "[]" {
			return false
		}
	}
	return true
}
