package boltstore

import (
	"bytes"
	"strings"
	"time"

	"roundsman/storage"
)

// A remembered value stands behind eight bytes: the time after which it may be
// forgotten, or zeros. (That time is never all zeros: see momentNumber.)

const untilSize = 8

var never = make([]byte, untilSize)

func (t *tx) Recall(name string) ([]byte, error) {
	kept, err := t.get(memory, []byte(name))
	if err != nil {
		return nil, err
	}
	if len(kept) < untilSize {
		return nil, missingError{"value", name}
	}
	return bytes.Clone(kept[untilSize:]), nil
}

func (t *tx) Keep(name string, value []byte, until time.Time) error {
	old, err := t.get(memory, []byte(name))
	if err != nil {
		return err
	}
	var before, now []entry
	if len(old) >= untilSize {
		before = untilEntry(old[:untilSize], name)
	}
	kept := bytes.Clone(never)
	if !until.IsZero() {
		kept = key(nil).moment(until)
		now = untilEntry(kept, name)
	}
	if err := t.reindex(before, now); err != nil {
		return err
	}
	return t.put(memory, []byte(name), append(kept, value...))
}

// untilEntry lists a value by the time after which it may be forgotten, if any.
func untilEntry(until []byte, name string) []entry {
	if bytes.Equal(until, never) {
		return nil
	}
	return []entry{{memoryUntil, append(key(nil), until...).bare(name), []byte{}}}
}

func (t *tx) Forget(name string) error {
	kept, err := t.get(memory, []byte(name))
	if err != nil || kept == nil {
		return err
	}
	if err := t.reindex(untilEntry(kept[:untilSize], name), nil); err != nil {
		return err
	}
	return t.drop(memory, []byte(name))
}

func (t *tx) Recollect(path string, p storage.Page) (map[string][]byte, string, error) {
	values := map[string][]byte{}
	s := span{}
	if path = strings.TrimSuffix(path, "/"); path != "" {
		s = under(key(path + "/"))
	}
	next, err := t.page(memory, s, p, func(k, v []byte) bool {
		values[string(k)] = bytes.Clone(v[untilSize:])
		return true
	})
	if err != nil {
		return nil, "", err
	}
	return values, next, nil
}

// ForgetOld works through three indexes by time until it reaches the limit.
func (t *tx) ForgetOld(now, events, messages time.Time, limit int) (int, error) {
	forgotten := 0
	for _, old := range []struct {
		in     bucket
		until  time.Time
		forget func(name string) error
	}{
		{memoryUntil, now, t.Forget},
		{inboxEnded, events, t.forgetEvent},
		{outEnded, messages, t.forgetOut},
	} {
		names, err := t.endedBefore(old.in, old.until, limit-forgotten)
		if err != nil {
			return forgotten, err
		}
		for _, name := range names {
			if err := old.forget(name); err != nil {
				return forgotten, err
			}
			forgotten++
		}
	}
	return forgotten, nil
}

// endedBefore reads the names from an index of time and name.
func (t *tx) endedBefore(in bucket, limitTime time.Time, limit int) (names []string, err error) {
	if limit <= 0 {
		return nil, nil
	}
	err = t.walk(in, span{hi: key(nil).moment(limitTime)}, func(k, _ []byte) bool {
		names = append(names, string(k[8:]))
		return len(names) < limit
	})
	return names, err
}
