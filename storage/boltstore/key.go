package boltstore

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"roundsman/sales"
)

// Keys are built of parts so that their byte order is the order of the list.
// A text part ends in 0x00 0x01 and a 0x00 inside it is written 0x00 0xFF, so
// that no text runs into the next part. A record's id comes last, bare.

type key []byte

func (k key) text(s string) key {
	for {
		head, tail, found := strings.Cut(s, "\x00")
		k = append(k, head...)
		if !found {
			return append(k, 0x00, 0x01)
		}
		k = append(k, 0x00, 0xFF)
		s = tail
	}
}

func (k key) bare(s string) key   { return append(k, s...) }
func (k key) byte(b byte) key     { return append(k, b) }
func (k key) seq(n uint64) key    { return binary.BigEndian.AppendUint64(k, n) }
func (k key) number(n uint32) key { return binary.BigEndian.AppendUint32(k, n) }

// day sorts the earliest first, latestDay the latest.
func (k key) day(d sales.Date) key       { return k.number(dayNumber(d)) }
func (k key) latestDay(d sales.Date) key { return k.number(^dayNumber(d)) }

// moment sorts the earliest first, latest the latest.
func (k key) moment(t time.Time) key { return k.seq(momentNumber(t)) }
func (k key) latest(t time.Time) key { return k.seq(^momentNumber(t)) }

func dayNumber(d sales.Date) uint32 {
	return uint32(d.Year*10000 + int(d.Month)*100 + d.Day) //nolint:gosec // years have four digits
}

// momentNumber maps microseconds since 1970 onto unsigned numbers in order.
func momentNumber(t time.Time) uint64 {
	return uint64(t.UnixMicro()) ^ (1 << 63)
}

// momentAt reads what moment wrote at the beginning of a key.
func momentAt(k []byte) time.Time {
	n := int64(binary.BigEndian.Uint64(k) ^ (1 << 63)) //nolint:gosec // the same bits
	if n == (time.Time{}).UnixMicro() {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// micros is how every instant is kept: UTC, to the microsecond.
func micros(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMicro(t.UnixMicro()).UTC()
}

// span is a range of keys that share a prefix: from lo up to, not including, hi.
type span struct {
	prefix, lo, hi []byte
}

// under is everything below a prefix.
func under(prefix key) span {
	return span{prefix: prefix, lo: prefix, hi: after(prefix)}
}

// after is the first key that does not begin with the prefix, nil if there is none.
func after(prefix []byte) []byte {
	end := append([]byte(nil), prefix...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < math.MaxUint8 {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

// ordered is the part by which lists "by name" are sorted: without case, cut to
// a length that keeps keys and cursors short.
func ordered(name string) string {
	const longest = 120
	name = strings.ToLower(name)
	if len(name) > longest {
		name = name[:longest]
	}
	return name
}
