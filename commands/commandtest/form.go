package commandtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

// openForm is a modal on somebody's screen.
type openForm struct {
	form   card.Form
	values map[string][]string
}

// opens opens the form behind an action, if there is one.
func (w *World) opens(who string, m message, do card.Do) bool {
	w.TB.Helper()
	return w.opensBy(who, w.pressed(who, m, do, ""))
}

func (w *World) opensBy(who string, e event.Event) bool {
	w.TB.Helper()
	if e.Action != nil && w.action(e.Action.Name) != nil {
		return false
	}
	name := e.Call
	if e.Action != nil {
		name = e.Action.Name
	}
	for _, c := range w.All {
		for _, f := range c.Forms {
			if slices.Contains(f.OpenedBy, name) {
				w.open(who, e, f)
				return true
			}
		}
	}
	return false
}

func (w *World) open(who string, e event.Event, f commands.Form) {
	w.TB.Helper()
	var form card.Form
	err := w.Store.View(context.Background(), func(tx storage.Tx) error {
		look, err := w.look(tx, e)
		if err != nil {
			return err
		}
		form, err = f.Open(&look)
		return err
	})
	var refusal *sales.Error
	if errors.As(err, &refusal) {
		w.news = append(w.news, sent{to: who, card: card.Card{Blocks: []card.Block{card.Paragraph(card.Refusal(refusal))}}})
		return
	}
	check(w.TB, err)
	values := map[string][]string{}
	for _, in := range form.Fields {
		if len(in.Value) > 0 {
			values[in.Name] = in.Value
		}
	}
	w.forms[who] = &openForm{form, values}
	w.modals = append(w.modals, form)
}

// Shortcut uses a global shortcut, or, with nth > 0, a message shortcut on the
// nth last message somebody wrote.
func (w *World) Shortcut(who, call string, nth int) {
	w.TB.Helper()
	e := w.event(who, event.Event{Kind: event.Shortcut, Call: call})
	if nth > 0 {
		s := w.written(who, nth)
		e.Text, e.TS, e.Author, e.Place = s.text, s.at.TS, ID(who), direct(who)
	}
	if !w.opensBy(who, e) {
		w.TB.Fatalf("nothing opens by %s", call)
	}
}

// Fills sets a field of the open form, by its label. What is chosen from a list
// is given by the option's label; a search takes its first suggestion.
func (w *World) Fills(who, label, value string) {
	w.TB.Helper()
	f := w.opened(who)
	p := w.printer(who)
	for _, in := range f.form.Fields {
		if plain(p.Text(in.Label, words{})) != label {
			continue
		}
		if value == "" {
			delete(f.values, in.Name)
			return
		}
		f.values[in.Name] = w.valueFor(who, in, value)
		return
	}
	w.TB.Fatalf("the form has no field %q", label)
}

func (w *World) valueFor(who string, in card.Input, typed string) []string {
	w.TB.Helper()
	switch in.Kind {
	case card.InputChoice, card.InputRadio, card.InputChoices:
		return w.optionsCalled(who, in.Options, typed)
	case card.InputSearch:
		return []string{w.firstSuggestion(who, in.Suggest, typed)}
	case card.InputSearchMany:
		var found []string
		for one := range strings.SplitSeq(typed, ",") {
			found = append(found, w.firstSuggestion(who, in.Suggest, strings.TrimSpace(one)))
		}
		return found
	case card.InputPerson, card.InputPeople:
		var people []string
		for one := range strings.SplitSeq(typed, ",") {
			people = append(people, strings.ToUpper(strings.TrimSpace(one)))
		}
		return people
	default:
		return []string{strings.ReplaceAll(typed, `\n`, "\n")}
	}
}

func (w *World) optionsCalled(who string, options []card.Option, typed string) []string {
	w.TB.Helper()
	p := w.printer(who)
	var values []string
	for one := range strings.SplitSeq(typed, ",") {
		i := slices.IndexFunc(options, func(o card.Option) bool { return plain(p.Text(o.Label, words{})) == strings.TrimSpace(one) })
		if i < 0 {
			w.TB.Fatalf("no choice %q", one)
		}
		values = append(values, options[i].Value)
	}
	return values
}

// Suggestions are what a search field offers for what was typed.
func (w *World) Suggestions(who, source, typed string) []card.Option {
	w.TB.Helper()
	for _, c := range w.All {
		suggest, ok := c.Suggest[source]
		if !ok {
			continue
		}
		var options []card.Option
		check(w.TB, w.Store.View(context.Background(), func(tx storage.Tx) error {
			e := w.event(who, event.Event{Kind: event.Action, Place: event.Place{Kind: event.Modal}})
			if f := w.forms[who]; f != nil {
				e.Form = &event.Form{Name: f.form.Name, State: f.form.State, Values: f.values}
			}
			look, err := w.look(tx, e)
			if err != nil {
				return err
			}
			options, err = suggest(&look, typed)
			return err
		}))
		return options
	}
	w.TB.Fatalf("nobody suggests %q", source)
	return nil
}

func (w *World) firstSuggestion(who, source, typed string) string {
	w.TB.Helper()
	options := w.Suggestions(who, source, typed)
	if len(options) == 0 {
		w.TB.Fatalf("no %s suggested for %q", source, typed)
	}
	return options[0].Value
}

// Submits sends the open form. What is wrong with it is shown and the form
// stays open.
func (w *World) Submits(who string) {
	w.TB.Helper()
	f := w.opened(who)
	e := w.event(who, event.Event{
		Kind: event.FormSent, Place: event.Place{Kind: event.Modal},
		Form: &event.Form{Name: f.form.Name, Nonce: fmt.Sprint("n", w.events), State: f.form.State, Values: f.values},
	})
	wrong := w.wrong(e)
	if len(wrong) == 0 {
		delete(w.forms, who)
		w.Apply(e)
		return
	}
	p := w.printer(who)
	c := card.Card{}
	for _, in := range f.form.Fields {
		if t, ok := wrong[in.Name]; ok {
			line := plain(p.Text(in.Label, words{})) + ": " + p.Text(t, words{})
			c.Blocks = append(c.Blocks, card.Paragraph(card.Said(line)))
		}
	}
	w.news = append(w.news, sent{to: who, form: true, card: c})
}

func (w *World) wrong(e event.Event) map[string]card.Text {
	w.TB.Helper()
	form, ok := w.form(e.Form.Name)
	if !ok {
		w.TB.Fatalf("nobody handles form %q", e.Form.Name)
	}
	if form.Check == nil {
		return nil
	}
	var wrong map[string]card.Text
	check(w.TB, w.Store.View(context.Background(), func(tx storage.Tx) error {
		look, err := w.look(tx, e)
		if err != nil {
			return err
		}
		wrong, err = form.Check(&look, *e.Form)
		return err
	}))
	return wrong
}

func (w *World) form(name string) (commands.Form, bool) {
	for _, c := range w.All {
		if f, ok := c.Forms[name]; ok {
			return f, true
		}
	}
	return commands.Form{}, false
}

func (w *World) opened(who string) *openForm {
	w.TB.Helper()
	f := w.forms[who]
	if f == nil {
		w.TB.Fatalf("%s has no form open", who)
	}
	return f
}

// FormText is somebody's open form as text.
func (w *World) FormText(who string) string {
	w.TB.Helper()
	f := w.opened(who)
	p := w.printer(who)
	text := func(t card.Text) string { return p.Text(t, words{}) }
	var b strings.Builder
	fmt.Fprintf(&b, "  form for %s\n    # %s\n", who, text(f.form.Title))
	for _, block := range f.form.Intro {
		renderBlock(block, text, func(s string) { b.WriteString("    " + s + "\n") })
	}
	for _, in := range f.form.Fields {
		star := ""
		if in.Required {
			star = "*"
		}
		fmt.Fprintf(&b, "    %s%s: %s\n", text(in.Label), star, w.shownValue(who, in, f.values[in.Name]))
	}
	fmt.Fprintf(&b, "    [%s]\n", text(f.form.Submit))
	return b.String()
}

// shownValue shows options by their labels.
func (w *World) shownValue(who string, in card.Input, values []string) string {
	p := w.printer(who)
	var shown []string
	for _, v := range values {
		if i := slices.IndexFunc(in.Options, func(o card.Option) bool { return o.Value == v }); i >= 0 {
			v = plain(p.Text(in.Options[i].Label, words{}))
		}
		shown = append(shown, strings.ReplaceAll(v, "\n", `\n`))
	}
	return strings.Join(shown, ", ")
}

// Opens opens the form behind a button; it reports whether there is one.
func (w *World) Opens(who, label string) bool {
	w.TB.Helper()
	m, do, ok := w.elementCalled(who, label)
	return ok && w.opens(who, m, do) && w.forms[who] != nil
}

// OptionTexts are the labels of options as somebody reads them.
func (w *World) OptionTexts(who string, options []card.Option) string {
	w.TB.Helper()
	p := w.printer(who)
	var all []string
	for _, o := range options {
		all = append(all, p.Text(o.Label, words{}))
	}
	return strings.Join(all, " / ")
}
