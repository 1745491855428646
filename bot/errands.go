package bot

import (
	"context"
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

// Run waits for ctx to end and then lets what is under way come to its end.
func (e *errands) Run(ctx context.Context) error {
	<-ctx.Done()
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	waitAtMost(&e.running, shutdown)
	return nil
}

// waitAtMost waits for a group, but not longer than that.
func waitAtMost(group *sync.WaitGroup, most time.Duration) {
	done := make(chan struct{})
	go func() {
		group.Wait()
		close(done)
	}()
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
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
