package localslack

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const maxBody = 4 << 20

// request is a call of the Web API with its arguments, whichever way they came.
// https://docs.slack.dev/apis/web-api#evaluating-responses
type request struct {
	token      string
	host       string
	args       map[string]string
	call       Call
	fault      *Fault
	warning    string
	retryAfter int
	unreadable string // the error code of a body that cannot be read
}

// readRequest takes arguments from the query, a form, a multipart form or JSON, and the token from the header or them.
func readRequest(r *http.Request) *request {
	q := &request{host: r.Host, args: map[string]string{}, call: Call{Method: r.PathValue("method")}}
	if r.URL.RawQuery != "" {
		q.values(r.URL.Query())
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	var err error
	switch {
	case r.Method == http.MethodGet:
	case kind == "application/json":
		err = q.readJSON(r.Body)
	case kind == "multipart/form-data":
		if err = r.ParseMultipartForm(maxBody); err == nil { //nolint:gosec // bounded above
			q.values(url.Values(r.MultipartForm.Value))
		}
	default:
		err = q.readForm(r.Body)
	}
	switch {
	case err == nil:
	case errors.Is(err, io.ErrUnexpectedEOF): // the caller went away: "the POST data was either missing or truncated"
		q.unreadable = "request_timeout"
	case kind == "application/json":
		q.unreadable = "invalid_json"
	default:
		q.unreadable = "invalid_form_data"
	}
	q.token = q.args["token"]
	delete(q.args, "token")
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		q.token = t
	}
	q.call.Args = q.args
	return q
}

func (q *request) values(v url.Values) {
	for k, list := range v {
		if len(list) > 0 {
			q.args[k] = list[0]
		}
	}
}

func (q *request) readForm(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("read body: %w", err)
	}
	v, err := url.ParseQuery(string(raw))
	if err != nil {
		return fmt.Errorf("read form: %w", err)
	}
	q.values(v)
	return nil
}

func (q *request) readJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("read body: %w", err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil && len(raw) > 0 {
		return fmt.Errorf("read JSON: %w", err)
	}
	for k, v := range fields {
		var s string
		switch {
		case string(v) == "null":
		case json.Unmarshal(v, &s) == nil:
			q.args[k] = s
		default:
			q.args[k] = string(v)
		}
	}
	return nil
}

func (q *request) str(name string) string { return q.args[name] }

func (q *request) flag(name string) bool {
	v := q.args[name]
	return v == "true" || v == "1"
}

func (q *request) limit(fallback, most int) (int, error) {
	s := q.args["limit"]
	if s == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, refuse("invalid_limit")
	}
	if n == 0 {
		n = fallback
	}
	return n, nil
}

// list splits a comma-separated argument.
func (q *request) list(name string) []string {
	var out []string
	for _, s := range strings.Split(q.args[name], ",") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// structure decodes a JSON argument; absent ones leave v alone.
func (q *request) structure(name string, v any) error {
	s := q.args[name]
	if s == "" || s == "null" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}

// page cuts a list at a cursor, as Slack's cursors do. https://docs.slack.dev/apis/web-api/pagination
func page[T any](list []T, cursor string, limit int) (part []T, next string, err error) {
	start := 0
	if cursor != "" {
		if start, err = strconv.Atoi(strings.TrimPrefix(cursor, "next:")); err != nil || start > len(list) {
			return nil, "", refuse("invalid_cursor")
		}
	}
	end := min(start+limit, len(list))
	if end < len(list) {
		next = "next:" + strconv.Itoa(end)
	}
	return list[start:end], next, nil
}

type responseMetadata struct {
	NextCursor string `json:"next_cursor"`
}
