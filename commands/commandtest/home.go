package commandtest

import (
	"context"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/storage"
)

// Home is somebody's Home tab as text: every command's sections.
func (w *World) Home(who string) string {
	w.TB.Helper()
	return strings.Join(w.render(who, w.homeOf(who)), "\n")
}

// PressesAtHome presses a button of somebody's Home tab, by its label.
func (w *World) PressesAtHome(who, label string) {
	w.TB.Helper()
	p := w.printer(who)
	for _, e := range elements(w.homeOf(who)) {
		if plain(p.Text(e.Label, words{})) != label {
			continue
		}
		if !w.opens(who, message{}, e.Do) {
			w.Apply(w.pressed(who, message{}, e.Do, ""))
		}
		return
	}
	w.TB.Fatalf("%s sees no %q at home", who, label)
}

func (w *World) homeOf(who string) card.Card {
	w.TB.Helper()
	var c card.Card
	check(w.TB, w.Store.View(context.Background(), func(tx storage.Tx) error {
		look, err := w.look(tx, w.event(who, event.Event{Kind: event.HomeOpened}))
		if err != nil {
			return err
		}
		for _, command := range w.All {
			for _, section := range command.Home {
				blocks, err := section.Cards(&look)
				if err != nil {
					return err
				}
				c.Blocks = append(c.Blocks, blocks...)
			}
		}
		return nil
	}))
	return c
}
