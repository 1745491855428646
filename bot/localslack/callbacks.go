package localslack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

func (w *Workspace) urlFor(kind string) string {
	switch kind {
	case kindEvent:
		return w.opt.EventsURL
	case kindCommand:
		return w.opt.CommandsURL
	default:
		return w.opt.InteractivityURL
	}
}

// callback makes one attempt over HTTP: anything but a 2xx within three seconds has failed.
// https://docs.slack.dev/apis/events-api/using-http-request-urls
func (w *Workspace) callback(url string, d *delivery, fault FaultKind) {
	payload, noRetry, err := w.post(url, d, fault)
	w.mu.Lock()
	defer w.mu.Unlock()
	var refused *callbackError
	switch {
	case err == nil && fault != faultLoseAck:
		w.settle(d, answer{payload: payload}, "ack")
	case noRetry: // https://docs.slack.dev/apis/events-api#turning-retries-off
		w.settle(d, answer{err: ErrNotAcknowledged}, "gave_up")
	case errors.As(err, &refused):
		w.failed(d, refused.reason)
	default:
		w.failed(d, "unknown_error")
	}
}

type callbackError struct{ reason string }

func (e *callbackError) Error() string { return "request URL: " + e.reason }

func (w *Workspace) post(url string, d *delivery, fault FaultKind) (payload []byte, noRetry bool, err error) {
	if fault == faultLost || fault == faultCutSocket {
		return nil, false, &callbackError{"connection_failed"}
	}
	ctx, cancel := context.WithTimeout(w.ctx, ackTimeout)
	defer cancel()
	body, contentType := callbackBody(d)
	res, err := w.signedPost(ctx, url, contentType, body, d)
	if err != nil {
		if ctx.Err() != nil {
			return nil, false, &callbackError{"http_timeout"}
		}
		return nil, false, &callbackError{"connection_failed"}
	}
	defer func() { _ = res.Body.Close() }()
	payload, err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
	noRetry = res.Header.Get("X-Slack-No-Retry") == "1"
	switch {
	case err != nil:
		return nil, noRetry, &callbackError{"http_timeout"}
	case res.StatusCode/100 != 2:
		return nil, noRetry, &callbackError{"http_error"}
	}
	return payload, noRetry, nil
}

// callbackBody encodes a delivery as Slack does: events as JSON, the rest as forms.
// https://docs.slack.dev/interactivity/handling-user-interaction, https://docs.slack.dev/interactivity/implementing-slash-commands
func callbackBody(d *delivery) (body, contentType string) {
	const form = "application/x-www-form-urlencoded"
	switch d.kind {
	case kindEvent:
		return string(d.payload), "application/json"
	case kindInteractive:
		return "payload=" + url.QueryEscape(string(d.payload)), form
	default:
		var fields map[string]string
		_ = json.Unmarshal(d.payload, &fields) // our own
		values := url.Values{}
		for k, v := range fields {
			values.Set(k, v)
		}
		return values.Encode(), form
	}
}

// signedPost signs the raw body, https://docs.slack.dev/authentication/verifying-requests-from-slack.
func (w *Workspace) signedPost(ctx context.Context, url, contentType, body string, d *delivery) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("request URL: %w", err)
	}
	ts := strconv.FormatInt(w.now().Unix(), 10)
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	req.Header.Set("X-Slack-Request-Timestamp", ts)
	req.Header.Set("X-Slack-Signature", Sign(w.opt.SigningSecret, ts, body))
	if d != nil && d.attempt > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(d.attempt))
		req.Header.Set("X-Slack-Retry-Reason", d.reason)
	}
	return w.opt.HTTPClient.Do(req)
}

// Sign is Slack's v0 signature of a request body sent at timestamp (Unix seconds).
func Sign(secret, timestamp, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + timestamp + ":" + body))
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// VerifyURL does what Slack does when an Events API request URL is entered: it sends a challenge that must come back.
// https://docs.slack.dev/reference/events/url_verification
func (w *Workspace) VerifyURL(ctx context.Context) error {
	w.mu.Lock()
	target := w.opt.EventsURL
	w.serial++
	challenge := fmt.Sprintf("challenge-%s-%d", w.salt, w.serial)
	w.mu.Unlock()
	body := fmt.Sprintf(`{"token":%q,"challenge":%q,"type":"url_verification"}`, verification, challenge)
	ctx, cancel := context.WithTimeout(ctx, ackTimeout)
	defer cancel()
	res, err := w.signedPost(ctx, target, "application/json", body, nil)
	if err != nil {
		return fmt.Errorf("verify request URL: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	got, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(got), challenge) {
		return errors.Join(fmt.Errorf("verify request URL: status %d, the challenge did not come back", res.StatusCode), err)
	}
	return nil
}
