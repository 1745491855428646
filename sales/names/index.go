package names

import (
	"slices"
	"strings"
)

// Index finds names by key in memory. It is built once and then only read, so
// any number of goroutines may use it. The number an entry carries is its
// owner's own, usually an index into a slice.
type Index struct{ entries []Entry }

// Entry is a key and what it leads to.
type Entry struct {
	Key string
	Ref int
}

// NewIndex indexes every name under all its Keys; name i of the list leads to ref i.
// Several names of one thing (aliases) are given by names(i).
func NewIndex(n int, names func(i int) []string) *Index {
	x := &Index{}
	for i := range n {
		for _, name := range names(i) {
			for _, key := range Keys(name) {
				x.entries = append(x.entries, Entry{key, i})
			}
		}
	}
	slices.SortFunc(x.entries, compareEntries)
	x.entries = slices.CompactFunc(x.entries, func(a, b Entry) bool { return a == b })
	x.entries = slices.Clip(x.entries)
	return x
}

func compareEntries(a, b Entry) int {
	if c := strings.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	return a.Ref - b.Ref
}

// Find returns up to limit entries with this key, or that begin with it, in
// order of key.
func (x *Index) Find(key string, prefix bool, limit int) []Entry {
	from, _ := slices.BinarySearchFunc(x.entries, key, func(e Entry, k string) int { return strings.Compare(e.Key, k) })
	to := from
	for to < len(x.entries) && to-from < limit && matches(x.entries[to].Key, key, prefix) {
		to++
	}
	return x.entries[from:to]
}

func matches(have, key string, prefix bool) bool {
	return have == key || prefix && strings.HasPrefix(have, key)
}

// Len is the number of entries.
func (x *Index) Len() int { return len(x.entries) }
