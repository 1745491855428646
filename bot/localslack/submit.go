package localslack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Values fill a form: by action id, or block id where that is the only element; a string or []string.
type Values map[string]any

// Submit fills the inputs of a modal and submits it. What the app (or Slack's client) finds wrong comes back by block id.
func (w *Workspace) Submit(ctx context.Context, user, viewID string, values Values) (map[string]string, error) {
	w.mu.Lock()
	t, err := w.target(user, OnView(viewID))
	var state map[string]map[string]json.RawMessage
	if err == nil {
		state = t.state()
		err = fill(t.view, state, values)
	}
	w.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("submit: %w", err)
	}
	return w.SubmitState(ctx, user, viewID, ViewState{Values: state})
}

func fill(v *View, state map[string]map[string]json.RawMessage, values Values) error {
	for key, x := range values {
		p, ok := find(v.Blocks, key)
		if !ok {
			return fmt.Errorf("the view has no input %q", key)
		}
		var list []string
		switch x := x.(type) {
		case string:
			list = []string{x}
			if x == "" {
				list = nil
			}
		case []string:
			list = x
		default:
			return fmt.Errorf("%s: a string or []string, not %T", key, x)
		}
		value, err := p.value(list)
		if err != nil {
			return err
		}
		setState(state, p, value)
	}
	return nil
}

// SubmitState submits a modal with Slack's own state object. The app's answer may close, update or push views.
// https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission
func (w *Workspace) SubmitState(ctx context.Context, user, viewID string, state ViewState) (map[string]string, error) {
	w.mu.Lock()
	t, err := w.target(user, OnView(viewID))
	if err != nil {
		w.mu.Unlock()
		return nil, fmt.Errorf("submit: %w", err)
	}
	all := t.state()
	overlay(all, state.Values)
	t.view.State.Values = all
	if errs := incomplete(t.view.Blocks, all); len(errs) > 0 {
		w.mu.Unlock()
		return errs, nil
	}
	p := w.payload("view_submission", user)
	v := t.view.copy()
	p["view"], p["trigger_id"], p["response_urls"] = v, w.newTrigger(user), []any{}
	d := w.interact("view_submission", p)
	w.mu.Unlock()
	answer, err := w.wait(ctx, d)
	if err != nil {
		return nil, err
	}
	return w.submitted(t.view, answer)
}

// incomplete is what Slack's client checks before it submits.
func incomplete(blocks []json.RawMessage, state map[string]map[string]json.RawMessage) map[string]string {
	errs := map[string]string{}
	for _, p := range interactive(blocks) {
		if !p.input {
			continue
		}
		raw := state[p.blockID][p.actionID]
		switch {
		case empty(raw) && !p.optional:
			errs[p.blockID] = "Please complete this required field."
		case !empty(raw):
			if e := p.unfit(raw); e != "" {
				errs[p.blockID] = e
			}
		}
	}
	return errs
}

func (p part) unfit(raw json.RawMessage) string {
	var v struct {
		Value string `json:"value"`
	}
	_ = json.Unmarshal(raw, &v)
	n := size(v.Value)
	switch {
	case p.el.Type == "email_text_input" && !strings.Contains(v.Value, "@"):
		return "Enter a valid email address."
	case p.el.Type == "url_text_input" && !strings.Contains(v.Value, "://"):
		return "Enter a valid URL."
	case p.el.Type == "number_input":
		if _, err := strconv.ParseFloat(v.Value, 64); err != nil {
			return "Enter a valid number."
		}
	case p.el.Type != "plain_text_input":
	case p.el.MinLength != nil && n < *p.el.MinLength:
		return fmt.Sprintf("Must be at least %d characters.", *p.el.MinLength)
	case p.el.MaxLength != nil && n > *p.el.MaxLength, n > maxInputLength:
		return "Too long."
	}
	return ""
}

type submitAnswer struct {
	ResponseAction string            `json:"response_action"`
	Errors         map[string]string `json:"errors"`
	View           json.RawMessage   `json:"view"`
}

// submitted does what the app answers: https://docs.slack.dev/surfaces/modals#updating_response
func (w *Workspace) submitted(v *View, answer []byte) (map[string]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var a submitAnswer
	if len(answer) > 0 {
		if err := json.Unmarshal(answer, &a); err != nil {
			w.problem("answer to view_submission is not JSON")
			return nil, fmt.Errorf("we had some trouble connecting: the answer is not JSON")
		}
	}
	switch a.ResponseAction {
	case "":
		w.dismiss(v)
		return nil, nil
	case "clear":
		w.clear(v.User)
		return nil, nil
	case "errors":
		return w.formErrors(v, a.Errors)
	case "update", "push":
		return nil, w.answerView(v, a)
	}
	w.problem("answer to view_submission: unknown response_action %q", a.ResponseAction)
	return nil, fmt.Errorf("we had some trouble connecting: response_action %q", a.ResponseAction)
}

// formErrors must name input blocks of the view, else Slack shows only that something went wrong.
func (w *Workspace) formErrors(v *View, errs map[string]string) (map[string]string, error) {
	parts := interactive(v.Blocks)
	for id := range errs {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.input && p.blockID == id }) {
			w.problem("answer to view_submission: error for %q, which is no input block", id)
			return nil, fmt.Errorf("we had some trouble connecting: no input block %q", id)
		}
	}
	if len(errs) == 0 {
		w.problem("answer to view_submission: errors without any error")
	}
	return errs, nil
}

func (w *Workspace) answerView(v *View, a submitAnswer) error {
	next, err := w.readView(string(a.View), "modal")
	if err == nil && a.ResponseAction == "push" {
		err = w.pushable(v.User, next)
	}
	if err != nil {
		w.problem("answer to view_submission: %s: %v %v", a.ResponseAction, err, messagesOf(err))
		return fmt.Errorf("we had some trouble connecting: %w", err)
	}
	if a.ResponseAction == "push" {
		w.show(next, v.User, "view_push")
		return nil
	}
	if w.views[v.ID] == nil {
		return nil // closed meanwhile
	}
	w.replace(v, next, "view_update")
	return nil
}

func messagesOf(err error) []string {
	var e *apiError
	if errors.As(err, &e) {
		return e.Messages
	}
	return nil
}

// CloseView closes a modal without submitting ("" is the one on top); cleared closes the whole stack at once. The app
// hears of it where notify_on_close is set.
func (w *Workspace) CloseView(ctx context.Context, user, viewID string, cleared bool) error {
	w.mu.Lock()
	t, err := w.target(user, OnView(viewID))
	if err != nil {
		w.mu.Unlock()
		return fmt.Errorf("close view: %w", err)
	}
	closing := []*View{t.view}
	if cleared || t.view.ClearOnClose {
		closing = slices.Clone(w.modals[user])
		w.clear(user)
	} else {
		w.dismiss(t.view)
	}
	var told []*delivery
	for _, v := range slices.Backward(closing) {
		if v.NotifyOnClose {
			p := w.payload("view_closed", user)
			p["view"], p["is_cleared"] = v, cleared || t.view.ClearOnClose
			told = append(told, w.interact("view_closed", p))
		}
	}
	w.mu.Unlock()
	for _, d := range told {
		if _, err := w.wait(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// Choice is an option that an external select offers.
type Choice struct {
	Text  string
	Value string
}

// Suggestions are the app's answer to what was typed into an external select; Raw is Slack's own shape.
type Suggestions struct {
	Choices []Choice
	Raw     json.RawMessage
}

// Suggest types into an external select. https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
func (w *Workspace) Suggest(ctx context.Context, user string, on On, actionID, typed string) (Suggestions, error) {
	w.mu.Lock()
	t, err := w.target(user, on)
	var p part
	if err == nil {
		var ok bool
		if p, ok = find(t.blocks(), actionID); !ok || !strings.Contains(p.el.Type, "external") {
			err = fmt.Errorf("%q is no external select", actionID)
		}
	}
	if err != nil {
		w.mu.Unlock()
		return Suggestions{}, fmt.Errorf("suggest: %w", err)
	}
	load := w.payload("block_suggestion", user)
	load["action_id"], load["block_id"], load["value"] = p.actionID, p.blockID, typed
	w.describe(load, t, t.state())
	d := w.interact("block_suggestion", load)
	w.mu.Unlock()
	answer, err := w.wait(ctx, d)
	if err != nil {
		return Suggestions{}, err
	}
	return w.suggested(answer)
}

func (w *Workspace) suggested(answer []byte) (Suggestions, error) {
	var e element
	if len(answer) == 0 || string(answer) == "null" {
		answer = []byte(`{"options":[]}`)
	}
	if err := json.Unmarshal(answer, &e); err != nil {
		return Suggestions{}, fmt.Errorf("suggest: %w", err)
	}
	c := checker{}
	c.options("/options", e.Options, 0, maxOptions, true)
	s := Suggestions{Raw: answer}
	list := e.Options
	for i, g := range e.OptionGroups {
		c.textObj(fmt.Sprintf("/option_groups/%d/label", i), g.Label, maxGroupLabel, true, true)
		c.options(fmt.Sprintf("/option_groups/%d/options", i), g.Options, 0, maxOptions, true)
		list = append(list, g.Options...)
	}
	if len(c.errs) > 0 {
		w.mu.Lock()
		w.problem("answer to block_suggestion: %s", strings.Join(c.errs, "; "))
		w.mu.Unlock()
		return s, fmt.Errorf("suggest: the app's options are not valid: %v", c.errs)
	}
	for _, o := range list {
		s.Choices = append(s.Choices, Choice{Text: o.Text.Text, Value: *o.Value})
	}
	return s, nil
}
