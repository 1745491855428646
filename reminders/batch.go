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

// batch gathers what one pass says, by person and slot.
type batch struct{ messages []message }

// message is everything for one person and slot.
type message struct {
	to    sales.PersonID
	slot  string // the person's clock, "2026-11-24T09:00"
	named bool   // the person named that time themselves
	items []said
}

type said struct {
	key string
	due string // order within the message: what is longest overdue comes first
}

func (b *batch) add(to sales.Calendar, v sales.Verdict, key string) {
	id, slot := to.Person().ID, v.Slot.In(to.Zone()).Format("2006-01-02T15:04")
	i := slices.IndexFunc(b.messages, func(m message) bool { return m.to == id && m.slot == slot })
	if i < 0 {
		i = len(b.messages)
		b.messages = append(b.messages, message{to: id, slot: slot})
	}
	b.messages[i].named = b.messages[i].named || v.Named
	b.messages[i].items = append(b.messages[i].items, said{key, v.Facts["due"]})
}

// RefKind is the kind of the Ref of every message of this package.
const RefKind = "reminders"

// send puts the messages into the outbox. One that waits there already for the
// same person and slot takes the new items in.
func (b *batch) send(tx storage.Tx, now time.Time) error {
	for _, m := range b.messages {
		if err := m.send(tx, now); err != nil {
			return fmt.Errorf("put reminder into outbox: %w", err)
		}
	}
	return nil
}

func (m message) send(tx storage.Tx, now time.Time) error {
	slices.SortStableFunc(m.items, func(a, b said) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.key, b.key)) })
	for seq := 0; ; seq++ {
		key := "r:" + string(m.to) + "/" + m.slot + "/" + strconv.Itoa(seq)
		e, err := tx.OutEntry(key)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			e = storage.OutEntry{
				Key: key, Op: storage.OpPost, To: m.to, Priority: storage.Reminder, Created: now,
				Ref: &storage.Ref{Kind: RefKind, Slot: m.slot, Items: m.keys()}, Unasked: !m.named,
			}
			if err := m.show(tx, e.Ref.Items); err != nil {
				return err
			}
			return tx.Enqueue(e)
		case err != nil:
			return err
		case e.State == storage.OutPending && e.Ref != nil:
			e.Ref.Items, e.Unasked = append(e.Ref.Items, m.keys()...), e.Unasked && !m.named
			if err := m.show(tx, e.Ref.Items); err != nil {
				return err
			}
			return tx.SettleOut(e)
		}
	}
}

func (m message) keys() []string {
	keys := make([]string, len(m.items))
	for i, s := range m.items {
		keys[i] = s.key
	}
	return keys
}

// show makes this the reminder that "why" explains, and the list that numbers
// refer to: "done 2".
func (m message) show(tx storage.Tx, keys []string) error {
	if err := m.keep(tx, present.LastSaidName, keys); err != nil {
		return err
	}
	var list present.List
	for _, key := range keys {
		if kind, id, _ := strings.Cut(key, "/"); kind == followUpName || kind == coverName {
			list.IDs = append(list.IDs, sales.FollowUpID(id))
		}
	}
	if len(list.IDs) == 0 {
		return nil
	}
	return m.keep(tx, present.ListName, list)
}

func (m message) keep(tx storage.Tx, name string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return tx.Keep(scoped.Own(m.to, name), raw, time.Time{})
}
