package understand

import (
	"time"

	"roundsman/sales"
)

// monthlyOn reads a day of each month: "on the first of each month", "the last
// Friday of every month", 每月第一个周一.
func (r *dateReader) monthlyOn(i int) (rec sales.Recurrence, end int, ok bool) {
	if rec, end, ok = r.monthlyHan(i); ok {
		return rec, end, ok
	}
	j := i
	if r.text(j, "on") {
		j++
	}
	if r.has(j, cThe) {
		j++
	}
	rec, j, ok = r.dayOfEachMonth(j)
	if !ok || !r.has(j, cOf) || !r.has(j+1, cEvery) {
		return rec, i, false
	}
	u, ok := r.is(j+2, cUnit)
	return rec, j + 3, ok && u.n == uMonth
}

func (r *dateReader) dayOfEachMonth(j int) (rec sales.Recurrence, end int, ok bool) {
	rec = sales.Recurrence{Every: 1, Unit: sales.Months}
	nth, k := r.nth(j)
	if nth == 0 {
		n, isNumber := r.number(j)
		if !isNumber || n < 1 || n > 31 || !r.has(j+1, cOrdinal) {
			return rec, j, false
		}
		nth, k = n, j+2
	}
	unit, counted := r.is(k, cUnit)
	switch day, weekday := r.is(k, cWeekday); {
	case weekday && nth <= 4:
		rec.Nth, rec.Weekday = nth, time.Weekday(day.n%7)
		return rec, k + 1, true
	case counted && unit.n == uDay && nth < 0:
		rec.Day = 31
		return rec, k + 1, true
	}
	rec.Day = nth
	return rec, k, nth > 0
}

// monthlyHan: 每月第一个周一, 每个月最后一个周五, 每月最后一天.
func (r *dateReader) monthlyHan(i int) (rec sales.Recurrence, end int, ok bool) {
	rec = sales.Recurrence{Every: 1, Unit: sales.Months}
	if !r.has(i, cEvery) {
		return rec, i, false
	}
	j := i + 1
	if r.text(j, "个") {
		j++
	}
	if u, isUnit := r.is(j, cUnit); !isUnit || u.n != uMonth {
		return rec, i, false
	}
	j++
	if r.text(j, "的") {
		j++
	}
	nth, picked := r.is(j, cPicked)
	if !picked {
		return rec, i, false
	}
	if nth.m == 1 && nth.n < 0 {
		rec.Day = 31
		return rec, j + 1, true
	}
	day, weekday := r.is(j+1, cWeekday)
	rec.Nth, rec.Weekday = nth.n, time.Weekday(day.n%7)
	return rec, j + 2, weekday && nth.n <= 4
}

// withClock is where the time of day ends that follows, "at 9:30".
func (r *dateReader) withClock(end int) int {
	at := end
	if r.text(at, "at") {
		at++
	}
	if h := r.clock(at, at > end); h.end > at {
		return h.end
	}
	return end
}
