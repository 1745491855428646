package slackwire

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/event"
	"roundsman/sales"
)

// what is to be done with something that came off a wire.
type what int

const (
	nothing what = iota // acknowledge and forget
	receive
	submit
	suggest
	challenge // answer Slack's question whether this address is ours
)

// arrival is something that came off a wire, decoded.
type arrival struct {
	what  what
	event event.Event

	inputs []string // submit: the blocks that can show an error, in order
	source string   // suggest: where to look
	typed  string   // suggest: for what
	answer string   // challenge
}

// decoder decodes what both wires carry. It is a value, and pure.
type decoder struct {
	self  Self
	known func(sales.Source) bool
	cares func(sales.PersonID) bool
}

func (w *Wire) decoder() decoder {
	return decoder{self: w.self, known: w.options.Known, cares: w.options.Cares}
}

// callback decodes a request of the Events API.
func (d decoder) callback(body []byte) (arrival, error) {
	var outer callback
	if err := json.Unmarshal(body, &outer); err != nil && !ofOtherShape(err, outer.Event.Type) {
		return arrival{}, fmt.Errorf("decode event: %w", err)
	}
	switch outer.Type {
	case "url_verification":
		return arrival{what: challenge, answer: outer.Challenge}, nil
	case "event_callback":
	default:
		return arrival{}, nil
	}
	e, ok := d.inner(outer.Event, outer)
	if !ok {
		return arrival{}, nil
	}
	return arrival{what: receive, event: e}, nil
}

// ofOtherShape reports that an event has fields of other types than ours, and
// is none of those that we read; the rest of it was decoded nevertheless.
func ofOtherShape(err error, eventType string) bool {
	var mismatch *json.UnmarshalTypeError
	return errors.As(err, &mismatch) && eventType != "" && !handledEvents[eventType]
}

// handledEvents are the event types that inner reads.
var handledEvents = map[string]bool{
	"message": true, "app_mention": true, "app_home_opened": true, "member_joined_channel": true,
	"user_change": true, "team_join": true,
}

func (d decoder) inner(m rawMessage, outer callback) (event.Event, bool) {
	switch m.Type {
	case "message", "app_mention":
		return d.message(m, outer.Shared)
	case "app_home_opened":
		return d.homeOpened(m, outer)
	case "member_joined_channel":
		return d.joined(m, outer)
	case "user_change", "team_join":
		return d.personChange(m, outer)
	}
	return event.Event{}, false
}

// homeOpened: https://docs.slack.dev/reference/events/app_home_opened
func (d decoder) homeOpened(m rawMessage, outer callback) (event.Event, bool) {
	actor, stranger := d.person(m.User, "")
	return event.Event{
		Key: "x:home:" + m.User.ID + ":" + stampOf(m, outer), Kind: event.HomeOpened, Actor: actor, Stranger: stranger,
		Place: event.Place{Kind: event.Home}, At: eventTime(m, outer),
	}, m.Tab == "home" && m.User.ID != ""
}

// joined: https://docs.slack.dev/reference/events/member_joined_channel
func (d decoder) joined(m rawMessage, outer callback) (event.Event, bool) {
	actor, stranger := d.person(m.User, m.Team)
	return event.Event{
		Key: "x:joined:" + m.Channel + ":" + m.User.ID + ":" + stampOf(m, outer), Kind: event.Joined, Actor: actor, Stranger: stranger,
		Place: event.Place{Kind: placeKind(m.Channel, ""), Channel: m.Channel, Shared: outer.Shared}, At: eventTime(m, outer),
	}, m.User.ID != "" && m.Channel != ""
}

// personChange: https://docs.slack.dev/reference/events/user_change
func (d decoder) personChange(m rawMessage, outer callback) (event.Event, bool) {
	actor, stranger := d.person(m.User, "")
	wanted := m.User.ID != "" && !m.User.Bot && (d.cares == nil || d.cares(actor))
	return event.Event{
		Key: "x:person:" + m.User.ID + ":" + stampOf(m, outer), Kind: event.PersonChange, Actor: actor, Stranger: stranger,
		At: eventTime(m, outer),
	}, wanted
}

// person is who a user of a payload is. Without a team of their own they are of
// ours; anybody else's is a stranger.
func (d decoder) person(u userRef, team string) (id sales.PersonID, stranger bool) {
	if u.Team != "" {
		team = u.Team
	}
	if d.self.owns(team) {
		return sales.NewPersonID(d.self.Team, u.ID), false
	}
	return sales.NewPersonID(team, u.ID), true
}

// stampOf makes the key of an event that Slack repeats under other ids.
func stampOf(m rawMessage, outer callback) string {
	if m.EventTS != "" {
		return m.EventTS
	}
	return outer.EventID
}

func eventTime(m rawMessage, outer callback) time.Time {
	if t := timeOf(m.EventTS); !t.IsZero() {
		return t
	}
	if outer.EventTime > 0 {
		return time.Unix(outer.EventTime, 0).UTC()
	}
	return time.Time{}
}

// timeOf reads Slack's timestamps, "1795421234.000100"; zero if it is none.
func timeOf(ts string) time.Time {
	whole, fraction, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds < 0 || seconds > 1<<40 {
		return time.Time{}
	}
	micros, err := strconv.ParseInt((fraction + "000000")[:6], 10, 64)
	if err != nil || micros < 0 {
		micros = 0
	}
	return time.Unix(seconds, micros*1000).UTC()
}

// placeKind tells direct messages by Slack's channel_type, or, where it is not
// sent, by the letter that their ids begin with.
func placeKind(channel, channelType string) event.PlaceKind {
	if channelType == "im" || channelType == "" && strings.HasPrefix(channel, "D") {
		return event.Direct
	}
	return event.Channel
}
