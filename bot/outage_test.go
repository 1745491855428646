package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

// What Slack's refusals, outages and clocks must not do to what we send.

func rateLimited(method string, after time.Duration) error {
	return &SendError{Failure: Later, After: after, Method: method, Reason: "ratelimited"}
}

func TestWhatSlackRefusesOfOneMethodIsNoOthersFault(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.enqueue(w.post("first", anna, "first"))
		w.sent()
		w.failing("post", 1, rateLimited(postMethod, 30*time.Second), false)
		change := words("first, changed")
		w.enqueue(w.post("a", ben, "held up"))
		w.enqueue(storage.OutEntry{Key: "u", Op: storage.OpUpdate, To: anna, Of: "first", Card: &change, Created: time.Now()})
		w.pass(time.Second)
		w.expect("DUANNA/0 becomes: first, changed")
		w.pass(30 * time.Second)
		w.expect("DUBEN: held up")
	})
}

// A look into history that Slack refuses holds up what has to be looked for, and
// nothing else.
func TestARefusedLookHoldsUpNoPosts(t *testing.T) {
	for name, refusal := range map[string]error{
		"rate limit":    rateLimited(lookMethod, time.Minute),
		"missing scope": &SendError{Failure: Auth, Method: lookMethod, Reason: "missing_scope"},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, nil, func(w *world) {
				looks := 0
				w.slack.set(func(s *slack) {
					s.fail = func(call string, p Post) (bool, error) {
						switch {
						case call == "post" && p.To == anna && looks == 0:
							return true, &SendError{Failure: Ambiguous, Reason: "timeout"}
						case call == "find":
							if looks++; looks == 1 {
								return false, refusal
							}
						}
						return true, nil
					}
				})
				w.enqueue(w.post("a", anna, "one"))
				w.pass(15 * time.Second)
				w.expect("DUANNA: one")
				w.enqueue(w.post("b", ben, "two"))
				w.expect("DUBEN: two")
				if w.SendingStopped() != "" {
					t.Error("sending has stopped")
				}
				w.pass(2 * time.Minute)
				w.expect()
				if e := w.entry("a"); e.State != storage.OutSent {
					t.Errorf("entry %+v", e)
				}
			})
		})
	}
}

func TestAnOutageOfHoursGivesNothingUp(t *testing.T) {
	for _, failure := range []*SendError{{Failure: Later, Reason: "network"}, {Failure: Ambiguous, Reason: "http_503"}} {
		inWorld(t, nil, func(w *world) {
			w.enqueue(w.post("before", anna, "before"))
			w.expect("DUANNA: before")
			w.slack.set(func(s *slack) { s.fail = func(string, Post) (bool, error) { return false, failure } })
			w.enqueue(w.post("a", anna, "one"), w.post("b", ben, "two"))
			w.pass(6 * time.Hour)
			w.slack.set(func(s *slack) { s.fail = nil })
			w.pass(longestPause + time.Minute)
			got := w.sent()
			slices.Sort(got)
			if !slices.Equal(got, []string{"DUANNA: one", "DUBEN: two"}) {
				t.Errorf("%s: sent %q", failure.Reason, got)
			}
		})
	}
}

func TestWhatFailsWhileOthersPassIsGivenUp(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.slack.set(func(s *slack) {
			s.fail = func(_ string, p Post) (bool, error) {
				if p.To == anna {
					return false, &SendError{Failure: Later, Reason: "fatal_error"}
				}
				return true, nil
			}
		})
		w.enqueue(w.post("a", anna, "nobody will ever see this"))
		for n := range 60 {
			w.enqueue(w.post(fmt.Sprint(n), ben, "hello"))
			w.pass(4 * time.Minute)
		}
		if e := w.entry("a"); e.State != storage.OutDead {
			t.Errorf("entry %+v", e)
		}
	})
}

func TestAnEarlierAttemptThatShowsLateIsFoundToo(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.failing("post", 2, &SendError{Failure: Ambiguous, Reason: "timeout"}, false)
		w.enqueue(w.post("a", anna, "one"))
		w.pass(15 * time.Second) // the first attempt was not to be seen, the second is just lost
		began := w.entry("a").Tried
		w.pass(time.Minute)
		w.expect("DUANNA: one")
		if began.IsZero() || time.Since(began) < time.Minute {
			t.Errorf("looked for since %v", began)
		}
	})
}

func TestAPanicInComposingTakesNothingElseDown(t *testing.T) {
	compose := func(_ storage.Tx, _ *commands.Look, e storage.OutEntry) (card.Card, bool, error) {
		if e.Key == "bad" {
			panic("out of order")
		}
		return words("due"), true, nil
	}
	inWorld(t, func(o *Options) { o.Compose = compose }, func(w *world) {
		w.says(anna, "hello")
		w.says(ben, "hello")
		w.sent()
		ref := func(key string, to sales.PersonID) storage.OutEntry {
			return storage.OutEntry{Key: key, Op: storage.OpPost, To: to, Ref: &storage.Ref{Kind: "due"}, Created: time.Now()}
		}
		w.enqueue(ref("bad", anna), ref("good", ben))
		w.expect("DUBEN: due")
		if e := w.entry("bad"); e.State != storage.OutRetry || e.Error != "not composed" {
			t.Errorf("entry %+v", e)
		}
	})
}

// A process that dies again and again, each time in the middle of sending.
func TestABootLoopGivesNothingUpAndRepeatsNothing(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.stop()
		w.update(func(tx storage.Tx) error { return tx.Enqueue(w.post("a", anna, "one")) })
		for range 2 * sendAttempts {
			m := &mortal{Store: w.store, at: "after send"}
			w.o.Store, w.o.Sender = m, mouth{w.slack, m}
			w.start()
			w.pass(20 * time.Second)
			w.stop()
		}
		w.o.Store, w.o.Sender = w.store, w.slack
		w.start()
		w.pass(time.Minute)
		w.expect("DUANNA: one")
		if e := w.entry("a"); e.State != storage.OutSent {
			t.Errorf("entry %+v", e)
		}
	})
}

// Boots that are shorter than the wait before a look do not put it off for ever.
func TestShortBootsComeToALook(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.stop()
		w.update(func(tx storage.Tx) error { return tx.Enqueue(w.post("a", anna, "one")) })
		w.update(func(tx storage.Tx) error {
			_, err := tx.Claim(time.Now(), leaseFor, storage.RoomFor(1))
			return err
		})
		for range 6 {
			w.start()
			w.pass(3 * time.Second)
			w.stop()
		}
		w.expect("DUANNA: one")
		w.start()
	})
}

// moved is a clock that can be set.
type moved struct{ by atomic.Int64 }

func (m *moved) now() time.Time         { return time.Now().Add(time.Duration(m.by.Load())) }
func (m *moved) step(d time.Duration)   { m.by.Add(int64(d)) }
func (m *moved) in(o *Options) *Options { o.Clock = m.now; return o }

func TestAClockThatIsSetBackHoldsNothingUp(t *testing.T) {
	clock := &moved{}
	inWorld(t, func(o *Options) { clock.in(o).Pace = Pace{Workspace: 1, Ceiling: 1} }, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Later, Reason: "network"}, false)
		a := w.post("a", anna, "one")
		a.Created = clock.now()
		w.enqueue(a)
		clock.step(-48 * time.Hour)
		w.enqueue(w.post("b", ben, "two"), w.post("c", mona, "three"))
		w.pass(2 * time.Minute)
		got := w.sent()
		slices.Sort(got)
		if !slices.Equal(got, []string{"DUANNA: one", "DUBEN: two", "DUMONA: three"}) {
			t.Errorf("sent %q", got)
		}
	})
}

func TestAClockThatIsSetBackBetweenTwoProcessesHoldsNothingUp(t *testing.T) {
	clock := &moved{}
	clock.step(48 * time.Hour)
	inWorld(t, func(o *Options) { clock.in(o) }, func(w *world) {
		w.failing("post", 1, &SendError{Failure: Ambiguous, Reason: "timeout"}, true)
		w.enqueue(w.post("a", anna, "one"))
		w.stop()
		clock.step(-48 * time.Hour)
		w.start()
		w.pass(time.Minute)
		w.expect("DUANNA: one")
		if e := w.entry("a"); e.State != storage.OutSent || e.Sent.TS != "0" {
			t.Errorf("entry %+v", e)
		}
	})
}

// The clock was ahead when the process died, and was set right while it was down.
func TestAClockThatWasAheadWhenAProcessDiedRepeatsNothing(t *testing.T) {
	clock := &moved{}
	inWorld(t, func(o *Options) { clock.in(o) }, func(w *world) {
		w.stop()
		clock.step(3 * time.Hour)
		w.update(func(tx storage.Tx) error { return tx.Enqueue(w.post("a", anna, "one")) })
		w.update(func(tx storage.Tx) error {
			_, err := tx.Claim(clock.now(), leaseFor, storage.RoomFor(1))
			return err
		})
		_, _ = w.slack.Post(t.Context(), Post{Key: postKey("a"), To: anna, Card: words("one")})
		clock.step(-3 * time.Hour)
		w.pass(5 * time.Hour)
		w.start()
		w.pass(time.Minute)
		w.expect("DUANNA: one")
	})
}

func TestAClockThatIsSetAheadWakesWhatIsDue(t *testing.T) {
	clock := &moved{}
	inWorld(t, func(o *Options) { clock.in(o) }, func(w *world) {
		later := w.post("a", anna, "tomorrow")
		later.NotBefore = clock.now().Add(24 * time.Hour)
		w.enqueue(later)
		clock.step(24 * time.Hour)
		w.pass(longestSleep + time.Second)
		w.expect("DUANNA: tomorrow")
	})
}

func TestDigestsAndRemindersDoNotStarve(t *testing.T) {
	inWorld(t, func(o *Options) { o.Pace = Pace{Workspace: 1, Ceiling: 1} }, func(w *world) {
		var entries []storage.OutEntry
		for p, text := range []string{"answer", "reminder", "digest"} {
			for i := range 100 {
				e := w.post(fmt.Sprint(text, i), sales.PersonID(fmt.Sprintf("T1/U%s%d", text, i)), text)
				e.Priority = storage.Priority(p)
				entries = append(entries, e)
			}
		}
		w.enqueue(entries...)
		w.pass(90 * time.Second)
		count := map[string]int{}
		for _, s := range w.sent() {
			_, text, _ := strings.Cut(s, ": ")
			count[text]++
		}
		if count["answer"] < 75 || count["reminder"] < 3 || count["digest"] < 3 {
			t.Errorf("in ninety seconds at one a second: %v", count)
		}
	})
}

func TestTheCeilingSinksToWhatSlackTakes(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		const takes = 4.0 // a second, less than we begin with
		tokens, at, refused := takes, time.Now(), 0
		w.slack.set(func(s *slack) {
			s.fail = func(string, Post) (bool, error) {
				tokens, at = min(takes, tokens+time.Since(at).Seconds()*takes), time.Now()
				if tokens < 1 {
					refused++
					return false, rateLimited(postMethod, time.Second)
				}
				tokens--
				return true, nil
			}
		})
		var entries []storage.OutEntry
		for i := range 1200 {
			entries = append(entries, w.post(fmt.Sprint(i), sales.PersonID(fmt.Sprintf("T1/U%d", i)), "hello"))
		}
		w.enqueue(entries...)
		w.pass(450 * time.Second) // 310 to 420 were measured; without a loss it would be 300
		if n := len(w.sent()); n < 1200 {
			t.Errorf("%d of 1200 in 450 seconds at four a second", n)
		}
		if refused > 200 {
			t.Errorf("%d refusals of 1200 messages", refused)
		}
		t.Logf("%d refusals", refused)
	})
}

func TestFurtherPartsOfAMessageTakeTheirTurn(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		w.says(anna, "hello")
		w.sent()
		w.pass(time.Minute)
		var turn func(context.Context) error
		w.slack.set(func(s *slack) { s.fail = func(_ string, p Post) (bool, error) { turn = p.Turn; return true, nil } })
		w.enqueue(w.post("a", anna, "one"))
		began := time.Now()
		for range 6 {
			w.check(turn(w.Context()))
		}
		if took := time.Since(began); took < 3900*time.Millisecond || took > 4100*time.Millisecond {
			t.Errorf("six further parts, of which two at once, took %v", took)
		}
		ctx, stop := context.WithCancel(w.Context())
		stop()
		if err := turn(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

func TestAnEditInAChannelCountsThoughItsOriginalWasLost(t *testing.T) {
	inWorld(t, nil, func(w *world) {
		original := inChannel(w.message(anna, "saw Acme"))
		edit := original
		edit.Key, edit.Kind, edit.Text, edit.ToUs = "e:1", event.Edited, "saw Bolt", true
		w.take(edit)
		synctest.Wait()
		w.expect("DUANNA: edited saw Bolt")
	})
}
