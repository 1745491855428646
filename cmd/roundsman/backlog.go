package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"roundsman/cmd/roundsman/config"
	"roundsman/storage"
)

// queueFlags are shared by the subcommands of outbox and inbox.
type queueFlags struct {
	configFlag
	Store string `type:"path" help:"The store to look into, if not the configured one (try keeps its own)." placeholder:"FILE"`
}

// ask puts a question to the bot that runs on the store, or to the store.
func (f queueFlags) ask(ctx context.Context, p program, question string, about url.Values) error {
	conf, err := f.load()
	if err != nil {
		return err
	}
	path := cmp.Or(f.Store, conf.Store)
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("the store %s %s; name another with --store, or the configuration that names it with --config", path, config.Plainly(err))
	}
	return p.fromStoreBy(ctx, conf.Rules(), path, question, about, p.stdout)
}

// whichOf names some by their ids, or all.
type whichOf struct {
	IDs []string `arg:"" optional:"" name:"id" help:"Ids as list shows them; their first letters will do." placeholder:"ID"`
	All bool     `help:"Everything that was given up."`
}

func (c whichOf) values(command string) (url.Values, error) {
	switch {
	case len(c.IDs) == 0 && !c.All:
		return nil, fmt.Errorf("say which: ids from %q, or --all for everything that was given up", "roundsman "+command+" list")
	case len(c.IDs) > 0 && c.All:
		return nil, fmt.Errorf("name ids or --all, not both")
	}
	return url.Values{"id": c.IDs}, nil
}

// idsOf are the ids that were asked for; none means all that was given up.
func idsOf(ask url.Values) []string { return ask["id"] }

// named tells whether an id begins as somebody typed it.
func named(id, typed string) bool {
	return typed != "" && strings.HasPrefix(id, strings.ToLower(strings.TrimSpace(typed)))
}

// hits are what begins with each of some typed ids.
type hits[T any] map[string][]T

// add takes something with an id to the ids that it begins with.
func (h hits[T]) add(ids []string, id string, hit T) {
	for _, typed := range ids {
		if named(id, typed) {
			h[typed] = append(h[typed], hit)
		}
	}
}

// oneEach is what each typed id means; none is the answer if that is nothing, thing
// what is counted if it is several.
func (h hits[T]) oneEach(ids []string, none, thing string) ([]T, error) {
	found := make([]T, 0, len(ids))
	for _, id := range ids {
		switch some := h[id]; len(some) {
		case 0:
			return nil, toldError(fmt.Sprintf(none, id))
		case 1:
			found = append(found, some[0])
		default:
			return nil, toldError(fmt.Sprintf("%d %ss have ids that begin with %q: type more of it", len(some), thing, id))
		}
	}
	return found, nil
}

// inBatches changes what ids name in one transaction: all of them, or none. Without
// ids it goes on as long as a batch is full. change tells how many it changed.
func (d desk) inBatches(ctx context.Context, ids []string, change func(storage.Tx) (int, error)) (n int, err error) {
	for {
		changed := 0
		err := d.store.Update(ctx, func(tx storage.Tx) (err error) {
			changed, err = change(tx)
			return err
		})
		if err != nil {
			return n, err
		}
		if n += changed; len(ids) > 0 || changed < queueAgain {
			return n, nil
		}
	}
}

// queueAgain is how many entries one transaction queues again or ends.
const queueAgain = 100

// age is how long ago something was, roughly, as one says it: 12s, 5m, 3h, 2d.
func age(since, now time.Time) string {
	d := max(0, now.Sub(since))
	switch {
	case since.IsZero():
		return "-"
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh", int(d.Hours()))
	}
	return fmt.Sprintf("%dd", int(d.Hours()/24))
}

// plural counts things: "1 message", "2 messages".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func say(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintf(w, format+"\n", args...)
	return err
}
