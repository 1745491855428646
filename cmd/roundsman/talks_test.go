package main

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/commands/commandtest"
	"roundsman/sales"
)

// Every message, Home and form of every conversation file is put onto the wire
// in both languages: Slack's limits, and what it would refuse, are the stand-in's.
// In virtual time, since pictures are uploaded no faster than Slack allows.
func TestSlackTakesEveryMessageOfEveryConversation(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	must(t, err)
	talks := playedTalks(t)
	synctest.Test(t, func(t *testing.T) {
		w := openWorld(t, "socket")
		for _, talk := range talks {
			for _, language := range locale.Languages() {
				printer := words.Printer(language, time.UTC, talk.Now)
				for _, c := range talk.Cards() {
					w.takes(talk.file, c, printer)
				}
				for _, f := range talk.Forms() {
					w.opens(talk.file, f, printer)
				}
			}
		}
		w.noProblems()
	})
}

// playedTalk is a conversation file after it was played.
type playedTalk struct {
	*commandtest.World
	file string
}

func playedTalks(t *testing.T) (talks []playedTalk) {
	t.Helper()
	files, err := filepath.Glob("../../commands/testdata/talk/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		talk := playedTalk{commandtest.New(t), filepath.Base(file)}
		commandtest.Play(talk.World, readFile(t, file))
		talks = append(talks, talk)
	}
	return talks
}

func (w *world) takes(file string, c card.Card, p locale.Printer) {
	w.t.Helper()
	to := sales.NewPersonID(tryWorkspace, tryAnna)
	if _, err := w.house.wire.Post(w.t.Context(), bot.Post{Key: "k", To: to, Card: c, Printer: p}); err != nil {
		w.t.Errorf("%s: Slack refuses a message: %v", file, err)
	}
	if err := w.house.wire.Publish(w.t.Context(), to, c, p); err != nil {
		w.t.Errorf("%s: Slack refuses it as Home: %v", file, err)
	}
}

func (w *world) opens(file string, f card.Form, p locale.Printer) {
	w.t.Helper()
	if err := w.house.wire.OpenForm(w.t.Context(), w.Trigger(tryAnna), f, "nonce", p); err != nil {
		w.t.Errorf("%s: Slack refuses the form %s: %v", file, f.Name, err)
	}
	if err := w.CloseView(w.t.Context(), tryAnna, "", true); err != nil {
		w.t.Fatal(err)
	}
}
