package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/storage"
)

const (
	watchEvery = time.Minute
	// begunName remembers when somebody looked first: a store without a backup is
	// no older than that.
	begunName = alertPath + "begun"
)

// watchTroubles looks for trouble every minute until ctx ends.
func (w *Workspace) watchTroubles(ctx context.Context) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := w.watchOnce(ctx, w.now()); err != nil && ctx.Err() == nil {
			w.log.Error("trouble not looked for", "error", errorClass(err))
		}
	}
}

// watchOnce tells of what is wrong now, and that what was wrong is over. Without
// news it writes nothing.
func (w *Workspace) watchOnce(ctx context.Context, now time.Time) error {
	var facts Facts
	if w.o.Alerts.Facts != nil {
		facts = w.o.Alerts.Facts(ctx)
	}
	var news bool
	look := func(tx storage.Tx, tell bool) error {
		begun := now
		known, err := recall(tx, begunName, &begun)
		if err == nil && !known && tell {
			err = keep(tx, begunName, begun, time.Time{})
		}
		if err != nil {
			return err
		}
		all, err := w.o.Alerts.troublesNow(tx, facts, begun, now)
		if err != nil {
			return err
		}
		news, err = w.compareTroubles(tx, all, now, tell)
		news = news || !known
		return err
	}
	if err := w.store.View(ctx, func(tx storage.Tx) error { return look(tx, false) }); err != nil || !news {
		return err
	}
	err := w.store.Update(ctx, func(tx storage.Tx) error { return look(tx, true) })
	if err != nil {
		return fmt.Errorf("tell administrators: %w", err)
	}
	w.dispatcher.poke()
	return nil
}

// compareTroubles finds out which kinds of trouble are news, and tells them.
func (w *Workspace) compareTroubles(tx storage.Tx, all []trouble, now time.Time, tell bool) (news bool, err error) {
	now, today := now.UTC(), sales.DateIn(now, time.UTC)
	for _, kind := range troubles() {
		var before alerted
		if _, err := recall(tx, alertPath+kind, &before); err != nil {
			return news, err
		}
		t, wrong := troubleOf(all, kind)
		after := before
		switch {
		case wrong && before.wants(t, today):
			after = alerted{Day: today, Count: t.count, Open: true}
		case wrong && t.count > 0 && t.count < before.Count: // fewer: more than these are news again
			after.Count = t.count
		case !wrong && before.Open:
			after.Open = false
		}
		if after == before {
			continue
		}
		if news = true; !tell {
			continue
		}
		switch {
		case after.Day != before.Day || after.Count > before.Count || after.Open && !before.Open:
			w.log.Warn("trouble", "kind", kind, "count", t.count)
			err = w.tellAdmins(tx, alertKey(kind, after.Day), t.says, now)
		case before.Open && !after.Open:
			w.log.Info("trouble is over", "kind", kind)
			err = w.tellOver(tx, alertKey(kind, after.Day), kind, now)
		}
		if err != nil {
			return news, err
		}
		if err := keep(tx, alertPath+kind, after, time.Time{}); err != nil {
			return news, err
		}
	}
	return news, nil
}

func troubleOf(all []trouble, kind string) (trouble, bool) {
	for _, t := range all {
		if t.kind == kind {
			return t, true
		}
	}
	return trouble{}, false
}

func alertKey(kind string, day sales.Date) string { return alertPath + kind + "/" + day.String() + "/" }

// tellAdmins tells every administrator under one key a kind and day. What was
// told that day already, and was over, is changed back.
func (w *Workspace) tellAdmins(tx storage.Tx, key string, says card.Text, now time.Time) error {
	c := sentence(card.T("alert.title"), says)
	return eachAdmin(tx, func(admin sales.PersonID) error {
		e := storage.OutEntry{Key: key + string(admin), Op: storage.OpPost, To: admin, Card: &c, Priority: storage.Answer, Created: now}
		before, err := tx.OutEntry(e.Key)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return tx.Enqueue(e)
		case err != nil:
			return err
		case before.State == storage.OutSent || before.State == storage.OutLeased:
			return tx.Enqueue(changed(e))
		}
		before.State, before.Card, before.NotBefore = storage.OutPending, &c, time.Time{}
		return tx.SettleOut(before)
	})
}

// tellOver says in the same message that it is over. What nobody has been sent
// yet is not sent any more.
func (w *Workspace) tellOver(tx storage.Tx, key, kind string, now time.Time) error {
	c := sentence(card.T("alert.over", "what", card.Of(card.T("alert.name."+kind)), "at", card.Moment(now)))
	return eachAdmin(tx, func(admin sales.PersonID) error {
		e, err := tx.OutEntry(key + string(admin))
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if e.State == storage.OutPending && e.Tried.IsZero() {
			e.State, e.Ended = storage.OutCancelled, now
			return tx.SettleOut(e)
		}
		e.Card, e.Created = &c, now
		return tx.Enqueue(changed(e))
	})
}

// changed is the operation that puts another card into an alert.
func changed(e storage.OutEntry) storage.OutEntry {
	return storage.OutEntry{Key: e.Key + ">now", Op: storage.OpUpdate, Of: e.Key, To: e.To, Card: e.Card, Priority: storage.Answer, Created: e.Created}
}

func eachAdmin(tx storage.Tx, tell func(sales.PersonID) error) error {
	page := storage.Page{}
	for {
		people, next, err := tx.Everybody(page)
		if err != nil {
			return fmt.Errorf("list administrators: %w", err)
		}
		for _, p := range people {
			if !p.Admin || p.Left {
				continue
			}
			if err := tell(p.ID); err != nil {
				return err
			}
		}
		if page.After = next; next == "" {
			return nil
		}
	}
}
