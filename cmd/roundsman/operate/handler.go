package operate

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"roundsman/storage"
)

// Handler answers /metrics, /healthz and /readyz. Requests under another name
// than this machine's own are refused, so that no web page can read them through
// somebody's browser.
func (m *Meters) Handler(s State) (http.Handler, error) {
	if err := m.registry.Register(s); err != nil {
		return nil, fmt.Errorf("set up metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { answer(w, s.Sick(r.Context())) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { answer(w, s.Bot.NotReady()) })
	return onlyHere(mux), nil
}

// Sick says why the process is of no use any more, "" if it lives: then a
// supervisor may restart it. That Slack cannot be reached is no reason.
func (s State) Sick(ctx context.Context) string {
	ctx, stop := context.WithTimeout(ctx, lookFor)
	defer stop()
	read := make(chan error, 1)
	go func() { read <- s.Store.View(ctx, func(storage.Tx) error { return nil }) }()
	select {
	case err := <-read:
		if err != nil {
			return "the store cannot be read"
		}
		return ""
	case <-ctx.Done():
		return "the store does not answer"
	}
}

func answer(w http.ResponseWriter, wrong string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if wrong != "" {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprintln(w, wrong) // whoever asked has the status
		return
	}
	_, _ = fmt.Fprintln(w, "ok")
}

func onlyHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !IsLoopback(host) {
			http.Error(w, "not for that host", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// IsLoopback tells whether a host is this machine alone.
func IsLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
