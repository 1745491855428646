package slackwire_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"roundsman/bot/event"
	"roundsman/bot/localslack"
)

func TestHistoryReadsWhatAnOutageMissedUnderTheSameKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		im := w.IM(anna)
		stop := w.listen()
		old := w.say(anna, "", "visited Acme")
		thread := w.say(anna, "", "visited Bolt")
		w.settled()
		stop()
		before := len(w.in.all())
		time.Sleep(time.Hour)
		since := time.Now()
		time.Sleep(time.Hour)

		w.say(anna, "", "visited Cobalt & Co")
		if err := w.Edit(anna, im, old, "visited Acme GmbH"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Say(anna, im, "they want 60 days", localslack.InThread(thread)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Upload(anna, "", "the quote", "quote.pdf", []byte("%PDF-")); err != nil {
			t.Fatal(err)
		}
		if _, err := w.wire.Post(w.ctx, w.post("k", text("our own words"))); err != nil {
			t.Fatal(err)
		}
		missed, err := w.wire.History(w.ctx, im, since)
		if err != nil {
			t.Fatal(err)
		}
		if len(missed) != 4 {
			t.Fatalf("read %d events, want 4:\n%s", len(missed), summary(missed))
		}
		w.listen() // Slack tries once more in its own time: the keys must be those that we read
		w.settled()
		live := map[string]event.Event{}
		for _, e := range w.in.all()[before:] {
			live[e.Key] = e
		}
		for _, e := range missed {
			same, ok := live[e.Key]
			if !ok {
				continue // Slack gave up; that is what the history is for
			}
			if diff := cmp.Diff(same, e, cmpopts.IgnoreFields(event.Event{}, "Received")); diff != "" {
				t.Errorf("%s differs:\n%s", e.Key, diff)
			}
		}
		if len(live) == 0 {
			t.Error("nothing was delivered live to compare with")
		}
	})
}

func TestHistoryOfAChannelHoldsOnlyWhatConcernsUs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		w.say(anna, channel, "lunch?")
		w.say(anna, channel, "<@"+self+"> due")
		got, err := w.wire.History(w.ctx, channel, time.Time{})
		if err != nil || len(got) != 1 || got[0].Text != "due" {
			t.Errorf("%v\n%s", err, summary(got))
		}
	})
}

// Reading begins before the last message that was heard. If that was edited
// since, its edit is told beside it: as a message it is known already.
func TestHistoryTellsTheEditOfAMessageThatMayHaveBeenHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, localslack.Options{})
		since := time.Now()
		time.Sleep(time.Second)
		ts := w.say(anna, "", "visited Acme")
		time.Sleep(time.Minute)
		if err := w.Edit(anna, w.IM(anna), ts, "visited Bolt"); err != nil {
			t.Fatal(err)
		}
		got, err := w.wire.History(w.ctx, w.IM(anna), since)
		if err != nil || len(got) != 2 || got[0].Kind != event.Message || got[1].Kind != event.Edited || got[1].Text != "visited Bolt" {
			t.Errorf("%v\n%s", err, summary(got))
		}
	})
}
