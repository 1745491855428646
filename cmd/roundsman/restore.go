package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"roundsman/cmd/roundsman/config"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

type restoreCmd struct {
	configFlag
	From    string `arg:"" type:"path" help:"The backup." placeholder:"FILE"`
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
		return fmt.Errorf("the backup %s %s; name a file that \"roundsman backup\" wrote", c.From, config.Plainly(err))
	}
	defer func() { _ = from.Close() }()
	err = boltstore.Restore(from, store)
	if err != nil {
		return c.refused(store, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s now holds the backup. Start the bot again: it reads what was written to it meanwhile from Slack.\n", store)
	return err
}

// refused says why the backup was not put in the place of the store, which is as
// it was.
func (c restoreCmd) refused(store string, err error) error {
	switch {
	case errors.Is(err, storage.ErrLocked):
		return fmt.Errorf("%s is in use: a roundsman runs on it; stop that one first", store)
	case errors.Is(err, storage.ErrDamaged), errors.Is(err, syscall.EISDIR):
		return fmt.Errorf("the backup %s is damaged or no backup, so %s was left as it is; take another file that \"roundsman backup\" wrote", c.From, store)
	case errors.Is(err, storage.ErrNewer):
		return fmt.Errorf("the backup %s was written by a newer roundsman than this one; install that version and restore again", c.From)
	case errors.Is(err, storage.ErrFull):
		return fmt.Errorf("the disk that holds %s is full, so it was left as it is; make room and restore again", store)
	}
	return fmt.Errorf("%s %s; it was left as it is", store, config.Plainly(err))
}
