package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

func inChannel(e event.Event) event.Event {
	e.Place = event.Place{Kind: event.Channel, Channel: "C1"}
	e.Key = "m:C1:" + e.TS
	return e
}

func TestAMessageIsKeptAndAnswered(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "saw Acme today")
		w.take(e)
		w.expect("DUANNA: kept saw Acme today")
		w.take(e) // Slack delivers it again
		w.expect()
		if n := w.waiting(); n != 0 {
			t.Errorf("%d events wait", n)
		}
	})
}

func TestOneLogIDFromEventToReplyAndNoWords(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "secretword about Acme")
		w.take(e)
		w.take(w.message(anna, "break secretword"))
		id := "id=" + eventID(e.Key)
		var said []string
		for line := range strings.SplitSeq(w.log.String(), "\n") {
			if strings.Contains(line, id) {
				said = append(said, line)
			}
		}
		if len(said) != 4 {
			t.Errorf("kept, applied, claimed and sent are logged as %q", said)
		}
		if strings.Contains(w.log.String(), "secretword") {
			t.Error("the log holds what somebody wrote")
		}
	})
}

func TestEditsAndDeletionsFollow(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "saw Acme")
		w.take(e)
		w.sent()
		edit := e
		edit.Key, edit.Kind, edit.Text = "e:"+e.Key, event.Edited, "saw Bolt"
		w.take(edit)
		deletion := e
		deletion.Key, deletion.Kind, deletion.Text = "d:"+e.Key, event.Deleted, ""
		w.take(deletion)
		w.expect("DUANNA: edited saw Bolt", "DUANNA: deleted")
	})
}

func TestAMessageThatComesAfterItsDeletionComesInVain(t *testing.T) {
	for _, place := range []func(event.Event) event.Event{func(e event.Event) event.Event { return e }, inChannel} {
		inWorld(t, nil, func(w *world) {
			e := place(w.message(anna, "saw Acme"))
			e.Key = "m:" + e.Place.Channel + ":" + e.TS
			deletion := e
			deletion.Key, deletion.Kind, deletion.Text = "d:"+e.TS, event.Deleted, ""
			w.take(deletion)
			w.take(e)
			w.expect()
			w.take(place(w.message(anna, "saw Bolt")))
			if got := w.sent(); !slices.Contains(got, "DUANNA: kept saw Bolt") {
				t.Errorf("sent %q", got)
			}
		})
	}
}

func TestInAChannelOnlyWhatWasMeantForUsIsFollowed(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := inChannel(w.message(anna, "saw Acme"))
		w.take(e)
		got := w.sent()
		slices.Sort(got)
		want := []string{"DUANNA: kept saw Acme", "whisper to UANNA in C1: I've answered you in our direct messages, where only you can read it."}
		if !slices.Equal(got, want) {
			t.Errorf("sent %q, want %q", got, want)
		}
		edit := e
		edit.Key, edit.Kind, edit.Text = "e:1", event.Edited, "saw Bolt"
		w.take(edit)
		w.expect("DUANNA: edited saw Bolt")
		edit.Key, edit.TS = "e:2", "77.7"
		w.take(edit)
		deletion := edit
		deletion.Key, deletion.Kind = "d:2", event.Deleted
		w.take(deletion)
		joined := w.other(event.Joined, anna)
		w.take(joined)
		w.expect()
		if _, err := entryOf(w, joined.Key); err == nil {
			t.Error("who comes and goes is in the inbox")
		}
		asked := inChannel(w.message(anna, "help"))
		w.take(asked)
		w.sent()
		asked.Key, asked.Kind, asked.Text = "e:3", event.Edited, "saw Cole" // it led to no record, but it was for us
		w.take(asked)
		w.pass(1100 * time.Millisecond) // it is the fourth message to her at once
		w.expect("DUANNA: edited saw Cole")
		if _, err := entryOf(w, "e:2"); err == nil {
			t.Error("talk of others is in the inbox")
		}
		known, unknown := sales.Source{Channel: "C1", TS: e.TS}, sales.Source{Channel: "C1", TS: "77.8"}
		if !w.Knows(known) || w.Knows(unknown) {
			t.Error("Knows is wrong")
		}
	})
}

func entryOf(w *world, key string) (e storage.InboxEntry, err error) {
	err = w.store.View(context.Background(), func(tx storage.Tx) (err error) {
		e, err = tx.Entry(key)
		return err
	})
	return e, err
}

func TestASlashCommandInAChannelIsAnsweredInDirectMessage(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.other(event.Slash, anna)
		e.Text, e.Place = "help visits", event.Place{Kind: event.Channel, Channel: "C1"}
		w.take(e)
		got := w.sent()
		slices.Sort(got)
		if len(got) != 2 || got[0] != "DUANNA: help in visits" || !strings.HasPrefix(got[1], "whisper to UANNA in C1: I've answered") {
			t.Errorf("sent %q", got)
		}
		e.Key, e.Text = "x:empty", ""
		w.take(e)
		if got := w.sent(); !slices.Contains(got, "DUANNA: help in") {
			t.Errorf("a slash command without words: %q", got)
		}
	})
}

func TestAFileWithoutWordsIsNoCallForHelp(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "")
		e.Files = []event.File{{ID: "F1"}}
		w.take(e)
		w.expect("DUANNA: kept")
	})
}

func TestAButtonHasTheRightsOfWhoPressesIt(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(ben, "hello")
		w.says(anna, "hello")
		w.sent()
		e := w.press(ben, "visit.undo", "1")
		e.Action.Message = sales.Source{Channel: "DUANNA", TS: "1.1"}
		w.take(e)
		w.expect("DUBEN: undone by T1/UBEN")
	})
}

func TestAButtonOfAnOlderVersion(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.take(w.press(anna, "invoice.pay", "1"))
		w.expect("DUANNA: This button is from an older version of mine. Type `help` to see what I can do now.")
	})
}

func TestARefusalIsAnAnswerAndLeavesNothingBehind(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		first := w.message(anna, "refuse this")
		w.take(first)
		half := w.message(anna, "half of it")
		w.take(half)
		want := "DUANNA: I can't take this form any more. Please open it again where you found it."
		w.expect(want, want)
		w.view(func(tx storage.Tx) error {
			n, err := tx.CountAccountsOf(anna)
			if n != 0 {
				t.Errorf("%d accounts are left of what was refused", n)
			}
			return err
		})
		for _, e := range []event.Event{first, half} {
			if got, err := entryOf(w, e.Key); err != nil || got.State != storage.InboxDone || got.Attempts != 0 {
				t.Errorf("refused event: %+v, %v", got, err)
			}
		}
	})
}

func TestWhatFailsThreeTimesIsGivenUpAndTold(t *testing.T) {
	for _, text := range []string{"break it", "panic about it"} {
		inWorld(t, nil, func(w *world) {
			e := w.message(anna, text)
			w.take(e)
			w.says(anna, "saw Acme") // waits its turn
			w.says(ben, "saw Bolt")  // does not
			w.expect("DUBEN: kept saw Bolt")
			w.pass(time.Minute)
			got := w.sent()
			slices.Sort(got)
			if len(got) != 2 || got[1] != "DUANNA: kept saw Acme" || !strings.Contains(got[0], eventID(e.Key)) {
				t.Errorf("sent %q", got)
			}
			entry, err := entryOf(w, e.Key)
			if err != nil || entry.State != storage.InboxDead || entry.Attempts != attempts || entry.Event.Text != text {
				t.Errorf("entry %+v, %v", entry, err)
			}
		})
	}
}

// What was given up can be tried again, and keeps its words no longer than its
// author does.
func TestWhatWasGivenUpIsTriedAgainOrForgotten(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "break it")
		w.take(e)
		w.pass(time.Minute)
		if err := w.store.Update(w.Context(), func(tx storage.Tx) error { return tx.ReviveEvent(e.Key) }); err != nil {
			t.Fatal(err)
		}
		w.Reread()
		w.pass(time.Minute)
		if entry, err := entryOf(w, e.Key); err != nil || entry.State != storage.InboxDead || entry.Attempts != attempts {
			t.Errorf("tried again: %+v, %v", entry, err)
		}
		gone := e
		gone.Key, gone.Kind, gone.Text = "d:"+e.Place.Channel+":"+e.TS+":1", event.Deleted, ""
		w.take(gone)
		w.pass(time.Second)
		if entry, err := entryOf(w, e.Key); err != nil || entry.State != storage.InboxDone || entry.Event.Text != "" {
			t.Errorf("after the message was deleted: %+v, %v", entry, err)
		}
	})
}

func TestHomeIsPublishedWhenOpenedAndAfterChanges(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "saw Acme")
		w.expect("DUANNA: kept saw Acme")
		w.pass(time.Hour)
		w.expect() // she does not look at Home
		w.take(w.other(event.HomeOpened, anna))
		w.expect("home of UANNA: today | visits of Anna")
		for range 5 {
			w.says(anna, "saw Bolt")
		}
		w.pass(10 * time.Second)
		published := 0
		for _, s := range w.sent() {
			if strings.HasPrefix(s, "home of UANNA") {
				published++
			}
		}
		if published != 1 {
			t.Errorf("five changes at once publish Home %d times", published)
		}
		w.pass(9 * time.Hour)
		w.says(anna, "saw Cole")
		w.pass(time.Minute)
		w.expect("DUANNA: kept saw Cole")
	})
}

func TestHomeOfThoseWeDoNotServeSaysWhy(t *testing.T) {
	inWorld(t, openHouse, func(w *world) {
		w.take(w.other(event.HomeOpened, guest))
		w.take(w.other(event.HomeOpened, anna))
		got := w.sent()
		if len(got) != 2 || !strings.Contains(got[0], "guests") || !strings.Contains(got[1], "Write me") {
			t.Errorf("sent %q", got)
		}
		if w.person(anna).ID != "" {
			t.Error("looking at Home makes a member")
		}
	})
}

func TestSuggestionsAreForThoseWeServe(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		for who, want := range map[sales.PersonID]int{anna: 1, guest: 0} {
			options, _, err := w.Suggest(context.Background(), w.other(event.Action, who), "account", "acm")
			if err != nil || len(options) != want {
				t.Errorf("%s gets %v, %v", who, options, err)
			}
		}
		if options, _, err := w.Suggest(context.Background(), w.other(event.Action, anna), "nothing", "a"); err != nil || options != nil {
			t.Errorf("an unknown source gives %v, %v", options, err)
		}
	})
}

func TestOnePersonsEventsKeepTheirOrder(t *testing.T) {
	inWorld(t, func(o *Options) { o.Workers, o.Pace = 4, unpaced }, func(w *world) {
		var want []string
		for i := range 50 {
			want = append(want, fmt.Sprintf("DUANNA: kept visit number %d", i))
			w.check(w.Receive(context.Background(), w.message(anna, fmt.Sprintf("visit number %d", i))))
			w.check(w.Receive(context.Background(), w.message(ben, "another visit")))
		}
		w.pass(time.Minute)
		got := slices.DeleteFunc(w.sent(), func(s string) bool { return strings.HasPrefix(s, "DUBEN") })
		if !slices.Equal(got, want) {
			t.Errorf("sent %q", got)
		}
	})
}

func TestMessagesThatOvertookEachOtherAreAppliedInSlacksOrder(t *testing.T) {
	queue := []event.Event{}
	for _, e := range []event.Event{
		{Key: "under way", Kind: event.Message, TS: "5"},
		{Key: "3", Kind: event.Message, TS: "3"},
		{Key: "1", Kind: event.Message, TS: "1"},
		{Key: "click", Kind: event.Action},
		{Key: "2", Kind: event.Message, TS: "2"},
	} {
		queue = insert(queue, e)
	}
	var got []string
	for _, e := range queue {
		got = append(got, e.Key)
	}
	if want := []string{"under way", "1", "3", "click", "2"}; !slices.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
}

func TestMoreThanMemoryHoldsIsAppliedInOrder(t *testing.T) {
	const held, flood = 50, 330
	inWorld(t, func(o *Options) { o.Pace, o.Held = unpaced, held }, func(w *world) {
		w.stop()
		people := []sales.PersonID{anna, ben, mona}
		for i := range flood {
			e := w.message(people[i%3], fmt.Sprintf("visit number %05d", i))
			e.Received = time.Now()
			w.update(func(tx storage.Tx) error { _, err := tx.Receive(e); return err })
		}
		w.start()
		for i := range 50 { // more come while it catches up
			w.check(w.Receive(context.Background(), w.message(anna, fmt.Sprintf("visit number %05d", flood+i))))
		}
		w.lanes.mu.Lock()
		if len(w.lanes.held) > held {
			t.Errorf("%d events are held", len(w.lanes.held))
		}
		w.lanes.mu.Unlock()
		w.pass(5 * time.Minute)
		if n := w.waiting(); n != 0 {
			t.Errorf("%d events wait", n)
		}
		got := w.sent()
		if len(got) != flood+50 {
			t.Errorf("%d of %d are answered", len(got), flood+50)
		}
		mine := slices.DeleteFunc(got, func(s string) bool { return !strings.HasPrefix(s, "DUANNA") })
		if !slices.IsSorted(mine) {
			t.Error("answers out of order")
		}
	})
}

// racing is a store in which something happens just after the inbox was read.
type racing struct {
	storage.Store
	meanwhile func()
}

func (r *racing) View(ctx context.Context, read func(storage.Tx) error) error {
	err := r.Store.View(ctx, read)
	if do := r.meanwhile; do != nil {
		r.meanwhile = nil
		do()
	}
	return err
}

func TestWhatComesWhileTheInboxIsReadIsNotForgotten(t *testing.T) {
	w := newWorld(t, nil)
	r := &racing{Store: w.store}
	var l *lanes
	r.meanwhile = func() { // kept and handed in after the inbox was read
		e := w.message(anna, "saw Acme")
		w.update(func(tx storage.Tx) error { _, err := tx.Receive(e); return err })
		l.add(e)
	}
	l = newLanes(&Workspace{o: Options{Held: 10}, store: r, asking: newErrands()})
	w.check(l.runOnce(t.Context()))
	if len(l.held) != 1 || l.behind {
		t.Errorf("%d events are held, behind: %t", len(l.held), l.behind)
	}
}

func TestMoreThanThereIsRoomForIsLeftInTheInbox(t *testing.T) {
	w := newWorld(t, nil)
	l := newLanes(&Workspace{o: Options{Held: 2}, store: w.store, asking: newErrands()})
	w.check(l.runOnce(t.Context()))
	for range 5 {
		l.add(w.message(anna, "saw Acme"))
	}
	if len(l.held) != 2 || !l.behind {
		t.Errorf("%d events are held, behind: %t", len(l.held), l.behind)
	}
}

func TestAnEventThatTookEffectDoesNotAgain(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.message(anna, "saw Acme")
		w.take(e)
		out, err := w.applyOnce(context.Background(), attempt{event: w.stamp(e), now: time.Now()})
		if err != nil || !out.already {
			t.Errorf("outcome %+v, %v", out, err)
		}
		w.lanes.add(w.stamp(e)) // as after a race with the reading of the inbox
		w.pass(time.Minute)
		w.expect("DUANNA: kept saw Acme")
		if entry, err := entryOf(w, e.Key); err != nil || entry.Attempts != 0 {
			t.Errorf("entry %+v, %v", entry, err)
		}
	})
}

func TestStoppingWaitsForWhatIsUnderWay(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.slack.set(func(s *slack) { s.latency = 3 * time.Second })
		w.check(w.Receive(context.Background(), w.message(anna, "saw Acme")))
		synctest.Wait()
		began := time.Now()
		w.stop()
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("stopping took %v", took)
		}
		w.expect("DUANNA: kept saw Acme")
		w.slack.set(func(s *slack) { s.latency = time.Hour }) // Slack hangs
		w.start()
		w.check(w.Receive(context.Background(), w.message(anna, "saw Bolt")))
		synctest.Wait()
		began = time.Now()
		w.stop()
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("stopping took %v while Slack hangs", took)
		}
		w.pass(2 * time.Hour) // until the stand-in lets go
		w.slack.set(func(s *slack) { s.latency = 0 })
		w.start()
		w.pass(time.Minute)
	})
}
