package slackwire

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"roundsman/bot/event"
	"roundsman/sales"
)

// interaction decodes the payload of a button, menu, modal or shortcut.
// https://docs.slack.dev/reference/interaction-payloads
func (d decoder) interaction(payload []byte) (arrival, error) {
	var i interaction
	if err := json.Unmarshal(payload, &i); err != nil {
		return arrival{}, fmt.Errorf("decode interaction: %w", err)
	}
	if i.User.ID == "" {
		return arrival{}, nil
	}
	switch i.Type {
	case "block_actions":
		return d.pressed(i), nil
	case "view_submission":
		return d.submitted(i), nil
	case "block_suggestion":
		return d.suggestion(i), nil
	case "shortcut", "message_action":
		return d.shortcut(i), nil
	}
	return arrival{}, nil // view_closed and what is not ours
}

// base is what every interaction has.
func (d decoder) base(i interaction, kind event.Kind) event.Event {
	actor, stranger := d.person(i.User, "")
	return event.Event{
		Kind: kind, Actor: actor, Stranger: stranger, Place: placeOf(i), Trigger: i.TriggerID, ResponseURL: i.ResponseURL,
		Key: "x:" + firstOf(i.TriggerID, stamped(i.User.ID, i.ActionTS)),
	}
}

// stamped is the identity of what somebody did where Slack gave no trigger.
func stamped(user, ts string) string {
	if ts == "" {
		return ""
	}
	return user + ":" + ts
}

func placeOf(i interaction) event.Place {
	if i.View != nil {
		if i.View.Type == "home" {
			return event.Place{Kind: event.Home}
		}
		return event.Place{Kind: event.Modal}
	}
	at := firstOf(i.Channel.ID, i.Container.ChannelID)
	if at == "" {
		return event.Place{}
	}
	thread := firstOf(i.Container.ThreadTS, threadRoot(i.Message))
	if thread == i.Container.MessageTS {
		thread = ""
	}
	return event.Place{Kind: placeKind(at, ""), Channel: at, Thread: thread}
}

// pressed: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
func (d decoder) pressed(i interaction) arrival {
	if len(i.Actions) == 0 {
		return arrival{}
	}
	a := i.Actions[0]
	if i.ActionTS == "" {
		i.ActionTS = a.ActionTS
	}
	press := pressOf(a)
	if press.Name == "" || press.Name == linkAction {
		return arrival{} // a link opens by itself
	}
	e := d.base(i, event.Action)
	e.At = timeOf(a.ActionTS)
	if i.View == nil && !i.Container.Ephemeral { // an ephemeral message cannot be replaced
		press.Message = sales.Source{Channel: e.Place.Channel, TS: firstOf(i.Container.MessageTS, i.Message.TS)}
	}
	if i.View != nil && i.View.Type != "home" {
		e.Form = formOf(i.View)
	}
	e.Action = &press
	return arrival{what: receive, event: e}
}

func pressOf(a rawAction) event.Press {
	button := a.Type == "button"
	carried := ""
	if button {
		carried = a.Value
	}
	do := decodeAction(a.ActionID, carried)
	press := event.Press{Name: do.Name, ID: do.ID, Version: do.Version, Arg: do.Arg}
	if !button {
		press.Value = strings.Join(a.all(), ",")
	}
	return press
}

// submitted: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
func (d decoder) submitted(i interaction) arrival {
	if i.View == nil {
		return arrival{}
	}
	e := d.base(i, event.FormSent)
	e.Form = formOf(i.View)
	if i.TriggerID == "" {
		e.Key = "x:" + i.View.ID + ":" + i.View.Hash
	}
	return arrival{what: submit, event: e, inputs: inputsOf(i.View)}
}

// formOf reads a modal: our metadata, and its fields by name.
func formOf(v *rawView) *event.Form {
	var p private
	if json.Unmarshal([]byte(v.PrivateMetadata), &p) != nil {
		p = private{} // not a modal of ours
	}
	f := &event.Form{Name: firstOf(p.Name, v.CallbackID), Nonce: p.Nonce, State: p.State, Values: map[string][]string{}}
	for _, block := range slices.SortedFunc(maps.Keys(v.State.Values), byLength) {
		for _, value := range v.State.Values[block] {
			addValues(f.Values, block, value.all())
		}
	}
	return f
}

// addValues adds what a block holds; the later blocks of a long text ("notes~2")
// continue its first.
func addValues(fields map[string][]string, block string, values []string) {
	field := fieldOf(block)
	switch {
	case len(values) == 0:
	case field != block && len(fields[field]) > 0:
		fields[field][0] += strings.Join(values, "")
	default:
		fields[field] = append(fields[field], values...)
	}
}

// byLength puts "notes~2" after "notes" and before "notes~10".
func byLength(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// inputsOf are the blocks of a modal that can show an error.
func inputsOf(v *rawView) []string {
	var ids []string
	for _, b := range v.Blocks {
		if b.Type == "input" {
			ids = append(ids, b.BlockID)
		}
	}
	return ids
}

// suggestion: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
func (d decoder) suggestion(i interaction) arrival {
	e := d.base(i, event.Action)
	if i.View != nil {
		e.Form = formOf(i.View)
	}
	return arrival{what: suggest, event: e, source: decodeAction(i.ActionID, "").Name, typed: i.Value}
}

// shortcut: https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
func (d decoder) shortcut(i interaction) arrival {
	e := d.base(i, event.Shortcut)
	e.Call, e.At = i.CallbackID, timeOf(i.ActionTS)
	if i.Type == "message_action" {
		m := i.Message
		e.TS, e.Text, e.Files = m.TS, readable(m.Text, d.self.User), files(m.Files)
		if m.User.ID != "" {
			e.Author, _ = d.person(m.User, firstOf(m.UserTeam, m.SourceTeam, m.Team))
		}
	}
	return arrival{what: receive, event: e}
}

// slash decodes a slash command.
func (d decoder) slash(c slashCommand) arrival {
	if c.UserID == "" || c.Command == "" {
		return arrival{}
	}
	actor, stranger := d.person(userRef{ID: c.UserID}, c.TeamID)
	kind := placeKind(c.ChannelID, "")
	if c.ChannelName == "directmessage" {
		kind = event.Direct
	}
	return arrival{what: receive, event: event.Event{
		Key: "x:" + firstOf(c.TriggerID, c.ResponseURL), Kind: event.Slash, Actor: actor, Stranger: stranger,
		Place: event.Place{Kind: kind, Channel: c.ChannelID}, Call: c.Command, Text: readable(c.Text, d.self.User),
		Trigger: c.TriggerID, ResponseURL: c.ResponseURL,
	}}
}
