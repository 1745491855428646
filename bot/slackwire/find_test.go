package slackwire_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/localslack"
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
