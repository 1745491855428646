package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roundsman/bot/localslack"
)

const crashReporter = "U0ANNA"

// The bot is killed after every single step of a daily report, once when it has
// answered and once at once: nothing is asked twice, and no answer is lost.
func TestADailyReportSurvivesAKillAfterEveryStep(t *testing.T) {
	killsForLong(t)
	for name, atOnce := range map[string]bool{"when it has answered": false, "at once": true} {
		t.Run(name, func(t *testing.T) { reportWithKills(t, atOnce) })
	}
}

func reportWithKills(t *testing.T, atOnce bool) {
	c := openCrash(t, 1)
	c.SetRequestURL("") // over a socket
	write(t, filepath.Join(c.dir, "config.yaml"), `
merge_window: 0s
working_week: {days: [mon, tue, wed, thu, fri], start: "09:00", end: "18:00"}
teams:
- {id: west, channel: `+crashWest+`, managers: [U0MONA], reps: [`+crashReporter+`, U0BENC]}
daily_report: {teams: [west]}
`)
	bot := c.start()
	c.says("help")
	c.awaits("What you can say", 1)
	c.clock.set(time.Date(2026, 11, 24, 16, 15, 1, 0, time.UTC)) // 17:15 in Berlin
	prompt := c.awaits("Your daily report for", 1)
	for _, step := range []struct {
		says, shows string
		posts       int // messages of the report by then
	}{
		{"", "1 of 4", 1},
		{"two orders", "2 of 4", 2},
		{"due", "2 of 4", 3},
		{"they like the new pump", "3 of 4", 4},
		{"skip", "4 of 4", 5},
		{"call everybody", "Daily report sent", 6},
	} {
		if step.says == "" {
			must(t, c.Click(t.Context(), crashReporter, localslack.OnMessage(c.IM(crashReporter), prompt.TS), "daily.on"))
		} else {
			c.says(step.says)
		}
		if !atOnce {
			c.awaits(step.shows, 1)
		}
		must(t, bot.kill())
		bot = c.start()
		c.awaits(step.shows, 1)
		if below := c.count("goes on below"); below > step.posts-1 {
			t.Errorf("after %q the report is in %d messages, want %d", step.says, below+1, step.posts)
		}
	}
	c.awaits("goes on below", 5) // each message before the last one, in the end
	last := asJSON(t, c.awaits("Daily report sent", 1))
	for _, want := range []string{"two orders", "they like the new pump", "call everybody"} {
		if !strings.Contains(last, want) {
			t.Errorf("the report lacks %q:\n%s", want, last)
		}
	}
	c.clock.add(time.Hour) // over the time of the nudge
	c.Tick()
	c.says("report")
	c.awaits("Daily report sent", 2)
	if below := c.count("goes on below"); below != 5 || c.count("is not sent yet") > 0 {
		t.Errorf("the report was in %d messages, want 6, or it was nudged though it was sent", below+1)
	}
	must(t, bot.kill())
}

func (c *crash) says(text string) {
	c.t.Helper()
	c.clock.add(2 * time.Second)
	_, err := c.Say(crashReporter, "", text)
	must(c.t, err)
}

// awaits lets time pass until as many messages of the bot show a text, and gives
// the latest; until then Slack delivers again what was not acknowledged.
func (c *crash) awaits(text string, times int) (found localslack.Message) {
	c.t.Helper()
	for range 60 {
		ctx, stop := context.WithTimeout(c.t.Context(), 500*time.Millisecond)
		err := c.Await(ctx, func(s localslack.State) bool {
			n := 0
			for _, m := range s.Messages(crashReporter, "") {
				if m.User == c.App().BotUser && strings.Contains(asJSON(c.t, m), text) {
					n++
					found = m
				}
			}
			return n >= times
		})
		stop()
		if err == nil {
			return found
		}
		c.clock.add(3 * time.Second)
		c.Tick()
	}
	c.t.Fatalf("nothing shows %q", text)
	return found
}

func (c *crash) count(text string) (n int) {
	c.Read(func(s localslack.State) {
		for _, m := range s.Messages(crashReporter, "") {
			if m.User == c.App().BotUser && strings.Contains(asJSON(c.t, m), text) {
				n++
			}
		}
	})
	return n
}
