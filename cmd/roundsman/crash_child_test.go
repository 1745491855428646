package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The crash tests run the program in a process of its own: this test binary,
// started again as roundsman.

// childClock names the clock of such a process; without it this is a test.
const childClock = "ROUNDSMAN_TEST_CLOCK"

// childHears is what it says first: from then on it can be stopped politely.
const childHears = "this process hears signals"

func TestMain(m *testing.M) {
	if path := os.Getenv(childClock); path != "" {
		os.Exit(beRoundsman(path))
	}
	os.Exit(m.Run())
}

// beRoundsman does what main does, by the shared clock.
func beRoundsman(clockPath string) int {
	clock, err := openSharedClock(clockPath)
	if err != nil {
		panic(err)
	}
	go clock.watchDisk()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	_, _ = fmt.Fprintln(os.Stderr, childHears)
	p := program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: clock.now}
	return p.run(ctx, os.Args[1:])
}

// sharedClock is a clock for two processes: the machine's, with an offset that
// lies in a file. It lets hours pass while the machine's does not move.
type sharedClock struct {
	file *os.File
	mu   *sync.Mutex
}

func openSharedClock(path string) (sharedClock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	return sharedClock{file, new(sync.Mutex)}, err
}

func (c sharedClock) now() time.Time { return time.Now().Add(c.offset()) }

// offset is written twice, so that half of a change is never taken for one.
func (c sharedClock) offset() time.Duration {
	for {
		var b [16]byte
		if _, err := c.file.ReadAt(b[:], 0); err != nil {
			panic(err)
		}
		if bytes.Equal(b[:8], b[8:]) {
			return time.Duration(binary.LittleEndian.Uint64(b[:8]))
		}
	}
}

// Behind the clock the file tells whether the disk is full.
const diskAt = 16

func (c sharedClock) setDisk(full bool) {
	told := []byte{0}
	if full {
		told[0] = 1
	}
	if _, err := c.file.WriteAt(told, diskAt); err != nil {
		panic(err)
	}
}

// watchDisk fills and empties the disk of this process as it is told.
func (c sharedClock) watchDisk() {
	for was := byte(0); ; <-time.After(10 * time.Millisecond) {
		now := []byte{0}
		_, _ = c.file.ReadAt(now, diskAt) // nothing was told yet
		if now[0] != was {
			was = now[0]
			fillDisk(was == 1)
		}
	}
}

func (c sharedClock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.write(time.Until(now))
}

func (c sharedClock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.write(c.offset() + d)
}

func (c sharedClock) write(offset time.Duration) {
	one := binary.LittleEndian.AppendUint64(nil, uint64(offset))
	if _, err := c.file.WriteAt(append(one, one...), 0); err != nil {
		panic(err)
	}
}

// child is one run of the program.
type child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // once it has ended
	log   *growing
}

// growing is a log that is written while it may be read.
type growing struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (g *growing) Write(b []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text.Write(b)
}

func (g *growing) String() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text.String()
}

func startChild(t *testing.T, dir string, env []string) *child {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: exec.Command(self, "serve", "--config", filepath.Join(dir, "config.yaml")), ended: make(chan struct{}), log: &growing{}}
	c.cmd.Dir, c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = dir, env, c.log, c.log
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		c.err = c.cmd.Wait()
		close(c.ended)
	}()
	return c
}

// kill ends it as a crash does; it is an error if it ended before by itself.
func (c *child) kill() error {
	select {
	case <-c.ended:
		return errors.New("the bot ended by itself")
	default:
	}
	err := c.cmd.Process.Kill()
	<-c.ended
	return err
}

// hears returns when it can be stopped politely. A busy machine may take its
// time to start a process.
func (c *child) hears() error {
	patience := time.After(time.Minute)
	for !strings.Contains(c.log.String(), childHears) {
		select {
		case <-time.After(10 * time.Millisecond):
		case <-c.ended:
			return errors.Join(errors.New("it ended at once"), c.err)
		case <-patience:
			return errors.New("it did not start within a minute")
		}
	}
	return nil
}

// stop ends it as an operator does, which takes ten seconds at most, and more where
// the machine is busy.
func (c *child) stop() error {
	if err := c.hears(); err != nil {
		return err
	}
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case <-c.ended:
		return c.err
	case <-time.After(time.Minute):
		return errors.Join(errors.New("the bot did not stop within a minute"), c.cmd.Process.Signal(syscall.SIGQUIT))
	}
}
