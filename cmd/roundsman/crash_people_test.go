package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"roundsman/bot/localslack"
)

// crowd are the people of the crash tests: they write, change their minds and
// press buttons, whether the bot is alive or not, and remember what they did.
type crowd struct {
	*localslack.Workspace
	t      *testing.T
	clock  sharedClock
	random *rand.Rand // used by one goroutine

	mu   sync.Mutex
	told []*remark // in the order in which it was written
	// spoke is the second in which somebody wrote last.
	spoke map[string]int64
}

// kindOfRemark is what a message should lead to.
type kindOfRemark string

const (
	aVisit   kindOfRemark = "visit"
	aNote    kindOfRemark = "note"
	aPromise kindOfRemark = "promise"
)

// remark is one message and what its author did about it afterwards: one thing
// at most, so that what must come of it is known.
type remark struct {
	kind         kindOfRemark
	mark         string // in this message and in no other
	who          string
	channel, ts  string
	words        string
	due          time.Time // of a promise
	revised      bool      // edited
	deleted      bool
	pressed      bool // undone, or done
	acknowledged bool // ... and Slack was told that this was taken
}

// untouched tells what nobody has come back to.
func (r *remark) untouched() bool { return !r.revised && !r.deleted && !r.pressed }

// crashPerson is somebody of the two teams.
type crashPerson struct {
	localslack.Person
	team     string
	manages  bool
	accounts []string
}

const (
	crashEast = "C0EAST0001"
	crashWest = "C0WEST0001"
)

func crashPeople() []crashPerson {
	person := func(id, name, locale, zone, team string, manages bool, accounts ...string) crashPerson {
		return crashPerson{localslack.Person{ID: id, Name: strings.ToLower(id), RealName: name, Locale: locale, TZ: zone}, team, manages, accounts}
	}
	return []crashPerson{
		person("U0LINA", "李娜", "zh-CN", "Asia/Shanghai", crashEast, false, "华为", "上汽集团"),
		person("U0ZHOU", "周明", "zh-CN", "Asia/Shanghai", crashEast, false, "宁德时代", "比亚迪"),
		person("U0CHEN", "陈洁", "zh-CN", "Asia/Shanghai", crashEast, true),
		person("U0ANNA", "Anna Keller", "en-US", "Europe/Berlin", crashWest, false, "Acme", "Globex"),
		person("U0BENC", "Ben Carter", "en-US", "America/New_York", crashWest, false, "Initech", "Umbrella"),
		person("U0MONA", "Mona Weber", "en-US", "Europe/Berlin", crashWest, true),
	}
}

func crashReps() (reps []crashPerson) {
	for _, p := range crashPeople() {
		if !p.manages {
			reps = append(reps, p)
		}
	}
	return reps
}

// live acts until ctx ends.
func (c *crowd) live(ctx context.Context) {
	var pressing sync.WaitGroup
	defer pressing.Wait()
	for ctx.Err() == nil {
		c.act(ctx, &pressing)
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(20+c.random.IntN(160)) * time.Millisecond):
		}
	}
}

func (c *crowd) act(ctx context.Context, pressing *sync.WaitGroup) {
	who := c.somebody()
	switch n := c.random.IntN(100); {
	case n < 30:
		c.write(who, aVisit, "")
	case n < 37:
		c.write(who, aVisit, who.team)
	case n < 47:
		c.write(who, aNote, "")
	case n < 67:
		c.write(who, aPromise, "")
	case n < 84:
		if r, on, action := c.pressable(); r != nil {
			pressing.Go(func() { c.press(ctx, r, on, action) })
		}
	case n < 90:
		c.revise()
	case n < 93:
		c.takeAway()
	case n < 96:
		c.repeat()
	case n < 98:
		must(c.t, c.OpenHome(who.ID))
	default:
		pressing.Go(func() { _ = c.Slash(ctx, who.ID, c.IM(who.ID), "/roundsman", "help") }) // lost if nobody listens
	}
}

// somebody is a rep who is quiet: what is written within a second is one visit.
func (c *crowd) somebody() (who crashPerson) {
	reps, now := crashReps(), c.clock.now().Unix()
	for _, n := range c.random.Perm(len(reps)) {
		if who = reps[n]; c.spoke[who.ID] != now {
			return who
		}
	}
	<-time.After(time.Second)
	return who
}

// write says something in direct message, or in a channel by mention.
func (c *crowd) write(who crashPerson, kind kindOfRemark, channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	minutes := 5 + c.random.IntN(30)
	r := &remark{kind: kind, mark: fmt.Sprintf("zq%04d", len(c.told)), who: who.ID, channel: channel}
	r.words = sayings[who.Locale][kind](who.accounts[c.random.IntN(len(who.accounts))], r.mark, minutes)
	if channel != "" {
		r.words = "<@" + c.App().BotUser + "> " + r.words
	}
	var err error
	if r.ts, err = c.Say(who.ID, channel, r.words); err != nil {
		c.t.Error(err)
		return
	}
	c.spoke[who.ID] = instantOf(r.ts).Unix() // which may be a second later than it was when they began
	if r.channel == "" {
		r.channel = c.IM(who.ID)
	}
	if kind == aPromise {
		r.due = instantOf(r.ts).Add(time.Duration(minutes) * time.Minute)
	}
	c.told = append(c.told, r)
}

// sayings are how people say it, by their language.
var sayings = map[string]map[kindOfRemark]func(account, mark string, minutes int) string{
	"en-US": {
		aVisit: func(a, m string, _ int) string { return "Visited " + a + " today, they want to know about " + m },
		aNote:  func(a, m string, _ int) string { return "note " + a + ": they think about " + m },
		aPromise: func(a, m string, n int) string {
			return fmt.Sprintf("remind me in %d minutes to ask %s about %s", n, a, m)
		},
	},
	"zh-CN": {
		aVisit:   func(a, m string, _ int) string { return "今天拜访了" + a + "，他们想了解 " + m },
		aNote:    func(a, m string, _ int) string { return "备注 " + a + "：他们在考虑 " + m },
		aPromise: func(a, m string, n int) string { return fmt.Sprintf("%d分钟后提醒我问%s关于 %s", n, a, m) },
	},
}

// instantOf is when a message was written.
func instantOf(ts string) time.Time {
	var seconds, micros int64
	if _, err := fmt.Sscanf(ts, "%d.%06d", &seconds, &micros); err != nil {
		panic(err)
	}
	return time.Unix(seconds, micros*1000).UTC()
}

// some finds a remark that nobody has come back to, a recent one mostly.
func (c *crowd) some(fits func(*remark) bool) *remark {
	for range 20 {
		if len(c.told) == 0 {
			return nil
		}
		back := min(c.random.IntN(30)+1, len(c.told))
		if r := c.told[len(c.told)-back]; r.untouched() && fits(r) {
			return r
		}
	}
	return nil
}

func (c *crowd) revise() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.some(func(r *remark) bool { return r.kind == aVisit }); r != nil {
		r.revised = true
		must(c.t, c.Edit(r.who, r.channel, r.ts, r.words+" revised"))
	}
}

func (c *crowd) takeAway() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.some(func(r *remark) bool { return r.kind != aPromise }); r != nil {
		r.deleted = true
		must(c.t, c.Delete(r.who, r.channel, r.ts))
	}
}

// repeat delivers an old message once more, as Slack has been seen to do.
func (c *crowd) repeat() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.some(func(*remark) bool { return true }); r != nil {
		must(c.t, c.Repeat(r.channel, r.ts))
	}
}

// pressable finds a button nobody has pressed: Undo on the receipt of a visit or
// note, Done in the reminder of a promise.
func (c *crowd) pressable() (r *remark, on localslack.On, action string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r = c.some(func(r *remark) bool {
		name := "told.undo"
		if r.kind == aPromise {
			name = "followup.done"
		}
		for _, m := range c.Messages(r.who, "") {
			if m.User != c.App().BotUser {
				continue
			}
			if action = buttonAfter(m.Blocks, r.mark, name); action != "" {
				on = localslack.OnMessage(c.IM(r.who), m.TS)
				return true
			}
		}
		return false
	})
	if r == nil {
		return nil, on, ""
	}
	r.pressed = true
	return r, on, action
}

// press presses, twice at times. That somebody has taken it is known only when
// it was acknowledged.
func (c *crowd) press(ctx context.Context, r *remark, on localslack.On, action string) {
	for range 1 + int(r.ts[len(r.ts)-1]-'0')/7 {
		if err := c.Click(ctx, r.who, on, action); err == nil {
			c.mu.Lock()
			r.acknowledged = true
			c.mu.Unlock()
		}
	}
}

// buttonAfter is the first button of that name behind the block that shows a mark.
func buttonAfter(blocks []json.RawMessage, mark, name string) string {
	seen := false
	for _, raw := range blocks {
		seen = seen || strings.Contains(string(raw), mark)
		var block struct {
			Elements []struct {
				ActionID string `json:"action_id"`
			} `json:"elements"`
		}
		if !seen || json.Unmarshal(raw, &block) != nil {
			continue
		}
		for _, e := range block.Elements {
			if called, _, _ := strings.Cut(e.ActionID, "#"); called == name {
				return e.ActionID
			}
		}
	}
	return ""
}
