package commandtest

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"roundsman/sales"
)

var update = flag.Bool("update", false, "write what the bot says now into the conversation files")

// Talks plays every conversation file that a pattern finds, each as a test of
// its own, and compares what the bot says with the file. With -update the
// file is written anew.
//
// Lines at the margin are what happens; indented ones are what the bot does:
//
//	# a remark
//	account Acme = ACM of anna: Wang Lei, Purchasing; Dr. Smith
//	clock 2026-11-24 10:00
//	later 15m
//	reminders on                       from here on, reminders come as the clock moves
//	digests on                         weekly and monthly ones for team east; likewise "leaderboard on"
//	ben works in DE                    his country
//	totals on                          team east's channel gets the totals of the day
//	daily reports on                   for team east; "daily reports ask only about help" changes the questions
//	weekly plans on                    for team east; "room for 2 visits a day" changes the capacity
//	anna> Visited Acme today           a direct message; "\n" is a line break
//	file orders.csv: a,b\n1,2          what a file that is sent holds
//	anna sends board.jpg> ...          a file with a message, or without one
//	anna@channel> ...                  a mention of the bot in a channel
//	anna> /roundsman due               the slash command
//	anna edits> Visited Acme ...       the last message anna wrote; "edits 2>" the one before
//	anna deletes                       likewise "deletes 2"
//	anna presses Undo                  a button, by its label
//	anna presses Write it at home      likewise, of the Home tab
//	anna chooses Next week             an option of a menu
//	anna picks 2026-12-01 in Another day
//	anna opens Edit                    a form, by its button; also "opens shortcut.log", "opens shortcut.note on 1"
//	anna fills What was said: likes it
//	anna submits
//	again                              the last event is delivered once more
func Talks(t *testing.T, pattern string) {
	files, err := filepath.Glob(pattern)
	check(t, err)
	if len(files) == 0 {
		t.Fatalf("no conversation matches %s", pattern)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			Talk(t, file)
		})
	}
}

// Talk plays one conversation file.
func Talk(t *testing.T, file string) {
	raw, err := os.ReadFile(filepath.Clean(file))
	check(t, err)
	want := string(raw)
	got := Play(New(t), want)
	if *update {
		check(t, os.WriteFile(file, []byte(got), 0o600))
		return
	}
	if got != want {
		t.Errorf("%s reads differently now:\n%s", file, difference(want, got))
	}
}

// Play plays a script and returns it with what the bot does now.
func Play(w *World, script string) string {
	w.TB.Helper()
	var b strings.Builder
	defer func() {
		if w.TB.Failed() { // show how far it came
			lines := strings.Split(b.String(), "\n")
			w.TB.Log(strings.Join(lines[max(0, len(lines)-15):], "\n"))
		}
	}()
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "  ") {
			continue
		}
		b.WriteString(line + "\n")
		b.WriteString(w.perform(line))
	}
	return b.String()
}

// difference shows the first lines that differ with a little around them.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	part := func(lines []string) string {
		return strings.Join(lines[max(0, min(i-3, len(lines))):min(i+12, len(lines))], "\n")
	}
	return "line " + strconv.Itoa(i+1) + "\n--- the file\n" + part(w) + "\n+++ now\n" + part(g)
}

// step is one kind of line and what it does; groups are the pattern's.
type step struct {
	pattern *regexp.Regexp
	do      func(w *World, g []string)
}

func steps() []step {
	on := func(pattern string, do func(w *World, g []string)) step { return step{regexp.MustCompile(pattern), do} }
	return []step{
		on(`^account (.+) of (\w+)(?:: (.*))?$`, func(w *World, g []string) {
			var contacts []string
			if g[3] != "" {
				contacts = strings.Split(g[3], ";")
			}
			w.Account(g[2], g[1], contacts...)
		}),
		on(`^file ([^:]+): (.*)$`, func(w *World, g []string) {
			if w.Files == nil {
				w.Files = map[string]string{}
			}
			w.Files[g[1]] = strings.ReplaceAll(g[2], `\n`, "\n")
		}),
		on(`^clock (.+)$`, func(w *World, g []string) {
			at, err := time.ParseInLocation("2006-01-02 15:04", g[1], w.Zone)
			check(w.TB, err)
			w.pass(at)
		}),
		on(`^later (.+)$`, func(w *World, g []string) {
			d, err := time.ParseDuration(g[1])
			check(w.TB, err)
			w.pass(w.Now.Add(d))
		}),
		on(`^reminders on$`, func(w *World, _ []string) { w.Remind() }),
		on(`^daily reports on$`, func(w *World, _ []string) { w.ReportsOn() }),
		on(`^totals on$`, func(w *World, _ []string) {
			w.Rules.Digests.Channels = map[sales.TeamID]string{"east": "C1"}
		}),
		on(`^digests on$`, func(w *World, _ []string) { w.Rules.Digests.Teams = []sales.TeamID{"east"} }),
		on(`^leaderboard on$`, func(w *World, _ []string) { w.Rules.Digests.Leaderboards = []sales.TeamID{"east"} }),
		on(`^(\w+) works in (\w+)$`, func(w *World, g []string) {
			p := w.Person(g[1])
			p.Country = g[2]
			w.AddPerson(p)
		}),
		on(`^daily reports ask only about (\w+)$`, func(w *World, g []string) { w.AskOnly(g[1]) }),
		on(`^weekly plans on$`, func(w *World, _ []string) { w.Rules.Plans.Teams = []sales.TeamID{"east"} }),
		on(`^room for (\d+) visits? a day$`, func(w *World, g []string) {
			n, err := strconv.Atoi(g[1])
			check(w.TB, err)
			w.Rules.Plans.VisitsADay = n
		}),
		on(`^again$`, func(w *World, _ []string) { w.Again() }),
		on(`^(\w+)> (.*)$`, func(w *World, g []string) { w.Says(g[1], unescape(g[2])) }),
		on(`^(\w+) sends ([^>]+)>(?: (.*))?$`, func(w *World, g []string) { w.Sends(g[1], g[2], unescape(g[3])) }),
		on(`^(\w+)@channel> (.*)$`, func(w *World, g []string) { w.Mentions(g[1], unescape(g[2])) }),
		on(`^(\w+) edits ?(\d*)> (.*)$`, func(w *World, g []string) { w.Edits(g[1], nth(g[2]), unescape(g[3])) }),
		on(`^(\w+) deletes ?(\d*)$`, func(w *World, g []string) { w.Deletes(g[1], nth(g[2])) }),
		on(`^(\w+) presses (.+) at home$`, func(w *World, g []string) { w.PressesAtHome(g[1], g[2]); w.showForm(g[1]) }),
		on(`^(\w+) presses (.+)$`, func(w *World, g []string) { w.Presses(g[1], g[2], "") }),
		on(`^(\w+) chooses (.+)$`, func(w *World, g []string) { w.Chooses(g[1], g[2]) }),
		on(`^(\w+) picks (\S+) in (.+)$`, func(w *World, g []string) { w.Presses(g[1], g[3], g[2]) }),
		on(`^(\w+) opens (shortcut\.\w+)(?: on (\d+))?$`, func(w *World, g []string) {
			at := 0
			if g[3] != "" {
				at = nth(g[3])
			}
			w.Shortcut(g[1], g[2], at)
			w.showForm(g[1])
		}),
		on(`^(\w+) opens (.+)$`, func(w *World, g []string) {
			if _, _, _, ok := w.chosen(g[1], g[2]); ok {
				w.Chooses(g[1], g[2])
			} else {
				w.Presses(g[1], g[2], "")
			}
			w.showForm(g[1])
		}),
		on(`^(\w+) fills ([^:]+): ?(.*)$`, func(w *World, g []string) { w.Fills(g[1], g[2], g[3]) }),
		on(`^(\w+) submits$`, func(w *World, g []string) { w.Submits(g[1]) }),
	}
}

func (w *World) perform(line string) string {
	w.TB.Helper()
	if line == "" || strings.HasPrefix(line, "#") {
		return ""
	}
	for _, s := range steps() {
		if g := s.pattern.FindStringSubmatch(line); g != nil {
			w.modal = ""
			s.do(w, g)
			return w.modal + w.News()
		}
	}
	w.TB.Fatalf("what does this mean? %s", line)
	return ""
}

func (w *World) showForm(who string) {
	if w.forms[who] != nil {
		w.modal = w.FormText(who)
	}
}

func nth(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return 1
}

func unescape(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }
