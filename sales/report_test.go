package sales_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"roundsman/sales"
)

func shanghai(t interface{ Fatal(...any) }) *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func reportRules() sales.Rules {
	r := sales.DefaultRules()
	r.Reports.Teams = []sales.TeamID{"east"}
	r.Reports.Questions = []sales.ReportQuestion{
		{ID: "results", Kind: sales.QuestionText}, {ID: "quotes", Kind: sales.QuestionNumber}, {ID: "help", Kind: sales.QuestionText, Required: true},
	}
	return r
}

func rep(zone string) sales.Person {
	return sales.Person{ID: "T/ANN", Role: sales.RoleRep, Team: "east", Zone: zone, Country: "XX", Week: sales.DefaultWeek()}
}

func TestReportSteps(t *testing.T) {
	rules := reportRules()
	c := sales.CalendarOf(rep("Asia/Shanghai"), rules)
	zone := shanghai(t)
	now := time.Date(2026, 11, 24, 17, 15, 0, 0, zone)
	day := sales.NewDate(2026, 11, 24)
	answer := func(q, text string) sales.ReportMove {
		return sales.ReportMove{Kind: sales.MoveAnswer, Answers: []sales.ReportAnswer{{Question: q, Text: text}}}
	}
	just := func(k sales.ReportMoveKind) sales.ReportMove { return sales.ReportMove{Kind: k} }
	for name, s := range map[string]struct {
		moves  []sales.ReportMove
		at     int
		state  sales.ReportState
		effect sales.ReportEffect
	}{
		"on":                   {[]sales.ReportMove{just(sales.MoveOn)}, 1, sales.ReportOpen, sales.EffectAsk},
		"answer moves on":      {[]sales.ReportMove{just(sales.MoveOn), answer("results", "x")}, 2, sales.ReportOpen, sales.EffectAsk},
		"skip moves on":        {[]sales.ReportMove{just(sales.MoveOn), just(sales.MoveSkip)}, 2, sales.ReportOpen, sales.EffectAsk},
		"back to the opening":  {[]sales.ReportMove{just(sales.MoveOn), just(sales.MoveBack)}, 0, sales.ReportOpen, sales.EffectAsk},
		"what is answered":     {[]sales.ReportMove{answer("quotes", "2"), answer("results", "x")}, 3, sales.ReportOpen, sales.EffectAsk},
		"send asks for a must": {[]sales.ReportMove{just(sales.MoveSend)}, 3, sales.ReportOpen, sales.EffectAsk},
		"the last one sends":   {[]sales.ReportMove{answer("help", "x"), just(sales.MoveSkip), just(sales.MoveSkip)}, 0, sales.ReportSent, sales.EffectSent},
		"changed later":        {[]sales.ReportMove{answer("help", "x"), just(sales.MoveSend), {Kind: sales.MoveTo, Question: "help"}, answer("help", "y")}, 0, sales.ReportSent, sales.EffectChange},
		"cancelled":            {[]sales.ReportMove{answer("help", "x"), just(sales.MoveCancel)}, 0, sales.ReportCancelled, sales.EffectEnd},
		"off":                  {[]sales.ReportMove{just(sales.MoveOn), just(sales.MoveAway)}, 1, sales.ReportAway, sales.EffectEnd},
		"closed, answered":     {[]sales.ReportMove{answer("results", "x"), just(sales.MoveClose)}, 0, sales.ReportSent, sales.EffectEnd},
		"closed, nothing came": {[]sales.ReportMove{just(sales.MoveOn), just(sales.MoveClose)}, 0, sales.ReportClosed, sales.EffectEnd},
		"later":                {[]sales.ReportMove{{Kind: sales.MoveLater, Until: now.Add(time.Hour)}}, 0, sales.ReportOpen, sales.EffectWait},
	} {
		r := sales.OpenReport(c.Person(), day, rules.Reports, now)
		var effect sales.ReportEffect
		var err error
		for _, m := range s.moves {
			if r, effect, err = r.Step(m, c, now); err != nil {
				t.Errorf("%s: %s: %v", name, m.Kind, err)
			}
		}
		if r.At != s.at || r.State != s.state || effect != s.effect {
			t.Errorf("%s: at %d, %s, %s; want at %d, %s, %s", name, r.At, r.State, effect, s.at, s.state, s.effect)
		}
	}
}

func TestReportRefusals(t *testing.T) {
	rules := reportRules()
	c := sales.CalendarOf(rep("Asia/Shanghai"), rules)
	now := time.Date(2026, 11, 24, 17, 15, 0, 0, shanghai(t))
	r := sales.OpenReport(c.Person(), sales.NewDate(2026, 11, 24), rules.Reports, now)
	at3, _, _ := r.Step(sales.ReportMove{Kind: sales.MoveTo, Question: "help"}, c, now)
	if _, _, err := at3.Step(sales.ReportMove{Kind: sales.MoveSkip}, c, now); err == nil {
		t.Error("a question that must be answered was skipped")
	}
	closes := sales.ReportCloses(r, c)
	if want := time.Date(2026, 11, 25, 10, 0, 0, 0, shanghai(t)); !closes.Equal(want) {
		t.Errorf("it closes at %s, want %s", closes, want)
	}
	if _, _, err := r.Step(sales.ReportMove{Kind: sales.MoveOn}, c, closes); err == nil {
		t.Error("a closed report went on")
	}
	again, _, err := r.Step(sales.ReportMove{Kind: sales.MoveReopen, By: "T/MO"}, c, closes)
	if err != nil || again.IsOver(c, closes) {
		t.Errorf("reopened: %v, over %t", err, again.IsOver(c, closes))
	}
	again.Answers = []sales.ReportAnswer{{Question: "help", Text: "x"}}
	sent, _, err := again.Step(sales.ReportMove{Kind: sales.MoveSend}, c, closes.Add(time.Hour))
	if err != nil || !sent.Late {
		t.Errorf("sent after its day: %v, late %t", err, sent.Late)
	}
}

// A message that was written before the present question was asked answers the
// one before.
func TestAnswersThatCross(t *testing.T) {
	now := time.Date(2026, 11, 24, 17, 15, 30, 0, time.UTC)
	r := sales.Report{At: 2, Last: 1, Asked: now}
	for _, w := range []struct {
		at      time.Time
		n       int
		crossed bool
	}{{now.Add(-5 * time.Second), 1, true}, {now.Add(-time.Millisecond), 2, false}, {now.Add(time.Minute), 2, false}} {
		if n, crossed := r.Written(w.at); n != w.n || crossed != w.crossed {
			t.Errorf("written at %s: question %d, crossed %t; want %d, %t", w.at, n, crossed, w.n, w.crossed)
		}
	}
}

// Whatever is pressed and written, in whatever order: no answer is lost, a
// question that must be answered is answered in what is sent, and where a report
// stands exists.
func TestReportStepsProperty(t *testing.T) {
	rules := reportRules()
	c := sales.CalendarOf(rep("Asia/Shanghai"), rules)
	begin := time.Date(2026, 11, 24, 17, 15, 0, 0, shanghai(t))
	rapid.Check(t, func(t *rapid.T) {
		r := sales.OpenReport(c.Person(), sales.NewDate(2026, 11, 24), rules.Reports, begin)
		told := map[string]string{}
		for i := range rapid.IntRange(1, 25).Draw(t, "moves") {
			m := sales.ReportMove{Kind: rapid.SampledFrom([]sales.ReportMoveKind{
				sales.MoveOn, sales.MoveAnswer, sales.MoveSkip, sales.MoveBack, sales.MoveTo, sales.MoveSend, sales.MoveLater,
			}).Draw(t, "move"), Until: begin.Add(time.Hour)}
			m.Question = rapid.SampledFrom([]string{"results", "quotes", "help"}).Draw(t, "question")
			if m.Kind == sales.MoveAnswer {
				m.Answers = []sales.ReportAnswer{{Question: m.Question, Text: rapid.StringN(1, 5, -1).Filter(func(s string) bool { return s != "" }).Draw(t, "text")}}
			}
			next, effect, err := r.Step(m, c, begin.Add(time.Duration(i)*time.Minute))
			if err != nil {
				continue // refused: nothing changed
			}
			r = next
			if m.Kind == sales.MoveAnswer {
				told[m.Question] = m.Answers[0].Text
			}
			for q, text := range told {
				if a, ok := r.Answer(q); !ok || a.Text != text {
					t.Fatalf("%s was answered %q and is %q", q, text, a.Text)
				}
			}
			if r.At < 0 || r.At > len(r.Questions) || effect == "" {
				t.Fatalf("it stands at %d, effect %q", r.At, effect)
			}
			if a, _ := r.Answer("help"); r.State == sales.ReportSent && a.IsEmpty() {
				t.Fatal("it was sent without what must be answered")
			}
		}
	})
}

type holidaysOn map[sales.Date]bool

func (h holidaysOn) Public(_, _ string, d sales.Date) sales.PublicDay {
	if h[d] {
		return sales.PublicHoliday
	}
	return sales.Ordinary
}

func (h holidaysOn) Coverage(string, string, int) sales.Coverage { return sales.WholeYear }

// anyPerson draws somebody's zone, working week, leave and quiet time, and the
// holidays, of six weeks from a day on.
func anyPerson(t *rapid.T) (p sales.Person, holidays holidaysOn, first sales.Date) {
	zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "Asia/Kathmandu", "America/Santiago"}
	p = rep(rapid.SampledFrom(zones).Draw(t, "zone"))
	p.Week = sales.WorkingWeek{
		Start: sales.ClockTime{Hour: rapid.IntRange(0, 14).Draw(t, "start"), Minute: rapid.SampledFrom([]int{0, 30}).Draw(t, "half")},
	}
	p.Week.End = sales.ClockTime{Hour: p.Week.Start.Hour + rapid.IntRange(1, 9).Draw(t, "hours"), Minute: 30}
	for d := range 7 {
		if rapid.Bool().Draw(t, "works") {
			p.Week.Days = append(p.Week.Days, time.Weekday(d))
		}
	}
	if len(p.Week.Days) == 0 {
		p.Week.Days = []time.Weekday{time.Tuesday}
	}
	first = sales.NewDate(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
	holidays = holidaysOn{}
	for range rapid.IntRange(0, 5).Draw(t, "holidays") {
		holidays[first.AddDays(rapid.IntRange(0, 40).Draw(t, "holiday"))] = true
	}
	for range rapid.IntRange(0, 2).Draw(t, "leaves") {
		from := first.AddDays(rapid.IntRange(0, 40).Draw(t, "from"))
		p.Leave = append(p.Leave, sales.Leave{From: from, To: from.AddDays(rapid.IntRange(0, 9).Draw(t, "for"))})
	}
	if rapid.Bool().Draw(t, "quiet") {
		at := rapid.IntRange(0, 22).Draw(t, "quiet from")
		p.Quiet = []sales.ClockSpan{{From: sales.ClockTime{Hour: at}, To: sales.ClockTime{Hour: at + 1, Minute: 30}}}
	}
	return p, holidays, first
}

// For any mix of zones, working weeks, holidays, leave, quiet times and changes of
// summer time, each rep is asked exactly once on each of their working days, on
// that day and in their working hours.
func TestEachWorkingDayIsAskedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, holidays, first := anyPerson(t)
		rules := reportRules()
		rules.Public = holidays
		if rapid.Bool().Draw(t, "set") {
			rules.Reports.AskAt = &sales.ClockTime{Hour: rapid.IntRange(0, 23).Draw(t, "ask at")}
		}
		c := sales.CalendarOf(p, rules)
		asked := map[sales.Date]int{}
		var past sales.Raised
		now, end := first.At(sales.ClockTime{}, c.Zone()), first.AddDays(42)
		for c.Day(now).Before(end) {
			v := sales.AskReport(c, past, now)
			if v.Action == sales.Send {
				past = v.Raised
				day, err := sales.ParseDate(v.Raised.For)
				if err != nil {
					t.Fatal(err)
				}
				asked[day]++
				if c.Day(now) != day || !c.MaySpeak(now) {
					t.Fatalf("%s was asked for at %s", day, now)
				}
			}
			if !v.Next.After(now) {
				t.Fatalf("at %s it is to be looked at next at %s", now, v.Next)
			}
			now = v.Next
		}
		for d := first; d.Before(end); d = d.AddDays(1) {
			want := 0
			if c.IsWorkingDay(d) {
				want = 1
			}
			if asked[d] != want {
				t.Fatalf("%s (%s) was asked for %d times, want %d", d, c.KindOf(d), asked[d], want)
			}
		}
	})
}

// Whoever does nothing gets one nudge, within their day; whoever puts it off is
// asked again at that time, and not nudged besides.
func TestOneNudge(t *testing.T) {
	rules := reportRules()
	c := sales.CalendarOf(rep("Asia/Shanghai"), rules)
	zone := shanghai(t)
	asked := time.Date(2026, 11, 24, 17, 15, 0, 0, zone)
	said := func(r sales.Report) (all []string) {
		var past sales.Raised
		for now := asked; ; {
			v := sales.RemindReport(r, c, past, now)
			if v.Action == sales.Send {
				past = v.Raised
				all = append(all, v.Reason+" "+now.In(zone).Format("15:04"))
				r.Snoozed = time.Time{} // it is raised
			}
			if v.Next.IsZero() {
				return all
			}
			now = v.Next
		}
	}
	quiet := sales.OpenReport(c.Person(), sales.NewDate(2026, 11, 24), rules.Reports, asked)
	if got := said(quiet); len(got) != 1 || got[0] != "why.report.nudge 17:45" {
		t.Errorf("who does nothing: %v", got)
	}
	quiet.Snoozed = asked.Add(time.Hour)
	if got := said(quiet); len(got) != 1 || got[0] != "why.report.later 18:15" {
		t.Errorf("who puts it off: %v", got)
	}
	quiet.Snoozed, quiet.Touched = time.Time{}, asked.Add(28*time.Minute)
	if got := said(quiet); len(got) != 1 || got[0] != "why.report.nudge 17:53" {
		t.Errorf("who is answering: %v", got)
	}
	quiet.State = sales.ReportSent
	if got := said(quiet); len(got) != 0 {
		t.Errorf("who has sent it: %v", got)
	}
}
