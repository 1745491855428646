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
	return strings.Join(w.render(who, c), "\n")
}
