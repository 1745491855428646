package boltstore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"roundsman/bot/card"
	"roundsman/storage"
)

// outRecord is an entry with what the store has to know beyond it. Its card is
// kept apart, as JSON: a message changes its state three times, its card never.
type outRecord struct {
	storage.OutEntry
	// Claimed is when the present lease began: when the attempt began, should
	// its outcome never be reported.
	Claimed time.Time `json:"claimed,omitzero"`
	// Again is the newer content of an update or publish that came while the
	// entry was leased.
	Again *storage.OutEntry `json:"again,omitempty"`

	card []byte
}

var outBucket = Bucket[outRecord]{
	in: outbox, what: "message", index: outEntries, times: instantsOf[outRecord](),
	encode: outRecord.encode, decode: decodeOut,
}

func outEntries(r outRecord) []entry {
	entries := []entry{at(outState, key(nil).text(string(r.State)).seq(r.Seq), r.Key)}
	if r.Op == storage.OpPost && !r.Sent.IsZero() {
		entries = append(entries, at(outSent, sourceKey(r.Sent), r.Key))
	}
	if ended(r.State) {
		entries = append(entries, entry{outEnded, key(nil).moment(r.Ended).bare(r.Key), []byte{}})
	}
	return entries
}

// recordOf is the record of an entry as a caller gives it.
func (t *tx) recordOf(e storage.OutEntry) (r outRecord, err error) {
	if t.cards == nil {
		t.cards = map[string]*card.Card{}
	}
	t.cards[e.Key] = e.Card
	if e.Card != nil {
		if r.card, err = encode(e.Card); err != nil {
			return r, fmt.Errorf("message %q: %w", e.Key, err)
		}
	}
	r.OutEntry, r.Card = e, nil
	return r, nil
}

// entryOf is the entry of a record as callers get it. A card that was put in
// in this transaction, as that of every answer is, need not be decoded.
func (t *tx) entryOf(r outRecord) (e storage.OutEntry, err error) {
	e = r.OutEntry
	if c, ok := t.cards[e.Key]; ok {
		e.Card = c
		return e, nil
	}
	if len(r.card) > 0 {
		e.Card = new(card.Card)
		err = json.Unmarshal(r.card, e.Card)
	}
	if err != nil {
		err = fmt.Errorf("%w: message %q: %w", storage.ErrDamaged, e.Key, err)
	}
	return e, err
}

// encode writes two lines: the record, and its card if it has one.
func (r outRecord) encode() ([]byte, error) {
	data, err := encode(r)
	if err != nil || len(r.card) == 0 {
		return data, err
	}
	return slices.Concat(data, []byte("\n"), r.card), nil
}

// decodeOut leaves the card as it is.
func decodeOut(data []byte) (r outRecord, err error) {
	data, inside, _ := bytes.Cut(data, []byte("\n"))
	r.card = bytes.Clone(inside)                                     // the file's bytes are valid until the next write only
	if err = json.Unmarshal(data, &r); err == nil && r.Card != nil { // as it was written at first: in one piece
		r.card, err = encode(r.Card)
		r.Card = nil
	}
	return r, err
}
