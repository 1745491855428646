package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roundsman/bot/locale"
	"roundsman/commands/understand"
)

// parse runs "roundsman parse" with an input.
func parse(t *testing.T, input string, args ...string) ran {
	t.Helper()
	return parseFrom(t, strings.NewReader(input), args...)
}

func parseFrom(t *testing.T, input io.Reader, args ...string) ran {
	t.Helper()
	var out, errout bytes.Buffer
	p := program{
		stdin: input, stdout: &out, stderr: &errout, getenv: func(string) string { return "" },
		now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) },
	}
	code := p.run(t.Context(), append([]string{"parse"}, args...))
	return ran{code, out.String(), errout.String()}
}

const parseData = "testdata/parse/"

func withLists(args ...string) []string {
	return append([]string{"--accounts", parseData + "accounts.csv", "--contacts", parseData + "contacts.csv"}, args...)
}

// What is printed is compared letter by letter: scripts read it. Every input
// file in testdata/parse has its output beside it; UPDATE=1 writes it.
func TestParseGolden(t *testing.T) {
	for name, args := range map[string][]string{"messages": withLists("--me", "anna"), "dates": {"--dates"}} {
		t.Run(name, func(t *testing.T) {
			in := readFile(t, parseData+name+".jsonl")
			r := parse(t, in, args...)
			if r.code != 0 || r.errout != "" {
				t.Fatalf("exit code %d: %s", r.code, r.errout)
			}
			golden := parseData + name + ".golden"
			if os.Getenv("UPDATE") != "" {
				write(t, golden, r.out)
			}
			if diff := cmp.Diff(strings.Split(readFile(t, golden), "\n"), strings.Split(r.out, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestParseOneText(t *testing.T) {
	parse(t, "", withLists("--at", "2026-11-20T16:00", "--zone", "Europe/Berlin", "Visited", "Acme", "yesterday")...).
		mustSay(t, 0, `{"id":"","command":"visit","accounts":["Acme"],"date":"2026-11-19","mode":"in_person","contacts":[],"rivals":[],"followups":[],"questions":[]}`)
	parse(t, "", withLists("Visited Acme")...).mustSay(t, 0, `"date":"2026-11-24"`) // now
	parse(t, "", withLists("due")...).mustSay(t, 0, `"command":"due"`)
	parse(t, "", withLists("待办 华为")...).mustSay(t, 0, `"command":"due","accounts":["华为"]`)
	parse(t, "", "--dates", "--zone", "Asia/Shanghai", "明天下午3点").mustSay(t, 0, `{"id":"","value":"2026-11-25T15:00"}`)
	parse(t, "", "--dates", "--zone", "Berlin", "tomorrow").mustSay(t, 1, `the zone "Berlin" is not known`, "Europe/Berlin")
	parse(t, "", "--dates", "--at", "yesterday", "tomorrow").mustSay(t, 1, `the time "yesterday" cannot be read`)
}

// Each bad line is named; the good ones around it are explained.
func TestParseNamesBadLines(t *testing.T) {
	r := parse(t, strings.Join([]string{
		"\ufeff" + `{"id":"1","text":"tomorrow","at":"2026-11-20T16:00","zone":"Europe/Berlin"}` + "\r",
		"", "  \r",
		`tomorrow`,
		`{"id":4,"text":"tomorrow","at":"2026-11-20 16:00:30","zone":"Europe/Berlin","extra":[1]}`,
		`{"id":"6","text":"tomorrow","at":"2026-11-20T16:00","zone":"Mars/Base"}`,
		`{"id":"7","text":"tomorrow","zone":"Europe/Berlin"}`,
		`{"id":"8","at":"2026-11-20T16:00"}`,
		`{"id":"9","text":12,"at":"2026-11-20T16:00"}`,
		`{"id":"10","text":"tomorrow"`,
		`{"id":["x"],"text":"tomorrow","at":"2026-11-20T16:00"}`,
		`{"id":"12","text":"tomorrow","at":"20.11.2026"}`,
		`{"id":"13","text":"` + strings.Repeat("x", longestLine) + `"}`,
		`{"text":"tomorrow","at":"2026-11-20T23:30:00Z","zone":"Asia/Shanghai"}`,
		`{"id":null,"text":"tomorrow","at":"2026-11-20"}`,
		`{"id":"15","text":"tomorrow","at":"2026-11-21T05:30+08:00","zone":"Europe/Berlin"}`,
	}, "\n"), "--dates")
	r.mustSay(t, 1,
		"line 4: it is no JSON object", `line 6: the zone "Mars/Base" is not known; write it like Europe/Berlin`, `line 7: it has no "at"`, "--at",
		`line 8: it has no "text"`, `line 9: "text" is to be a string, and is a number`, "line 10: it is no JSON", `line 11: "id" is to be a string or a number`,
		`line 12: the time "20.11.2026" cannot be read`, "line 13: it is longer than", "9 of 14 lines could not be read")
	want := `{"id":"1","value":"2026-11-21"}
{"id":4,"value":"2026-11-21"}
{"id":"","value":"2026-11-22"}
{"id":"","value":"2026-11-21"}
{"id":"15","value":"2026-11-21"}
`
	if diff := cmp.Diff(want, r.out); diff != "" {
		t.Error(diff)
	}
}

func TestParseTakesFlagsForLinesThatDoNotSay(t *testing.T) {
	parse(t, `{"id":"1","text":"tomorrow"}`+"\n"+`{"id":"2","text":"tomorrow","at":"2026-01-01T00:00","zone":"UTC"}`, "--dates", "--at", "2026-11-20T16:00", "--zone", "Asia/Shanghai").
		mustSay(t, 0, `{"id":"1","value":"2026-11-21"}`, `{"id":"2","value":"2026-01-02"}`)
}

// What a text editor on Windows saves is read too.
func TestParseReadsUTF16(t *testing.T) {
	in := []byte{0xFF, 0xFE}
	for _, r := range `{"id":"1","text":"明天","at":"2026-11-20T16:00"}` + "\r\n" {
		in = append(in, byte(r), byte(r>>8))
	}
	parse(t, string(in), "--dates").mustSay(t, 0, `{"id":"1","value":"2026-11-21"}`)
}

func TestParseSaysWhatIsWrongWithLists(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		write(t, filepath.Join(dir, name), text)
		return filepath.Join(dir, name)
	}
	accounts := file("a.csv", "\ufeffOwner,Name , Aliases\r\nanna,Acme,\"AC ; Acme Corp\"\r\n,,\r\nben,Bolt,\r\n")
	contacts := file("c.csv", "account,name,title\nac,Wang Lei,Dr.\nNowhere,Jo Jones,\nBolt,Eva Braun\n")
	parse(t, "", "--accounts", accounts, "--contacts", contacts, "--me", "anna", "met Wang Lei at AC, called Eva Braun at Bolt").
		mustSay(t, 0, `"accounts":["Acme","Bolt"]`, `"Wang Lei"`, `c.csv, line 3: there is no account "Nowhere"; Jo Jones is left out`)
	parse(t, "", "--accounts", file("b.csv", "account\nAcme\n"), "x").mustSay(t, 1, "b.csv", `"name" is missing`, "name,aliases,owner")
	parse(t, "", "--accounts", file("d.csv", "name,owner\n,anna\n"), "x").mustSay(t, 1, `d.csv, line 2: the column "name" is empty`)
	parse(t, "", "--accounts", file("e.csv", "name\n\"Acme\n"), "x").mustSay(t, 1, "e.csv")
	parse(t, "", "--accounts", file("f.csv", ""), "x").mustSay(t, 1, `"name" is missing`)
	parse(t, "", "--contacts", contacts, "x").mustSay(t, 1, "--contacts needs --accounts")
	parse(t, "", "--corrections", "x").mustSay(t, 1, "it takes no text")
}

// The store's own names are known, whether the bot runs on it or not.
func TestParseWithTheStore(t *testing.T) {
	s := openStage(t, tryCmd{})
	<-s.house.workspace.Prepared()
	await(t, func() bool { _, err := os.Stat(controlPath(s.path)); return err == nil })
	line := `{"id":"1","text":"Visited Nordwind Pumps yesterday, met Dr. Hoff","at":"2026-11-24T10:00","zone":"Europe/Berlin"}`
	want := `{"id":"1","command":"visit","accounts":["Nordwind Pumps"],"date":"2026-11-23","mode":"in_person","contacts":["Katrin Hoff"]`
	parse(t, line, "--store", s.path, "--me", tryAnna).mustSay(t, 0, want)
	parse(t, line, "--store", s.path, "--me", "Nobody").mustSay(t, 1, `nobody in the store is called "Nobody"`)
	parse(t, "", "--store", s.path, "--corrections").mustSay(t, 0)
	copied := filepath.Join(t.TempDir(), "copy.db")
	roundsman(t, nil, "backup", "--store", s.path, copied).mustSay(t, 0)
	parse(t, line, "--store", copied).mustSay(t, 0, want)
	parse(t, line, "--store", copied+".gone").mustSay(t, 1, "copy.db.gone")
	t.Chdir(t.TempDir())
	parse(t, line).mustSay(t, 0, "There is no store at", `"questions":["account`)
	parse(t, "", "--corrections").mustSay(t, 1, "there is no store at")
}

// A reader that waits for each answer gets it, and a stop ends the waiting.
func TestParseAnswersAtOnce(t *testing.T) {
	in, feed := io.Pipe()
	out, answers := io.Pipe()
	p := program{stdin: in, stdout: answers, stderr: io.Discard, getenv: func(string) string { return "" }, now: time.Now}
	done := make(chan int, 1)
	go func() { done <- p.run(t.Context(), []string{"parse", "--dates"}) }()
	d := json.NewDecoder(out)
	for i := range 3 {
		_, err := fmt.Fprintf(feed, `{"id":%d,"text":"tomorrow","at":"2026-11-20T16:00"}`+"\n", i)
		var got dayFound
		if err := errors.Join(err, d.Decode(&got)); err != nil || got.Value != "2026-11-21" {
			t.Fatal(got, err)
		}
	}
	_ = feed.Close()
	if code := <-done; code != 0 {
		t.Error("exit code", code)
	}
}

// A large input is worked off as it comes, in a bounded buffer.
func TestParseStreams(t *testing.T) {
	const n = 20000
	in, feed := io.Pipe()
	go func() {
		for i := range n {
			_, _ = fmt.Fprintf(feed, `{"id":%d,"text":"in %d days","at":"2026-11-20T16:00","zone":"Europe/Berlin"}`+"\n", i, 1+i%9)
		}
		_ = feed.Close()
	}()
	r := parseFrom(t, in, "--dates")
	if got := strings.Count(r.out, "\n"); r.code != 0 || got != n {
		t.Errorf("exit code %d, %d lines", r.code, got)
	}
}

// Whatever comes in, each line that is not empty gives an answer or a fault, and
// faults name the line.
func FuzzParseLines(f *testing.F) {
	f.Add([]byte(`{"id":"1","text":"tomorrow","at":"2026-11-20T16:00","zone":"Europe/Berlin"}`))
	f.Add([]byte("\xff\xfe{\x00}\x00\n\x00"))
	f.Add([]byte("{\"text\":\"\xff\xfe\",\"at\":\"2026-11-20\"}\r\n\r\n{}"))
	f.Add([]byte(`{"id":1e999,"text":"x","at":"0000-01-01","zone":"../../etc/passwd"}`))
	words, err := locale.Load()
	if err != nil {
		f.Fatal(err)
	}
	clock, err := newClockReader("", "")
	if err != nil {
		f.Fatal(err)
	}
	e := &explainer{words: words, datesAre: true, clock: clock, context: understand.Context{Book: understand.NewMemoryBook(nil, nil, nil, "")}}
	f.Fuzz(func(t *testing.T, input []byte) {
		var out, errout bytes.Buffer
		err := e.explainAll(t.Context(), program{stdin: bytes.NewReader(input), stderr: &errout}, newLines(&out))
		if (err != nil) != (errout.Len() > 0) || err != nil && !strings.HasPrefix(errout.String(), "line ") {
			t.Errorf("%v, %q", err, errout.String())
		}
		for line := range strings.Lines(out.String()) {
			if !json.Valid([]byte(line)) {
				t.Errorf("no JSON: %q", line)
			}
		}
	})
}
