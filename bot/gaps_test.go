package bot

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

// spoken has a message stand in Slack's history, whether we hear it or not.
func (w *world) spoken(who sales.PersonID, text string) event.Event {
	e := w.message(who, text)
	w.slack.set(func(s *slack) { s.history[e.Place.Channel] = append(s.history[e.Place.Channel], e) })
	return e
}

func TestWhatWasSaidInAnOutageIsReadBackOnce(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.Connected(time.Time{})
		w.take(w.spoken(anna, "heard"))
		w.stop()
		w.sent()
		w.pass(time.Hour)
		w.spoken(anna, "missed one")
		w.spoken(ben, "missed two") // in a conversation that is new
		w.pass(time.Hour)
		w.start()
		w.Connected(time.Time{})
		w.take(w.message(mona, "live"))
		got := w.sent()
		slices.Sort(got)
		if want := []string{"DUANNA: kept missed one", "DUBEN: kept missed two", "DUMONA: kept live"}; !slices.Equal(got, want) {
			t.Errorf("sent %q, want %q", got, want)
		}
		w.Connected(time.Time{})
		synctest.Wait()
		w.expect()
	})
}

func TestAWatermarkNeverMovesBack(t *testing.T) {
	w := newWorld(t, nil)
	late, early := time.Unix(2000, 0), time.Unix(1000, 0)
	for _, at := range []time.Time{late, early} {
		w.update(func(tx storage.Tx) error { return advance(tx, map[string]time.Time{"C1": at}) })
	}
	w.view(func(tx storage.Tx) error {
		var kept time.Time
		_, err := recall(tx, watermarkName("C1"), &kept)
		if !kept.Equal(late) {
			t.Errorf("it is at %v", kept)
		}
		return err
	})
}

func TestWhatWasSaidLongBeforeTheFirstStartIsNotRead(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "long ago")
		e.At = e.At.Add(-endMargin - time.Minute)
		w.slack.set(func(s *slack) { s.history[e.Place.Channel] = append(s.history[e.Place.Channel], e) })
		w.Connected(time.Time{})
		synctest.Wait()
		w.expect()
	})
}

func TestAProcessThatDiesBeforeItHeardAnythingStillKnowsWhereToBegin(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.pass(time.Second)
		w.stop()
		w.spoken(anna, "missed")
		w.pass(time.Hour)
		w.start()
		w.Connected(time.Time{})
		synctest.Wait()
		w.expect("DUANNA: kept missed")
	})
}

// An event that was lost on its way may be older than one that came through.
func TestAGapBeginsBeforeTheLastEventThatWasHeard(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.Connected(time.Time{})
		synctest.Wait()
		w.spoken(anna, "lost")
		w.pass(time.Minute)
		w.take(w.spoken(anna, "heard"))
		w.stop()
		w.sent()
		w.pass(time.Hour)
		w.start()
		w.Connected(time.Time{})
		synctest.Wait()
		w.expect("DUANNA: kept lost")
	})
}

func TestAReconnectionReadsSinceTheConnectionEnded(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.take(w.spoken(anna, "heard"))
		w.pass(5 * 24 * time.Hour)
		ended := time.Now()
		w.spoken(anna, "missed")
		w.pass(time.Minute)
		w.Connected(ended)
		synctest.Wait()
		w.expect("DUANNA: kept heard", "DUANNA: kept missed")
		if since := w.slack.since["DUANNA"]; since.Before(ended.Add(-endMargin - time.Second)) {
			t.Errorf("read since %v", since)
		}
	})
}

func TestHistoryIsReadPatiently(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.take(w.spoken(anna, "heard"))
		w.sent()
		w.spoken(anna, "missed")
		w.failing("history", 2, &SendError{Failure: Later, After: 20 * time.Second, Reason: "ratelimited"}, false)
		w.Connected(time.Now())
		w.pass(time.Minute)
		w.expect("DUANNA: kept missed")
	})
}

func TestAHistoryThatCannotBeReadIsTriedAgainAndHoldsNobodyUp(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.Connected(time.Time{})
		w.take(w.spoken(anna, "heard"))
		w.pass(time.Minute)
		w.sent()
		ended := time.Now()
		w.spoken(anna, "missed one")
		w.spoken(ben, "missed two")
		w.pass(time.Second)
		w.failing("history", historyTries, &SendError{Failure: Later, Reason: "fatal_error"}, false)
		w.Connected(ended)
		w.pass(40 * time.Second) // Slack fails until one of the two is given up
		if got := w.sent(); len(got) != 1 {
			t.Errorf("sent %q", got)
		}
		w.take(w.spoken(anna, "live"))
		w.take(w.spoken(ben, "live"))
		w.sent()
		w.pass(2 * time.Minute) // what came meanwhile does not hide what is missing
		if got := w.sent(); len(got) != 1 {
			t.Errorf("sent %q", got)
		}
	})
}

func TestAConversationWeAreNotInIsPassedOver(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.take(w.spoken(anna, "heard"))
		w.sent()
		w.spoken(anna, "missed one")
		w.spoken(ben, "missed two")
		w.failing("history", 1, &SendError{Failure: Never, Reason: "not_in_channel"}, false)
		w.Connected(time.Now())
		w.pass(time.Hour)
		if got := w.sent(); len(got) != 1 {
			t.Errorf("sent %q", got)
		}
	})
}

func TestHistoryIsNotReadFartherBackThanEventsAreRemembered(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.Connected(time.Time{})
		w.take(w.spoken(anna, "heard"))
		w.pass(time.Minute)
		w.stop()
		w.sent()
		w.spoken(anna, "too long ago")
		w.pass(400 * 24 * time.Hour)
		w.start()
		w.pass(time.Minute) // housekeeping has forgotten
		w.Connected(time.Time{})
		synctest.Wait()
		w.expect()
	})
}

func TestHousekeepingForgetsWhatIsPast(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		var keys []string
		for i := range 3 {
			e := w.message(anna, fmt.Sprint("saw Acme ", i))
			w.take(e)
			keys = append(keys, e.Key)
		}
		w.pass(29 * 24 * time.Hour)
		if _, err := entryOf(w, keys[0]); err != nil {
			t.Errorf("forgotten too early: %v", err)
		}
		w.pass(3 * 24 * time.Hour)
		for _, key := range keys {
			if _, err := entryOf(w, key); err == nil {
				t.Errorf("%s is remembered", key)
			}
		}
		w.view(func(tx storage.Tx) error {
			n, err := tx.CountAccountsOf(anna)
			if n != 3 {
				t.Errorf("%d accounts are left", n)
			}
			return err
		})
	})
}
