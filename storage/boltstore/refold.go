package boltstore

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"roundsman/sales"
)

// The name indexes hold what names.Keys made of the names. A newer program may
// fold names otherwise, and would then not find what an older one indexed. So
// the file remembers what became of some names, and if that has changed the
// indexes are made anew when the file is opened.

var foldingKey = []byte("folding")

// probes are names in which every kind of folding has something to do.
var probes = []string{
	"Nordwind Pumps GmbH & Co. KG", "ACME, Inc.", "Müller-Lüdenscheidt", "Straße AG", "Ａｃｍｅ　１２", "Société Générale S.A.",
	"华为技术有限公司", "華為", "重庆银行", "O'Neill", "Dr. Anna Schmidt", "Wang Lei", "王磊", "ЭНЕРГО", "3M", "a-b_c.d",
}

func folding(keys func(string) []string) []byte {
	h := sha256.New()
	for _, p := range probes {
		h.Write(fmt.Appendf(nil, "%q %q\n", p, keys(p)))
	}
	return h.Sum(nil)
}

// refold makes the name indexes anew if names are folded otherwise now.
func refold(db *bolt.DB, keys func(string) []string) error {
	now := folding(keys)
	same := false
	err := db.View(func(b *bolt.Tx) error {
		same = bytes.Equal(b.Bucket([]byte(meta.String())).Get(foldingKey), now)
		return nil
	})
	if err != nil || same {
		return translate(err)
	}
	err = db.Update(func(b *bolt.Tx) error {
		t := &tx{bolt: b, keys: keys, known: newKnown()}
		if err := t.indexNames(); err != nil {
			return err
		}
		return t.put(meta, foldingKey, now)
	})
	if err != nil {
		return fmt.Errorf("index names: %w", translate(err))
	}
	return nil
}

// indexNames fills the name indexes from the records. Keys are put in order,
// which is how a B-tree takes very many at once.
func (t *tx) indexNames() error {
	entries, err := t.allNames()
	if err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	for _, index := range []bucket{peopleName, accountsName, contactsName} {
		if err := t.empty(index); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if err := t.put(e.in, e.key, e.value); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) allNames() (entries []entry, err error) {
	err = firstOf(
		everyRecord(t, people, func(p sales.Person) { entries = append(entries, t.personNames(p, true)...) }),
		everyRecord(t, accounts, func(a sales.Account) { entries = append(entries, t.accountNames(a, true)...) }),
		everyRecord(t, contacts, func(c sales.Contact) { entries = append(entries, t.contactNames(c, true)...) }),
	)
	return entries, err
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func everyRecord[T any](t *tx, in bucket, visit func(T)) error {
	return t.checkEach(in, func(_, data []byte) error {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return err
		}
		visit(v)
		return nil
	})
}

// empty takes everything out of a bucket.
func (t *tx) empty(b bucket) error {
	t.buckets[b] = nil
	name := []byte(b.String())
	if err := t.bolt.DeleteBucket(name); err != nil {
		return fmt.Errorf("empty %s: %w", b, err)
	}
	if _, err := t.bolt.CreateBucket(name); err != nil {
		return fmt.Errorf("empty %s: %w", b, err)
	}
	return nil
}
