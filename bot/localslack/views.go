package localslack

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// View is a modal or a Home, in Slack's shape. https://docs.slack.dev/reference/objects/view-object
type View struct {
	ID              string            `json:"id"`
	TeamID          string            `json:"team_id"`
	Type            string            `json:"type"` // "modal" or "home"
	Title           json.RawMessage   `json:"title,omitempty"`
	Submit          json.RawMessage   `json:"submit"`
	Close           json.RawMessage   `json:"close"`
	Blocks          []json.RawMessage `json:"blocks"`
	PrivateMetadata string            `json:"private_metadata"`
	CallbackID      string            `json:"callback_id"`
	ExternalID      string            `json:"external_id"`
	State           ViewState         `json:"state"`
	Hash            string            `json:"hash"`
	ClearOnClose    bool              `json:"clear_on_close"`
	NotifyOnClose   bool              `json:"notify_on_close"`
	RootViewID      string            `json:"root_view_id"`
	PreviousViewID  *string           `json:"previous_view_id"`
	AppID           string            `json:"app_id"`
	BotID           string            `json:"bot_id"`
	InstalledTeam   string            `json:"app_installed_team_id"`

	User string `json:"-"` // who sees it
}

// ViewState is what was put into a view: block id, action id, Slack's value object.
type ViewState struct {
	Values map[string]map[string]json.RawMessage `json:"values"`
}

func (v *View) copy() *View {
	if v == nil {
		return nil
	}
	c := *v
	return &c
}

// triggerLife is how long a trigger_id may open a view, once.
// Trigger is a fresh trigger id as an interaction of that person would carry it, for tests that open views directly.
func (w *Workspace) Trigger(user string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.newTrigger(user)
}

// https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
const triggerLife = 3 * time.Second

type trigger struct {
	user  string
	until time.Time
	used  bool
}

func (w *Workspace) newTrigger(user string) string {
	w.serial++
	id := fmt.Sprintf("%d.%d.%s%x", w.now().Unix(), w.serial, strings.ToLower(w.salt), w.serial)
	t := &trigger{user: user, until: w.now().Add(triggerLife)}
	w.triggers[id] = t
	w.after(10*triggerLife, func() { delete(w.triggers, id) })
	return id
}

// exchange takes a trigger, which works once and for three seconds.
func (w *Workspace) exchange(q *request) (user string, err error) {
	id := q.str("trigger_id")
	if id == "" {
		id = q.str("interactivity_pointer")
	}
	t := w.triggers[id]
	switch {
	case id == "":
		return "", refuse("invalid_arguments", "[ERROR] missing required field: trigger_id")
	case t == nil && strings.Count(id, ".") == 2:
		return "", refuse("expired_trigger_id")
	case t == nil:
		return "", refuse("invalid_trigger_id")
	case t.used:
		return "", refuse("exchanged_trigger_id")
	case w.now().After(t.until):
		return "", refuse("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}

// viewDraft is a view as an app sends it.
type viewDraft struct {
	Type            string            `json:"type"`
	Title           *textObject       `json:"title"`
	Submit          *textObject       `json:"submit"`
	Close           *textObject       `json:"close"`
	Blocks          []json.RawMessage `json:"blocks"`
	PrivateMetadata string            `json:"private_metadata"`
	CallbackID      string            `json:"callback_id"`
	ExternalID      string            `json:"external_id"`
	ClearOnClose    bool              `json:"clear_on_close"`
	NotifyOnClose   bool              `json:"notify_on_close"`
}

// readView decodes and checks a view, https://docs.slack.dev/reference/views.
func (w *Workspace) readView(raw string, kind string) (*View, error) {
	if raw == "" {
		return nil, refuse("invalid_arguments", "[ERROR] missing required field: view")
	}
	var d viewDraft
	if err := json.Unmarshal([]byte(raw), &d); err != nil {
		return nil, refuse("invalid_arguments", "[ERROR] failed to match all allowed schemas [json-pointer:/view]")
	}
	if len(raw) > maxViewBytes {
		return nil, refuse("view_too_large")
	}
	c := checker{surface: inModal, files: func(id string) bool { return w.files[id] != nil || strings.Contains(id, "/") }}
	if kind == "home" {
		c.surface = inHome
	}
	c.view(&d, kind)
	blocks := c.blocks("/view/blocks", d.Blocks)
	c.submittable(&d, blocks)
	if len(c.errs) > 0 {
		return nil, refuse("invalid_arguments", c.errs...)
	}
	for i := range blocks {
		if blocks[i].BlockID == "" {
			d.Blocks[i] = w.withBlockID(d.Blocks[i])
		}
	}
	return w.newView(&d), nil
}

func (c *checker) view(d *viewDraft, kind string) {
	if d.Type != kind {
		c.fail("/view/type", "must be %s", kind)
	}
	if kind == "modal" {
		c.textObj("/view/title", d.Title, maxViewTitle, true, true)
		c.textObj("/view/submit", d.Submit, maxViewTitle, true, false)
		c.textObj("/view/close", d.Close, maxViewTitle, true, false)
	}
	if size(d.PrivateMetadata) > maxPrivateMeta {
		c.fail("/view/private_metadata", "must be less than %d characters", maxPrivateMeta+1)
	}
	c.id("/view/callback_id", d.CallbackID)
	c.id("/view/external_id", d.ExternalID)
	if d.Blocks == nil {
		c.fail("/view", "missing required field: blocks")
	}
}

// submittable: a modal with an input needs a submit button.
func (c *checker) submittable(d *viewDraft, blocks []block) {
	if d.Type != "modal" || d.Submit != nil {
		return
	}
	if slices.ContainsFunc(blocks, func(b block) bool { return b.Type == "input" }) {
		c.fail("/view/submit", "missing required field: submit is required when an input block is within blocks")
	}
}

func (w *Workspace) newView(d *viewDraft) *View {
	text := func(t *textObject) json.RawMessage {
		if t == nil {
			return nil
		}
		raw, _ := json.Marshal(map[string]any{"type": t.Type, "text": t.Text, "emoji": true})
		return raw
	}
	v := &View{
		ID: w.newID("V"), TeamID: w.opt.Team.ID, Type: d.Type, Submit: text(d.Submit), Close: text(d.Close), Blocks: d.Blocks,
		PrivateMetadata: d.PrivateMetadata, CallbackID: d.CallbackID, ExternalID: d.ExternalID, ClearOnClose: d.ClearOnClose,
		NotifyOnClose: d.NotifyOnClose, AppID: w.opt.App.ID, BotID: w.opt.App.BotID, InstalledTeam: w.opt.Team.ID,
		State: ViewState{Values: map[string]map[string]json.RawMessage{}},
	}
	v.Title = text(d.Title)
	v.RootViewID = v.ID
	w.rehash(v)
	return v
}

func (w *Workspace) rehash(v *View) {
	w.serial++
	v.Hash = fmt.Sprintf("%d.%08x", w.now().Unix(), w.serial)
}

func (w *Workspace) topView(user string) *View {
	if stack := w.modals[user]; len(stack) > 0 {
		return stack[len(stack)-1]
	}
	return nil
}

// show puts a modal on a person's stack: the first opens it, others are pushed upon it.
func (w *Workspace) show(v *View, user, notice string) {
	v.User = user
	if below := w.topView(user); below != nil {
		v.RootViewID, v.PreviousViewID = below.RootViewID, &below.ID
	}
	w.modals[user] = append(w.modals[user], v)
	w.views[v.ID] = v
	w.noticeView(notice, v)
}

func (w *Workspace) noticeView(notice string, v *View) {
	w.notify(Notice{Type: notice, To: v.User, View: v.copy()})
}

// replace gives a view another content; what was put in stays where block and action ids do.
func (w *Workspace) replace(old, v *View, notice string) {
	values := old.State.Values
	v.ID, v.RootViewID, v.PreviousViewID, v.User = old.ID, old.RootViewID, old.PreviousViewID, old.User
	*old = *v
	w.rehash(old)
	if old.Type == "modal" {
		old.State.Values = keepValues(values, old.Blocks)
	}
	w.noticeView(notice, old)
}

func keepValues(values map[string]map[string]json.RawMessage, blocks []json.RawMessage) map[string]map[string]json.RawMessage {
	kept := map[string]map[string]json.RawMessage{}
	for _, e := range interactive(blocks) {
		if v, ok := values[e.blockID][e.actionID]; ok {
			if kept[e.blockID] == nil {
				kept[e.blockID] = map[string]json.RawMessage{}
			}
			kept[e.blockID][e.actionID] = v
		}
	}
	return kept
}

// dismiss takes a modal and those above it off the stack.
func (w *Workspace) dismiss(v *View) {
	stack := w.modals[v.User]
	i := slices.Index(stack, v)
	if i < 0 {
		return
	}
	for _, x := range slices.Backward(stack[i:]) {
		delete(w.views, x.ID)
		w.noticeView("view_close", x)
	}
	w.modals[v.User] = stack[:i]
}

// clear closes every modal of a person.
func (w *Workspace) clear(user string) {
	if stack := w.modals[user]; len(stack) > 0 {
		w.dismiss(stack[0])
	}
}
