package sales

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func reporting() Rules {
	r := DefaultRules()
	r.Reports.Teams = []TeamID{"east"}
	return r
}

func reporter(zone string, change ...func(*Person)) Calendar {
	p := Person{ID: PersonID("T1/" + zone), Role: RoleRep, Team: "east", Zone: zone, Week: DefaultWeek()}
	for _, c := range change {
		c(&p)
	}
	return CalendarOf(p, reporting())
}

func TestTheDigestWaitsForTheLastZonesNudge(t *testing.T) {
	day := NewDate(2026, 11, 24)
	off := func(p *Person) { p.Leave = []Leave{{From: day, To: day}} }
	for _, tt := range []struct {
		name string
		reps []Calendar
		want string // in Shanghai
	}{
		{"one zone", []Calendar{reporter("Asia/Shanghai")}, "2026-11-24 17:55"},
		{"Berlin comes later", []Calendar{reporter("Asia/Shanghai"), reporter("Europe/Berlin")}, "2026-11-25 00:55"},
		{"who is off is not waited for", []Calendar{reporter("Asia/Shanghai"), reporter("Europe/Berlin", off)}, "2026-11-24 17:55"},
		{"nobody works", []Calendar{reporter("Asia/Shanghai", off)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, works := DigestAfter(day, tt.reps)
			if works != (tt.want != "") || works && !got.Equal(at(tt.want, "Asia/Shanghai")) {
				t.Errorf("%s %v", got, works)
			}
		})
	}
}

func TestTellingADigest(t *testing.T) {
	day, zone := NewDate(2026, 11, 24), "Asia/Shanghai"
	manager := CalendarOf(Person{ID: "T1/M", Role: RoleManager, Manages: []TeamID{"east"}, Zone: zone, Week: DefaultWeek(), Confirmed: time.Unix(1, 0)}, reporting())
	after := at("2026-11-24 17:55", zone)
	for _, tt := range []struct {
		name, now, told, next string
		action                Action
		then                  string
	}{
		{"too early", "2026-11-24 17:50", "", "", Defer, "2026-11-24 17:55"},
		{"now", "2026-11-24 17:55", "2026-11-23", "", Send, ""},
		{"told", "2026-11-24 17:56", "2026-11-24", "", Skip, ""},
		{"after hours: next morning", "2026-11-24 19:00", "", "", Defer, "2026-11-25 09:00"},
		{"a newer day is due", "2026-11-25 18:00", "", "2026-11-25 17:55", Skip, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var next time.Time
			if tt.next != "" {
				next = at(tt.next, zone)
			}
			v := TellDigest(manager, day, after, next, Raised{For: tt.told}, at(tt.now, zone))
			if v.Action != tt.action || tt.then != "" && !v.Next.Equal(at(tt.then, zone)) {
				t.Errorf("%+v", v)
			}
			if v.Action == Send && (!v.Asked || v.Raised.For != day.String()) {
				t.Errorf("%+v", v)
			}
		})
	}
}

// Whatever zones and hours a team has: when the digest is told, everybody who works
// that day was asked: nobody is missing of whom that is not so.
func TestNobodyIsMissingBeforeTheyWereAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata", "UTC"}
		var reps []Calendar
		for range rapid.IntRange(1, 6).Draw(t, "reps") {
			start := rapid.IntRange(0, 20).Draw(t, "start")
			end := rapid.IntRange(start+1, 23).Draw(t, "end")
			reps = append(reps, reporter(rapid.SampledFrom(zones).Draw(t, "zone"), func(p *Person) {
				p.Week.Start, p.Week.End = ClockTime{start, 0}, ClockTime{end, 30}
			}))
		}
		day := NewDate(2026, 1, 1).AddDays(rapid.IntRange(0, 730).Draw(t, "day"))
		after, works := DigestAfter(day, reps)
		for _, c := range reps {
			if !c.IsWorkingDay(day) {
				continue
			}
			if s := StandingOf(Report{}, c, day, after); !works || s == StandingAhead {
				t.Fatalf("%s is %s at %s", c.Person().Zone, s, after)
			}
		}
	})
}

func TestWhatAsksForHelp(t *testing.T) {
	report := func(state ReportState, text string) Report {
		return Report{State: state, Questions: []ReportQuestion{{ID: "help"}}, Answers: []ReportAnswer{{Question: "help", Text: text}}}
	}
	for text, want := range map[string]bool{
		"I need a discount": true, "None.": false, "no": false, "没有": false, "没有。": false, "-": false, "N/A": false, "无": false,
		"no answer from the factory": true, "没有样品可以寄": true, "nothing works": true, "no stock today": true, "need help": true, "help": true,
		"价格没法再降": true, "没有库存了": true, "不知道怎么报价": true, "需要支持": true, "没有人回我": true,
		"no help needed": false, "No problems today, thanks": false, "all": true, "everything": true, "no problems today": false, "nothing special": false, "All good!": false,
		"nothing to report": false, "no issues so far": false, "everything is fine": false,
		"没有困难": false, "暂时没有什么问题": false, "一切顺利": false, "不需要帮助": false, "没什么困难": false, "无。": false, "都好": false, "没有需要支持的": false,
	} {
		if _, asks := HelpIn(report(ReportSent, text)); asks != want {
			t.Errorf("%q asks: %v", text, asks)
		}
	}
	if _, asks := HelpIn(report(ReportOpen, "help")); asks {
		t.Error("a report that is not sent asks for help")
	}
}

func TestAChannelGetsTotalsAndNothingElse(t *testing.T) {
	d := TeamDay{
		Team: "east", Day: NewDate(2026, 11, 24), Help: []Asked{{Who: "T1/ANNA"}}, Words: []Heard{{Account: "Acme", Words: "xyzzy"}},
		Broken: []NamedFollowUp{{AccountName: "Acme"}}, Deeds: Tally{Visits: 3},
		Standings: []ReportStanding{
			{Person: Person{ID: "T1/ANNA", Name: "Anna"}, State: StandingSent, Report: Report{ID: "r"}},
			{Person: Person{ID: "T1/BEN"}, State: StandingOff},
			{Person: Person{ID: "T1/LI"}, State: StandingMissing},
		},
	}
	got := d.Totals()
	if len(got.Help)+len(got.Words)+len(got.Broken) > 0 || len(got.Standings) != 1 || got.Deeds.Visits != 3 {
		t.Errorf("%+v", got)
	}
	if s := got.Standings[0]; s.Person.ID != "" || s.Report.ID != "" {
		t.Errorf("%+v", s)
	}
}

func TestTellingAChannel(t *testing.T) {
	day, zone := NewDate(2026, 11, 24), "Asia/Shanghai"
	reps := []Calendar{reporter(zone)}
	for _, tt := range []struct {
		name, now, posted string
		tell              bool
		next              string
	}{
		{"too early", "2026-11-24 17:00", "", false, "2026-11-24 17:55"},
		{"now", "2026-11-24 17:55", "2026-11-23", true, ""},
		{"posted", "2026-11-24 17:56", "2026-11-24", false, ""},
		{"nobody is at work", "2026-11-24 20:00", "", false, "2026-11-25 09:00"},
		{"next morning", "2026-11-25 09:00", "", true, ""},
		{"too old", "2026-11-25 14:00", "", false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tell, next := TellChannel(day, reps, tt.posted, at(tt.now, zone))
			if tell != tt.tell || tt.next != "" && !next.Equal(at(tt.next, zone)) {
				t.Errorf("%v %s", tell, next)
			}
		})
	}
}
