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
	"roundsman/storage/boltstore"
)

// A running bot answers on a Unix socket beside its store, readable by its user
// alone, for the subcommands that need the store while it is locked.

func controlPath(store string) string { return store + ".sock" }

// answer writes what a store is asked for.
type answer func(ctx context.Context, store storage.Store, w io.Writer) error

// The questions that subcommands ask a store.
const (
	askBackup      = "backup"
	askBook        = "book"
	askCorrections = "corrections"
)

func answers() map[string]answer {
	return map[string]answer{
		askBackup:      func(ctx context.Context, s storage.Store, w io.Writer) error { return s.Backup(ctx, w) },
		askBook:        writeBook,
		askCorrections: writeCorrections,
	}
}

// fromStore asks the bot that runs on a store, or the store itself if none does.
func fromStore(ctx context.Context, path, question string, w io.Writer) error {
	err := askRunning(ctx, path, question, w)
	if !errors.Is(err, errNotRunning) {
		return err
	}
	store, err := boltstore.Open(path, boltstore.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	return answers()[question](ctx, store, w)
}

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
	for question, answer := range answers() {
		mux.HandleFunc("POST /"+question, func(w http.ResponseWriter, r *http.Request) { sendAnswer(w, r, store, answer) })
	}
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

// trailerDone tells a whole answer from one that was cut off.
const trailerDone = "X-Roundsman-Done"

func sendAnswer(w http.ResponseWriter, r *http.Request, store storage.Store, write answer) {
	w.Header().Set("Trailer", trailerDone)
	if err := write(r.Context(), store, w); err != nil {
		panic(http.ErrAbortHandler) // the other side must not take half for the whole
	}
	w.Header().Set(trailerDone, "yes")
}

// askRunning asks a running bot; errNotRunning says that there is none.
func askRunning(ctx context.Context, storePath, question string, w io.Writer) error {
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", controlPath(storePath))
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://roundsman/"+question, http.NoBody)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("%w: %w", errNotRunning, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode == http.StatusNotFound {
		return errors.New("the running bot is of an older version; restart it")
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the running bot answered %s", response.Status)
	}
	if _, err := io.Copy(w, response.Body); err != nil {
		return fmt.Errorf("receive %s: %w", question, err)
	}
	if response.Trailer.Get(trailerDone) != "yes" {
		return fmt.Errorf("the running bot stopped before the %s was whole; try again", question)
	}
	return nil
}

var errNotRunning = errors.New("no bot is running on this store")
