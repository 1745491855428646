package sales_test

import (
	"testing"
	"time"

	"roundsman/sales"
)

func TestEscalateFollowUp(t *testing.T) {
	manager := sales.Person{ID: "T/M", Zone: "Europe/Berlin", Week: sales.DefaultWeek()}
	c := sales.CalendarOf(manager, sales.DefaultRules())
	friday := func(hour int) time.Time { return time.Date(2026, 11, 27, hour, 0, 0, 0, c.Zone()) }
	monday := time.Date(2026, 11, 30, 9, 0, 0, 0, c.Zone())
	f := sales.FollowUp{ID: "f", Status: sales.FollowUpOpen, Due: sales.Due{Day: sales.NewDate(2026, 11, 24)}}
	done := f
	done.Status = sales.FollowUpDone
	snoozed := f
	snoozed.Snoozed = &sales.Due{Day: sales.NewDate(2026, 12, 4)}
	enough := sales.Raised{At: friday(9), For: "2026-11-24", Times: 3}
	for name, x := range map[string]struct {
		f          sales.FollowUp
		told, past sales.Raised
		now        time.Time
		want       sales.Action
		next       time.Time
	}{
		"told the owner twice":           {f, sales.Raised{For: "2026-11-24", Times: 2}, sales.Raised{}, monday, sales.Skip, time.Time{}},
		"on the third day itself":        {f, enough, sales.Raised{}, friday(10), sales.Defer, monday},
		"the next working morning":       {f, enough, sales.Raised{}, monday, sales.Send, time.Time{}},
		"not at night":                   {f, enough, sales.Raised{}, monday.Add(12 * time.Hour), sales.Defer, monday.AddDate(0, 0, 1)},
		"once":                           {f, enough, sales.Raised{For: "2026-11-24"}, monday, sales.Skip, time.Time{}},
		"not what was done meanwhile":    {done, enough, sales.Raised{}, monday, sales.Skip, time.Time{}},
		"not what was put off since":     {snoozed, enough, sales.Raised{}, monday, sales.Skip, time.Time{}},
		"again when due for another day": {f, enough, sales.Raised{For: "2026-11-20"}, monday, sales.Send, time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			v := sales.EscalateFollowUp(x.f, x.told, c, x.past, x.now)
			if v.Action != x.want || !v.Next.Equal(x.next) {
				t.Errorf("got %v, next %v (%s)", v.Action, v.Next, v.Reason)
			}
		})
	}
}
