package boltstore

import (
	"bytes"
	"sync"
)

// known is what transactions need not find out again. It belongs to an open store.
type known struct {
	records *memo
	names   map[bucket]*answers
}

func newKnown() *known {
	return &known{newMemo(), map[bucket]*answers{peopleName: {}, accountsName: {}, contactsName: {}}}
}

// memo remembers records as they were decoded, together with the bytes that they
// were decoded from: one message reads its author and account two dozen times, and
// decoding them each time took a fifth of the processor. A record is the same
// as long as its bytes are, so nothing has to be told to forget: no write, no
// rollback, no reader of an older state.
type memo struct {
	mu         sync.Mutex
	young, old map[recordKey]decoded
	size       int // bytes that the young ones were decoded from
}

// recordKey is where a record is in the file.
type recordKey struct {
	in bucket
	id string
}

type decoded struct {
	data   []byte
	record any
}

// memoSize bounds what is remembered, by what it was decoded from: half of it is
// forgotten at once when it is reached. Decoded it is about three times as large.
const memoSize = 4 << 20

func newMemo() *memo { return &memo{young: map[recordKey]decoded{}} }

// recall finds the record that these bytes were decoded to.
func (m *memo) recall(k recordKey, data []byte) (record any, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.young[k]
	if !ok {
		if r, ok = m.old[k]; ok {
			m.keep(k, r)
		}
	}
	if !ok || !bytes.Equal(r.data, data) {
		return nil, false
	}
	return r.record, true
}

// remember keeps a record and what it is encoded as. Neither may be changed afterwards.
func (m *memo) remember(k recordKey, data []byte, record any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(k, decoded{data, record})
}

func (m *memo) keep(k recordKey, r decoded) {
	if m.size > memoSize/2 {
		m.young, m.old, m.size = make(map[recordKey]decoded, len(m.young)), m.young, 0
	}
	m.young[k] = r
	m.size += len(r.data)
}
