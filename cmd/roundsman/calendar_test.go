package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"roundsman/bot/localslack"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
)

// TestATimeStaysWhatItWasWhenAPersonMoves: Slack tells of another zone, and what
// was promised for 15:00 is raised at 15:00 there.
func TestATimeStaysWhatItWasWhenAPersonMoves(t *testing.T) {
	w := openWorld(t, "socket")
	w.says(tryAnna, "remind me on 1 December at 15:00 to send Acme the contract", "send Acme the contract")
	due := func() (at time.Time) {
		t.Helper()
		must(t, w.house.plan.store.View(t.Context(), func(tx storage.Tx) error {
			followUps, _, err := tx.OpenFollowUps(sales.NewPersonID(tryWorkspace, tryAnna), sales.Date{}, storage.Page{})
			if err != nil {
				return err
			}
			for _, f := range followUps {
				if !strings.Contains(f.What, "contract") {
					continue
				}
				item, err := tx.Scheduled("followup/" + string(f.ID))
				at = item.At
				return err
			}
			return errors.New("the promise is not in the books")
		}))
		return at
	}
	until := func(want time.Time) {
		t.Helper()
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		defer stop()
		for ctx.Err() == nil {
			if due().Equal(want) {
				return
			}
			waitABit(ctx)
		}
		t.Fatalf("raised at %s, want %s", due(), want)
	}
	until(time.Date(2026, 12, 1, 14, 0, 0, 0, time.UTC)) // in Berlin
	must(t, w.SetPerson(tryAnna, func(p *localslack.Person) { p.TZ = "America/New_York" }))
	until(time.Date(2026, 12, 1, 20, 0, 0, 0, time.UTC)) // 15:00 in New York
	w.says(tryAnna, "settings zone Shanghai", "Asia/Shanghai")
	until(time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC))
	must(t, w.SetPerson(tryAnna, func(p *localslack.Person) { p.TZ = "Europe/Berlin" }))
	w.says(tryAnna, "settings hours 8-16", "08:00") // what they chose stays, whatever Slack tells
	until(time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC))
	w.noProblems()
}

func waitABit(ctx context.Context) {
	timer := time.NewTimer(20 * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func TestACalendarIsHandedOverAsAFile(t *testing.T) {
	w := openWorld(t, "socket")
	w.says(tryAnna, "remind me on 1 December at 15:00 to send Acme the contract", "send Acme the contract")
	w.says(tryAnna, "calendar", "roundsman-")
	m := w.shows(tryAnna, "roundsman-")
	if len(m.Files) != 1 || m.Files[0].Mimetype != "text/calendar" && !strings.HasSuffix(m.Files[0].Name, ".ics") {
		t.Fatalf("files: %+v", m.Files)
	}
	file, err := w.FileData(m.Files[0].ID)
	must(t, err)
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "SUMMARY:send Acme the contract", "DTSTART:20261201T140000Z\r\n", "UID:followup-", "SUMMARY:Visit Acme\r\n"} {
		if !strings.Contains(string(file), want) {
			t.Errorf("no %q in\n%s", want, file)
		}
	}
	w.noProblems()
}

var feedAddress = regexp.MustCompile(`https://calendars\.example(/calendar/[A-Za-z0-9_-]{43}\.ics)`)

// TestACalendarIsReadAtASecretAddress: until it is revoked, by the rights of its
// owner at that moment, and by nobody who guesses.
func TestACalendarIsReadAtASecretAddress(t *testing.T) {
	w := openWorldWith(t, "socket", func(p *plan) {
		p.config.Feed.PublicURL, p.config.Feed.Listen = "https://calendars.example/", "127.0.0.1:0"
	})
	server := httptest.NewServer(w.house.workspace.CalendarFeed())
	t.Cleanup(server.Close)
	get := func(path string) (int, http.Header, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		must(t, err)
		answer, err := http.DefaultClient.Do(request)
		must(t, err)
		defer func() { _ = answer.Body.Close() }()
		body, err := io.ReadAll(answer.Body)
		must(t, err)
		return answer.StatusCode, answer.Header, string(body)
	}
	address := func(shown string) string {
		t.Helper()
		m := feedAddress.FindStringSubmatch(shown)
		if m == nil {
			t.Fatalf("no address in %s", shown)
		}
		return m[1]
	}
	w.says(tryAnna, "remind me on 1 December at 15:00 to send Acme the contract", "send Acme the contract")
	w.says(tryAnna, "calendar link", "calendars.example")
	first := address(asJSON(t, w.shows(tryAnna, "calendars.example")))
	status, header, body := get(first)
	if status != http.StatusOK || !strings.Contains(body, "send Acme the contract") || strings.Contains(body, "华为") {
		t.Errorf("%d\n%s", status, body)
	}
	if header.Get("Cache-Control") != "no-store" || header.Get("Referrer-Policy") != "no-referrer" || !strings.HasPrefix(header.Get("Content-Type"), "text/calendar") {
		t.Errorf("headers: %v", header)
	}
	token := strings.TrimSuffix(strings.TrimPrefix(first, commands.FeedPath), ".ics")
	w.await("the answer settled", func(s localslack.State) bool { return s.Pending() == 0 })
	w.keepsNothingOf(token)
	for _, wrong := range []string{"/", commands.FeedPath, commands.FeedPath + ".ics", commands.FeedPath + token, commands.FeedPath + token[1:] + "x.ics", "/calendar/../" + token} {
		if status, _, body := get(wrong); status != http.StatusNotFound || strings.Contains(body, "VCALENDAR") {
			t.Errorf("%s: %d", wrong, status)
		}
	}
	must(t, w.setLeft(tryAnna, true))
	if status, _, _ := get(first); status != http.StatusNotFound {
		t.Errorf("of somebody who has left: %d", status)
	}
	must(t, w.setLeft(tryAnna, false))
	w.says(tryAnna, "calendar revoke", "no longer leads")
	if status, _, _ := get(first); status != http.StatusNotFound {
		t.Errorf("revoked, and yet %d", status)
	}
	tooMany := false
	for range 60 {
		status, _, _ := get(commands.FeedPath + "guess.ics")
		tooMany = tooMany || status == http.StatusTooManyRequests
	}
	if !tooMany {
		t.Error("one may guess as often as one likes")
	}
}

// keepsNothingOf looks for a secret in everything the store remembers.
func (w *world) keepsNothingOf(secret string) {
	w.t.Helper()
	must(w.t, w.house.plan.store.View(w.t.Context(), func(tx storage.Tx) error {
		values, _, err := tx.Recollect("", storage.Page{})
		if err != nil {
			return err
		}
		for name, value := range values {
			if strings.Contains(name+string(value), secret) {
				w.t.Errorf("%s holds the secret", name)
			}
		}
		sent, _, err := tx.OutEntries(storage.OutSent, storage.Page{})
		for _, e := range sent {
			if strings.Contains(asJSON(w.t, e), secret) {
				w.t.Errorf("the sent message %s holds the secret", e.Key)
			}
		}
		return err
	}))
}

func (w *world) setLeft(user string, left bool) error {
	return w.house.plan.store.Update(w.t.Context(), func(tx storage.Tx) error {
		p, err := tx.Person(sales.NewPersonID(tryWorkspace, user))
		if err != nil {
			return err
		}
		p.Left = left
		return tx.PutPerson(p)
	})
}
