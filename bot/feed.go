package bot

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// A calendar program asks every few minutes at most: a person's address answers
// a dozen at once and then one in half a minute, and what is not found is
// answered twice a second in all, so that nobody can try secrets.
const (
	feedEvery  = 30 * time.Second
	feedBurst  = 12
	missEvery  = 500 * time.Millisecond
	missBurst  = 20
	feedWithin = 5 * time.Second
)

// feeds serves calendars under secret addresses.
type feeds struct {
	w      *Workspace
	misses *rate.Limiter
	owners *limiters
}

// CalendarFeed answers commands.FeedPath + secret + ".ics" with the owner's
// calendar, by the rights they have at that moment. It is stateless towards
// readers: nothing is cached, no cookie set, no referrer passed on.
func (w *Workspace) CalendarFeed() http.Handler {
	f := &feeds{w: w, misses: rate.NewLimiter(rate.Every(missEvery), missBurst), owners: newLimiters(feedEvery, feedBurst)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+commands.FeedPath+"{file}", f.serve)
	return mux
}

func (f *feeds) serve(rw http.ResponseWriter, r *http.Request) {
	h := rw.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex")
	token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !ok {
		f.miss(rw)
		return
	}
	ctx, done := context.WithTimeout(r.Context(), feedWithin)
	defer done()
	file, owner, err := f.read(ctx, token)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		f.miss(rw)
	case err != nil:
		f.w.log.Error("calendar not read", "error", errorClass(err))
		http.Error(rw, "try again later", http.StatusServiceUnavailable)
	case !f.owners.allow(owner, f.w.now()):
		tooMany(rw, feedEvery)
	default:
		h.Set("Content-Type", "text/calendar; charset=utf-8")
		h.Set("Content-Disposition", `inline; filename="roundsman.ics"`)
		h.Set("Content-Length", strconv.Itoa(len(file)))
		_, _ = rw.Write(file) // who hung up asks again
	}
}

// miss answers alike whatever was wrong with an address.
func (f *feeds) miss(rw http.ResponseWriter) {
	if !f.misses.AllowN(f.w.now(), 1) {
		tooMany(rw, missEvery)
		return
	}
	http.Error(rw, "there is no calendar here", http.StatusNotFound)
}

func tooMany(rw http.ResponseWriter, wait time.Duration) {
	rw.Header().Set("Retry-After", strconv.Itoa(max(1, int(wait/time.Second))))
	http.Error(rw, "too often; try again later", http.StatusTooManyRequests)
}

// read makes the calendar to which a secret leads.
func (f *feeds) read(ctx context.Context, token string) (file []byte, owner string, err error) {
	err = f.w.store.View(ctx, func(tx storage.Tx) error {
		p, err := scoped.FeedOwner(tx, token)
		if err != nil {
			return err
		}
		if !isMember(p) {
			return fmt.Errorf("calendar: %w", storage.ErrNotFound)
		}
		owner = string(p.ID)
		now := f.w.now()
		l := f.w.look(tx, event.Event{Key: "feed", Actor: p.ID, Received: now}, p, now)
		file, _, err = commands.CalendarFile(&l)
		return err
	})
	return file, owner, err
}

// secret makes an address nobody can guess: 256 bits.
func (w *Workspace) secret() (string, error) {
	var b [32]byte
	w.randomMu.Lock()
	defer w.randomMu.Unlock()
	if _, err := io.ReadFull(w.o.Random, b[:]); err != nil {
		return "", fmt.Errorf("make secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}
