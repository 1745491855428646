package main

import (
	"os"
	"strings"
	"testing"
)

// What the days ahead bring is shown by the running bot with its own rules, in
// the person's language, and nothing of it is sent or kept.
func TestNextShowsWhatWouldBeSentAndSendsNothing(t *testing.T) {
	s := openStage(t, tryCmd{})
	await(t, func() bool { _, err := os.Stat(controlPath(s.path)); return err == nil })
	for who, text := range map[string]string{tryAnna: "remind me to call Acme tomorrow 10:30", tryLiNa: "提醒我明天上午10点半给华为打电话"} {
		if _, err := s.slack.Say(who, "", text); err != nil {
			t.Fatal(err)
		}
	}
	next := func(args ...string) ran {
		return roundsman(t, nil, append([]string{"next", "--store", s.path}, args...)...)
	}
	await(t, func() bool { return strings.Contains(next("--user", tryAnna).out, "2026-11-25 10:30") })
	await(t, func() bool { return strings.Contains(next("--user", tryLiNa).out, "2026-11-25 10:30") })
	await(t, func() bool {
		return strings.Contains(roundsman(t, nil, "outbox", "list", "--store", s.path).out, "Nothing here")
	})
	before := s.sentTo(tryAnna) + s.sentTo(tryLiNa)
	next("--user", tryAnna, "--days", "7").mustSay(t, 0, "Wed 2026-11-25 10:30 CET", "call Acme", "You gave it this time", "Thu 2026-11-26 09:00 CET",
		"It was due", "in the next 7 days, if nothing changes until then; nothing was sent.")
	next("--user", tryLiNa).mustSay(t, 0, "Wed 2026-11-25 10:30 CST", "给华为打电话", "这是你设定的时间")
	next("--user", tryAnna, "--days", "1").mustSay(t, 0, "in the next 1 day,")
	if now := s.sentTo(tryAnna) + s.sentTo(tryLiNa); now != before {
		t.Errorf("%d messages were sent by looking", now-before)
	}
	next("--user", "Nobody").mustSay(t, 1, `nobody in the store is called "Nobody"; --user takes a Slack id`)
	next().mustSay(t, 2, `"next" needs --user: For whom: a Slack id or a whole name.`, "Type: roundsman next --user USER")
	next("--user", tryAnna, "--days", "0").mustSay(t, 1, "write a number from 1 to 366")
}
