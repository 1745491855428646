package localslack

import (
	"container/heap"
	"context"
	"time"
)

// task is something to do at a time of the workspace's clock, under the workspace's lock.
type task struct {
	at    time.Time
	do    func()
	index int
}

// timers are the tasks to come, the earliest first.
type timers struct {
	tasks []*task
	kick  chan struct{}
}

func (t *timers) Len() int           { return len(t.tasks) }
func (t *timers) Less(i, j int) bool { return t.tasks[i].at.Before(t.tasks[j].at) }
func (t *timers) Swap(i, j int) {
	t.tasks[i], t.tasks[j] = t.tasks[j], t.tasks[i]
	t.tasks[i].index, t.tasks[j].index = i, j
}

func (t *timers) Push(x any) {
	k := x.(*task)
	k.index = len(t.tasks)
	t.tasks = append(t.tasks, k)
}

func (t *timers) Pop() any {
	last := len(t.tasks) - 1
	k := t.tasks[last]
	t.tasks[last] = nil
	t.tasks = t.tasks[:last]
	k.index = -1
	return k
}

// after plans do for d from now.
func (w *Workspace) after(d time.Duration, do func()) *task {
	k := &task{at: w.now().Add(d), do: do}
	heap.Push(&w.timers, k)
	if k.index == 0 {
		w.kickTimers()
	}
	return k
}

// stop forgets a task that has not run.
func (w *Workspace) stop(k *task) {
	if k != nil && k.index >= 0 {
		heap.Remove(&w.timers, k.index)
	}
}

func (w *Workspace) kickTimers() {
	select {
	case w.timers.kick <- struct{}{}:
	default:
	}
}

// Tick does what is due after Options.Clock has been moved.
func (w *Workspace) Tick() { w.kickTimers() }

// runTimers runs the tasks as they fall due. It is the only goroutine a workspace has of its own.
func (w *Workspace) runTimers() {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		w.mu.Lock()
		wait := w.runDue()
		w.mu.Unlock()
		timer.Reset(wait)
		select {
		case <-timer.C:
		case <-w.timers.kick:
		case <-w.ctx.Done():
			return
		}
	}
}

func (w *Workspace) runDue() (wait time.Duration) {
	for w.timers.Len() > 0 {
		next := w.timers.tasks[0]
		if d := next.at.Sub(w.now()); d > 0 {
			return d
		}
		heap.Pop(&w.timers)
		next.do()
	}
	return 24 * time.Hour
}

// sleep waits for d of the workspace's clock.
func (w *Workspace) sleep(ctx context.Context, d time.Duration) {
	done := make(chan struct{})
	w.mu.Lock()
	w.after(d, func() { close(done) })
	w.mu.Unlock()
	select {
	case <-done:
	case <-ctx.Done():
	case <-w.ctx.Done():
	}
}

// pause waits for d of real time (a synctest bubble's, inside one): the wire's, not the workspace's.
func (w *Workspace) pause(d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-w.ctx.Done():
	}
}
