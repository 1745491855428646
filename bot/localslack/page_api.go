package localslack

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// The browser's side: what the page shows and does. It is the same as the Go methods, over JSON.

type pageUser struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	RealName   string `json:"real_name"`
	Title      string `json:"title"`
	TZ         string `json:"tz"`
	Locale     string `json:"locale"`
	Color      string `json:"color"`
	IsBot      bool   `json:"is_bot"`
	IsGuest    bool   `json:"is_guest"`
	IsStranger bool   `json:"is_stranger"`
}

type pageChannel struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // "im", "channel", "private"
	Members []string `json:"members"`
	User    string   `json:"user,omitempty"`
}

type pageFile struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Mimetype string `json:"mimetype"`
	Size     int    `json:"size"`
	URL      string `json:"url"`
}

type pageMessage struct {
	TS         string            `json:"ts"`
	User       string            `json:"user"`
	Text       string            `json:"text"`
	Blocks     []json.RawMessage `json:"blocks,omitempty"`
	ThreadTS   string            `json:"thread_ts,omitempty"`
	ReplyCount int               `json:"reply_count,omitempty"`
	Edited     *Edited           `json:"edited,omitempty"`
	Files      []pageFile        `json:"files,omitempty"`
	Reactions  []Reaction        `json:"reactions,omitempty"`
	Ephemeral  bool              `json:"ephemeral"`
	Bot        bool              `json:"bot"`
}

func (w *Workspace) pageMessage(m *Message) pageMessage {
	p := pageMessage{
		TS: m.TS, User: m.User, Text: m.Text, Blocks: m.Blocks, ThreadTS: m.ThreadTS, ReplyCount: m.ReplyCount, Edited: m.Edited,
		Reactions: m.Reactions, Ephemeral: m.Ephemeral, Bot: m.FromApp(),
	}
	if p.Bot { // Slack shows no "(edited)" beside what an app has updated
		p.Edited = nil
	}
	for _, f := range m.Files {
		p.Files = append(p.Files, pageFile{ID: f.ID, Name: f.Name, Mimetype: f.Mimetype, Size: f.Size, URL: "/_local/file/" + f.ID})
	}
	return p
}

func (w *Workspace) pageGets() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"/_local/state":     w.pageState,
		"/_local/messages":  w.pageMessages,
		"/_local/events":    w.pageEvents,
		"/_local/home":      w.pageHome,
		"/_local/file/{id}": w.pageFileData,
	}
}

func (w *Workspace) pageState(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	people, channels := []pageUser{}, []pageChannel{}
	for _, id := range w.order {
		p := w.people[id]
		if p.Deleted {
			continue
		}
		if !p.Bot && !p.Stranger {
			w.im(id) // everyone finds the app among the direct messages
		}
		people = append(people, pageUser{
			ID: p.ID, Name: p.Name, RealName: p.RealName, Title: p.Title, TZ: p.TZ, Locale: p.Locale, Color: p.Color,
			IsBot: p.Bot, IsGuest: p.Guest, IsStranger: p.Stranger,
		})
	}
	for _, id := range w.channelOrder {
		c := w.channels[id]
		kind := c.kind()
		if kind == "group" {
			kind = "private"
		}
		channels = append(channels, pageChannel{ID: c.ID, Name: c.Name, Kind: kind, Members: slices.Clone(c.Members), User: c.User})
	}
	a := w.opt.App
	state := map[string]any{
		"team": map[string]any{"id": w.opt.Team.ID, "name": w.opt.Team.Name}, "now": w.now().Format(time.RFC3339), "zone": w.opt.Zone,
		"people": people, "channels": channels, "guide": w.opt.Guide, "clock": w.opt.Advance != nil,
		"app": map[string]any{
			"id": a.ID, "name": a.Name, "bot_user": a.BotUser, "home": true,
			"commands": append([]Command{}, a.Commands...), "shortcuts": append([]Shortcut{}, a.Shortcuts...),
		},
	}
	w.mu.Unlock()
	writeJSON(rw, http.StatusOK, state)
}

func (w *Workspace) pageMessages(rw http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	limit := 50
	if s := v.Get("limit"); s != "" {
		if _, err := fmt.Sscan(s, &limit); err != nil || limit < 1 || limit > 1000 {
			writeError(rw, http.StatusBadRequest, "invalid_limit", errors.New("limit is a number from 1 to 1000"))
			return
		}
	}
	list := []pageMessage{}
	thread, before := v.Get("thread"), v.Get("before")
	for _, m := range w.Messages(v.Get("as"), v.Get("channel")) {
		inside := thread == "" && !m.isReply() || thread != "" && (m.TS == thread || m.ThreadTS == thread)
		if inside && (before == "" || m.TS < before) {
			list = append(list, w.pageMessage(&m))
		}
	}
	more := len(list) > limit
	if more {
		list = list[len(list)-limit:]
	}
	writeJSON(rw, http.StatusOK, map[string]any{"messages": list, "has_more": more})
}

func (w *Workspace) pageHome(rw http.ResponseWriter, r *http.Request) {
	writeJSON(rw, http.StatusOK, map[string]any{"view": w.Home(r.URL.Query().Get("as"))})
}

func (w *Workspace) pageFileData(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	f := w.files[r.PathValue("id")]
	w.mu.Unlock()
	if f == nil {
		http.NotFound(rw, r)
		return
	}
	w.writeFile(rw, f)
}

// pageEvents streams what user's client shows, https://html.spec.whatwg.org/multipage/server-sent-events.html.
func (w *Workspace) pageEvents(rw http.ResponseWriter, r *http.Request) {
	notices, cancel := w.Subscribe(r.URL.Query().Get("as"))
	defer cancel()
	flusher := http.NewResponseController(rw)
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(rw, ": hello\n\n")
	_ = flusher.Flush()
	beat := time.NewTicker(25 * time.Second)
	defer beat.Stop()
	for {
		var err error
		select {
		case n := <-notices:
			raw, _ := json.Marshal(w.pageNotice(n))
			_, err = fmt.Fprintf(rw, "data: %s\n\n", raw)
		case <-beat.C:
			_, err = io.WriteString(rw, ": beat\n\n")
		case <-r.Context().Done():
			return
		case <-w.ctx.Done():
			return
		}
		if err != nil || flusher.Flush() != nil {
			return
		}
	}
}

func (w *Workspace) pageNotice(n Notice) map[string]any {
	e := map[string]any{"type": n.Type}
	if n.Channel != "" {
		e["channel"] = n.Channel
	}
	if n.Message != nil {
		e["message"] = w.pageMessage(n.Message)
	}
	if n.TS != "" {
		e["ts"] = n.TS
	}
	if n.View != nil {
		e["view"] = n.View
	}
	if n.Type == "clock" {
		e["now"] = n.Now.Format(time.RFC3339)
	}
	return e
}

func writeJSON(rw http.ResponseWriter, status int, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	rw.Header()["Content-Type"] = jsonType
	rw.Header().Set("Cache-Control", "no-store")
	rw.WriteHeader(status)
	_, _ = rw.Write(raw)
}

func writeError(rw http.ResponseWriter, status int, code string, err error) {
	writeJSON(rw, status, map[string]string{"error": code, "detail": err.Error()})
}
