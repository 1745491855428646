package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roundsman/bot/localslack"
)

const crashManager = "U0MONA"

// The bot is killed while it tells a manager of their team's day, and again when it
// has: the digest and each part in its thread are there once.
func TestADigestSurvivesAKill(t *testing.T) {
	killsForLong(t)
	c := openCrash(t, 1)
	c.SetRequestURL("") // over a socket
	write(t, filepath.Join(c.dir, "config.yaml"), `
working_week: {days: [mon, tue, wed, thu, fri], start: "09:00", end: "18:00"}
teams:
- {id: west, channel: `+crashWest+`, managers: [`+crashManager+`], reps: [`+crashReporter+`]}
daily_report: {teams: [west]}
`)
	bot := c.start()
	c.says("help")
	c.awaits("What you can say", 1)
	_, err := c.Say(crashManager, "", "help")
	must(t, err)
	c.shownTo(crashManager, "What you can say")
	c.clock.set(time.Date(2026, 11, 24, 16, 15, 1, 0, time.UTC)) // 17:15 in Berlin
	c.awaits("Your daily report for", 1)
	c.says("Help: the samples are stuck in customs")
	c.awaits("stuck in customs", 1) // two sockets may turn two messages round
	c.says("send")
	c.awaits("Daily report sent", 1)
	c.clock.set(time.Date(2026, 11, 24, 16, 55, 1, 0, time.UTC))
	must(t, bot.kill()) // at once: due, perhaps begun, perhaps half told
	bot = c.start()
	digest := c.shownTo(crashManager, "Digest:")
	must(t, bot.kill())
	bot = c.start()
	part := c.shownTo(crashManager, "Who reported on")
	if part.ThreadTS != digest.TS {
		t.Errorf("the detail is in the thread %q of %q", part.ThreadTS, digest.TS)
	}
	c.clock.add(time.Minute)
	c.Tick()
	c.says("help") // and when that is answered, nothing waits any more
	c.awaits("What you can say", 2)
	for text, want := range map[string]int{"Digest:": 1, "Who reported on": 1, "stuck in customs": 1, "after the digest": 0} {
		if got := c.countTo(crashManager, text); got != want {
			t.Errorf("%q is there %d times, want %d", text, got, want)
		}
	}
	must(t, bot.kill())
}

// shownTo lets time pass until the bot shows a text to somebody.
func (c *crash) shownTo(who, text string) (found localslack.Message) {
	c.t.Helper()
	for range 60 {
		ctx, stop := context.WithTimeout(c.t.Context(), 500*time.Millisecond)
		err := c.Await(ctx, func(s localslack.State) bool {
			for _, m := range s.Messages(who, "") {
				if m.User == c.App().BotUser && strings.Contains(asJSON(c.t, m), text) {
					found = m
					return true
				}
			}
			return false
		})
		stop()
		if err == nil {
			return found
		}
		c.clock.add(3 * time.Second)
		c.Tick()
	}
	c.t.Fatalf("nothing shows %s %q", who, text)
	return found
}

func (c *crash) countTo(who, text string) (n int) {
	c.Read(func(s localslack.State) {
		for _, m := range s.Messages(who, "") {
			if m.User == c.App().BotUser && strings.Contains(asJSON(c.t, m), text) {
				n++
			}
		}
	})
	return n
}
