package commands

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"roundsman/sales"
)

func TestAListTravelsWithItsButtons(t *testing.T) {
	l := &Look{Me: sales.Person{ID: "T024BE7LD/U012AB3CD"}}
	for _, s := range []shown{
		{What: listDue},
		{What: listDue, Page: 3},
		{What: listDue, Who: "T024BE7LD/U0ANNA0001", Account: "qd5xk2m7p3w6hn4c", Until: sales.NewDate(2026, 12, 31), Page: 12},
		{What: listAgenda, From: sales.NewDate(2026, 11, 24), Until: sales.NewDate(2026, 11, 29)},
		{What: listVisits, From: sales.NewDate(2026, 10, 1)},
	} {
		got, ok := l.shownIn(s.String())
		if diff := cmp.Diff(s, got); diff != "" || !ok {
			t.Errorf("%s: %s", s, diff)
		}
		if room := 80; len(s.String()) > room { // a menu's action_id has 255 for all it carries
			t.Errorf("%s is %d characters long", s, len(s.String()))
		}
	}
	for _, text := range []string{"", "due~~~yesterday", "due~~~~~-1", "r~"} {
		if s, ok := l.shownIn(text); ok && s.What != "r" {
			t.Errorf("%q is taken for %+v", text, s)
		}
	}
}
