package boltstore

import (
	"errors"
	"fmt"
	"io"
	"os"

	"roundsman/storage"
)

// Restore puts a backup in a store's place. The backup is read whole and
// checked first (see Check); until everything of it is safe on the disk, the
// file at path stays what it was. Nobody may have that file open: Restore
// answers storage.ErrLocked then. A damaged or missing file is replaced.
func Restore(src io.Reader, path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore store %s: %w", path, translate(err))
		}
	}()
	unlock, err := lock(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	return writeBeside(path, func(f *os.File) error {
		if _, err := io.Copy(f, src); err != nil {
			return fmt.Errorf("copy backup: %w", err)
		}
		if err := f.Sync(); err != nil {
			return err
		}
		if err := check(f.Name(), presentFormat(migrations)); err != nil {
			return fmt.Errorf("check backup: %w", err)
		}
		return nil
	})
}

// lock takes the lock that an open store holds, if the file is there.
func lock(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // the administrator names the file
	if errors.Is(err, os.ErrNotExist) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", storage.ErrLocked, err), f.Close())
	}
	return f.Close, nil // closing lets go of the lock
}
