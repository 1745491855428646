package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"roundsman/bot/localslack"
	"roundsman/sales"
	"roundsman/storage"
)

// killsARound is how often the bot is killed before it is judged, and killsInHaste
// how often where nobody asked for the long tests.
const (
	killsARound  = 25
	killsInHaste = 5
)

// The bot is killed again and again, at random moments, while people write and
// press and while Slack loses, delays and repeats things. In the end every
// message has had its effect once, and every reminder was sent once.
//
// ROUNDSMAN_KILLS says how often it is killed (make soak: 500), ROUNDSMAN_SEED
// repeats the round that failed.
func TestAKilledBotLosesNothingAndRepeatsNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no process is stopped politely on Windows")
	}
	t.Parallel()
	kills := number(t, "ROUNDSMAN_KILLS", killsARound)
	if os.Getenv("ROUNDSMAN_KILLS") == "" && !longTests() {
		kills = killsInHaste
		t.Run("more kills", killsForLong)
	}
	seed := uint64(number(t, "ROUNDSMAN_SEED", int(time.Now().UnixNano()%1_000_000_000)))
	for killed := 0; killed < kills && !t.Failed(); killed += killsARound {
		n := min(killsARound, kills-killed)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { crashRound(t, seed, n) })
		if t.Failed() {
			t.Logf("to repeat it: ROUNDSMAN_SEED=%d ROUNDSMAN_KILLS=%d go test -run %s ./cmd/roundsman", seed, n, t.Name())
		}
		seed++
	}
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s=%q is no number", variable, text)
	}
	return n
}

// crash is one round.
type crash struct {
	*crowd
	t      *testing.T
	random *rand.Rand
	dir    string
	env    []string
	logs   []*growing
	fulls  int // lives in which the disk was full
	early  int // reminders that were sent between the kills
}

func crashRound(t *testing.T, seed uint64, kills int) {
	c := openCrash(t, seed)
	ctx, stop := context.WithCancel(t.Context())
	lived := make(chan struct{})
	go func() {
		defer close(lived)
		c.live(ctx)
	}()
	c.firstLife()
	for range kills {
		c.oneLife()
	}
	stop()
	<-lived
	c.early = c.reminders()
	c.settleDown()
	c.judge()
}

// openCrash sets up a workspace with two teams, and a store with their accounts.
func openCrash(t *testing.T, seed uint64) *crash {
	dir := t.TempDir()
	clock, err := openSharedClock(filepath.Join(dir, "clock"))
	must(t, err)
	t.Cleanup(func() { _ = clock.file.Close() })
	clock.set(time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC))
	c := &crash{t: t, dir: dir, random: rand.New(rand.NewPCG(seed, 1))}
	c.crowd = &crowd{t: t, clock: clock, spoke: map[string]int64{}, random: rand.New(rand.NewPCG(seed, 2)), Workspace: openCrashSlack(t, clock)}
	c.env = []string{
		childClock + "=" + clock.file.Name(), "SLACK_API_URL=" + c.APIURL(), "GORACE=atexit_sleep_ms=0",
		"SLACK_BOT_TOKEN=" + c.BotToken(), "SLACK_APP_TOKEN=" + c.AppToken(), "SLACK_SIGNING_SECRET=" + c.SigningSecret(),
	}
	write(t, filepath.Join(dir, "config.yaml"), c.config())
	c.inStore(func(tx storage.Tx) error { return inventAccounts(tx, clock.now()) })
	return c
}

func openCrashSlack(t *testing.T, clock sharedClock) *localslack.Workspace {
	app, err := tryApp()
	must(t, err)
	options := localslack.Options{Team: localslack.Team{ID: tryWorkspace, Name: "Test"}, App: app, Clock: clock.now}
	east, west := localslack.Channel{ID: crashEast, Name: "east", HasApp: true}, localslack.Channel{ID: crashWest, Name: "west", HasApp: true}
	for _, p := range crashPeople() {
		options.People = append(options.People, p.Person)
		if p.team == crashEast {
			east.Members = append(east.Members, p.ID)
		} else {
			west.Members = append(west.Members, p.ID)
		}
	}
	options.Channels = []localslack.Channel{east, west}
	slack, err := localslack.Open(options)
	must(t, err)
	t.Cleanup(func() { _ = slack.Close() })
	must(t, slack.Start(listenAnywhere(t)))
	return slack
}

func listenAnywhere(t *testing.T) net.Listener {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	return listener
}

// freeAddress is one that stays free while the bot is dead: its port is none that
// systems give away by themselves.
func (c *crash) freeAddress() string {
	for {
		address := fmt.Sprintf("127.0.0.1:%d", 20_000+c.random.IntN(10_000))
		if listener, err := (&net.ListenConfig{}).Listen(c.t.Context(), "tcp", address); err == nil {
			must(c.t, listener.Close())
			return address
		}
	}
}

// config has everybody work at all hours, so that a reminder is due when it is
// due, and keeps what is written shortly after each other apart. Half of the
// rounds go over HTTP.
func (c *crash) config() string {
	var b strings.Builder
	b.WriteString("log: {level: debug}\nmerge_window: 0s\n")
	b.WriteString("working_week: {days: [mon, tue, wed, thu, fri, sat, sun], start: \"00:00\", end: \"23:59\"}\n")
	if c.random.IntN(2) == 0 {
		address := c.freeAddress()
		fmt.Fprintf(&b, "slack: {transport: http, listen: %q}\n", address)
		c.SetRequestURL("http://" + address + "/slack/events")
	}
	b.WriteString("teams:\n")
	for _, team := range []string{crashEast, crashWest} {
		var reps, managers []string
		for _, p := range crashPeople() {
			switch {
			case p.team == team && p.manages:
				managers = append(managers, p.ID)
			case p.team == team:
				reps = append(reps, p.ID)
			}
		}
		fmt.Fprintf(&b, "- {id: %s, channel: %s, managers: [%s], reps: [%s]}\n",
			strings.ToLower(team), team, strings.Join(managers, ", "), strings.Join(reps, ", "))
	}
	return b.String()
}

func inventAccounts(tx storage.Tx, now time.Time) error {
	for _, p := range crashPeople() {
		for _, name := range p.accounts {
			owner, then := sales.NewPersonID(tryWorkspace, p.ID), now.AddDate(0, 0, -40)
			a := sales.Account{
				ID: sales.AccountID("try-" + name), Name: name, Owner: owner, Team: sales.TeamID(strings.ToLower(p.team)),
				Class: sales.ClassA, Created: now.AddDate(0, -3, 0), Version: 1,
				LastVisit: sales.DateIn(then, time.UTC), LastCounted: sales.DateIn(then, time.UTC),
			}
			v := sales.Visit{
				ID: sales.VisitID(a.ID), Account: a.ID, Day: a.LastVisit, Mode: sales.InPerson, Said: "hello", Text: "hello",
				Author: owner, Written: then, Version: 1,
			}
			if err := errors.Join(tx.PutAccount(a), tx.PutVisit(v)); err != nil {
				return err
			}
		}
	}
	return nil
}

// inStore opens the store while no bot runs.
func (c *crash) inStore(do func(storage.Tx) error) {
	c.t.Helper()
	store, err := openStore(filepath.Join(c.dir, "roundsman.db"))
	must(c.t, err)
	defer func() { _ = store.Close() }()
	must(c.t, store.Update(c.t.Context(), do))
}

// killsForLong skips what kills a process again and again for a minute and more,
// unless make test has it done; then others run beside it.
func killsForLong(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no process is killed so on Windows")
	}
	if !longTests() {
		t.Skip("kills the program for a minute and more: make test does it")
	}
	t.Parallel()
}

// longTests: make test runs what takes long, too.
func longTests() bool { return os.Getenv("ROUNDSMAN_LONG") != "" }

func (c *crash) start() *child {
	child := startChild(c.t, c.dir, c.env)
	c.logs = append(c.logs, child.log)
	c.t.Cleanup(func() { _ = child.kill() }) // if a test failed with it alive
	return child
}

// firstLife lasts until the bot hears: what is said before it ever did so is none
// of its business.
func (c *crash) firstLife() {
	child := c.start()
	ctx, stop := context.WithTimeout(c.t.Context(), time.Minute)
	defer stop()
	must(c.t, c.Await(ctx, func(s localslack.State) bool {
		return slices.ContainsFunc(s.Log(), func(e localslack.Entry) bool { return e.Kind == "ack" })
	}))
	must(c.t, child.kill())
}

// oneLife starts the bot, lets things go wrong, kills it, and lets time pass.
func (c *crash) oneLife() {
	c.Inject(c.faults()...)
	child := c.start()
	switch c.random.IntN(10) {
	case 0, 1: // a restart loop: it is killed while it starts
		<-time.After(time.Duration(c.random.IntN(150)) * time.Millisecond)
	case 2, 3: // the disk is full for a while, or until it dies
		c.fullDisk(child)
		defer c.clock.setDisk(false)
	default:
		c.awaitDeath(child)
	}
	if err := child.kill(); err != nil {
		c.t.Fatalf("%v:\n%s", err, tail(child.log.String()))
	}
	c.pass(c.outage())
}

// fullDisk has nothing be written for a while, in which leases end.
func (c *crash) fullDisk(child *child) {
	c.awaitDeath(child)
	c.fulls++
	c.clock.setDisk(true)
	c.awaitDeath(child)
	if c.random.IntN(2) == 0 {
		c.pass(40 * time.Second)
	}
	if c.random.IntN(3) > 0 {
		c.clock.setDisk(false)
		c.awaitDeath(child)
	}
}

// outage is for how long the bot stays dead, by the clock.
func (c *crash) outage() time.Duration {
	span := func(from, to time.Duration) time.Duration {
		return from + time.Duration(c.random.Int64N(int64(to-from)))
	}
	switch n := c.random.IntN(100); {
	case n < 50:
		return 0
	case n < 75:
		return span(10*time.Second, time.Minute)
	case n < 90:
		return span(2*time.Minute, 8*time.Minute)
	case n < 98:
		return span(10*time.Minute, 30*time.Minute)
	}
	return span(2*time.Hour, 5*time.Hour)
}

// pass lets time pass in steps, in which Slack does what is due: small ones
// first, since what Slack has begun takes some seconds.
func (c *crash) pass(d time.Duration) {
	const few = 15
	for n := 0; d > 0; n++ {
		step := 2 * time.Second
		if n > few {
			step = max(step, 20*time.Second, d/40)
		}
		c.clock.add(step)
		c.Tick()
		<-time.After(5 * time.Millisecond)
		d -= step
	}
}

// awaitDeath returns when the bot is to die: at a random moment, or just when
// Slack sees something happen.
func (c *crash) awaitDeath(child *child) {
	patience := time.Duration(100+c.random.IntN(1900)) * time.Millisecond
	ctx, stop := context.WithTimeout(c.t.Context(), patience)
	defer stop()
	if c.random.IntN(4) == 0 { // time passes while it lives, too
		defer c.pass(12 * time.Second)
	}
	seen := map[string]int{}
	counts := func(s localslack.State) map[string]int {
		n := map[string]int{"post": s.Count("chat.postMessage"), "update": s.Count("chat.update"), "history": s.Count("conversations.history")}
		for _, e := range s.Log() {
			n[e.Kind]++
		}
		return n
	}
	c.Read(func(s localslack.State) { seen = counts(s) })
	moments := []string{"post", "post", "update", "history", "ack", "delivery", "socket_open", "never", "never", "never", "never"}
	moment, more := moments[c.random.IntN(len(moments))], 1+c.random.IntN(4)
	if moment == "never" {
		select {
		case <-ctx.Done():
		case <-child.ended:
		}
		return
	}
	_ = c.Await(ctx, func(s localslack.State) bool { return counts(s)[moment] >= seen[moment]+more })
}

// faults are what goes wrong in one life.
func (c *crash) faults() []localslack.Fault {
	all := []func() localslack.Fault{
		func() localslack.Fault { return localslack.LoseReply("chat.postMessage") },
		func() localslack.Fault { return localslack.LoseReply("chat.update") },
		func() localslack.Fault { return localslack.LoseReply("conversations.history") },
		func() localslack.Fault { return localslack.LoseReply("conversations.open") },
		func() localslack.Fault { return localslack.Slow("chat.postMessage", time.Second) },
		// No longer than ten seconds: what Slack shows later may be repeated.
		func() localslack.Fault {
			return localslack.Stall("chat.postMessage", time.Duration(1+c.random.IntN(8))*time.Second)
		},
		func() localslack.Fault { return localslack.Status("chat.postMessage", 503) },
		func() localslack.Fault { return localslack.Refuse("chat.postMessage", "internal_error") },
		func() localslack.Fault { return localslack.Throttle("chat.postMessage", time.Second) },
		func() localslack.Fault { return localslack.Throttle("conversations.history", time.Second) },
		func() localslack.Fault { return localslack.Status("conversations.history", 502) },
		func() localslack.Fault { return localslack.Status("users.info", 503) },
		func() localslack.Fault { return localslack.Status("auth.test", 503) },
		func() localslack.Fault { return localslack.Twice("message") },
		func() localslack.Fault { return localslack.Again("message") },
		func() localslack.Fault {
			return localslack.Late("message", time.Duration(c.random.IntN(300))*time.Second)
		},
		func() localslack.Fault { return localslack.Lost("message") },
		func() localslack.Fault { return localslack.LoseAck("message") },
		func() localslack.Fault { return localslack.LoseAck("block_actions") },
		func() localslack.Fault { return localslack.Twice("block_actions") },
		func() localslack.Fault { return localslack.CutSocket("message") },
	}
	var some []localslack.Fault
	for range c.random.IntN(5) {
		f := all[c.random.IntN(len(all))]()
		some = append(some, f.After(c.random.IntN(6)).For(1+c.random.IntN(2)))
	}
	if c.random.IntN(6) == 0 {
		reasons := []string{"warning", "refresh_requested"}
		c.Disconnect(reasons[c.random.IntN(len(reasons))])
	}
	return some
}

// settleDown lets the bot run in peace until nothing is left to do.
func (c *crash) settleDown() {
	c.ClearFaults()
	c.pass(40 * time.Minute) // by then Slack has repeated all it repeats, and everything is due
	for try := 1; ; try++ {
		before := c.seen() % 1_000_000
		child := c.start()
		c.quiet(child, before)
		if err := child.stop(); err != nil {
			c.t.Fatalf("%v:\n%s", err, tail(child.log.String()))
		}
		if c.idle() {
			return
		}
		if try == 8 {
			c.t.Error("the bot does not come to rest")
			return
		}
		c.pass(20 * time.Minute)
	}
}

// seen is how much Slack has seen, with a large number while it is at work.
func (c *crash) seen() (n int) {
	c.Read(func(s localslack.State) { n = len(s.Log()) + s.Pending()*1_000_000 })
	return n
}

// quiet waits until Slack has seen nothing new for a while, after the bot has
// called it: there was less before.
func (c *crash) quiet(child *child, before int) {
	for last := -1; ; {
		n := c.seen()
		if n == last && n > before && n < 1_000_000 {
			return
		}
		last = n
		select {
		case <-time.After(1500 * time.Millisecond):
		case <-child.ended:
			c.t.Fatalf("the bot ended by itself:\n%s", tail(child.log.String()))
		}
	}
}

func tail(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	return strings.Join(lines[max(0, len(lines)-40):], "\n")
}
