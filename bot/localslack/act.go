package localslack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// On names what a person acts on.
type On struct {
	channel, ts, view, home string
}

// OnMessage is a message, also an ephemeral one.
func OnMessage(channel, ts string) On { return On{channel: channel, ts: ts} }

// OnView is an open modal or a Home by its id; "" is the modal on top.
func OnView(id string) On { return On{view: id} }

// OnHome is a person's Home.
func OnHome(user string) On { return On{home: user} }

// Action is Slack's action object, as in block_actions.
type Action map[string]any

// target is what On names, found.
type target struct {
	channel *Channel
	message *Message
	view    *View
}

func (t target) blocks() []json.RawMessage {
	if t.view != nil {
		return t.view.Blocks
	}
	return t.message.Blocks
}

func (w *Workspace) target(user string, on On) (target, error) {
	switch {
	case on.home != "":
		if v := w.homes[on.home]; v != nil {
			return target{view: v}, nil
		}
		return target{}, fmt.Errorf("%s has no Home", on.home)
	case on.ts == "":
		v := w.views[on.view]
		if on.view == "" {
			v = w.topView(user)
		}
		if v == nil || v.User != user {
			return target{}, fmt.Errorf("%s sees no view %q", user, on.view)
		}
		return target{view: v}, nil
	}
	c, err := w.placeOf(user, on.channel)
	if err != nil {
		return target{}, err
	}
	m := c.byTS[on.ts]
	for _, e := range w.ephemeral[user] {
		if e.TS == on.ts && e.Channel == c.ID {
			m = e
		}
	}
	if m == nil {
		return target{}, fmt.Errorf("%s sees no message %s", user, on.ts)
	}
	return target{channel: c, message: m}, nil
}

// Click presses a button (or acts on any element without choosing) and returns once the app has acknowledged.
func (w *Workspace) Click(ctx context.Context, user string, on On, actionID string) error {
	return w.Choose(ctx, user, on, actionID)
}

// Choose puts values into an element: option values, a date, a user's id, a text. Elements of plain input blocks are
// only remembered for Submit; all others tell the app.
func (w *Workspace) Choose(ctx context.Context, user string, on On, actionID string, values ...string) error {
	w.mu.Lock()
	d, err := w.choose(user, on, actionID, values)
	w.mu.Unlock()
	if err != nil {
		return fmt.Errorf("act on %s: %w", actionID, err)
	}
	if d == nil {
		return nil
	}
	_, err = w.wait(ctx, d)
	return err
}

func (w *Workspace) choose(user string, on On, actionID string, values []string) (*delivery, error) {
	t, err := w.target(user, on)
	if err != nil {
		return nil, err
	}
	p, ok := find(t.blocks(), actionID)
	if !ok {
		return nil, fmt.Errorf("there is no such element")
	}
	v, err := p.value(values)
	if err != nil {
		return nil, err
	}
	state := t.state()
	if p.el.Type != "button" && p.el.Type != "overflow" {
		setState(state, p, v)
	}
	if t.view != nil {
		t.view.State.Values = state
	}
	if p.input && !p.dispatch {
		return nil, nil
	}
	v["action_id"], v["block_id"], v["action_ts"] = p.actionID, p.blockID, w.newTS()
	if p.el.Type == "button" {
		v["text"], v["value"] = p.text, p.el.Value
		if p.el.Value == nil {
			delete(v, "value")
		}
	}
	return w.sendAction(user, t, v, state), nil
}

// state is what stands in the elements of a view or message now.
func (t target) state() map[string]map[string]json.RawMessage {
	state := initialState(t.blocks())
	if t.view != nil {
		overlay(state, t.view.State.Values)
	}
	return state
}

func overlay(state, over map[string]map[string]json.RawMessage) {
	for block, actions := range over {
		for action, v := range actions {
			if state[block] == nil {
				state[block] = map[string]json.RawMessage{}
			}
			state[block][action] = v
		}
	}
}

// Act sends Slack's own action object about an element, with the state beside it, as the page does.
func (w *Workspace) Act(ctx context.Context, user string, on On, action Action, state ViewState) error {
	w.mu.Lock()
	t, err := w.target(user, on)
	if err == nil {
		id, _ := action["action_id"].(string)
		if p, ok := find(t.blocks(), id); !ok {
			err = fmt.Errorf("there is no element %q", id)
		} else if p.el.Type == "button" {
			action["text"] = p.text
			if p.el.Value != nil {
				action["value"] = p.el.Value
			}
		}
	}
	if err != nil {
		w.mu.Unlock()
		return fmt.Errorf("act: %w", err)
	}
	all := t.state()
	overlay(all, state.Values)
	if t.view != nil {
		t.view.State.Values = all
	}
	action["action_ts"] = w.newTS()
	d := w.sendAction(user, t, action, all)
	w.mu.Unlock()
	_, err = w.wait(ctx, d)
	return err
}

// sendAction delivers block_actions.
// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
func (w *Workspace) sendAction(user string, t target, action map[string]any, state map[string]map[string]json.RawMessage) *delivery {
	p := w.payload("block_actions", user)
	p["actions"] = []any{action}
	p["trigger_id"] = w.newTrigger(user)
	w.describe(p, t, state)
	if t.message != nil {
		p["response_url"] = w.newHook(user, t.channel.ID, t.message)
	}
	return w.interact("block_actions", p)
}

// describe adds where an interaction took place.
func (w *Workspace) describe(p map[string]any, t target, state map[string]map[string]json.RawMessage) {
	if t.view != nil {
		v := t.view.copy()
		v.State = ViewState{Values: state}
		p["view"], p["container"] = v, map[string]any{"type": "view", "view_id": v.ID}
		return
	}
	container := map[string]any{"type": "message", "message_ts": t.message.TS, "channel_id": t.channel.ID, "is_ephemeral": t.message.Ephemeral}
	if t.message.ThreadTS != "" {
		container["thread_ts"] = t.message.ThreadTS
	}
	p["container"] = container
	p["channel"] = map[string]any{"id": t.channel.ID, "name": t.channel.shownName()}
	p["state"] = ViewState{Values: state}
	if !t.message.Ephemeral { // Slack keeps no ephemeral message it could send along
		m := t.message.copy()
		p["message"] = &m
	}
}

func (c *Channel) shownName() string {
	if c.IsIM() {
		return "directmessage"
	}
	return c.Name
}

// verification is the deprecated token in every payload, https://docs.slack.dev/authentication/verifying-requests-from-slack.
const verification = "local-verification-token"

// payload has what every interaction payload has.
func (w *Workspace) payload(kind, user string) map[string]any {
	p, name := w.people[user], user
	if p != nil {
		name = p.Name
	}
	return map[string]any{
		"type": kind, "token": verification, "api_app_id": w.opt.App.ID, "is_enterprise_install": false, "enterprise": nil,
		"user": map[string]any{"id": user, "username": name, "name": name, "team_id": w.teamOf(user)},
		"team": map[string]any{"id": w.opt.Team.ID, "domain": w.opt.Team.Domain},
	}
}

// interact delivers an interaction; wait for its answer.
func (w *Workspace) interact(kind string, p map[string]any) *delivery {
	raw, err := json.Marshal(p)
	if err != nil {
		panic("localslack: " + kind + " cannot be encoded: " + err.Error()) // our own values only
	}
	d := &delivery{kind: kindInteractive, name: kind, payload: raw, result: make(chan answer, 1)}
	w.send(d)
	return d
}

func (w *Workspace) wait(ctx context.Context, d *delivery) ([]byte, error) {
	select {
	case a := <-d.result:
		return a.payload, a.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-w.ctx.Done():
		return nil, fmt.Errorf("workspace closed")
	}
}

// OpenHome opens the app's Home tab: the app gets app_home_opened.
// https://docs.slack.dev/reference/events/app_home_opened
func (w *Workspace) OpenHome(user string) error { return w.OpenTab(user, "home") }

// OpenTab opens a tab of the app: "home" or "messages".
func (w *Workspace) OpenTab(user, tab string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.people[user] == nil {
		return fmt.Errorf("open %s tab: no such person %q", tab, user)
	}
	e := map[string]any{"type": "app_home_opened", "user": user, "channel": w.im(user).ID, "event_ts": w.newTS(), "tab": tab}
	if v := w.homes[user]; v != nil && tab == "home" {
		e["view"] = v
	}
	w.sendEvent("app_home_opened", e, "")
	return nil
}

// Shortcut runs a global shortcut.
// https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
func (w *Workspace) Shortcut(ctx context.Context, user, callbackID string) error {
	w.mu.Lock()
	if err := w.known("global", callbackID); err != nil {
		w.mu.Unlock()
		return err
	}
	p := w.payload("shortcut", user)
	p["callback_id"], p["trigger_id"], p["action_ts"] = callbackID, w.newTrigger(user), w.newTS()
	d := w.interact("shortcut", p)
	w.mu.Unlock()
	_, err := w.wait(ctx, d)
	return err
}

// MessageShortcut runs a message shortcut on a message.
func (w *Workspace) MessageShortcut(ctx context.Context, user, callbackID, channel, ts string) error {
	w.mu.Lock()
	t, err := w.target(user, OnMessage(channel, ts))
	if err == nil {
		err = w.known("message", callbackID)
	}
	if err != nil {
		w.mu.Unlock()
		return fmt.Errorf("message shortcut: %w", err)
	}
	p := w.payload("message_action", user)
	m := t.message.copy()
	p["callback_id"], p["trigger_id"], p["action_ts"] = callbackID, w.newTrigger(user), w.newTS()
	p["message_ts"], p["message"] = ts, &m
	p["channel"] = map[string]any{"id": t.channel.ID, "name": t.channel.shownName()}
	p["response_url"] = w.newHook(user, t.channel.ID, t.message)
	d := w.interact("message_action", p)
	w.mu.Unlock()
	_, err = w.wait(ctx, d)
	return err
}

func (w *Workspace) known(kind, callbackID string) error {
	list := w.opt.App.Shortcuts
	if len(list) == 0 || slices.ContainsFunc(list, func(s Shortcut) bool { return s.Type == kind && s.CallbackID == callbackID }) {
		return nil
	}
	return fmt.Errorf("the app has no %s shortcut %q", kind, callbackID)
}

// Slash runs a slash command in a channel ("" is the direct message) and shows what the app answers at once.
// https://docs.slack.dev/interactivity/implementing-slash-commands
func (w *Workspace) Slash(ctx context.Context, user, channel, command, text string) error {
	w.mu.Lock()
	d, h, err := w.slash(user, channel, command, text)
	w.mu.Unlock()
	if err != nil {
		return fmt.Errorf("%s: %w", command, err)
	}
	answer, err := w.wait(ctx, d)
	if err != nil {
		return err
	}
	return w.slashAnswer(h, answer)
}

func (w *Workspace) slash(user, channel, command, text string) (*delivery, *hook, error) {
	c, err := w.placeOf(user, channel)
	if err != nil {
		return nil, nil, err
	}
	list := w.opt.App.Commands
	if len(list) > 0 && !slices.ContainsFunc(list, func(x Command) bool { return x.Command == command }) {
		return nil, nil, fmt.Errorf("is not a valid command")
	}
	url := w.newHook(user, c.ID, nil)
	raw, _ := json.Marshal(map[string]string{
		"token": verification, "team_id": w.opt.Team.ID, "team_domain": w.opt.Team.Domain, "channel_id": c.ID,
		"channel_name": c.shownName(), "user_id": user, "user_name": w.people[user].Name, "command": command, "text": text,
		"api_app_id": w.opt.App.ID, "is_enterprise_install": "false", "response_url": url, "trigger_id": w.newTrigger(user),
	})
	d := &delivery{kind: kindCommand, name: "slash_commands", payload: raw, result: make(chan answer, 1)}
	w.send(d)
	return d, &hook{user: user, channel: c.ID}, nil
}

// slashAnswer shows the app's immediate answer: a message object, or bare text over HTTP.
func (w *Workspace) slashAnswer(h *hook, answer []byte) error {
	if len(answer) == 0 || string(answer) == "null" || string(answer) == "{}" {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	var b hookBody
	if json.Unmarshal(answer, &b) != nil {
		b = hookBody{Text: string(answer)}
	}
	if b.Text == "" && len(b.Blocks) == 0 {
		return nil
	}
	q := &request{args: map[string]string{}, call: Call{Method: "slash_response"}}
	if err := w.respond(h, q, b); err != nil {
		w.problem("answer to a slash command: %v", err)
		return fmt.Errorf("the answer cannot be shown: %w", err)
	}
	return nil
}
