package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"roundsman/bot"
	"roundsman/cmd/roundsman/config"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

type serveCmd struct {
	configFlag
}

// Run serves until it is told to stop, and then lets what is under way finish.
func (c serveCmd) Run(ctx context.Context, p program) error {
	conf, err := c.load()
	if err != nil {
		return err
	}
	secrets, err := config.LoadSecrets(p.getenv)
	if err != nil {
		return err
	}
	if lacks := secrets.Missing(conf.Slack.Transport); len(lacks) > 0 {
		return fmt.Errorf("%s\nrun \"roundsman check\" when that is done", strings.Join(lacks, "\n"))
	}
	_, missing := os.Stat(conf.Store)
	store, err := openStore(conf.Store)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	code, err := firstAdminCode(ctx, conf, store)
	if err != nil {
		return err
	}
	house, err := build(ctx, plan{
		config: conf, secrets: secrets, apiURL: p.getenv("SLACK_API_URL"), store: store, now: p.now,
		log: newLogger(p.stderr, conf.Log), adminCode: code,
	})
	if err != nil {
		if errors.Is(missing, os.ErrNotExist) { // nothing is in it yet
			err = errors.Join(err, store.Close(), os.Remove(conf.Store))
		}
		return err
	}
	_, _ = fmt.Fprintf(p.stdout, "roundsman %s is at work in %s. Stop it with Ctrl+C.\n", version, house.wire.Self().TeamName)
	if code != "" {
		_, _ = fmt.Fprintf(p.stdout, "To become its administrator, send it this code in a direct message: %s\n", code)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return house.run(ctx) })
	group.Go(func() error { return supervisorOf(p.getenv).run(ctx, house.workspace.Prepared(), house.state().Sick) })
	group.Go(func() error { return serveControl(ctx, house.desk(conf.Store)) })
	return group.Wait()
}

// openStore opens the store, or says what to do about it.
func openStore(path string) (*boltstore.Store, error) {
	store, err := boltstore.Open(path, boltstore.Options{})
	switch {
	case errors.Is(err, storage.ErrLocked):
		return nil, fmt.Errorf("%s is in use: another roundsman runs on it; stop that one first", path)
	case errors.Is(err, storage.ErrDamaged):
		return nil, fmt.Errorf("%s cannot be read; put a backup in its place with \"roundsman restore --replace FILE\"", path)
	case errors.Is(err, storage.ErrFull):
		return nil, fmt.Errorf("the disk that holds %s is full; make room and start again", path)
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("%s may not be read and written by this user; run as the user who owns it, or give that user the file and its folder", path)
	case errors.Is(err, storage.ErrNewer):
		return nil, fmt.Errorf("%s was written by a newer roundsman than this one; start that version", path)
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s for the store; make it, or name another place under store in the configuration", filepath.Dir(path))
	case err != nil:
		return nil, fmt.Errorf("the store %s %s", path, config.Plainly(err))
	}
	return store, nil
}

// firstAdminCode makes a code as long as nobody administers the bot.
func firstAdminCode(ctx context.Context, c config.Config, store storage.Store) (string, error) {
	if len(c.Admins) > 0 {
		return "", nil
	}
	found, err := bot.HasAdmin(ctx, store)
	if err != nil || found {
		return "", err
	}
	return rand.Text()[:16], nil
}

func newLogger(w io.Writer, l config.Log) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(l.Level)) // checked on load
	options := &slog.HandlerOptions{Level: level}
	if l.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
