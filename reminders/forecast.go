package reminders

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Reason explains an item of the agenda that was said to somebody, as the books
// are then; ok is false if they may not see what it is about.
type Reason func(books *scoped.Reader, at time.Time, item string) (why card.Text, ok bool, err error)

// Forecast plays what the sweeper and the dispatcher would do for one person,
// from an instant to another, as if nobody did anything meanwhile, with the rules
// that run. It only reads.
func Forecast(tx storage.Tx, rules sales.Rules, from, until time.Time, to sales.PersonID, reason Reason) ([]present.Coming, error) {
	f := &forecast{books: imagine(tx), rules: rules, to: to, reason: reason}
	me, err := tx.Person(to)
	if err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	if err := f.books.concerning(me, from); err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	if err := f.waiting(); err != nil {
		return nil, fmt.Errorf("forecast: %w", err)
	}
	for now, more := from, true; more && !now.After(until); now, more = f.next(now) {
		if err := f.play(now); err != nil {
			return nil, fmt.Errorf("forecast: %w", err)
		}
	}
	return f.planned, nil
}

type forecast struct {
	books   *imagined
	rules   sales.Rules
	to      sales.PersonID
	reason  Reason
	planned []present.Coming
}

// waiting takes in the reminders that wait in the outbox already.
func (f *forecast) waiting() error {
	page := storage.Page{}
	for {
		entries, next, err := f.books.OutEntries(storage.OutPending, page)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if f.isOurs(e) {
				f.books.outbox[e.Key] = e
			}
		}
		if page.After = next; next == "" {
			return nil
		}
	}
}

func (f *forecast) isOurs(e storage.OutEntry) bool {
	return e.To == f.to && e.Op == storage.OpPost && e.Ref != nil && e.Ref.Part == "" && (e.Ref.Kind == RefKind || e.Ref.Kind == present.DigestRef)
}

// play sweeps and sends at an instant.
func (f *forecast) play(now time.Time) error {
	for more := true; more; {
		l := newLook(f.books, f.rules, now)
		var err error
		if more, err = l.atSome(func() bool { return l.room() <= 0 }); err != nil {
			return err
		}
		if err := l.send(); err != nil {
			return err
		}
	}
	var ready []storage.OutEntry
	for _, e := range f.books.outbox {
		if e.State == storage.OutPending && !e.NotBefore.After(now) {
			ready = append(ready, e)
		}
	}
	slices.SortFunc(ready, func(a, b storage.OutEntry) int { return cmp.Compare(a.Seq, b.Seq) })
	for _, e := range ready {
		if err := f.send(e, now); err != nil {
			return err
		}
	}
	return nil
}

// send settles a message as if it were sent.
func (f *forecast) send(e storage.OutEntry, now time.Time) error {
	state := storage.OutSent
	if f.isOurs(e) {
		said, err := f.plan(e, now)
		if err != nil {
			return err
		}
		if !said {
			state = storage.OutCancelled
		}
	}
	e.State, e.Ended = state, now
	if state == storage.OutSent {
		e.Sent = sales.Source{Channel: "forecast", TS: e.Key}
	}
	return f.books.SettleOut(e)
}

// plan composes a message; false: nothing is left to say by then.
func (f *forecast) plan(e storage.OutEntry, now time.Time) (said bool, err error) {
	me, err := f.books.Person(f.to)
	if err != nil {
		return false, err
	}
	books := scoped.For(f.books, me, now)
	c, ok, err := announced(e), true, nil
	if e.Ref.Kind == RefKind {
		c, ok, err = Compose(books, f.rules, now, e)
	}
	if err != nil || !ok {
		return false, err
	}
	p := present.Coming{At: now, Key: e.Key}
	if c.Title != nil {
		p.Title = *c.Title
	}
	for _, item := range e.Ref.Items {
		why, ok, err := f.reason(books, now, item)
		if err != nil {
			return false, err
		}
		if ok {
			p.Why = append(p.Why, why)
		}
	}
	f.planned = append(f.planned, p)
	return true, nil
}

// next is when something happens after an instant.
func (f *forecast) next(now time.Time) (next time.Time, more bool) {
	for _, item := range f.books.agenda {
		if !more || item.At.Before(next) {
			next, more = item.At, true
		}
	}
	for _, e := range f.books.outbox {
		if e.State == storage.OutPending && (!more || e.NotBefore.Before(next)) {
			next, more = e.NotBefore, true
		}
	}
	if more && !next.After(now) { // an item whose record is damaged, at worst
		next = now.Add(time.Minute)
	}
	return next, more
}

// announced names a digest that is to come: what it will tell is not known yet.
func announced(e storage.OutEntry) (c card.Card) {
	for _, item := range e.Ref.Items {
		kind, _, _ := strings.Cut(item, "/")
		c.Title = card.P("reminder." + kind)
	}
	return c
}
