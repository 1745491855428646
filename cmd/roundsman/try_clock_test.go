package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Several days at once: each morning on the way has its own message, and nobody is
// told of an outage.
func TestDaysThatPassAtOnceAreLivedThrough(t *testing.T) {
	s := openStage(t, tryCmd{})
	<-s.house.workspace.Prepared()
	im := s.slack.IM(tryAnna)
	for _, text := range []string{"remind me on Wednesday to call Wang Lei", "remind me on Thursday to send the sample"} {
		if _, err := s.slack.Say(tryAnna, im, text); err != nil {
			t.Fatal(err)
		}
	}
	await(t, func() bool { return strings.Count(said(t, s, im), "Follow-up kept") > 1 })
	to := s.clock.now().AddDate(0, 0, 4)
	must(t, s.letPass(t.Context(), s.clock, s.house.plan.config.Rules(), to))
	if now := s.clock.now(); now.Before(to) {
		t.Error("the clock stopped at", now)
	}
	mornings := map[string]bool{}
	for _, m := range s.slack.Messages(tryAnna, im) {
		if m.User != tryAnna {
			whole, _, _ := strings.Cut(m.TS, ".")
			seconds, err := strconv.ParseInt(whole, 10, 64)
			must(t, err)
			mornings[time.Unix(seconds, 0).UTC().Format(time.DateOnly)] = true
		}
	}
	for _, day := range []string{"2026-11-25", "2026-11-26"} {
		if !mornings[day] {
			t.Errorf("nothing was said on %s, only on %v", day, mornings)
		}
	}
	if text := said(t, s, im); strings.Contains(text, "out of order") {
		t.Error("an outage is spoken of:", text)
	}
}

// said is everything in a conversation of Anna's.
func said(t *testing.T, s *stage, channel string) string {
	t.Helper()
	raw, err := json.Marshal(s.slack.Messages(tryAnna, channel))
	must(t, err)
	return string(raw)
}
