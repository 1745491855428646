package localslack

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// A response URL works five times within thirty minutes.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const (
	hookLife = 30 * time.Minute
	hookUses = 5
)

type hook struct {
	user, channel string
	ts            string // the message acted on, if any
	ephemeral     *Message
	until         time.Time
	left          int
}

func (w *Workspace) newHook(user, channel string, m *Message) string {
	w.serial++
	id := fmt.Sprintf("%s/%d/%s%x", w.opt.Team.ID, w.serial, w.salt, w.serial*7919)
	h := &hook{user: user, channel: channel, until: w.now().Add(hookLife), left: hookUses}
	if m != nil {
		h.ts = m.TS
		if m.Ephemeral {
			h.ephemeral = m
		}
	}
	w.hooks[id] = h
	w.after(2*hookLife, func() { delete(w.hooks, id) })
	return w.base() + "/actions/" + id
}

type hookBody struct {
	Text            string          `json:"text"`
	Blocks          json.RawMessage `json:"blocks"`
	Attachments     json.RawMessage `json:"attachments"`
	Metadata        json.RawMessage `json:"metadata"`
	ResponseType    string          `json:"response_type"`
	ReplaceOriginal bool            `json:"replace_original"`
	DeleteOriginal  bool            `json:"delete_original"`
	ThreadTS        string          `json:"thread_ts"`
}

func (w *Workspace) serveHook(rw http.ResponseWriter, r *http.Request) {
	w.pause(w.opt.Latency / 2)
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		http.Error(rw, "invalid_payload", http.StatusBadRequest)
		return
	}
	q := &request{host: r.Host, args: map[string]string{"body": string(raw)}, call: Call{Method: "response_url"}}
	q.call.Args = q.args
	w.arm(q)
	status, body := w.answerHook(r.PathValue("id"), q)
	if f := q.fault; f != nil && f.Kind == faultSlow {
		w.sleep(r.Context(), f.Delay)
	}
	w.pause(w.opt.Latency / 2)
	if q.call.Fault == faultLoseReply {
		panic(http.ErrAbortHandler)
	}
	rw.Header()["Content-Type"] = jsonType
	rw.WriteHeader(status)
	_, _ = rw.Write(body)
}

func (w *Workspace) answerHook(id string, q *request) (status int, body []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	q.call.At = w.now()
	w.counters[q.call.Method]++
	status, body = http.StatusOK, []byte(`{"ok":true}`)
	var err error
	switch f := q.fault; {
	case f != nil && f.Kind == faultStatus:
		status, body = f.Status, []byte(http.StatusText(f.Status))
	case f != nil && f.Kind == faultRefuse:
		err = refuse(f.Code)
	default:
		err = w.useHook(w.hooks[id], q)
		q.call.Done = err == nil
	}
	if err != nil {
		_, body = w.refusal(q, err)
		status = http.StatusNotFound
		if q.call.Error != "used_url" && q.call.Error != "expired_url" {
			status = http.StatusBadRequest
		}
	}
	q.call.Status, q.call.Reply = status, body
	w.logEntry(Entry{Kind: "call", Call: &q.call})
	w.notify(Notice{})
	return status, body
}

func (w *Workspace) useHook(h *hook, q *request) error {
	switch {
	case h == nil, w.now().After(h.until):
		return refuse("expired_url")
	case h.left == 0:
		return refuse("used_url")
	}
	var b hookBody
	if json.Unmarshal([]byte(q.str("body")), &b) != nil {
		return refuse("invalid_json")
	}
	h.left--
	return w.respond(h, q, b)
}

// respond does what an answer to a response URL (or to a slash command, in place) asks for.
func (w *Workspace) respond(h *hook, q *request, b hookBody) error {
	c := w.channels[h.channel]
	if c == nil {
		return refuse("channel_not_found")
	}
	original := c.byTS[h.ts]
	if h.ephemeral != nil {
		original = h.ephemeral
	}
	if b.DeleteOriginal {
		w.removeOriginal(c, original)
		return nil
	}
	q.args["text"], q.args["blocks"], q.args["attachments"], q.args["metadata"] = b.Text, string(b.Blocks), string(b.Attachments), string(b.Metadata)
	d, err := w.readDraft(q)
	if err != nil {
		return err
	}
	if d.text == "" && len(d.blocks) == 0 && d.attachments == nil {
		return refuse("no_text")
	}
	w.warn(q, d)
	q.call.Channel = c.ID
	if b.ReplaceOriginal && original != nil {
		w.replaceOriginal(c, original, d)
		q.call.TS = original.TS
		return nil
	}
	m := w.appMessage(d)
	m.ThreadTS, q.call.TS = b.ThreadTS, m.TS
	if b.ResponseType == "in_channel" {
		w.postNew(c, m)
		w.countPings(q, d)
		return nil
	}
	q.call.User = h.user
	w.showOnly(c, h.user, m)
	return nil
}

func (w *Workspace) removeOriginal(c *Channel, m *Message) {
	switch {
	case m == nil:
	case m.Ephemeral:
		w.forgetEphemeral(m)
		w.notify(Notice{Type: "message_deleted", Channel: c.ID, TS: m.TS, To: m.To})
	default:
		w.deletedMessage(c, m, true)
	}
}

func (w *Workspace) forgetEphemeral(m *Message) {
	list := w.ephemeral[m.To]
	for i, x := range list {
		if x == m {
			w.ephemeral[m.To] = append(list[:i:i], list[i+1:]...)
			return
		}
	}
}

func (w *Workspace) replaceOriginal(c *Channel, m *Message, d draft) {
	before := m.copy()
	m.Text, m.Blocks, m.Attachments = escapeStray(d.text), d.blocks, d.attachments
	if m.Ephemeral {
		n := m.copy()
		w.notify(Notice{Type: "message_changed", Channel: c.ID, To: m.To, Message: &n})
		return
	}
	m.Edited = &Edited{User: w.opt.App.BotID, TS: w.newTS()}
	w.changedMessage(c, &before, m, true)
}
