package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"roundsman/bot/localslack"
	"roundsman/sales"
	"roundsman/storage"
)

const crashRows = 5000 // ten steps of a task

// The bot is killed while it takes a long file of orders, once it has done so many
// steps of it: the import goes on where it was, each row is kept once, and all of
// them can be undone.
func TestAnImportGoesOnAfterAKill(t *testing.T) {
	killsForLong(t)
	for name, steps := range map[string][]int{
		"once it was sent": {0}, "in the middle": {4}, "again and again": {0, 1, 1, 3, 2},
	} {
		t.Run(name, func(t *testing.T) { importWithKills(t, steps) })
	}
}

func importWithKills(t *testing.T, steps []int) {
	c := openCrash(t, 1)
	c.SetRequestURL("") // over a socket
	write(t, filepath.Join(c.dir, "config.yaml"), `
working_week: {days: [mon, tue, wed, thu, fri], start: "09:00", end: "18:00"}
teams:
- {id: west, channel: `+crashWest+`, managers: [U0MONA], reps: [`+crashReporter+`, U0BENC]}
`)
	bot := c.start()
	c.says("account new Nordwerk")
	c.awaits("Nordwerk", 1)
	_, err := c.Upload(crashReporter, c.IM(crashReporter), "", "orders.csv", []byte(ordersOf("Nordwerk", crashRows)))
	must(t, err)
	for _, n := range steps {
		bot.awaitsSteps(t, n)
		must(t, bot.kill())
		if kept, _ := c.dealings(); kept%500 != 0 || n > 0 && (kept == 0 || kept == crashRows) {
			t.Errorf("after %d more steps %d rows are kept: that is no whole step, or nothing is left to do", n, kept)
		}
		bot = c.start()
	}
	done := c.awaits("5,000 rows kept", 1)
	must(t, bot.kill())
	if n, sum := c.dealings(); n != crashRows || sum != crashRows*(crashRows+1)/2 {
		t.Errorf("%d orders of %d in all are kept, want %d of %d", n, sum, crashRows, crashRows*(crashRows+1)/2)
	}
	bot = c.start()
	must(t, c.Await(t.Context(), func(s localslack.State) bool { return s.Sockets() == 2 })) // a click is not told again
	must(t, c.Click(t.Context(), crashReporter, localslack.OnMessage(c.IM(crashReporter), done.TS), "import.undo"))
	c.awaits("Undone", 1)
	must(t, bot.kill())
	if n, _ := c.dealings(); n != 0 {
		t.Errorf("%d orders are left after all was undone", n)
	}
}

// awaitsSteps waits until a process has done so many steps of a task; until then
// it looks again and again, since a step takes a tenth of a second.
func (c *child) awaitsSteps(t *testing.T, n int) {
	t.Helper()
	patience := time.After(time.Minute)
	for strings.Count(c.log.String(), "kind=job") < n {
		select {
		case <-time.After(2 * time.Millisecond):
		case <-patience:
			t.Fatalf("it did not do %d steps", n)
		}
	}
}

// ordersOf is a file of orders of 1, 2, 3 ... yuan.
func ordersOf(account string, rows int) string {
	var b strings.Builder
	b.WriteString("Account,Amount,Currency,Date,Number\n")
	for i := 1; i <= rows; i++ {
		fmt.Fprintf(&b, "%s,%d,CNY,2026-11-20,N-%d\n", account, i, i)
	}
	return b.String()
}

// dealings counts the orders that are kept, and adds them up in whole yuan.
func (c *crash) dealings() (n int, sum int64) {
	c.t.Helper()
	c.inStore(func(tx storage.Tx) error {
		n, sum = 0, 0
		for page := (storage.Page{}); ; {
			some, next, err := tx.DealingsBy(sales.NewPersonID(tryWorkspace, crashReporter), storage.Period{}, page)
			if err != nil {
				return err
			}
			for _, d := range some {
				n, sum = n+1, sum+d.Amount.Minor/100
			}
			if next == "" {
				return nil
			}
			page.After = next
		}
	})
	return n, sum
}
