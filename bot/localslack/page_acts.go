package localslack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// pageBody is what the page may send; each act uses its own part.
type pageBody struct {
	As         string        `json:"as"`
	Channel    string        `json:"channel"`
	TS         string        `json:"ts"`
	ThreadTS   string        `json:"thread_ts"`
	Text       string        `json:"text"`
	Container  pageContainer `json:"container"`
	Action     Action        `json:"action"`
	ActionID   string        `json:"action_id"`
	BlockID    string        `json:"block_id"`
	Value      string        `json:"value"`
	State      ViewState     `json:"state"`
	ViewID     string        `json:"view_id"`
	Cleared    bool          `json:"cleared"`
	Tab        string        `json:"tab"`
	Command    string        `json:"command"`
	CallbackID string        `json:"callback_id"`
	Locale     string        `json:"locale"`
	TZ         string        `json:"tz"`
	Advance    string        `json:"advance"`
	Next       string        `json:"next"`
	To         string        `json:"to"`
}

type pageContainer struct {
	Type    string `json:"type"` // "message" or "view"
	Channel string `json:"channel"`
	TS      string `json:"ts"`
	ViewID  string `json:"view_id"`
}

func (c pageContainer) on() On {
	if c.Type == "message" {
		return OnMessage(c.Channel, c.TS)
	}
	return OnView(c.ViewID)
}

var done = map[string]bool{"ok": true}

// pagePosts are the page's acts.
func (w *Workspace) pagePosts() map[string]http.HandlerFunc {
	type act = func(context.Context, pageBody) (any, error)
	acts := map[string]act{
		"say": func(_ context.Context, b pageBody) (any, error) {
			how := []SayOption{}
			if b.ThreadTS != "" {
				how = append(how, InThread(b.ThreadTS))
			}
			ts, err := w.Say(b.As, b.Channel, b.Text, how...)
			return map[string]string{"ts": ts}, err
		},
		"edit":   func(_ context.Context, b pageBody) (any, error) { return done, w.Edit(b.As, b.Channel, b.TS, b.Text) },
		"delete": func(_ context.Context, b pageBody) (any, error) { return done, w.Delete(b.As, b.Channel, b.TS) },
		"action": func(ctx context.Context, b pageBody) (any, error) {
			return done, w.Act(ctx, b.As, b.Container.on(), b.Action, b.State)
		},
		"options": func(ctx context.Context, b pageBody) (any, error) {
			s, err := w.Suggest(ctx, b.As, b.Container.on(), b.ActionID, b.Value)
			return s.Raw, err
		},
		"view/submit": func(ctx context.Context, b pageBody) (any, error) {
			errs, err := w.SubmitState(ctx, b.As, b.ViewID, b.State)
			if len(errs) > 0 {
				return map[string]any{"errors": errs}, err
			}
			return done, err
		},
		"view/close": func(ctx context.Context, b pageBody) (any, error) {
			return done, w.CloseView(ctx, b.As, b.ViewID, b.Cleared)
		},
		"home/open": func(_ context.Context, b pageBody) (any, error) { return done, w.OpenTab(b.As, b.Tab) },
		"command": func(ctx context.Context, b pageBody) (any, error) {
			return done, w.Slash(ctx, b.As, b.Channel, b.Command, b.Text)
		},
		"shortcut": func(ctx context.Context, b pageBody) (any, error) {
			if b.TS != "" {
				return done, w.MessageShortcut(ctx, b.As, b.CallbackID, b.Channel, b.TS)
			}
			return done, w.Shortcut(ctx, b.As, b.CallbackID)
		},
		"person": w.pagePerson,
		"clock":  w.pageClock,
	}
	routes := map[string]http.HandlerFunc{"/_local/upload": w.pageUpload}
	for name, f := range acts {
		routes["/_local/"+name] = func(rw http.ResponseWriter, r *http.Request) {
			var b pageBody
			if err := json.NewDecoder(io.LimitReader(r.Body, maxBody)).Decode(&b); err != nil {
				writeError(rw, http.StatusBadRequest, "invalid_json", err)
				return
			}
			v, err := f(r.Context(), b)
			pageAnswer(rw, v, err)
		}
	}
	return routes
}

func pageAnswer(rw http.ResponseWriter, v any, err error) {
	switch {
	case errors.Is(err, ErrNotAcknowledged):
		writeError(rw, http.StatusGatewayTimeout, "operation_timeout", err)
	case err != nil:
		writeError(rw, http.StatusBadRequest, "refused", err)
	default:
		writeJSON(rw, http.StatusOK, v)
	}
}

func (w *Workspace) pagePerson(_ context.Context, b pageBody) (any, error) {
	if _, err := time.LoadLocation(b.TZ); err != nil {
		return nil, fmt.Errorf("no such zone %q", b.TZ)
	}
	return done, w.SetPerson(b.As, func(p *Person) {
		if b.Locale != "" {
			p.Locale = b.Locale
		}
		if b.TZ != "" {
			p.TZ = b.TZ
		}
	})
}

func (w *Workspace) pageClock(_ context.Context, b pageBody) (any, error) {
	if w.opt.Advance == nil {
		return nil, errors.New("this clock cannot be moved")
	}
	kind, value := "advance", b.Advance
	switch {
	case b.Next != "":
		kind, value = "next", b.Next
	case b.To != "":
		kind, value = "to", b.To
	}
	now, err := w.opt.Advance(b.As, kind, value)
	if err != nil {
		return nil, err
	}
	w.Tick()
	w.mu.Lock()
	w.notify(Notice{Type: "clock", Now: now})
	w.mu.Unlock()
	return map[string]string{"now": now.Format(time.RFC3339)}, nil
}

const maxPageUpload = 64 << 20

func (w *Workspace) pageUpload(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxPageUpload)
	file, header, err := r.FormFile("file")
	if err != nil {
		writeError(rw, http.StatusBadRequest, "invalid_form_data", err)
		return
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(file)
	if err != nil {
		writeError(rw, http.StatusBadRequest, "invalid_form_data", err)
		return
	}
	ts, err := w.Upload(r.FormValue("as"), r.FormValue("channel"), r.FormValue("text"), header.Filename, data)
	pageAnswer(rw, map[string]string{"ts": ts}, err)
}
