package bot

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/storage"
)

// A form is opened with a nonce, under which is kept what opened it, so that a
// refusal that comes after it was sent can offer to open it again, with what
// was typed. A nonce is good for one submission.

// openForm is what is kept under a nonce.
type openForm struct {
	Opener event.Event         `json:"opener"`
	Values map[string][]string `json:"values,omitempty"`
}

const (
	formLife = 7 * 24 * time.Hour
	// openAgain is the action of the button that opens a refused form again; its
	// id is the nonce.
	openAgain = "form.again"
)

func formName(nonce string) string  { return "form/" + nonce }
func nonceName(nonce string) string { return "nonce/" + nonce }

// takeForm applies a submitted form once. It is checked again: the books may
// have changed since the person was told that all is well.
func (w *Workspace) takeForm(tx *watched, t *commands.Turn) error {
	sent := t.Event.Form
	f, known := w.registry.forms[sent.Name]
	if !known {
		return t.Say(sentence(card.T("bot.old_form")))
	}
	fresh, err := useNonce(tx, sent.Nonce, t.Now)
	if err != nil || !fresh {
		return err
	}
	if err := permit(f.command, t.Me); err != nil {
		return err
	}
	wrong, err := check(f, &t.Look)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return w.refuseForm(tx, t, inOrder(wrong)...)
	}
	return f.Apply(t)
}

func check(f form, l *commands.Look) (map[string]card.Text, error) {
	if f.Check == nil {
		return nil, nil
	}
	return f.Check(l, *l.Event.Form)
}

func inOrder(wrong map[string]card.Text) []card.Text {
	var texts []card.Text
	for _, field := range slices.Sorted(maps.Keys(wrong)) {
		texts = append(texts, wrong[field])
	}
	return texts
}

// useNonce reports whether a nonce is used for the first time.
func useNonce(tx storage.Tx, nonce string, now time.Time) (fresh bool, err error) {
	if nonce == "" {
		return true, nil
	}
	used, err := recall(tx, nonceName(nonce), &json.RawMessage{})
	if err != nil || used {
		return false, err
	}
	return true, keep(tx, nonceName(nonce), true, now.Add(formLife))
}

// refuseForm says what is wrong with a form that has been closed already, and
// offers to open it again as it was filled in.
func (w *Workspace) refuseForm(tx storage.Tx, t *commands.Turn, why ...card.Text) error {
	c := sentence(append([]card.Text{card.T("bot.form_refused")}, why...)...)
	var open openForm
	sent := t.Event.Form
	known, err := recall(tx, formName(sent.Nonce), &open)
	if err != nil {
		return err
	}
	if known {
		open.Values = sent.Values
		if err := keep(tx, formName(sent.Nonce), open, t.Now.Add(formLife)); err != nil {
			return err
		}
		c.Blocks = append(c.Blocks, card.Row(card.Press(card.T("bot.open_again"), card.Do{Name: openAgain, ID: sent.Nonce}).As(card.Primary)))
	}
	return t.Say(c)
}

// filled is a form that holds what was typed into it before.
func filled(f card.Form, values map[string][]string) card.Form {
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		if typed, ok := values[field.Name]; ok {
			f.Fields[i].Value = typed
		}
	}
	return f
}
