package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"roundsman/bot"
	"roundsman/cmd/roundsman/operate"
	"roundsman/storage"
)

// backupName remembers when the last backup was whole.
const backupName = "operate/backup"

// backedUp hears that a backup is whole and on the disk.
func backedUp(ctx context.Context, d desk, _ url.Values, _ io.Writer) error {
	now, err := json.Marshal(d.now().UTC())
	if err != nil {
		return err
	}
	return d.store.Update(ctx, func(tx storage.Tx) error { return tx.Keep(backupName, now, time.Time{}) })
}

// facts are what this machine knows of the store.
func (p plan) facts(ctx context.Context) (f bot.Facts) {
	_ = p.store.View(ctx, func(tx storage.Tx) error { // what cannot be read is not known
		raw, err := tx.Recall(backupName)
		if err != nil {
			return err
		}
		return json.Unmarshal(raw, &f.LastBackup)
	})
	if info, err := os.Stat(p.config.Store); err == nil {
		f.StoreBytes = info.Size()
	}
	f.FreeBytes = freeBytes(filepath.Dir(p.config.Store))
	return f
}

func (p plan) alerts() bot.Alerts {
	o := p.config.Operate
	return bot.Alerts{After: o.AlertAfter, BackupEvery: o.BackupEvery, FreeBytes: int64(o.DiskFreeMB) << 20, Facts: p.facts}
}

// NotReady implements operate.Bot.
func (h *house) NotReady() string {
	select {
	case <-h.workspace.Prepared():
	default:
		return "starting"
	}
	switch {
	case h.SendingStopped() != "":
		return "Slack refuses the token"
	case h.plan.config.Slack.Transport != "http" && h.Connections() == 0:
		return "no connection to Slack"
	}
	return ""
}

// Connections implements operate.Bot.
func (h *house) Connections() int { return h.wire.Connections() }

// SendingStopped implements operate.Bot.
func (h *house) SendingStopped() string { return h.workspace.SendingStopped() }

func (h *house) state() operate.State {
	return operate.State{Store: h.plan.store, Bot: h, Now: h.plan.now, Facts: h.plan.facts}
}

// show answers /metrics and health on the configured address, if there is one.
func (h *house) show(ctx context.Context) error {
	if h.plan.config.Operate.Listen == "" {
		return nil
	}
	handler, err := h.meters.Handler(h.state())
	if err != nil {
		return err
	}
	server := &http.Server{
		Addr: h.plan.config.Operate.Listen, Handler: handler,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
	}
	if err := serveUntil(ctx, server); err != nil {
		return fmt.Errorf("operate: %w", err)
	}
	return nil
}
