package boltstore

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	bolterrors "go.etcd.io/bbolt/errors"

	"roundsman/storage"
)

// spaceErrnos are what systems say when the disk, a quota or a limit is full.
var spaceErrnos = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// translate puts bbolt's and the system's errors into the contract's.
func translate(err error) error {
	switch {
	case err == nil:
		return nil
	case isFull(err):
		return fmt.Errorf("%w: %w", storage.ErrFull, err)
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%w: %w", storage.ErrLocked, err)
	case isDamage(err):
		return fmt.Errorf("%w: %w", storage.ErrDamaged, err)
	default:
		return err
	}
}

// isFull recognises a full disk. bbolt wraps some errors as text only.
func isFull(err error) bool {
	if errors.Is(err, bolterrors.ErrMaxSizeReached) {
		return true
	}
	for _, errno := range spaceErrnos {
		if errors.Is(err, errno) || strings.HasSuffix(err.Error(), errno.Error()) {
			return true
		}
	}
	return false
}

func isDamage(err error) bool {
	return errors.Is(err, bolterrors.ErrInvalid) || errors.Is(err, bolterrors.ErrChecksum) ||
		errors.Is(err, bolterrors.ErrVersionMismatch) || strings.Contains(err.Error(), "file size too small")
}

// missingError says what is not there. Most who ask only want to know that, ten
// times an event, and nobody reads the words, which are put together when somebody does.
type missingError struct{ what, id string }

func (e missingError) Error() string {
	return fmt.Sprintf("%s %q: %v", e.what, e.id, storage.ErrNotFound)
}

func (missingError) Unwrap() error { return storage.ErrNotFound }

// damage is what a panic inside bbolt means: it found a page that cannot be, or
// the system could not read one.
func damage(p any) error {
	return fmt.Errorf("%w: %v", storage.ErrDamaged, p)
}

// isFault recognises a read of the file that failed (see debug.SetPanicOnFault),
// which may happen wherever a key or value is looked at. A nil pointer is none.
func isFault(p any) bool {
	_, fault := p.(interface{ Addr() uintptr })
	return fault
}

var errClosed = fmt.Errorf("store: %w", os.ErrClosed)

// PanicError is raised in the caller of Update whose closure panicked.
type PanicError struct {
	Value any
	Stack string // of the panic, in the writer
}

func (p *PanicError) Error() string {
	return fmt.Sprintf("panic in a transaction: %v\n\n%s", p.Value, p.Stack)
}
