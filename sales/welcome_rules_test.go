package sales

import (
	"testing"
	"time"
)

func TestNobodyIsNudgedBeforeTheMorningAfterTheirWelcome(t *testing.T) {
	parse := func(s string) time.Time { return at(s, "Asia/Shanghai") }
	welcomed := func(s string) func(*Person) { return func(p *Person) { p.Welcomed = parse(s) } }
	stranger := func(p *Person) { p.Welcomed, p.Confirmed = time.Time{}, time.Time{} }
	due := Verdict{Action: Send, Reason: "why.followup.today", Facts: map[string]string{"due": "2026-11-24"}}
	asked := due
	asked.Asked = true
	for _, tt := range []struct {
		name string
		who  Person
		v    Verdict
		now  string
		want string // when it is said instead; "": now
	}{
		{"never welcomed", rep(stranger), due, "2026-11-24 09:00", "2026-11-25 09:00"},
		{"never welcomed, on a Friday", rep(stranger), due, "2026-11-27 09:00", "2026-11-30 09:00"},
		{"welcomed this morning", rep(welcomed("2026-11-24 10:00")), due, "2026-11-24 10:30", "2026-11-25 09:00"},
		{"welcomed in the night", rep(welcomed("2026-11-24 02:00")), due, "2026-11-24 09:00", ""},
		{"welcomed yesterday evening", rep(welcomed("2026-11-23 20:00")), due, "2026-11-24 09:00", ""},
		{"welcomed on a Saturday", rep(welcomed("2026-11-21 12:00")), due, "2026-11-21 12:30", "2026-11-23 09:00"},
		{"welcomed long ago", rep(welcomed("2026-01-05 10:00")), due, "2026-11-24 15:00", ""},
		{"confirmed before there was a welcome", rep(stranger, func(p *Person) { p.Confirmed = parse("2026-01-05 10:00") }), due, "2026-11-24 09:00", ""},
		{"a time they set", rep(welcomed("2026-11-24 10:00")), asked, "2026-11-24 10:30", ""},
		{"just welcomed, then on leave", rep(welcomed("2026-11-24 10:00"), onLeave("2026-11-25", "2026-11-26")), due, "2026-11-24 10:30", "2026-11-27 09:00"},
		{"nothing to say", rep(stranger), Verdict{Action: Skip}, "2026-11-24 09:00", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := FirstNudge(tt.v, CalendarOf(tt.who, DefaultRules()), parse(tt.now))
			switch {
			case tt.want == "" && (v.Action != tt.v.Action || v.Reason != tt.v.Reason):
				t.Errorf("%+v", v)
			case tt.want != "" && (v.Action != Defer || v.Reason != WhyWelcome || !v.Next.Equal(parse(tt.want))):
				t.Errorf("%+v; want %s", v, tt.want)
			}
		})
	}
}
