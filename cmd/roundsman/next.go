package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/bot/present"
	"roundsman/commands"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
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

// forecast plays the days ahead for somebody, with the rules that run; nothing
// of it is kept.
func forecast(ctx context.Context, d desk, ask url.Values, w io.Writer) error {
	var days int
	if _, err := fmt.Sscan(ask.Get("days"), &days); err != nil {
		return fmt.Errorf("read days: %w", err)
	}
	to, err := whoIs(ctx, d.store, ask.Get("user"))
	if err != nil {
		return err
	}
	words, err := locale.Load()
	if err != nil {
		return err
	}
	now := d.now().UTC()
	l := commands.Look{Me: to, Now: now, Rules: d.rules, Words: words, Language: locale.Match(cmp.Or(to.Language, to.LanguageHint))}
	var planned []present.Coming
	err = d.store.View(ctx, func(tx storage.Tx) (err error) {
		planned, err = reminders.Forecast(tx, d.rules, now, now.AddDate(0, 0, days), to.ID, l.Reason)
		return err
	})
	if err != nil {
		return err
	}
	for _, one := range planned {
		if err := say(w, "%s  %s", one.At.In(to.Location()).Format("Mon 2006-01-02 15:04 MST"), written(&l, one)); err != nil {
			return err
		}
	}
	return say(w, "%s to %s in the next %s, if nothing changes until then; nothing was sent.", plural(len(planned), "reminder"), cmp.Or(to.Name, to.ID.User()), plural(days, "day"))
}

// written is a reminder in plain words: its title, and a line for each reason.
func written(l *commands.Look, one present.Coming) string {
	p := l.Words.Printer(l.Language, l.Me.Location(), one.At)
	plain := func(t card.Text) string { return strings.ReplaceAll(p.Text(t, nil), "*", "") }
	out := plain(one.Title) + "\n"
	for _, why := range one.Why {
		out += "  • " + strings.ReplaceAll(plain(why), "\n", "\n    ") + "\n"
	}
	return out
}

// composeNext makes the message that tells somebody of the days ahead.
func composeNext(tx storage.Tx, l *commands.Look, e storage.OutEntry) (card.Card, error) {
	who, err := commands.NextFor(l, e)
	if err != nil {
		return card.Card{}, err
	}
	planned, err := reminders.Forecast(tx, l.Rules, l.Now, l.Now.AddDate(0, 0, commands.NextDays), who.ID, l.Reason)
	if err != nil {
		return card.Card{}, err
	}
	return commands.NextCard(l, who, planned), nil
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
