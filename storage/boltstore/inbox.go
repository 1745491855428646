package boltstore

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"roundsman/bot/event"
	"roundsman/storage"
)

// A waiting entry is kept as JSON, and so is a dead one until it is dropped. One
// that is done is a gravestone without anyone's words: state, attempts, order,
// time of the end, class of the error. (In files of format 1 the dead were, too.)

const (
	doneStone byte = 'd'
	deadStone byte = 'x'
	stoneSize      = 1 + 1 + 8 + 8
)

func (t *tx) Receive(e event.Event) (bool, error) {
	if e.Key == "" {
		return false, fmt.Errorf("event without a key")
	}
	there, err := t.get(inbox, []byte(e.Key))
	if err != nil || there != nil {
		return false, err
	}
	e.At, e.Received = micros(e.At), micros(e.Received)
	seq, err := t.next(inbox)
	if err != nil {
		return false, err
	}
	t.arrived = &storage.InboxEntry{Event: e, State: storage.InboxWaiting, Seq: seq}
	return true, nil
}

// putWaiting keeps an entry that is to be applied.
func (t *tx) putWaiting(e storage.InboxEntry) error {
	if err := t.putEvent(e); err != nil {
		return err
	}
	return t.put(inboxWaiting, key(nil).seq(e.Seq), []byte(e.Event.Key))
}

func (t *tx) putEvent(e storage.InboxEntry) error {
	data, err := encode(e)
	if err != nil {
		return fmt.Errorf("event %q: %w", e.Event.Key, err)
	}
	return t.put(inbox, []byte(e.Event.Key), data)
}

func (t *tx) Waiting(p storage.Page) ([]storage.InboxEntry, string, error) {
	return t.eventsIn(inboxWaiting, p)
}

func (t *tx) DeadEvents(p storage.Page) ([]storage.InboxEntry, string, error) {
	return t.eventsIn(inboxDead, p)
}

// eventsIn lists the entries of an index by order of arrival.
func (t *tx) eventsIn(index bucket, p storage.Page) (entries []storage.InboxEntry, next string, err error) {
	var keys []string
	next, err = t.page(index, span{}, p, func(_, v []byte) bool {
		keys = append(keys, string(v))
		return true
	})
	if err != nil {
		return nil, "", err
	}
	for _, k := range keys {
		entry, err := t.Entry(k)
		if err != nil {
			return nil, "", fmt.Errorf("%w: %s: %w", storage.ErrDamaged, index, err)
		}
		entries = append(entries, entry)
	}
	return entries, next, nil
}

func (t *tx) Entry(eventKey string) (e storage.InboxEntry, err error) {
	data, err := t.get(inbox, []byte(eventKey))
	if err != nil {
		return e, err
	}
	if len(data) == 0 {
		return e, missingError{"event", eventKey}
	}
	if data[0] == doneStone || data[0] == deadStone {
		return readStone(eventKey, data)
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return e, fmt.Errorf("%w: event %q: %w", storage.ErrDamaged, eventKey, err)
	}
	return e, nil
}

func readStone(eventKey string, data []byte) (e storage.InboxEntry, err error) {
	if len(data) < stoneSize {
		return e, fmt.Errorf("%w: event %q", storage.ErrDamaged, eventKey)
	}
	e.Event.Key = eventKey
	e.State = storage.InboxDone
	if data[0] == deadStone {
		e.State = storage.InboxDead
	}
	e.Attempts = int(data[1])
	e.Seq = binary.BigEndian.Uint64(data[2:])
	e.Ended = momentAt(data[10:])
	e.Error = string(data[stoneSize:])
	return e, nil
}

func stone(e storage.InboxEntry) []byte {
	state := doneStone
	if e.State == storage.InboxDead {
		state = deadStone
	}
	attempts := byte(min(e.Attempts, math.MaxUint8)) //nolint:gosec // bounded
	return key{state, attempts}.seq(e.Seq).moment(e.Ended).bare(e.Error)
}

// entryIn reads an entry that must be in a state, with its words.
func (t *tx) entryIn(state storage.InboxState, eventKey string) (storage.InboxEntry, error) {
	e, err := t.Entry(eventKey)
	if err == nil && (e.State != state || e.Event.Kind == "" && state == storage.InboxDead) {
		err = fmt.Errorf("%s event %q: %w", state, eventKey, storage.ErrNotFound)
	}
	return e, err
}

func (t *tx) EndEvent(eventKey string, state storage.InboxState, at time.Time) error {
	if state != storage.InboxDone && state != storage.InboxDead {
		return fmt.Errorf("event %q cannot end as %q", eventKey, state)
	}
	e, err := t.toEnd(eventKey)
	if err != nil {
		return err
	}
	e.State, e.Ended = state, micros(at)
	return t.bury(e)
}

// toEnd takes an entry from among the waiting.
func (t *tx) toEnd(eventKey string) (storage.InboxEntry, error) {
	if e := t.arrived; e != nil && e.Event.Key == eventKey {
		t.arrived = nil
		return *e, nil
	}
	e, err := t.entryIn(storage.InboxWaiting, eventKey)
	if err != nil {
		return e, err
	}
	return e, t.drop(inboxWaiting, key(nil).seq(e.Seq))
}

// bury keeps an entry that has ended.
func (t *tx) bury(e storage.InboxEntry) error {
	if e.State == storage.InboxDead {
		if err := t.putEvent(e); err != nil {
			return err
		}
		if err := t.put(inboxDead, key(nil).seq(e.Seq), []byte(e.Event.Key)); err != nil {
			return err
		}
	} else if err := t.put(inbox, []byte(e.Event.Key), stone(e)); err != nil {
		return err
	}
	return t.put(inboxEnded, endedKey(e), []byte{})
}

// unbury takes an entry out of the indexes of what has ended.
func (t *tx) unbury(e storage.InboxEntry) error {
	if e.State == storage.InboxDead {
		if err := t.drop(inboxDead, key(nil).seq(e.Seq)); err != nil {
			return err
		}
	}
	return t.drop(inboxEnded, endedKey(e))
}

func endedKey(e storage.InboxEntry) key { return key(nil).moment(e.Ended).bare(e.Event.Key) }

func (t *tx) ReviveEvent(eventKey string) error {
	e, err := t.entryIn(storage.InboxDead, eventKey)
	if err != nil {
		return err
	}
	if err := t.unbury(e); err != nil {
		return err
	}
	e.State, e.Attempts, e.Begun, e.Error, e.Ended = storage.InboxWaiting, 0, 0, "", time.Time{}
	if e.Seq, err = t.next(inbox); err != nil {
		return err
	}
	return t.putWaiting(e)
}

func (t *tx) DropEvent(eventKey string, at time.Time) error {
	e, err := t.entryIn(storage.InboxDead, eventKey)
	if err != nil {
		return err
	}
	if err := t.unbury(e); err != nil {
		return err
	}
	e.State, e.Ended = storage.InboxDone, micros(at)
	return t.bury(e)
}

func (t *tx) FailEvent(eventKey, reason string) (int, error) {
	e, err := t.entryIn(storage.InboxWaiting, eventKey)
	if err != nil {
		return 0, err
	}
	e.Attempts++
	e.Error = reason
	return e.Attempts, t.putEvent(e)
}

func (t *tx) CountBegun(eventKey string, by int) (int, error) {
	e, err := t.entryIn(storage.InboxWaiting, eventKey)
	if err != nil {
		return 0, err
	}
	e.Begun = max(0, e.Begun+by)
	return e.Begun, t.putEvent(e)
}

// forgetEvent drops an ended entry.
func (t *tx) forgetEvent(eventKey string) error {
	e, err := t.Entry(eventKey)
	if err != nil {
		return err
	}
	if err := t.unbury(e); err != nil {
		return err
	}
	return t.drop(inbox, []byte(eventKey))
}
