package localslack

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ErrNotAcknowledged is what a person gets to see as a warning triangle: the app did not answer within three seconds.
var ErrNotAcknowledged = errors.New("operation_timeout: the app did not acknowledge in time")

// ackTimeout is how long the app has, https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response.
const ackTimeout = 3 * time.Second

// retryAfter are the waits before the three retries of an event: nearly at once, after a minute, after five.
// https://docs.slack.dev/apis/events-api#errors
var retryAfter = []time.Duration{0, time.Minute, 5 * time.Minute}

// Kinds of deliveries, as a Socket Mode envelope names them.
const (
	kindEvent       = "events_api"
	kindInteractive = "interactive"
	kindCommand     = "slash_commands"
)

// delivery is one event or payload on its way to the app, through all its attempts.
type delivery struct {
	kind, name string // name is the event's or payload's type
	eventID    string
	payload    []byte
	attempt    int
	reason     string // why the previous attempt failed
	envelope   string
	result     chan answer // nil for events: nobody waits
	timeout    *task
	settled    bool
}

// answer is what the app said to a delivery, or why there is none.
type answer struct {
	payload []byte
	err     error
}

// send starts a delivery, unless a fault has it otherwise.
func (w *Workspace) send(d *delivery) {
	w.inFlight++
	f := w.deliveryFault(d.name)
	if f == nil {
		w.attempt(d)
		return
	}
	switch f.Kind {
	case faultLate:
		w.after(f.Delay, func() { w.attempt(d) })
	case faultTwice:
		w.attempt(d)
		w.inFlight++
		w.attempt(&delivery{kind: d.kind, name: d.name, eventID: d.eventID, payload: d.payload})
	case faultAgain:
		w.attempt(d)
		w.again(d)
	default:
		w.attemptWith(d, f.Kind)
	}
}

// again delivers the same event under another event_id, as Slack has been seen to do.
func (w *Workspace) again(d *delivery) {
	id := w.newID("Ev")
	w.inFlight++
	w.attempt(&delivery{kind: d.kind, name: d.name, eventID: id, payload: []byte(strings.ReplaceAll(string(d.payload), d.eventID, id))})
}

func (w *Workspace) attempt(d *delivery) { w.attemptWith(d, "") }

func (w *Workspace) attemptWith(d *delivery, fault FaultKind) {
	if w.ctx.Err() != nil {
		return
	}
	w.serial++
	d.envelope = fmt.Sprintf("%s-%04x-%08x", strings.ToLower(w.salt), w.boot, w.serial)
	w.logDelivery(d)
	if url := w.urlFor(d.kind); url != "" {
		w.wg.Go(func() { w.callback(url, d, fault) })
		return
	}
	w.unacked[d.envelope] = d
	d.timeout = w.after(ackTimeout, func() { w.timedOut(d) })
	switch c := w.pickSocket(); {
	case fault == faultLost:
	case c == nil:
		w.waitingOn = append(w.waitingOn, d)
	default:
		c.send(envelopeJSON(d))
		if fault == faultCutSocket {
			c.send(nil)
		}
	}
	if fault == faultLoseAck {
		delete(w.unacked, d.envelope)
	}
}

// envelopeJSON wraps a payload for the socket, https://docs.slack.dev/apis/events-api/using-socket-mode#events.
func envelopeJSON(d *delivery) []byte {
	b := make([]byte, 0, len(d.payload)+200)
	b = append(b, `{"envelope_id":"`...)
	b = append(b, d.envelope...)
	b = append(b, `","payload":`...)
	b = append(b, d.payload...)
	b = append(b, `,"type":"`...)
	b = append(b, d.kind...)
	if d.kind == kindEvent {
		return fmt.Appendf(b, `","accepts_response_payload":false,"retry_attempt":%d,"retry_reason":%q}`, d.attempt, d.reason)
	}
	return append(b, `","accepts_response_payload":true}`...)
}

func (w *Workspace) timedOut(d *delivery) {
	delete(w.unacked, d.envelope)
	w.waitingOn = slices.DeleteFunc(w.waitingOn, func(x *delivery) bool { return x == d })
	w.failed(d, "timeout")
}

// failed plans the next attempt of an event, and gives anything else up: Slack repeats only events.
func (w *Workspace) failed(d *delivery, reason string) {
	if d.kind != kindEvent || d.attempt >= len(retryAfter) {
		w.settle(d, answer{err: ErrNotAcknowledged}, "gave_up")
		return
	}
	wait := retryAfter[d.attempt]
	d.attempt++
	d.reason = reason
	if wait == 0 {
		w.attempt(d)
		return
	}
	w.after(wait, func() { w.attempt(d) })
}

// acknowledged takes the app's word for an envelope; unknown or late ones are ignored, as Slack does.
func (w *Workspace) acknowledged(envelope string, payload []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.unacked[envelope]
	if d == nil {
		w.logEntry(Entry{Kind: "late_ack", Delivery: &Delivery{Envelope: envelope}})
		return
	}
	delete(w.unacked, envelope)
	w.stop(d.timeout)
	w.settle(d, answer{payload: payload}, "ack")
}

func (w *Workspace) settle(d *delivery, a answer, outcome string) {
	if d.settled {
		return
	}
	d.settled = true
	w.inFlight--
	w.logEntry(Entry{Kind: outcome, Delivery: &Delivery{
		Kind: d.kind, Name: d.name, EventID: d.eventID, Envelope: d.envelope, Attempt: d.attempt, Response: a.payload,
	}})
	if d.result != nil {
		d.result <- a
	}
	w.notify(Notice{})
}

// sendEvent delivers an event to the app, if it has subscribed to it. The channel tells whether it is shared.
func (w *Workspace) sendEvent(subscription string, event any, channel string) {
	if w.events != nil && !w.events[subscription] {
		return
	}
	raw, err := json.Marshal(event)
	if err != nil {
		panic(fmt.Sprintf("localslack: event %s cannot be encoded: %v", subscription, err)) // our own values only
	}
	d := &delivery{kind: kindEvent, name: eventName(subscription), eventID: w.newID("Ev")}
	d.payload = w.eventPayload(raw, d.eventID, channel)
	w.send(d)
}

// eventName is the event's type: "message" of "message.im".
func eventName(subscription string) string {
	name, _, _ := strings.Cut(subscription, ".")
	return name
}

// eventPayload is the outer event, https://docs.slack.dev/apis/events-api#callback-field.
func (w *Workspace) eventPayload(event []byte, id, channel string) []byte {
	c := w.channels[channel]
	enterprise := "null"
	if w.opt.Team.EnterpriseID != "" {
		enterprise = `"` + w.opt.Team.EnterpriseID + `"`
	}
	b := make([]byte, 0, len(event)+500)
	b = fmt.Appendf(b, `{"token":%q,"team_id":%q,"context_team_id":%q,"context_enterprise_id":%s,"api_app_id":%q,"event":`,
		verification, w.opt.Team.ID, w.opt.Team.ID, enterprise, w.opt.App.ID)
	b = append(b, event...)
	return fmt.Appendf(b, `,"type":"event_callback","event_id":%q,"event_time":%d,"authorizations":[{"enterprise_id":%s,"team_id":%q,"user_id":%q,`+
		`"is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":%t,"event_context":"4-%s"}`,
		id, w.now().Unix(), enterprise, w.opt.Team.ID, w.opt.App.BotUser, c != nil && c.ExtShared, id)
}
