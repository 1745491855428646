package slackwire

import (
	"encoding/json"
	"fmt"

	"go.yaml.in/yaml/v4"

	"roundsman/bot/card"
	"roundsman/bot/locale"
)

// Command is the slash command.
const Command = "/roundsman"

// Shortcut is an entry of Slack's shortcut menus. Its name and description are
// in the catalogues under "slack." and its callback id, with ".about".
type Shortcut struct {
	CallbackID string
	OnMessage  bool // in the menu of a message, else in the composer's
}

// Shortcuts are all the shortcuts the bot answers.
func Shortcuts() []Shortcut {
	return []Shortcut{
		{"shortcut.log", false},
		{"shortcut.agenda", false},
		{"shortcut.visit", true},
		{"shortcut.note", true},
		{"shortcut.followup", true},
	}
}

// ManifestOptions are what differs between two installations.
type ManifestOptions struct {
	Name string // what the app is called in Slack; empty: roundsman
	// RequestURL is where Slack sends requests over HTTP; empty: Socket Mode.
	RequestURL string
	JSON       bool // else YAML; Slack takes both
}

// Manifest is the complete manifest of the Slack app, with words in the
// printer's language: paste it at api.slack.com/apps under "From a manifest".
// https://docs.slack.dev/reference/app-manifest
func Manifest(p locale.Printer, o ManifestOptions) ([]byte, error) {
	m := newManifest(p, o)
	if o.JSON {
		encoded, err := json.MarshalIndent(m, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("write manifest: %w", err)
		}
		return append(encoded, '\n'), nil
	}
	encoded, err := yaml.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write manifest: %w", err)
	}
	return encoded, nil
}

type manifest struct {
	Display  display  `json:"display_information" yaml:"display_information"`
	Features features `json:"features" yaml:"features"`
	OAuth    struct {
		Scopes struct {
			Bot []string `json:"bot" yaml:"bot"`
		} `json:"scopes" yaml:"scopes"`
	} `json:"oauth_config" yaml:"oauth_config"`
	Settings settings `json:"settings" yaml:"settings"`
}

type display struct {
	Name  string `json:"name" yaml:"name"`
	About string `json:"description" yaml:"description"`
	Long  string `json:"long_description" yaml:"long_description"`
	Color string `json:"background_color" yaml:"background_color"`
}

type features struct {
	Home struct {
		Home     bool `json:"home_tab_enabled" yaml:"home_tab_enabled"`
		Messages bool `json:"messages_tab_enabled" yaml:"messages_tab_enabled"`
		ReadOnly bool `json:"messages_tab_read_only_enabled" yaml:"messages_tab_read_only_enabled"`
	} `json:"app_home" yaml:"app_home"`
	Bot struct {
		Name   string `json:"display_name" yaml:"display_name"`
		Online bool   `json:"always_online" yaml:"always_online"`
	} `json:"bot_user" yaml:"bot_user"`
	Shortcuts []manifestShortcut `json:"shortcuts" yaml:"shortcuts"`
	Commands  []manifestCommand  `json:"slash_commands" yaml:"slash_commands"`
}

type manifestShortcut struct {
	Name     string `json:"name" yaml:"name"`
	Type     string `json:"type" yaml:"type"`
	Callback string `json:"callback_id" yaml:"callback_id"`
	About    string `json:"description" yaml:"description"`
}

type manifestCommand struct {
	Command string `json:"command" yaml:"command"`
	URL     string `json:"url,omitempty" yaml:"url,omitempty"`
	About   string `json:"description" yaml:"description"`
	Hint    string `json:"usage_hint" yaml:"usage_hint"`
	Escape  bool   `json:"should_escape" yaml:"should_escape"`
}

type settings struct {
	Events struct {
		URL  string   `json:"request_url,omitempty" yaml:"request_url,omitempty"`
		Bots []string `json:"bot_events" yaml:"bot_events"`
	} `json:"event_subscriptions" yaml:"event_subscriptions"`
	Interactivity struct {
		Enabled    bool   `json:"is_enabled" yaml:"is_enabled"`
		URL        string `json:"request_url,omitempty" yaml:"request_url,omitempty"`
		OptionsURL string `json:"message_menu_options_url,omitempty" yaml:"message_menu_options_url,omitempty"`
	} `json:"interactivity" yaml:"interactivity"`
	OrgDeploy     bool `json:"org_deploy_enabled" yaml:"org_deploy_enabled"`
	Socket        bool `json:"socket_mode_enabled" yaml:"socket_mode_enabled"`
	TokenRotation bool `json:"token_rotation_enabled" yaml:"token_rotation_enabled"`
}

func newManifest(p locale.Printer, o ManifestOptions) manifest {
	say := func(key string) string { return p.Text(card.Text{Key: key}, locale.Plain{}) }
	name := firstOf(o.Name, "roundsman")
	var m manifest
	m.Display = display{Name: name, About: say("slack.app.about"), Long: say("slack.app.long"), Color: "#1f4e5f"}
	m.Features.Home.Home, m.Features.Home.Messages = true, true
	m.Features.Bot.Name, m.Features.Bot.Online = name, true
	for _, s := range Shortcuts() {
		kind := "global"
		if s.OnMessage {
			kind = "message"
		}
		key := "slack." + s.CallbackID
		m.Features.Shortcuts = append(m.Features.Shortcuts, manifestShortcut{say(key), kind, s.CallbackID, say(key + ".about")})
	}
	m.Features.Commands = []manifestCommand{{
		Command: Command, URL: o.RequestURL, About: say("slack.command.about"), Hint: say("slack.command.hint"), Escape: true,
	}}
	for _, s := range Scopes() {
		m.OAuth.Scopes.Bot = append(m.OAuth.Scopes.Bot, s.Name)
	}
	m.Settings.Events.URL, m.Settings.Events.Bots = o.RequestURL, Subscriptions()
	m.Settings.Interactivity.Enabled = true
	m.Settings.Interactivity.URL, m.Settings.Interactivity.OptionsURL = o.RequestURL, o.RequestURL
	m.Settings.Socket = o.RequestURL == ""
	return m
}
