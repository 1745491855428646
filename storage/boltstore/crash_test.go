//go:build unix

package boltstore

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Some tests run this program again as another process, which plays a part.
const partVariable = "BOLTSTORE_TEST_PART"

func TestMain(m *testing.M) {
	parts := map[string]func(path string) error{"writer": writeForEver, "full": fillLimit}
	if part, ok := parts[os.Getenv(partVariable)]; ok {
		if err := part(os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func play(t *testing.T, part, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, path)
	c.Env = append(os.Environ(), partVariable+"="+part)
	c.Stderr = os.Stderr
	return c
}

// writeForEver writes with eight at once and prints what was acknowledged.
func writeForEver(path string) error {
	s, err := Open(path, Options{Keys: testKeys})
	if err != nil {
		return err
	}
	var all sync.WaitGroup
	run := rand.Uint64()
	for writer := range 8 {
		all.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%x-%d-%d", run, writer, n)
				if err := writeOne(s, id); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Println(id)
			}
		})
	}
	all.Wait()
	return nil
}

// writeOne makes records that belong together.
func writeOne(s *Store, id string) error {
	return s.Update(background, func(tx storage.Tx) error {
		return errors.Join(
			keepEvent(id)(tx),
			tx.PutAccount(sales.Account{ID: sales.AccountID(id), Name: id, Owner: "T/ANN"}),
			tx.Enqueue(storage.OutEntry{Key: id, Op: storage.OpPost, To: "T/ANN"}),
			tx.Schedule(storage.DueItem{Key: id, At: time.UnixMicro(int64(len(id)))}),
		)
	})
}

// wholeOne tells whether they are all there.
func wholeOne(tx storage.Tx, id string) error {
	return errors.Join(
		second(tx.Entry(id)), second(tx.Account(sales.AccountID(id))), second(tx.OutEntry(id)), second(tx.Scheduled(id)))
}

// Killed at any moment, a store has everything it acknowledged.
func TestKilled(t *testing.T) {
	path := testPath(t)
	var acknowledged []string
	for round := range 6 {
		acknowledged = append(acknowledged, killAfter(t, path, rand.IntN(400)+round)...)
		if err := Check(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	s := openTest(t, path)
	for _, id := range acknowledged {
		if err := s.View(t.Context(), func(tx storage.Tx) error { return wholeOne(tx, id) }); err != nil {
			t.Fatalf("of %d acknowledged: %v", len(acknowledged), err)
		}
	}
	t.Logf("all of %d are there", len(acknowledged))
}

// killAfter lets the writer acknowledge so many, kills it, and returns all
// that it had acknowledged by then.
func killAfter(t *testing.T, path string, count int) (acknowledged []string) {
	t.Helper()
	c := play(t, "writer", path)
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if errors.Is(err, io.EOF) {
			break // what was cut off was not acknowledged
		}
		if err != nil {
			t.Fatal(err)
		}
		acknowledged = append(acknowledged, line[:len(line)-1])
		if len(acknowledged) == count {
			if err := c.Process.Signal(syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = c.Wait()
	return acknowledged
}

// A full disk is an error that passes; nothing that was acknowledged goes.
func TestDiskFull(t *testing.T) {
	if out, err := play(t, "full", testPath(t)).Output(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// The same on a real file system of a few megabytes, where one may be made.
func TestFileSystemFull(t *testing.T) {
	dir := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", dir).Run(); err != nil {
		t.Skip("cannot mount a small file system here")
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", dir).Run(); err != nil {
			t.Error(err)
		}
	})
	ballast := dir + "/ballast"
	if err := os.WriteFile(ballast, make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := fillUp(dir+"/store.db", func() error { return os.Remove(ballast) }); err != nil {
		t.Error(err)
	}
}

// fillLimit fills a store up to the limit that the system sets on a file's size.
func fillLimit(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	lifted := limit
	limit.Cur = 9 << 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	return fillUp(path, func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &lifted) })
}

// fillUp writes until the disk is full, makes room, and goes on.
func fillUp(path string, makeRoom func() error) error {
	s, err := Open(path, Options{Keys: testKeys})
	if err != nil {
		return err
	}
	defer s.Close()
	for n := 0; err == nil; n++ {
		err = s.Update(background, func(tx storage.Tx) error {
			return tx.Keep(fmt.Sprint("ballast/", n), make([]byte, 20_000), time.Time{})
		})
	}
	if !errors.Is(err, storage.ErrFull) {
		return err
	}
	kept, err := writeUntilFull(s)
	if err != nil {
		return err
	}
	for range 20 { // it stays an error, and reading goes on
		if err := writeOne(s, fmt.Sprint(len(kept))); !errors.Is(err, storage.ErrFull) {
			return fmt.Errorf("full a second time: %w", err)
		}
	}
	if err := allWhole(s, kept); err != nil {
		return fmt.Errorf("while full: %w", err)
	}
	if err := s.View(background, func(tx storage.Tx) error { return wholeOne(tx, fmt.Sprint(len(kept))) }); !errors.Is(err, storage.ErrNotFound) {
		return fmt.Errorf("what was refused is there: %w", err)
	}
	if err := makeRoom(); err != nil {
		return err
	}
	for range 100 {
		id := fmt.Sprint(len(kept))
		if err := writeOne(s, id); err != nil {
			return fmt.Errorf("with room again: %w", err)
		}
		kept = append(kept, id)
	}
	if err := errors.Join(s.Close(), Check(path)); err != nil {
		return err
	}
	if s, err = Open(path, Options{Keys: testKeys}); err != nil {
		return err
	}
	return errors.Join(allWhole(s, kept), s.Close())
}

func writeUntilFull(s *Store) (kept []string, err error) {
	for range 100_000 {
		id := fmt.Sprint(len(kept))
		err := writeOne(s, id)
		if errors.Is(err, storage.ErrFull) {
			return kept, nil
		}
		if err != nil {
			return nil, err
		}
		kept = append(kept, id)
	}
	return nil, errors.New("the disk was never full")
}

func allWhole(s *Store, ids []string) error {
	return s.View(background, func(tx storage.Tx) error {
		for _, id := range ids {
			if err := wholeOne(tx, id); err != nil {
				return err
			}
		}
		return nil
	})
}
