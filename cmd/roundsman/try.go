package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/locale"
	"roundsman/bot/localslack"
	"roundsman/bot/slackwire"
	"roundsman/cmd/roundsman/config"
	"roundsman/sales"
	"roundsman/storage"
)

type tryCmd struct {
	Dir    string `type:"path" help:"Where to keep its data (default: a folder of the user's cache)." placeholder:"DIR"`
	Empty  bool   `help:"Begin with people but no accounts, to see the first contact."`
	Reset  bool   `help:"Begin afresh: delete what an earlier try kept."`
	Listen string `default:"127.0.0.1:7357" help:"Where the page is; another port if that one is taken." placeholder:"ADDRESS"`
	Open   bool   `default:"true" negatable:"" help:"Open the page in the browser."`
	Log    string `enum:"debug,info,warn,error" default:"warn" help:"What to log: ${enum}."`
}

// Run starts a stand-in Slack and the bot in one process, with a page to chat in.
func (c tryCmd) Run(ctx context.Context, p program) error {
	dir, err := c.dir()
	if err != nil {
		return err
	}
	stage, err := c.stage(ctx, dir, p)
	if err != nil {
		return err
	}
	defer stage.close()
	_, _ = fmt.Fprintf(p.stdout, "roundsman try: open %s\n%s\nIts data is in %s. Stop it with Ctrl+C.\n",
		stage.slack.BaseURL(), "你好！在浏览器中打开上面的链接，页面右上角可以切换中文。", dir)
	if c.Open {
		openBrowser(ctx, stage.slack.BaseURL())
	}
	return stage.run(ctx)
}

func (c tryCmd) dir() (string, error) {
	dir := c.Dir
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("find a folder for the data (name one with --dir): %w", err)
		}
		dir = filepath.Join(cache, "roundsman", "try")
		if c.Empty {
			dir += "-empty"
		}
	}
	if c.Reset {
		if err := removeTry(dir); err != nil {
			return "", fmt.Errorf("begin afresh: %w", err)
		}
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// removeTry deletes what a try keeps in its folder, and nothing else.
func removeTry(dir string) error {
	for _, name := range []string{tryStore, tryStore + ".sock", tryClockFile, trySlackDir} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

const (
	tryStore     = "roundsman.db"
	tryClockFile = "clock.json"
	trySlackDir  = "slack"
)

// stage is a try at work: the stand-in Slack, the bot, and the clock of both.
type stage struct {
	slack *localslack.Workspace
	store storage.Store
	house *house
	clock *tryClock
	path  string
}

func (c tryCmd) stage(ctx context.Context, dir string, p program) (s *stage, err error) {
	clock, err := openTryClock(filepath.Join(dir, tryClockFile), p.now)
	if err != nil {
		return nil, err
	}
	opened := &stage{clock: clock, path: filepath.Join(dir, tryStore)}
	if opened.store, err = openStore(opened.path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			opened.close()
		}
	}()
	conf := tryConfig(config.Default())
	conf.Store = opened.path
	conf.Operate.BackupEvery = 0 // nothing here is worth one
	if !c.Empty {
		if err := seedOnce(ctx, opened.store, clock.now()); err != nil {
			return nil, err
		}
	}
	logger := newLogger(p.stderr, config.Log{Level: c.Log, Format: "text"})
	if err := opened.openSlack(ctx, filepath.Join(dir, trySlackDir), c, clock, conf, logger); err != nil {
		return nil, err
	}
	opened.house, err = build(ctx, plan{
		config: conf, apiURL: opened.slack.APIURL(), store: opened.store, now: clock.now, log: logger,
		secrets: config.Secrets{BotToken: config.Secret(opened.slack.BotToken()), AppToken: config.Secret(opened.slack.AppToken())},
		pace:    bot.Pace{Conversation: 20, Burst: 50, Workspace: rate.Inf}, // nobody limits us here
	})
	return opened, err
}

func seedOnce(ctx context.Context, store storage.Store, now time.Time) error {
	seeded := false
	err := store.View(ctx, func(tx storage.Tx) error {
		_, err := tx.Recall("try/seeded")
		seeded = err == nil
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil || seeded {
		return err
	}
	return seedTry(ctx, store, now)
}

// openSlack starts the stand-in on a loopback address.
func (s *stage) openSlack(ctx context.Context, dir string, c tryCmd, clock *tryClock, conf config.Config, logger *slog.Logger) error {
	people, channels := tryPeople()
	app, err := tryApp()
	if err != nil {
		return err
	}
	s.slack, err = localslack.Open(localslack.Options{
		Team:   localslack.Team{ID: tryWorkspace, Name: "Try roundsman"},
		App:    app,
		People: people, Channels: channels, Dir: dir, Zone: "Europe/Berlin",
		Guide: tryGuide(), Clock: clock.now, LogLimit: 1000, Logger: logger,
		Advance: func(as, kind, value string) (time.Time, error) { return s.advance(ctx, clock, conf, as, kind, value) },
	})
	if err != nil {
		return fmt.Errorf("open local workspace: %w", err)
	}
	listener, err := listenLoopback(ctx, c.Listen)
	if err != nil {
		return err
	}
	return s.slack.Start(listener)
}

// listenLoopback takes the wanted address, or any port where it is taken.
func listenLoopback(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err == nil {
		return listener, nil
	}
	host, _, splitErr := net.SplitHostPort(address)
	if splitErr != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, splitErr)
	}
	listener, err = config.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return listener, nil
}

// tryApp is the app as its manifest describes it.
func tryApp() (localslack.App, error) {
	words, err := locale.Load()
	if err != nil {
		return localslack.App{}, err
	}
	app := localslack.App{
		Name:     "roundsman",
		Commands: []localslack.Command{{Command: slackwire.Command, UsageHint: "help", Description: "Log visits, see what is due · 记录拜访，查看待办"}},
	}
	for _, s := range slackwire.Shortcuts() {
		kind := "global"
		if s.OnMessage {
			kind = "message"
		}
		app.Shortcuts = append(app.Shortcuts, localslack.Shortcut{Type: kind, CallbackID: s.CallbackID, Name: bothLanguages(words, "slack."+s.CallbackID)})
	}
	return app, nil
}

func bothLanguages(words *locale.Words, key string) string {
	say := func(language string) string {
		return words.Printer(language, time.UTC, time.Time{}).Text(card.T(key), plain{})
	}
	return say("en") + " · " + say("zh-Hans")
}

// plain shows words as they are.
type plain struct{}

func (plain) Said(words string) string        { return words }
func (plain) Person(id sales.PersonID) string { return id.User() }
func (plain) Link(_, name string) string      { return name }

func (s *stage) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.house.run(ctx) })
	group.Go(func() error { return serveControl(ctx, s.house.desk(s.path)) })
	return group.Wait()
}

func (s *stage) close() {
	if s.slack != nil {
		_ = s.slack.Close()
	}
	if s.store != nil {
		_ = s.store.Close()
	}
}

// openBrowser shows the page if this machine has a way to; the link is printed anyway.
func openBrowser(ctx context.Context, url string) {
	command := map[string][]string{
		"darwin":  {"open"},
		"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	browser := exec.CommandContext(context.WithoutCancel(ctx), command[0], append(command[1:], url)...) //nolint:gosec // our own address
	if browser.Start() == nil {
		go func() { _ = browser.Wait() }()
	}
}
