package boltstore

import (
	"encoding/json"
	"fmt"

	"roundsman/sales"
	"roundsman/storage"
)

func changeKey(event string, seq int) key { return key(nil).text(event).number(uint32(seq)) }

func (t *tx) AddChange(c sales.Change) error {
	c.At = micros(c.At)
	k := changeKey(c.Event, c.Seq)
	there, err := t.get(changes, k)
	if err != nil {
		return err
	}
	if there != nil {
		return fmt.Errorf("change %d of event %q is in the trail already", c.Seq, c.Event)
	}
	if err := t.putChange(k, c); err != nil {
		return err
	}
	order := key(nil).text(string(c.Kind)).text(c.ID).latest(c.At).number(^uint32(c.Seq))
	e := at(changesTo, order, string(k))
	return t.put(e.in, e.key, e.value)
}

func (t *tx) putChange(k key, c sales.Change) error {
	data, err := encode(c)
	if err != nil {
		return fmt.Errorf("change of event %q: %w", c.Event, err)
	}
	return t.put(changes, k, data)
}

func (t *tx) ChangesBy(event string) (set []sales.Change, err error) {
	var bad error
	err = t.walk(changes, under(key(nil).text(event)), func(k, v []byte) bool {
		var c sales.Change
		if err := json.Unmarshal(v, &c); err != nil {
			bad = fmt.Errorf("%w: change %x: %w", storage.ErrDamaged, k, err)
			return false
		}
		set = append(set, c)
		return true
	})
	if err == nil {
		err = bad
	}
	return set, err
}

var changesBucket = Bucket[sales.Change]{in: changes, what: "change"}

func (t *tx) ChangesTo(kind sales.Kind, id string, p storage.Page) ([]sales.Change, string, error) {
	return changesBucket.list(t, changesTo, under(key(nil).text(string(kind)).text(id)), p)
}

func (t *tx) MarkUndone(event string) error {
	set, err := t.ChangesBy(event)
	if err != nil {
		return err
	}
	for _, c := range set {
		if c.Undone {
			continue
		}
		c.Undone = true
		if err := t.putChange(changeKey(event, c.Seq), c); err != nil {
			return err
		}
	}
	return nil
}

func sourceKey(s sales.Source) key { return key(nil).text(s.Channel).text(s.TS) }

func (t *tx) LinkMessage(s sales.Source, event string) error {
	linked, err := t.EventsFrom(s)
	if err != nil {
		return err
	}
	for _, e := range linked {
		if e == event {
			return nil
		}
	}
	n, err := t.next(links)
	if err != nil {
		return err
	}
	return t.put(links, sourceKey(s).seq(n), []byte(event))
}

// EventsFrom lists events in the order in which they were linked.
func (t *tx) EventsFrom(s sales.Source) (events []string, err error) {
	err = t.walk(links, under(sourceKey(s)), func(_, v []byte) bool {
		events = append(events, string(v))
		return true
	})
	return events, err
}
