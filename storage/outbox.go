package storage

import (
	"encoding/json"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// OutState is where a message of ours stands: pending → leased → sent, or
// retry (after a while) → leased ..., or dead, or cancelled when nothing was
// left to say.
type OutState string

const (
	OutPending   OutState = "pending"
	OutLeased    OutState = "leased"
	OutSent      OutState = "sent"
	OutRetry     OutState = "retry"
	OutDead      OutState = "dead"
	OutCancelled OutState = "cancelled"
)

// OutOp is what is to be done.
type OutOp string

const (
	OpPost    OutOp = "post"    // a new message
	OpUpdate  OutOp = "update"  // change the message that the entry Of posted, or Sent names
	OpPublish OutOp = "publish" // the recipient's Home tab
)

// Priority: lower is sent first.
type Priority int

const (
	Answer   Priority = 0 // somebody waits for it
	Reminder Priority = 1
	Digest   Priority = 2
)

// OutEntry is one operation of ours on Slack. Key is unique: enqueuing the same
// key again does nothing (post), or replaces what has not been sent (update,
// publish: the latest wins; what was sent already is then sent anew).
type OutEntry struct {
	Key string `json:"key"`
	Op  OutOp  `json:"op"`
	// To is the person; their direct message unless Channel is set.
	To      sales.PersonID `json:"to"`
	Channel string         `json:"channel,omitempty"`
	Thread  string         `json:"thread,omitempty"`
	Of      string         `json:"of,omitempty"`     // OpUpdate: the key of the entry whose message changes
	Target  *sales.Source  `json:"target,omitempty"` // OpUpdate: the message itself, if no entry of ours is known

	// Under: OpPost goes into the thread of the message that the entry of this key
	// posted, which comes before it in the same conversation.
	Under string `json:"under,omitempty"`

	// Mark: OpUpdate does not change the message Target, which is the person's
	// own, but puts this emoji on it (Slack's name, "white_check_mark"). It is
	// a courtesy: what hinders it ends it.
	Mark string `json:"mark,omitempty"`

	// Card is what to say. A reminder carries Ref instead and is composed when
	// it is claimed, so that it never says what is no longer so.
	Card *card.Card `json:"card,omitempty"`
	Ref  *Ref       `json:"ref,omitempty"`

	// Secret: the card holds a secret, and is forgotten once it was sent.
	Secret bool `json:"secret,omitempty"`
	// Unasked: nobody waits for it, so that it is only sent within the
	// recipient's working hours and outside of their quiet times.
	Unasked bool `json:"unasked,omitempty"`

	// Cause is the key of the event that this is about, if Key does not begin with
	// it: an update that took the place of an earlier one has the latest.
	Cause string `json:"cause,omitempty"`

	Priority Priority  `json:"priority"`
	Created  time.Time `json:"created"`
	// NotBefore holds a pending entry back, without holding up its conversation,
	// or tells when to retry, which does.
	NotBefore time.Time `json:"not_before,omitzero"`
	Seq       uint64    `json:"seq"` // set by Enqueue; order within one conversation

	State    OutState  `json:"state"`
	Attempts int       `json:"attempts,omitempty"` // counted by Claim
	Lease    time.Time `json:"lease,omitzero"`     // leased until
	// Tried is when an attempt began whose outcome is unknown: look for our key
	// in the history since then before sending again.
	Tried time.Time    `json:"tried,omitzero"`
	Sent  sales.Source `json:"sent,omitzero"`
	Ended time.Time    `json:"ended,omitzero"`
	Error string       `json:"error,omitempty"`
}

// Room is how many entries of each operation may be claimed: Slack limits each
// by itself, so that none waits for another.
type Room struct {
	Posts, Updates, Publishes int
	// From is the priority to begin with, if anything of it or below waits: what
	// is less urgent gets its turn so, however much is more urgent.
	From Priority
}

// RoomFor is room for n of each operation.
func RoomFor(n int) Room { return Room{Posts: n, Updates: n, Publishes: n} }

// Of is the room for one operation.
func (r Room) Of(op OutOp) int {
	switch op {
	case OpUpdate:
		return r.Updates
	case OpPublish:
		return r.Publishes
	case OpPost:
	}
	return r.Posts
}

// Take uses up the room for one of an operation.
func (r *Room) Take(op OutOp) {
	switch op {
	case OpUpdate:
		r.Updates--
	case OpPublish:
		r.Publishes--
	case OpPost:
		r.Posts--
	}
}

// None reports that nothing may be claimed.
func (r Room) None() bool { return r.Posts <= 0 && r.Updates <= 0 && r.Publishes <= 0 }

// Ref is what a message composed at sending time is about.
type Ref struct {
	Kind  string          `json:"kind"`            // reminders.Kind name
	Slot  string          `json:"slot"`            // "2026-11-24T09:00"
	Items []string        `json:"items,omitempty"` // keys of the agenda items it speaks of
	Part  string          `json:"part,omitempty"`  // of what is said of them, which of several messages this is
	Data  json.RawMessage `json:"data,omitempty"`
}

// Outbox holds every message of our own accord, and every answer.
//
// A conversation is a Channel, or the direct message of To if there is none; a
// person's Home is one of its own. An entry waits while an earlier one of its
// conversation is pending, in retry or leased, and hurries it on: the earlier
// one counts as urgent as the most urgent that waits for it. Of one
// conversation at most one entry is leased at a time.
type Outbox interface {
	// Enqueue takes an entry in; its card must not be changed afterwards.
	Enqueue(OutEntry) error
	// Claim leases what may be sent now, as far as there is room: of each
	// operation by priority, then order. It counts the attempt. Entries whose lease
	// has passed count as pending; Tried is then the time of the claim whose
	// outcome is not known.
	Claim(now time.Time, lease time.Duration, room Room) ([]OutEntry, error)
	// NextOut is the earliest time at which Claim with this room could find
	// something, zero if that is now; ok is false if nothing is waiting. It may be
	// too early, for a time at which something without room becomes due.
	NextOut(room Room) (at time.Time, ok bool, err error)
	// SettleOut writes back a claimed entry in its new state. A report that comes
	// too late, because the entry was sent or leased anew meanwhile, is ignored,
	// unless it says that it was sent. Setting a dead, cancelled or sent entry to
	// pending queues it again, last. The card stays what was enqueued, unless the
	// entry was never claimed; a Secret one's is forgotten when it has ended.
	SettleOut(OutEntry) error
	OutEntry(key string) (OutEntry, error)
	// OutEntries lists entries in a state, oldest first.
	OutEntries(OutState, Page) (entries []OutEntry, next string, err error)
	// OutBacklog counts the entries in a state.
	OutBacklog(OutState) (Backlog, error)
	// SentTo finds the entry whose message this is.
	SentTo(sales.Source) (OutEntry, error)
}
