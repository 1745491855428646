package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"roundsman/bot/locale"
	"roundsman/bot/slackwire"
	"roundsman/commands"
)

func readDoc(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestSecurityListsEveryScopeWithItsReason(t *testing.T) {
	text := readDoc(t, "SECURITY.md")
	for _, s := range slackwire.Scopes() {
		if line := fmt.Sprintf("| `%s` | %s |", s.Name, s.Reason); !strings.Contains(text, line) {
			t.Errorf("SECURITY.md lacks the line:\n%s", line)
		}
	}
	if listed := strings.Count(text, "\n| `"); listed != len(slackwire.Scopes()) {
		t.Errorf("SECURITY.md lists %d scopes, the code has %d", listed, len(slackwire.Scopes()))
	}
}

// Every command must be in both READMEs, under one of its words in that language.
func TestTheReadmesShowEveryCommand(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for file, language := range map[string]string{"README.md": "en", "README.zh-CN.md": "zh-Hans"} {
		text := readDoc(t, file)
		for _, c := range commands.All() {
			if c.Name == commands.FreeText {
				continue
			}
			if !anyWordIn(text, words.CommandWords(language, c.Name)) {
				t.Errorf("%s has no example of %q (%v)", file, c.Name, words.CommandWords(language, c.Name))
			}
		}
	}
}

func anyWordIn(text string, words []string) bool {
	for _, w := range words {
		if regexp.MustCompile("`(/roundsman )?" + regexp.QuoteMeta(w)).MatchString(text) {
			return true
		}
	}
	return false
}

var link = regexp.MustCompile(`\]\(([^)#: ]+)\)`)

func TestLinksBetweenDocumentsLeadSomewhere(t *testing.T) {
	files, err := filepath.Glob("../../*.md")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, more...) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(raw), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, m[1])
			}
		}
	}
}
