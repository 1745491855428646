package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundsman/commands"
)

// othersBook is the first line of a corpus: whom its messages know.
type othersBook struct {
	Book struct {
		Accounts []struct {
			Name    string
			Aliases []string
			Owner   string
		}
		Contacts []struct{ Account, Name, Title string }
	}
}

// othersLine is a message and what it means. A field that is missed is known not
// to be understood yet.
type othersLine struct {
	ID, Text string
	Want     struct {
		Command    *string
		CommandNot *string  `json:"command_not"`
		CommandAny []string `json:"command_any"`
		Accounts   *[]string
		Date, Mode *string
		Contacts   *[]string
		Rivals     *[]string
		Questions  *[]string
		FollowUps  *[]struct {
			Due      string
			Contains string `json:"what_contains"`
		} `json:"followups"`
	}
	Missed []string
}

// The messages of others were written by people who had not seen the parser. Each
// corpus was kept unread until its first score was written down
// (docs/understanding.md); now it holds what is understood.
func TestParseReadsOtherPeoplesMessages(t *testing.T) {
	t.Parallel()
	readCorpora(t, "others*.jsonl")
}

// The lines of principles are each another way to write what a rule is for
// (docs/understanding.md), written before they were tried.
func TestParseReadsOtherWordsForTheSame(t *testing.T) {
	t.Parallel()
	readCorpora(t, "principles*.jsonl")
}

func readCorpora(t *testing.T, pattern string) {
	files, err := filepath.Glob("../../commands/understand/testdata/" + pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no corpora:", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { readOthers(t, readFile(t, file)) })
	}
}

func readOthers(t *testing.T, corpus string) {
	head, input, _ := strings.Cut(strings.TrimSpace(corpus), "\n")
	var book othersBook
	decode(t, head, &book)
	r := parse(t, input, book.lists(t)...)
	if r.code != 0 {
		t.Fatal(r.errout)
	}
	lines, answers := strings.Split(input, "\n"), strings.Split(strings.TrimSpace(r.out), "\n")
	if len(lines) != len(answers) {
		t.Fatalf("%d answers to %d lines", len(answers), len(lines))
	}
	for i := range lines {
		var want othersLine
		var got commands.Explanation
		decode(t, lines[i], &want)
		decode(t, answers[i], &got)
		for _, field := range want.wrong(got) {
			if !slices.Contains(want.Missed, field) {
				t.Errorf("%s %q: %s is wrong: %s", want.ID, want.Text, field, answers[i])
			}
		}
	}
}

func (b othersBook) lists(t *testing.T) []string {
	accounts, contacts := [][]string{{"name", "aliases", "owner"}}, [][]string{{"account", "name", "title"}}
	for _, a := range b.Book.Accounts {
		accounts = append(accounts, []string{a.Name, strings.Join(a.Aliases, ";"), a.Owner})
	}
	for _, c := range b.Book.Contacts {
		contacts = append(contacts, []string{c.Account, c.Name, c.Title})
	}
	return []string{"--accounts", writeCSV(t, accounts), "--contacts", writeCSV(t, contacts)}
}

// wrong are the fields that are not as meant.
func (l othersLine) wrong(got commands.Explanation) []string {
	var wrong []string
	check := func(field string, right bool) {
		if !right {
			wrong = append(wrong, field)
		}
	}
	w := l.Want
	check("command", w.Command == nil || sameCommand(*w.Command, got.Command))
	check("command", w.CommandNot == nil || *w.CommandNot != got.Command)
	check("command", w.CommandAny == nil || slices.ContainsFunc(w.CommandAny, func(c string) bool { return sameCommand(c, got.Command) }))
	check("date", w.Date == nil || *w.Date == got.Date)
	check("mode", w.Mode == nil || *w.Mode == got.Mode)
	check("accounts", sameSet(w.Accounts, got.Accounts))
	check("contacts", sameSet(w.Contacts, got.Contacts))
	check("rivals", sameSet(w.Rivals, got.Rivals))
	var kinds []string
	for _, q := range got.Questions {
		kind, _, _ := strings.Cut(q, ":")
		kinds = append(kinds, kind)
	}
	check("questions", sameSet(w.Questions, kinds))
	check("followups", w.FollowUps == nil || len(*w.FollowUps) == len(got.FollowUps) && l.promised(got.FollowUps))
	return wrong
}

func (l othersLine) promised(got []commands.Promised) bool {
	for _, want := range *l.Want.FollowUps {
		if !slices.ContainsFunc(got, func(p commands.Promised) bool {
			return (want.Due == "" || p.Due == want.Due) && strings.Contains(strings.ToLower(p.What), strings.ToLower(want.Contains))
		}) {
			return false
		}
	}
	return true
}

func sameCommand(want, got string) bool { return want == got || want == "off" && got == "leave" }

func sameSet(want *[]string, got []string) bool {
	if want == nil {
		return true
	}
	a, b := slices.Sorted(slices.Values(*want)), slices.Sorted(slices.Values(got))
	return slices.Equal(a, b)
}

// writeCSV writes rows to a file of the test's own.
func writeCSV(t *testing.T, rows [][]string) string {
	t.Helper()
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
