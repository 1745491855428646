package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"roundsman/bot"
	"roundsman/storage"
)

type outboxCmd struct {
	List  outboxListCmd  `cmd:"" help:"Show what waits and what was given up, without anybody's words."`
	Retry outboxRetryCmd `cmd:"" help:"Try again what was given up, or what waits for its next attempt."`
	Drop  outboxDropCmd  `cmd:"" help:"Give up for good: it is not sent any more."`
}

type outboxListCmd struct {
	queueFlags
	State []string `enum:"pending,leased,retry,dead,sent,cancelled" default:"dead,retry,leased,pending" help:"Only messages in these states: ${enum}. Default: what is not at its end, and what is dead." placeholder:"STATE"`
	Limit int      `default:"50" help:"At most so many of each state, oldest first." placeholder:"N"`
}

// Run lists the outbox.
func (c outboxListCmd) Run(ctx context.Context, p program) error {
	return c.ask(ctx, p, askOutbox, url.Values{"state": c.State, "limit": {fmt.Sprint(max(1, c.Limit))}})
}

type outboxRetryCmd struct {
	queueFlags
	whichOf
}

// Run queues messages again.
func (c outboxRetryCmd) Run(ctx context.Context, p program) error {
	which, err := c.values("outbox")
	if err != nil {
		return err
	}
	return c.ask(ctx, p, askOutboxRetry, which)
}

type outboxDropCmd struct {
	queueFlags
	whichOf
}

// Run ends messages.
func (c outboxDropCmd) Run(ctx context.Context, p program) error {
	which, err := c.values("outbox")
	if err != nil {
		return err
	}
	return c.ask(ctx, p, askOutboxDrop, which)
}

func listOutbox(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	var limit int
	_, _ = fmt.Sscan(ask.Get("limit"), &limit) // without one, a page
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tSTATE\tAGE\tKIND\tTO\tATTEMPTS\tNEXT\tERROR\tLOG")
	var counts []string
	total := 0
	err := d.store.View(ctx, func(tx storage.Tx) error {
		for _, state := range ask["state"] {
			entries, _, err := tx.OutEntries(storage.OutState(state), storage.Page{Limit: limit})
			if err != nil {
				return fmt.Errorf("list messages: %w", err)
			}
			backlog, err := tx.OutBacklog(storage.OutState(state))
			if err != nil {
				return fmt.Errorf("count messages: %w", err)
			}
			counts = append(counts, fmt.Sprintf("%d %s", backlog.Count, state))
			total += backlog.Count
			for _, e := range entries {
				_, _ = fmt.Fprintln(table, outboxLine(e, d.now()))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if total == 0 {
		return say(w, "Nothing here: 0 messages that are %s.", strings.Join(ask["state"], ", "))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	return say(w, "%s\nTry again: roundsman outbox retry ID. Give up for good: roundsman outbox drop ID.", strings.Join(counts, ", "))
}

func outboxLine(e storage.OutEntry, now time.Time) string {
	next := "-"
	if e.State == storage.OutRetry || e.State == storage.OutPending && e.NotBefore.After(now) {
		next = "in " + age(now, e.NotBefore)
	}
	return strings.Join([]string{
		bot.MessageID(e.Key), string(e.State), age(e.Created, now), kindOf(e), cmp.Or(e.Channel, e.To.User()),
		fmt.Sprint(e.Attempts), next, cmp.Or(e.Error, "-"), bot.LogID(e),
	}, "\t")
}

// kindOf says what a message is, without what it says.
func kindOf(e storage.OutEntry) string {
	kind := map[storage.Priority]string{storage.Answer: "answer", storage.Reminder: "reminder", storage.Digest: "digest"}[e.Priority]
	switch e.Op {
	case storage.OpPublish:
		return "home"
	case storage.OpUpdate:
		if e.Mark != "" {
			return "mark"
		}
		return "update"
	case storage.OpPost:
	}
	return kind
}

func retryOutbox(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	n, err := d.changeOutbox(ctx, ask, []storage.OutState{storage.OutDead, storage.OutRetry}, func(e storage.OutEntry) storage.OutEntry {
		if e.State == storage.OutDead {
			e.State, e.Attempts, e.Error, e.NotBefore = storage.OutPending, 0, "", time.Time{}
			return e
		}
		e.NotBefore = later(d.now(), e.Tried.Add(bot.LookAfter))
		return e
	})
	if err != nil {
		return err
	}
	d.log.InfoContext(ctx, "messages queued again", "count", n)
	d.work()
	return say(w, "Queued again: %s.", plural(n, "message"))
}

func dropOutbox(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	n, err := d.changeOutbox(ctx, ask, []storage.OutState{storage.OutDead, storage.OutRetry, storage.OutPending}, func(e storage.OutEntry) storage.OutEntry {
		e.State, e.Ended = storage.OutCancelled, d.now()
		return e
	})
	if err != nil {
		return err
	}
	d.log.InfoContext(ctx, "messages dropped", "count", n)
	d.work()
	return say(w, "Dropped: %s.", plural(n, "message"))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// changeOutbox settles the messages with the ids asked for, if they are in one
// of some states, or, without ids, everything that is dead. All of those with
// ids, or none.
func (d desk) changeOutbox(ctx context.Context, ask url.Values, states []storage.OutState, settled func(storage.OutEntry) storage.OutEntry) (n int, err error) {
	ids := idsOf(ask)
	n, err = d.inBatches(ctx, ids, func(tx storage.Tx) (int, error) {
		some, err := messagesCalled(tx, ids, states)
		for i := 0; i < len(some) && err == nil; i++ {
			err = tx.SettleOut(settled(some[i]))
		}
		return len(some), err
	})
	if err != nil {
		return n, fmt.Errorf("change outbox: %w", err)
	}
	return n, nil
}

// messagesCalled finds one message for each id, or, without, the first dead ones.
func messagesCalled(tx storage.Tx, ids []string, states []storage.OutState) ([]storage.OutEntry, error) {
	if len(ids) == 0 {
		dead, _, err := tx.OutEntries(storage.OutDead, storage.Page{Limit: queueAgain})
		return dead, err
	}
	found := hits[storage.OutEntry]{}
	for _, state := range []storage.OutState{storage.OutDead, storage.OutRetry, storage.OutPending, storage.OutLeased} {
		err := eachPage(func(page storage.Page) (string, error) {
			entries, next, err := tx.OutEntries(state, page)
			for _, e := range entries {
				found.add(ids, bot.MessageID(e.Key), e)
			}
			return next, err
		})
		if err != nil {
			return nil, err
		}
	}
	some, err := found.oneEach(ids, "no message that waits or is dead has the id %q: see \"roundsman outbox list\"", "message")
	for _, e := range some {
		if !slices.Contains(states, e.State) {
			return nil, toldError(fmt.Sprintf("message %s is %s: that is no state for this", bot.MessageID(e.Key), e.State))
		}
	}
	return some, err
}
