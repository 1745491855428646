package present

import (
	"encoding/json"
	"strings"
	"testing"

	"roundsman/sales"
)

// Reps are counted side by side only where that is allowed (handbook section 12).
func TestWhatWasMissedIsCountedByRepOnlyWhereRepsMayBeCompared(t *testing.T) {
	period := sales.TeamPeriod{Spans: sales.MonthSpans(sales.NewDate(2026, 11, 1)), People: []sales.PersonPeriod{{Person: sales.Person{ID: "T1/ANNA"}}, {Person: sales.Person{ID: "T1/BEN"}}}}
	for _, s := range []sales.Account{{ID: "1", Name: "Acme", Owner: "T1/ANNA"}, {ID: "2", Name: "Globex", Owner: "T1/ANNA"}, {ID: "3", Name: "Initech", Owner: "T1/BEN"}} {
		period.EnterStanding(&period.People[0], sales.VisitStanding{Account: s, State: sales.VisitOpen})
	}
	for _, compare := range []bool{true, false} {
		raw, err := json.Marshal(PeriodPart(PeriodFacts{Period: period, Compare: compare}, PartOpenVisits))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"Acme", "Globex", "Initech"} {
			if !strings.Contains(string(raw), name) {
				t.Errorf("compare %v: %s is missing", compare, name)
			}
		}
		if counted := strings.Contains(string(raw), "visitdue.missed_by"); counted != compare {
			t.Errorf("compare %v: counted by rep %v", compare, counted)
		}
		if replies := strings.Count(string(raw), "digest.reply\""); !compare && replies < 3 {
			t.Errorf("%d buttons to reply", replies)
		}
	}
}

// A message of Slack has 50 blocks at most, however large the team is.
func TestADigestFitsIntoAMessageHoweverLargeTheTeam(t *testing.T) {
	var d sales.TeamDay
	for i := range 500 {
		id := sales.PersonID("T1/U" + Number(int64(i)))
		states := sales.ReportStandingStates()
		d.Standings = append(d.Standings, sales.ReportStanding{Person: sales.Person{ID: id}, State: states[i%len(states)]})
		d.Help = append(d.Help, sales.Asked{Who: id})
		d.Words = append(d.Words, sales.Heard{Who: id, Words: "They want 60-day terms."})
		d.Broken = append(d.Broken, sales.NamedFollowUp{FollowUp: sales.FollowUp{Owner: id}})
	}
	q := DigestQuery{Day: sales.NewDate(2026, 11, 24)}
	cards := map[string]int{"digest": len(DayDigest(q, q.Day, d, true).Blocks)}
	for _, part := range DigestParts() {
		cards[part] = len(DayPart(q.Opens(part), d, "").Blocks)
	}
	late, _ := LateOnes(d, "")
	cards["late"] = len(late.Blocks)
	for name, n := range cards {
		if n == 0 || n > 48 { // a title and a remark need room
			t.Errorf("%s has %d blocks", name, n)
		}
	}
}
