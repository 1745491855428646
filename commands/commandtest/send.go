package commandtest

import (
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

// channel is who reads what is for nobody in particular.
const channel = "channel"

// sent is one thing that happened on the screen since the last look.
type sent struct {
	to      string
	changed bool // an earlier message of ours changed
	home    bool
	mark    string // the emoji that their own message got
	form    bool   // what is wrong with a form that was sent
	card    card.Card
	// reminder: it came of our own accord.
	reminder bool
	below    bool // in the thread of an earlier message
	at       time.Time
}

func (w *World) send(e storage.OutEntry) {
	w.TB.Helper()
	e.State, e.Ended = storage.OutSent, w.Now
	to := nameOf(e.To)
	if e.To == "" {
		to = channel
	}
	if e.Mark != "" {
		w.news = append(w.news, sent{to: to, mark: e.Mark})
		w.update(func(tx storage.Tx) error { return tx.SettleOut(e) })
		return
	}
	s := sent{to: to, home: e.Op == storage.OpPublish, changed: e.Op == storage.OpUpdate}
	if e.Ref != nil && !w.compose(&e) {
		e.State = storage.OutCancelled
		w.update(func(tx storage.Tx) error { return tx.SettleOut(e) })
		return
	}
	s.reminder, s.at = e.Ref != nil && (e.Ref.Kind == reminders.RefKind || e.Ref.Kind == present.DigestRef && len(e.Ref.Items) > 0), w.Now
	s.below = e.Under != ""
	if e.Card != nil {
		s.card = *e.Card
		w.cards = append(w.cards, s.card)
	}
	switch e.Op {
	case storage.OpPost:
		e.Sent = sales.Source{Channel: "D" + strings.ToUpper(to), TS: w.timestamp()}
		if e.Channel != "" {
			e.Sent.Channel = e.Channel
		}
		w.shown = append(w.shown, message{e.Key, to, e.Sent, s.card})
	case storage.OpUpdate:
		m := w.target(e)
		m.card, s.to = s.card, m.to
		e.Sent = m.at
	case storage.OpPublish:
		w.homes(to, s.card)
	}
	w.update(func(tx storage.Tx) error { return tx.SettleOut(e) })
	w.news = append(w.news, s)
}

// Cards are all that was sent so far, and Forms all that were opened.
func (w *World) Cards() []card.Card { return w.cards }
func (w *World) Forms() []card.Form { return w.modals }

// target is the message of ours that an update means.
func (w *World) target(e storage.OutEntry) *message {
	w.TB.Helper()
	for i := range w.shown {
		m := &w.shown[i]
		if e.Of != "" && m.key == e.Of || e.Target != nil && m.at == *e.Target {
			return m
		}
	}
	w.TB.Fatalf("an update of a message that was never sent: of %q", e.Of)
	return nil
}

// homes keeps a Home tab as a message of its own.
func (w *World) homes(who string, c card.Card) {
	key := "home/" + who
	for i := range w.shown {
		if w.shown[i].key == key {
			w.shown[i].card = c
			return
		}
	}
	w.shown = append(w.shown, message{key: key, to: who, card: c})
}

// find is the element with this label in the latest message to somebody that
// has one.
func (w *World) find(who, label string) (message, card.Do) {
	w.TB.Helper()
	m, do, ok := w.elementCalled(who, label)
	if !ok {
		w.TB.Fatalf("%s sees nothing called %q", who, label)
	}
	return m, do
}

// Sees reports that somebody has an element with this label before them.
func (w *World) Sees(who, label string) bool {
	w.TB.Helper()
	_, _, ok := w.elementCalled(who, label)
	return ok
}

func (w *World) elementCalled(who, label string) (message, card.Do, bool) {
	w.TB.Helper()
	p := w.printer(who)
	for i := len(w.shown) - 1; i >= 0; i-- {
		if w.shown[i].to != who {
			continue
		}
		for _, e := range elements(w.shown[i].card) {
			if plain(p.Text(e.Label, words{})) == label {
				return w.shown[i], e.Do, true
			}
		}
	}
	return message{}, card.Do{}, false
}

// chosen is the value of an option in the latest menu that has it, with the
// menu's message and meaning.
func (w *World) chosen(who, label string) (message, card.Do, string, bool) {
	p := w.printer(who)
	for i := len(w.shown) - 1; i >= 0; i-- {
		if w.shown[i].to != who {
			continue
		}
		for _, e := range elements(w.shown[i].card) {
			for _, o := range e.Options {
				if plain(p.Text(o.Label, words{})) == label {
					return w.shown[i], e.Do, o.Value, true
				}
			}
		}
	}
	return message{}, card.Do{}, "", false
}

// Chooses picks an option of a menu or of the "..." menu by its label.
func (w *World) Chooses(who, label string) {
	w.TB.Helper()
	m, do, value, ok := w.chosen(who, label)
	if !ok {
		w.TB.Fatalf("%s sees no option %q", who, label)
	}
	e := w.pressed(who, m, do, value)
	if w.opensBy(who, e) {
		return
	}
	w.Apply(e)
}

func elements(c card.Card) []card.Element {
	var all []card.Element
	for _, b := range c.Blocks {
		if b.Text != nil && b.Text.Side != nil {
			all = append(all, *b.Text.Side)
		}
		all = append(all, b.Buttons...)
	}
	return all
}

// News is what was sent since it was last asked, as a dialogue.
func (w *World) News() string {
	var b strings.Builder
	for _, s := range w.news {
		b.WriteString(w.heading(s))
		for _, line := range w.render(s.to, s.card) {
			b.WriteString("    " + line + "\n")
		}
	}
	w.news = nil
	return b.String()
}

func (w *World) heading(s sent) string {
	switch {
	case s.mark != "":
		return fmt.Sprintf("  bot marks the message of %s :%s:\n", s.to, s.mark)
	case s.form:
		return fmt.Sprintf("  in %s's form\n", s.to)
	case s.home:
		return fmt.Sprintf("  bot shows %s the Home tab\n", s.to)
	case s.changed:
		return fmt.Sprintf("  bot changes its message to %s\n", s.to)
	case s.below:
		return fmt.Sprintf("  bot to %s, in the thread\n", s.to)
	case s.reminder:
		return fmt.Sprintf("  bot reminds %s (%s)\n", s.to, s.at.Format("Mon 2 Jan 15:04"))
	}
	return fmt.Sprintf("  bot to %s\n", s.to)
}
