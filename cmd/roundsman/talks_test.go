package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/commands/commandtest"
	"roundsman/sales"
)

// Every message, Home and form of every conversation file is put onto the wire
// in both languages: Slack's limits, and what it would refuse, are the stand-in's.
func TestSlackTakesEveryMessageOfEveryConversation(t *testing.T) {
	w := openWorld(t, "http")
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../commands/testdata/talk/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			talk := commandtest.New(t)
			commandtest.Play(talk, string(script))
			w.t = t
			for _, language := range locale.Languages() {
				printer := words.Printer(language, time.UTC, talk.Now)
				for _, c := range talk.Cards() {
					w.takes(c, printer)
				}
				for _, f := range talk.Forms() {
					w.opens(f, printer)
				}
			}
			w.noProblems()
		})
	}
}

func (w *world) takes(c card.Card, p locale.Printer) {
	w.t.Helper()
	to := sales.NewPersonID(tryWorkspace, tryAnna)
	if _, err := w.house.wire.Post(w.t.Context(), bot.Post{Key: "k", To: to, Card: c, Printer: p}); err != nil {
		w.t.Errorf("Slack refuses a message: %v", err)
	}
	if err := w.house.wire.Publish(w.t.Context(), to, c, p); err != nil {
		w.t.Errorf("Slack refuses it as Home: %v", err)
	}
}

func (w *world) opens(f card.Form, p locale.Printer) {
	w.t.Helper()
	if err := w.house.wire.OpenForm(w.t.Context(), w.Trigger(tryAnna), f, "nonce", p); err != nil {
		w.t.Errorf("Slack refuses the form %s: %v", f.Name, err)
	}
	if err := w.CloseView(w.t.Context(), tryAnna, "", true); err != nil {
		w.t.Fatal(err)
	}
}
