package localslack

import (
	"slices"
	"time"
)

// FaultKind names what goes wrong.
type FaultKind string

const (
	faultLoseReply FaultKind = "lose_reply"
	faultRefuse    FaultKind = "refuse"
	faultSlow      FaultKind = "slow"
	faultStall     FaultKind = "stall"
	faultStatus    FaultKind = "status"
	faultThrottle  FaultKind = "throttle"

	faultTwice     FaultKind = "twice"
	faultAgain     FaultKind = "again"
	faultLate      FaultKind = "late"
	faultLost      FaultKind = "lost"
	faultLoseAck   FaultKind = "lose_ack"
	faultCutSocket FaultKind = "cut_socket"
)

// Fault is one thing to go wrong, once unless For says otherwise.
type Fault struct {
	Kind   FaultKind
	Target string // a method, or the type of an event or payload; "*" is any
	Code   string
	Status int
	Delay  time.Duration

	skip, times int
	cond        func(Call) bool
}

// LoseReply does what was asked, then cuts the connection before the answer.
func LoseReply(method string) Fault { return Fault{Kind: faultLoseReply, Target: method} }

// Refuse answers with an error code instead of doing anything.
func Refuse(method, code string) Fault { return Fault{Kind: faultRefuse, Target: method, Code: code} }

// Slow does what was asked at once and answers d later, by the workspace's clock.
func Slow(method string, d time.Duration) Fault {
	return Fault{Kind: faultSlow, Target: method, Delay: d}
}

// Stall lets nothing happen for d, by the workspace's clock, then does what was asked, even if the caller has gone.
func Stall(method string, d time.Duration) Fault {
	return Fault{Kind: faultStall, Target: method, Delay: d}
}

// Status answers with an HTTP status (502, 503) instead of doing anything.
func Status(method string, status int) Fault {
	return Fault{Kind: faultStatus, Target: method, Status: status}
}

// Throttle answers 429 with Retry-After (whole seconds) instead of doing anything.
func Throttle(method string, retryAfter time.Duration) Fault {
	return Fault{Kind: faultThrottle, Target: method, Delay: retryAfter}
}

// Twice delivers the same event twice at once, under the same event_id.
func Twice(event string) Fault { return Fault{Kind: faultTwice, Target: event} }

// Again delivers the same event a second time under another event_id.
func Again(event string) Fault { return Fault{Kind: faultAgain, Target: event} }

// Late delivers d later, by the workspace's clock.
func Late(event string, d time.Duration) Fault {
	return Fault{Kind: faultLate, Target: event, Delay: d}
}

// Lost loses one attempt on its way; Slack notices that no acknowledgement comes.
func Lost(event string) Fault { return Fault{Kind: faultLost, Target: event} }

// LoseAck delivers and loses the acknowledgement.
func LoseAck(event string) Fault { return Fault{Kind: faultLoseAck, Target: event} }

// CutSocket delivers and cuts that socket right after.
func CutSocket(event string) Fault { return Fault{Kind: faultCutSocket, Target: event} }

// After lets the first n matches pass unharmed.
func (f Fault) After(n int) Fault { f.skip = n; return f }

// For applies to n matches; a negative n to all of them.
func (f Fault) For(n int) Fault { f.times = n; return f }

// When applies only to calls that cond accepts; the call has its method and arguments.
func (f Fault) When(cond func(Call) bool) Fault { f.cond = cond; return f }

func (f Fault) onDelivery() bool {
	return slices.Contains([]FaultKind{faultTwice, faultAgain, faultLate, faultLost, faultLoseAck, faultCutSocket}, f.Kind)
}

type armed struct{ Fault }

// Inject arms faults; each is used up by its matches, the oldest first.
func (w *Workspace) Inject(faults ...Fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range faults {
		if f.times == 0 {
			f.times = 1
		}
		w.faults = append(w.faults, &armed{f})
	}
}

// ClearFaults disarms all that is left, and tells how many.
func (w *Workspace) ClearFaults() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(w.faults)
	w.faults = nil
	return n
}

func (w *Workspace) apiFault(c *Call) *Fault {
	return w.takeFault(func(f *armed) bool {
		return !f.onDelivery() && (f.Target == c.Method || f.Target == "*") && (f.cond == nil || f.cond(*c))
	})
}

func (w *Workspace) deliveryFault(name string) *Fault {
	return w.takeFault(func(f *armed) bool { return f.onDelivery() && (f.Target == name || f.Target == "*") })
}

func (w *Workspace) takeFault(match func(*armed) bool) *Fault {
	for i, f := range w.faults {
		if !match(f) {
			continue
		}
		if f.skip > 0 {
			f.skip--
			continue
		}
		if f.times > 0 {
			if f.times--; f.times == 0 {
				w.faults = slices.Delete(w.faults, i, i+1)
			}
		}
		return &f.Fault
	}
	return nil
}
