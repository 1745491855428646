package boltstore

import (
	"encoding/json"
	"fmt"

	"roundsman/sales"
	"roundsman/storage"
)

// changesBucket keeps a change under its event and its number there.
var changesBucket = newBucket(changes, "change", func(c sales.Change) []entry {
	order := key(nil).text(string(c.Kind)).text(c.ID).latest(c.At).number(^uint32(c.Seq))
	return []entry{at(changesTo, order, changeID(c))}
})

func changeID(c sales.Change) string {
	return string(key(nil).text(c.Event).number(uint32(c.Seq))) //nolint:gosec // an event has few changes
}

func (t *tx) AddChange(c sales.Change) error {
	_, had, err := changesBucket.put(t, changeID(c), c)
	if err == nil && had {
		err = fmt.Errorf("change %d of event %q is in the trail already", c.Seq, c.Event)
	}
	return err
}

func (t *tx) ReplaceChange(c sales.Change) error {
	was, err := changesBucket.get(t, changeID(c))
	if err != nil {
		return err
	}
	return changesBucket.replace(t, changeID(c), was, c)
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
		if err := changesBucket.write(t, changeID(c), c); err != nil {
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
