package commands

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"roundsman/sales"
)

// recap is what a message has to know of the telling before it. It stands on a
// line of its own before the telling: decoding all that somebody told, twice for
// each of their messages, took 6 % of the processor.
type recap struct {
	State  tellState     `json:"state"`
	Last   time.Time     `json:"last"`
	Asking bool          `json:"asking,omitempty"`
	Visit  sales.VisitID `json:"visit,omitempty"` // the latest
}

func (tl *telling) recap() recap {
	r := recap{State: tl.State, Last: tl.Last, Asking: tl.Asking != nil}
	if n := len(tl.Made.Visits); n > 0 {
		r.Visit = tl.Made.Visits[n-1].ID
	}
	return r
}

// encode is a telling as it is kept: its recap and itself, a line each.
func (tl *telling) encode() ([]byte, error) {
	head, err := json.Marshal(tl.recap())
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(tl)
	return slices.Concat(head, []byte("\n"), body), err
}

// lately is what was told last.
type lately struct {
	recap
	body []byte // all of it, as JSON
}

// decodeLately takes a kept telling apart. Once they were kept without a recap.
func decodeLately(raw []byte) (l lately, err error) {
	head, body, ok := bytes.Cut(raw, []byte("\n"))
	if !ok {
		whole, err := lately{body: raw}.telling()
		if err != nil {
			return l, err
		}
		return lately{whole.recap(), raw}, nil
	}
	l.body = body
	if err = json.Unmarshal(head, &l.recap); err != nil {
		return l, fmt.Errorf("read what was told: %w", err)
	}
	return l, nil
}

// telling is all of it; nil if there is nothing.
func (l lately) telling() (*telling, error) {
	if l.body == nil {
		return nil, nil
	}
	var tl telling
	if err := json.Unmarshal(l.body, &tl); err != nil {
		return nil, fmt.Errorf("read what was told: %w", err)
	}
	return &tl, nil
}

// lastTelling is what the next short message may belong to: the latest telling,
// while it is fresh; nothing if there is none.
func (l *Look) lastTelling(at time.Time) (none lately, err error) {
	raw, err := l.Books.Recall(lastToldName)
	if missing(err) {
		return none, nil
	}
	if err != nil {
		return none, fmt.Errorf("recall what was told last: %w", err)
	}
	last, err := l.recallTelling(string(raw))
	if err != nil {
		return none, err
	}
	if since := at.Sub(last.Last); since < -l.Rules.MergeWindow || since > l.Rules.MergeWindow {
		return none, nil
	}
	return last, nil
}

// recallTelling finds a telling of this person; nothing if it is not theirs or too old.
func (l *Look) recallTelling(id string) (none lately, err error) {
	if id == "" {
		return none, nil
	}
	raw, err := l.Books.Recall(toldName(id))
	if missing(err) {
		return none, nil
	}
	if err != nil {
		return none, fmt.Errorf("recall what was told: %w", err)
	}
	return decodeLately(raw)
}

// accountLately is where the latest visit of what was told last was, empty if
// there is none.
func (l *Look) accountLately(last lately) (sales.AccountID, error) {
	switch {
	case last.Asking:
		tl, err := last.telling()
		if err != nil {
			return "", err
		}
		return l.accountOf(tl)
	case last.State != tellKept:
		return "", nil
	}
	return l.accountOfVisit(last.Visit)
}

func (l *Look) accountOfVisit(id sales.VisitID) (sales.AccountID, error) {
	if id == "" {
		return "", nil
	}
	v, err := l.Books.Visit(id)
	if missing(err) || err == nil && v.Deleted {
		return "", nil
	}
	return v.Account, err
}
