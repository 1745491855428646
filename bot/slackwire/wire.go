package slackwire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/sales"
)

// Options are what a Wire needs. Only BotToken is always needed.
type Options struct {
	BotToken      string // xoxb-...
	AppToken      string // xapp-..., for Socket Mode
	SigningSecret string // for HTTP
	APIURL        string // ends in /api/; empty: Slack's own

	HTTP   *http.Client      // nil: one of its own, which honours proxies from the environment
	Dialer *websocket.Dialer // nil: the Slack client's own
	Now    func() time.Time  // nil: time.Now
	Logger *slog.Logger      // nil: silent

	// Names tells a person's name where a mention would ring a bell or is not
	// possible; it answers from memory. "" means unknown.
	Names func(sales.PersonID) string
	// Known tells whether a channel message is of interest though it does not
	// mention us: a record was made of it. It is asked of edits, deletions and
	// thread replies in channels. Nil: none is.
	Known func(sales.Source) bool
	// Cares tells whether changes of a person's profile are of interest. Nil: all are.
	Cares func(sales.PersonID) bool

	// Sockets is how many Socket Mode connections are kept, so that one can be
	// renewed while the other listens; 0 is 2.
	Sockets int
	// InFlight bounds how many events are handled at once; 0 is 256.
	InFlight int
	// Up is told when events flow again after no connection was open: since is
	// when the last one closed, by Slack's clock, zero at the start. It must not
	// block.
	Up func(since time.Time)
}

// Self is who we are in Slack.
type Self struct {
	Team       string // workspace id
	TeamName   string
	User       string // our bot user
	Bot        string // our bot id
	Enterprise string // "" outside of an Enterprise organisation
	URL        string // the workspace's address
	Scopes     []string
}

// Wire is a connection to one Slack workspace. It implements bot.Sender.
type Wire struct {
	options Options
	api     *slack.Client
	self    Self
	log     *slog.Logger
	now     func() time.Time
	places  chan struct{} // one for each event being handled
	uplink  uplink
	tiers   tiers
	clock   *clock
}

var _ bot.Sender = (*Wire)(nil)

// Connect asks Slack who we are (auth.test), again and again while Slack cannot
// be reached, until ctx is done. A refused token is a *bot.SendError with
// bot.Auth, whose text names the variable it comes from.
func Connect(ctx context.Context, o Options) (*Wire, error) {
	w := newWire(o)
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := w.identify(ctx)
		var failed *bot.SendError
		if errors.As(err, &failed) && (failed.Failure == bot.Auth || failed.Failure == bot.Never) {
			return struct{}{}, backoff.Permanent(err)
		}
		if err != nil {
			w.log.Warn("Slack cannot be reached; trying again", "reason", reasonOf(err))
		}
		return struct{}{}, err
	}, backoff.WithBackOff(reconnectPauses()), backoff.WithMaxElapsedTime(0))
	if err != nil {
		return nil, err
	}
	return w, nil
}

func newWire(o Options) *Wire {
	if o.HTTP == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 256, 256
		o.HTTP = &http.Client{Transport: transport, Timeout: 30 * time.Second}
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // the default; main gives its own
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Sockets == 0 {
		o.Sockets = 2
	}
	if o.InFlight == 0 {
		o.InFlight = 256
	}
	watched := &clock{now: o.Now, log: o.Logger}
	o.HTTP = watched.watch(o.HTTP)
	o.HTTP.Transport = brief{o.HTTP.Transport}
	return &Wire{
		options: o, api: newClient(o), log: o.Logger, now: o.Now,
		places: make(chan struct{}, o.InFlight), tiers: newTiers(), clock: watched,
	}
}

// newClient never has the Slack client retry: it would post twice when a reply
// is lost.
func newClient(o Options) *slack.Client {
	set := []slack.Option{slack.OptionHTTPClient(o.HTTP), slack.OptionAppLevelToken(o.AppToken)}
	if o.APIURL != "" {
		set = append(set, slack.OptionAPIURL(strings.TrimSuffix(o.APIURL, "/")+"/"))
	}
	return slack.New(o.BotToken, set...)
}

func (w *Wire) identify(ctx context.Context) error {
	ctx, sent := traced(ctx, "auth.test")
	me, err := w.api.AuthTestContext(ctx)
	if err != nil {
		return fmt.Errorf("ask Slack who we are: %w", named("SLACK_BOT_TOKEN", classify(err, sent, reading)))
	}
	w.self = Self{
		Team: me.TeamID, TeamName: me.Team, User: me.UserID, Bot: me.BotID, Enterprise: me.EnterpriseID, URL: me.URL,
		Scopes: splitScopes(me.Header.Get("X-OAuth-Scopes")),
	}
	return nil
}

// named says which variable a refused token comes from.
func named(variable string, err *bot.SendError) error {
	if err.Failure != bot.Auth {
		return err
	}
	return fmt.Errorf("%s: Slack does not take this token (%s): %w", variable, err.Reason, err)
}

// Self is who we are in Slack.
func (w *Wire) Self() Self { return w.self }

func (w *Wire) names() names { return names{team: w.self.Team, find: w.options.Names} }

func reconnectPauses() *backoff.ExponentialBackOff {
	return &backoff.ExponentialBackOff{
		InitialInterval: 200 * time.Millisecond, RandomizationFactor: 0.5, Multiplier: 2, MaxInterval: 20 * time.Second,
	}
}
