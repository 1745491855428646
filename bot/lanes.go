package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
	"roundsman/storage"
)

// lanes put what waits in the inbox before a bounded number of workers: the
// events of one person in their order, different people side by side.
//
// They hold a bounded number of events. Beyond that they are behind: what comes
// is left in the inbox, whence it is fetched, in its order, when there is room
// again. They begin behind, so that starting is no special case.
type lanes struct {
	store   storage.Store
	handle  func(context.Context, attempted) verdict
	spawn   func(func()) // runs what asks Slack
	log     *slog.Logger
	workers int
	most    int // events held

	mu      sync.Mutex
	idle    *sync.Cond // a lane is ready, or it is over
	lanes   map[sales.PersonID]*lane
	ready   []*lane
	held    map[string]bool // keys of the events in lanes
	left    map[string]int  // by which of them processes died, or may have: see leftover.go
	alone   sync.RWMutex    // held by whoever applies an event
	began   bool            // what was there at the start has been fetched
	behind  bool
	missed  int // events left in the inbox while behind
	stopped bool

	fetch chan struct{}
}

// lane is one person's queue. It is in the map as long as it holds an event.
type lane struct {
	actor    sales.PersonID
	events   []event.Event
	profile  *Profile // what Slack says of the person, for the first event
	failures int      // of the first event, in a row
}

// verdict is what a worker says of an event.
type verdict struct {
	again   bool            // handle it again ...
	after   time.Duration   // ... after a while
	profile func() *Profile // ... with what this finds out first; nil: it could not
}

// fetchAtOnce is how many events are read from the inbox in one go.
const fetchAtOnce = 200

func newLanes(w *Workspace) *lanes {
	l := &lanes{
		store: w.store, handle: w.attempt, spawn: w.asking.start, log: w.log, workers: w.o.Workers, most: w.o.Held, behind: true,
		lanes: map[sales.PersonID]*lane{}, held: map[string]bool{}, left: map[string]int{}, fetch: make(chan struct{}, 1),
	}
	l.idle = sync.NewCond(&l.mu)
	return l
}

// Run works until ctx ends and returns when the events being applied are done.
func (l *lanes) Run(ctx context.Context) error {
	var workers sync.WaitGroup
	for range l.workers {
		workers.Go(func() { l.work(ctx) })
	}
	l.poke(l.fetch)
	l.fetchLoop(ctx)
	l.mu.Lock()
	l.stopped = true
	l.idle.Broadcast()
	l.mu.Unlock()
	workers.Wait()
	return nil
}

// add takes in an event that has just been kept.
func (l *lanes) add(e event.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.behind || len(l.held) >= l.most {
		l.behind = true
		l.missed++
		return
	}
	l.push(e)
}

// reserve makes a lane for an event that just came, to be applied by whoever
// reserved it, who then calls finish; nil if it must wait its turn.
func (l *lanes) reserve(e event.Event) *lane {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.behind || l.stopped || len(l.held) >= l.most || l.held[e.Key] || l.lanes[e.Actor] != nil {
		return nil
	}
	ln := &lane{actor: e.Actor, events: []event.Event{e}}
	l.held[e.Key], l.lanes[e.Actor] = true, ln
	return ln
}

// offer takes in an event that waits in the inbox; false: there is no room.
func (l *lanes) offer(e storage.InboxEntry) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.held) >= l.most {
		return false
	}
	if !l.began && !l.held[e.Event.Key] {
		l.left[e.Event.Key] = e.Begun
	}
	l.push(e.Event)
	return true
}

// reread has the inbox read, as if events had been left there.
func (l *lanes) reread() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.behind = true
	l.missed++
	l.poke(l.fetch)
}

func (l *lanes) push(e event.Event) {
	if l.held[e.Key] || l.stopped {
		return
	}
	l.held[e.Key] = true
	ln := l.lanes[e.Actor]
	if ln == nil {
		ln = &lane{actor: e.Actor}
		l.lanes[e.Actor] = ln
		l.makeReady(ln)
	}
	ln.events = insert(ln.events, e)
}

// insert keeps messages of one conversation in the order in which Slack has
// them, also when they overtook each other on the way. The first may be under
// way and stays.
func insert(queue []event.Event, e event.Event) []event.Event {
	queue = append(queue, e)
	for i := len(queue) - 1; i > 1 && overtook(queue[i-1], queue[i]); i-- {
		queue[i-1], queue[i] = queue[i], queue[i-1]
	}
	return queue
}

func overtook(a, b event.Event) bool {
	return a.Kind == event.Message && b.Kind == event.Message && a.Place.Channel == b.Place.Channel && a.TS > b.TS
}

func (l *lanes) makeReady(ln *lane) {
	l.ready = append(l.ready, ln)
	l.idle.Signal()
}

// next waits for a lane; nil when it is over.
func (l *lanes) next() (*lane, event.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.ready) == 0 && !l.stopped {
		l.idle.Wait()
	}
	if l.stopped {
		return nil, event.Event{}
	}
	ln := l.ready[0]
	l.ready = l.ready[1:]
	return ln, ln.events[0]
}

func (l *lanes) work(ctx context.Context) {
	for {
		ln, e := l.next()
		if ln == nil {
			return
		}
		l.finish(ln, e, l.attend(context.WithoutCancel(ctx), attempted{event: e, profile: ln.profile, failures: ln.failures}))
	}
}

// finish moves a lane on, or parks it until its first event may be tried again.
func (l *lanes) finish(ln *lane, e event.Event, v verdict) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case v.profile != nil:
		l.spawn(func() { l.ask(ln, v.profile) })
		return
	case v.again:
		ln.failures++
		time.AfterFunc(v.after, func() { l.resume(ln) })
		return
	}
	delete(l.held, e.Key)
	delete(l.left, e.Key)
	ln.events, ln.profile, ln.failures = ln.events[1:], nil, 0
	if len(ln.events) > 0 {
		l.makeReady(ln)
	} else {
		delete(l.lanes, ln.actor)
	}
	if l.behind && len(l.held) <= l.most/2 {
		l.poke(l.fetch)
	}
}

func (l *lanes) ask(ln *lane, find func() *Profile) {
	p := find()
	if p != nil {
		ln.profile = p
		l.resume(ln)
		return
	}
	ln.failures++
	time.AfterFunc(pauseAfter(ln.failures), func() { l.resume(ln) })
}

// pauseAfter is how long to wait after so many failures that are not the
// event's own fault.
func pauseAfter(failures int) time.Duration {
	return min(time.Second<<min(failures-1, 10), 30*time.Second)
}

func (l *lanes) resume(ln *lane) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.makeReady(ln)
}

func (l *lanes) poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (l *lanes) fetchLoop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.fetch:
		}
		if err := l.runOnce(ctx); err != nil && ctx.Err() == nil {
			l.log.Error("inbox not read", "error", errorClass(err))
			time.AfterFunc(time.Second, func() { l.poke(l.fetch) })
		}
	}
}

// runOnce fetches from the inbox until nothing was missed or there is no room.
func (l *lanes) runOnce(ctx context.Context) error {
	for {
		l.mu.Lock()
		missed := l.missed
		l.mu.Unlock()
		room, err := l.fetchAll(ctx)
		if err != nil || !room {
			return err
		}
		l.mu.Lock()
		l.behind = l.missed != missed
		l.began = l.began || !l.behind
		behind := l.behind
		l.mu.Unlock()
		if !behind {
			return nil
		}
	}
}

func (l *lanes) fetchAll(ctx context.Context) (room bool, err error) {
	page := storage.Page{Limit: fetchAtOnce}
	for {
		var waiting []storage.InboxEntry
		err := l.store.View(ctx, func(tx storage.Tx) (err error) {
			waiting, page.After, err = tx.Waiting(page)
			return err
		})
		if err != nil {
			return false, fmt.Errorf("read inbox: %w", err)
		}
		for _, w := range waiting {
			if !l.offer(w) {
				return false, nil
			}
		}
		if page.After == "" {
			return true, nil
		}
	}
}
