package slackwire_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/localslack"
	"roundsman/sales"
)

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
