package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/storage"
)

// Alerts are what administrators are told of in direct message, of each kind of
// trouble once a day; when it is over, the message says so. That Slack refuses
// our token is only logged: nothing could be sent.
type Alerts struct {
	// After is how long a message or an event may wait; 0: 15 minutes.
	After time.Duration
	// BackupEvery is how old the last backup may be; 0: as old as it likes.
	BackupEvery time.Duration
	// FreeBytes is how much must be free where the store is; 0: nothing.
	FreeBytes int64
	// Facts are asked every minute; nil: nothing is known.
	Facts func(context.Context) Facts
}

// Facts are what the machine knows of the store; zero: not known.
type Facts struct {
	StoreBytes, FreeBytes int64
	LastBackup            time.Time
}

// trouble is one kind of thing that is wrong now.
type trouble struct {
	kind  string
	count int // of what an alert tells again only when there is more of it; 0: daily
	says  card.Text
}

// The kinds of trouble. Each has its sentence, alert.KIND, in the catalogues.
const (
	troubleOut        = "messages"
	troubleIn         = "events"
	troubleDeadOut    = "dead_messages"
	troubleDeadEvents = "dead_events"
	troubleDisk       = "disk"
	troubleBackup     = "backup"
)

func troubles() []string {
	return []string{troubleOut, troubleIn, troubleDeadOut, troubleDeadEvents, troubleDisk, troubleBackup}
}

// alertPath is where the keys of alerts begin, and what is remembered of them.
const alertPath = "alert/"

// waitingSeen bounds how many waiting messages are looked at.
const waitingSeen = 200

// troublesNow finds out what is wrong.
func (a Alerts) troublesNow(tx storage.Tx, facts Facts, begun, now time.Time) (all []trouble, err error) {
	found := func(kind string, count int, args ...any) {
		all = append(all, trouble{kind, count, card.T(alertPath[:len(alertPath)-1]+"."+kind, args...)})
	}
	waiting, since, err := a.overdue(tx, now)
	if err != nil {
		return nil, err
	}
	if waiting > 0 {
		found(troubleOut, 0, "count", card.Count(waiting), "since", card.Moment(since))
	}
	in, err := tx.InboxBacklog(storage.InboxWaiting)
	if err != nil {
		return nil, err
	}
	if in.Count > 0 && now.Sub(in.Since) > a.After {
		found(troubleIn, 0, "count", card.Count(in.Count), "since", card.Moment(in.Since))
	}
	deadOut, err := tx.OutBacklog(storage.OutDead)
	if err != nil {
		return nil, err
	}
	if deadOut.Count > 0 {
		found(troubleDeadOut, deadOut.Count, "count", card.Count(deadOut.Count))
	}
	deadIn, err := tx.InboxBacklog(storage.InboxDead)
	if err != nil {
		return nil, err
	}
	if deadIn.Count > 0 {
		found(troubleDeadEvents, deadIn.Count, "count", card.Count(deadIn.Count))
	}
	if facts.FreeBytes > 0 && facts.FreeBytes < a.FreeBytes {
		found(troubleDisk, 0, "free", megabytes(facts.FreeBytes), "wanted", megabytes(a.FreeBytes))
	}
	switch {
	case a.BackupEvery == 0:
	case facts.LastBackup.IsZero() && now.Sub(begun) > a.BackupEvery:
		all = append(all, trouble{kind: troubleBackup, says: card.T("alert.no_backup")})
	case !facts.LastBackup.IsZero() && now.Sub(facts.LastBackup) > a.BackupEvery:
		found(troubleBackup, 0, "since", card.Moment(facts.LastBackup))
	}
	return all, nil
}

func megabytes(n int64) card.Arg { return card.Words(fmt.Sprintf("%d MB", n>>20)) }

// overdue counts the messages that should have been sent long ago, and since
// when the first of them should have. Alerts themselves are left out: they would
// never let one another end.
func (a Alerts) overdue(tx storage.Tx, now time.Time) (n int, since time.Time, err error) {
	for _, state := range []storage.OutState{storage.OutPending, storage.OutRetry} {
		entries, _, err := tx.OutEntries(state, storage.Page{Limit: waitingSeen})
		if err != nil {
			return 0, since, err
		}
		for _, e := range entries {
			due := e.Created
			if state == storage.OutPending && e.NotBefore.After(due) {
				due = e.NotBefore
			}
			if now.Sub(due) <= a.After || strings.HasPrefix(e.Key, alertPath) {
				continue
			}
			if n++; since.IsZero() || due.Before(since) {
				since = due
			}
		}
	}
	return n, since, nil
}

// alerted is what is remembered of a kind of trouble.
type alerted struct {
	Day   sales.Date `json:"day"`   // of the last message about it, UTC
	Count int        `json:"count"` // of that message
	Open  bool       `json:"open"`
}

// wants tells whether a trouble is to be told now.
func (s alerted) wants(t trouble, today sales.Date) bool {
	switch {
	case t.count > 0:
		return t.count > s.Count || !s.Open
	case !s.Open:
		return true
	}
	return s.Day != today
}
