package boltstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	bolt "go.etcd.io/bbolt"

	"roundsman/sales"
	"roundsman/storage"
)

// migration brings a file from one format to the next, in one transaction.
type migration func(*bolt.Tx) error

// migrations lead from format 1 to the present one, a step each. Steps are
// only ever added.
var migrations = []migration{
	addBucket(inboxDead),                       // 2: events that were given up can be listed
	addBucket(outReadyUpdate, outReadyPublish), // 3: posts, updates and Home tabs are claimed apart
	addManagers, // 4: who manages a team is found without reading everybody in it
	addBucket(dealings, dealingsWith, dealingsBy, targets), // 5: orders, payments and targets
	addReports,                // 6: daily reports, and what was settled on a day
	addBucket(plans, plansIn), // 7: weekly plans
}

// addBucket makes buckets that earlier formats did not have, empty.
func addBucket(buckets ...bucket) migration {
	return func(t *bolt.Tx) error {
		for _, b := range buckets {
			if _, err := t.CreateBucketIfNotExists([]byte(b.String())); err != nil {
				return fmt.Errorf("add bucket %s: %w", b, err)
			}
		}
		return nil
	}
}

// addManagers indexes people by the teams that they manage.
func addManagers(b *bolt.Tx) error {
	if err := addBucket(peopleManages)(b); err != nil {
		return err
	}
	t := &tx{bolt: b, known: newKnown()}
	var entries []entry
	if err := everyRecord(t, people, func(p sales.Person) { entries = append(entries, managesEntries(p)...) }); err != nil {
		return err
	}
	return t.reindex(nil, entries)
}

// addReports makes the buckets of reports, and indexes follow-ups by when they
// were settled.
func addReports(b *bolt.Tx) error {
	if err := addBucket(followUpsSettled, reports, reportsBy, reportsOn)(b); err != nil {
		return err
	}
	t := &tx{bolt: b, known: newKnown()}
	var entries []entry
	if err := everyRecord(t, followUps, func(f sales.FollowUp) { entries = append(entries, settledEntries(f)...) }); err != nil {
		return err
	}
	return t.reindex(nil, entries)
}

var formatKey = []byte("format")

// presentFormat is where a list of steps ends.
func presentFormat(steps []migration) int { return 1 + len(steps) }

// prepare makes a new file's buckets, or brings an old file up to date.
func prepare(db *bolt.DB, path string, steps []migration) error {
	format, err := formatOf(db)
	switch {
	case err != nil:
		return err
	case format == 0:
		return create(db, path, presentFormat(steps))
	case format > presentFormat(steps):
		return fmt.Errorf("%w: format %d, this program reads up to %d", storage.ErrNewer, format, presentFormat(steps))
	case format < presentFormat(steps):
		if err := migrate(db, path, format, steps); err != nil {
			return err
		}
	}
	return db.View(complete)
}

// formatOf reads the format of a file, 0 if the file is new and empty.
func formatOf(db *bolt.DB) (format int, err error) {
	err = db.View(func(b *bolt.Tx) error {
		in := b.Bucket([]byte(meta.String()))
		if in == nil {
			if k, _ := b.Cursor().First(); k != nil {
				return fmt.Errorf("%w: it is not a store of this program", storage.ErrDamaged)
			}
			return nil
		}
		format, err = strconv.Atoi(string(in.Get(formatKey)))
		if err != nil || format < 1 {
			return fmt.Errorf("%w: its format cannot be read", storage.ErrDamaged)
		}
		return nil
	})
	return format, err
}

func create(db *bolt.DB, path string, format int) error {
	err := db.Update(func(b *bolt.Tx) error {
		for _, name := range bucketNames {
			if _, err := b.CreateBucket([]byte(name)); err != nil {
				return fmt.Errorf("create bucket %s: %w", name, err)
			}
		}
		return setFormat(b, format)
	})
	if err == nil {
		err = syncDir(path)
	}
	return translate(err)
}

func setFormat(b *bolt.Tx, format int) error {
	return b.Bucket([]byte(meta.String())).Put(formatKey, []byte(strconv.Itoa(format)))
}

// complete tells whether every bucket is there.
func complete(b *bolt.Tx) error {
	for _, name := range bucketNames {
		if b.Bucket([]byte(name)) == nil {
			return fmt.Errorf("%w: bucket %s is missing", storage.ErrDamaged, name)
		}
	}
	return nil
}

func migrate(db *bolt.DB, path string, from int, steps []migration) error {
	if err := copyBefore(db, path, from); err != nil {
		return fmt.Errorf("copy before migration: %w", translate(err))
	}
	for format := from; format < presentFormat(steps); format++ {
		err := db.Update(func(b *bolt.Tx) error {
			if err := steps[format-1](b); err != nil {
				return err
			}
			return setFormat(b, format+1)
		})
		if err != nil {
			return fmt.Errorf("migrate from format %d to %d: %w", format, format+1, translate(err))
		}
	}
	return nil
}

// copyBefore keeps the file as it was beside it, PATH.format-N. A copy that is
// there already is from a migration that did not get far: it is replaced.
func copyBefore(db *bolt.DB, path string, format int) error {
	return writeBeside(fmt.Sprintf("%s.format-%d", path, format), func(f *os.File) error {
		return db.View(func(b *bolt.Tx) error {
			_, err := b.WriteTo(f)
			return err
		})
	})
}

// writeBeside writes a file whole or not at all: under another name first,
// synced, then renamed.
func writeBeside(path string, write func(*os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp") // readable by the owner alone
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name())) //nolint:gosec // our own file
		}
	}()
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil { //nolint:gosec // our own file
		return err
	}
	return syncDir(path)
}
