package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

var unpaced = Pace{Conversation: rate.Inf, Workspace: rate.Inf}

func (w *world) post(key string, to sales.PersonID, text string) storage.OutEntry {
	c := words(text)
	return storage.OutEntry{Key: key, Op: storage.OpPost, To: to, Card: &c, Created: time.Now()}
}

func (w *world) enqueue(entries ...storage.OutEntry) {
	w.Helper()
	w.update(func(tx storage.Tx) error {
		for _, e := range entries {
			if err := tx.Enqueue(e); err != nil {
				return err
			}
		}
		return nil
	})
	w.Wake()
	synctest.Wait()
}

func (w *world) entry(key string) (e storage.OutEntry) {
	w.Helper()
	w.view(func(tx storage.Tx) (err error) {
		e, err = tx.OutEntry(key)
		return err
	})
	return e
}

// failing makes the first n calls of a kind fail.
func (w *world) failing(call string, n int, err error, arrives bool) {
	w.slack.set(func(s *slack) {
		s.fail = func(c string, _ Post) (bool, error) {
			if c != call || n == 0 {
				return true, nil
			}
			n--
			return arrives, err
		}
	})
}

func TestALostReplyIsLookedForBeforeSendingAgain(t *testing.T) {
	for _, arrived := range []bool{true, false} {
		inWorld(t, nil, func(w *world) {
			w.failing("post", 1, &SendError{Failure: Ambiguous, Reason: "timeout"}, arrived)
			w.enqueue(w.post("a", anna, "one"), w.post("b", anna, "two"))
			w.pass(9 * time.Second)
			if w.slack.lookups() != 0 {
				t.Error("Slack was asked before it would show a late post")
			}
			w.pass(20 * time.Second)
			w.expect("DUANNA: one", "DUANNA: two")
			if w.slack.lookups() != 1 {
				t.Errorf("looked %d times", w.slack.lookups())
			}
			if e := w.entry("a"); e.State != storage.OutSent || e.Sent.TS != "0" {
				t.Errorf("entry %+v", e)
			}
		})
	}
}

func TestARetryWaitsAndKeepsTheOrder(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 3, &SendError{Failure: Later, Reason: "fatal_error"}, false)
		w.enqueue(w.post("a", anna, "one"), w.post("b", anna, "two"))
		w.enqueue(w.post("c", ben, "three"))
		w.pass(time.Minute)
		got := w.sent()
		if one, two := slices.Index(got, "DUANNA: one"), slices.Index(got, "DUANNA: two"); len(got) != 3 || one < 0 || one > two {
			t.Errorf("sent %q", got)
		}
		if w.slack.lookups() != 0 {
			t.Error("looked for what was surely not sent")
		}
	})
}

func TestRetryAfterHoldsForTheWholeMethod(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Later, After: 30 * time.Second, Reason: "ratelimited"}, false)
		w.enqueue(w.post("a", anna, "one"))
		w.enqueue(w.post("b", ben, "two"))
		w.pass(29 * time.Second)
		w.expect()
		w.pass(2 * time.Second)
		got := w.sent()
		slices.Sort(got)
		if !slices.Equal(got, []string{"DUANNA: one", "DUBEN: two"}) {
			t.Errorf("sent %q", got)
		}
		if e := w.entry("a"); e.Attempts != 1 {
			t.Errorf("%d attempts: being asked to wait is none", e.Attempts)
		}
	})
}

func TestRetryAfterOfOneMethodHoldsUpNoOther(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "help")
		w.says(ben, "help")
		w.sent()
		w.failing("publish", 1, &SendError{Failure: Later, After: 30 * time.Second, Reason: "ratelimited"}, false)
		w.take(w.other(event.HomeOpened, anna))
		w.take(w.other(event.HomeOpened, ben))
		w.says(anna, "saw Acme")
		w.expect("DUANNA: kept saw Acme")
		w.pass(31 * time.Second)
		if got := w.sent(); len(got) != 2 {
			t.Errorf("published %q", got)
		}
	})
}

func TestWhatSlackWillNeverTakeIsDead(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Never, Reason: "channel_not_found"}, false)
		w.enqueue(w.post("a", anna, "one"), w.post("b", anna, "two"))
		w.expect("DUANNA: two")
		if e := w.entry("a"); e.State != storage.OutDead || e.Error != "channel_not_found" {
			t.Errorf("entry %+v", e)
		}
	})
}

func TestARefusedTokenStopsEverythingUntilItIsMended(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		broken, tried := true, 0
		w.slack.set(func(s *slack) {
			s.fail = func(string, Post) (bool, error) {
				if broken {
					tried++
					return false, &SendError{Failure: Auth, Reason: "token_revoked"}
				}
				return true, nil
			}
		})
		w.enqueue(w.post("a", anna, "one"))
		w.enqueue(w.post("b", ben, "two"))
		if w.SendingStopped() != "token_revoked" {
			t.Error("it is not reported")
		}
		w.pass(10 * time.Minute)
		if tried > 22 {
			t.Errorf("tried %d times in ten minutes", tried)
		}
		if !strings.Contains(w.log.String(), "reason=token_revoked") {
			t.Error("it is not logged")
		}
		w.slack.set(func(*slack) { broken = false })
		w.pass(2 * time.Minute)
		if got := w.sent(); len(got) != 2 || w.SendingStopped() != "" {
			t.Errorf("sent %q, stopped by %q", got, w.SendingStopped())
		}
	})
}

func TestConversationsAreServedSideBySide(t *testing.T) {
	inWorld(t, func(o *Options) { o.Pace = unpaced }, func(w *world) {
		w.slack.set(func(s *slack) { s.latency = 100 * time.Millisecond })
		began := time.Now()
		var entries []storage.OutEntry
		for i := range 640 {
			entries = append(entries, w.post(fmt.Sprint(i), sales.PersonID(fmt.Sprintf("T1/U%d", i)), "hello"))
		}
		w.enqueue(entries...)
		for sent := 0; sent < 640; sent += len(w.sent()) {
			w.pass(10 * time.Millisecond)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("640 messages at 100 ms each took %v", took)
		}
		if w.slack.most > sendingMost {
			t.Errorf("%d at once", w.slack.most)
		}
	})
}

func TestThePaceOfAConversation(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		var entries []storage.OutEntry
		for i := range 15 {
			entries = append(entries, w.post(fmt.Sprint(i), anna, fmt.Sprint(i)))
		}
		w.enqueue(entries...)
		if n := len(w.sent()); n != 3 {
			t.Errorf("a burst of %d", n)
		}
		w.pass(10500 * time.Millisecond)
		if n := len(w.sent()); n != 10 {
			t.Errorf("%d in the next ten seconds", n)
		}
	})
}

func TestUnderTheCeilingAnswersGoFirst(t *testing.T) {
	inWorld(t, func(o *Options) { o.Pace = Pace{Workspace: 2, Ceiling: 4} }, func(w *world) {
		var digests []storage.OutEntry
		for i := range 100 {
			e := w.post(fmt.Sprint(i), sales.PersonID(fmt.Sprintf("T1/U%d", i)), "digest")
			e.Priority = storage.Digest
			digests = append(digests, e)
		}
		w.enqueue(digests...)
		if n := len(w.sent()); n != 4 {
			t.Errorf("%d at once", n)
		}
		w.enqueue(w.post("answer", anna, "answer"))
		w.pass(600 * time.Millisecond)
		w.expect("DUANNA: answer")
		w.pass(10 * time.Second)
		if n := len(w.sent()); n < 19 || n > 21 {
			t.Errorf("%d in ten seconds at two a second", n)
		}
	})
}

func TestWhatIsComposedWhenSentSaysOnlyWhatIsStillSo(t *testing.T) {
	open := true
	compose := func(_ storage.Tx, l *commands.Look, e storage.OutEntry) (card.Card, bool, error) {
		if e.Key == "c" {
			t.Error("something is composed for somebody who is no member")
		}
		if _, err := l.Books.Account("acme"); err != nil {
			return card.Card{}, false, nil //nolint:nilerr // not visible: nothing to say
		}
		return words(e.Ref.Slot + " for " + l.Me.Name), open, nil
	}
	inWorld(t, func(o *Options) { o.Compose = compose }, func(w *world) {
		w.says(anna, "hello")
		w.says(ben, "hello")
		w.sent()
		w.update(func(tx storage.Tx) error {
			return tx.PutAccount(sales.Account{ID: "acme", Name: "Acme", Owner: anna, Team: "east"})
		})
		ref := func(key string, to sales.PersonID) storage.OutEntry {
			return storage.OutEntry{Key: key, Op: storage.OpPost, To: to, Ref: &storage.Ref{Kind: "due", Slot: "today"}, Created: time.Now()}
		}
		w.enqueue(ref("a", anna), ref("b", ben), ref("c", "T1/UNOBODY"))
		w.expect("DUANNA: today for Anna")
		open = false
		w.enqueue(ref("d", anna))
		w.expect()
		for key, want := range map[string]storage.OutState{
			"a": storage.OutSent, "b": storage.OutCancelled, "c": storage.OutCancelled, "d": storage.OutCancelled,
		} {
			if got := w.entry(key).State; got != want {
				t.Errorf("%s is %s, want %s", key, got, want)
			}
		}
	})
}

func TestAnUpdateWaitsForItsMessage(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Later, Reason: "fatal_error"}, false)
		c := words("corrected")
		update := storage.OutEntry{Key: "u:a", Op: storage.OpUpdate, To: anna, Of: "a", Card: &c, Created: time.Now()}
		first := w.post("a", anna, "wrong")
		first.Channel = "DUANNA"
		w.enqueue(first, update)
		w.pass(time.Minute)
		w.expect("DUANNA: wrong", "DUANNA/0 becomes: corrected")
		update.Key, update.Of = "u:b", "b"
		w.enqueue(update)
		w.pass(time.Minute)
		if got := w.entry("u:b").State; got != storage.OutCancelled {
			t.Errorf("an update of nothing is %s", got)
		}
	})
}

func TestWhatNeedNotBeSaidAnyMoreMayHaveBeenSaid(t *testing.T) {
	for arrived, want := range map[bool]storage.OutState{true: storage.OutSent, false: storage.OutCancelled} {
		var done atomic.Bool
		compose := func(storage.Tx, *commands.Look, storage.OutEntry) (card.Card, bool, error) {
			return words("due"), !done.Load(), nil
		}
		inWorld(t, func(o *Options) { o.Compose = compose }, func(w *world) {
			w.says(anna, "hello")
			w.sent()
			w.failing("post", 1, &SendError{Failure: Ambiguous, Reason: "timeout"}, arrived)
			w.enqueue(storage.OutEntry{Key: "a", Op: storage.OpPost, To: anna, Ref: &storage.Ref{Kind: "due"}, Created: time.Now()})
			w.pass(time.Second)
			done.Store(true) // whoever saw it has done it
			w.pass(time.Minute)
			if e := w.entry("a"); e.State != want || e.Sent.IsZero() == arrived {
				t.Errorf("arrived %t: %+v", arrived, e)
			}
		})
	}
}

func TestAChannelIsSpokenToInItsTeamsLanguage(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		c := sentence(card.T("bot.open_again"))
		w.enqueue(storage.OutEntry{Key: "a", Op: storage.OpPost, Channel: "CEAST", Card: &c, Created: time.Now()},
			storage.OutEntry{Key: "b", Op: storage.OpPost, Channel: "COTHER", Card: &c, Created: time.Now()})
		got := w.sent()
		slices.Sort(got)
		if !slices.Equal(got, []string{"CEAST: 重新打开", "COTHER: Open again"}) {
			t.Errorf("sent %q", got)
		}
	})
}

func TestAfterARestartWhatWasBeingSentIsLookedFor(t *testing.T) {
	for _, arrived := range []bool{true, false} {
		inWorld(t, nil, func(w *world) {
			w.stop()
			w.update(func(tx storage.Tx) error { return tx.Enqueue(w.post("a", anna, "one")) })
			w.update(func(tx storage.Tx) error { // the process that died here ...
				_, err := tx.Claim(time.Now(), leaseFor, storage.RoomFor(10))
				return err
			})
			if arrived { // ... had sent it, or not
				_, _ = w.slack.Post(t.Context(), Post{Key: postKey("a"), To: anna, Card: words("one")})
			}
			w.start()
			w.pass(15 * time.Second)
			w.expect("DUANNA: one")
		})
	}
}

func TestAfterARestartWhatSlackShowsSoonAfterTheEndIsWaitedFor(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.stop()
		w.update(func(tx storage.Tx) error { return tx.Enqueue(w.post("a", anna, "one")) })
		w.update(func(tx storage.Tx) error {
			_, err := tx.Claim(time.Now(), leaseFor, storage.RoomFor(10))
			return err
		})
		w.pass(12 * time.Second) // Slack is slow, and the process dies meanwhile
		w.start()
		w.pass(LookAfter - time.Second)
		_, _ = w.slack.Post(t.Context(), Post{Key: postKey("a"), To: anna, Card: words("one")})
		w.pass(time.Minute)
		w.expect("DUANNA: one")
	})
}

func TestMovingTheClockSendsNothingTwice(t *testing.T) {
	var ahead atomic.Int64
	inWorld(t, func(o *Options) { o.Clock = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) } }, func(w *world) {
		w.slack.set(func(s *slack) { s.latency, s.slow = time.Second, "post" })
		later := w.post("b", ben, "tomorrow")
		later.NotBefore = time.Now().Add(24 * time.Hour)
		w.enqueue(w.post("a", anna, "now"), later)
		ahead.Store(int64(25 * time.Hour))
		w.Wake()
		w.pass(2 * time.Minute)
		got := w.sent()
		slices.Sort(got)
		if !slices.Equal(got, []string{"DUANNA: now", "DUBEN: tomorrow"}) {
			t.Errorf("sent %q", got)
		}
	})
}

func TestBackoffGrowsAndIsBounded(t *testing.T) {
	w := newWorld(t, nil)
	j := newJitter(&Workspace{o: w.o})
	for attempt, most := range map[int]time.Duration{0: time.Second, 1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 100: longestPause} {
		for range 100 {
			if got := j.backoff(attempt); got < most/2 || got > most {
				t.Errorf("attempt %d waits %v", attempt, got)
			}
		}
	}
}

// lateStore lets something happen when a change is kept but whoever made it has
// not heard of it yet.
type lateStore struct {
	storage.Store
	kept func()
}

func (s *lateStore) Update(ctx context.Context, change func(storage.Tx) error) error {
	err := s.Store.Update(ctx, change)
	if hook := s.kept; hook != nil {
		hook()
	}
	return err
}

// A message that changes again in the very moment in which its last change was
// settled is changed at once, not when a lease has passed.
func TestAChangeInTheMomentOfSettlingIsNotHeldUp(t *testing.T) {
	var store *lateStore
	inWorld(t, func(o *Options) {
		store = &lateStore{Store: o.Store}
		o.Store = store
	}, func(w *world) {
		change := func(to string) storage.OutEntry {
			c := words(to)
			return storage.OutEntry{Key: "u:a", Op: storage.OpUpdate, To: anna, Target: &sales.Source{Channel: "DUANNA", TS: "1.1"}, Card: &c, Created: time.Now()}
		}
		store.kept = func() {
			settled := false
			w.check(store.View(w.Context(), func(tx storage.Tx) error {
				e, err := tx.OutEntry("u:a")
				settled = err == nil && e.State == storage.OutSent
				return nil
			}))
			if !settled {
				return
			}
			store.kept = nil
			var claimed []storage.OutEntry
			w.check(store.Store.Update(w.Context(), func(tx storage.Tx) (err error) {
				if err = tx.Enqueue(change("second")); err == nil {
					claimed, _, err = w.dispatcher.claimWith(tx, w.now())
				}
				return err
			}))
			w.dispatcher.start(claimed, w.now())
		}
		w.check(store.Store.Update(w.Context(), func(tx storage.Tx) error { return tx.Enqueue(change("first")) }))
		w.Wake()
		w.pass(time.Second)
		w.expect("DUANNA/1.1 becomes: first", "DUANNA/1.1 becomes: second")
	})
}

// A tick is a courtesy: if Slack does not take it, that is the end of it, and
// nothing waits for it.
func TestAMarkIsTriedOnce(t *testing.T) {
	for _, failure := range []Failure{Later, Never, Auth, Ambiguous} {
		inWorld(t, nil, func(w *world) {
			w.failing("mark", 1, &SendError{Failure: failure, Method: "reactions.add", Reason: "any"}, false)
			mark := func(ts string) storage.OutEntry {
				at := sales.Source{Channel: "DUANNA", TS: ts}
				return storage.OutEntry{Key: "mark:" + ts, Op: storage.OpUpdate, To: anna, Channel: "DUANNA", Target: &at, Mark: "tick", Created: time.Now()}
			}
			w.enqueue(mark("1"))
			if got := w.entry("mark:1"); got.State != storage.OutCancelled {
				t.Errorf("%s: the mark is %s", failure, got.State)
			}
			w.enqueue(mark("2"), w.post("p", anna, "hello"))
			got := w.sent()
			slices.Sort(got)
			if want := []string{"DUANNA/2 is marked tick", "DUANNA: hello"}; !slices.Equal(got, want) {
				t.Errorf("%s: sent %q", failure, got)
			}
		})
	}
}
