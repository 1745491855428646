package boltstore

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"roundsman/bot/card"
	"roundsman/storage"
)

var errOver = errors.New("transaction used after its closure returned")

// tx answers the questions of storage.Tx within one bbolt transaction. All
// access goes through the few functions of this file.
type tx struct {
	bolt    *bolt.Tx
	buckets [bucketCount]*bolt.Bucket
	// cursors are kept to be used again: one for each look-up, with its stack,
	// was every seventh object that an event allocated.
	cursors [bucketCount]*bolt.Cursor
	keys    func(name string) []string
	seen    map[recordKey]any // records that were read and not written since
	known   *known

	writes  int                   // puts and deletes so far
	bytes   int                   // what they carried
	renames bool                  // one of them changed a name index
	cards   map[string]*card.Card // of messages put in by this transaction
	unwritten
	// inside is set while bbolt's code runs rather than the closure's: a panic
	// then means a damaged file, not a mistake of the caller.
	inside bool
	over   bool
}

var _ storage.Tx = (*tx)(nil)

// see remembers a record for the rest of the transaction.
func (t *tx) see(k recordKey, record any) {
	const most = 4096
	if t.seen == nil || len(t.seen) >= most {
		t.seen = map[recordKey]any{}
	}
	t.seen[k] = record
}

func (t *tx) open(b bucket) (*bolt.Bucket, error) {
	if t.over {
		return nil, errOver
	}
	if err := t.writeBefore(b); err != nil {
		return nil, err
	}
	if t.buckets[b] == nil {
		t.inside = true
		t.buckets[b] = t.bolt.Bucket([]byte(b.String()))
		t.inside = false
		if t.buckets[b] == nil {
			return nil, fmt.Errorf("%w: bucket %s is missing", storage.ErrDamaged, b)
		}
	}
	return t.buckets[b], nil
}

// get returns a value, nil if there is none; it is valid until the next write.
func (t *tx) get(b bucket, k []byte) ([]byte, error) {
	c, err := t.takeCursor(b)
	if err != nil {
		return nil, err
	}
	t.inside = true
	found, v := c.Seek(k)
	t.inside = false
	t.cursors[b] = c
	if !bytes.Equal(found, k) || found == nil {
		return nil, nil
	}
	return v, nil
}

// takeCursor is a cursor of a bucket that nobody else uses. Whoever took it puts
// it back into t.cursors.
func (t *tx) takeCursor(b bucket) (*bolt.Cursor, error) {
	in, err := t.open(b)
	if err != nil {
		return nil, err
	}
	c := t.cursors[b]
	t.cursors[b] = nil
	if c == nil {
		c = in.Cursor()
	}
	return c, nil
}

// put keeps a value, which must not be changed afterwards.
func (t *tx) put(b bucket, k, v []byte) error {
	in, err := t.open(b)
	if err != nil {
		return err
	}
	t.writes++
	t.bytes += len(k) + len(v)
	t.inside = true
	err = in.Put(k, v)
	t.inside = false
	if err != nil {
		return fmt.Errorf("write to %s: %w", b, err)
	}
	return nil
}

// drop deletes a key; it is no error if it is not there.
func (t *tx) drop(b bucket, k []byte) error {
	in, err := t.open(b)
	if err != nil {
		return err
	}
	t.writes++
	t.bytes += len(k)
	t.inside = true
	err = in.Delete(k)
	t.inside = false
	if err != nil {
		return fmt.Errorf("delete from %s: %w", b, err)
	}
	return nil
}

// next is the following number of a bucket's own sequence, from 1.
func (t *tx) next(b bucket) (uint64, error) {
	in, err := t.open(b)
	if err != nil {
		return 0, err
	}
	t.writes++
	t.inside = true
	n, err := in.NextSequence()
	t.inside = false
	if err != nil {
		return 0, fmt.Errorf("number in %s: %w", b, err)
	}
	return n, nil
}

// walk visits the keys of a span in order until visit returns false. Keys and
// values are only valid during the visit, which must not write.
func (t *tx) walk(b bucket, s span, visit func(k, v []byte) bool) error {
	c, err := t.takeCursor(b)
	if err != nil {
		return err
	}
	defer func() { t.cursors[b] = c }()
	t.inside = true
	k, v := c.Seek(s.lo)
	t.inside = false
	for k != nil && (s.hi == nil || bytes.Compare(k, s.hi) < 0) {
		if !visit(k, v) {
			return nil
		}
		t.inside = true
		k, v = c.Next()
		t.inside = false
	}
	return nil
}

// first is a copy of the first key and value of a span, nil if it is empty.
func (t *tx) first(b bucket, s span) (k, v []byte, err error) {
	err = t.walk(b, s, func(fk, fv []byte) bool {
		k, v = bytes.Clone(fk), bytes.Clone(fv)
		return false
	})
	return k, v, err
}

const mostPerPage = 500

// page collects up to a page of what a span holds. The cursor is the last key
// of the page without the prefix, so that it stays right whatever comes in.
func (t *tx) page(b bucket, s span, p storage.Page, take func(k, v []byte) bool) (next string, err error) {
	if p.After != "" {
		last, err := base64.RawURLEncoding.DecodeString(p.After)
		if err != nil {
			return "", fmt.Errorf("page cursor %q: %w", p.After, err)
		}
		from := append(append(bytes.Clone(s.prefix), last...), 0)
		if bytes.Compare(from, s.lo) > 0 {
			s.lo = from
		}
	}
	limit := p.Limit
	if limit <= 0 || limit > mostPerPage {
		limit = mostPerPage
	}
	var last []byte
	count := 0
	err = t.walk(b, s, func(k, v []byte) bool {
		if count == limit {
			next = base64.RawURLEncoding.EncodeToString(last)
			return false
		}
		if take(k, v) {
			count++
			last = append(last[:0], k[len(s.prefix):]...)
		}
		return true
	})
	return next, err
}
