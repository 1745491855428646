package boltstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"roundsman/sales/names"
	"roundsman/storage"
)

// Options change how a store is opened; the zero value is right for the program.
type Options struct {
	// LockWait is how long to wait for another process to let go of the file;
	// zero means one second.
	LockWait time.Duration
	// MaxSize bounds the file in bytes; reaching it is storage.ErrFull. Zero: no bound.
	MaxSize int
	// Unsynced leaves it to the system when to write to the disk, until Close. It
	// is for files that can be made again: a crash may damage them.
	Unsynced bool
	// Keys are the name index keys of a name; nil means names.Keys. A file that
	// was indexed with other keys is indexed anew when it is opened.
	Keys func(name string) []string
}

const (
	fileMode = 0o600 // people's words are in it
	// allocSize is by how much the file grows at once.
	allocSize = 4 << 20
	// mapSize is how much of the address space is reserved. bbolt has to wait
	// for every reader, a backup too, before it can reserve more.
	mapSize = 1 << 30
)

// Open opens the store in a file and makes it if it is not there. It brings a
// file of an older format up to date, after copying it to PATH.format-N.
// Errors: storage.ErrLocked, ErrDamaged, ErrNewer, ErrFull, or the system's.
func Open(path string, o Options) (*Store, error) {
	s, err := open(path, o, migrations)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	return s, nil
}

func open(path string, o Options, steps []migration) (*Store, error) {
	if o.LockWait == 0 {
		o.LockWait = time.Second
	}
	if o.Keys == nil {
		o.Keys = names.Keys
	}
	db, err := openFile(path, o)
	if err != nil {
		return nil, err
	}
	err = guarded(func() error {
		if err := prepare(db, path, steps); err != nil {
			return err
		}
		return refold(db, o.Keys)
	})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	known := newKnown()
	return &Store{db: db, keys: o.Keys, known: known, writer: newWriter(db, o.Keys, known)}, nil
}

// openFile opens and locks the file. If it was replaced while we waited for
// the lock (see Restore), the lock is on a file that is gone: try the new one.
func openFile(path string, o Options) (*bolt.DB, error) {
	for range 10 {
		db, opened, err := openOnce(path, o)
		if err != nil {
			return nil, err
		}
		if now, err := os.Stat(path); err == nil && os.SameFile(opened, now) { //nolint:gosec // the administrator names the file
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, translate(err)
		}
	}
	return nil, fmt.Errorf("%w: the file keeps being replaced", storage.ErrLocked)
}

func openOnce(path string, o Options) (*bolt.DB, os.FileInfo, error) {
	options := &bolt.Options{
		Timeout:         o.LockWait,
		FreelistType:    bolt.FreelistMapType,
		InitialMmapSize: mapSize,
		MaxSize:         o.MaxSize,
		NoStatistics:    true,
		NoSync:          o.Unsynced,
	}
	if runtime.GOOS == "windows" || strconv.IntSize == 32 { // the file itself would be that large, or there is no room
		options.InitialMmapSize = 0
	}
	db, info, err := openBolt(path, options)
	if err == nil {
		db.AllocSize = allocSize
	}
	return db, info, err
}

// openBolt opens a file that may be damaged, and describes the very file it opened.
func openBolt(path string, options *bolt.Options) (db *bolt.DB, info os.FileInfo, err error) {
	var file *os.File
	options.OpenFile = func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
		file, err = os.OpenFile(name, flag, mode) //nolint:gosec // the administrator names the file
		return file, err
	}
	err = guarded(func() (err error) {
		db, err = bolt.Open(path, fileMode, options)
		return translate(err)
	})
	if err != nil {
		if file != nil { // bbolt closes it itself, but not when it panicked
			_ = unlockFile(file)
			_ = file.Close()
		}
		return nil, nil, err
	}
	if info, err = file.Stat(); err == nil {
		err = wholeFile(db, info)
	}
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, info, nil
}

// wholeFile tells whether the file has all the pages it speaks of; reading one
// behind its end would be a fault.
func wholeFile(db *bolt.DB, info os.FileInfo) error {
	return db.View(func(b *bolt.Tx) error {
		if b.Size() > info.Size() {
			return fmt.Errorf("%w: %d bytes of %d are left", storage.ErrDamaged, info.Size(), b.Size())
		}
		return nil
	})
}

// guarded runs bbolt's code on a file that may be damaged.
func guarded(work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damage(p)
		}
	}()
	return work()
}

// syncDir makes a new or renamed file's name durable.
func syncDir(path string) error {
	dir, err := os.Open(filepath.Dir(path)) //nolint:gosec // the administrator names the file
	if err != nil {
		return err
	}
	err = dir.Sync()
	if runtime.GOOS == "windows" { // which cannot
		err = nil
	}
	return errors.Join(err, dir.Close())
}
