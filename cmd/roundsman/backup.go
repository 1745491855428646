package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"roundsman/cmd/roundsman/config"
)

type backupCmd struct {
	configFlag
	To    string `arg:"" type:"path" help:"The file to write. It must not exist." placeholder:"FILE"`
	Store string `type:"path" help:"The store to copy, if not the configured one (try keeps its own)." placeholder:"FILE"`
}

// Run asks the bot that runs on the store, or reads the store if none does. The
// copy appears under its name only when it is whole.
func (c backupCmd) Run(ctx context.Context, p program) error {
	store, err := storePath(c.configFlag, c.Store)
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.To); err == nil {
		return fmt.Errorf("%s exists already; name a new file", c.To)
	}
	if _, err := os.Stat(store); err != nil {
		return fmt.Errorf("the store %s %s; name another with --store, or the configuration that names it with --config", store, config.Plainly(err))
	}
	if folder := filepath.Dir(c.To); !isFolder(folder) {
		return fmt.Errorf("there is no folder %s to write to; make it, or name a file elsewhere", folder)
	}
	size, err := writeWhole(c.To, func(w io.Writer) error { return p.fromStore(ctx, store, askBackup, w) })
	if err != nil {
		if errors.As(err, new(*fs.PathError)) || errors.As(err, new(*os.LinkError)) {
			return fmt.Errorf("%s %s; nothing was written", c.To, config.Plainly(err))
		}
		return fmt.Errorf("back up %s: %w", store, err)
	}
	if err := p.fromStore(ctx, store, askBackedUp, io.Discard); err != nil {
		_, _ = fmt.Fprintln(p.stderr, "The backup is whole, but the bot could not be told of it:", err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d bytes, a copy of %s. It holds everything, also what is private: keep it as safe as the store.\n", c.To, size, store)
	return err
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func storePath(f configFlag, override string) (string, error) {
	if override != "" {
		return override, nil
	}
	c, err := f.load()
	return c.Store, err
}

// writeWhole writes a file that only we can read under another name first.
func writeWhole(path string, write func(io.Writer) error) (size int64, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".roundsman-backup-*") // mode 0600
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return 0, err
	}
	if err = f.Sync(); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if err = f.Close(); err != nil {
		return 0, err
	}
	// A link, unlike a rename, does not replace a file that came meanwhile.
	if err = os.Link(f.Name(), path); err != nil {
		return 0, err
	}
	return info.Size(), os.Remove(f.Name())
}
