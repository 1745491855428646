package sales

import (
	"slices"
	"time"
)

// Dialog is something we ask a person over several messages: a report, a plan.
// It says where its state lies and which message of ours shows it; it is kept,
// so that a restart loses nothing.
type Dialog struct {
	Kind    string `json:"kind"`    // "report"
	Subject string `json:"subject"` // the record's id
	// Shown is the outbox key of the message that asks at present.
	Shown string `json:"shown"`
	// Engaged is when the person last answered; zero: they did not begin. Who did
	// not begin writes to us as ever, and nothing is taken for an answer.
	Engaged time.Time `json:"engaged,omitzero"`
}

// EngagedFor is how long after an answer the next text is one, too. Later only
// buttons and the dialog's own words are.
const EngagedFor = 4 * time.Hour

// IsEngaged reports that what the person writes is meant for this dialog.
func (d Dialog) IsEngaged(now time.Time) bool {
	return !d.Engaged.IsZero() && now.Sub(d.Engaged) < EngagedFor
}

// Dialogs are a person's, the innermost last: what interrupts another comes
// after it and, when it ends, leaves the other where it was.
type Dialogs []Dialog

// Top is the innermost dialog.
func (all Dialogs) Top() (Dialog, bool) {
	if len(all) == 0 {
		return Dialog{}, false
	}
	return all[len(all)-1], true
}

// Find is the dialog about a subject.
func (all Dialogs) Find(kind, subject string) (Dialog, bool) {
	i := all.index(kind, subject)
	if i < 0 {
		return Dialog{}, false
	}
	return all[i], true
}

// MostDialogs bounds the stack: what was begun before is only reached by its
// own message then.
const MostDialogs = 8

// Begin makes a dialog the innermost, wherever it stood before.
func (all Dialogs) Begin(d Dialog) Dialogs {
	all = append(all.End(d.Kind, d.Subject), d)
	return all[max(0, len(all)-MostDialogs):]
}

// Put changes a dialog where it stands; it begins it if it is not there.
func (all Dialogs) Put(d Dialog) Dialogs {
	i := all.index(d.Kind, d.Subject)
	if i < 0 {
		return all.Begin(d)
	}
	all = slices.Clone(all)
	all[i] = d
	return all
}

// End takes a dialog away.
func (all Dialogs) End(kind, subject string) Dialogs {
	i := all.index(kind, subject)
	if i < 0 {
		return all
	}
	return slices.Delete(slices.Clone(all), i, i+1)
}

func (all Dialogs) index(kind, subject string) int {
	return slices.IndexFunc(all, func(d Dialog) bool { return d.Kind == kind && d.Subject == subject })
}
