package slackwire

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"roundsman/bot"
)

// effect is what a call does, which decides what a lost answer means.
type effect int

const (
	reading effect = iota // or done twice without harm
	posting
)

// request is what is known of a call's way out.
type request struct {
	method           string // of Slack
	dialled, written atomic.Bool
}

// traced watches whether a request of a method left this machine.
func traced(ctx context.Context, method string) (context.Context, *request) {
	r := &request{method: method}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { r.dialled.Store(true) },
		WroteHeaders: func() { r.written.Store(true) },
	}), r
}

// unsent reports that nothing can have reached Slack. A transport that tells
// nothing of its connections is not trusted to have sent nothing.
func (r *request) unsent() bool { return r.dialled.Load() && !r.written.Load() }

// stopped is the error of a call that is not even begun: its context is done.
func stopped(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &bot.SendError{Failure: bot.Later, Reason: ofCause(err), Err: err}
	}
	return nil
}

// Slack's error codes that are not for ever. What they mean:
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var (
	tokenTrouble = map[string]bool{
		"invalid_auth": true, "not_authed": true, "token_revoked": true, "token_expired": true, "account_inactive": true,
		"org_login_required": true, "ekm_access_denied": true, "missing_scope": true, "no_permission": true,
		"not_allowed_token_type": true, "two_factor_setup_required": true, "access_denied": true,
	}
	tooFast = map[string]bool{"ratelimited": true, "rate_limited": true, "accesslimited": true, "message_limit_exceeded": true}
	passing = map[string]bool{"request_timeout": true, "service_unavailable": true, "team_added_to_org": true}
	// "It's possible some aspect of the operation succeeded before the error was raised."
	halfDone = map[string]bool{"internal_error": true, "fatal_error": true}
)

// unsaidWait is how long we leave a method alone when Slack asks to wait and does
// not say how long.
const unsaidWait = 5 * time.Second

// classify turns what the Slack client reports into a bot.SendError.
func classify(err error, sent *request, does effect) *bot.SendError {
	failed := class(err, sent, does)
	failed.Method = cmp.Or(failed.Method, sent.method)
	return failed
}

func class(err error, sent *request, does effect) *bot.SendError {
	var already *bot.SendError
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	var refused slack.SlackErrorResponse
	switch {
	case errors.As(err, &already):
		return already
	case errors.As(err, &limited):
		return &bot.SendError{Failure: bot.Later, After: max(limited.RetryAfter, time.Second), Reason: "ratelimited", Err: err}
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests, errors.As(err, &refused) && tooFast[refused.Err]:
		return &bot.SendError{Failure: bot.Later, After: unsaidWait, Reason: "ratelimited", Err: err}
	case errors.As(err, &status):
		return &bot.SendError{Failure: ofStatus(status.Code, does), Reason: "http_" + strconv.Itoa(status.Code), Err: err}
	case errors.As(err, &refused):
		return &bot.SendError{Failure: ofCode(refused.Err, does), Reason: refused.Err, Err: err}
	}
	return &bot.SendError{Failure: ofNetwork(sent, does), Reason: ofCause(err), Err: err}
}

func ofStatus(code int, does effect) bot.Failure {
	switch {
	case code == http.StatusRequestTimeout:
		return bot.Later
	case code >= 500 && does == posting:
		return bot.Ambiguous
	case code >= 500:
		return bot.Later
	}
	return bot.Never
}

func ofCode(code string, does effect) bot.Failure {
	switch {
	case tokenTrouble[code]:
		return bot.Auth
	case passing[code], halfDone[code] && does == reading:
		return bot.Later
	case halfDone[code]:
		return bot.Ambiguous
	}
	return bot.Never
}

// ofNetwork: what left this machine may have arrived.
func ofNetwork(sent *request, does effect) bot.Failure {
	if does == reading || sent.unsent() {
		return bot.Later
	}
	return bot.Ambiguous
}

// ofCause names a failure of the network; the error's own text may hold an
// address that is secret.
func ofCause(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "stopped"
	}
	return "network"
}

// reasonOf is the part of an error that is safe to log.
func reasonOf(err error) string {
	var failed *bot.SendError
	if errors.As(err, &failed) {
		return failed.Reason
	}
	return ofCause(err)
}

// unrenderable is a card that cannot be put into Slack's shape.
func unrenderable(err error) *bot.SendError {
	return &bot.SendError{Failure: bot.Never, Reason: "cannot_render", Err: err}
}
