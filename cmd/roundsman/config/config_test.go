package config_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"roundsman/cmd/roundsman/config"
	"roundsman/sales"
)

const example = "../../../config.example.yaml"

func TestTheExampleIsTheDefaultAndNamesEveryKey(t *testing.T) {
	got, err := config.Load(example)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Default()
	want.Teams, want.Finance, want.Admins, want.Holidays = got.Teams, got.Finance, got.Admins, got.Holidays // empty lists
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("config.example.yaml does not state the defaults (-code +file):\n", diff)
	}
	raw, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys() {
		if !strings.Contains(string(raw), key+":") {
			t.Errorf("config.example.yaml does not document %q", key)
		}
	}
}

func TestTheCommentedExamplesAreValid(t *testing.T) {
	raw, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"teams", "holidays"} {
		text := string(raw)
		start := strings.Index(text, "# "+key+":\n")
		end := start + strings.Index(text[start:], "\n"+key+":")
		block := strings.ReplaceAll(text[start:end], "\n# ", "\n")
		if _, err := config.Parse([]byte(strings.TrimPrefix(block, "# "))); err != nil {
			t.Errorf("the example for %s: %v", key, err)
		}
	}
}

func TestNothingMeansTheDefault(t *testing.T) {
	for _, text := range []string{"", "\n", "# only a comment\n"} {
		got, err := config.Parse([]byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := cmp.Diff(config.Default(), got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	if diff := cmp.Diff(sales.DefaultRules().CadenceB, config.Default().Rules().CadenceB); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(sales.DefaultWeek(), config.Default().Week()); diff != "" {
		t.Error(diff)
	}
}

func TestHolidaysOfAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "days.ics")
	content := "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20311001\r\nSUMMARY:国庆节\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20311011\r\nSUMMARY:国庆节(班)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse([]byte("holidays:\n  - country: CN\n    file: " + file + "\n    off: [\"2031-10-02\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[sales.Date]sales.PublicDay{
		{Year: 2031, Month: 10, Day: 1}:  sales.PublicHoliday,
		{Year: 2031, Month: 10, Day: 2}:  sales.PublicHoliday,
		{Year: 2031, Month: 10, Day: 11}: sales.MakeUpDay,
		{Year: 2026, Month: 10, Day: 1}:  sales.PublicHoliday, // comes with the program
	} {
		if got := c.Rules().Public.Public("CN", "", d); got != want {
			t.Errorf("%s: %v, want %v", d, got, want)
		}
	}
	_, err = config.Parse([]byte("holidays:\n  - country: CN\n    file: " + file + "x\n"))
	if err == nil || !strings.Contains(err.Error(), "line 3, column 11: holidays.0.file: ") {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestFaultsSayWhereAndWhatToWrite(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown key":        {"languge: en\n", `line 1, column 1: there is no setting "languge"; did you mean "language"?`},
		"nested unknown":     {"slack:\n  transprt: http\n", `line 2, column 3: there is no setting "transprt"; did you mean "transport"?`},
		"unknown value":      {"log:\n  level: inf\n", `line 2, column 10: log.level: "inf" is not possible here; did you mean "info"?`},
		"wrong kind":         {"visits:\n  last_days: many\n", `line 2, column 14: "many" is not a whole number; write one in digits`},
		"no list":            {"admins: U012AB3CD\n", "line 1, column 9: this is not a list; write it in brackets"},
		"no value":           {"store: [a]\n", "line 1, column 8: this is not a single value"},
		"nothing below":      {"keep: 30\n", "line 1, column 7: this stands for settings of its own: write them below it, for example event_days: ..."},
		"no duration":        {"merge_window: 10\n", `"10" is no duration; write a number with its unit, for example 10m`},
		"misplaced":          {"level: debug\n", `there is no setting "level" here; it belongs under log`},
		"too deep":           {"slack: {admins: [U11]}\n", `there is no setting "admins" here; it belongs under no other: write it at the left edge`},
		"nothing like it":    {"log: {colour: red}\n", `there is no setting "colour"; here you can write level, format`},
		"out of range":       {"visits:\n  every_months: {A: 0}\n", "line 2, column 21: visits.every_months.A: 0 is not possible here; write a whole number from 1 to 24"},
		"http wants addr":    {"slack:\n  transport: http\n", "write where to listen, for example 127.0.0.1:8080"},
		"bad address":        {"slack: {listen: here}\n", `"here" is not an address`},
		"plain http":         {"slack: {public_url: \"http://x\"}\n", "beginning with https://"},
		"user id":            {"teams:\n- id: east\n  reps: [anna]\n", `line 3, column 10: teams.0.reps.0: "anna" is no user id`},
		"two teams":          {"teams:\n- {id: a, reps: [U11]}\n- {id: a, reps: [U12]}\n", `two teams have the id "a"`},
		"rep of two":         {"teams:\n- {id: a, reps: [U11]}\n- {id: b, reps: [U11]}\n", "U11 is already a rep of team a"},
		"nobody":             {"teams:\n- id: a\n", `team "a" has nobody in it`},
		"channel":            {"teams:\n- {id: a, reps: [U11], channel: general}\n", `"general" is no channel id`},
		"day":                {"holidays:\n- {country: CN, off: [2026-13-01]}\n", "is no day; write year, month, day"},
		"no such country":    {"country: XX\n", `line 1, column 10: country: there is no country "XX"`},
		"no such state":      {"country: DE-XX\n", `line 1, column 10: country: DE has no state "XX"; it has BB, BE, BW, BY`},
		"currency":           {"currency: Yuan\n", "write the code of a currency, for example CNY or EUR"},
		"team currency":      {"teams:\n- {id: east, currency: eur, reps: [U045EF6GH]}\n", "write the code of a currency, for example CNY or EUR"},
		"compare":            {"compare: {off_in: [Germany]}\n", `"Germany" is no country; write two capital letters`},
		"country":            {"country: China\n", `"China" is no country; write two capital letters`},
		"weekday":            {"working_week: {days: [monday]}\n", `"monday" is no day; write mon`},
		"hours":              {"working_week: {start: \"18:00\", end: \"09:00\"}\n", "the day ends before it starts"},
		"duration":           {"merge_window: 2h\n", "write a duration from 0s to 1h"},
		"not loopback":       {"operate: {listen: \"0.0.0.0:9090\"}\n", `line 1, column 19: operate.listen: "0.0.0.0:9090" is not a loopback address; write one`},
		"too soon":           {"operate: {alert_after: 1s}\n", "write a duration from 1m to 24h"},
		"too often":          {"operate: {backup_every: 5m}\n", "an hour or more, for example 48h, or 0s for never"},
		"schedule":           {"schedules:\n  missed: 0 9 32 * *\n", `line 2, column 11: schedules.missed: "32" is no day of the month; write 1 to 31`},
		"twice":              {"language: en\nlanguage: en\n", `line 2, column 1: "language" is set on line 1 already; keep one of them`},
		"not yaml":           {"teams: [\n", "line "},
		"report of no team":  {"daily_report: {teams: [west]}\n", `line 1, column 24: daily_report.teams.0: "west" is not possible here`},
		"report at no time":  {"daily_report: {ask: late}\n", `"late" is neither a time nor a duration; write for example 45m`},
		"report too early":   {"daily_report: {ask: 9h}\n", "daily_report.ask: write a duration from 1m to 8h"},
		"nudge before it":    {"daily_report: {ask: 15m, nudge: 20m}\n", "daily_report.nudge: write a duration shorter than ask"},
		"closes at no time":  {"daily_report: {close: noon}\n", `"noon" is no time; write it in quotes, for example "10:00"`},
		"question id":        {"daily_report: {questions: [{id: Mood, text: {en: a, zh-Hans: b}, kind: text}]}\n", `"Mood" is no id; write a short name in small letters`},
		"question twice":     {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: text}, {id: a, text: {en: a, zh-Hans: b}, kind: text}]}\n", `two questions have the id "a"`},
		"one language":       {"daily_report: {questions: [{id: a, text: {en: a}, kind: text}]}\n", "write it in both languages"},
		"long question":      {"daily_report: {questions: [{id: a, text: {en: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, zh-Hans: b}, kind: text}]}\n", "keep it shorter than 150 characters"},
		"question kind":      {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: numbr}]}\n", `did you mean "number"?`},
		"too few choices":    {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: choice, choices: [{id: x, text: {en: a, zh-Hans: b}}]}]}\n", "a choice has 2 to 20 choices"},
		"choices of a text":  {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: text, choices: [{id: x, text: {en: a, zh-Hans: b}}]}]}\n", "only a question of kind choice has choices"},
		"choice twice":       {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: choice, choices: [{id: x, text: {en: a, zh-Hans: b}}, {id: x, text: {en: a, zh-Hans: b}}]}]}\n", `"x" is no id of its own`},
		"currency of a text": {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: text, currency: CNY}]}\n", "only a question of kind money has a currency"},
		"currency of a sum":  {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: money, currency: RMB1}]}\n", `"RMB1" is no currency`},
		"question of a team": {"daily_report: {questions: [{id: a, text: {en: a, zh-Hans: b}, kind: text, teams: [west]}]}\n", `"west" is not possible here`},
		"plan of no team":    {"weekly_plan: {teams: [west]}\n", `line 1, column 23: weekly_plan.teams.0: "west" is not possible here`},
		"plan at no time":    {"weekly_plan: {ask: lunch}\n", `weekly_plan.ask: "lunch" is no time; write it in quotes, for example "13:30"`},
		"no visits a day":    {"weekly_plan: {visits_a_day: 0}\n", "weekly_plan.visits_a_day: 0 is not possible here; write a whole number from 1 to 12"},
		"plan unknown":       {"weekly_plan: {visits: 3}\n", `there is no setting "visits"`},
		"plan kind":          {"reminders: {kinds: {plan: never}}\n", `"never" is not possible here`},
		"too many questions": {"daily_report: {questions: [" + strings.Repeat("{id: a, text: {en: a, zh-Hans: b}, kind: text}, ", 21) + "]}\n", "21 questions are more than anybody answers"},
		"digest wait":        {"digests: {wait: 9h}\n", "line 1, column 17: digests.wait: write a duration from 0s to 8h, for example 10m"},
		"digest team":        {"teams:\n- {id: east, reps: [U11]}\ndigests: {teams: [eats]}\n", `line 3, column 19: digests.teams.0: "eats" is not possible here; did you mean "east"?`},
		"leaderboard":        {"teams:\n- {id: east, reps: [U11]}\ndigests: {leaderboards: [all]}\n", `digests.leaderboards.0: "all" is not possible here; write east`},
		"no channel":         {"teams:\n- {id: east, reps: [U11]}\ndigests: {channels: [east]}\n", "digests.channels.0: that team has no channel; write its channel under teams"},
		"no reports":         {"teams:\n- {id: east, reps: [U11], channel: C11}\ndigests: {channels: [east]}\n", "that team has no daily reports; list it in daily_report.teams as well"},
		"digest kind":        {"reminders: {kinds: {own_week: never}}\n", `reminders.kinds.own_week: "never" is not possible here; write required, optional, off`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Parse([]byte(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

// Faults of every class are told together, and none is the consequence of
// another: a team whose list of reps cannot be read does not also have nobody.
func TestAllFaultsAtOnceInTheirOrder(t *testing.T) {
	_, err := config.Parse([]byte(`languge: fr
log: {level: loud, colour: red}
country: china
visits:
  last_days: many
  default_class: D
teams:
  - id: east
    reps: U11
  - id: [a]
    rep: [U12]
  - id: west
    reps: [U13, [U14], anna]
store: a.db
store: b.db
merge_window: 2h
`))
	lines := strings.Split(fmt.Sprint(err), "\n")
	want := []string{
		"line 1, column 1:", "line 2, column 14:", "line 2, column 20:", "line 3, column 10:", "line 5, column 14:", "line 6, column 18:",
		"line 9, column 11:", "line 10, column 9:", "line 11, column 5:", "line 13, column 17:", "line 13, column 24:", "line 15, column 1:", "line 16, column 15:",
	}
	for i := range max(len(lines), len(want)) {
		if i >= len(lines) || i >= len(want) || !strings.HasPrefix(lines[i], want[i]) {
			t.Fatalf("want faults at\n%s\ngot\n%v", strings.Join(want, "\n"), err)
		}
	}
}

func TestSecretsAreRedactedWhereverPrinted(t *testing.T) {
	s := config.Secrets{BotToken: "xoxb-1-very-secret", AppToken: "xapp-1-very-secret"}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("start", "secrets", s, "token", s.BotToken)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "secrets", s)
	asJSON, _ := json.Marshal(s)
	asYAML, _ := yaml.Dump(&s)
	for _, shown := range []string{fmt.Sprint(s), fmt.Sprintf("%+v %#v %q %s", s, s, s, s), log.String(), string(asJSON), string(asYAML)} {
		if strings.Contains(shown, "secret-") || strings.Contains(shown, "very") {
			t.Error("a secret is shown:", shown)
		}
	}
	if s.BotToken.Reveal() != "xoxb-1-very-secret" {
		t.Error("the client does not get the token")
	}
}

func TestSecretsFromEnvironmentOrFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("xoxb-from-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"SLACK_BOT_TOKEN_FILE": file, "SLACK_APP_TOKEN": "xapp-1"}
	s, err := config.LoadSecrets(func(k string) string { return env[k] })
	if err != nil {
		t.Fatal(err)
	}
	if s.BotToken.Reveal() != "xoxb-from-file" || len(s.Missing("socket")) != 0 {
		t.Errorf("bot token %q, missing %q", s.BotToken.Reveal(), s.Missing("socket"))
	}
	if missing := s.Missing("http"); len(missing) != 1 || !strings.Contains(missing[0], "SLACK_SIGNING_SECRET is not set") {
		t.Errorf("missing for http: %q", missing)
	}
	env["SLACK_BOT_TOKEN"] = "xoxb-too"
	if _, err := config.LoadSecrets(func(k string) string { return env[k] }); err == nil {
		t.Error("two sources for one token were taken")
	}
	swapped := config.Secrets{BotToken: "xapp-1", AppToken: "xoxb-1"}
	if missing := swapped.Missing("socket"); len(missing) != 1 || !strings.Contains(missing[0], "are swapped") {
		t.Errorf("swapped tokens were not noticed: %q", swapped.Missing("socket"))
	}
}

func FuzzParse(f *testing.F) {
	raw, err := os.ReadFile(example)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte("teams: [{id: a}]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := config.Parse(raw)
		if err == nil {
			c.Rules()
			c.Week()
		}
	})
}

// keys are the names of all settings, without their path.
func keys() []string {
	var all []string
	walkKeys(reflect.TypeFor[config.Config](), &all)
	slices.Sort(all)
	return slices.Compact(all)
}

func walkKeys(t reflect.Type, keys *[]string) {
	for t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for field := range t.Fields() {
		if !field.IsExported() {
			continue
		}
		*keys = append(*keys, field.Tag.Get("yaml"))
		walkKeys(field.Type, keys)
	}
}
