package boltstore

import (
	"encoding/json"
	"fmt"
	"time"

	"roundsman/storage"
)

// The agenda keeps its items in the time index itself, so that a sweep reads
// one stretch of the file; by key there is only where to find them.

func (t *tx) Schedule(item storage.DueItem) error {
	if item.Key == "" {
		return fmt.Errorf("due item without a key")
	}
	item.At = micros(item.At)
	data, err := encode(item)
	if err != nil {
		return fmt.Errorf("due item %q: %w", item.Key, err)
	}
	was, err := t.get(due, []byte(item.Key))
	if err != nil {
		return err
	}
	if was != nil {
		if err := t.drop(dueAt, append(key(nil), was...).bare(item.Key)); err != nil {
			return err
		}
	}
	k := key(nil).moment(item.At).bare(item.Key)
	if err := t.put(dueAt, k, data); err != nil {
		return err
	}
	return t.put(due, []byte(item.Key), k[:8:8])
}

func (t *tx) Unschedule(itemKey string) error {
	when, err := t.get(due, []byte(itemKey))
	if err != nil || when == nil {
		return err
	}
	if err := t.drop(dueAt, append(key(nil), when...).bare(itemKey)); err != nil {
		return err
	}
	return t.drop(due, []byte(itemKey))
}

func (t *tx) Scheduled(itemKey string) (storage.DueItem, error) {
	when, err := t.get(due, []byte(itemKey))
	if err != nil {
		return storage.DueItem{}, err
	}
	if when == nil {
		return storage.DueItem{}, missingError{"due item", itemKey}
	}
	data, err := t.get(dueAt, append(key(nil), when...).bare(itemKey))
	if err != nil {
		return storage.DueItem{}, err
	}
	return readDue(itemKey, data)
}

func readDue(itemKey string, data []byte) (item storage.DueItem, err error) {
	if err := json.Unmarshal(data, &item); err != nil {
		return item, fmt.Errorf("%w: due item %q: %w", storage.ErrDamaged, itemKey, err)
	}
	return item, nil
}

func (t *tx) DueBy(now time.Time, limit int) (items []storage.DueItem, err error) {
	var bad error
	until := span{hi: after(key(nil).moment(now))}
	if limit <= 0 {
		return nil, nil
	}
	err = t.walk(dueAt, until, func(k, v []byte) bool {
		var item storage.DueItem
		if item, bad = readDue(string(k[8:]), v); bad != nil {
			return false
		}
		items = append(items, item)
		return len(items) < limit
	})
	if err == nil {
		err = bad
	}
	return items, err
}

func (t *tx) NextDue() (at time.Time, ok bool, err error) {
	k, _, err := t.first(dueAt, span{})
	if err != nil || k == nil {
		return time.Time{}, false, err
	}
	return momentAt(k), true, nil
}
