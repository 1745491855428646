package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"roundsman/sales/names"
	"roundsman/storage"
)

// Check reads a store file from end to end, without changing it: every page,
// every record, every index entry. It answers storage.ErrDamaged with what is
// wrong, ErrNewer, or ErrLocked if somebody has the file open.
func Check(path string) error {
	if err := check(path, presentFormat(migrations)); err != nil {
		return fmt.Errorf("check store %s: %w", path, err)
	}
	return nil
}

func check(path string, present int) error {
	if info, err := os.Stat(path); err != nil { //nolint:gosec // the administrator names the file
		return err
	} else if info.Size() == 0 {
		return fmt.Errorf("%w: it is empty", storage.ErrDamaged)
	}
	db, _, err := openBolt(path, &bolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: time.Millisecond})
	if err != nil {
		return err
	}
	err = guarded(func() error { return checkOpen(db, present) })
	return errors.Join(err, db.Close())
}

func checkOpen(db *bolt.DB, present int) error {
	format, err := formatOf(db)
	switch {
	case err != nil:
		return err
	case format == 0:
		return fmt.Errorf("%w: it is empty", storage.ErrDamaged)
	case format > present:
		return fmt.Errorf("%w: format %d, this program reads up to %d", storage.ErrNewer, format, present)
	}
	return db.View(func(b *bolt.Tx) error {
		if err := checkPages(b); err != nil {
			return err
		}
		if format < present {
			return nil // its records are those of an older program
		}
		if err := complete(b); err != nil {
			return err
		}
		return checkRecords(&tx{bolt: b, keys: names.Keys, known: newKnown()})
	})
}

// checkPages looks at the pages themselves. bbolt's own check runs in a
// goroutine, where a fault could not be caught, and follows sizes without end:
// so whatever it will read is looked at first.
func checkPages(b *bolt.Tx) error {
	if err := checkSizes(b); err != nil {
		return err
	}
	if err := touch(b); err != nil {
		return err
	}
	var first error
	for err := range b.Check(bolt.WithKVStringer(wordless{})) {
		if first == nil {
			first = fmt.Errorf("%w: %w", storage.ErrDamaged, err)
		}
	}
	return first
}

// wordless keeps people's words, and keys of impossible length, out of errors.
type wordless struct{}

func (wordless) KeyToString([]byte) string   { return "" }
func (wordless) ValueToString([]byte) string { return "" }

// checkSizes goes from page to page over the whole file.
func checkSizes(b *bolt.Tx) error {
	pages := int(b.Size()) / b.DB().Info().PageSize
	for id := 0; id < pages; {
		p, err := b.Page(id)
		if err != nil {
			return translate(err)
		}
		if p.Type != "free" {
			id += p.OverflowCount
		}
		id++
		if p.OverflowCount < 0 || id > pages {
			return fmt.Errorf("%w: page %d is longer than the file", storage.ErrDamaged, p.ID)
		}
	}
	return nil
}

// touch reads every key and value, and every branch that leads to them.
func touch(b *bolt.Tx) error {
	return b.ForEach(func(name []byte, in *bolt.Bucket) error {
		return in.ForEach(func(k, v []byte) error {
			if v == nil || !bytes.Equal(in.Get(bytes.Clone(k)), v) {
				return fmt.Errorf("%w: a key of %s leads nowhere", storage.ErrDamaged, name)
			}
			return nil
		})
	})
}

// checkRecords reads every record and compares the indexes with what the
// records call for. Name indexes are left out: they depend on how names are
// folded, which a newer program may do otherwise.
func checkRecords(t *tx) error {
	called := map[bucket]int{}
	for _, check := range []func(*tx, map[bucket]int) error{
		peopleBucket.check, accountsBucket.check, contactsBucket.check, visitsBucket.check, notesBucket.check,
		followUpsBucket.check, dealingsBucket.check, targetsBucket.check, reportsBucket.check, plansBucket.check, changesBucket.check, outBucket.check,
	} {
		if err := check(t, called); err != nil {
			return err
		}
	}
	for index, want := range called {
		have := 0
		if err := t.walk(index, span{}, func(_, _ []byte) bool { have++; return true }); err != nil {
			return err
		}
		if have != want {
			return fmt.Errorf("%w: index %s has %d entries, the records call for %d", storage.ErrDamaged, index, have, want)
		}
	}
	return errors.Join(t.checkInbox(), t.checkAgenda(), t.checkMemory())
}

// checkInbox reads every event.
func (t *tx) checkInbox() error {
	return t.checkEach(inbox, func(k, _ []byte) error {
		e, err := t.Entry(string(k))
		switch {
		case err != nil:
			return err
		case e.State == storage.InboxWaiting:
			return t.mustHold(inboxWaiting, key(nil).seq(e.Seq), k)
		case e.State == storage.InboxDead && e.Event.Kind != "":
			return t.mustHold(inboxDead, key(nil).seq(e.Seq), k)
		}
		return nil
	})
}

// checkAgenda reads every due item, by both ways to it.
func (t *tx) checkAgenda() error {
	return errors.Join(
		t.checkEach(due, func(k, _ []byte) error { return second(t.Scheduled(string(k))) }),
		t.checkEach(dueAt, func(k, _ []byte) error {
			if len(k) < 8 {
				return fmt.Errorf("%w: due item %x", storage.ErrDamaged, k)
			}
			return t.mustHold(due, k[8:], k[:8])
		}))
}

// checkMemory looks at every remembered value.
func (t *tx) checkMemory() error {
	return t.checkEach(memory, func(k, _ []byte) error { return second(t.Recall(string(k))) })
}

func second[T any](_ T, err error) error { return err }

func (t *tx) mustHold(in bucket, k, want []byte) error {
	v, err := t.get(in, k)
	if err == nil && !bytes.Equal(v, want) {
		err = fmt.Errorf("%w: %s at %x", storage.ErrDamaged, in, k)
	}
	return err
}

// checkEach stops at the first key that something is wrong with. That a key
// leads nowhere is damage here.
func (t *tx) checkEach(in bucket, check func(k, v []byte) error) error {
	var bad error
	err := t.walk(in, span{}, func(k, v []byte) bool {
		bad = check(k, v)
		return bad == nil
	})
	if err == nil && bad != nil {
		err = fmt.Errorf("%w: %w", storage.ErrDamaged, bad)
	}
	return err
}

// check reads a bucket's records and counts the index entries they call for.
func (b Bucket[T]) check(t *tx, called map[bucket]int) error {
	return t.checkEach(b.in, func(k, _ []byte) error { return b.checkRecord(t, string(k), called) })
}

func (b Bucket[T]) checkRecord(t *tx, id string, called map[bucket]int) error {
	v, err := b.get(t, id)
	if err != nil || b.index == nil {
		return err
	}
	var seen []entry
	for _, e := range b.index(v) {
		if slices.ContainsFunc(seen, func(o entry) bool { return o.in == e.in && bytes.Equal(o.key, e.key) }) {
			continue
		}
		seen = append(seen, e)
		called[e.in]++
		there, err := t.get(e.in, e.key)
		if err != nil {
			return err
		}
		if !bytes.Equal(there, e.value) || there == nil {
			return fmt.Errorf("%w: %s %q is missing in index %s", storage.ErrDamaged, b.what, id, e.in)
		}
	}
	return nil
}
