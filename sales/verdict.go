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
	Next   time.Time // when the item is due again; zero: never
}
