package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/bot/present"
	"roundsman/bot/slackwire"
	"roundsman/cmd/roundsman/config"
	"roundsman/cmd/roundsman/operate"
	"roundsman/commands"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/storage"
)

// plan is what a house is built from: everything that differs between serve,
// try and a test.
type plan struct {
	config  config.Config
	secrets config.Secrets
	apiURL  string // Slack's address, empty for its own
	store   storage.Store
	now     func() time.Time
	log     *slog.Logger
	// adminCode makes its sender an administrator; empty: nobody.
	adminCode string
	pace      bot.Pace
	// http and dialer reach Slack in memory; nil: over the network.
	http   *http.Client
	dialer *websocket.Dialer
}

// house is one bot at work in one Slack workspace.
type house struct {
	plan      plan
	wire      *slackwire.Wire
	workspace *bot.Workspace
	sweeper   *reminders.Sweeper
	meters    *operate.Meters
}

// build asks Slack who we are and puts everything together.
func build(ctx context.Context, p plan) (*house, error) {
	h := &house{plan: p, meters: operate.NewMeters(version)}
	var err error
	h.wire, err = slackwire.Connect(ctx, slackwire.Options{
		BotToken: p.secrets.BotToken.Reveal(), AppToken: p.secrets.AppToken.Reveal(),
		SigningSecret: p.secrets.SigningSecret.Reveal(), APIURL: p.apiURL, HTTP: p.http, Dialer: p.dialer,
		Now: p.now, Logger: p.log,
		// The workspace is made of the wire; it is there before anything comes in.
		Names: func(id sales.PersonID) string { return h.workspace.NameOf(id) },
		Known: func(s sales.Source) bool { return h.workspace.Knows(s) },
		Cares: func(id sales.PersonID) bool { return h.workspace.Cares(id) },
		Up:    func(since time.Time) { h.workspace.Connected(since) },
	})
	if err != nil {
		what, mend := notConnected(err)
		return nil, fmt.Errorf("%s\n%s", what, mend)
	}
	words, err := locale.Load()
	if err != nil {
		return nil, err
	}
	rules := p.config.Rules()
	h.workspace, err = bot.New(bot.Options{
		Store: p.store, Sender: h.wire, Words: words, Rules: rules,
		Commands: commands.All(), FreeText: commands.FreeText, Help: "help",
		Directory: directory(h.wire.Self().Team, p.config), AdminCode: p.adminCode,
		Welcome: commands.Welcome, Looks: reminders.Looks, Compose: compose,
		AgendaChanged: func() { h.sweeper.Poke() }, FeedURL: p.config.FeedURL(),
		Clock: p.now, Log: p.log, Pace: p.pace, Meter: h.meters, Alerts: p.alerts(),
		Keep: days(p.config.Keep.EventDays), KeepMessages: days(p.config.Keep.MessageDays),
	})
	if err != nil {
		return nil, err
	}
	h.sweeper = reminders.New(p.store, rules, p.now, p.log, h.workspace.Wake)
	h.sweeper.Measure(h.meters)
	return h, nil
}

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// compose makes the card of a message that only refers to what it is about.
func compose(tx storage.Tx, l *commands.Look, e storage.OutEntry) (card.Card, bool, error) {
	switch e.Ref.Kind {
	case commands.CalendarRef:
		c, err := commands.ComposeCalendar(l)
		return c, err == nil, err
	case commands.NextRef:
		c, err := composeNext(tx, l, e)
		return c, err == nil, err
	case present.DigestRef:
		return commands.ComposeDigest(l, e)
	case reminders.RefKind:
	default:
		return card.Card{}, false, nil
	}
	return reminders.Compose(l.Books, l.Rules, l.Now, e)
}

// run works until ctx ends or something fails for good.
func (h *house) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return h.workspace.Run(ctx) })
	group.Go(func() error {
		if !h.prepared(ctx) || !done(ctx, h.workspace.Acquainted()) {
			return nil
		}
		return bot.WhenThereIsRoom(ctx, h.plan.log, h.remind)
	})
	group.Go(func() error {
		if !h.prepared(ctx) {
			return nil
		}
		return h.listen(ctx)
	})
	group.Go(func() error { return h.show(ctx) })
	group.Go(func() error {
		if !h.feedsApart() || !h.prepared(ctx) {
			return nil
		}
		return serveUntil(ctx, newServer(h.plan.config.Feed.Listen, h.workspace.CalendarFeed()))
	})
	err := group.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// desk answers the questions of subcommands for a bot at work.
func (h *house) desk(path string) desk {
	return desk{store: h.plan.store, path: path, rules: h.plan.config.Rules(), now: h.plan.now, log: h.plan.log, work: func() {
		h.workspace.Reread()
		h.workspace.Wake()
	}}
}

// remind brings the agenda up to date and sweeps until ctx ends.
func (h *house) remind(ctx context.Context) error {
	if err := reminders.Enroll(ctx, h.plan.store, h.plan.now()); err != nil {
		return err
	}
	if err := reminders.Rederive(ctx, h.plan.store, h.plan.config.CalendarSettings()+" "+version, h.plan.now()); err != nil {
		return err
	}
	return h.sweeper.Run(ctx)
}

// prepared waits until people can be told apart.
func (h *house) prepared(ctx context.Context) bool { return done(ctx, h.workspace.Prepared()) }

func done(ctx context.Context, ready <-chan struct{}) bool {
	select {
	case <-ready:
		return true
	case <-ctx.Done():
		return false
	}
}

// listen takes events off the configured transport.
func (h *house) listen(ctx context.Context) error {
	if h.plan.config.Slack.Transport != "http" {
		return h.wire.Run(ctx, h.workspace)
	}
	h.workspace.Connected(time.Time{}) // what was said while nobody listened is in Slack's history
	return serveUntil(ctx, newServer(h.plan.config.Slack.Listen, h.handler()))
}

// handler takes Slack's requests, and those for calendars if they come to the
// same address.
func (h *house) handler() http.Handler {
	slack := h.wire.Handler(h.workspace)
	if c := h.plan.config; c.Feed.Listen != c.Slack.Listen {
		return slack
	}
	mux := http.NewServeMux()
	mux.Handle(commands.FeedPath, h.workspace.CalendarFeed())
	mux.Handle("/", slack)
	return mux
}

// feedsApart: calendars are served, at an address of their own.
func (h *house) feedsApart() bool {
	c := h.plan.config
	return c.Feed.Listen != "" && (c.Slack.Transport != "http" || c.Feed.Listen != c.Slack.Listen)
}

func newServer(address string, handler http.Handler) *http.Server {
	return &http.Server{
		Addr: address, Handler: handler, MaxHeaderBytes: 64 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute,
	}
}

// serveUntil serves until ctx ends, and then lets requests under way finish.
func serveUntil(ctx context.Context, server *http.Server) error {
	closed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(closed)
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		_ = server.Shutdown(last) // what does not finish in time Slack sends again
	})
	err := server.ListenAndServe()
	if !stop() {
		<-closed
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("listen on %s: %w", server.Addr, err)
}

// directory is who is who, with Slack's team id put before every user id.
func directory(team string, c config.Config) bot.Directory {
	week := c.Week()
	d := bot.Directory{Finance: people(team, c.Finance), Admins: people(team, c.Admins), Week: &week, Country: c.Country}
	for _, t := range c.Teams {
		language := t.Language
		if language == "" {
			language = c.Language
		}
		d.Teams = append(d.Teams, bot.Team{
			ID: sales.TeamID(t.ID), Name: t.Name, Channel: t.Channel, Language: language,
			Managers: people(team, t.Managers), Reps: people(team, t.Reps),
		})
	}
	return d
}

func people(team string, users []string) []sales.PersonID {
	ids := make([]sales.PersonID, 0, len(users))
	for _, user := range users {
		ids = append(ids, sales.NewPersonID(team, user))
	}
	return ids
}
