package slackwire_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
	"roundsman/sales"
)

func TestPostIsFoundByItsKeyAndTellsNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		began := time.Now()
		p := w.post("x:1>0", text("hello"))
		at, err := w.wire.Post(w.ctx, p)
		if err != nil || at.Channel != w.IM(anna) {
			t.Fatalf("%+v %v", at, err)
		}
		if _, err := w.wire.Post(w.ctx, w.post("x:2>0", text("another"))); err != nil {
			t.Fatal(err)
		}
		found, ok, err := w.wire.Find(w.ctx, p, began)
		if err != nil || !ok || found != at {
			t.Errorf("found %+v %v %v, want %+v", found, ok, err, at)
		}
		if _, ok, err := w.wire.Find(w.ctx, w.post("x:3>0", text("never sent")), began); ok || err != nil {
			t.Errorf("found what was never sent (%v)", err)
		}
		call := w.Calls("chat.postMessage")[0]
		if meta := call.Args["metadata"]; strings.Contains(meta, "x:1") || !strings.Contains(meta, `"roundsman"`) {
			t.Errorf("metadata %s", meta)
		}
		if call.Args["unfurl_links"] != "false" || call.Args["unfurl_media"] != "false" {
			t.Errorf("unfurling is not off: %v", call.Args)
		}
		w.noProblems()
	})
}

func TestALostReplyIsAmbiguousAndFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.Inject(localslack.LoseReply("chat.postMessage"))
		began := time.Now()
		p := w.post("x:1>0", text("hello"))
		_, err := w.wire.Post(w.ctx, p)
		if failure(err) != bot.Ambiguous {
			t.Fatalf("%v", err)
		}
		at, ok, err := w.wire.Find(w.ctx, p, began)
		if !ok || err != nil {
			t.Fatalf("not found: %v", err)
		}
		if all := w.Messages(anna, ""); len(all) != 1 || all[0].TS != at.TS {
			t.Errorf("%d messages", len(all))
		}
	})
}

// A file is uploaded and shared; when Slack's answer is lost it is found by its
// name, and what fails before it is shared may be done again.
func TestAFileIsSharedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		p := w.post("x:1>0", text("your calendar"))
		p.Card.File = &card.File{Name: "roundsman.ics", Content: []byte("BEGIN:VCALENDAR")}
		began := time.Now()
		for _, method := range []string{"files.getUploadURLExternal", "files.completeUploadExternal"} {
			w.Inject(localslack.Throttle(method, 7*time.Second))
			if _, err := w.wire.Post(w.ctx, p); failure(err) != bot.Later {
				t.Errorf("%s is limited: %v", method, err)
			}
			time.Sleep(8 * time.Second)
		}
		if _, ok, err := w.wire.Find(w.ctx, p, began); ok || err != nil {
			t.Fatalf("found before it was shared: %v", err)
		}
		w.Inject(localslack.LoseReply("files.completeUploadExternal"))
		if _, err := w.wire.Post(w.ctx, p); failure(err) != bot.Ambiguous {
			t.Fatalf("%v", err)
		}
		at, ok, err := w.wire.Find(w.ctx, p, began)
		if !ok || err != nil {
			t.Fatalf("not found: %v", err)
		}
		all := w.Messages(anna, "")
		if len(all) != 1 || all[0].TS != at.TS || len(all[0].Files) != 1 || all[0].Text != "your calendar" {
			t.Errorf("messages: %+v", all)
		}
		other := p
		other.Key = "x:2>0"
		if _, ok, _ := w.wire.Find(w.ctx, other, began); ok {
			t.Error("another file was taken for it")
		}
	})
}

func TestFailuresAreClassed(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault localslack.Fault
		want  bot.Failure
		after time.Duration
	}{
		{"rate limit", localslack.Throttle("chat.postMessage", 7*time.Second), bot.Later, 7 * time.Second},
		{"bad gateway", localslack.Status("chat.postMessage", 502), bot.Ambiguous, 0},
		{"unavailable", localslack.Status("chat.postMessage", 503), bot.Ambiguous, 0},
		{"too slow", localslack.Slow("chat.postMessage", time.Minute), bot.Ambiguous, 0},
		{"half done", localslack.Refuse("chat.postMessage", "fatal_error"), bot.Ambiguous, 0},
		{"busy", localslack.Refuse("chat.postMessage", "service_unavailable"), bot.Later, 0},
		{"limited", localslack.Refuse("chat.postMessage", "ratelimited"), bot.Later, 5 * time.Second},
		{"limited, not said for how long", localslack.Status("chat.postMessage", 429), bot.Later, 5 * time.Second},
		{"token", localslack.Refuse("chat.postMessage", "invalid_auth"), bot.Auth, 0},
		{"revoked", localslack.Refuse("chat.postMessage", "token_revoked"), bot.Auth, 0},
		{"gone", localslack.Refuse("chat.postMessage", "account_inactive"), bot.Auth, 0},
		{"no channel", localslack.Refuse("chat.postMessage", "channel_not_found"), bot.Never, 0},
		{"archived", localslack.Refuse("chat.postMessage", "is_archived"), bot.Never, 0},
		{"not in it", localslack.Refuse("chat.postMessage", "not_in_channel"), bot.Never, 0},
		{"no such person", localslack.Refuse("chat.postMessage", "user_not_found"), bot.Never, 0},
		{"a bot", localslack.Refuse("chat.postMessage", "cannot_dm_bot"), bot.Never, 0},
		{"too long", localslack.Refuse("chat.postMessage", "msg_too_long"), bot.Never, 0},
		{"blocks", localslack.Refuse("chat.postMessage", "invalid_blocks"), bot.Never, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := open(t, localslack.Options{})
				w.Inject(c.fault)
				ctx, cancel := context.WithTimeout(w.ctx, 10*time.Second)
				defer cancel()
				_, err := w.wire.Post(ctx, w.post("k", text("hello")))
				var failed *bot.SendError
				if !errors.As(err, &failed) || failed.Failure != c.want || failed.After != c.after {
					t.Errorf("%#v, want %s after %s", err, c.want, c.after)
				}
				if n := len(w.Calls("chat.postMessage")); n > 1 {
					t.Errorf("sent %d times", n)
				}
			})
		})
	}
}

func TestWhatNeverLeftIsTriedAgain(t *testing.T) {
	w := open(t, localslack.Options{})
	refused := &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	}}}
	dialling := false
	client := &http.Client{Transport: choose(func() http.RoundTripper {
		if dialling {
			return refused.Transport
		}
		return w.http.Transport
	})}
	wire, err := slackwire.Connect(w.ctx, slackwire.Options{BotToken: w.BotToken(), APIURL: w.APIURL(), HTTP: client})
	if err != nil {
		t.Fatal(err)
	}
	dialling = true
	if _, err := wire.Post(w.ctx, w.post("k", text("hello"))); failure(err) != bot.Later {
		t.Errorf("%v, want later: nothing reached Slack", err)
	}
}

func TestWhatIsStoppedBeforehandIsNotAmbiguous(t *testing.T) {
	w := open(t, localslack.Options{})
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	if _, err := w.wire.Post(ctx, w.post("k", text("hello"))); failure(err) != bot.Later {
		t.Errorf("%v", err)
	}
}

type choose func() http.RoundTripper

func (c choose) RoundTrip(r *http.Request) (*http.Response, error) { return c().RoundTrip(r) }

func failure(err error) bot.Failure {
	var failed *bot.SendError
	if errors.As(err, &failed) {
		return failed.Failure
	}
	return ""
}

func TestUpdateReplacesAndAVanishedMessageIsNever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		at, err := w.wire.Post(w.ctx, w.post("k", text("open")))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.wire.Update(w.ctx, at, w.post("u:k", text("done"))); err != nil {
			t.Fatal(err)
		}
		if m := w.Messages(anna, "")[0]; m.Text != "done" {
			t.Errorf("%q", m.Text)
		}
		if _, ok, err := w.wire.Find(w.ctx, w.post("k", text("open")), time.Now()); !ok || err != nil {
			t.Errorf("the key is gone after an update: %v", err)
		}
		at.TS = "1.000001"
		if err := w.wire.Update(w.ctx, at, w.post("u:k", text("done"))); failure(err) != bot.Never {
			t.Errorf("%v", err)
		}
	})
}

func long(n int) card.Card {
	var c card.Card
	for range n {
		c.Blocks = append(c.Blocks, card.Paragraph(card.Said(strings.Repeat("拜访记录 ", 500))))
	}
	return c
}

func TestALongCardContinuesInItsThread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		at, err := w.wire.Post(w.ctx, w.post("k", long(12)))
		if err != nil {
			t.Fatal(err)
		}
		all := w.Messages(anna, "")
		if len(all) != 3 || all[0].TS != at.TS || all[1].ThreadTS != at.TS || all[2].ThreadTS != at.TS {
			t.Fatalf("%d messages", len(all))
		}
		if err := w.wire.Update(w.ctx, at, w.post("u:k", long(16))); err != nil {
			t.Fatal(err)
		}
		if all := w.Messages(anna, ""); len(all) != 4 {
			t.Errorf("%d messages after it grew, want 4", len(all))
		}
		if err := w.wire.Update(w.ctx, at, w.post("u:k", long(6))); err != nil {
			t.Fatal(err)
		}
		all = w.Messages(anna, "")
		if len(all) != 4 || !strings.HasPrefix(all[3].Text, "Nothing more here") {
			t.Errorf("%d messages after it shrank; the last says %.40q", len(all), all[len(all)-1].Text)
		}
		w.noProblems()
	})
}

func TestACardThatWasHalfPostedIsCompletedByFind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		began := time.Now()
		p := w.post("k", long(12))
		w.Inject(localslack.Throttle("chat.postMessage", time.Second).After(1))
		if _, err := w.wire.Post(w.ctx, p); failure(err) != bot.Ambiguous {
			t.Fatalf("%v", err)
		}
		if _, ok, err := w.wire.Find(w.ctx, p, began); !ok || err != nil {
			t.Fatalf("%v %v", ok, err)
		}
		if all := w.Messages(anna, ""); len(all) != 3 {
			t.Errorf("%d messages, want 3", len(all))
		}
		if _, _, err := w.wire.Find(w.ctx, p, began); err != nil || len(w.Messages(anna, "")) != 3 {
			t.Errorf("looking twice posted again (%v)", err)
		}
	})
}

func TestFindPagesThroughABusyConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		began := time.Now()
		p := w.post("k", text("the one"))
		at, err := w.wire.Post(w.ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		for range 450 {
			w.say(anna, "", "more")
		}
		if found, ok, err := w.wire.Find(w.ctx, p, began); !ok || err != nil || found != at {
			t.Errorf("%+v %v %v", found, ok, err)
		}
		if n := len(w.Calls("conversations.history")); n != 3 {
			t.Errorf("%d pages, want 3", n)
		}
	})
}

func TestFindInAThread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		began := time.Now()
		root := w.say(anna, channel, "<@"+self+"> due")
		p := w.post("k", text("see your direct messages"))
		p.Channel, p.Thread = channel, root
		at, err := w.wire.Post(w.ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		if found, ok, err := w.wire.Find(w.ctx, p, began); !ok || err != nil || found != at {
			t.Errorf("%+v %v %v", found, ok, err)
		}
	})
}

func TestPublishHomeCutsWhatDoesNotFit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		var c card.Card
		for range 130 {
			c.Blocks = append(c.Blocks, card.Paragraph(card.Said("Acme")))
		}
		if err := w.wire.Publish(w.ctx, annaID, c, w.en()); err != nil {
			t.Fatal(err)
		}
		if h := w.Home(anna); len(h.Blocks) != 100 || !strings.Contains(string(h.Blocks[99]), "more than fits") {
			t.Errorf("%d blocks, the last %s", len(h.Blocks), h.Blocks[len(h.Blocks)-1])
		}
		w.noProblems()
	})
}

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

func TestProfilesTellGuestsStrangersAndBots(t *testing.T) {
	people, channels := localslack.SmallTeam()
	people = append(people,
		localslack.Person{ID: "U0GUEST001", Name: "guest", RealName: "Guest", Guest: true, TZ: "Europe/Berlin"},
		localslack.Person{ID: "U0STRANGE1", Name: "other", RealName: "Other", Stranger: true, TeamID: "T0OTHER001", TZ: "Europe/Berlin"},
		localslack.Person{ID: "U0GONE0001", Name: "gone", RealName: "Gone", Deleted: true})
	w := open(t, localslack.Options{People: people, Channels: channels})
	profile := func(user string) bot.Profile {
		p, err := w.wire.Profile(w.ctx, sales.NewPersonID(team, user))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if got, want := profile(liwei), (bot.Profile{ID: sales.NewPersonID(team, liwei), Name: "李伟", Zone: "Asia/Shanghai", Language: "zh-CN"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if !profile("U0GUEST001").Guest || !profile("U0STRANGE1").Stranger || !profile("U0GONE0001").Deleted || !profile(self).Bot {
		t.Error("a guest, a stranger, one who left or a bot is not told")
	}
	if _, err := w.wire.Profile(w.ctx, sales.NewPersonID(team, "U0NOBODY")); failure(err) != bot.Never {
		t.Errorf("%v", err)
	}
}

func TestConversationsAreThoseWeAreIn(t *testing.T) {
	w := open(t, localslack.Options{})
	if err := w.AddChannel(localslack.Channel{ID: "C0SHARED01", Name: "with-acme", Members: []string{anna}, HasApp: true, ExtShared: true}); err != nil {
		t.Fatal(err)
	}
	if err := w.AddChannel(localslack.Channel{ID: "C0OTHER001", Name: "other", Members: []string{anna}}); err != nil {
		t.Fatal(err)
	}
	w.say(anna, "", "hello")
	places, err := w.wire.Conversations(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]event.Place{}
	for _, p := range places {
		got[p.Channel] = p
	}
	if got[w.IM(anna)].Kind != event.Direct || got[channel].Kind != event.Channel || !got["C0SHARED01"].Shared || got["C0OTHER001"].Channel != "" {
		t.Errorf("%+v", places)
	}
}

func TestNoPostRingsAnybodysBell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		words := "<!channel> <!here> <@" + liwei + "> @channel <https://evil.example|bank> & co"
		c := card.Card{Title: &card.Text{Said: words}, Blocks: []card.Block{
			card.Paragraph(card.Said(words)),
			{Fields: []card.Field{{Label: card.Said(words), Value: card.Said(words)}}},
			card.Small(card.Said(words)),
			card.Row(card.Press(card.Said(words), card.Do{Name: "a"})),
			card.Paragraph(card.T("day.today", "when", card.Person(sales.NewPersonID(team, liwei)))),
		}}
		p := w.post("k", c)
		p.Channel = channel
		if _, err := w.wire.Post(w.ctx, p); err != nil {
			t.Fatal(err)
		}
		if pings := w.Pings(); len(pings) > 0 {
			t.Errorf("rang %v", pings)
		}
		w.noProblems()
		blocks := w.Messages(anna, channel)[0].Blocks
		if len(blocks) == 0 || !strings.Contains(string(blocks[1]), `"verbatim":true`) {
			t.Errorf("%s", blocks)
		}
	})
}

func TestAMarkMayBePutTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		at := sales.Source{Channel: w.IM(anna), TS: w.say(anna, "", "met Wang Lei")}
		for range 2 {
			if err := w.wire.Mark(w.ctx, at, "white_check_mark"); err != nil {
				t.Fatal(err)
			}
		}
		if all := w.Messages(anna, ""); len(all) != 1 || len(all[0].Reactions) != 1 || all[0].Reactions[0].Name != "white_check_mark" {
			t.Errorf("%+v", all)
		}
		if err := w.wire.Mark(w.ctx, sales.Source{Channel: at.Channel, TS: "1.1"}, "white_check_mark"); failure(err) != bot.Never {
			t.Errorf("a mark on no message: %v", err)
		}
		w.noProblems()
	})
}
