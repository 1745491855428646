package operate

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"roundsman/bot"
	"roundsman/storage"
)

// Bot is what is asked about the bot when somebody looks.
type Bot interface {
	// NotReady says why the bot cannot do its work at present, "" if it can.
	NotReady() string
	// Connections is how many Socket Mode connections are open.
	Connections() int
	// SendingStopped says why nothing is sent, "" if all is well.
	SendingStopped() string
}

// State is read when somebody looks: the store's backlog, and the bot's health.
type State struct {
	Store storage.Store
	Bot   Bot
	Now   func() time.Time
	Facts func(context.Context) bot.Facts
}

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("roundsman_"+name, help, labels, nil)
}

var (
	outboxDepth = described("outbox_messages", "Messages in the outbox by state.", "state")
	outboxAge   = described("outbox_oldest_seconds", "How long ago the first message of a state was made; 0: there is none.", "state")
	inboxDepth  = described("inbox_events", "Events in the inbox by state.", "state")
	inboxAge    = described("inbox_oldest_seconds", "How long ago the first event of a state came in; 0: there is none.", "state")
	storeBytes  = described("store_bytes", "Size of the store's file.")
	freeBytes   = described("disk_free_bytes", "What is free where the store is.")
	backupAge   = described("backup_age_seconds", "How long ago the last backup was made; absent if there is none.")
	connections = described("socket_connections", "Open Socket Mode connections.")
	ready       = described("ready", "1 if the bot can do its work.")
	tokenBad    = described("token_refused", "1 if Slack refuses the token, so that nothing is sent.")
	storeRead   = described("store_read", "1 if the store could be read for these numbers.")
)

// Describe implements prometheus.Collector.
func (s State) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		outboxDepth, outboxAge, inboxDepth, inboxAge, storeBytes, freeBytes, backupAge, connections, ready, tokenBad, storeRead,
	} {
		descs <- d
	}
}

// lookFor bounds how long the store may take to be read.
const lookFor = 2 * time.Second

// Collect implements prometheus.Collector.
func (s State) Collect(metrics chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		metrics <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	ctx, stop := context.WithTimeout(context.Background(), lookFor)
	defer stop()
	gauge(connections, float64(s.Bot.Connections()))
	gauge(ready, yes(s.Bot.NotReady() == ""))
	gauge(tokenBad, yes(s.Bot.SendingStopped() != ""))
	gauge(storeRead, yes(s.backlogs(ctx, gauge) == nil))
	facts := s.Facts(ctx)
	if facts.StoreBytes > 0 {
		gauge(storeBytes, float64(facts.StoreBytes))
	}
	if facts.FreeBytes > 0 {
		gauge(freeBytes, float64(facts.FreeBytes))
	}
	if !facts.LastBackup.IsZero() {
		gauge(backupAge, s.since(facts.LastBackup))
	}
}

func (s State) backlogs(ctx context.Context, gauge func(d *prometheus.Desc, value float64, labels ...string)) error {
	out, in := map[storage.OutState]storage.Backlog{}, map[storage.InboxState]storage.Backlog{}
	err := s.Store.View(ctx, func(tx storage.Tx) (err error) {
		for _, state := range []storage.OutState{storage.OutPending, storage.OutLeased, storage.OutRetry, storage.OutDead} {
			if out[state], err = tx.OutBacklog(state); err != nil {
				return err
			}
		}
		for _, state := range []storage.InboxState{storage.InboxWaiting, storage.InboxDead} {
			if in[state], err = tx.InboxBacklog(state); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for state, b := range out {
		gauge(outboxDepth, float64(b.Count), string(state))
		gauge(outboxAge, s.since(b.Since), string(state))
	}
	for state, b := range in {
		gauge(inboxDepth, float64(b.Count), string(state))
		gauge(inboxAge, s.since(b.Since), string(state))
	}
	return nil
}

func (s State) since(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return max(0, s.Now().Sub(t).Seconds())
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
