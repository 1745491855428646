package localslack

import (
	"slices"
	"strings"
	"time"
)

// Notice is something a person's client shows as it happens.
type Notice struct {
	// Type is "message", "message_changed", "message_deleted", "ephemeral", "view_open", "view_update", "view_push",
	// "view_close", "home", "clock" or "state" (people or channels changed).
	Type    string
	Channel string
	To      string // the only person to see it; empty is everyone in the channel
	Message *Message
	TS      string // of "message_deleted"
	View    *View
	Now     time.Time // of "clock"
}

type subscriber struct {
	user string
	ch   chan Notice
	lost bool
}

// Subscribe gets what user's client shows from now on. A subscriber that does not keep up with 1024 notices gets a "state"
// instead of what it missed, and refetches. The channel closes with cancel.
func (w *Workspace) Subscribe(user string) (notices <-chan Notice, cancel func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &subscriber{user: user, ch: make(chan Notice, 1024)}
	w.subs[s] = struct{}{}
	return s.ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if _, ok := w.subs[s]; ok {
			delete(w.subs, s)
			close(s.ch)
		}
	}
}

func (w *Workspace) publish(n Notice) {
	for s := range w.subs {
		if n.To != "" && n.To != s.user {
			continue
		}
		if c := w.channels[n.Channel]; c != nil && !c.has(s.user) {
			continue
		}
		w.offer(s, n)
	}
}

func (w *Workspace) offer(s *subscriber, n Notice) {
	if s.lost {
		n = Notice{Type: "state"}
	}
	select {
	case s.ch <- n:
		s.lost = false
	default:
		s.lost = true
	}
}

// OnPost calls f for every new message of the app in a channel, under the workspace's lock: f must be quick and must not
// call the Workspace.
func (w *Workspace) OnPost(f func(Message)) (cancel func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hookSeq++
	id := w.hookSeq
	w.onPost[id] = f
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.onPost, id)
	}
}

// messagesFor are a channel's messages as someone sees them.
func (w *Workspace) messagesFor(user, channel string) []Message {
	c := w.channels[channel]
	if channel == "" {
		c = w.ims[user]
	}
	if c == nil || !c.has(user) {
		return nil
	}
	list := make([]Message, 0, len(c.messages))
	for _, m := range c.messages {
		list = append(list, m.copy())
	}
	for _, m := range w.ephemeral[user] {
		if m.Channel == c.ID {
			list = append(list, m.copy())
		}
	}
	slices.SortStableFunc(list, func(a, b Message) int { return strings.Compare(a.TS, b.TS) })
	return list
}
