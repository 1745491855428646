package main

import (
	"fmt"
	"strings"
	"time"

	"roundsman/cmd/roundsman/config"
	"roundsman/reminders"
	"roundsman/sales"
)

// runsShown is how many runs of a schedule check shows.
const runsShown = 5

// checkSchedules shows when each schedule runs next, and when that is said to
// somebody with the configured working week and country. What is wrong with one
// has been told with the other faults of the file.
func checkSchedules(up *checkup, conf config.Config, now time.Time) {
	for _, s := range []struct{ name, text string }{
		{"month_list", conf.Schedules.MonthList},
		{"mid_month", conf.Schedules.MidMonth},
		{"missed", conf.Schedules.Missed},
	} {
		schedule, err := reminders.ParseSchedule(s.text)
		switch {
		case err != nil:
		case schedule.Runs == nil:
			up.hint(fmt.Sprintf("schedule %s is off", s.name))
		default:
			up.good("schedule %s: %s (%s)\n%s", s.name, s.text, clockOf(schedule), nextRuns(conf, schedule, now))
		}
	}
}

func clockOf(s sales.Schedule) string {
	if s.Zone == nil {
		return "each person's own clock"
	}
	return s.Zone.String()
}

func nextRuns(conf config.Config, s sales.Schedule, now time.Time) string {
	someone := sales.Person{Zone: "UTC", Week: conf.Week(), Country: conf.Country}
	if s.Zone != nil {
		someone.Zone = s.Zone.String()
	}
	const shown = "Mon 2006-01-02 15:04"
	var lines []string
	for _, run := range sales.CalendarOf(someone, conf.Rules()).RunsAfter(s, now, runsShown) {
		line := "       " + run.At.Format(shown)
		switch {
		case run.Said.IsZero():
			line += ", not said: no working day is left in that month"
		case !run.Said.Equal(run.At):
			line += ", said " + run.Said.Format(shown)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
