package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"roundsman/bot"
	"roundsman/storage"
)

type inboxCmd struct {
	List  inboxListCmd  `cmd:"" help:"Show what waits and what was given up, without anybody's words."`
	Retry inboxRetryCmd `cmd:"" help:"Try again what was given up, for example after an update."`
	Drop  inboxDropCmd  `cmd:"" help:"Give up for good: what was written is deleted."`
}

type inboxListCmd struct {
	queueFlags
	Limit int `default:"50" help:"At most so many that were given up, and so many that wait, oldest first." placeholder:"N"`
}

// Run lists the inbox.
func (c inboxListCmd) Run(ctx context.Context, p program) error {
	return c.ask(ctx, p, askInbox, url.Values{"limit": {fmt.Sprint(max(1, c.Limit))}})
}

type inboxRetryCmd struct {
	queueFlags
	whichOf
}

// Run lets events be tried again.
func (c inboxRetryCmd) Run(ctx context.Context, p program) error {
	which, err := c.values("inbox")
	if err != nil {
		return err
	}
	return c.ask(ctx, p, askInboxRetry, which)
}

type inboxDropCmd struct {
	queueFlags
	whichOf
}

// Run ends events.
func (c inboxDropCmd) Run(ctx context.Context, p program) error {
	which, err := c.values("inbox")
	if err != nil {
		return err
	}
	return c.ask(ctx, p, askInboxDrop, which)
}

func listInbox(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	var limit int
	_, _ = fmt.Sscan(ask.Get("limit"), &limit) // without one, a page
	var dead, waiting storage.Backlog
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tSTATE\tAGE\tKIND\tFROM\tATTEMPTS\tERROR")
	err := d.store.View(ctx, func(tx storage.Tx) (err error) {
		if dead, err = tx.InboxBacklog(storage.InboxDead); err != nil {
			return err
		}
		if waiting, err = tx.InboxBacklog(storage.InboxWaiting); err != nil {
			return err
		}
		for _, list := range []func(storage.Page) ([]storage.InboxEntry, string, error){tx.DeadEvents, tx.Waiting} {
			entries, _, err := list(storage.Page{Limit: limit})
			if err != nil {
				return err
			}
			for _, e := range entries {
				_, _ = fmt.Fprintln(table, inboxLine(e, d.now()))
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("list events: %w", err)
	}
	if dead.Count+waiting.Count == 0 {
		return say(w, "Nothing here: 0 events that wait or were given up.")
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return say(w, "%d dead, %d waiting\nThe id is also in the log, and was told to whoever wrote. Try again: roundsman inbox retry ID. Give up for good: roundsman inbox drop ID.", dead.Count, waiting.Count)
}

func inboxLine(e storage.InboxEntry, now time.Time) string {
	return strings.Join([]string{
		bot.EventID(e.Event.Key), string(e.State), age(e.Event.Received, now), string(e.Event.Kind), e.Event.Actor.User(),
		fmt.Sprint(e.Attempts + e.Begun), cmp.Or(e.Error, "-"),
	}, "\t")
}

func retryInbox(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	n, err := d.changeInbox(ctx, ask, storage.Tx.ReviveEvent)
	if err != nil {
		return err
	}
	d.log.InfoContext(ctx, "events queued again", "count", n)
	d.work()
	return say(w, "To be tried again: %s.", plural(n, "event"))
}

func dropInbox(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	n, err := d.changeInbox(ctx, ask, func(tx storage.Tx, key string) error { return tx.DropEvent(key, d.now()) })
	if err != nil {
		return err
	}
	d.log.InfoContext(ctx, "events dropped", "count", n)
	return say(w, "Dropped: %s.", plural(n, "event"))
}

// changeInbox changes the dead events with the ids asked for, all of them or
// none; without ids, everything that is dead.
func (d desk) changeInbox(ctx context.Context, ask url.Values, change func(storage.Tx, string) error) (n int, err error) {
	ids := idsOf(ask)
	n, err = d.inBatches(ctx, ids, func(tx storage.Tx) (int, error) {
		keys, err := deadEvents(tx, ids)
		for i := 0; i < len(keys) && err == nil; i++ {
			err = change(tx, keys[i])
		}
		return len(keys), err
	})
	if err != nil {
		return n, fmt.Errorf("change inbox: %w", err)
	}
	return n, nil
}

// deadEvents are the keys of the dead events with some ids, or, without, of the
// first ones.
func deadEvents(tx storage.Tx, ids []string) (keys []string, err error) {
	if len(ids) == 0 {
		entries, _, err := tx.DeadEvents(storage.Page{Limit: queueAgain})
		for _, e := range entries {
			keys = append(keys, e.Event.Key)
		}
		return keys, err
	}
	found := hits[string]{}
	err = eachPage(func(page storage.Page) (string, error) {
		entries, next, err := tx.DeadEvents(page)
		for _, e := range entries {
			found.add(ids, bot.EventID(e.Event.Key), e.Event.Key)
		}
		return next, err
	})
	if err != nil {
		return nil, err
	}
	return found.oneEach(ids, "no event that was given up has the id %q: see \"roundsman inbox list\"", "event")
}
