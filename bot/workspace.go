package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Options are what a workspace is made of. Store, Sender, Words, Commands,
// FreeText, Help and Clock must be given.
type Options struct {
	Store    storage.Store
	Sender   Sender
	Words    *locale.Words
	Rules    sales.Rules
	Commands []commands.Command
	// FreeText names the command that takes what calls no other; Help the one
	// that answers a mention or slash command without words.
	FreeText, Help string

	Directory Directory
	// AdminCode makes whoever sends it in direct message an administrator, once.
	// Only its hash is kept; empty: no code is valid.
	AdminCode string

	// Welcome greets somebody who writes for the first time, before their
	// message is handled; nil: nobody is greeted.
	Welcome func(*commands.Turn) error
	// Looks has reminders look at a record that changed.
	Looks scoped.Looks
	// Compose makes the card of an entry that carries a Ref, for its recipient,
	// when it is about to be sent; ok is false if nothing is left to say. For a
	// channel, Look.Me is nobody.
	Compose func(storage.Tx, *commands.Look, storage.OutEntry) (c card.Card, ok bool, err error)
	// AgendaChanged hears that the agenda has new items, so that they are looked
	// at without waiting for the next tick.
	AgendaChanged func()

	// FeedURL is the https address under which CalendarFeed is reached; empty: it
	// is not, and nobody is given an address.
	FeedURL string

	Clock  func() time.Time
	Random io.Reader    // nonces and jitter; nil: crypto/rand
	Log    *slog.Logger // nil: nothing is logged
	Meter  Meter        // nil: nobody counts
	Alerts Alerts       // what administrators are told of
	Pace   Pace
	// Workers is how many people's events are applied at a time; 0: 64.
	Workers int
	// Held is how many events are held in memory before they are applied; what
	// comes beyond waits in the inbox alone; 0: 1024.
	Held int
	// Keep is how long events that ended are remembered; 0: 30 days. It is at
	// least 15 days, for a repeated event is known by being remembered.
	// KeepMessages is the same for messages that ended; 0: 90 days.
	Keep, KeepMessages time.Duration
}

// Workspace is the bot in one Slack workspace: it takes events in (Intake) and
// puts messages out. Nothing of it is global.
type Workspace struct {
	o        Options
	words    *locale.Words
	store    storage.Store
	sender   Sender
	log      *slog.Logger
	registry *registry

	lanes      *lanes
	dispatcher *dispatcher
	refresher  *refresher
	gaps       *gaps
	marks      *watermarks
	tasks      *tasks
	errands    *errands // forms and whispers, which are urgent
	asking     *errands // who people are
	opened     *recent  // keys of events that opened a form already

	randomMu sync.Mutex
	prepared chan struct{} // closed when the register of people is up to date

	acquainted chan struct{} // closed when Slack was asked about those configured
}

var _ Intake = (*Workspace)(nil)

// New puts a workspace together. A name that two commands claim is an error.
func New(o Options) (*Workspace, error) {
	if err := o.complete(); err != nil {
		return nil, fmt.Errorf("set up workspace: %w", err)
	}
	registry, err := newRegistry(o.Commands, o.FreeText, o.Help)
	if err != nil {
		return nil, fmt.Errorf("set up commands: %w", err)
	}
	w := &Workspace{
		o: o, words: o.Words, store: o.Store, sender: o.Sender, log: o.Log, registry: registry,
		errands: newErrands(), asking: newErrands(), opened: newRecent(), prepared: make(chan struct{}),
		acquainted: make(chan struct{}),
	}
	w.lanes = newLanes(w)
	w.dispatcher = newDispatcher(w)
	w.refresher = newRefresher(w)
	w.gaps = newGaps(w)
	w.marks = newWatermarks(o.Store)
	w.tasks = newTasks(w)
	return w, nil
}

func (o *Options) complete() error {
	switch {
	case o.Store == nil, o.Sender == nil, o.Words == nil, o.Clock == nil:
		return errors.New("store, sender, words and clock must be given")
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Alerts.After == 0 {
		o.Alerts.After = 15 * time.Minute
	}
	if o.Meter == nil {
		o.Meter = noMeter{}
	}
	if o.Workers == 0 {
		o.Workers = 64
	}
	if o.Held == 0 {
		o.Held = 1024
	}
	if o.Keep == 0 {
		o.Keep = 30 * 24 * time.Hour
	}
	o.Keep = max(o.Keep, farthestGap+24*time.Hour)
	if o.KeepMessages == 0 {
		o.KeepMessages = 90 * 24 * time.Hour
	}
	o.Pace = o.Pace.orDefault()
	return nil
}

// Run brings the register of people up to date with the configuration and then
// works until ctx ends. It returns within ten seconds of that, when what was
// under way is done.
func (w *Workspace) Run(ctx context.Context) error {
	if err := WhenThereIsRoom(ctx, w.log, w.prepare); err != nil {
		return fmt.Errorf("prepare workspace: %w", err)
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, loop := range []func(context.Context) error{
		w.acquaint, w.lanes.Run, w.dispatcher.Run, w.refresher.Run, w.gaps.Run, w.marks.Run, w.housekeep, w.watchTroubles,
		w.errands.Run, w.asking.Run, w.tasks.Run,
	} {
		group.Go(func() error { return loop(ctx) })
	}
	err := group.Wait()
	w.marks.flush(context.WithoutCancel(ctx))
	return err
}

// shutdown bounds how long what is under way may take at the end.
const shutdown = 8 * time.Second

// prepare is done once, before anything is applied.
func (w *Workspace) prepare(ctx context.Context) error {
	if err := w.enroll(ctx); err != nil {
		return err
	}
	if err := w.keepAdminCode(ctx); err != nil {
		return err
	}
	if err := w.marks.begin(ctx, w.now()); err != nil {
		return err
	}
	close(w.prepared)
	return nil
}

// Prepared is closed once people can be told apart: a wire may connect then.
func (w *Workspace) Prepared() <-chan struct{} { return w.prepared }

// Wake looks for work at once: reminders were put into the outbox, or the clock
// was moved.
func (w *Workspace) Wake() { w.dispatcher.poke() }

// Reread looks into the inbox for events that wait there: some that were given
// up are to be tried again.
func (w *Workspace) Reread() { w.lanes.reread() }

// Connected is told by the wire whenever it has a connection (again): what was
// said meanwhile is read from Slack's history. since is when the last connection
// ended, zero at the start.
func (w *Workspace) Connected(since time.Time) { w.gaps.begin(since) }

func (w *Workspace) now() time.Time { return w.o.Clock().UTC().Truncate(time.Microsecond) }

// stamp gives an event the time at which it came in.
func (w *Workspace) stamp(e event.Event) event.Event {
	e.Received = w.now()
	if e.At.IsZero() {
		e.At = e.Received
	}
	return e
}
