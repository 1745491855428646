package main

import (
	"context"
	"net"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// systemd hears when we are ready, that we live as long as the store answers,
// and that we stop.
func TestSystemdHearsOfUs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notify")
	heard, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	must(t, err)
	defer func() { _ = heard.Close() }()
	next := func() string {
		t.Helper()
		b := make([]byte, 100)
		must(t, heard.SetReadDeadline(time.Now().Add(20*time.Second)))
		n, err := heard.Read(b)
		must(t, err)
		return string(b[:n])
	}
	env := map[string]string{"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "2000"}
	var wrong atomic.Value
	wrong.Store("")
	ready, asked := make(chan struct{}), make(chan struct{}, 1)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- supervisorOf(func(k string) string { return env[k] }).run(ctx, ready, func(context.Context) string {
			select {
			case asked <- struct{}{}:
			default:
			}
			return wrong.Load().(string)
		})
	}()
	close(ready)
	for _, want := range []string{"READY=1", "WATCHDOG=1", "WATCHDOG=1"} {
		if got := next(); got != want {
			t.Fatalf("systemd heard %q, want %q", got, want)
		}
	}
	wrong.Store("the store does not answer")
	for range 3 {
		<-asked
	}
	stop()
	must(t, <-ended)
	for got := ""; got != "STOPPING=1"; {
		if got = next(); got != "WATCHDOG=1" && got != "STOPPING=1" {
			t.Fatal("systemd heard", got)
		}
	}
	if err := (supervisor{}).run(t.Context(), ready, nil); err != nil {
		t.Error("without systemd:", err)
	}
}
