package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

// submission is the form that was opened last, filled in.
func (w *world) submission(who sales.PersonID, text string) event.Event {
	e := w.other(event.FormSent, who)
	e.Place = event.Place{Kind: event.Modal}
	e.Form = &event.Form{Name: "visit.edit", Nonce: w.slack.nonces[len(w.slack.nonces)-1], Values: map[string][]string{}}
	if text != "" {
		e.Form.Values["text"] = []string{text}
	}
	return e
}

func (w *world) submit(e event.Event) (wrong int) {
	w.Helper()
	faults, _, err := w.Submit(context.Background(), e)
	w.check(err)
	synctest.Wait()
	return len(faults)
}

func TestAFormIsOpenedCheckedAndTakenOnce(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.take(w.press(anna, "visit.edit", "1"))
		w.expect("form visit.edit (trigger): edit  []")
		if n := w.submit(w.submission(anna, "")); n != 1 {
			t.Errorf("%d faults are shown", n)
		}
		w.expect()
		if n := w.submit(w.submission(anna, "Acme")); n != 0 {
			t.Errorf("%d faults are shown", n)
		}
		w.submit(w.submission(anna, "Acme")) // Slack sends it again under another id
		w.expect("DUANNA: saved Acme")
	})
}

func TestOpeningAFormDoesNotWaitBehindOtherEvents(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.says(anna, "break") // her lane waits for another attempt
		w.take(w.press(anna, "visit.edit", "1"))
		w.expect("form visit.edit (trigger): edit  []")
		w.pass(time.Minute)
	})
}

func TestAnEventThatOpensAFormIsAcknowledgedAtOnceAndOpensOnce(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.slack.set(func(s *slack) { s.latency = time.Second })
		e := w.press(anna, "visit.edit", "1")
		began := time.Now()
		w.check(w.Receive(context.Background(), e))
		w.check(w.Receive(context.Background(), e))
		if took := time.Since(began); took > 0 {
			t.Errorf("acknowledging took %v", took)
		}
		w.pass(5 * time.Second)
		w.expect("form visit.edit (trigger): edit  []")
	})
}

func TestAMessageShortcutOpensItsForm(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.other(event.Shortcut, anna) // her first contact with us
		e.Call, e.Text, e.Trigger, e.Author = "shortcut.visit", "saw Acme", "t1", ben
		e.Place = event.Place{Kind: event.Channel, Channel: "C1"}
		w.take(e)
		w.expect("form visit.edit (t1): edit saw Acme []")
	})
}

func TestAShortcutLetsANewcomerIn(t *testing.T) {
	inWorld(t, openHouse, func(w *world) {
		e := w.other(event.Shortcut, anna)
		e.Call, e.Trigger = "shortcut.visit", "t1"
		w.take(e)
		got := w.sent()
		slices.Sort(got)
		if !slices.Equal(got, []string{"DUANNA: welcome Anna", "form visit.edit (t1): edit  []"}) {
			t.Errorf("sent %q", got)
		}
	})
}

func TestAFormThatMayNotBeOpenedIsToldAtOnce(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.take(w.press(guest, "visit.edit", "1"))
		w.take(w.press(anna, "visit.edit", "gone"))
		onHome := w.press(anna, "visit.edit", "gone")
		onHome.Place = event.Place{Kind: event.Home}
		w.take(onHome)
		got := w.sent()
		if len(got) != 3 || !strings.HasPrefix(got[0], "whisper to UGUEST") || !strings.HasPrefix(got[1], "whisper to UANNA in DUANNA: I can't take") ||
			!strings.HasPrefix(got[2], "DUANNA: I can't take") {
			t.Errorf("sent %q", got)
		}
	})
}

func TestATriggerThatIsTooOldIsToldKindly(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.failing("open", 1, &SendError{Failure: Never, Reason: "expired_trigger_id", Err: errors.New("x")}, false)
		w.take(w.press(anna, "visit.edit", "1"))
		if got := w.sent(); len(got) != 1 || !strings.Contains(got[0], "press again") {
			t.Errorf("sent %q", got)
		}
	})
}

func TestAFormRefusedAfterItClosedOpensAgainAsItWas(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.take(w.press(anna, "visit.edit", "1"))
		nonce := w.slack.nonces[0]
		w.sent()
		if n := w.submit(w.submission(anna, "taken")); n != 0 {
			t.Fatal("it was refused too early")
		}
		if got := w.sent(); len(got) != 1 || !strings.Contains(got[0], "changed meanwhile") || !strings.HasSuffix(got[0], "[Open again]") {
			t.Errorf("sent %q", got)
		}
		w.stop()
		w.start() // it is remembered
		again := w.press(anna, openAgain, nonce)
		again.Trigger = "t2"
		w.take(again)
		w.expect("form visit.edit (t2): edit  [taken]")
		w.submit(w.submission(anna, "Acme"))
		w.expect("DUANNA: saved Acme")
		theft := w.press(ben, openAgain, nonce)
		w.take(theft)
		if got := w.sent(); len(got) != 1 || !strings.HasPrefix(got[0], "whisper to UBEN") {
			t.Errorf("somebody else gets %q", got)
		}
	})
}

func TestAFormNobodyKnowsAnyMore(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.other(event.FormSent, anna)
		e.Form = &event.Form{Name: "invoice.edit", Nonce: "n"}
		if n := w.submit(e); n != 0 {
			t.Errorf("%d faults are shown", n)
		}
		w.expect("DUANNA: I can't take this form any more. Please open it again where you found it.")
	})
}

func TestNothingThatOpensAFormIsKept(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		e := w.press(anna, "visit.edit", "1")
		w.take(e)
		if _, err := entryOf(w, e.Key); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("it is in the inbox: %v", err)
		}
	})
}
