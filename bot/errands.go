package bot

import (
	"sync"
	"time"
)

// errands are calls to Slack that nothing waits for: opening forms, whispers,
// asking who somebody is. So many run at a time; the others queue.
type errands struct {
	slots   chan struct{}
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

const errandsAtOnce = 32

func newErrands() *errands { return &errands{slots: make(chan struct{}, errandsAtOnce)} }

// start runs an errand by and by; none once the workspace has stopped.
func (e *errands) start(do func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	e.running.Go(func() {
		e.slots <- struct{}{}
		defer func() { <-e.slots }()
		if !e.over() {
			do()
		}
	})
}

func (e *errands) over() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.closed
}

// wait lets what is under way come to its end.
func (e *errands) wait(most time.Duration) {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	done := make(chan struct{})
	go func() {
		e.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(most):
	}
}

// recent remembers the latest few keys.
type recent struct {
	mu   sync.Mutex
	keys map[string]bool
	ring []string
}

const recentKeys = 1024

func newRecent() *recent { return &recent{keys: map[string]bool{}} }

// add reports whether the key is new.
func (r *recent) add(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.keys[key] {
		return false
	}
	if len(r.ring) == recentKeys {
		delete(r.keys, r.ring[0])
		r.ring = r.ring[1:]
	}
	r.keys[key] = true
	r.ring = append(r.ring, key)
	return true
}
