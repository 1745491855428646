package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// remindersTyped is "settings reminders", which lists the kinds of reminder, or
// "settings reminders visits off", which switches one.
func remindersTyped(t *Turn, rest string) error {
	if strings.TrimSpace(rest) == "" {
		return t.Say(present.ReminderSettings(t.Me, t.Rules, nil))
	}
	kind, rest := t.Words.Verb("kind", rest)
	state, rest := t.Words.Verb("switch", rest)
	if kind == "" { // "off visits" is understood as well
		kind, rest = t.Words.Verb("kind", rest)
	}
	if kind == "" || state == "" || strings.TrimSpace(rest) != "" {
		return sales.Refuse(sales.Invalid, "refused.settings_reminders")
	}
	return t.switchKind(kind, state == "on", t.Say)
}

// switchPressed is the button of one kind: its id is the kind, its argument what
// it is to be.
func switchPressed(t *Turn) error {
	return t.switchKind(t.Event.Action.ID, t.Event.Action.Arg == present.SwitchOn, t.Amend)
}

func (t *Turn) switchKind(kind string, on bool, answer func(card.Card) error) error {
	if !slices.Contains(sales.KindsFor(t.Me, t.Rules), kind) {
		return sales.Refuse(sales.Invalid, "refused.settings_reminders")
	}
	if on != t.Me.IsOff(kind) { // pressed twice, or pressed long ago
		return answer(present.ReminderSettings(t.Me, t.Rules, nil))
	}
	if err := t.Me.Switch(kind, on, t.Rules); err != nil {
		return err
	}
	if err := t.changeMe(); err != nil {
		return err
	}
	said := present.SwitchedTo(kind, on)
	return answer(present.ReminderSettings(t.Me, t.Rules, &said))
}
