package slackwire_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
	"roundsman/sales"
)

// A machine whose clock is ahead would look for its message in what is still to
// come, and send it again.
func TestWhatIsLookedForIsFoundThoughOurClockIsAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		ours := func() time.Time { return time.Now().Add(3 * time.Hour) }
		var log bytes.Buffer
		wire, err := slackwire.Connect(w.ctx, slackwire.Options{
			BotToken: w.BotToken(), APIURL: w.APIURL(), HTTP: w.http, Now: ours, Logger: slog.New(slog.NewTextHandler(&log, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Inject(localslack.LoseReply("chat.postMessage"))
		began := ours()
		p := w.post("k", text("hello"))
		if _, err := wire.Post(w.ctx, p); failure(err) != bot.Ambiguous {
			t.Fatalf("%v", err)
		}
		time.Sleep(10 * time.Second)
		if _, found, err := wire.Find(w.ctx, p, began); !found || err != nil {
			t.Errorf("not found: %v", err)
		}
		if n := strings.Count(log.String(), "clock is not Slack's"); n != 1 {
			t.Errorf("said %d times that the clock is off", n)
		}
	})
}

func TestNoConversationIsOpenedNorReadUnlessSomethingIsUnclear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		for _, who := range []string{anna, liwei} {
			if _, err := w.wire.Post(w.ctx, bot.Post{Key: who, To: sales.NewPersonID(team, who), Card: text("hello"), Printer: w.en()}); err != nil {
				t.Fatal(err)
			}
		}
		for _, method := range []string{"conversations.open", "conversations.history", "conversations.replies"} {
			if n := len(w.Calls(method)); n > 0 {
				t.Errorf("%s was called %d times", method, n)
			}
		}
	})
}

// Reading keeps each method's tier; what is asked for last waits for its turn.
func TestReadingKeepsItsTier(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{Rates: localslack.Rates{Tiers: true}})
		began := time.Now()
		for range 120 {
			if _, err := w.wire.History(w.ctx, channel, began); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range w.Calls("conversations.history") {
			if c.Error != "" {
				t.Fatalf("refused: %s", c.Error)
			}
		}
		if took := time.Since(began); took > 125*time.Second {
			t.Errorf("120 pages took %v", took)
		}
	})
}
