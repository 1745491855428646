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

// walkNamed visits the records under a name key, or under every key that begins
// with it, in the order of the keys.
func (t *tx) walkNamed(in bucket, nameKey string, prefix bool, limit int, visit func(nameKey, group, id string)) error {
	s := under(key(nil).text(nameKey))
	if prefix {
		s = under(unended(nameKey))
	}
	if limit <= 0 || limit > mostPerPage {
		limit = mostPerPage
	}
	var bad error
	err := t.walk(in, s, func(k, v []byte) bool {
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
		visit(name, group, id)
		limit--
		return limit > 0
	})
	return errors.Join(err, bad)
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
