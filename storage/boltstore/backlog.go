package boltstore

import (
	"fmt"

	"roundsman/storage"
)

// Backlogs are counted by their indexes, of which only the first entry is read.

func (t *tx) InboxBacklog(state storage.InboxState) (b storage.Backlog, err error) {
	index := inboxWaiting
	switch state {
	case storage.InboxWaiting:
	case storage.InboxDead:
		index = inboxDead
	default:
		return b, fmt.Errorf("events that are %q are not counted", state)
	}
	var first string
	if b.Count, first, err = t.count(index, span{}); err != nil || b.Count == 0 {
		return b, err
	}
	e, err := t.Entry(first)
	b.Since = e.Event.Received
	return b, err
}

func (t *tx) OutBacklog(state storage.OutState) (b storage.Backlog, err error) {
	if b.Count, _, err = t.count(outState, under(key(nil).text(string(state)))); err != nil || b.Count == 0 {
		return b, err
	}
	first, _, err := t.OutEntries(state, storage.Page{Limit: 1})
	for _, e := range first {
		b.Since = e.Created
	}
	return b, err
}

// count is how many entries an index has in a span, and the value of the first.
func (t *tx) count(index bucket, s span) (n int, first string, err error) {
	err = t.walk(index, s, func(_, v []byte) bool {
		if n == 0 {
			first = string(v)
		}
		n++
		return true
	})
	return n, first, err
}
