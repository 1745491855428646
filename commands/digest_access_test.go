package commands_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands/commandtest"
	"roundsman/sales"
)

// aDayOf gives the digest something to tell, secret in all of it.
func aDayOf(t *testing.T, w *commandtest.World) {
	t.Helper()
	w.ReportsOn()
	w.Rules.Digests.Channels = map[sales.TeamID]string{"east": "C1"}
	w.Account("anna", "Acme"+secret)
	w.Remind()
	w.Says("anna", "visited Acme"+secret+" today, they said "+secret)
	w.Says("anna", "order Acme"+secret+" 1000 CNY")
	commandtest.Play(w, "ben> off today\nclock 2026-11-24 17:20\nanna> Results: "+secret+". Help: "+secret+"\nanna presses Send\n")
}

func TestOnlyTheTeamsManagerReadsItsDigest(t *testing.T) {
	w := commandtest.New(t)
	aDayOf(t, w)
	w.News()
	w.Says("mona", "digest")
	if said := told(w.News(), "mona"); !strings.Contains(said, secret) {
		t.Errorf("mona does not read it:\n%s", said)
	}
	other := w.Person("mona")
	other.ID, other.Name, other.Team, other.Manages = commandtest.ID("otto"), "Otto West", "west", []sales.TeamID{"west"}
	w.AddPerson(other)
	w.Rules.Reports.Teams = append(w.Rules.Reports.Teams, "west")
	n := 9000
	for _, who := range append(outsiders(w), "li", "otto") {
		w.Says(who, "digest")
		mustNotLeak(t, w, who, "digest")
		for _, manager := range []string{"", string(commandtest.ID("mona")), string(commandtest.ID("anna"))} {
			for _, part := range []string{"", "reports", "words", "promises"} {
				for _, span := range []string{"", "week", "month"} {
					arg := fmt.Sprintf(`{"s":%q,"d":"2026-11-24","m":%q,"p":%q}`, span, manager, part)
					for _, name := range []string{"digest.show", "digest.open"} {
						n++
						w.Apply(pressed(w, who, n, &event.Press{Name: name, ID: part, Arg: arg}))
						mustNotLeak(t, w, who, name+" "+arg)
					}
				}
			}
		}
	}
}

// What a deputy may read ends with the leave.
func TestADeputyReadsTheDigestForTheDaysOfTheLeave(t *testing.T) {
	w := commandtest.New(t)
	w.Says("mona", "off until tomorrow, Fred covers")
	aDayOf(t, w)
	w.News()
	commandtest.Play(w, "clock 2026-11-24 17:56\n")
	found := false
	for _, c := range w.Cards() {
		raw, _ := json.Marshal(c)
		found = found || strings.Contains(string(raw), "digest.title") && strings.Contains(string(raw), secret)
	}
	if !found {
		t.Fatal("the deputy got no digest")
	}
	w.News()
	w.Presses("fred", "Read", "")
	if said := told(w.News(), "fred"); !strings.Contains(said, secret) {
		t.Errorf("fred does not read the report:\n%s", said)
	}
	w.Now = w.Now.Add(48 * time.Hour)
	w.Presses("fred", "Read", "")
	mustNotLeak(t, w, "fred", "reading a report after the leave")
	w.Presses("fred", "Entries", "")
	mustNotLeak(t, w, "fred", "opening a number after the leave")
}

// A team's channel reads sums: no names, absences, customers, their words or links.
func TestAChannelReadsNoNames(t *testing.T) {
	w := commandtest.New(t)
	aDayOf(t, w)
	before := len(w.Cards())
	commandtest.Play(w, "clock 2026-11-24 17:56\n")
	posted := 0
	for _, c := range w.Cards()[before:] {
		if c.Title == nil || c.Title.Key != "digest.channel" {
			continue
		}
		posted++
		raw, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{secret, "person", "link", "button", "Anna", "ANNA", "BEN", "off", "url", "said\":{", "text\":{\"said"} {
			if strings.Contains(string(raw), never) {
				t.Errorf("the channel reads %q: %s", never, raw)
			}
		}
		onlyTotals(t, c)
	}
	if posted != 1 {
		t.Errorf("%d totals were posted", posted)
	}
}

func onlyTotals(t *testing.T, c card.Card) {
	t.Helper()
	for _, b := range c.Blocks {
		if b.Buttons != nil || b.Image != nil || b.Text != nil && b.Text.Side != nil {
			t.Errorf("something to press in the channel: %+v", b)
		}
	}
}

func TestAReplyReachesNobodyElsesPeople(t *testing.T) {
	w := commandtest.New(t)
	w.ReportsOn()
	for i, tt := range []struct {
		from, to string
		may      bool
	}{{"mona", "anna", true}, {"anna", "mona", true}, {"anna", "ben", false}, {"fred", "anna", false}, {"mona", "fred", false}, {"fiona", "anna", false}} {
		w.News()
		w.Apply(event.Event{
			Key: fmt.Sprintf("x:reply%d", i), Kind: event.FormSent, Actor: commandtest.ID(tt.from), At: w.Now.UTC(), Received: w.Now.UTC(),
			Place: event.Place{Kind: event.Direct, Channel: "D" + strings.ToUpper(tt.from)},
			Form:  &event.Form{Name: "digest.reply", State: `{"to":"` + string(commandtest.ID(tt.to)) + `","about":"d:2026-11-24"}`, Values: map[string][]string{"words": {secret}}},
		})
		if reached := strings.Contains(told(w.News(), tt.to), secret); reached != tt.may {
			t.Errorf("%s to %s: reached %v", tt.from, tt.to, reached)
		}
	}
}
