// Package operate shows a running bot to whoever runs it: metrics, health and
// readiness, on a loopback address. It tells numbers, kinds and durations, never
// a name, an id or a word.
package operate

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"roundsman/bot"
	"roundsman/bot/event"
	"roundsman/reminders"
	"roundsman/storage"
)

// Meters count what happens, in a registry of their own.
type Meters struct {
	registry *prometheus.Registry

	durable, applied map[event.Kind]prometheus.Observer
	failed           *prometheus.CounterVec
	lastEvent        prometheus.Gauge
	sends            map[send]prometheus.Counter
	sending          map[storage.OutOp]prometheus.Observer
	answered         prometheus.Histogram
	sweeps           prometheus.Histogram
	swept            *prometheus.CounterVec
}

type send struct {
	op     storage.OutOp
	result bot.SendResult
}

var (
	_ bot.Meter       = (*Meters)(nil)
	_ reminders.Meter = (*Meters)(nil)
)

// from a millisecond to a minute, what people and Slack's limits can tell apart.
var latencies = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}

// kinds are the values of a label: a series for each is made at the start, so
// that nothing is looked up or allocated on an event's way.
var kinds = []event.Kind{
	event.Message, event.Edited, event.Deleted, event.Slash, event.Action, event.FormSent, event.Shortcut,
	event.HomeOpened, event.PersonChange, event.Joined, event.Job,
}

// NewMeters makes meters for a version of the program.
func NewMeters(version string) *Meters {
	m := &Meters{
		registry: prometheus.NewRegistry(),
		durable:  map[event.Kind]prometheus.Observer{}, applied: map[event.Kind]prometheus.Observer{},
		sends: map[send]prometheus.Counter{}, sending: map[storage.OutOp]prometheus.Observer{},
	}
	durable := m.histograms("event_durable_seconds", "From the receipt of an event until it is on the disk and may be acknowledged.", "kind")
	applied := m.histograms("event_applied_seconds", "From the receipt of an event until it has taken effect.", "kind")
	for _, kind := range kinds {
		m.durable[kind], m.applied[kind] = durable.WithLabelValues(string(kind)), applied.WithLabelValues(string(kind))
	}
	m.failed = m.counters("event_failures_total", "Failed attempts at an event; given_up: the last one.", "kind", "given_up")
	m.lastEvent = prometheus.NewGauge(prometheus.GaugeOpts{Name: "roundsman_last_event_timestamp_seconds", Help: "When the last event came in."})
	sends := m.counters("sends_total", "Attempts at a message by what became of them: sent, later, ambiguous (looked for before it is sent again), never (dead), auth (token refused).", "op", "result")
	sending := m.histograms("send_seconds", "How long Slack takes for a message.", "op")
	for _, op := range []storage.OutOp{storage.OpPost, storage.OpUpdate, storage.OpPublish} {
		m.sending[op] = sending.WithLabelValues(string(op))
		for _, result := range bot.SendResults() {
			m.sends[send{op, result}] = sends.WithLabelValues(string(op), string(result))
		}
	}
	m.answered = prometheus.NewHistogram(opts("event_answered_seconds", "From the receipt of an event until its answer was sent."))
	m.sweeps = prometheus.NewHistogram(opts("sweep_seconds", "How long a sweep of the agenda takes."))
	m.swept = m.counters("swept_total", "What sweeps looked at (items), said (messages) and left to the next sweep because it failed (failures).", "what")
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "roundsman_build_info", Help: "The version that runs."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	m.registry.MustRegister(m.lastEvent, m.answered, m.sweeps, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func opts(name, help string) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{Name: "roundsman_" + name, Help: help, Buckets: latencies}
}

func (m *Meters) histograms(name, help, label string) *prometheus.HistogramVec {
	v := prometheus.NewHistogramVec(opts(name, help), []string{label})
	m.registry.MustRegister(v)
	return v
}

func (m *Meters) counters(name, help string, labels ...string) *prometheus.CounterVec {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "roundsman_" + name, Help: help}, labels)
	m.registry.MustRegister(v)
	return v
}

// EventKept implements bot.Meter.
func (m *Meters) EventKept(kind event.Kind, at time.Time, took time.Duration) {
	m.lastEvent.Set(float64(at.UnixMilli()) / 1000)
	observe(m.durable[kind], took)
}

// EventApplied implements bot.Meter.
func (m *Meters) EventApplied(kind event.Kind, took time.Duration) { observe(m.applied[kind], took) }

// EventFailed implements bot.Meter.
func (m *Meters) EventFailed(kind event.Kind, givenUp bool) {
	last := "false"
	if givenUp {
		last = "true"
	}
	m.failed.WithLabelValues(string(kind), last).Inc()
}

// Sent implements bot.Meter.
func (m *Meters) Sent(op storage.OutOp, result bot.SendResult, took time.Duration) {
	observe(m.sending[op], took)
	if c := m.sends[send{op, result}]; c != nil {
		c.Inc()
	}
}

// Answered implements bot.Meter.
func (m *Meters) Answered(took time.Duration) { observe(m.answered, took) }

// Swept implements reminders.Meter.
func (m *Meters) Swept(s reminders.Swept, took time.Duration, err error) {
	observe(m.sweeps, took)
	m.swept.WithLabelValues("items").Add(float64(s.Items))
	m.swept.WithLabelValues("messages").Add(float64(s.Messages))
	if err != nil {
		m.swept.WithLabelValues("failures").Inc()
	}
}

// observe leaves out what no series was made for.
func observe(o prometheus.Observer, took time.Duration) {
	if o != nil {
		o.Observe(took.Seconds())
	}
}
