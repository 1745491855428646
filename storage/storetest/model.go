package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roundsman/sales"
	"roundsman/storage"
)

// agendaModel compares an agenda with a map.
func agendaModel(t *testing.T, open func(testing.TB) storage.Store) {
	rapid.Check(t, func(r *rapid.T) {
		w := &world{t, open(t)}
		model := map[string]storage.DueItem{}
		key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f/1", "f/2"})
		minute := rapid.IntRange(0, 9)
		r.Repeat(map[string]func(*rapid.T){
			"schedule": func(r *rapid.T) {
				i := storage.DueItem{Key: key.Draw(r, "key"), At: at(minute.Draw(r, "at")), Tries: minute.Draw(r, "tries")}
				model[i.Key] = i
				w.schedule(i)
			},
			"unschedule": func(r *rapid.T) {
				k := key.Draw(r, "key")
				delete(model, k)
				w.do(func(tx storage.Tx) error { return tx.Unschedule(k) })
			},
			"": func(r *rapid.T) {
				now, limit := at(minute.Draw(r, "now")), rapid.IntRange(1, 8).Draw(r, "limit")
				var want []string
				for k, i := range model {
					if !i.At.After(now) {
						want = append(want, k)
					}
				}
				slices.SortFunc(want, func(a, b string) int {
					return cmp.Or(model[a].At.Compare(model[b].At), cmp.Compare(a, b))
				})
				want = want[:min(limit, len(want))]
				if got := w.dueBy(now, limit); !slices.Equal(got, want) {
					r.Fatalf("due %v; want %v", got, want)
				}
			},
		})
	})
}

// message is what the model knows of an outbox entry.
type message struct {
	storage.OutEntry
	claimed time.Time
}

// model is an outbox as simple as can be: a list that is looked through.
type model struct {
	messages []*message // by Seq
	now      time.Time
}

func (m *model) finished(e *message) bool {
	return e.State == storage.OutSent || e.State == storage.OutDead || e.State == storage.OutCancelled
}

func (m *model) leased(e *message) bool {
	return e.State == storage.OutLeased && e.Lease.After(m.now)
}

// inLine tells that an entry takes part in its conversation's order.
func (m *model) inLine(e *message) bool {
	return !m.finished(e) && (e.State != storage.OutPending || !e.NotBefore.After(m.now))
}

// head is the entry of a conversation that could be claimed, and its urgency.
func (m *model) head(to sales.PersonID) (head *message, urgency storage.Priority) {
	urgency = storage.Digest
	for _, e := range m.messages {
		if e.To != to || !m.inLine(e) {
			continue
		}
		if m.leased(e) {
			return nil, 0
		}
		if head == nil {
			head = e
		}
		urgency = min(urgency, e.Priority)
	}
	if head != nil && head.State == storage.OutRetry && head.NotBefore.After(m.now) {
		return nil, 0
	}
	return head, urgency
}

func (m *model) claim(limit int) (keys []string) {
	for len(keys) < limit {
		var best *message
		var most storage.Priority
		for _, to := range []sales.PersonID{"T/0", "T/1", "T/2"} {
			e, urgency := m.head(to)
			if e != nil && (best == nil || cmp.Or(cmp.Compare(urgency, most), cmp.Compare(e.Seq, best.Seq)) < 0) {
				best, most = e, urgency
			}
		}
		if best == nil {
			return keys
		}
		if best.State == storage.OutLeased && best.Tried.IsZero() {
			best.Tried = best.claimed
		}
		best.State, best.Lease, best.claimed = storage.OutLeased, m.now.Add(leaseTime), m.now
		best.Attempts++
		keys = append(keys, best.Key)
	}
	return keys
}

// outboxModel compares an outbox with the model.
func outboxModel(t *testing.T, open func(testing.TB) storage.Store) {
	rapid.Check(t, func(r *rapid.T) {
		w := &world{t, open(t)}
		m := &model{now: at(0)}
		seq := 0
		r.Repeat(map[string]func(*rapid.T){
			"enqueue": func(r *rapid.T) {
				seq++
				e := post(fmt.Sprint("k", seq), sales.PersonID(fmt.Sprint("T/", rapid.IntRange(0, 2).Draw(r, "to"))))
				e.Priority = storage.Priority(rapid.IntRange(0, 2).Draw(r, "priority"))
				if rapid.IntRange(0, 3).Draw(r, "held back") == 0 {
					e.NotBefore = m.now.Add(time.Duration(rapid.IntRange(-2, 9).Draw(r, "minutes")) * time.Minute)
				}
				w.enqueue(e)
				m.messages = append(m.messages, &message{OutEntry: w.out(e.Key)})
			},
			"wait": func(r *rapid.T) {
				m.now = m.now.Add(time.Duration(rapid.IntRange(1, 7).Draw(r, "minutes")) * time.Minute)
			},
			"claim": func(r *rapid.T) {
				limit := rapid.IntRange(1, 4).Draw(r, "limit")
				next, ok := w.nextOut()
				want := m.claim(limit)
				if got := w.claims(m.now, limit); !slices.Equal(got, want) {
					r.Fatalf("claimed %v; want %v", got, want)
				}
				if len(want) > 0 && (!ok || next.After(m.now)) {
					r.Fatalf("next was %v, %v, but at %v %v could be claimed", next, ok, m.now, want)
				}
			},
			"settle": func(r *rapid.T) {
				var under []*message
				for _, e := range m.messages {
					if e.State == storage.OutLeased {
						under = append(under, e)
					}
				}
				if len(under) == 0 {
					r.Skip("nothing is leased")
				}
				e := rapid.SampledFrom(under).Draw(r, "which")
				e.State = rapid.SampledFrom([]storage.OutState{
					storage.OutSent, storage.OutRetry, storage.OutDead, storage.OutCancelled,
					storage.OutPending,
				}).Draw(r, "state")
				e.NotBefore = time.Time{}
				switch e.State {
				case storage.OutRetry:
					e.NotBefore = m.now.Add(time.Duration(rapid.IntRange(0, 4).Draw(r, "minutes")) * time.Minute)
				case storage.OutPending:
				default:
					e.Ended = m.now
				}
				w.settle(e.OutEntry)
			},
			"": func(r *rapid.T) {
				for _, e := range m.messages {
					got := w.out(e.Key)
					if got.State != e.State || got.Attempts != e.Attempts || !got.Tried.Equal(e.Tried) {
						r.Fatalf("%s is %+v; want %+v", e.Key, got, e.OutEntry)
					}
				}
			},
		})
	})
}
