package boltstore

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// backupOf is a backup taken while somebody writes.
func backupOf(t *testing.T, s *Store) []byte {
	t.Helper()
	var copied bytes.Buffer
	var all sync.WaitGroup
	all.Go(func() {
		for i := range 50 {
			if err := s.Update(t.Context(), keepEvent(fmt.Sprint("m:during:", i))); err != nil {
				t.Error(err)
			}
		}
	})
	if err := s.Backup(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	return copied.Bytes()
}

func hasAccount(t *testing.T, path string, id sales.AccountID) bool {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Account(id); return err })
	if cerr := s.Close(); cerr != nil {
		t.Fatal(cerr)
	}
	return err == nil
}

func TestBackupAndRestore(t *testing.T) {
	from, to := testPath(t), testPath(t)
	filled(t, from)
	s := openTest(t, from)
	saved := backupOf(t, s)
	if err := Restore(bytes.NewReader(saved), to); err != nil {
		t.Fatal(err)
	}
	if !hasAccount(t, to, "0299") {
		t.Error("an account is missing")
	}
	if err := Check(to); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

// What was there stays, unless the backup is whole and good.
func TestRestoreRefuses(t *testing.T) {
	from, to := testPath(t), testPath(t)
	filled(t, from)
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	filled(t, to)
	before, _ := os.ReadFile(to)
	newer := filepath.Join(t.TempDir(), "newer.db")
	if err := os.WriteFile(newer, data, 0o600); err != nil {
		t.Fatal(err)
	}
	rewriteFormat(t, newer, "99")
	newerData, _ := os.ReadFile(newer)
	lost := bytes.Replace(data, []byte(`{"id":"0123","what"`), []byte(`{"id":"0123";"what"`), 1)
	unplugged := errors.New("unplugged")
	for name, c := range map[string]struct {
		src  func() error
		want error
	}{
		"empty":          {func() error { return Restore(strings.NewReader(""), to) }, storage.ErrDamaged},
		"text":           {func() error { return Restore(strings.NewReader(strings.Repeat("x", 9999)), to) }, storage.ErrDamaged},
		"a bad record":   {func() error { return Restore(bytes.NewReader(lost), to) }, storage.ErrDamaged},
		"newer":          {func() error { return Restore(bytes.NewReader(newerData), to) }, storage.ErrNewer},
		"cut while read": {func() error { return Restore(iotest.ErrReader(unplugged), to) }, unplugged},
	} {
		if err := c.src(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
	if after, _ := os.ReadFile(to); !bytes.Equal(before, after) {
		t.Error("the store was changed")
	}
	if left, _ := filepath.Glob(to + "*"); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

// A damaged store is what a backup is for.
func TestRestoreOverDamage(t *testing.T) {
	from, to := testPath(t), testPath(t)
	filled(t, from)
	data, _ := os.ReadFile(from)
	if err := os.WriteFile(to, []byte("rubbish"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Restore(bytes.NewReader(data), to); err != nil {
		t.Fatal(err)
	}
	if !hasAccount(t, to, "0000") {
		t.Error("not restored")
	}
}

// Who waits for the lock while the file is replaced opens the new file.
func TestOpenWhileReplaced(t *testing.T) {
	from, to := testPath(t), testPath(t)
	filled(t, from)
	data, _ := os.ReadFile(from)
	if err := os.WriteFile(to, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	unlock, err := lock(to)
	if err != nil {
		t.Fatal(err)
	}
	waiting := make(chan error)
	go func() {
		s, err := Open(to, Options{LockWait: time.Minute})
		if err == nil {
			err = s.View(t.Context(), func(tx storage.Tx) error { _, err := tx.Account("0001"); return err })
			err = errors.Join(err, s.Close())
		}
		waiting <- err
	}()
	err = writeBeside(to, func(f *os.File) error { return second(f.Write(data)) })
	if err := errors.Join(err, unlock()); err != nil {
		t.Fatal(err)
	}
	if err := <-waiting; err != nil {
		t.Error(err)
	}
}
