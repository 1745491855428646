package boltstore

import (
	"bytes"
	"reflect"
	"sync"
)

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
const memoSize = 1 << 20

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

// remember keeps a record, which must not be changed afterwards.
func (m *memo) remember(k recordKey, data []byte, record any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(k, decoded{bytes.Clone(data), record})
}

func (m *memo) keep(k recordKey, r decoded) {
	if m.size > memoSize/2 {
		m.young, m.old, m.size = map[recordKey]decoded{}, m.young, 0
	}
	m.young[k] = r
	m.size += len(r.data)
}

// copier copies what a value shares with those it is assigned to: what its
// slices, maps and pointers lead to. The value is changed in place.
type copier func(reflect.Value)

// copierOf makes the copier of a type, nil if its values share nothing.
func copierOf(t reflect.Type) copier {
	switch t.Kind() {
	case reflect.Struct:
		return structCopier(t)
	case reflect.Slice:
		return sliceCopier(t)
	case reflect.Pointer:
		return pointerCopier(t)
	case reflect.Map, reflect.Interface, reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Array:
		panic("records with a " + t.String() + " cannot be copied")
	default:
		return nil
	}
}

func structCopier(t reflect.Type) copier {
	if t == timeType { // instants are never changed in place
		return nil
	}
	var fields []int
	var each []copier
	for i := range t.NumField() {
		if c := copierOf(t.Field(i).Type); c != nil {
			fields, each = append(fields, i), append(each, c)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return func(v reflect.Value) {
		for n, i := range fields {
			each[n](v.Field(i))
		}
	}
}

func sliceCopier(t reflect.Type) copier {
	element := copierOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		own := reflect.MakeSlice(t, v.Len(), v.Len())
		reflect.Copy(own, v)
		for i := 0; element != nil && i < own.Len(); i++ {
			element(own.Index(i))
		}
		v.Set(own)
	}
}

func pointerCopier(t reflect.Type) copier {
	element := copierOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		own := reflect.New(t.Elem())
		own.Elem().Set(v.Elem())
		if element != nil {
			element(own.Elem())
		}
		v.Set(own)
	}
}
