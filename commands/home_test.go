package commands_test

import (
	"strings"
	"testing"

	"roundsman/commands/commandtest"
)

func TestHomeShowsTheDayAndTheMonth(t *testing.T) {
	w := commandtest.New(t)
	commandtest.Play(w, "account Acme of anna\n"+
		"account Globex of anna\n"+
		"anna> remind me tomorrow at 4pm to call Globex\n"+
		"clock 2026-11-25 10:00\n")
	home := w.Home("anna")
	for _, line := range []string{"*Agenda*", "1. *call Globex* · Globex", "due Wed 25 Nov, 16:00 (today)"} {
		if !strings.Contains(home, line) {
			t.Errorf("Home lacks %q:\n%s", line, home)
		}
	}
	commandtest.Play(w, "clock 2026-12-08 10:00\n")
	home = w.Home("anna")
	for _, line := range []string{":warning: *Overdue*: 1", "*Visits in December*", "2 open, 0 met", "*Acme* · A"} {
		if !strings.Contains(home, line) {
			t.Errorf("Home lacks %q:\n%s", line, home)
		}
	}
	if other := w.Home("fred"); strings.Contains(other, "Globex") || strings.Contains(other, "Acme") {
		t.Errorf("Fred sees Anna's:\n%s", other)
	}
}
