package boltstore

import (
	"bytes"
	"errors"
	"fmt"

	"roundsman/storage"
)

// longestNameKey bounds what is indexed of a name: nobody looks for more.
const longestNameKey = 400

// named lists the name index entries of a record: under every key of every one
// of its names. The group, a contact's account, stands before the id.
func (t *tx) named(in bucket, names []string, group *string, id string) []entry {
	var entries []entry
	seen := map[string]bool{}
	for _, name := range names {
		for _, k := range t.keys(name) {
			if seen[k] || len(k) > longestNameKey {
				continue
			}
			seen[k] = true
			order := key(nil).text(k)
			if group != nil {
				order = order.text(*group)
			}
			entries = append(entries, at(in, order, id))
		}
	}
	return entries
}

// renamed brings a name index up to date. Its bucket's sequence counts how often
// that happened: two transactions that see the same number find the same.
func (t *tx) renamed(in bucket, before, now []entry) error {
	if err := t.reindex(before, now); err != nil {
		return err
	}
	t.renames = true
	_, err := t.next(in)
	return err
}

// nameHit is a record found by name.
type nameHit struct{ key, group, id string }

// findNamed lists the records under a name key, or under every key that begins
// with it, in the order of the keys. The list is the caller's only to read.
func (t *tx) findNamed(in bucket, nameKey string, prefix bool, limit int) ([]nameHit, error) {
	if t.renames { // it may be rolled back
		return t.walkNamed(in, nameKey, prefix, limit)
	}
	index, err := t.open(in)
	if err != nil {
		return nil, err
	}
	q := question{nameKey, prefix, limit}
	if hits, ok := t.known.names[in].recall(q, index.Sequence()); ok {
		return hits, nil
	}
	hits, err := t.walkNamed(in, nameKey, prefix, limit)
	if err == nil {
		t.known.names[in].remember(q, index.Sequence(), hits)
	}
	return hits, err
}

func (t *tx) walkNamed(in bucket, nameKey string, prefix bool, limit int) (hits []nameHit, err error) {
	s := under(key(nil).text(nameKey))
	if prefix {
		s = under(unended(nameKey))
	}
	if limit <= 0 || limit > mostPerPage {
		limit = mostPerPage
	}
	var bad error
	err = t.walk(in, s, func(k, v []byte) bool {
		id, err := idOf(k, v)
		if err != nil {
			bad = err
			return false
		}
		rest := k[:len(k)-len(id)]
		name, rest, ok := untext(rest)
		group, _, grouped := untext(rest)
		if !ok || len(rest) > 0 && !grouped {
			bad = fmt.Errorf("%w: name key %x", storage.ErrDamaged, k)
			return false
		}
		hits = append(hits, nameHit{name, group, id})
		return len(hits) < limit
	})
	return hits, errors.Join(err, bad)
}

// unended is a text part without its end, which everything that begins so shares.
func unended(s string) key {
	k := key(nil).text(s)
	return k[:len(k)-2]
}

// untext reads a text part off the front of a key.
func untext(k []byte) (s string, rest []byte, ok bool) {
	end := bytes.Index(k, []byte{0x00, 0x01})
	if end < 0 {
		return "", nil, false
	}
	return string(bytes.ReplaceAll(k[:end], []byte{0x00, 0xFF}, []byte{0x00})), k[end+2:], true
}
