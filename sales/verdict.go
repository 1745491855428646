package sales

import "time"

// Action is what a reminder rule decides.
type Action int

const (
	Skip  Action = iota // nothing to say, now or at this slot
	Send                // say it now
	Defer               // say it at Next
)

// Verdict is the answer of a reminder rule: what to do now, why, and when to
// look again. Reason is a catalogue key ("why.followup.due_today") whose
// arguments are Facts; it answers "why did I get this?".
type Verdict struct {
	Action Action
	Reason string
	Facts  map[string]string
	Next   time.Time // when to look again; zero: never
	// Slot is the instant this belongs to, with Send: the person's last working
	// morning, or the time they typed. Everything for one person and slot goes
	// into one message.
	Slot time.Time
	// Named: the person named this time themselves, so that it is kept whatever the
	// hour, with Send.
	Named bool
	// Raised is what to remember once it is said, with Send.
	Raised Raised
	// Asked: the person set this time themselves, with Send; late or not, it is no
	// message that came unasked.
	Asked bool
}

// Raised is what a reminder rule has to know of its own past: one item, one
// recipient. The zero Raised means that nothing was ever said.
type Raised struct {
	At time.Time `json:"at,omitzero"` // when it was last said
	// For is what was due then, as Due.String: counting starts afresh when the
	// due day changes.
	For   string `json:"for,omitempty"`
	Times int    `json:"times,omitempty"` // how often it was said while overdue
}

func skip(reason string) Verdict { return Verdict{Action: Skip, Reason: reason} }

func latest(times ...time.Time) time.Time {
	var last time.Time
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}
