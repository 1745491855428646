package operate

import (
	"testing"
	"time"

	"roundsman/bot"
	"roundsman/bot/event"
	"roundsman/storage"
)

// oneEvent is what is counted on the way of one event and its answer.
func oneEvent(m *Meters, at time.Time) {
	m.EventKept(event.Message, at, time.Millisecond)
	m.EventApplied(event.Message, 2*time.Millisecond)
	m.Sent(storage.OpPost, bot.SendDone, 3*time.Millisecond)
	m.Answered(5 * time.Millisecond)
}

func TestCountingAllocatesNothing(t *testing.T) {
	m, at := NewMeters("test"), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	if n := testing.AllocsPerRun(1000, func() { oneEvent(m, at) }); n > 0 {
		t.Errorf("counting an event allocates %v times", n)
	}
}

func TestLoopbackIsThisMachineAlone(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.8.8.8": true, "::1": true, "localhost": true,
		"0.0.0.0": false, "": false, "192.168.0.1": false, "::": false, "localhost.example": false,
	} {
		if got := IsLoopback(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}

func BenchmarkMeters(b *testing.B) {
	m, at := NewMeters("bench"), time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		oneEvent(m, at)
	}
}
