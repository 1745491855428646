// Command roundsman is a Slack bot for sales teams who look after key accounts.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a scratch image has no time zones of its own

	"github.com/alecthomas/kong"

	"roundsman/cmd/roundsman/config"
)

// version is set by the linker; see the Makefile.
var version = "dev"

// program is what main alone may touch: the clock, the environment, the streams.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
}

// cli is the command line, one field a subcommand.
type cli struct {
	Serve    serveCmd    `cmd:"" help:"Run the bot in your Slack workspace."`
	Try      tryCmd      `cmd:"" help:"Run it on this machine alone, with a chat page and an invented team."`
	Check    checkCmd    `cmd:"" help:"Check configuration, tokens, scopes, channels, people and store."`
	Manifest manifestCmd `cmd:"" help:"Print the Slack app manifest to paste into api.slack.com/apps."`
	Backup   backupCmd   `cmd:"" help:"Write a copy of everything kept, while the bot runs."`
	Restore  restoreCmd  `cmd:"" help:"Put a backup in the place of the store."`
	Outbox   outboxCmd   `cmd:"" help:"Messages that wait or were given up: list them, try again, drop."`
	Inbox    inboxCmd    `cmd:"" help:"Events that wait or were given up: list them, try again, drop."`
	Next     nextCmd     `cmd:"" help:"What would be sent to somebody in the days ahead, when and why. Nothing is sent."`
	Parse    parseCmd    `cmd:"" help:"Explain how texts are understood, as JSON."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

// configFlag is shared by the subcommands that read the configuration.
type configFlag struct {
	Config string `short:"c" env:"ROUNDSMAN_CONFIG" type:"path" help:"The configuration file (${env}). Without one, the defaults." placeholder:"FILE"`
}

func (f configFlag) load() (config.Config, error) {
	c, err := config.Load(f.Config)
	var faults config.Faults
	if errors.As(err, &faults) {
		return c, fmt.Errorf("%s:\n%w", f.Config, faults)
	}
	return c, err
}

func main() {
	collectSeldom(os.Getenv)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run is the whole program; a test calls it as main does. It returns the exit
// code: 0 done, 1 it did not work, 2 the command line is wrong.
func (p program) run(ctx context.Context, args []string) int {
	exit := -1
	var line cli
	parser, err := kong.New(&line,
		kong.Name("roundsman"),
		kong.Description("A Slack bot for sales teams who look after key accounts."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(code int) { exit = code }),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(p),
	)
	if err != nil {
		_, _ = fmt.Fprintln(p.stderr, "roundsman:", err)
		return 2
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help was answered
		return exit
	}
	if err != nil {
		_, _ = fmt.Fprintln(p.stderr, "roundsman:", teach(err))
		return 2
	}
	if err := command.Run(); err != nil {
		_, _ = fmt.Fprintln(p.stderr, "roundsman:", err)
		return 1
	}
	return 0
}
