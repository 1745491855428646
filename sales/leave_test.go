package sales

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func leave(from, to string, cover PersonID) Leave { return Leave{day(from), day(to), cover} }

func TestTakeLeave(t *testing.T) {
	const today = "2026-11-24"
	christmas := leave("2026-12-24", "2027-01-02", "B")
	for _, tt := range []struct {
		name string
		had  []Leave
		new  Leave
		want []Leave
	}{
		{"another", []Leave{christmas}, leave("2026-11-30", "2026-12-01", ""), []Leave{leave("2026-11-30", "2026-12-01", ""), christmas}},
		{"shorter, who covers still does", []Leave{christmas}, leave("2026-12-24", "2026-12-30", ""), []Leave{leave("2026-12-24", "2026-12-30", "B")}},
		{"longer, and somebody else covers", []Leave{christmas}, leave("2026-12-20", "2027-01-08", "C"), []Leave{leave("2026-12-20", "2027-01-08", "C")}},
		{"one over two", []Leave{leave("2026-11-30", "2026-12-01", ""), christmas}, leave("2026-12-01", "2026-12-24", ""), []Leave{leave("2026-12-01", "2026-12-24", "B")}},
		{"what is over is dropped", []Leave{leave("2026-11-20", "2026-11-23", "")}, christmas, []Leave{christmas}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, TakeLeave(tt.had, tt.new, day(today))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEndLeave(t *testing.T) {
	begun, coming := leave("2026-11-23", "2026-11-27", "B"), leave("2026-12-24", "2027-01-02", "")
	today := day("2026-11-25")
	if diff := cmp.Diff([]Leave{leave("2026-11-23", "2026-11-24", "B"), coming}, EndLeave([]Leave{begun, coming}, begun.From, today)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Leave{begun}, EndLeave([]Leave{begun, coming}, coming.From, today)); diff != "" {
		t.Error(diff)
	}
	if got := EndLeave([]Leave{leave("2026-11-25", "2026-11-27", "")}, today, today); len(got) != 0 {
		t.Errorf("a leave that ends on its first day: %v", got)
	}
}

func TestReturned(t *testing.T) {
	c := CalendarOf(rep(onLeave("2026-11-24", "2026-11-27")), rulesWithHolidays())
	for at0, want := range map[string]bool{"2026-11-27 10:00": false, "2026-11-28 10:00": false, "2026-11-30 08:00": true, "2026-11-30 17:00": true, "2026-12-01 09:00": false} {
		if _, got := c.Returned(at(at0, "Asia/Shanghai")); got != want {
			t.Errorf("Returned at %s: %v", at0, got)
		}
	}
}

func TestWhenACoveringColleagueIsTold(t *testing.T) {
	off := rep(func(p *Person) { p.ID, p.Leave = "T1/A", []Leave{leave("2026-11-30", "2026-12-04", "T1/B")} })
	colleague := func(change ...func(*Person)) Person {
		return rep(append([]func(*Person){func(p *Person) { p.ID = "T1/B" }}, change...)...)
	}
	for _, tt := range []struct {
		name, due string
		account   AccountID
		by        Person
		want      []string // in the colleague's zone
	}{
		{"a day in the leave, then overdue", "2026-12-01", "", colleague(), []string{"Tue 2026-12-01 09:00", "Wed 2026-12-02 09:00", "Thu 2026-12-03 09:00"}},
		{"its last day", "2026-12-04", "", colleague(), []string{"Fri 2026-12-04 09:00"}},
		{"a time", "2026-12-04T15:00", "", colleague(), []string{"Fri 2026-12-04 15:00"}},
		{"a time that is not worked: the morning before", "2026-12-04T20:00", "", colleague(), []string{"Fri 2026-12-04 09:00"}},
		{"a time before work: the working day before", "2026-12-04T07:00", "", colleague(), []string{"Thu 2026-12-03 09:00"}},
		{"a time where the owner is", "2026-12-04T16:00", "", colleague(inBavaria), []string{"Fri 2026-12-04 09:00"}},
		{"the colleague is off that day", "2026-12-03", "", colleague(onLeave("2026-12-03", "2026-12-03")), []string{"Wed 2026-12-02 09:00", "Fri 2026-12-04 09:00"}},
		{"overdue, to a customer", "2026-11-20", "acme", colleague(), []string{"Mon 2026-11-30 09:00", "Tue 2026-12-01 09:00", "Wed 2026-12-02 09:00"}},
		{"overdue, to nobody", "2026-11-20", "", colleague(), nil},
		{"after the leave", "2026-12-05", "acme", colleague(), nil},
		{"on the first day, in another zone", "2026-11-30", "", colleague(inBavaria), []string{"Mon 2026-11-30 09:00", "Tue 2026-12-01 09:00", "Wed 2026-12-02 09:00"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			due, err := ParseDue(tt.due)
			if err != nil {
				t.Fatal(err)
			}
			f := FollowUp{ID: "f", Owner: off.ID, Account: tt.account, Status: FollowUpOpen, Due: due, Created: at("2026-11-10 10:00", "Asia/Shanghai")}
			c, past := CalendarOf(tt.by, rulesWithHolidays()), Raised{}
			var got []string
			for now, looks := at("2026-11-24 10:00", "Asia/Shanghai"), 0; looks < 30; looks++ {
				v := RemindCover(f, off, c, past, now)
				if v.Action == Send {
					got, past = append(got, now.In(c.Zone()).Format("Mon 2006-01-02 15:04")), v.Raised
				}
				if v.Next.IsZero() {
					break
				}
				if !v.Next.After(now) {
					t.Fatalf("next look at %s is %s", now, v.Next)
				}
				now = v.Next
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestACoveredTimeIsNotKept: what the absent person gave a time comes after the
// leave, if somebody covers; without, at its time.
func TestACoveredTimeIsNotKept(t *testing.T) {
	due, _ := ParseDue("2026-12-01T15:00")
	f := FollowUp{ID: "f", Owner: "T1/A", Status: FollowUpOpen, Due: due, Created: at("2026-11-10 10:00", "Asia/Shanghai")}
	now := at("2026-12-01 15:00", "Asia/Shanghai")
	for cover, want := range map[PersonID]time.Time{"": now, "T1/B": at("2026-12-07 09:00", "Asia/Shanghai")} {
		c := CalendarOf(rep(func(p *Person) { p.ID, p.Leave = "T1/A", []Leave{leave("2026-11-30", "2026-12-04", cover)} }), rulesWithHolidays())
		v := RemindFollowUp(f, c, Raised{}, now)
		switch {
		case cover == "" && (v.Action != Send || !v.Named):
			t.Errorf("nobody covers: %+v", v)
		case cover != "" && (v.Action != Defer || v.Reason != "why.silent.leave" || !v.Next.Equal(want)):
			t.Errorf("covered: %+v, want %s", v, want)
		}
	}
}
