package sales

import (
	"errors"
	"testing"
	"time"
)

func TestAtMostSoManyMessagesComeUnasked(t *testing.T) {
	c := CalendarOf(rep(), DefaultRules())
	now := at("2026-11-24 11:00", "Asia/Shanghai")
	said := Verdict{Action: Send, Reason: "why.followup.today", Facts: map[string]string{"due": "2026-11-24"}}
	asked := said
	asked.Asked = true
	none := DefaultRules()
	none.MessagesADay = 0
	for _, tt := range []struct {
		name  string
		c     Calendar
		v     Verdict
		sent  int
		joins bool
		waits bool
	}{
		{"the fourth", c, said, 3, false, false},
		{"the fifth", c, said, 4, false, true},
		{"the fifth, in a message that is on its way", c, said, 4, true, false},
		{"a time they set", c, asked, 9, false, false},
		{"without a limit", CalendarOf(rep(), none), said, 99, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := Quota(tt.v, tt.c, tt.sent, tt.joins, now)
			if waits := v.Action == Defer; waits != tt.waits {
				t.Fatalf("%+v", v)
			}
			if tt.waits && (v.Reason != WhyQuota || !v.Next.Equal(at("2026-11-25 09:00", "Asia/Shanghai")) || v.Facts["most"] != "4") {
				t.Errorf("%+v", v)
			}
		})
	}
}

func TestAPromiseThatIsDueHoldsTheVisitBack(t *testing.T) {
	c := CalendarOf(rep(), DefaultRules())
	now := at("2026-11-24 09:00", "Asia/Shanghai")
	nudge := Verdict{Action: Send, Reason: "why.first_visit.today"}
	for _, tt := range []struct {
		name string
		open FollowUp
		held bool
	}{
		{"due today", promised(due("2026-11-24")), true},
		{"six days late", promised(due("2026-11-18")), true},
		{"a week late", promised(due("2026-11-17")), false},
		{"due tomorrow", promised(due("2026-11-25")), false},
		{"put off", promised(due("2026-11-20"), snoozed("2026-11-30")), false},
		{"muted", promised(due("2026-11-24"), func(f *FollowUp) { f.Muted = true }), false},
		{"done", promised(due("2026-11-24"), func(f *FollowUp) { f.Status = FollowUpDone }), false},
		{"a colleague's", promised(due("2026-11-24"), func(f *FollowUp) { f.Owner = "T1/U2" }), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := HeldBack(nudge, []FollowUp{tt.open}, c, now)
			if (v.Action == Defer) != tt.held {
				t.Fatalf("%+v", v)
			}
			if tt.held && (v.Reason != WhyHeld || v.Facts["what"] != "send quote" || !v.Next.Equal(at("2026-11-25 09:00", "Asia/Shanghai"))) {
				t.Errorf("%+v", v)
			}
		})
	}
}

func TestWhatATeamLeavesToItsPeople(t *testing.T) {
	rules := DefaultRules()
	rules.Reminders = map[string]Allowance{RemindsVisits: Off, RemindsEscalated: Required}
	rules.TeamReminders = map[TeamID]map[string]Allowance{"west": {RemindsVisits: Required, RemindsEscalated: Optional}, "north": {RemindsEscalated: Off}}
	manager := func(teams ...TeamID) Person { return Person{Role: RoleManager, Manages: teams} }
	for _, tt := range []struct {
		name string
		who  Person
		kind string
		want Allowance
	}{
		{"nothing said", Person{Team: "east"}, RemindsFollowUps, Optional},
		{"for all teams", Person{Team: "east"}, RemindsVisits, Off},
		{"for this team", Person{Team: "west"}, RemindsVisits, Required},
		{"one of several teams requires it", manager("north", "west", "east"), RemindsEscalated, Required},
		{"one of several teams has it", manager("north", "west"), RemindsEscalated, Optional},
		{"none has it", manager("north"), RemindsEscalated, Off},
		{"of no team", Person{}, RemindsVisits, Off},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := rules.Allowance(tt.who, tt.kind); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestSwitchingAKindOff(t *testing.T) {
	rules := DefaultRules()
	rules.Reminders = map[string]Allowance{RemindsVisits: Required, RemindsFirstVisits: Off}
	who := rep()
	if err := who.Switch(RemindsFollowUps, false, rules); err != nil {
		t.Fatal(err)
	}
	say := Verdict{Action: Send}
	if v := Wanted(say, CalendarOf(who, rules), RemindsFollowUps); v.Action != Skip || v.Reason != WhyOffByYou {
		t.Errorf("%+v", v)
	}
	if v := Wanted(say, CalendarOf(who, rules), RemindsFirstVisits); v.Action != Skip || v.Reason != WhyOffForTeam {
		t.Errorf("%+v", v)
	}
	who.SwitchedOff = append(who.SwitchedOff, RemindsVisits) // before the team required it
	if v := Wanted(say, CalendarOf(who, rules), RemindsVisits); v.Action != Send {
		t.Errorf("%+v", v)
	}
	var refused *Error
	if err := who.Switch(RemindsVisits, false, rules); !errors.As(err, &refused) || refused.Key != "refused.reminder_required" {
		t.Errorf("%v", err)
	}
	if err := who.Switch(RemindsFirstVisits, true, rules); !errors.As(err, &refused) || refused.Key != "refused.reminder_off_for_team" {
		t.Errorf("%v", err)
	}
	if err := who.Switch(RemindsFollowUps, true, rules); err != nil || who.IsOff(RemindsFollowUps) {
		t.Errorf("%v %v", err, who.SwitchedOff)
	}
}

func TestWhenAMessageSumsUp(t *testing.T) {
	say := Verdict{Action: Send, Facts: map[string]string{"due": "2026-11-24"}}
	for _, tt := range []struct {
		name      string
		who       Person
		look, now string
		first     bool
		want      string
	}{
		{"every morning", rep(), "2026-11-24 09:00", "2026-11-24 09:00", true, ""},
		{"after a weekend", rep(), "2026-11-23 09:00", "2026-11-23 09:00", true, ""},
		{"after leave", rep(onLeave("2026-11-18", "2026-11-20")), "2026-11-23 09:00", "2026-11-23 09:00", true, AwayOnLeave},
		{"the second message after leave", rep(onLeave("2026-11-18", "2026-11-20")), "2026-11-23 11:00", "2026-11-23 11:00", false, ""},
		{"the second day after leave", rep(onLeave("2026-11-18", "2026-11-20")), "2026-11-24 09:00", "2026-11-24 09:00", true, ""},
		{"leave on a weekend only", rep(onLeave("2026-11-21", "2026-11-22")), "2026-11-23 09:00", "2026-11-23 09:00", true, ""},
		{"an hour late", rep(), "2026-11-24 09:00", "2026-11-24 10:30", true, ""},
		{"down since yesterday morning", rep(), "2026-11-23 09:00", "2026-11-24 10:30", true, AwayDown},
		{"down over the weekend", rep(), "2026-11-20 09:00", "2026-11-23 09:00", true, AwayDown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parse := func(s string) time.Time { return at(s, "Asia/Shanghai") }
			v := Away(say, CalendarOf(tt.who, DefaultRules()), parse(tt.look), tt.first, parse(tt.now))
			if got := v.Facts["away"]; got != tt.want {
				t.Errorf("away = %q, want %q", got, tt.want)
			}
			if v.Facts["due"] != "2026-11-24" || say.Facts["away"] != "" {
				t.Errorf("facts %v, before %v", v.Facts, say.Facts)
			}
		})
	}
}
