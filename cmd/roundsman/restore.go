package main

import (
	"errors"
	"fmt"
	"os"

	"roundsman/storage"
	"roundsman/storage/boltstore"
)

type restoreCmd struct {
	configFlag
	From    string `arg:"" type:"existingfile" help:"The backup." placeholder:"FILE"`
	Store   string `type:"path" help:"The store to replace, if not the configured one." placeholder:"FILE"`
	Replace bool   `help:"Replace a store that is there; it is kept beside it with .before-restore at its end."`
}

// Run checks the backup and puts it in the place of the store. The bot must not
// be running.
func (c restoreCmd) Run(p program) error {
	store, err := storePath(c.configFlag, c.Store)
	if err != nil {
		return err
	}
	if _, err := os.Stat(store); err == nil && !c.Replace {
		return fmt.Errorf("%s is there already; stop the bot and say --replace to put the backup in its place", store)
	}
	from, err := os.Open(c.From)
	if err != nil {
		return fmt.Errorf("open backup: %w", err)
	}
	defer func() { _ = from.Close() }()
	err = boltstore.Restore(from, store)
	if errors.Is(err, storage.ErrLocked) {
		return fmt.Errorf("%s is in use: a roundsman runs on it; stop that one first", store)
	}
	if err != nil {
		return fmt.Errorf("restore %s: %w", store, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s now holds the backup. Start the bot again: it reads what was written to it meanwhile from Slack.\n", store)
	return err
}
