package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ran is what a command line did.
type ran struct {
	code        int
	out, errout string
}

// roundsman runs the program as main does, with an environment of its own.
func roundsman(t *testing.T, env map[string]string, args ...string) ran {
	t.Helper()
	var out, errout bytes.Buffer
	p := program{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errout, getenv: func(k string) string { return env[k] },
		now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) },
	}
	code := p.run(t.Context(), args)
	return ran{code, out.String(), errout.String()}
}

func (r ran) mustSay(t *testing.T, code int, words ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d", r.code, code)
	}
	for _, w := range words {
		if !strings.Contains(r.out+r.errout, w) {
			t.Errorf("it does not say %q, but:\n%s%s", w, r.out, r.errout)
		}
	}
}

func TestHelpNamesEverySubcommand(t *testing.T) {
	roundsman(t, nil).mustSay(t, 0, "serve", "try", "check", "manifest", "backup", "restore", "parse", "version")
}

func TestAWrongWordIsExplained(t *testing.T) {
	roundsman(t, nil, "serv").mustSay(t, 2, "did you mean", "serve")
	roundsman(t, nil, "try", "--emty").mustSay(t, 2, "--emty", "More: roundsman try --help")
}

func TestWhatIsMissingIsAskedForByWhatItIs(t *testing.T) {
	roundsman(t, nil, "backup").mustSay(t, 2, `"backup" needs FILE: The file to write.`, "Type: roundsman backup FILE", "More: roundsman backup --help")
	roundsman(t, nil, "restore").mustSay(t, 2, `"restore" needs FILE: The backup.`)
	roundsman(t, nil, "check", "--config").mustSay(t, 2, "--config needs a value behind it: The configuration file", "Type: roundsman check --config FILE")
	for _, args := range [][]string{{"backup"}, {"check", "--config"}} {
		if r := roundsman(t, nil, args...); strings.Contains(r.errout, "expected") || strings.Contains(r.errout, "EOL") {
			t.Errorf("%v: the library's words are shown: %s", args, r.errout)
		}
	}
}

func TestTryListensOnThisMachineOnly(t *testing.T) {
	roundsman(t, nil, "try", "--no-open", "--dir", t.TempDir(), "--listen", "0.0.0.0:0").mustSay(t, 1, "not a loopback address")
}

func TestVersion(t *testing.T) {
	roundsman(t, nil, "version").mustSay(t, 0, "roundsman dev", "go1")
}

func TestServeSaysWhichTokensAreMissing(t *testing.T) {
	roundsman(t, nil, "serve").mustSay(t, 1, "SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set", "OAuth & Permissions", "roundsman check")
}

func TestServeSaysWhatIsWrongInTheConfiguration(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	write(t, file, "languge: en\n")
	roundsman(t, nil, "serve", "--config", file).mustSay(t, 1, file, "line 1, column 1", `did you mean "language"?`)
}

func TestManifestFollowsTheTransport(t *testing.T) {
	roundsman(t, nil, "manifest").mustSay(t, 0, "socket_mode_enabled: true", "/roundsman", "app_home_opened", "chat:write")
	roundsman(t, nil, "manifest", "--language", "zh-Hans").mustSay(t, 0, "记录拜访")
	file := filepath.Join(t.TempDir(), "config.yaml")
	write(t, file, "slack: {transport: http, listen: \"127.0.0.1:8080\", public_url: \"https://bot.example.com\"}\n")
	roundsman(t, nil, "manifest", "--config", file).mustSay(t, 0, "https://bot.example.com/slack/events")
	write(t, file, "slack: {transport: http, listen: \"127.0.0.1:8080\"}\n")
	roundsman(t, nil, "manifest", "--config", file).mustSay(t, 1, "set slack.public_url")
}

func TestCheckSaysHowToMendEachFault(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	r := roundsman(t, map[string]string{"SLACK_BOT_TOKEN": "xapp-hushhush", "SLACK_APP_TOKEN": "xoxb-hushhush"}, "check")
	r.mustSay(t, 1, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped", "the bot token begins with xoxb-", "1 to mend")
	if strings.Contains(r.out+r.errout, "hushhush") {
		t.Error("a token is shown:", r.out)
	}
	write(t, filepath.Join(dir, "roundsman.db"), "this is no store")
	roundsman(t, nil, "check", "--offline").mustSay(t, 1, "FAULT", "restore --replace")
}

// One run tells everything that can be told: faults of the file, the store, the tokens.
func TestCheckTellsFaultsOfEveryKindAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "config.yaml", "languge: en\nlanguage: fr\nkeep: {event_days: many}\n")
	write(t, "roundsman.db", "this is no store")
	roundsman(t, nil, "check", "--config", "config.yaml").mustSay(t, 1,
		"line 1, column 1", "line 2, column 11", "line 3, column 20", "restore --replace", "SLACK_BOT_TOKEN is not set", "6 to mend")
}

func TestCheckShowsTheNextRunsOfEachSchedule(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "config.yaml", "country: DE\nschedules: {month_list: \"0 0 1 * *\", mid_month: \"CRON_TZ=Asia/Shanghai 30 9 16 * *\", missed: off}\n")
	r := roundsman(t, nil, "check", "--offline", "--config", "config.yaml")
	r.mustSay(t, 1, "ok     schedule month_list: 0 0 1 * * (each person's own clock)", "Tue 2026-12-01 00:00, said Tue 2026-12-01 09:00",
		"Fri 2027-01-01 00:00, said Mon 2027-01-04 09:00", "(Asia/Shanghai)\n       Wed 2026-12-16 09:30\n       Sat 2027-01-16 09:30, said Mon 2027-01-18 09:00\n", "note   schedule missed is off")
	if runs := strings.Count(r.out, "\n       "); runs < 2*runsShown {
		t.Errorf("%d runs are shown:\n%s", runs, r.out)
	}
}

// check against a workspace that has what is configured, and against one that has not.
func TestCheckAsksSlack(t *testing.T) {
	s := openStage(t, tryCmd{})
	env := map[string]string{
		"SLACK_BOT_TOKEN": s.slack.BotToken(), "SLACK_APP_TOKEN": s.slack.AppToken(), "SLACK_API_URL": s.slack.APIURL(),
	}
	dir := t.TempDir()
	t.Chdir(dir)
	file := filepath.Join(dir, "config.yaml")
	write(t, file, "teams:\n- {id: key, channel: "+tryChannel+", managers: ["+tryMarta+"], reps: ["+tryAnna+"]}\n")
	roundsman(t, env, "check", "--config", file).mustSay(t, 0, "ok     workspace Try roundsman", "ok     app-level token", "ok     scopes", "ok     channel "+tryChannel, "ok     2 people")
	write(t, file, "teams:\n- {id: key, channel: C0NOWHERE1, reps: [U0NOBODY01]}\n")
	roundsman(t, env, "check", "--config", file).mustSay(t, 1, "is not in channel C0NOWHERE1", "/invite @roundsman", "U0NOBODY01 is not known to Slack")
	env["SLACK_BOT_TOKEN"] = "xoxb-wrong"
	roundsman(t, env, "check", "--config", file).mustSay(t, 1, "Slack refuses the bot token", "install the app again")
}

// A backup is taken from the running bot, and restored where it stopped.
func TestBackupWhileRunningAndRestore(t *testing.T) {
	s := openStage(t, tryCmd{})
	<-s.house.workspace.Prepared()
	dir := t.TempDir()
	to := filepath.Join(dir, "copy.db")
	await(t, func() bool { _, err := os.Stat(controlPath(s.path)); return err == nil })
	roundsman(t, nil, "backup", "--store", s.path, to).mustSay(t, 0, to, "a copy of "+s.path, "keep it as safe as the store")
	roundsman(t, nil, "backup", "--store", s.path, to).mustSay(t, 1, "exists already")
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup's mode is %v, %v", info.Mode(), err)
	}
	restored := filepath.Join(dir, "restored.db")
	roundsman(t, nil, "restore", "--store", restored, to).mustSay(t, 0, "now holds the backup")
	roundsman(t, nil, "restore", "--store", restored, to).mustSay(t, 1, "--replace")
	roundsman(t, nil, "restore", "--replace", "--store", s.path, to).mustSay(t, 1, "stop that one first")
	write(t, to, "half a backup")
	roundsman(t, nil, "restore", "--replace", "--store", restored, to).mustSay(t, 1, "damaged")
	store, err := openStore(restored)
	if err != nil {
		t.Fatal("a bad backup harmed the store:", err)
	}
	_ = store.Close()
}

func TestTryKeepsItsDataAndItsClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.json")
	machine := func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }
	c, err := openTryClock(path, machine)
	if err != nil {
		t.Fatal(err)
	}
	to := machine().Add(48 * time.Hour)
	if err := c.set(to); err != nil {
		t.Fatal(err)
	}
	if err := c.set(machine()); err == nil {
		t.Error("the clock went back")
	}
	again, err := openTryClock(path, machine)
	if err != nil || !again.now().Equal(to) {
		t.Errorf("after a restart it is %v, %v", again.now(), err)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// await asks again and again, for what nobody announces.
func await(t *testing.T, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("it did not happen in time")
		}
	}
}
