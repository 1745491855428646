package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"roundsman/storage"
)

// A running bot answers on a Unix socket beside its store, readable by its user
// alone, for the subcommands that need the store while it is locked.

func controlPath(store string) string { return store + ".sock" }

// serveControl answers on the control socket until ctx ends.
func serveControl(ctx context.Context, storePath string, store storage.Store) error {
	path := controlPath(storePath)
	// Only we hold the store's lock, so a socket that is there is a dead one's.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove old control socket: %w", err)
	}
	listener, err := listenPrivately(ctx, path)
	if err != nil {
		return fmt.Errorf("open control socket: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) { sendBackup(w, r, store) })
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stopped := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stopped()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve control socket: %w", err)
	}
	return nil
}

// listenPrivately makes the socket inside a directory only we can enter, so
// that nobody can connect before its mode is set.
func listenPrivately(ctx context.Context, path string) (net.Listener, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".sock")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	hidden := filepath.Join(dir, "s")
	listener, err := (&net.ListenConfig{}).Listen(ctx, "unix", hidden)
	if err != nil {
		return nil, err
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := os.Chmod(hidden, 0o600); err != nil {
		return nil, err
	}
	return listener, os.Rename(hidden, path)
}

// trailerDone tells a whole backup from one that was cut off.
const trailerDone = "X-Roundsman-Done"

func sendBackup(w http.ResponseWriter, r *http.Request, store storage.Store) {
	w.Header().Set("Trailer", trailerDone)
	if err := store.Backup(r.Context(), w); err != nil {
		panic(http.ErrAbortHandler) // the other side must not take half for the whole
	}
	w.Header().Set(trailerDone, "yes")
}

// backupFromRunning asks a running bot for a backup. errNotRunning says that
// there is none.
func backupFromRunning(ctx context.Context, storePath string, w io.Writer) error {
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", controlPath(storePath))
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://roundsman/backup", http.NoBody)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("%w: %w", errNotRunning, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the running bot answered %s", response.Status)
	}
	if _, err := io.Copy(w, response.Body); err != nil {
		return fmt.Errorf("receive backup: %w", err)
	}
	if response.Trailer.Get(trailerDone) != "yes" {
		return errors.New("the running bot stopped before the backup was whole; try again")
	}
	return nil
}

var errNotRunning = errors.New("no bot is running on this store")
