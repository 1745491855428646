// Package bot takes one event in and puts messages out: the workspace, the
// router, access, and the dispatcher of the outbox. It speaks to Slack only
// through Sender, which package slackwire implements.
package bot

import (
	"context"
	"fmt"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/sales"
)

// Sender puts what we say onto the wire. Its errors are *SendError.
type Sender interface {
	Post(context.Context, Post) (sales.Source, error)
	Update(ctx context.Context, at sales.Source, p Post) error
	// Mark puts an emoji on somebody's message.
	Mark(ctx context.Context, at sales.Source, emoji string) error
	Publish(ctx context.Context, to sales.PersonID, c card.Card, p locale.Printer) error
	// Find looks for our message with this key in the recipient's conversation
	// since an instant of our clock, and makes up for how far that is from Slack's.
	// Parts of it that are missing are posted.
	Find(ctx context.Context, p Post, since time.Time) (at sales.Source, found bool, err error)
	// OpenForm opens a modal within the life of a trigger.
	OpenForm(ctx context.Context, trigger string, f card.Form, nonce string, p locale.Printer) error
	// Whisper answers ephemerally where the person is; it may get lost, so it is
	// never used for anything that matters.
	Whisper(ctx context.Context, e event.Event, c card.Card, p locale.Printer) error
	// Fetch reads a file that was sent to us, if it has at most so many bytes.
	Fetch(ctx context.Context, f event.File, most int64) ([]byte, error)
	// Profile asks Slack who somebody is.
	Profile(context.Context, sales.PersonID) (Profile, error)
	// History reads a conversation's messages after an instant, oldest first, as
	// the events they would have been.
	History(ctx context.Context, channel string, since time.Time) ([]event.Event, error)
	// Conversations lists the direct messages and channels we are in.
	Conversations(context.Context) ([]event.Place, error)
}

// Post is one message to send.
type Post struct {
	Key     string         // opaque, in the message's metadata: how Find knows it
	To      sales.PersonID // the person, in direct message, unless Channel is set
	Channel string
	Thread  string
	Card    card.Card
	Printer locale.Printer
	// Turn waits until a further part of the message may go; nil: at once.
	Turn func(context.Context) error
}

// Profile is what Slack knows of a person.
type Profile struct {
	ID       sales.PersonID
	Name     string
	Zone     string // IANA name
	Language string // Slack's locale, "zh-CN"
	Bot      bool
	Guest    bool // of either kind
	Stranger bool // of another organisation
	Deleted  bool
}

// Failure classes what went wrong in sending.
type Failure string

const (
	Later     Failure = "later"     // try again after After
	Ambiguous Failure = "ambiguous" // it may have been sent: look before sending again
	Never     Failure = "never"     // no use trying again
	Auth      Failure = "auth"      // our token: nothing can be sent until it is mended
)

// SendError is why something was not sent.
type SendError struct {
	Failure Failure
	After   time.Duration // Slack asks to wait so long before Method is called again; 0: it does not
	Method  string        // of Slack, which failed: "chat.postMessage"; empty: the one for the purpose
	Reason  string        // Slack's error code, safe to log
	Err     error
}

func (e *SendError) Error() string { return fmt.Sprintf("slack: %s (%s)", e.Reason, e.Failure) }
func (e *SendError) Unwrap() error { return e.Err }

// Intake is what a wire hands events to. Each of its methods returns within
// Slack's three seconds, when what it answers may be told to Slack.
type Intake interface {
	// Receive keeps the event; nil means it is durable (or was there already)
	// and may be acknowledged.
	Receive(context.Context, event.Event) error
	// Submit checks a form: messages by field if something is wrong, else it is
	// kept like Receive does.
	Submit(context.Context, event.Event) (errors map[string]card.Text, p locale.Printer, err error)
	// Suggest answers a field that looks choices up while somebody types.
	Suggest(ctx context.Context, e event.Event, source, typed string) (options []card.Option, p locale.Printer, err error)
}
