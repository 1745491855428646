package reminders_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// chance makes the decisions of a life: a property test's or a simulation's.
type chance interface{ pick(what string, n int) int }

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// life is a team's time: a real store, real sweeps, a clock that is moved by
// hand, and what was said judged as it is said.
type life struct {
	t      failer
	chance chance
	store  storage.Store
	rules  sales.Rules
	now    time.Time
	reps   map[sales.PersonID]*naive
	people map[sales.PersonID]sales.Person
	own    map[string]*owned // by agenda item
	of     map[sales.PersonID][]*owned

	// strangers come in without a welcome; greeted is when somebody had theirs.
	strangers bool
	greeted   map[sales.PersonID]time.Time

	heard    map[string]int            // items of an outbox entry that were judged
	unasked  map[string]map[string]int // messages by person and day
	asked    map[string]bool           // entries with a time that was named
	named    map[string]bool           // and that it is now
	messages int
	items    int
	changes  int
}

// owned is a promise with what was said of it since it stands as it does.
type owned struct {
	f      sales.FollowUp
	pledge pledge
	said   []time.Time
	closed []ended
}

// ended is a pledge that stands differently since, with what was said of it.
type ended struct {
	pledge pledge
	said   []time.Time
}

// days off of every country of the test.
type publicDays map[publicDay]bool

type publicDay struct {
	country string
	day     sales.Date
}

func (p publicDays) Public(country, _ string, d sales.Date) sales.PublicDay {
	if p[publicDay{country, d}] {
		return sales.PublicHoliday
	}
	return sales.Ordinary
}

func (p publicDays) Coverage(string, string, int) sales.Coverage { return sales.WholeYear }

func newLife(t failer, dir string, c chance, from time.Time) (*life, func()) {
	store, err := boltstore.Open(filepath.Join(dir, "books.db"), boltstore.Options{Unsynced: true})
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	l := &life{
		t: t, chance: c, store: store, rules: sales.DefaultRules(), now: from, reps: map[sales.PersonID]*naive{},
		people: map[sales.PersonID]sales.Person{}, own: map[string]*owned{}, of: map[sales.PersonID][]*owned{}, heard: map[string]int{},
		unasked: map[string]map[string]int{}, asked: map[string]bool{}, named: map[string]bool{},
		greeted: map[sales.PersonID]time.Time{},
	}
	return l, func() { _ = store.Close() }
}

func (l *life) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatalf("%v", err)
	}
}

func (l *life) update(change func(storage.Tx) error) {
	l.t.Helper()
	l.must(l.store.Update(context.Background(), change))
}

// settle makes a person of the paper calendar one of the books.
func (l *life) settle(id sales.PersonID, n *naive) {
	l.t.Helper()
	p, old := l.people[id]
	if !old {
		p = sales.Person{ID: id, Name: string(id), Role: sales.RoleRep, Team: "east", Country: "XX"}
		if !l.strangers {
			p.Welcomed = l.now.Add(-time.Hour)
		}
	}
	p.Zone, p.Week = n.zone.String(), sales.WorkingWeek{Start: clock(n.start), End: clock(n.end)}
	for day, works := range n.works {
		if works {
			p.Week.Days = append(p.Week.Days, time.Weekday(day))
		}
	}
	p.Quiet, p.Leave = nil, nil
	if n.quiet[1] > 0 {
		p.Quiet = []sales.ClockSpan{{From: clock(n.quiet[0]), To: clock(n.quiet[1])}}
	}
	for _, leave := range n.leave {
		p.Leave = append(p.Leave, sales.Leave{From: day(leave[0]), To: day(leave[1])})
	}
	p.Version++
	n.changed = l.now
	l.people[id], l.reps[id] = p, n
	l.update(func(tx storage.Tx) error {
		if kept, err := tx.Person(id); err == nil {
			p.Welcomed = kept.Welcomed
		}
		if err := tx.PutPerson(p); err != nil || !old {
			return err
		}
		return look(tx, l.rules, sales.KindPerson, string(id), l.now)
	})
}

func clock(minute int) sales.ClockTime {
	return sales.ClockTime{Hour: minute / 60, Minute: minute % 60}
}

// promises keeps a new promise.
func (l *life) promises(owner sales.PersonID, p pledge) {
	l.t.Helper()
	p.since, p.until = l.now, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	f := sales.FollowUp{
		ID: sales.FollowUpID(fmt.Sprintf("f%06d", len(l.own))), What: "promise", Owner: owner, Author: owner, Status: sales.FollowUpOpen,
		Due: p.due(), Created: l.now, Version: 1,
	}
	o := &owned{f: f, pledge: p}
	l.own["followup/"+string(f.ID)], l.of[owner] = o, append(l.of[owner], o)
	l.update(func(tx storage.Tx) error { return put(tx, l.rules, f, l.now) })
}

func (p pledge) due() sales.Due {
	due := sales.Due{Day: day(p.day), By: p.by}
	if p.minute >= 0 {
		at := clock(p.minute)
		due.Time = &at
	}
	return due
}

// change is a person doing something about a promise.
func (l *life) change(o *owned, p pledge, change func(*sales.FollowUp)) {
	l.t.Helper()
	l.changes++
	o.pledge.until = l.now
	o.closed = append(o.closed, ended{o.pledge, o.said})
	p.since, p.until = l.now, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	o.pledge, o.said = p, nil
	change(&o.f)
	o.f.Changed, o.f.Version = l.now, o.f.Version+1
	l.update(func(tx storage.Tx) error { return put(tx, l.rules, o.f, l.now) })
}

func (l *life) done(o *owned) {
	l.change(o, o.pledge, func(f *sales.FollowUp) { f.Status = sales.FollowUpDone })
}

func (l *life) drop(o *owned) {
	l.change(o, o.pledge, func(f *sales.FollowUp) { f.Status, f.Reason = sales.FollowUpDropped, "too late" })
}

func (l *life) snooze(o *owned, to string) {
	l.change(o, pledge{day: to, minute: -1}, func(f *sales.FollowUp) { f.Snoozed = &sales.Due{Day: day(to)} })
}

func (l *life) edit(o *owned, p pledge) {
	l.change(o, p, func(f *sales.FollowUp) { f.Due, f.Snoozed = p.due(), nil })
}

// sweep sweeps, judges what it said, and tells whether anything waits to be sent.
func (l *life) sweep() (waits bool) {
	l.t.Helper()
	_, err := reminders.Sweep(context.Background(), l.store, l.rules, l.now)
	l.must(err)
	return l.listen()
}

// listen judges what is new in the outbox.
func (l *life) listen() (waits bool) {
	l.t.Helper()
	var waiting []storage.OutEntry
	l.must(l.store.View(context.Background(), func(tx storage.Tx) (err error) {
		waiting, _, err = tx.OutEntries(storage.OutPending, storage.Page{Limit: 500})
		return err
	}))
	for _, e := range waiting {
		if e.Channel != "" && !strings.HasPrefix(e.Channel, "D") {
			l.t.Fatalf("a reminder goes to channel %s", e.Channel)
		}
		if e.Op == storage.OpPost {
			l.hear(e)
		}
	}
	return len(waiting) > 0
}

func (l *life) hear(e storage.OutEntry) {
	l.t.Helper()
	if e.Ref == nil {
		l.greet(e)
		return
	}
	if l.heard[e.Key] == 0 {
		l.messages++
	}
	seen := map[string]bool{}
	for _, item := range e.Ref.Items {
		if seen[item] {
			l.t.Fatalf("%s twice in one message", item)
		}
		seen[item] = true
	}
	if len(e.Ref.Items) == l.heard[e.Key] {
		return
	}
	n := l.reps[e.To]
	named := l.named[e.Key]
	for item := range seen {
		if o := l.own[item]; o != nil && !l.isIn(e.Key, item) {
			named = named || o.isNamed(n, l.now)
			l.asked[e.Key] = l.asked[e.Key] || o.isAsked(n, l.now)
		}
	}
	l.named[e.Key] = named
	if !named && !n.mayHear(l.now) {
		l.t.Fatalf("%s is told %v at %s, which is no time to speak to them", e.To, e.Ref.Items, l.now.In(n.zone))
	}
	if l.heard[e.Key] == 0 && !l.asked[e.Key] {
		l.count(e.To, n.date(l.now))
		l.knows(e.To, n)
	}
	l.items += len(e.Ref.Items) - l.heard[e.Key]
	for item := range seen {
		if o := l.own[item]; o != nil && !l.isIn(e.Key, item) {
			l.raise(o, n, item)
		}
	}
	l.remember(e)
}

// greet notes a welcome, which comes once and when one may be spoken to.
func (l *life) greet(e storage.OutEntry) {
	l.t.Helper()
	switch at, again := l.greeted[e.To]; {
	case again && l.heard[e.Key] == 0:
		l.t.Fatalf("%s is welcomed at %s and at %s", e.To, at, l.now)
	case !again && !l.reps[e.To].mayHear(l.now):
		l.t.Fatalf("%s is welcomed at %s, which is no time to speak to them", e.To, l.now)
	case !again:
		l.greeted[e.To], l.heard[e.Key] = l.now, 1
	}
}

// knows: a stranger hears nothing unasked before a working morning after their
// welcome.
func (l *life) knows(to sales.PersonID, n *naive) {
	l.t.Helper()
	if !l.strangers {
		return
	}
	at, greeted := l.greeted[to]
	first := n.morning(n.nextWorkingDay(n.date(at)))
	if !first.After(at) {
		first = n.morning(n.nextWorkingDay(plusDays(n.date(at), 1)))
	}
	if !greeted || l.now.Before(first) {
		l.t.Fatalf("%s is nudged at %s, and was welcomed at %s", to, l.now.In(n.zone), at.In(n.zone))
	}
}

// isNamed reports that the promise is for a time that is now.
func (o *owned) isNamed(n *naive, now time.Time) bool {
	if o.pledge.minute < 0 {
		return false
	}
	late := now.Sub(n.at(o.pledge.day, o.pledge.minute))
	return late >= 0 && late <= 30*time.Minute
}

// isAsked reports that the promise is for a time that has come and was not told
// of yet: late or not, its owner asked for it.
func (o *owned) isAsked(n *naive, now time.Time) bool {
	if o.pledge.minute < 0 {
		return false
	}
	at := n.at(o.pledge.day, o.pledge.minute)
	return !at.After(now) && (len(o.said) == 0 || o.said[len(o.said)-1].Before(at))
}

func (l *life) count(to sales.PersonID, day string) {
	l.t.Helper()
	if l.unasked[string(to)] == nil {
		l.unasked[string(to)] = map[string]int{}
	}
	if l.unasked[string(to)][day]++; l.unasked[string(to)][day] > l.rules.MessagesADay {
		l.t.Fatalf("%s gets message %d of %s unasked", to, l.unasked[string(to)][day], day)
	}
}

func (l *life) isIn(key, item string) bool {
	_, is := l.heard[key+" "+item]
	return is
}

func (l *life) remember(e storage.OutEntry) {
	l.heard[e.Key] = len(e.Ref.Items)
	for _, item := range e.Ref.Items {
		l.heard[e.Key+" "+item] = 1
	}
}

// raise notes that a promise is raised now.
func (l *life) raise(o *owned, n *naive, item string) {
	l.t.Helper()
	switch {
	case o.f.Status != sales.FollowUpOpen, o.f.Muted:
		l.t.Fatalf("%s is raised though it is settled", item)
	case o.pledge.day > n.date(l.now) && !o.pledge.by:
		l.t.Fatalf("%s is raised on %s, due %s", item, n.date(l.now), o.pledge.day)
	case len(o.said) > 0 && n.date(o.said[len(o.said)-1]) == n.date(l.now):
		l.t.Fatalf("%s (%s) is raised twice on %s: %s and %s", item, o.pledge, n.date(l.now), o.said, l.now)
	}
	o.said = append(o.said, l.now)
}

// send sends what waits.
func (l *life) send() {
	l.t.Helper()
	l.update(func(tx storage.Tx) error {
		claimed, err := tx.Claim(l.now, time.Minute, storage.RoomFor(500))
		if err != nil {
			return err
		}
		for i, e := range claimed {
			if e.Sent.IsZero() {
				e.Sent = sales.Source{Channel: "D" + e.To.User(), TS: fmt.Sprintf("%d.%06d", l.now.UnixMicro(), i)}
			}
			e.State, e.Ended = storage.OutSent, l.now
			if err := tx.SettleOut(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// next is when the agenda is to be looked at; it must lie ahead.
func (l *life) next() (at time.Time, ok bool) {
	l.t.Helper()
	l.must(l.store.View(context.Background(), func(tx storage.Tx) (err error) {
		at, ok, err = tx.NextDue()
		return err
	}))
	if ok && !at.After(l.now) {
		l.t.Fatalf("after the sweep at %s something is due at %s still", l.now, at)
	}
	return at, ok
}

func followUpKey(n int) string { return fmt.Sprintf("followup/f%06d", n) }
