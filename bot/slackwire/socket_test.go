package slackwire_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
)

func TestMessagesComeOverTheSocketAndAreAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.listen()
		ts := w.say(anna, "", "Visited Acme today & met <Wang Lei>")
		w.settled()
		e := w.last(event.Message)
		if e.Key != "m:"+w.IM(anna)+":"+ts || e.Actor != annaID || e.Text != "Visited Acme today & met <Wang Lei>" || e.Place.Kind != event.Direct {
			t.Errorf("%+v", e)
		}
		w.noProblems()
	})
}

func TestNothingIsAcknowledgedThatIsNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		tries := 0
		w.in.refuse = func(event.Event) error {
			if tries++; tries < 3 {
				return errors.New("disk full")
			}
			return nil
		}
		w.listen()
		w.say(anna, "", "log visit Acme")
		w.settled()
		if n := len(w.Deliveries()); n != 3 {
			t.Errorf("delivered %d times, want 3: Slack repeats what is not acknowledged", n)
		}
		w.last(event.Message)
	})
}

func TestOneTextInAChannelIsOneEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.listen()
		ts := w.say(anna, channel, "<@"+self+">: due")
		w.settled()
		if all := w.in.all(); len(all) != 1 || all[0].Text != "due" || all[0].Place.Kind != event.Channel {
			t.Fatalf("%s", summary(all))
		}
		if n := w.in.seen("m:" + channel + ":" + ts); n != 2 {
			t.Errorf("the key came %d times, want 2: as message and as app_mention", n)
		}
	})
}

// In a group message the bot is spoken to by its name, as in a channel: the
// people there talk to each other.
func TestAGroupMessageIsHeardWhenItNamesUs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		if err := w.AddChannel(localslack.Channel{ID: "C0GROUP001", Name: "mpdm-1", Group: true, Members: []string{anna}, HasApp: true}); err != nil {
			t.Fatal(err)
		}
		w.listen()
		w.say(anna, "C0GROUP001", "lunch at Acme?")
		w.say(anna, "C0GROUP001", "<@"+self+"> due")
		w.settled()
		if all := w.in.all(); len(all) != 1 || all[0].Text != "due" || all[0].Place.Kind != event.Channel {
			t.Errorf("%s", summary(all))
		}
		w.noProblems()
	})
}

func TestChannelTalkIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.listen()
		ts := w.say(anna, channel, "lunch?")
		if err := w.Edit(anna, channel, ts, "late lunch?"); err != nil {
			t.Fatal(err)
		}
		if err := w.Delete(anna, channel, ts); err != nil {
			t.Fatal(err)
		}
		w.settled()
		if all := w.in.all(); len(all) != 0 {
			t.Errorf("%s", summary(all))
		}
	})
}

func TestADisconnectLosesNothing(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "dropped"} {
		t.Run(reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := open(t, localslack.Options{})
				w.listen()
				const n = 60
				var senders sync.WaitGroup
				senders.Go(func() {
					for i := range n {
						w.say(anna, "", fmt.Sprintf("note %d", i))
						time.Sleep(50 * time.Millisecond)
					}
				})
				senders.Go(func() {
					for range 5 {
						time.Sleep(500 * time.Millisecond)
						if reason == "dropped" {
							w.DropSockets()
						} else {
							w.Disconnect(reason)
						}
					}
				})
				senders.Wait()
				w.settled()
				if got := len(w.in.all()); got != n {
					t.Errorf("received %d of %d", got, n)
				}
				w.await(func(s localslack.State) bool { return s.Sockets() == 2 })
			})
		})
	}
}

func TestUnknownEventsAreAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.listen()
		if err := w.AddPerson(localslack.Person{ID: "U0NEW00001", Name: "new", RealName: "New Colleague", TZ: "Europe/Berlin"}); err != nil {
			t.Fatal(err)
		}
		if err := w.OpenTab(anna, "messages"); err != nil {
			t.Fatal(err)
		}
		w.settled()
		for _, d := range w.Deliveries() {
			if d.Attempt > 0 {
				t.Errorf("%s was delivered again: it was not acknowledged", d.Name)
			}
		}
		if all := w.in.all(); len(all) != 1 || all[0].Kind != event.PersonChange {
			t.Errorf("%s", summary(all))
		}
	})
}

func TestARefusedAppTokenIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{}, func(o *slackwire.Options) { o.AppToken = "xapp-wrong" })
		err := w.wire.Run(w.ctx, w.in)
		if err == nil || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") {
			t.Errorf("error %v does not name the variable", err)
		}
	})
}

func TestTheAppTokenCanBeChecked(t *testing.T) {
	w := open(t, localslack.Options{})
	if err := w.wire.CheckAppToken(w.ctx); err != nil {
		t.Error(err)
	}
	bad := open(t, localslack.Options{}, func(o *slackwire.Options) { o.AppToken = "xapp-wrong" })
	if err := bad.wire.CheckAppToken(bad.ctx); failure(err) != bot.Auth || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") || strings.Contains(err.Error(), "xapp-wrong") {
		t.Errorf("%v", err)
	}
}

func TestAMissingAppTokenIsNamed(t *testing.T) {
	w := open(t, localslack.Options{}, func(o *slackwire.Options) { o.AppToken = "" })
	if err := w.wire.Run(w.ctx, w.in); err == nil || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") {
		t.Errorf("error %v does not name the variable", err)
	}
}

func TestARefusedBotTokenIsNamed(t *testing.T) {
	w := open(t, localslack.Options{})
	_, err := slackwire.Connect(w.ctx, slackwire.Options{BotToken: "xoxb-wrong", APIURL: w.APIURL(), HTTP: w.http})
	if err == nil || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN") || strings.Contains(err.Error(), "xoxb-wrong") {
		t.Errorf("error %v must name the variable and not the token", err)
	}
}

func TestConnectWaitsForSlack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.Inject(localslack.Status("auth.test", 503).For(3))
		if _, err := slackwire.Connect(w.ctx, slackwire.Options{BotToken: w.BotToken(), APIURL: w.APIURL(), HTTP: w.http}); err != nil {
			t.Error(err)
		}
		w.Inject(localslack.Status("auth.test", 503).For(-1))
		ctx, cancel := context.WithTimeout(w.ctx, time.Minute)
		defer cancel()
		if _, err := slackwire.Connect(ctx, slackwire.Options{BotToken: w.BotToken(), APIURL: w.APIURL(), HTTP: w.http}); err == nil {
			t.Error("no error though Slack was away for as long as we waited")
		}
	})
}

func TestUpTellsWhenEventsFlowAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var ups []time.Time
		w := open(t, localslack.Options{}, func(o *slackwire.Options) {
			o.Up = func(since time.Time) {
				mu.Lock()
				defer mu.Unlock()
				ups = append(ups, since)
			}
		})
		w.listen()
		synctest.Wait()
		w.Inject(localslack.Refuse("apps.connections.open", "internal_error").For(4))
		before := time.Now()
		w.DropSockets()
		w.await(func(s localslack.State) bool { return s.Sockets() == 0 })
		w.await(func(s localslack.State) bool { return s.Sockets() == 2 })
		time.Sleep(time.Second)
		mu.Lock()
		defer mu.Unlock()
		if len(ups) != 2 || !ups[0].IsZero() || ups[1].Before(before) {
			t.Errorf("told %v", ups)
		}
	})
}

func TestFormErrorsAndSuggestionsGoStraightBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{App: localslack.App{Shortcuts: []localslack.Shortcut{{Type: "global", CallbackID: "shortcut.log", Name: "Log"}}}})
		w.in.printer = w.en()
		w.in.wrong = map[string]card.Text{"account": card.Said("Which account?"), "nowhere": card.Said("And that.")}
		w.in.options = []card.Option{{Label: card.Said("Acme <GmbH>"), Value: "ac_1"}}
		w.listen()
		if err := w.Shortcut(w.ctx, anna, "shortcut.log"); err != nil {
			t.Fatal(err)
		}
		e := w.last(event.Shortcut)
		form := card.Form{Name: "visit.edit", Title: card.Said("Visit"), Submit: card.T("common.save"), State: "vi_1;3", Fields: []card.Input{
			{Name: "notes", Label: card.Said("Notes"), Kind: card.InputParagraph},
			{Name: "account", Label: card.Said("Account"), Kind: card.InputSearch, Suggest: "accounts", Required: true},
		}}
		if err := w.wire.OpenForm(w.ctx, e.Trigger, form, "nonce1", w.en()); err != nil {
			t.Fatal(err)
		}
		found, err := w.Suggest(w.ctx, anna, localslack.OnView(""), "account", "acm")
		if err != nil || len(found.Choices) != 1 || w.in.typed[0] != "accounts/acm" {
			t.Fatalf("%+v %v %v", found, w.in.typed, err)
		}
		values := localslack.Values{"account": "ac_1", "notes": "they like it"}
		wrong, err := w.Submit(w.ctx, anna, "", values)
		if err != nil || wrong["account"] != "Which account?" || wrong["notes"] != "And that." {
			t.Fatalf("errors %v, %v", wrong, err)
		}
		w.in.wrong = nil
		if wrong, err := w.Submit(w.ctx, anna, "", values); err != nil || len(wrong) > 0 {
			t.Fatalf("errors %v, %v", wrong, err)
		}
		f := w.last(event.FormSent).Form
		if f.Name != "visit.edit" || f.Nonce != "nonce1" || f.State != "vi_1;3" || f.Get("account") != "ac_1" || f.Get("notes") != "they like it" {
			t.Errorf("%+v", f)
		}
		w.noProblems()
	})
}
