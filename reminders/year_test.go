package reminders_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// dice makes the decisions of a simulation, always the same ones.
type dice struct{ *rand.Rand }

func (d dice) pick(_ string, n int) int { return d.IntN(n) }

// yearVariable asks for the whole year of 200 reps in two offices; without it a quarter
// of 40 reps is lived through.
const yearVariable = "ROUNDSMAN_YEAR"

// TestAYearOfATeam lets a team in 12 zones live with the bot: real store, real
// sweeps, a clock moved from one due item to the next. They make promises, keep
// them early, late or never, put them off, move them, drop them in the end, visit
// accounts, and are on leave. All that was said is held against a paper calendar: nothing out of
// hours, nothing beyond the quota, and of every promise exactly the reminders
// that were due, at their minute.
func TestAYearOfATeam(t *testing.T) {
	reps, days := 40, 91
	if os.Getenv(yearVariable) != "" {
		reps, days = 200, 365
	}
	gc := debug.SetGCPercent(400) // as the program runs
	t.Cleanup(func() { debug.SetGCPercent(gc) })
	for office := range offices {
		t.Run(fmt.Sprintf("office %d", office+1), func(t *testing.T) {
			t.Parallel()
			liveAYear(t, uint64(office), reps/offices, days)
		})
	}
}

// offices live side by side, each with a workspace and books of its own, so that
// a year of all takes as long as one of them.
const offices = 2

func liveAYear(t *testing.T, seed uint64, reps, days int) {
	began := time.Now()
	l, close := newLife(t, t.TempDir(), dice{rand.New(rand.NewPCG(7, 11+seed))}, at("2026-01-01 00:00"))
	defer close()
	y := planYear(l, reps, days)
	for l.now.Before(y.end) {
		y.next()
	}
	compared := y.compare()
	t.Logf("%d reps, %d days: %d promises, %d changes to them, %d messages with %d items; %d pledges compared; %s",
		reps, days, len(l.own), l.changes, l.messages, l.items, compared, time.Since(began).Round(time.Millisecond))
	if l.messages < reps*days/4 || compared < reps*days/10 {
		t.Errorf("that is not much of a life")
	}
}

// year is the plan of what people will do.
type year struct {
	*life
	end  time.Time
	acts []act // in order of time
	met  map[sales.AccountID]sales.Account
}

type act struct {
	at time.Time
	do func()
}

func planYear(l *life, reps, days int) *year {
	y := &year{life: l, end: l.now.AddDate(0, 0, days), met: map[sales.AccountID]sales.Account{}}
	holidays, public := map[string]bool{}, publicDays{}
	for _, off := range []string{"2026-01-01", "2026-02-17", "2026-02-18", "2026-04-03", "2026-05-01", "2026-10-01", "2026-10-02", "2026-12-25"} {
		holidays[off], public[publicDay{"XX", day(off)}] = true, true
	}
	l.rules.Public = public
	for i := range reps {
		y.join(i, holidays, days)
	}
	slices.SortStableFunc(y.acts, func(a, b act) int { return a.at.Compare(b.at) })
	return y
}

// join brings one rep, their accounts, and what they will do.
func (y *year) join(i int, holidays map[string]bool, days int) {
	id := sales.PersonID(fmt.Sprintf("T1/U%03d", i))
	n := anyLife(y.chance, "2026-03-01", holidays)
	n.zone, _ = time.LoadLocation(zonesOfTheTest[i%len(zonesOfTheTest)])
	summer := plusDays("2026-06-20", y.chance.pick("summer", 60))
	n.leave = append(n.leave, [2]string{summer, plusDays(summer, 13)})
	y.settle(id, n)
	for a := range 4 {
		y.account(id, a)
	}
	tidied := ""
	for day := range days {
		today := plusDays("2026-01-01", day)
		if !n.worksOn(today) {
			continue
		}
		if month := today[:len("2026-01")]; month != tidied {
			tidied = month
			y.plan(n, today, func() { y.tidyUp(id) })
		}
		if y.chance.pick("promises", 2) == 0 {
			y.plan(n, today, func() { y.promiseSomething(id) })
		}
		if y.chance.pick("acts", 3) > 0 {
			y.plan(n, today, func() { y.doSomething(id) })
		}
		if y.chance.pick("visits", 5) == 0 {
			y.plan(n, today, func() { y.visit(id) })
		}
	}
}

// plan lets something be done at some minute of a day.
func (y *year) plan(n *naive, day string, do func()) {
	at := n.at(day, n.start+y.chance.pick("minute", n.end-n.start)).Add(17 * time.Second) // never at the moment of a reminder
	y.acts = append(y.acts, act{at, do})
}

func (y *year) account(owner sales.PersonID, n int) {
	a := sales.Account{
		ID: sales.AccountID(fmt.Sprintf("%s-%d", owner.User(), n)), Name: fmt.Sprint("Account ", n), Owner: owner, Team: "east",
		Class: []sales.Class{sales.ClassA, sales.ClassB}[n%2], Created: y.now, LastCounted: day("2025-12-20"), Version: 1,
	}
	y.met[a.ID] = a
	y.update(func(tx storage.Tx) error { return tx.PutAccount(a) })
}

func (y *year) visit(owner sales.PersonID) {
	a := y.met[sales.AccountID(fmt.Sprintf("%s-%d", owner.User(), y.chance.pick("account", 4)))]
	a.LastCounted, a.LastVisit = sales.DateIn(y.now, y.reps[owner].zone), sales.DateIn(y.now, y.reps[owner].zone)
	y.met[a.ID] = a
	y.update(func(tx storage.Tx) error {
		if err := tx.PutAccount(a); err != nil {
			return err
		}
		return look(tx, y.rules, sales.KindAccount, string(a.ID), y.now)
	})
}

func (y *year) promiseSomething(owner sales.PersonID) {
	p := pledge{day: plusDays(y.reps[owner].date(y.now), y.chance.pick("in days", 20)), minute: -1, by: y.chance.pick("by", 3) == 0}
	if y.chance.pick("timed", 4) == 0 {
		p.minute, p.by = y.chance.pick("minute", 24*60), false
	}
	y.promises(owner, p)
}

// doSomething settles or moves one of the ten promises made last, or leaves it.
func (y *year) doSomething(owner sales.PersonID) {
	mine := y.lately(owner)
	if len(mine) == 0 {
		return
	}
	today, o := y.reps[owner].date(y.now), mine[y.chance.pick("which", len(mine))]
	switch y.chance.pick("what", 5) {
	case 0, 1:
		y.done(o)
	case 2:
		y.snooze(o, plusDays(today, 1+y.chance.pick("put off", 10)))
	case 3:
		y.edit(o, pledge{day: plusDays(today, y.chance.pick("moved", 10)), minute: -1, by: y.chance.pick("by", 2) == 0})
	}
}

// tidyUp drops what was to be done two months ago and never was.
func (y *year) tidyUp(owner sales.PersonID) {
	old := plusDays(y.reps[owner].date(y.now), -60)
	for _, o := range y.of[owner] {
		if o.f.Status == sales.FollowUpOpen && o.pledge.day < old {
			y.drop(o)
		}
	}
}

func (y *year) lately(owner sales.PersonID) []*owned {
	var mine []*owned
	all := y.of[owner]
	for _, o := range slices.Backward(all[max(0, len(all)-30):]) {
		if o.f.Status == sales.FollowUpOpen && len(mine) < 6 {
			mine = append(mine, o)
		}
	}
	return mine
}

// next lets time pass to what comes first: something that is due, or something
// that somebody does. What that leads to is swept before time passes on.
func (y *year) next() {
	due, ok := y.life.next()
	switch {
	case len(y.acts) > 0 && (!ok || y.acts[0].at.Before(due)):
		y.now = y.acts[0].at
		y.acts[0].do()
		y.acts = y.acts[1:]
	case ok:
		y.now = due
	default:
		y.now = y.end
	}
	if y.sweep() {
		y.send()
	}
}

// compare holds what was said of each promise against what was to be said.
func (y *year) compare() (pledges int) {
	for i := range len(y.own) {
		o := y.own[followUpKey(i)]
		if o.f.Status == sales.FollowUpOpen {
			o.pledge.until = y.now.Add(1)
			o.closed = append(o.closed, ended{o.pledge, o.said})
		}
		for _, e := range o.closed {
			want := y.reps[o.f.Owner].expected(e.pledge)
			if !slices.EqualFunc(want, e.said, time.Time.Equal) {
				y.t.Fatalf("%s (%s) of %s was raised at\n%v\nand was to be raised at\n%v", o.f.ID, e.pledge, o.f.Owner, e.said, want)
			}
			pledges++
		}
	}
	return pledges
}
