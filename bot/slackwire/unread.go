package slackwire

import "github.com/slack-go/slack/slackevents"

// unread is what the Slack client makes of the inside of an event. We decode it
// ourselves, the same on both wires, and only the fields that we use; that the
// client decoded it too, with the blocks that repeat a message's text, took a
// twentieth of all that a message takes.
type unread struct{}

// UnmarshalJSON leaves it as it came.
func (*unread) UnmarshalJSON([]byte) error { return nil }

// The client keeps the types of events in a map that is there to be changed, and
// reads it from its first connection on: this must come before that.
func init() {
	for of := range slackevents.EventsAPIInnerEventMapping {
		slackevents.EventsAPIInnerEventMapping[of] = unread{}
	}
}
