package main

import (
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"roundsman/bot/localslack"
	"roundsman/storage/storetest"
)

const (
	inFlight = 64
	// round is how many messages are told before the other bot has its turn: the
	// machine may be busy with other things, and both should feel it.
	round = 1000
)

// BenchmarkMessage is the whole job of a message: off the socket, kept,
// acknowledged, read, matched among 10,000 accounts, a visit and a follow-up
// recorded, the receipt posted. x-echo compares with the echo bot, which keeps
// nothing, in the same minute.
func BenchmarkMessage(b *testing.B) {
	echo := listening(b, "echo", 256, 0)
	for _, kind := range []string{"echo", "receipt", "update", "roundsman"} {
		b.Run("bot="+kind, func(b *testing.B) {
			p := listening(b, kind, 256, 0)
			measure(b, p, inFlight, echo, "x-echo")
		})
	}
}

// BenchmarkMessageAt100PerSecond tells a message every ten milliseconds, whether
// the ones before are answered or not.
func BenchmarkMessageAt100PerSecond(b *testing.B) {
	for _, kind := range []string{"echo", "roundsman"} {
		b.Run("bot="+kind, func(b *testing.B) {
			p := listening(b, kind, 256, 0)
			b.ResetTimer()
			t := &tally{}
			t.add(b, p, b.N, b.N, 10*time.Millisecond)
			t.report(b)
		})
	}
}

// BenchmarkMessageWithLatency has Slack 100 ms away. x-near compares with a
// Slack that is near, with as many people writing.
func BenchmarkMessageWithLatency(b *testing.B) {
	const away = 100 * time.Millisecond
	for _, people := range []int{64, 1024} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			near := listening(b, "roundsman", people, 0)
			far := listening(b, "roundsman", people, away)
			measure(b, far, people, near, "x-near")
		})
	}
}

// listening starts a bot and its Slack, and warms both up.
func listening(b *testing.B, kind string, people int, latency time.Duration) *botProcess {
	b.Helper()
	books := tenThousand(people)
	store := filepath.Join(b.TempDir(), "events.db")
	if kind == "roundsman" {
		store = openBooks(b, books)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := openSlack(b, books, localslack.Options{Latency: latency}, listener)
	p := startBot(b, kind, s, store)
	if _, err := s.load(b.Context(), 2*people, people, 0); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		p.stop()
		s.check(b)
		if kind == "roundsman" {
			s.checkBooks(b, store)
		}
	})
	return p
}

// measure has b.N messages told to a bot, in turns with another one, and
// reports how they compare.
func measure(b *testing.B, p *botProcess, inFlight int, other *botProcess, ratio string) {
	b.Helper()
	var mine, theirs tally
	b.ResetTimer()
	for left := b.N; left > 0; left -= round {
		n := min(left, round)
		mine.add(b, p, n, inFlight, 0)
		b.StopTimer()
		theirs.add(b, other, n, inFlight, 0)
		b.StartTimer()
	}
	b.StopTimer()
	mine.report(b)
	b.ReportMetric(mine.perSecond()/theirs.perSecond(), ratio)
}

// tally adds up the rounds of one bot.
type tally struct {
	events    int
	took, cpu time.Duration
	standIn   time.Duration // processor time of the stand-in Slack, and of asking it
	latencies []time.Duration
	memory    uint64
}

func (t *tally) add(b *testing.B, p *botProcess, events, inFlight int, every time.Duration) {
	b.Helper()
	before, standIn := p.usage(), storetest.ProcessTime()
	r, err := p.slack.load(b.Context(), events, inFlight, every)
	if err != nil {
		b.Fatal(err)
	}
	after := p.usage()
	t.events += events
	t.took += r.Took
	t.cpu += after.CPU - before.CPU
	t.standIn += storetest.ProcessTime() - standIn
	t.latencies = append(t.latencies, r.Latencies...)
	t.memory = max(t.memory, after.Memory)
}

func (t *tally) perSecond() float64 { return float64(t.events) / t.took.Seconds() }

func (t *tally) report(b *testing.B) {
	slices.Sort(t.latencies)
	quantile := func(q float64) float64 {
		return float64(t.latencies[int(q*float64(len(t.latencies)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(t.perSecond(), "events/s")
	b.ReportMetric(quantile(0.5), "p50-ms")
	b.ReportMetric(quantile(0.99), "p99-ms")
	b.ReportMetric(float64(t.cpu.Microseconds())/float64(t.events), "cpu-µs/event")
	b.ReportMetric(float64(t.standIn.Microseconds())/float64(t.events), "slack-µs/event")
	b.ReportMetric(float64(t.memory)/(1<<20), "MiB")
}
