package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
	"roundsman/storage/boltstore"
	"roundsman/storage/scoped"
)

type nextCmd struct {
	queueFlags
	User string `required:"" help:"For whom: a Slack id or a whole name." placeholder:"USER"`
	Days int    `default:"7" help:"How many days to look ahead." placeholder:"N"`
}

// Run prints what would be sent to somebody, and why, without sending it.
func (c nextCmd) Run(ctx context.Context, p program) error {
	if c.Days < 1 || c.Days > 366 {
		return fmt.Errorf("--days is %d; write a number from 1 to 366", c.Days)
	}
	return c.ask(ctx, p, askNext, url.Values{"user": {c.User}, "days": {fmt.Sprint(c.Days)}})
}

// forecast plays the days ahead on a copy of the store: the rules are those that
// run, and nothing of it is kept.
func forecast(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	var days int
	if _, err := fmt.Sscan(ask.Get("days"), &days); err != nil {
		return fmt.Errorf("read days: %w", err)
	}
	copied, remove, err := d.copyStore(ctx)
	if err != nil {
		return fmt.Errorf("copy store: %w", err)
	}
	defer remove()
	to, err := whoIs(ctx, copied, ask.Get("user"))
	if err != nil {
		return err
	}
	words, err := locale.Load()
	if err != nil {
		return err
	}
	now := d.now().UTC()
	f := forecaster{rules: d.rules, words: words, language: locale.Match(cmp.Or(to.Language, to.LanguageHint))}
	planned, err := reminders.Forecast(ctx, copied, d.rules, now, now.AddDate(0, 0, days), to.ID, f.says)
	if err != nil {
		return err
	}
	for _, one := range planned {
		if err := say(w, "%s  %s", one.At.In(to.Location()).Format("Mon 2006-01-02 15:04 MST"), one.Says); err != nil {
			return err
		}
	}
	return say(w, "%s to %s in the next %s, if nothing changes until then; nothing was sent.", plural(len(planned), "reminder"), cmp.Or(to.Name, to.ID.User()), plural(days, "day"))
}

// copyStore makes a copy beside the store, as private, that need not last.
func (d desk) copyStore(ctx context.Context) (copied storage.Store, remove func(), err error) {
	dir, err := os.MkdirTemp(filepath.Dir(d.path), ".next-*") // mode 0700
	if err != nil {
		return nil, nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) }
	path := filepath.Join(dir, "copy.db")
	if _, err := writeWhole(path, func(w io.Writer) error { return d.store.Backup(ctx, w) }); err != nil {
		remove()
		return nil, nil, err
	}
	store, err := boltstore.Open(path, boltstore.Options{Unsynced: true})
	if err != nil {
		remove()
		return nil, nil, err
	}
	return store, func() {
		_ = store.Close()
		_ = os.RemoveAll(dir)
	}, nil
}

// whoIs finds somebody by Slack id or name.
func whoIs(ctx context.Context, store storage.Store, said string) (found sales.Person, err error) {
	var hits []sales.Person
	err = store.View(ctx, func(tx storage.Tx) error {
		return eachPage(func(page storage.Page) (string, error) {
			people, next, err := tx.Everybody(page)
			for _, p := range people {
				if strings.EqualFold(string(p.ID), said) || strings.EqualFold(p.ID.User(), said) || names.Fold(p.Name) == names.Fold(said) {
					hits = append(hits, p)
				}
			}
			return next, err
		})
	})
	switch {
	case err != nil:
		return found, fmt.Errorf("look for person: %w", err)
	case len(hits) == 0:
		return found, toldError(fmt.Sprintf("nobody in the store is called %q; --user takes a Slack id (U012AB3CD) or a whole name", said))
	case len(hits) > 1:
		return found, toldError(fmt.Sprintf("%d people are called %q; give --user the Slack id", len(hits), said))
	}
	return hits[0], nil
}

// forecaster says what would be said to one person, and why, in their language.
type forecaster struct {
	rules    sales.Rules
	words    *locale.Words
	language string
}

func (f *forecaster) says(tx storage.Tx, at time.Time, e storage.OutEntry) (string, error) {
	me, err := tx.Person(e.To)
	if err != nil {
		return "", err
	}
	books := scoped.For(tx, me, at)
	composed, ok, err := reminders.Compose(books, f.rules, at, e)
	if err != nil || !ok {
		return "", err
	}
	p := f.words.Printer(f.language, me.Location(), at)
	out := f.title(composed, p) + "\n"
	l := commands.Look{Event: event.Event{Actor: me.ID, Received: at}, Me: me, Now: at, Books: books, Rules: f.rules, Words: f.words, Language: f.language}
	for _, item := range e.Ref.Items {
		why, ok, err := l.Why(item)
		if err != nil {
			return "", err
		}
		if ok && len(why) > 0 && why[0].Text != nil { // what it is about, and the rule
			out += "  • " + strings.ReplaceAll(f.plain(why[0].Text.Text, p), "\n", "\n    ") + "\n"
		}
	}
	return out, nil
}

func (f *forecaster) title(c card.Card, p locale.Printer) string {
	if c.Title == nil {
		return ""
	}
	return f.plain(*c.Title, p)
}

// plain is a text without Slack's marks.
func (f *forecaster) plain(t card.Text, p locale.Printer) string {
	return strings.ReplaceAll(p.Text(t, nil), "*", "")
}
