package localslack

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// method is one method of the Web API.
type method struct {
	do     func(*Workspace, *request) (any, error)
	tier   int      // calls a minute; 0 is special, see rates.go
	scopes []string // any of them will do; none needed when empty
	app    bool     // takes the app-level token
}

// methods is the table of contents. Tiers and scopes: https://docs.slack.dev/reference/methods and the page of each.
func methods() map[string]method {
	history := []string{"channels:history", "groups:history", "im:history", "mpim:history"}
	read := []string{"channels:read", "groups:read", "im:read", "mpim:read"}
	write := []string{"chat:write"}
	return map[string]method{
		"api.test":                     {do: (*Workspace).apiTest, tier: 100},
		"auth.test":                    {do: (*Workspace).authTest, tier: 600},
		"apps.connections.open":        {do: (*Workspace).appsConnectionsOpen, tier: 1, app: true},
		"bots.info":                    {do: (*Workspace).botsInfo, tier: 50, scopes: []string{"users:read"}},
		"chat.delete":                  {do: (*Workspace).chatDelete, tier: 50, scopes: write},
		"chat.getPermalink":            {do: (*Workspace).chatGetPermalink, tier: 600},
		"chat.postEphemeral":           {do: (*Workspace).chatPostEphemeral, tier: 100, scopes: write},
		"chat.postMessage":             {do: (*Workspace).chatPostMessage, scopes: write},
		"chat.update":                  {do: (*Workspace).chatUpdate, tier: 50, scopes: write},
		"conversations.history":        {do: (*Workspace).conversationsHistory, tier: 50, scopes: history},
		"conversations.info":           {do: (*Workspace).conversationsInfo, tier: 50, scopes: read},
		"conversations.join":           {do: (*Workspace).conversationsJoin, tier: 50, scopes: []string{"channels:join", "channels:manage"}},
		"conversations.list":           {do: (*Workspace).conversationsList, tier: 20, scopes: read},
		"conversations.members":        {do: (*Workspace).conversationsMembers, tier: 100, scopes: read},
		"conversations.open":           {do: (*Workspace).conversationsOpen, tier: 50, scopes: []string{"im:write", "mpim:write", "channels:manage", "groups:write"}},
		"conversations.replies":        {do: (*Workspace).conversationsReplies, tier: 50, scopes: history},
		"files.completeUploadExternal": {do: (*Workspace).filesComplete, tier: 100, scopes: []string{"files:write"}},
		"files.getUploadURLExternal":   {do: (*Workspace).filesGetUploadURL, tier: 100, scopes: []string{"files:write"}},
		"files.info":                   {do: (*Workspace).filesInfo, tier: 100, scopes: []string{"files:read"}},
		"reactions.add":                {do: (*Workspace).reactionsAdd, tier: 50, scopes: []string{"reactions:write"}},
		"team.info":                    {do: (*Workspace).teamInfo, tier: 50, scopes: []string{"team:read"}},
		"users.conversations":          {do: (*Workspace).usersConversations, tier: 50, scopes: read},
		"users.info":                   {do: (*Workspace).usersInfo, tier: 100, scopes: []string{"users:read"}},
		"users.list":                   {do: (*Workspace).usersList, tier: 20, scopes: []string{"users:read"}},
		"users.lookupByEmail":          {do: (*Workspace).usersLookupByEmail, tier: 50, scopes: []string{"users:read.email"}},
		"views.open":                   {do: (*Workspace).viewsOpen, tier: 100},
		"views.publish":                {do: (*Workspace).viewsPublish, tier: 100},
		"views.push":                   {do: (*Workspace).viewsPush, tier: 100},
		"views.update":                 {do: (*Workspace).viewsUpdate, tier: 100},
	}
}

// apiError is a refusal: {"ok":false,"error":Code,…}.
type apiError struct {
	Code     string
	Messages []string
	Needed   string
}

func (e *apiError) Error() string { return e.Code }

func refuse(code string, messages ...string) error { return &apiError{Code: code, Messages: messages} }

// serveAPI is one call from the wire and back.
func (w *Workspace) serveAPI(rw http.ResponseWriter, r *http.Request) {
	w.pause(w.opt.Latency / 2)
	q := readRequest(r)
	w.arm(q)
	status, body := w.answer(q)
	if f := q.fault; f != nil && f.Kind == faultSlow {
		w.sleep(r.Context(), f.Delay)
	}
	w.pause(w.opt.Latency / 2)
	if q.call.Fault == faultLoseReply {
		panic(http.ErrAbortHandler) // cuts the connection: the caller cannot know
	}
	h := rw.Header()
	h["Content-Type"] = jsonType
	h.Set("Date", w.now().UTC().Format(http.TimeFormat))
	if w.opt.Scopes != nil {
		h.Set("X-OAuth-Scopes", strings.Join(w.opt.Scopes, ","))
	} else {
		h["X-Oauth-Scopes"] = allScopes
	}
	if m := w.methods[q.call.Method]; len(m.scopes) > 0 {
		h.Set("X-Accepted-OAuth-Scopes", strings.Join(m.scopes, ","))
	}
	if q.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(q.retryAfter))
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	rw.WriteHeader(status)
	_, _ = rw.Write(body) //nolint:gosec // JSON, sent as such
}

var (
	jsonType  = []string{"application/json; charset=utf-8"}
	allScopes = []string{"identify,app_mentions:read,channels:history,channels:join,channels:read,chat:write,commands,files:read,files:write," +
		"groups:history,groups:read,im:history,im:read,im:write,mpim:history,mpim:read,mpim:write,reactions:write,team:read,users:read,users:read.email"}
)

// arm takes the fault meant for the call, and stalls it if that is what the fault does.
func (w *Workspace) arm(q *request) {
	w.mu.Lock()
	f := w.apiFault(&q.call)
	w.mu.Unlock()
	if f == nil {
		return
	}
	q.fault, q.call.Fault = f, f.Kind
	if f.Kind == faultStall {
		w.sleep(context.Background(), f.Delay)
	}
}

// answer handles a call under the lock and logs it. Slow and LoseReply faults take effect on the way back, after it is done.
func (w *Workspace) answer(q *request) (status int, body []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	q.call.At = w.now()
	w.counters[q.call.Method]++
	status, body = w.perform(q)
	q.call.Status, q.call.Reply = status, body
	w.logEntry(Entry{Kind: "call", Call: &q.call})
	w.notify(Notice{})
	return status, body
}

func (w *Workspace) perform(q *request) (status int, body []byte) {
	if f := q.fault; f != nil {
		switch f.Kind {
		case faultRefuse:
			return w.refusal(q, refuse(f.Code))
		case faultStatus:
			q.call.Error = "http_" + strconv.Itoa(f.Status)
			return f.Status, []byte(http.StatusText(f.Status))
		case faultThrottle:
			return w.throttled(q, int(f.Delay.Seconds()))
		default: // the others take effect on the way
		}
	}
	m, err := w.admit(q)
	if err != nil {
		return w.refusal(q, err)
	}
	if wait := w.limited(q, m); wait > 0 {
		return w.throttled(q, wait)
	}
	reply, err := m.do(w, q)
	if err != nil {
		return w.refusal(q, err)
	}
	q.call.Done = true
	return http.StatusOK, okJSON(reply, q.warning)
}

// admit checks method, token and scopes, in Slack's order.
func (w *Workspace) admit(q *request) (method, error) {
	m, known := w.methods[q.call.Method]
	switch {
	case !known:
		w.problem("unknown method %s", q.call.Method)
		return m, refuse("unknown_method")
	case q.unreadable != "":
		return m, refuse(q.unreadable)
	case q.call.Method == "api.test":
		return m, nil
	case q.token == "":
		return m, refuse("not_authed")
	case q.token != w.opt.BotToken && q.token != w.opt.AppToken:
		return m, refuse("invalid_auth")
	case m.app != (q.token == w.opt.AppToken) && q.call.Method != "auth.test":
		return m, refuse("not_allowed_token_type")
	case w.scopes != nil && len(m.scopes) > 0 && !slices.ContainsFunc(m.scopes, func(s string) bool { return w.scopes[s] }):
		return m, &apiError{Code: "missing_scope", Needed: strings.Join(m.scopes, ",")}
	}
	return m, nil
}

func (w *Workspace) throttled(q *request, seconds int) (int, []byte) {
	q.retryAfter, q.call.Error = max(1, seconds), "ratelimited"
	return http.StatusTooManyRequests, []byte(`{"ok":false,"error":"ratelimited"}`)
}

func (w *Workspace) refusal(q *request, err error) (int, []byte) {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{Code: "internal_error", Messages: []string{err.Error()}}
	}
	q.call.Error = e.Code
	reply := map[string]any{"ok": false, "error": e.Code}
	if e.Needed != "" {
		reply["needed"], reply["provided"] = e.Needed, strings.Join(w.opt.Scopes, ",")
	}
	if len(e.Messages) > 0 {
		reply["response_metadata"] = map[string]any{"messages": e.Messages}
		plain := make([]string, len(e.Messages))
		for i, m := range e.Messages {
			plain[i] = strings.TrimPrefix(m, "[ERROR] ")
		}
		reply["errors"] = plain
	}
	if faultyRefusals[e.Code] && q.fault == nil {
		w.problem("%s: %s %s", q.call.Method, e.Code, strings.Join(e.Messages, "; "))
	}
	body, _ := json.Marshal(reply)
	return http.StatusOK, body
}

// faultyRefusals are those that only a faulty program gets; all others may happen to a good one.
var faultyRefusals = set([]string{
	"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "invalid_arguments", "no_text", "invalid_metadata_format",
	"invalid_metadata_schema", "metadata_too_large", "view_too_large", "invalid_json", "invalid_form_data", "push_limit_reached",
})

// okJSON is {"ok":true,…} with the warning, if any, where Slack puts it.
func okJSON(reply any, warning string) []byte {
	raw, err := json.Marshal(reply)
	if err != nil {
		panic("localslack: reply cannot be encoded: " + err.Error()) // our own values only
	}
	b := append(make([]byte, 0, len(raw)+128), `{"ok":true`...)
	if warning != "" {
		b = append(b, `,"warning":"`+warning+`","response_metadata":{"warnings":["`+warning+`"]}`...)
	}
	if len(raw) > 2 { // not {}
		b = append(b, ',')
	}
	return append(b, raw[1:]...)
}
