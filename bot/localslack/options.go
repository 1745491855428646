package localslack

import (
	"cmp"
	"log/slog"
	"net/http"
	"time"
)

// Options describe a workspace. The zero value is a usable one: a team, one app, SmallTeam, the wall clock, Socket Mode.
type Options struct {
	Team Team
	App  App

	// Tokens and secret of the app. Empty ones get fixed, obviously invented values.
	BotToken, AppToken, SigningSecret string
	// Scopes of the bot token; nil grants every scope. A method whose scope is absent answers missing_scope, see
	// https://docs.slack.dev/reference/scopes.
	Scopes []string
	// Events the app has subscribed to, as in an app manifest ("message.im", "app_mention"); nil means all of them.
	Events []string

	People   []Person  // nil: SmallTeam
	Channels []Channel // nil, with People nil too: the channel of SmallTeam

	// RequestURL, when set, gets events, interactivity and slash commands over HTTP instead of Socket Mode. The three
	// others override it for one kind.
	RequestURL, EventsURL, InteractivityURL, CommandsURL string
	// HTTPClient makes those requests; nil is a client of its own without a proxy.
	HTTPClient *http.Client

	// BaseURL is the address clients reach the workspace at ("http://127.0.0.1:8123"); Serve sets it when empty.
	BaseURL string
	// Hosts are Host headers accepted beside loopback names and BaseURL's.
	Hosts []string

	// Clock tells the workspace's time: of messages, triggers, response URLs, retries, rates. Nil is time.Now. A clock
	// that jumps must be followed by Workspace.Tick; while it stands still nothing times out. It must be safe to call from
	// any goroutine.
	Clock func() time.Time
	// Advance serves the page's clock: kind is "advance" (value a duration), "next" (a name like "working_morning") or
	// "to" (local civil time of as). It moves the clock and returns the new time. Nil: the page's clock cannot be moved.
	Advance func(as, kind, value string) (time.Time, error)

	// Guide is what the page offers in the first minute, by language ("en", "zh-Hans").
	Guide map[string][]GuideStep
	// Zone is the IANA zone the page starts in.
	Zone string
	// Dir keeps people, channels, messages, homes and files over restarts; empty keeps nothing.
	Dir string
	// Rates are the limits enforced from the start; the zero value enforces none. See SlackRates.
	Rates Rates
	// Latency is what one API call takes on the wire, there and back.
	Latency time.Duration
	// ConnectionTime is how long a socket lives before Slack asks for another (disconnect, "warning" ten seconds ahead);
	// zero is five hours, see https://docs.slack.dev/apis/events-api/using-socket-mode.
	ConnectionTime time.Duration
	// PingEvery is the pace of pings on a socket; zero is ten seconds. slack-go reconnects after 30 s without one.
	PingEvery time.Duration
	// QuietEcho leaves out the events Slack sends an app about its own posts, edits and deletions.
	QuietEcho bool
	// LogLimit keeps only the newest entries of the log; zero keeps all of them.
	LogLimit int
	// Logger gets what a reader of a terminal should know (no text of people, no tokens); nil discards.
	Logger *slog.Logger
}

// Team is the workspace's own identity.
type Team struct {
	ID, Name, Domain string
	EnterpriseID     string // of an Enterprise organisation, or empty
}

// App is the one installed app.
type App struct {
	ID, Name       string
	BotID, BotUser string
	Commands       []Command
	Shortcuts      []Shortcut
}

// Command is a slash command of the app. A command that is not listed is unknown to the workspace.
type Command struct {
	Command     string `json:"command"`
	UsageHint   string `json:"usage_hint"`
	Description string `json:"description"`
}

// Shortcut is a global or message shortcut of the app.
type Shortcut struct {
	Type       string `json:"type"` // "global" or "message"
	CallbackID string `json:"callback_id"`
	Name       string `json:"name"`
}

// GuideStep is one step of the page's guided first minute; Say is text it offers to put into the composer.
type GuideStep struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	Say   string `json:"say,omitempty"`
}

func (o Options) withDefaults() Options {
	o.Team.ID = cmp.Or(o.Team.ID, "T0LOCAL01")
	o.Team.Name = cmp.Or(o.Team.Name, "Local workspace")
	o.Team.Domain = cmp.Or(o.Team.Domain, "local-workspace")
	o.App.ID = cmp.Or(o.App.ID, "A0LOCALAPP")
	o.App.Name = cmp.Or(o.App.Name, "roundsman")
	o.App.BotID = cmp.Or(o.App.BotID, "B0LOCALBOT")
	o.App.BotUser = cmp.Or(o.App.BotUser, "U0LOCALBOT")
	o.BotToken = cmp.Or(o.BotToken, "xoxb-local-bot-token")
	o.AppToken = cmp.Or(o.AppToken, "xapp-local-app-token")
	o.SigningSecret = cmp.Or(o.SigningSecret, "local-signing-secret")
	o.EventsURL = cmp.Or(o.EventsURL, o.RequestURL)
	o.InteractivityURL = cmp.Or(o.InteractivityURL, o.RequestURL)
	o.CommandsURL = cmp.Or(o.CommandsURL, o.RequestURL)
	o.Zone = cmp.Or(o.Zone, "Europe/Berlin")
	o.ConnectionTime = cmp.Or(o.ConnectionTime, 5*time.Hour)
	o.PingEvery = cmp.Or(o.PingEvery, 10*time.Second)
	if o.People == nil && o.Channels == nil {
		o.People, o.Channels = SmallTeam()
	}
	if o.HTTPClient == nil {
		o.HTTPClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	}
	if o.Clock == nil {
		o.Clock = time.Now //nolint:forbidigo // the default; the product gives its own
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}
