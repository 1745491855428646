package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever an administrator gets wrong is told in words, with what to do; the
// system's own words for it, and names of what we call inside, are not shown.
func TestWhatCannotBeUsedIsToldInPlainWords(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, "utf16.yaml", "\xff\xfel\x00a\x00")
	write(t, "store.db", "no store")
	tokens := map[string]string{"SLACK_BOT_TOKEN_FILE": filepath.Join(dir, "nowhere"), "SLACK_APP_TOKEN": "xapp-1"}
	for _, c := range []struct {
		env  map[string]string
		args []string
		says []string
	}{
		{nil, []string{"backup", "--store", "store.db", "nope/b.db"}, []string{"there is no folder", "make it"}},
		{nil, []string{"backup", "b.db"}, []string{"roundsman.db is not there", "--store", "--config"}},
		{nil, []string{"restore", "nofile"}, []string{"the backup", "nofile is not there", "roundsman backup"}},
		{nil, []string{"restore", "store.db", "--store", "new.db"}, []string{"store.db is damaged or no backup", "new.db was left as it is"}},
		{nil, []string{"restore", ".", "--store", "new.db"}, []string{"is damaged or no backup"}},
		{nil, []string{"parse", "--accounts", "no.csv", "hi"}, []string{"no.csv is not there", "name a CSV file"}},
		{nil, []string{"parse", "--store", "no.db", "hi"}, []string{"no.db is not there", "--store"}},
		{tokens, []string{"serve"}, []string{"SLACK_BOT_TOKEN_FILE names", "is not there; name the file that holds the token"}},
		{nil, []string{"serve", "--config", "no.yaml"}, []string{"no.yaml is not there", "--config"}},
		{nil, []string{"serve", "--config", "."}, []string{"is a folder, not a file", "--config"}},
		{nil, []string{"check", "--config", "no.yaml"}, []string{"FAULT", "no.yaml is not there", "→ name the file with --config"}},
		{nil, []string{"serve", "--config", "utf16.yaml"}, []string{"not UTF-8 text", "save it as UTF-8"}},
	} {
		r := roundsman(t, c.env, c.args...)
		r.mustSay(t, 1, c.says...)
		for _, word := range []string{"no such file", "stat ", "open /", "read /", "construct", "damaged: "} {
			if strings.Contains(r.out+r.errout, word) {
				t.Errorf("%v: %q is shown:\n%s%s", c.args, word, r.out, r.errout)
			}
		}
	}
	for _, name := range []string{"roundsman.db", "new.db"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s was left behind by what was refused", name)
		}
	}
}

// A start that Slack refuses says how to mend it, and leaves no empty store.
func TestServeWithARefusedToken(t *testing.T) {
	s := openStage(t, tryCmd{})
	t.Chdir(t.TempDir())
	env := map[string]string{"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": s.slack.AppToken(), "SLACK_API_URL": s.slack.APIURL()}
	roundsman(t, env, "serve").mustSay(t, 1, "Slack refuses the bot token (invalid_auth)", "install the app again")
	if _, err := os.Stat("roundsman.db"); err == nil {
		t.Error("an empty store was left behind")
	}
}

// Faults come after everything that is well.
func TestCheckTellsFaultsLast(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "config.yaml", "languge: en\n")
	r := roundsman(t, nil, "check", "--offline", "--config", "config.yaml")
	r.mustSay(t, 1, "FAULT  ", "config.yaml, line 1, column 1")
	if strings.LastIndex(r.out, "\nok ") > strings.Index(r.out, "FAULT") {
		t.Errorf("something follows the faults:\n%s", r.out)
	}
}
