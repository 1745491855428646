package boltstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"roundsman/storage"
)

// Store keeps one workspace in one file. Open makes one.
type Store struct {
	db     *bolt.DB
	keys   func(string) []string
	known  *known
	writer *writer

	mu     sync.RWMutex // held for reading while a transaction is handed in
	closed bool
	inUse  sync.WaitGroup
}

var _ storage.Store = (*Store)(nil)

// View reads one consistent state. The closure must not call Update.
func (s *Store) View(ctx context.Context, read func(storage.Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.inUse.Done()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.view(func(t *tx) error { return read(t) })
}

// view turns what bbolt finds wrong with the file into an error, and leaves
// panics of the closure alone.
func (s *Store) view(read func(*tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	t := &tx{keys: s.keys, known: s.known, inside: true}
	defer func() {
		t.over = true
		if p := recover(); p != nil {
			if !t.inside && !isFault(p) {
				panic(p)
			}
			err = damage(p)
		}
	}()
	var failed error
	err = s.db.View(func(b *bolt.Tx) error {
		t.bolt, t.inside = b, false
		failed = read(t)
		t.inside = true
		return nil
	})
	if err != nil {
		return translate(err)
	}
	return failed
}

// Update changes the state. Closures of concurrent callers run one after the
// other in one bbolt transaction and are committed together; the closure must
// not call View or Update. A cancelled context counts until the closure starts.
// A panic of the closure is raised here, as a *PanicError.
func (s *Store) Update(ctx context.Context, change func(storage.Tx) error) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.inUse.Done()
	return s.writer.update(ctx, change)
}

// Backup writes a copy of one consistent state, a complete store file, while
// others read and write.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.inUse.Done()
	out := &writerUntil{ctx: ctx, w: w}
	err := s.view(func(t *tx) error {
		_, err := t.bolt.WriteTo(out)
		return cmp.Or(out.err, err) // bbolt keeps only the text of some
	})
	if err != nil {
		return fmt.Errorf("write backup: %w", translate(err))
	}
	return nil
}

// writerUntil stops writing when its context ends.
type writerUntil struct {
	ctx context.Context
	w   io.Writer
	err error // the first failure
}

func (w *writerUntil) Write(p []byte) (n int, err error) {
	if err = w.ctx.Err(); err == nil {
		n, err = w.w.Write(p)
	}
	if w.err == nil {
		w.err = err
	}
	return n, err
}

// enter counts a user of the open store.
func (s *Store) enter() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return errClosed
	}
	s.inUse.Add(1)
	return nil
}

// Close waits for what is under way, then closes the file. Closing twice is harmless.
func (s *Store) Close() error {
	s.mu.Lock()
	again := s.closed
	s.closed = true
	s.mu.Unlock()
	if again {
		return nil
	}
	s.inUse.Wait()
	s.writer.close()
	if err := s.closeFile(); err != nil {
		return fmt.Errorf("close store: %w", translate(err))
	}
	return nil
}

// closeFile does not wait for ever: a write that stumbled over a damaged page
// may have left bbolt's locks behind.
func (s *Store) closeFile() error {
	if s.writer.failed == nil {
		return errors.Join(s.db.Sync(), s.db.Close())
	}
	closed := make(chan error, 1)
	go func() { closed <- s.db.Close() }()
	select {
	case err := <-closed:
		return err
	case <-time.After(time.Second):
		return s.writer.failed
	}
}
