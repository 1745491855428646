package bot

import (
	"sync"
	"time"
)

// Crew does work at the same time, each piece on a goroutine that did another
// before if one is idle. What an event needs of a stack is much: growing it afresh
// for each of them took three percent of the processor. The zero value is ready.
//
// It could be a sync.WaitGroup, and should become one when the measure says so
// (docs/benchmarks.md): those who use it know of Go and Dismiss alone, so that what it
// costs in understanding is this file.
type Crew struct {
	once    sync.Once
	idle    chan func()
	over    chan struct{}
	running sync.WaitGroup
}

// idleFor is how long a goroutine waits for more work.
const idleFor = time.Second

func (c *Crew) begin() {
	c.once.Do(func() { c.idle, c.over = make(chan func()), make(chan struct{}) })
}

// Go has something done.
func (c *Crew) Go(do func()) {
	c.begin()
	c.running.Add(1)
	select {
	case c.idle <- do:
	default:
		go c.work(do)
	}
}

func (c *Crew) work(do func()) {
	for do != nil {
		c.one(do)
		do = c.next()
	}
}

func (c *Crew) one(do func()) {
	defer c.running.Done()
	_ = spread(0)
	do()
}

// spread has the goroutine's stack grow to what an event needs while there is next
// to nothing on it. The collector halves the stacks of those who idle, and to copy
// one in the middle of an event took another three percent.
//
//go:noinline
func spread(i int) byte {
	var room [24 << 10]byte
	return room[i]
}

// next waits for more work; nil if there is none for a while.
func (c *Crew) next() func() {
	patience := time.NewTimer(idleFor)
	defer patience.Stop()
	select {
	case do := <-c.idle:
		return do
	case <-c.over:
	case <-patience.C:
	}
	return nil
}

// Dismiss waits until everything is done, as long as patience lasts, and lets the
// idle go. It may be called once; nothing may be given to the crew after it.
func (c *Crew) Dismiss(patience time.Duration) {
	c.begin()
	waitAtMost(&c.running, patience)
	close(c.over)
}
