package reminders_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

func TestSchedulesAreReadOrExplained(t *testing.T) {
	for text, want := range map[string]string{
		"0 9 1 * *":                         "",
		"*/15 8-18 1,15 jan-mar mon-fri":    "",
		"CRON_TZ=Asia/Shanghai 0 9 * * 1":   "",
		"off":                               "",
		"":                                  "write minute, hour, day of the month, month and weekday",
		"0 9 1 *":                           "for example \"0 9 1 * *\", or off",
		"@monthly":                          "is no schedule",
		"60 9 1 * *":                        `"60" is no minute; write 0 to 59`,
		"0 24 1 * *":                        `"24" is no hour; write 0 to 23`,
		"0 9 32 * *":                        `"32" is no day of the month; write 1 to 31`,
		"0 9 1 13 *":                        `"13" is no month; write 1 to 12`,
		"0 9 * * monday":                    `"monday" is no weekday; write 0 to 6 (0 is Sunday) or sun to sat`,
		"0 9 30 2 *":                        "never comes: there is no such day",
		"CRON_TZ=Mars/Base 0 9 1 * *":       `there is no time zone "Mars/Base"; write one like CRON_TZ=Europe/Berlin`,
		"CRON_TZ=Europe/Berlin 0 9 1 * * *": "is no schedule",
	} {
		_, err := reminders.ParseSchedule(text)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", text, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if s, _ := reminders.ParseSchedule("off"); s != (sales.Schedule{}) {
		t.Error("off is", s)
	}
}

// The default of the rules and the default of the configuration are the same days.
func TestTheDefaultSchedulesAreTheRules(t *testing.T) {
	month, err := reminders.ParseSchedule("0 0 1 * *")
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range []string{"Europe/Berlin", "America/Santiago", "Africa/Cairo", "Asia/Shanghai"} {
		c := sales.CalendarOf(sales.Person{Zone: zone, Week: sales.DefaultWeek()}, sales.DefaultRules())
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		got, want := c.RunsAfter(month, from, 36), c.RunsAfter(sales.DefaultRules().MonthList, from, 36)
		for i := range want {
			if !got[i].At.Equal(want[i].At) || !got[i].Said.Equal(want[i].Said) {
				t.Errorf("%s: run %d is %v, want %v", zone, i, got[i], want[i])
			}
		}
	}
}

// A schedule that is changed counts from the next start: what lay on the agenda
// by the old one is derived anew, once.
func TestAChangedScheduleCountsFromTheNextStart(t *testing.T) {
	o := open(t)
	o.enroll("2026-11-02 10:00")
	o.sweep("2026-11-02 10:00")
	next := func() (due storage.DueItem) {
		must(t, o.store.View(context.Background(), func(tx storage.Tx) (err error) {
			due, err = tx.Scheduled("visits/" + string(anna))
			return err
		}))
		return due
	}
	if got := next().At; !got.Equal(at("2026-11-16 09:00")) {
		t.Fatal("mid-month is", got)
	}
	tenth, err := reminders.ParseSchedule("30 14 10 * *")
	must(t, err)
	o.rules.MidMonth = tenth
	for _, settings := range []string{"mid-month on the 10th", "mid-month on the 10th"} {
		must(t, reminders.Rederive(context.Background(), o.store, settings, at("2026-11-03 08:00")))
		o.sweep("2026-11-03 08:00")
		if got := next().At; !got.Equal(at("2026-11-10 14:30")) {
			t.Fatal("mid-month is now", got)
		}
	}
	if swept := o.sweep("2026-11-03 08:00"); swept.Items != 0 {
		t.Error("settings that have not changed made", swept.Items, "items be looked at")
	}
}
