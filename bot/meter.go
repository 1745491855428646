package bot

import (
	"time"

	"roundsman/bot/event"
	"roundsman/storage"
)

// Meter hears what happens, for whoever runs the bot. It hears kinds, numbers
// and durations, never who or what. Its methods are called on every event's way
// and must not wait.
type Meter interface {
	// EventKept: an event is durable, so long after it came in.
	EventKept(kind event.Kind, at time.Time, took time.Duration)
	// EventApplied: it took effect, so long after it came in.
	EventApplied(kind event.Kind, took time.Duration)
	// EventFailed: an attempt failed, perhaps the last.
	EventFailed(kind event.Kind, givenUp bool)
	// Sent: an attempt at a message came to its end, and how.
	Sent(op storage.OutOp, result SendResult, took time.Duration)
	// Answered: an answer was sent, so long after the event came in.
	Answered(took time.Duration)
}

// SendResult is how an attempt at a message ended.
type SendResult string

// What became of an attempt; the others are the Failures.
const (
	SendDone SendResult = "sent"
)

// SendResults are all there are.
func SendResults() []SendResult {
	return []SendResult{SendDone, SendResult(Later), SendResult(Ambiguous), SendResult(Never), SendResult(Auth)}
}

type noMeter struct{}

func (noMeter) EventKept(event.Kind, time.Time, time.Duration) {}
func (noMeter) EventApplied(event.Kind, time.Duration)         {}
func (noMeter) EventFailed(event.Kind, bool)                   {}
func (noMeter) Sent(storage.OutOp, SendResult, time.Duration)  {}
func (noMeter) Answered(time.Duration)                         {}
