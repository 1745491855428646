package understand

import (
	"slices"
	"time"
)

// Weekdays reads a list of weekdays and nothing else: "Monday to Thursday", "Mon,
// Tue and Fri", 周一到周四. ok is false if the text says anything else.
func Weekdays(text string) (days []time.Weekday, ok bool) {
	r := &dateReader{s: newScript(text)}
	r.lx = r.s.lexes()
	through := false
	for i := range r.lx {
		day, isDay := r.is(i, cWeekday)
		switch {
		case isDay:
			to := time.Weekday(day.n % 7)
			for through && days[len(days)-1] != to {
				days = append(days, (days[len(days)-1]+1)%7)
			}
			if !slices.Contains(days, to) {
				days = append(days, to)
			}
			through = false
		case weekdaysBetween[r.at(i).text]:
		case len(days) > 0 && (r.has(i, cTo) || weekdaysThrough[r.at(i).text]):
			through = true
		default:
			return nil, false
		}
	}
	return days, len(days) > 0 && !through
}

var (
	weekdaysThrough = wordsOf(`- – — ~ through till until`)
	weekdaysBetween = wordsOf(`, 、 ， and & + 和 跟 与 on`)
)
