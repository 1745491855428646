package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"roundsman/bot/localslack"
)

// freeAddress is an address of this machine where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { must(t, l.Close()) }()
	return l.Addr().String()
}

func get(t *testing.T, url, host string) (status int, body string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	must(t, err)
	if host != "" {
		r.Host = host
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	must(t, err)
	return response.StatusCode, string(raw)
}

// metric is a sample's value, by its name and labels as Prometheus writes them.
func metric(body, name string) string {
	m := regexp.MustCompile(`(?m)^roundsman_` + regexp.QuoteMeta(name) + ` (.*)$`).FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	return m[1]
}

// A visit and what Slack refuses can be read off the metrics, and nothing of
// who and what they were about.
func TestTheMetricsTellWhatHappensAndNothingPrivate(t *testing.T) {
	address := freeAddress(t)
	w := openWorldWith(t, "socket", func(p *plan) { p.config.Operate.Listen = address })
	base := "http://" + address
	await(t, func() bool { status, _ := get(t, base+"/readyz", ""); return status == http.StatusOK })
	w.says(tryAnna, "Visited Acme today, met Wang Lei", "Tue 24 Nov (today)")
	w.Inject(localslack.Refuse("chat.postMessage", "is_archived").For(-1))
	_, err := w.Say(tryAnna, "", "due")
	must(t, err)
	var body string
	await(t, func() bool {
		_, body = get(t, base+"/metrics", "")
		return metric(body, `outbox_messages{state="dead"}`) != "0" && metric(body, `sweep_seconds_count`) != "0" &&
			metric(body, `event_applied_seconds_count{kind="message"}`) == "2" && metric(body, `event_answered_seconds_count`) != "0"
	})
	for name, want := range map[string]string{
		`event_durable_seconds_count{kind="message"}`: "2",
		`event_applied_seconds_count{kind="message"}`: "2",
		`inbox_events{state="waiting"}`:               "0",
		`socket_connections`:                          "2",
		`ready`:                                       "1",
		`store_read`:                                  "1",
	} {
		if got := metric(body, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{`sends_total{op="post",result="never"}`, `event_answered_seconds_count`, `sweep_seconds_count`, `last_event_timestamp_seconds`, `disk_free_bytes`} {
		if got := metric(body, name); got == "" || got == "0" {
			t.Errorf("%s is %q", name, got)
		}
	}
	for _, private := range []string{"Acme", "Wang", tryAnna, tryWorkspace, "Anna", w.BotToken(), w.AppToken()} {
		if strings.Contains(body, private) {
			t.Errorf("the metrics tell %q", private)
		}
	}
	if status, _ := get(t, base+"/healthz", ""); status != http.StatusOK {
		t.Error("health is", status)
	}
	if status, _ := get(t, base+"/metrics", "evil.example"); status != http.StatusForbidden {
		t.Error("under another host's name it answers", status)
	}
}
