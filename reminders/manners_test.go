package reminders_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roundsman/reminders"
	"roundsman/sales"
)

// drawn makes the decisions of a life by rapid, which finds the shortest life
// that breaks a promise.
type drawn struct{ *rapid.T }

func (d drawn) pick(what string, n int) int { return rapid.IntRange(0, n-1).Draw(d.T, what) }

var zonesOfTheTest = []string{
	"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo",
	"Africa/Cairo", "Pacific/Auckland", "America/Los_Angeles", "Europe/London", "Asia/Tokyo", "Pacific/Chatham",
}

// anyLife is somebody with any zone, week, hours, quiet time, leave and holidays.
func anyLife(c chance, today string, holidays map[string]bool) *naive {
	zone, err := time.LoadLocation(zonesOfTheTest[c.pick("zone", len(zonesOfTheTest))])
	if err != nil {
		panic(err)
	}
	n := &naive{zone: zone, holidays: holidays, start: 60 * (7 + c.pick("start", 4)), end: 60 * (16 + c.pick("end", 4))}
	first := c.pick("first day", 2) // Sunday or Monday
	for i := range 5 - c.pick("short week", 2) {
		n.works[first+i] = true
	}
	switch c.pick("quiet", 4) {
	case 1: // over noon
		n.quiet = [2]int{12 * 60, 13 * 60}
	case 2: // when the day starts
		n.quiet = [2]int{n.start - 30, n.start + 45}
	}
	if c.pick("leave", 3) == 1 {
		from := plusDays(today, c.pick("leave begins", 40))
		n.leave = [][2]string{{from, plusDays(from, c.pick("leave takes", 15))}}
	}
	return n
}

// TestNobodyIsBotheredAndNothingIsForgotten lets people live with the bot:
// promises are made, done, put off and moved, people travel and go on leave,
// sweeps come late, twice, after outages and with a clock that was set back,
// messages wait or go out. What is said is judged by a paper calendar.
func TestNobodyIsBotheredAndNothingIsForgotten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		l, close := newLife(r, t.TempDir(), drawn{r}, at("2026-10-12 10:00"))
		defer close()
		holidays := map[string]bool{}
		public := publicDays{}
		for range l.chance.pick("holidays", 5) {
			off := plusDays("2026-10-12", l.chance.pick("holiday", 50))
			holidays[off], public[publicDay{"XX", day(off)}] = true, true
		}
		l.rules.Public = public
		l.rules.MessagesADay = []int{1, 2, 4}[l.chance.pick("messages a day", 3)]
		l.strangers = l.chance.pick("stranger", 2) == 1
		const anna = sales.PersonID("T1/ANNA")
		l.settle(anna, anyLife(l.chance, "2026-10-12", holidays))
		for range 40 {
			l.somethingHappens(anna, holidays)
			l.timePasses()
		}
		l.restOfLife()
	})
}

// somethingHappens is what a person does, or nothing.
func (l *life) somethingHappens(who sales.PersonID, holidays map[string]bool) {
	today := l.reps[who].date(l.now)
	open := l.open()
	switch l.chance.pick("happens", 9) {
	case 0, 1, 2:
		p := pledge{day: plusDays(today, l.chance.pick("in days", 15)), minute: -1, by: l.chance.pick("by", 3) == 0}
		if l.chance.pick("timed", 4) == 0 {
			p.minute, p.by = l.chance.pick("minute", 24*60), false
		}
		l.promises(who, p)
	case 3:
		if len(open) > 0 {
			l.done(open[l.chance.pick("which", len(open))])
		}
	case 4:
		if len(open) > 0 {
			l.snooze(open[l.chance.pick("which", len(open))], plusDays(today, 1+l.chance.pick("put off", 10)))
		}
	case 5:
		if len(open) > 0 {
			l.edit(open[l.chance.pick("which", len(open))], pledge{day: plusDays(today, l.chance.pick("moved", 10)), minute: -1})
		}
	case 6:
		if l.chance.pick("life changes", 4) == 0 {
			l.settle(who, anyLife(l.chance, today, holidays))
		}
	}
}

// open are the promises that are open, in the order in which they were made.
func (l *life) open() []*owned {
	var open []*owned
	for i := range len(l.own) {
		if o := l.own[followUpKey(i)]; o.f.Status == sales.FollowUpOpen {
			open = append(open, o)
		}
	}
	return open
}

// timePasses until somebody sweeps again: when it is time, late, or long after;
// the clock may be set back before.
func (l *life) timePasses() {
	for range 1 + l.chance.pick("sweeps", 2) {
		l.sweep()
	}
	if l.chance.pick("sent", 3) > 0 {
		l.send()
	}
	switch l.chance.pick("passes", 6) {
	case 0:
		l.now = l.now.Add(time.Duration(1+l.chance.pick("minutes", 600)) * time.Minute)
	case 1: // an outage
		l.now = l.now.Add(time.Duration(1+l.chance.pick("hours", 120)) * time.Hour)
	case 2: // the clock was wrong
		l.now = l.now.Add(-time.Duration(l.chance.pick("set back", 90)) * time.Minute)
		l.sweep()
	default:
		if next, ok := l.next(); ok {
			l.now = next
		}
	}
}

// restOfLife lets eight weeks pass in which the bot runs and nobody does
// anything: what is open must be raised at least once in the last three of them.
func (l *life) restOfLife() {
	until := l.now.AddDate(0, 0, 56)
	for l.sweep(); ; l.sweep() {
		l.send()
		next, ok := l.next()
		if !ok || next.After(until) {
			break
		}
		l.now = next
	}
	for _, o := range l.open() {
		if len(o.said) == 0 || until.Sub(o.said[len(o.said)-1]) > 21*24*time.Hour {
			l.t.Fatalf("%s (%s) is forgotten: said %s, until %s", o.f.ID, o.pledge, o.said, until)
		}
	}
}

// What people can switch off are kinds that there are.
func TestKindsThatCanBeSwitchedOffExist(t *testing.T) {
	for _, name := range sales.ReminderKinds() {
		if !slices.ContainsFunc(reminders.Kinds(), func(k reminders.Kind) bool { return k.Name == name && (k.Compose != nil || k.Apart) }) {
			t.Errorf("there is no kind %q", name)
		}
	}
}
