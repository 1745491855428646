package reminders

import (
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"roundsman/sales"
)

// Off is the schedule that never comes.
const Off = "off"

// fields of a cron expression, with what may stand there.
var cronFields = []struct{ name, say string }{
	{"minute", "0 to 59"},
	{"hour", "0 to 23"},
	{"day of the month", "1 to 31"},
	{"month", "1 to 12 or jan to dec"},
	{"weekday", "0 to 6 (0 is Sunday) or sun to sat"},
}

var fiveFields = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// ParseSchedule reads a cron expression of five fields, by each person's own
// clock, or, with CRON_TZ=ZONE before it, by that zone's; or Off. The error says
// what to write instead.
func ParseSchedule(text string) (sales.Schedule, error) {
	text = strings.TrimSpace(text)
	if text == Off {
		return sales.Schedule{}, nil
	}
	zone, fields, err := takeZone(strings.Fields(text))
	if err != nil {
		return sales.Schedule{}, err
	}
	if len(fields) != len(cronFields) {
		return sales.Schedule{}, fmt.Errorf("%q is no schedule; write minute, hour, day of the month, month and weekday, for example \"0 9 1 * *\", or off", text)
	}
	for i, f := range cronFields {
		if _, err := fiveFields.Parse(alone(i, fields[i])); err != nil {
			return sales.Schedule{}, fmt.Errorf("%q is no %s; write %s, with a comma, hyphen or slash between if it is several, or * for every", fields[i], f.name, f.say)
		}
	}
	runs, err := fiveFields.Parse(strings.Join(fields, " "))
	if err != nil {
		return sales.Schedule{}, fmt.Errorf("%q is no schedule: %w", text, err)
	}
	if runs.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() { // cron looks five years ahead, a leap day in it
		return sales.Schedule{}, fmt.Errorf("%q never comes: there is no such day", text)
	}
	return sales.Schedule{Runs: runs, Zone: zone}, nil
}

func takeZone(fields []string) (zone *time.Location, rest []string, err error) {
	if len(fields) == 0 {
		return nil, fields, nil
	}
	name, ok := strings.CutPrefix(fields[0], "CRON_TZ=")
	if !ok {
		return nil, fields, nil
	}
	if zone, err = time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return nil, nil, fmt.Errorf("there is no time zone %q; write one like CRON_TZ=Europe/Berlin", name)
	}
	return zone, fields[1:], nil
}

// alone is a cron expression in which only one field says something.
func alone(i int, field string) string {
	all := []string{"*", "*", "*", "*", "*"}
	all[i] = field
	return strings.Join(all, " ")
}
