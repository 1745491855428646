package main

import (
	"context"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/localslack"
	"roundsman/storage"
)

// A bot that is told to stop while Slack hangs in the middle of everything is
// gone within ten seconds.
func TestStoppingWhileSlackHangsTakesTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := openWorld(t, "socket")
		w.says(tryAnna, "help", "What you can say")
		w.Inject(localslack.Stall("*", 24*time.Hour).For(-1))
		_, err := w.Say(tryAnna, "", "note Acme: budget frozen until January")
		must(t, err)
		w.applied()
		began := time.Now()
		w.stop()
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}

// ... as a whole process, too, which leaves in the outbox what it could not finish.
func TestStoppingAProcessWhileSlackHangs(t *testing.T) {
	t.Parallel()
	c := openCrash(t, 1)
	who := crashPeople()[0].ID
	write(t, filepath.Join(c.dir, "config.yaml"), "log: {level: debug}\nteams:\n- {id: east, reps: ["+who+"]}\n")
	c.SetRequestURL("") // over sockets, whatever the dice said
	child := c.start()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	must(t, c.Await(ctx, func(s localslack.State) bool { return s.Sockets() == 2 }))
	defer func() {
		if t.Failed() {
			t.Log(child.log)
		}
	}()
	_, err := c.Say(who, "", "help")
	must(t, err)
	await(t, func() bool { return strings.Count(child.log.String(), "message sent") >= 2 }) // a welcome, the help
	c.Inject(localslack.Stall("*", 24*time.Hour).For(-1))
	_, err = c.Say(who, "", "note Acme: budget frozen until January")
	must(t, err)
	await(t, func() bool { return strings.Count(child.log.String(), "event applied") == 2 })

	must(t, child.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-child.ended:
	case <-time.After(time.Minute): // which a busy machine may make of ten seconds
		t.Fatalf("a minute after it was told to stop it still runs:\n%s", child.log)
	}
	if child.err != nil {
		t.Errorf("it ended with %v:\n%s", child.err, child.log)
	}
	c.inStore(func(tx storage.Tx) error {
		left := 0
		for _, state := range []storage.OutState{storage.OutPending, storage.OutLeased, storage.OutRetry} {
			b, err := tx.OutBacklog(state)
			if err != nil {
				return err
			}
			left += b.Count
		}
		if left == 0 {
			t.Error("the answer that Slack did not take is not in the outbox")
		}
		return nil
	})
}
