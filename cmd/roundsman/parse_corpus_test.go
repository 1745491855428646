package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"roundsman/commands"
)

// corpusLine is one message of the corpora, with what was meant.
type corpusLine struct {
	ID, Text, Last string
	Want           commands.Explanation
}

// The corpora of commands/understand take the whole way of a message here, past
// the words of the commands: the command, the accounts and the day.
func TestParseReadsTheCorpora(t *testing.T) {
	const corpora = "../../commands/understand/testdata/"
	files, err := filepath.Glob(corpora + "messages*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpora:", err)
	}
	lists := []string{"--accounts", corpora + "accounts.csv", "--contacts", corpora + "contacts.csv"}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { readCorpus(t, readFile(t, file), lists) })
	}
}

func readCorpus(t *testing.T, input string, lists []string) {
	r := parse(t, input, lists...)
	if r.code != 0 {
		t.Fatal(r.errout)
	}
	lines, answers := strings.Split(strings.TrimSpace(input), "\n"), strings.Split(strings.TrimSpace(r.out), "\n")
	if len(lines) != len(answers) {
		t.Fatalf("%d answers to %d lines", len(answers), len(lines))
	}
	right := 0
	for i := range lines {
		var want corpusLine
		var got commands.Explanation
		decode(t, lines[i], &want)
		decode(t, answers[i], &got)
		slices.Sort(want.Want.Accounts)
		slices.Sort(got.Accounts)
		same := got.Command == want.Want.Command && slices.Equal(got.Accounts, want.Want.Accounts) && (want.Want.Date == "" || got.Date == want.Want.Date)
		if same || want.Last != "" {
			right++
			continue
		}
		t.Logf("%s %q: %s", want.ID, want.Text, answers[i])
	}
	if right*100 < len(lines)*97 {
		t.Errorf("%d of %d are read as meant", right, len(lines))
	}
}

func decode(t *testing.T, line string, into any) {
	t.Helper()
	if err := json.NewDecoder(bytes.NewReader([]byte(line))).Decode(into); err != nil {
		t.Fatal(err)
	}
}
