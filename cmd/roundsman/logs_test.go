package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"roundsman/bot/localslack"
)

// journal is a log that may be written and read at the same time.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(line []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(line)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// steps are what the log says happened, by id, in order.
func (j *journal) steps(t *testing.T) map[string][]string {
	t.Helper()
	steps := map[string][]string{}
	for line := range strings.Lines(j.String()) {
		var entry struct{ Msg, ID, Kind string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("the log is no JSON: %s", line)
		}
		if entry.ID != "" {
			steps[entry.ID] = append(steps[entry.ID], strings.TrimSpace(entry.Msg+" "+entry.Kind))
		}
	}
	return steps
}

// One id leads from an event's receipt to its answer, whatever way it came, and
// a whole story with its failures leaves no name, no word and no token in the log.
// In virtual time, since an answer that was lost is looked for ten seconds later.
func TestTheLogFollowsAnEventAndTellsNothingPrivate(t *testing.T) {
	synctest.Test(t, logFollowsAnEvent)
}

func logFollowsAnEvent(t *testing.T) {
	var log journal
	w := openWorldWith(t, "socket", func(p *plan) {
		p.log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	w.story()
	w.Inject(
		localslack.LoseReply("chat.postMessage"), localslack.Refuse("chat.postMessage", "is_archived").After(1),
		localslack.Throttle("chat.postMessage", 1e9).After(2),
	)
	for _, text := range []string{"agenda", "note Acme: budget frozen until January", "frobnicate Acme Hush"} {
		if _, err := w.Say(tryAnna, "", text); err != nil {
			t.Fatal(err)
		}
		w.applied() // two sockets may bring them in another order
	}
	await(t, func() bool { return strings.Contains(log.String(), "message given up") })

	kept, answered := 0, 0
	for id, steps := range log.steps(t) {
		if !strings.HasPrefix(steps[0], "event kept") {
			continue
		}
		kept++
		kind := strings.TrimPrefix(steps[0], "event kept ")
		if (kind == "edited" || kind == "form") && !slices.Contains(steps, "message sent") {
			t.Errorf("what came of event %s (%s) is not under its id: %v", id, kind, steps)
		}
		if i := slices.Index(steps, "message sent"); i >= 0 {
			answered++
			for _, before := range []string{"event kept " + kind, "event applied " + kind, "message claimed"} {
				if at := slices.Index(steps, before); at < 0 || at > i {
					t.Errorf("event %s was answered without %q before: %v", id, before, steps)
				}
			}
		}
	}
	if kept < 10 || answered < 8 {
		t.Errorf("of %d events in the log %d have an answer under their id", kept, answered)
	}
	for _, private := range []string{
		"Acme", "Wang", "Smith", "quote", "terms", "frozen", "frobnicate", "Hush", "Anna", "华为", "预算", "whiteboard", "a picture",
		tryAnna, tryLiNa, w.IM(tryAnna), w.BotToken(), w.AppToken(), w.SigningSecret(), "xoxb-", "xapp-", "http://", "https://",
	} {
		if strings.Contains(log.String(), private) {
			for line := range strings.Lines(log.String()) {
				if strings.Contains(line, private) {
					t.Errorf("the log tells %q: %s", private, line)
					break
				}
			}
		}
	}
}

// A raw error may quote a name or a message: no line of the bot's log is given
// one, only its class. What an operator typed on the command line is theirs to read.
func TestNoLogLineIsGivenARawError(t *testing.T) {
	for _, dir := range []string{"../../reminders", "../../bot", "../../bot/slackwire", "../../commands", "../../storage/boltstore", "operate"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		must(t, err)
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			must(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && logsRawError(call) {
					t.Errorf("%s logs an error as it is", path)
				}
				return true
			})
		}
	}
}

// logsRawError: a variable stands behind the word "error".
func logsRawError(call *ast.CallExpr) bool {
	for i, arg := range call.Args[:max(0, len(call.Args)-1)] {
		word, is := arg.(*ast.BasicLit)
		if _, raw := call.Args[i+1].(*ast.Ident); is && raw && word.Value == `"error"` {
			return call.Args[i+1].(*ast.Ident).Name == "err"
		}
	}
	return false
}
