package localslack

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Load is a stream of messages from people, and what counts as the reply to each: the app's next post in the same
// channel, in order, unless Match says otherwise.
type Load struct {
	Events   int
	InFlight int           // how many may be unanswered at once; 0 is 64
	Every    time.Duration // one at this pace instead of as fast as InFlight allows
	// Say is what the i-th message is: by whom, in which channel ("" is the direct message), and its text.
	Say func(i int) (user, channel, text string)
	// Match, when set, tells which message a post answers (by its index), or false when none.
	Match func(Message) (i int, ok bool)
}

// LoadResult tells how it went. Durations are by the workspace's clock and run from the event's way onto the wire to the reply's arrival.
type LoadResult struct {
	Replies   int
	Extra     int // posts that answered nothing
	Took      time.Duration
	Latencies []time.Duration // sorted
}

// PerSecond is the number of replies a second.
func (r LoadResult) PerSecond() float64 { return float64(r.Replies) / r.Took.Seconds() }

// Quantile is the latency that the share q (0 to 1) of replies did not exceed.
func (r LoadResult) Quantile(q float64) time.Duration {
	if len(r.Latencies) == 0 {
		return 0
	}
	return r.Latencies[min(len(r.Latencies)-1, int(q*float64(len(r.Latencies))))]
}

type loadRun struct {
	w      *Workspace
	load   Load
	sent   []time.Time
	open   map[string][]int // indexes awaiting a reply, by channel
	result LoadResult
	slots  chan struct{}
}

// Load sends the messages and waits for all replies, or for ctx.
func (w *Workspace) Load(ctx context.Context, l Load) (LoadResult, error) {
	if l.InFlight == 0 {
		l.InFlight = 64
	}
	r := &loadRun{w: w, load: l, sent: make([]time.Time, l.Events), open: map[string][]int{}, slots: make(chan struct{}, l.Events)}
	for range min(l.InFlight, l.Events) {
		r.slots <- struct{}{}
	}
	defer w.OnPost(r.posted)()
	start := w.now()
	err := r.run(ctx, w)
	w.mu.Lock()
	defer w.mu.Unlock()
	r.result.Took = w.now().Sub(start)
	slices.Sort(r.result.Latencies)
	return r.result, err
}

func (r *loadRun) run(ctx context.Context, w *Workspace) error {
	var pace <-chan time.Time
	if r.load.Every > 0 {
		t := time.NewTicker(r.load.Every)
		defer t.Stop()
		pace = t.C
	}
	for i := range r.load.Events + min(r.load.InFlight, r.load.Events) { // the last rounds only wait for replies
		select {
		case <-r.slots:
		case <-ctx.Done():
			return fmt.Errorf("load: %d of %d answered: %w", len(r.result.Latencies), r.load.Events, context.Cause(ctx))
		}
		if i >= r.load.Events {
			continue
		}
		if pace != nil {
			<-pace
		}
		if err := r.say(w, i); err != nil {
			return err
		}
	}
	return nil
}

func (r *loadRun) say(w *Workspace, i int) error {
	user, channel, text := r.load.Say(i)
	w.mu.Lock()
	c, err := w.placeOf(user, channel)
	if err == nil {
		r.open[c.ID] = append(r.open[c.ID], i)
		r.sent[i] = w.now()
	}
	w.mu.Unlock()
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	_, err = w.Say(user, channel, text)
	return err
}

// posted runs under the workspace's lock for every post of the app.
func (r *loadRun) posted(m Message) {
	i, ok := r.answered(m)
	if !ok {
		r.result.Extra++
		return
	}
	r.result.Replies++
	r.result.Latencies = append(r.result.Latencies, r.w.now().Sub(r.sent[i]))
	r.slots <- struct{}{}
}

func (r *loadRun) answered(m Message) (int, bool) {
	open := r.open[m.Channel]
	at := 0
	if r.load.Match != nil {
		i, ok := r.load.Match(m)
		if at = slices.Index(open, i); !ok || at < 0 {
			return 0, false
		}
	}
	if len(open) == 0 {
		return 0, false
	}
	i := open[at]
	r.open[m.Channel] = slices.Delete(open, at, at+1)
	return i, true
}
