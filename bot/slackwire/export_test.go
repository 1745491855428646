package slackwire

import (
	"maps"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/locale"
)

// Rendered renders a card as a direct message, for the benchmark.
func (w *Wire) Rendered(c card.Card, p locale.Printer) error {
	_, err := w.renderer(p, true, true).card(c)
	return err
}

// HandledEvents are the event types that are decoded.
func HandledEvents() map[string]bool { return maps.Clone(handledEvents) }

// Covered reports whether a method or event is accounted for in the scopes.
func Covered(name string) bool {
	if slices.Contains(unscoped, name) || slices.Contains([]string{"app_home_opened", "slash_commands", Command}, name) {
		return true
	}
	return slices.ContainsFunc(Scopes(), func(s Scope) bool {
		return slices.ContainsFunc(s.For, func(f string) bool { return f == name || strings.HasPrefix(f, name+".") })
	})
}
