package main

import (
	"context"
	"net"
	"strconv"
	"time"
)

// supervisor is systemd, if it started us: it hears when we are ready, that we
// live, and when we stop (https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html).
type supervisor struct {
	socket string        // where it listens; empty: nobody supervises us
	every  time.Duration // how often it wants to hear of us; 0: never
}

func supervisorOf(getenv func(string) string) supervisor {
	micros, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64)
	if err != nil || micros < 0 {
		micros = 0
	}
	return supervisor{socket: getenv("NOTIFY_SOCKET"), every: time.Duration(micros) * time.Microsecond}
}

// tell sends a state. What does not reach it, it notices by itself.
func (s supervisor) tell(ctx context.Context, state string) {
	if s.socket == "" {
		return
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unixgram", s.socket)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	_, _ = conn.Write([]byte(state))
}

// run tells that we are ready, then that we live as long as sick says nothing,
// twice as often as it is asked for, and at the end that we stop.
func (s supervisor) run(ctx context.Context, ready <-chan struct{}, sick func(context.Context) string) error {
	if s.socket == "" || !done(ctx, ready) {
		return nil
	}
	s.tell(ctx, "READY=1")
	defer s.tell(context.WithoutCancel(ctx), "STOPPING=1")
	if s.every == 0 {
		<-ctx.Done()
		return nil
	}
	tick := time.NewTicker(max(s.every/2, time.Millisecond))
	defer tick.Stop()
	for {
		if sick(ctx) == "" {
			s.tell(ctx, "WATCHDOG=1")
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
