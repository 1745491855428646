package boltstore

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"roundsman/storage"
)

// Bucket keeps records of one type as JSON, by id, and the index entries that
// each record calls for.
type Bucket[T any] struct {
	in   bucket
	what string // what a record is called in errors
	// index lists a record's entries; a record that changes loses those that it
	// no longer calls for. It may be nil.
	index func(T) []entry
	times [][]int // where T has instants
	// A record is JSON unless these say otherwise.
	encode func(T) ([]byte, error)
	decode func([]byte) (T, error)
	// memoized are records that are read again and again: see memo.
	memoized bool
	copy     copier
}

func newBucket[T any](in bucket, what string, index func(T) []entry) Bucket[T] {
	return Bucket[T]{
		in: in, what: what, index: index, times: instantsOf[T](),
		encode: func(v T) ([]byte, error) { return encode(v) },
		decode: func(data []byte) (v T, err error) {
			err = json.Unmarshal(data, &v)
			return v, err
		},
	}
}

// remembered is a bucket whose records are decoded once.
func (b Bucket[T]) remembered() Bucket[T] {
	b.memoized, b.copy = true, copierOf(reflect.TypeFor[T]())
	return b
}

// entry is one key of an index. Its value tells how long the record's id at the
// end of the key is.
type entry struct {
	in    bucket
	key   []byte
	value []byte
}

// at is an index entry for a record: the parts that order it, then its id.
func at(in bucket, order key, id string) entry {
	return entry{in, order.bare(id), lengthOf(id)}
}

func lengthOf(id string) []byte {
	return binary.BigEndian.AppendUint16(nil, uint16(len(id))) //nolint:gosec // a key is at most 32 KiB long
}

// idOf reads the record's id at the end of an index key.
func idOf(k, v []byte) (string, error) {
	if len(v) == 2 {
		if n := int(v[0])<<8 | int(v[1]); n <= len(k) {
			return string(k[len(k)-n:]), nil
		}
	}
	return "", fmt.Errorf("%w: index key %x", storage.ErrDamaged, k)
}

// find reads a record and tells whether it is there.
func (b Bucket[T]) find(t *tx, id string) (v T, found bool, err error) {
	if seen, ok := t.seen[recordKey{b.in, id}]; ok {
		return b.own(seen.(T)), true, nil
	}
	data, err := t.get(b.in, []byte(id))
	if err != nil || data == nil {
		return v, false, err
	}
	v, err = b.read(t, id, data)
	return v, err == nil, err
}

func (b Bucket[T]) read(t *tx, id string, data []byte) (v T, err error) {
	k := recordKey{b.in, id}
	if b.memoized {
		if kept, ok := t.known.records.recall(k, data); ok {
			t.see(k, kept)
			return b.own(kept.(T)), nil
		}
	}
	if v, err = b.decode(data); err != nil {
		return v, fmt.Errorf("%w: %s %q: %w", storage.ErrDamaged, b.what, id, err)
	}
	if b.memoized {
		kept := any(b.own(v))
		t.known.records.remember(k, bytes.Clone(data), kept)
		t.see(k, kept)
	}
	return v, nil
}

// own is a copy of a record that whoever gets it may change.
func (b Bucket[T]) own(v T) T {
	if b.copy != nil {
		b.copy(reflect.ValueOf(&v).Elem())
	}
	return v
}

// get reads a record that must be there.
func (b Bucket[T]) get(t *tx, id string) (T, error) {
	v, found, err := b.find(t, id)
	if err == nil && !found {
		err = missingError{b.what, id}
	}
	return v, err
}

// put keeps a record and its index entries, and returns what it replaced.
func (b Bucket[T]) put(t *tx, id string, v T) (old T, had bool, err error) {
	if id == "" {
		return old, false, fmt.Errorf("%s without an id", b.what)
	}
	if old, had, err = b.find(t, id); err != nil {
		return old, had, err
	}
	if !had {
		return old, had, b.add(t, id, v)
	}
	return old, had, b.replace(t, id, old, v)
}

// add keeps a record that is known not to be there.
func (b Bucket[T]) add(t *tx, id string, v T) error {
	if err := b.write(t, id, v); err != nil || b.index == nil {
		return err
	}
	return t.reindex(nil, b.index(v))
}

// replace keeps a record in the place of one that was just read.
func (b Bucket[T]) replace(t *tx, id string, old, v T) error {
	if err := b.write(t, id, v); err != nil || b.index == nil {
		return err
	}
	return t.reindex(b.index(old), b.index(v))
}

// write keeps a record without looking at its indexes. It will soon be read, by
// the receipt, the reminders, the next message, and need not be decoded for that.
func (b Bucket[T]) write(t *tx, id string, v T) error {
	k := recordKey{b.in, id}
	delete(t.seen, k)
	inMicros(&v, b.times)
	data, err := b.encode(v)
	if err != nil {
		return fmt.Errorf("%s %q: %w", b.what, id, err)
	}
	if err := t.put(b.in, []byte(id), data); err != nil || !b.memoized {
		return err
	}
	kept := any(b.own(v))
	t.known.records.remember(k, data, kept)
	t.see(k, kept)
	return nil
}

// list reads a page of the records that an index span names.
func (b Bucket[T]) list(t *tx, index bucket, s span, p storage.Page) (records []T, next string, err error) {
	var ids []string
	var bad error
	next, err = t.page(index, s, p, func(k, v []byte) bool {
		id, err := idOf(k, v)
		bad = errors.Join(bad, err)
		ids = append(ids, id)
		return true
	})
	if err = errors.Join(err, bad); err != nil {
		return nil, "", err
	}
	for _, id := range ids {
		record, found, err := b.find(t, id)
		if err == nil && !found {
			err = fmt.Errorf("%w: %s %q of %s is missing", storage.ErrDamaged, b.what, id, index)
		}
		if err != nil {
			return nil, "", err
		}
		records = append(records, record)
	}
	return records, next, nil
}

// reindex removes the entries that are in before only, and adds the new ones.
func (t *tx) reindex(before, now []entry) error {
	for _, e := range before {
		if !contains(now, e) {
			if err := t.drop(e.in, e.key); err != nil {
				return err
			}
		}
	}
	for _, e := range now {
		if !contains(before, e) {
			if err := t.put(e.in, e.key, e.value); err != nil {
				return err
			}
		}
	}
	return nil
}

func contains(entries []entry, e entry) bool {
	for _, o := range entries {
		if o.in == e.in && bytes.Equal(o.key, e.key) && bytes.Equal(o.value, e.value) {
			return true
		}
	}
	return false
}

// encode writes JSON as it is, without making < and & safe for web pages.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
