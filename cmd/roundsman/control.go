package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

// A running bot answers on a Unix socket beside its store, readable by its user
// alone, for the subcommands that need the store while it is locked.

func controlPath(store string) string { return store + ".sock" }

// desk is where the questions are put: a store, and the bot at work on it.
type desk struct {
	store storage.Store
	path  string
	rules sales.Rules
	now   func() time.Time
	log   *slog.Logger
	// work makes the bot look for work; it does nothing if none runs.
	work func()
}

// answer writes what is asked for. A toldError is for whoever asks.
type answer func(ctx context.Context, d desk, ask url.Values, w io.Writer) error

// toldError says what is wrong with a question, and what to type instead.
type toldError string

func (e toldError) Error() string { return string(e) }

// The questions that subcommands ask.
const (
	askBackup      = "backup"
	askBackedUp    = "backup/done"
	askBook        = "book"
	askCorrections = "corrections"
	askOutbox      = "outbox/list"
	askOutboxRetry = "outbox/retry"
	askOutboxDrop  = "outbox/drop"
	askInbox       = "inbox/list"
	askInboxRetry  = "inbox/retry"
	askInboxDrop   = "inbox/drop"
	askNext        = "next"
)

func answers() map[string]answer {
	return map[string]answer{
		askBackup:      ofStore(func(ctx context.Context, s storage.Store, w io.Writer) error { return s.Backup(ctx, w) }),
		askBackedUp:    backedUp,
		askBook:        ofStore(writeBook),
		askCorrections: ofStore(writeCorrections),
		askOutbox:      listOutbox,
		askOutboxRetry: retryOutbox,
		askOutboxDrop:  dropOutbox,
		askInbox:       listInbox,
		askInboxRetry:  retryInbox,
		askInboxDrop:   dropInbox,
		askNext:        forecast,
	}
}

// ofStore is an answer that needs the store alone.
func ofStore(write func(context.Context, storage.Store, io.Writer) error) answer {
	return func(ctx context.Context, d desk, _ url.Values, w io.Writer) error { return write(ctx, d.store, w) }
}

// fromStore asks the bot that runs on a store, or the store itself if none does.
func (p program) fromStore(ctx context.Context, path, question string, w io.Writer) error {
	return p.fromStoreBy(ctx, sales.DefaultRules(), path, question, nil, w)
}

// fromStoreBy is fromStore for questions to which the rules matter: those given
// count if no bot runs.
func (p program) fromStoreBy(ctx context.Context, rules sales.Rules, path, question string, ask url.Values, w io.Writer) error {
	err := askRunning(ctx, path, question, ask, w)
	if !errors.Is(err, errNotRunning) {
		return err
	}
	store, err := boltstore.Open(path, boltstore.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	d := desk{store: store, path: path, rules: rules, now: p.now, log: slog.New(slog.DiscardHandler), work: func() {}}
	err = answers()[question](ctx, d, ask, w)
	var told toldError
	if errors.As(err, &told) {
		return told
	}
	return err
}

// serveControl answers on the control socket until ctx ends.
func serveControl(ctx context.Context, d desk) error {
	path := controlPath(d.path)
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
		mux.HandleFunc("POST /"+question, func(w http.ResponseWriter, r *http.Request) { sendAnswer(w, r, d, answer) })
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

// trailerDone tells a whole answer from one that was cut off; trailerTold is
// what is wrong with the question.
const (
	trailerDone = "X-Roundsman-Done"
	trailerTold = "X-Roundsman-Told"
)

func sendAnswer(w http.ResponseWriter, r *http.Request, d desk, write answer) {
	w.Header().Set("Trailer", trailerDone+", "+trailerTold)
	err := write(r.Context(), d, r.URL.Query(), w)
	var told toldError
	switch {
	case errors.As(err, &told):
		w.Header().Set(trailerTold, url.QueryEscape(told.Error()))
	case err != nil:
		d.log.ErrorContext(r.Context(), "question not answered", "question", r.URL.Path, "error", storage.ErrorClass(err))
		panic(http.ErrAbortHandler) // the other side must not take half for the whole
	default:
		w.Header().Set(trailerDone, "yes")
	}
}

// askRunning asks a running bot; errNotRunning says that there is none.
func askRunning(ctx context.Context, storePath, question string, ask url.Values, w io.Writer) error {
	client := &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", controlPath(storePath))
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://roundsman/"+question+"?"+ask.Encode(), http.NoBody)
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
	if told, err := url.QueryUnescape(response.Trailer.Get(trailerTold)); err == nil && told != "" {
		return toldError(told)
	}
	if response.Trailer.Get(trailerDone) != "yes" {
		return fmt.Errorf("the running bot stopped before the %s was whole; try again", question)
	}
	return nil
}

var errNotRunning = errors.New("no bot is running on this store")
