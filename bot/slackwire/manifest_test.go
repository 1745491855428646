package slackwire_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
)

type manifest struct {
	Display struct {
		Name string
		Text string `yaml:"description"`
		Long string `yaml:"long_description"`
	} `yaml:"display_information"`
	Features struct {
		Home      map[string]bool     `yaml:"app_home"`
		Shortcuts []map[string]string `yaml:"shortcuts"`
		Commands  []map[string]any    `yaml:"slash_commands"`
	}
	OAuth struct {
		Scopes struct{ Bot []string }
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			URL string   `yaml:"request_url"`
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity map[string]any
		Socket        bool `yaml:"socket_mode_enabled"`
	}
}

func made(t *testing.T, p locale.Printer, o slackwire.ManifestOptions) manifest {
	t.Helper()
	text, err := slackwire.Manifest(p, o)
	if err != nil {
		t.Fatal(err)
	}
	if o.JSON && !json.Valid(text) {
		t.Fatalf("no JSON: %s", text)
	}
	var m manifest
	if err := yaml.Unmarshal(text, &m); err != nil { // JSON is YAML
		t.Fatalf("%v in\n%s", err, text)
	}
	return m
}

// https://docs.slack.dev/reference/app-manifest has the limits.
func TestManifestIsWhatSlackTakes(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages() {
		for _, asJSON := range []bool{false, true} {
			m := made(t, words.Printer(lang, nil, time.Time{}), slackwire.ManifestOptions{JSON: asJSON})
			length := utf8.RuneCountInString
			if n := length(m.Display.Name); n == 0 || n > 35 {
				t.Errorf("%s: name of %d characters", lang, n)
			}
			if n := length(m.Display.Text); n == 0 || n > 140 {
				t.Errorf("%s: description of %d characters", lang, n)
			}
			if n := length(m.Display.Long); n < 175 || n > 4000 {
				t.Errorf("%s: long description of %d characters, Slack wants at least 175", lang, n)
			}
			for _, s := range m.Features.Shortcuts {
				if n := length(s["name"]); n == 0 || n > 24 || length(s["description"]) > 150 || s["callback_id"] == "" {
					t.Errorf("%s: shortcut %v", lang, s)
				}
			}
			if len(m.Features.Shortcuts) != len(slackwire.Shortcuts()) {
				t.Errorf("%d shortcuts", len(m.Features.Shortcuts))
			}
			if c := m.Features.Commands; len(c) != 1 || c[0]["command"] != "/roundsman" {
				t.Errorf("commands %v", c)
			}
			if h := m.Features.Home; !h["home_tab_enabled"] || !h["messages_tab_enabled"] || h["messages_tab_read_only_enabled"] {
				t.Errorf("home %v", h)
			}
			if !m.Settings.Socket || m.Settings.Events.URL != "" || m.Settings.Interactivity["is_enabled"] != true {
				t.Errorf("settings %+v", m.Settings)
			}
		}
	}
}

func TestManifestForHTTPNamesTheAddressEverywhere(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	const url = "https://bot.example.com/slack"
	m := made(t, words.Printer("en", nil, time.Time{}), slackwire.ManifestOptions{RequestURL: url, Name: "Visits"})
	if m.Settings.Socket || m.Settings.Events.URL != url || m.Settings.Interactivity["request_url"] != url ||
		m.Settings.Interactivity["message_menu_options_url"] != url || m.Features.Commands[0]["url"] != url || m.Display.Name != "Visits" {
		t.Errorf("%+v", m)
	}
}

func TestManifestSubscribesToWhatIsDecoded(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	m := made(t, words.Printer("en", nil, time.Time{}), slackwire.ManifestOptions{})
	decoded := slackwire.HandledEvents()
	subscribed := map[string]bool{}
	for _, s := range m.Settings.Events.Bot {
		name, _, _ := strings.Cut(s, ".")
		subscribed[name] = true
		if !decoded[name] {
			t.Errorf("%s is subscribed to and not decoded", s)
		}
		if !slices.ContainsFunc(slackwire.Scopes(), func(scope slackwire.Scope) bool { return slices.Contains(scope.For, s) }) &&
			s != "app_home_opened" { // which needs no scope
			t.Errorf("%s is subscribed to without a scope", s)
		}
	}
	for name := range decoded {
		if !subscribed[name] {
			t.Errorf("%s is decoded and not subscribed to", name)
		}
	}
	for _, s := range slackwire.Scopes() {
		if !slices.Contains(m.OAuth.Scopes.Bot, s.Name) || s.Reason == "" || len(s.For) == 0 {
			t.Errorf("scope %+v", s)
		}
	}
}

// With the scopes and events of the manifest and no more, everything works, and
// no scope or event is asked for that nothing uses.
func TestManifestIsEnoughAndNotTooMuch(t *testing.T) {
	var scopes []string
	for _, s := range slackwire.Scopes() {
		scopes = append(scopes, s.Name)
	}
	w := open(t, localslack.Options{
		Scopes: scopes, Events: slackwire.Subscriptions(),
		App: localslack.App{Commands: []localslack.Command{{Command: slackwire.Command}}},
	})
	if missing := w.wire.MissingScopes(); len(missing) > 0 {
		t.Errorf("missing %v", missing)
	}
	w.listen()
	w.everything()
	used := map[string]bool{}
	for _, c := range w.Calls("") {
		used[c.Method] = true
		if c.Error != "" {
			t.Errorf("%s: %s", c.Method, c.Error)
		}
	}
	for _, d := range w.Deliveries() {
		used[d.Name] = true
	}
	used["url_private_download"] = w.fetches("account,amount\n") // an address, not a method
	for method := range used {
		if !slackwire.Covered(method) {
			t.Errorf("%s is used and in no scope's list", method)
		}
	}
	for _, s := range slackwire.Scopes() {
		for _, f := range s.For {
			name, kind, _ := strings.Cut(f, ".")
			if strings.HasPrefix(f, "message.") && kind != "" {
				f = name
			}
			if f != "slash command" && f != "shortcuts" && !used[f] {
				t.Errorf("%s asks for %s, which nothing used", s.Name, f)
			}
		}
	}
}

// fetches reports that a file somebody sends can be read as it is, and a larger
// one than wanted, or one that is not there, cannot.
func (w *world) fetches(content string) bool {
	w.t.Helper()
	if _, err := w.Upload(anna, w.IM(anna), "", "orders.csv", []byte(content)); err != nil {
		w.t.Fatal(err)
	}
	for _, m := range w.Messages(anna, "") {
		for _, f := range m.Files {
			if f.Name != "orders.csv" {
				continue
			}
			sent := event.File{ID: f.ID, Name: f.Name, URL: f.URLPrivateDownload}
			got, err := w.wire.Fetch(w.ctx, sent, 1000)
			if err != nil || string(got) != content {
				w.t.Errorf("fetched %q, %v", got, err)
			}
			if _, err := w.wire.Fetch(w.ctx, sent, 3); failure(err) != bot.Never {
				w.t.Errorf("a file that is too large: %v", err)
			}
			sent.URL = strings.ReplaceAll(sent.URL, f.ID, "F0GONE")
			if _, err := w.wire.Fetch(w.ctx, sent, 1000); failure(err) != bot.Never {
				w.t.Errorf("a file that is not there: %v", err)
			}
			return err == nil
		}
	}
	return false
}

// everything uses each of the wire's methods once.
func (w *world) everything() {
	w.t.Helper()
	check := func(err error) {
		w.t.Helper()
		if err != nil {
			w.t.Error(err)
		}
	}
	root := w.say(anna, channel, "<@"+self+"> due")
	p := w.post("k", text("hello"))
	at, err := w.wire.Post(w.ctx, p)
	check(err)
	check(w.wire.Update(w.ctx, at, w.post("u:k", text("hello again"))))
	check(w.wire.Mark(w.ctx, at, "white_check_mark"))
	_, _, err = w.wire.Find(w.ctx, p, time.Now().Add(-time.Hour))
	check(err)
	p.Channel, p.Thread = channel, root
	_, err = w.wire.Post(w.ctx, p)
	check(err)
	_, _, err = w.wire.Find(w.ctx, p, time.Now().Add(-time.Hour))
	check(err)
	handed := w.post("f", text("your calendar"))
	handed.Card.File = &card.File{Name: "roundsman.ics", Content: []byte("BEGIN:VCALENDAR")}
	_, err = w.wire.Post(w.ctx, handed)
	check(err)
	check(w.wire.Publish(w.ctx, annaID, text("home"), w.en()))
	_, err = w.wire.Profile(w.ctx, annaID)
	check(err)
	_, err = w.wire.Conversations(w.ctx)
	check(err)
	_, err = w.wire.History(w.ctx, channel, time.Time{})
	check(err)
	check(w.wire.Whisper(w.ctx, event.Event{Actor: annaID, Place: event.Place{Kind: event.Channel, Channel: channel}}, text("psst"), w.en()))
	check(w.Slash(w.ctx, anna, channel, "/roundsman", "due"))
	form := card.Form{Name: "f", Title: card.Said("F"), Submit: card.Said("OK"), Fields: []card.Input{{Name: "a", Label: card.Said("A"), Kind: card.InputLine}}}
	w.settled()
	check(w.wire.OpenForm(w.ctx, w.last(event.Slash).Trigger, form, "n", w.en()))
	check(w.OpenHome(anna))
	check(w.AddPerson(localslack.Person{ID: "U0NEW00001", Name: "new", RealName: "New", TZ: "UTC"}))
	check(w.SetPerson("U0NEW00001", func(p *localslack.Person) { p.TZ = "Europe/Berlin" }))
	check(w.Join("U0NEW00001", channel))
	w.settled()
}

func TestMissingAndNeedlessScopesAreTold(t *testing.T) {
	w := open(t, localslack.Options{Scopes: []string{"chat:write", "users:read", "pins:write"}})
	var missing []string
	for _, s := range w.wire.MissingScopes() {
		missing = append(missing, s.Name)
	}
	if !slices.Contains(missing, "im:history") || slices.Contains(missing, "chat:write") || len(missing) != len(slackwire.Scopes())-2 {
		t.Errorf("missing %v", missing)
	}
	if needless := w.wire.NeedlessScopes(); !slices.Equal(needless, []string{"pins:write"}) {
		t.Errorf("needless %v", needless)
	}
}
