package reminders_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roundsman/reminders"
	"roundsman/sales"
)

// People of many zones live four weeks with the bot, over a change of summer time,
// holidays and leave, through real sweeps of a real store: each is asked for their
// report once on each of their working days, and for their plan once in each week
// that they work in, on its last working day, by a paper calendar.
func TestReportsAndPlansAreAskedForOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		const first, days = "2026-10-12", 28 // a Monday; summer time ends in between
		l, close := newLife(r, t.TempDir(), drawn{r}, at(first+" 00:00").Add(-36*time.Hour))
		defer close()
		holidays, public := map[string]bool{}, publicDays{}
		for range l.chance.pick("holidays", 5) {
			off := plusDays(first, l.chance.pick("holiday", days))
			holidays[off], public[publicDay{"XX", day(off)}] = true, true
		}
		l.rules.Public, l.rules.MessagesADay = public, 50 // what was asked for does not count, and the judge does not know it
		l.rules.Plans.Teams, l.rules.Reports.Teams = []sales.TeamID{"east"}, []sales.TeamID{"east"}
		l.rules.Plans.AskAt = clock(60 * (10 + l.chance.pick("ask at", 10)))
		for i := range 1 + l.chance.pick("people", 2) {
			l.settle(sales.PersonID(fmt.Sprintf("T1/U%d", i)), anyLife(l.chance, first, holidays))
		}
		l.must(reminders.Enroll(context.Background(), l.store, l.now))
		end := at(plusDays(first, days) + " 00:00").Add(36 * time.Hour)
		for more := true; more && l.now.Before(end); {
			if l.sweep() {
				l.send()
			}
			l.now, more = l.next()
		}
		for id, n := range l.reps {
			n.judgeAsking(l, id, first, days)
		}
	})
}

// judgeAsking holds what a person was asked against their paper calendar.
func (n *naive) judgeAsking(l *life, id sales.PersonID, first string, days int) {
	l.t.Helper()
	for d := range days {
		today := plusDays(first, d)
		reports, plans := 0, 0
		if n.worksOn(today) {
			reports = 1
			if n.isLastOfWeek(today) {
				plans = 1
			}
		}
		if got := l.asks(id, "report/", today); got != reports {
			l.t.Fatalf("%s is asked for %d reports on %s, want %d", id, got, today, reports)
		}
		if got := l.asks(id, "plan/", today); got != plans {
			l.t.Fatalf("%s is asked for %d plans on %s, want %d", id, got, today, plans)
		}
	}
}

// isLastOfWeek: nothing is worked after the day until Sunday.
func (n *naive) isLastOfWeek(day string) bool {
	for next := plusDays(day, 1); parseDay(next).Weekday() != 1; next = plusDays(next, 1) {
		if n.worksOn(next) {
			return false
		}
	}
	return true
}

// asks counts the messages of a day that ask somebody for something.
func (l *life) asks(id sales.PersonID, item, day string) (n int) {
	for key := range l.heard {
		message, of, isItem := strings.Cut(key, " ")
		if isItem && of == item+string(id) && strings.HasPrefix(message, "r:"+string(id)+"/"+day+"T") {
			n++
		}
	}
	return n
}
