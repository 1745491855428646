package slackwire

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"roundsman/bot"
	"roundsman/storage"
)

const (
	maxBody    = 1 << 20                 // bytes of a request; a modal's whole state is below 300 KB
	signedFor  = 5 * time.Minute         // how old a signature may be
	answerTime = 2800 * time.Millisecond // Slack waits 3 s
)

// Handler takes Slack's requests, the same for events, interactivity and slash
// commands: it may be mounted on one path or on three. It answers 200 once the
// event is kept, and 500 otherwise, so that Slack sends it again.
//
// A request must carry Slack's signature over its raw body, at most five minutes
// old: https://docs.slack.dev/authentication/verifying-requests-from-slack
func (w *Wire) Handler(in bot.Intake) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			rw.Header().Set("Allow", http.MethodPost)
			http.Error(rw, "Slack sends POST requests", http.StatusMethodNotAllowed)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
		if err != nil {
			refuseBody(rw, err)
			return
		}
		if !signedBySlack(w.options.SigningSecret, r.Header, body, w.now()) {
			http.Error(rw, "not signed by Slack, or too long ago", http.StatusUnauthorized)
			return
		}
		w.serve(rw, r, body, in)
	})
}

func refuseBody(rw http.ResponseWriter, err error) {
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		http.Error(rw, "the request is too long", http.StatusRequestEntityTooLarge)
		return
	}
	http.Error(rw, "the request did not arrive whole", http.StatusBadRequest)
}

func (w *Wire) serve(rw http.ResponseWriter, r *http.Request, body []byte, in bot.Intake) {
	t, err := unwrap(r.Header.Get("Content-Type"), body)
	if err != nil {
		http.Error(rw, "not a request of Slack's: "+err.Error(), http.StatusBadRequest)
		return
	}
	select {
	case w.places <- struct{}{}:
		defer func() { <-w.places }()
	default:
		http.Error(rw, "too much at once; send it again", http.StatusServiceUnavailable)
		return
	}
	// Slack hanging up does not interrupt an event that is being kept.
	ctx, done := context.WithTimeout(context.WithoutCancel(r.Context()), answerTime)
	defer done()
	answer, err := w.take(ctx, t, in)
	if err != nil {
		w.log.Error("an event was not kept and not acknowledged", "kind", t.kind, "error", storage.ErrorClass(err))
		http.Error(rw, "not kept; send it again", http.StatusInternalServerError)
		return
	}
	reply(rw, answer)
}

func reply(rw http.ResponseWriter, answer any) {
	if answer == nil {
		rw.WriteHeader(http.StatusOK)
		return
	}
	encoded, err := json.Marshal(answer)
	if err != nil {
		http.Error(rw, "no answer could be made", http.StatusInternalServerError)
		return
	}
	rw.Header().Set("Content-Type", "application/json")
	_, _ = rw.Write(encoded) // a reader who hung up gets it again from Slack
}

// signedBySlack checks signature and age.
func signedBySlack(secret string, h http.Header, body []byte, now time.Time) bool {
	stamp := h.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || secret == "" || now.Sub(time.Unix(seconds, 0)).Abs() > signedFor {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	want := "v0=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(want), []byte(h.Get("X-Slack-Signature")))
}

// unwrap finds what a request is by its shape: events are JSON, interactions a
// form with a payload, slash commands a form.
func unwrap(contentType string, body []byte) (taken, error) {
	kind, _, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && kind == "application/json", err != nil && bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")):
		return taken{kindEvents, body}, nil
	case err != nil || kind != "application/x-www-form-urlencoded":
		return taken{}, errors.New("unknown content type")
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return taken{}, errors.New("not a form")
	}
	if payload := form.Get("payload"); payload != "" {
		return taken{kindInteractive, []byte(payload)}, nil
	}
	flat := make(map[string]string, len(form))
	for name := range form {
		flat[name] = form.Get(name)
	}
	command, err := json.Marshal(flat)
	return taken{kindSlash, command}, err
}
