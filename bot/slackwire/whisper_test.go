package slackwire_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/localslack"
)

func TestWhisperReachesOnlyTheActor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{App: localslack.App{Commands: []localslack.Command{{Command: "/roundsman"}}}})
		w.listen()
		if err := w.Slash(w.ctx, anna, channel, "/roundsman", "due"); err != nil {
			t.Fatal(err)
		}
		slash := w.last(event.Slash)
		if slash.Call != "/roundsman" || slash.Text != "due" || slash.ResponseURL == "" {
			t.Fatalf("%+v", slash)
		}
		w.say(anna, channel, "<@"+self+"> due")
		w.settled()
		for name, e := range map[string]event.Event{
			"response_url": slash,
			"ephemeral":    w.last(event.Message),
		} {
			if err := w.wire.Whisper(w.ctx, e, text("I answered you directly: "+name), w.en()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			saw := func(user string) bool {
				for _, m := range w.Messages(user, channel) {
					if strings.Contains(m.Text, name) {
						return true
					}
				}
				return false
			}
			if !saw(anna) || saw(liwei) {
				t.Errorf("%s: anna saw it %v, liwei saw it %v", name, saw(anna), saw(liwei))
			}
		}
		home := event.Event{Actor: annaID, Place: event.Place{Kind: event.Home}}
		if err := w.wire.Whisper(w.ctx, home, text("not yours"), w.en()); err != nil || len(w.Messages(anna, "")) != 1 {
			t.Errorf("from Home: %v", err)
		}
		w.noProblems()
	})
}

func TestAWhisperThatIsTooLateTellsNoAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{App: localslack.App{Commands: []localslack.Command{{Command: "/roundsman"}}}})
		w.listen()
		if err := w.Slash(w.ctx, anna, channel, "/roundsman", "due"); err != nil {
			t.Fatal(err)
		}
		e := w.last(event.Slash)
		time.Sleep(31 * time.Minute)
		err := w.wire.Whisper(w.ctx, e, text("late"), w.en())
		if failure(err) != bot.Never || strings.Contains(err.Error(), "actions/") || errors.Unwrap(err) != nil {
			t.Errorf("%v", err)
		}
	})
}

func TestATriggerWorksOnceAndForThreeSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{App: localslack.App{Shortcuts: []localslack.Shortcut{{Type: "global", CallbackID: "shortcut.log", Name: "Log"}}}})
		w.listen()
		form := card.Form{Name: "f", Title: card.Said("F"), Submit: card.Said("OK"), Fields: []card.Input{{Name: "a", Label: card.Said("A"), Kind: card.InputLine}}}
		if err := w.Shortcut(w.ctx, anna, "shortcut.log"); err != nil {
			t.Fatal(err)
		}
		trigger := w.last(event.Shortcut).Trigger
		if err := w.wire.OpenForm(w.ctx, trigger, form, "n", w.en()); err != nil {
			t.Fatal(err)
		}
		if err := w.wire.OpenForm(w.ctx, trigger, form, "n", w.en()); failure(err) != bot.Never {
			t.Errorf("twice: %v", err)
		}
		if err := w.Shortcut(w.ctx, anna, "shortcut.log"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(4 * time.Second)
		if err := w.wire.OpenForm(w.ctx, w.last(event.Shortcut).Trigger, form, "n", w.en()); failure(err) != bot.Never {
			t.Errorf("late: %v", err)
		}
	})
}
