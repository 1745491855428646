package localslack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Entry is one line of the append-only log of what happened.
type Entry struct {
	Seq  int
	At   time.Time
	Kind string // "call", "delivery", "ack", "late_ack", "gave_up", "socket_open", "socket_closed", "problem"

	Call     *Call     // of "call"
	Delivery *Delivery // of the deliveries
	Text     string    // of "problem"
}

// Call is one call of the Web API (or of a response URL, as method "response_url", or a file upload, as "upload").
type Call struct {
	Method string
	Args   map[string]string // without the token; structures are JSON
	Error  string            // Slack's error code; empty when it went well
	Status int               // HTTP status
	Reply  json.RawMessage
	Fault  FaultKind // what was injected, if anything
	// Done tells that the call had its effect, whatever the caller got to hear.
	Done    bool
	At      time.Time
	Channel string // where a message was posted, changed or deleted
	TS      string
	User    string   // whose view or ephemeral message it was
	Pings   []string // whom the message notifies: "<!channel>", "<@U…>"
}

// Delivery is one attempt to hand the app something, or the end of it.
type Delivery struct {
	Kind     string // "events_api", "interactive", "slash_commands"
	Name     string // type of the event or payload
	EventID  string
	Envelope string
	Attempt  int // 0 is the first
	Reason   string
	Payload  json.RawMessage // of an attempt
	Response json.RawMessage // of an ack
}

func (w *Workspace) logEntry(e Entry) {
	w.wake()
	w.logSeq++
	e.Seq, e.At = w.logSeq, w.now()
	w.log = append(w.log, e)
	if limit := w.opt.LogLimit; limit > 0 && len(w.log) >= 2*limit {
		w.log = slices.Clone(w.log[len(w.log)-limit:])
	}
}

func (w *Workspace) logDelivery(d *delivery) {
	w.logEntry(Entry{Kind: "delivery", Delivery: &Delivery{
		Kind: d.kind, Name: d.name, EventID: d.eventID, Envelope: d.envelope, Attempt: d.attempt, Reason: d.reason, Payload: d.payload,
	}})
}

// problem records what a person would see as broken, or Slack warn of.
func (w *Workspace) problem(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	w.problems = append(w.problems, text)
	w.logEntry(Entry{Kind: "problem", Text: text})
	w.opt.Logger.Warn("local Slack", "problem", text)
}

// State is the workspace at one moment, for the condition of Await and for Read. It must not be kept, and the
// Workspace's own methods must not be called while it is held.
type State struct{ w *Workspace }

// Read calls look with the workspace held still.
func (w *Workspace) Read(look func(State)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	look(State{w})
}

// Await returns nil as soon as cond holds; it is asked now and after every change. It returns ctx's error otherwise.
func (w *Workspace) Await(ctx context.Context, cond func(State) bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for !cond(State{w}) {
		w.waiting++
		changed := w.changed
		w.mu.Unlock()
		var err error
		select {
		case <-changed:
		case <-ctx.Done():
			err = fmt.Errorf("await: %w", context.Cause(ctx))
		case <-w.ctx.Done():
			err = fmt.Errorf("await: workspace closed")
		}
		w.mu.Lock()
		w.waiting--
		if err != nil {
			return err
		}
	}
	return nil
}

// Log is all that happened so far (or the newest of it, see Options.LogLimit), oldest first.
func (s State) Log() []Entry { return s.w.log }

// Calls are the calls of a method, or all of them for "".
func (s State) Calls(method string) []Call {
	var calls []Call
	for _, e := range s.w.log {
		if e.Call != nil && (method == "" || e.Call.Method == method) {
			calls = append(calls, *e.Call)
		}
	}
	return calls
}

// Deliveries are the attempts so far.
func (s State) Deliveries() []Delivery {
	var list []Delivery
	for _, e := range s.w.log {
		if e.Kind == "delivery" {
			list = append(list, *e.Delivery)
		}
	}
	return list
}

// Problems are what Slack would have refused, warned of or shown as broken.
func (s State) Problems() []string { return s.w.problems }

// Pings are all the notifications the app's posts have caused.
func (s State) Pings() []string { return s.w.pings }

// Pending counts deliveries that are neither acknowledged nor given up.
func (s State) Pending() int { return s.w.inFlight }

// Sockets counts the open connections.
func (s State) Sockets() int { return len(s.w.conns) }

// Count is how often a method was called.
func (s State) Count(method string) int { return s.w.counters[method] }

// Messages are a channel's messages, oldest first, with the ephemeral ones to user. An empty channel is the direct
// message of user and the app.
func (s State) Messages(user, channel string) []Message { return s.w.messagesFor(user, channel) }

// View is the modal on top for a person, Views the whole stack, Home what Home shows; nil when there is none.
func (s State) View(user string) *View { return s.w.topView(user).copy() }

// Views are the person's open modals, the bottom one first.
func (s State) Views(user string) []View {
	var list []View
	for _, v := range s.w.modals[user] {
		list = append(list, *v)
	}
	return list
}

// Home is the person's published Home, or nil.
func (s State) Home(user string) *View { return s.w.homes[user].copy() }

// Person is a member, or nil.
func (s State) Person(id string) *Person {
	if p := s.w.people[id]; p != nil {
		q := *p
		return &q
	}
	return nil
}

func read[T any](w *Workspace, f func(State) T) (v T) {
	w.Read(func(s State) { v = f(s) })
	return v
}

// Log, Calls and the others below are State's, at this moment.
func (w *Workspace) Log() []Entry { return slices.Clone(read(w, State.Log)) }

// Calls are the calls of a method so far.
func (w *Workspace) Calls(method string) []Call {
	return read(w, func(s State) []Call { return s.Calls(method) })
}

// Deliveries are the attempts to deliver so far.
func (w *Workspace) Deliveries() []Delivery { return read(w, State.Deliveries) }

// Problems are what Slack would have refused, warned of or shown as broken so far.
func (w *Workspace) Problems() []string { return slices.Clone(read(w, State.Problems)) }

// Pings are the notifications the app's posts have caused so far.
func (w *Workspace) Pings() []string { return slices.Clone(read(w, State.Pings)) }

// Messages are a channel's messages as user sees them, oldest first.
func (w *Workspace) Messages(user, channel string) []Message {
	return read(w, func(s State) []Message { return s.Messages(user, channel) })
}

// View is the modal on top for user, or nil.
func (w *Workspace) View(user string) *View {
	return read(w, func(s State) *View { return s.View(user) })
}

// Views are the modals of user, the bottom one first.
func (w *Workspace) Views(user string) []View {
	return read(w, func(s State) []View { return s.Views(user) })
}

// Home is what user's Home shows, or nil.
func (w *Workspace) Home(user string) *View {
	return read(w, func(s State) *View { return s.Home(user) })
}
