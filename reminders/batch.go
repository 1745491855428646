package reminders

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// RefKind is the kind of the Ref of every message of this package.
const RefKind = "reminders"

// message is everything for one person and slot that is said at a time. One
// that waits in the outbox takes in what comes while it waits.
type message struct {
	entry storage.OutEntry
	fresh bool // not in the outbox yet
	first bool // nothing was said unasked before it on this day
	items []said
	below []string // parts that stand in its thread
}

type said struct {
	key string
	due string // order within the message: what is longest overdue comes first
}

// messageFor finds the message of a person and slot that takes an item in: one
// of this pass, one that still waits, or a fresh one.
func (l *look) messageFor(kind Kind, item string, to sales.Calendar, v sales.Verdict) (*message, error) {
	id, slot := to.Person().ID, v.Slot.In(to.Zone()).Format("2006-01-02T15:04")
	ref, priority := RefKind, storage.Reminder
	if kind.Apart { // with nothing else in it
		slot, ref, priority = slot+"/"+strings.ReplaceAll(item, "\n", "/"), present.DigestRef, storage.Digest
	}
	i := slices.IndexFunc(l.messages, func(m *message) bool { return m.entry.To == id && m.entry.Ref.Slot == slot })
	if i >= 0 && !kind.Apart {
		return l.messages[i], nil
	}
	for seq := 0; ; seq++ {
		key := "r:" + string(id) + "/" + slot + "/" + strconv.Itoa(seq)
		e, err := l.tx.OutEntry(key)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return &message{fresh: true, entry: storage.OutEntry{
				Key: key, Op: storage.OpPost, To: id, Priority: priority, Created: l.now, Ref: &storage.Ref{Kind: ref, Slot: slot},
				Unasked: true,
			}}, nil
		case err != nil:
			return nil, fmt.Errorf("look up message: %w", err)
		case e.State == storage.OutPending && e.Ref != nil && !kind.Apart:
			return reopened(e)
		}
	}
}

func reopened(e storage.OutEntry) (*message, error) {
	data, err := present.OutcomesOf(e.Ref.Data)
	if err != nil {
		return nil, err
	}
	m := &message{entry: e}
	for i, key := range e.Ref.Items {
		one := said{key: key}
		if i < len(data.Dues) {
			one.due = data.Dues[i]
		}
		m.items = append(m.items, one)
	}
	return m, nil
}

// joins reports that the message is begun already.
func (l *look) joins(m *message) bool { return !m.fresh || slices.Contains(l.messages, m) }

// say puts an item into a message. One that was not asked for is counted when
// it is begun.
func (l *look) say(m *message, to sales.Calendar, v sales.Verdict, key string) {
	if !slices.Contains(l.messages, m) {
		l.messages = append(l.messages, m)
		if m.fresh && !v.Asked {
			l.counts[to.Person().ID]++
			l.counted[to.Person().ID] = to.Day(l.now)
		}
	}
	m.entry.Unasked = m.entry.Unasked && !v.Named
	m.items = slices.DeleteFunc(m.items, func(s said) bool { return s.key == key }) // it was moved while the message waited
	m.items = append(m.items, said{key, v.Facts["due"]})
}

// sent is how many messages somebody got unasked on their present day.
func (l *look) sent(to sales.Calendar) (int, error) {
	id := to.Person().ID
	if n, known := l.counts[id]; known {
		return n, nil
	}
	raw, err := l.tx.Recall(unaskedName(id, to.Day(l.now)))
	n := 0
	if err == nil {
		err = json.Unmarshal(raw, &n)
	}
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return 0, fmt.Errorf("count what was said: %w", err)
	}
	l.counts[id] = n
	return n, nil
}

func unaskedName(id sales.PersonID, day sales.Date) string {
	return scoped.Own(id, "unasked/"+day.String())
}

// send puts the messages into the outbox.
func (l *look) send() error {
	for _, m := range l.messages {
		if err := m.send(l.tx); err != nil {
			return fmt.Errorf("put reminder into outbox: %w", err)
		}
	}
	for id, day := range l.counted {
		raw := []byte(strconv.Itoa(l.counts[id]))
		if err := l.tx.Keep(unaskedName(id, day), raw, l.now.Add(3*24*time.Hour)); err != nil {
			return fmt.Errorf("count what was said: %w", err)
		}
	}
	return nil
}

func (m *message) send(tx storage.Tx) error {
	slices.SortStableFunc(m.items, func(a, b said) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.key, b.key)) })
	var data present.Outcomes
	m.entry.Ref.Items = nil
	for _, s := range m.items {
		m.entry.Ref.Items = append(m.entry.Ref.Items, s.key)
		data.Dues = append(data.Dues, s.due)
	}
	var err error
	if m.entry.Ref.Data, err = json.Marshal(data); err != nil {
		return err
	}
	if err := m.show(tx); err != nil {
		return err
	}
	if !m.fresh {
		return tx.SettleOut(m.entry)
	}
	if err := tx.Enqueue(m.entry); err != nil {
		return err
	}
	for _, part := range m.below {
		e, ref := m.entry, *m.entry.Ref
		e.Key, e.Under, e.Ref, ref.Part = m.entry.Key+"/"+part, m.entry.Key, &ref, part
		if err := tx.Enqueue(e); err != nil {
			return err
		}
	}
	return nil
}

// keys are those of its entries: its own, and of what stands in its thread.
func (m *message) keys() []string {
	keys := []string{m.entry.Key}
	for _, part := range m.below {
		keys = append(keys, m.entry.Key+"/"+part)
	}
	return keys
}

// show makes this the reminder that "why" explains, and the list that numbers
// refer to: "done 2".
func (m *message) show(tx storage.Tx) error {
	if err := m.keep(tx, present.LastSaidName, m.entry.Ref.Items); err != nil {
		return err
	}
	var list present.List
	for _, key := range m.entry.Ref.Items {
		if kind, id, _ := strings.Cut(key, "/"); kind == followUpName || kind == coverName {
			list.IDs = append(list.IDs, sales.FollowUpID(id))
		}
	}
	if len(list.IDs) == 0 {
		return nil
	}
	return m.keep(tx, present.ListName, list)
}

func (m *message) keep(tx storage.Tx, name string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return tx.Keep(scoped.Own(m.entry.To, name), raw, time.Time{})
}
