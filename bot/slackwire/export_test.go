package slackwire

import (
	"roundsman/bot/card"
	"roundsman/bot/locale"
)

// Rendered renders a card as a direct message, for the benchmark.
func (w *Wire) Rendered(c card.Card, p locale.Printer) error {
	_, err := w.renderer(p, true, true).card(c)
	return err
}
