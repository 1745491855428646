package main

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"roundsman/bot/localslack"
)

// An order by chat, a spreadsheet, and the picture of the results, over the wire.
func TestOrdersAndResultsGoTheWholeWay(t *testing.T) {
	w := openWorld(t, "socket")
	w.says(tryAnna, "order Acme 30,000 CNY filters margin 10%", "Order kept: Acme")
	w.sends(t, tryAnna, "orders.csv", "account,amount,number\nAcme,1000 CNY,PO-1\nZeta,5 CNY,PO-2\n", "1 row kept")
	w.sends(t, tryAnna, "again.csv", "account,amount,number\nAcme,1000 CNY,PO-1\n", "was there already")
	w.says(tryMarta, "target <@"+tryAnna+"> November sales 500k CNY, visits 4", "Target of")
	w.says(tryAnna, "progress", "so far")
	shown := false
	for _, m := range w.Messages(tryAnna, "") {
		for _, b := range m.Blocks {
			shown = shown || strings.Contains(string(b), "slack_file")
		}
	}
	if !shown {
		t.Error("no picture of the results is shown")
	}
}

// The word "undo" takes a long file back, whole, also while it is still being read.
func TestALongFileIsTakenBackByAWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := openWorld(t, "socket")
		many := ordersOf("Acme", 1200)
		w.sends(t, tryAnna, "many.csv", many, "1,200 rows kept")
		w.says(tryAnna, "undo", "Undoing *many.csv*: the message above")
		w.shows(tryAnna, "Undone: 1,200 rows of *many.csv*")
		var posts int
		w.Read(func(s localslack.State) { posts = s.Count("chat.postMessage") })
		_, err := w.Upload(tryAnna, w.IM(tryAnna), "", "again.csv", []byte(many))
		must(t, err)
		w.await("the beginning", func(s localslack.State) bool { return s.Count("chat.postMessage") > posts })
		_, err = w.Say(tryAnna, "", "undo")
		must(t, err)
		await(t, func() bool {
			said := strings.Join(w.told(), "\n")
			return strings.Contains(said, "Stopped: nothing of *again.csv*") || strings.Contains(said, "rows of *again.csv*. Send")
		})
		w.says(tryAnna, "orders", "Nothing here yet")
		w.noProblems()
	})
}

// sends hands over a file and waits for what the bot says of it.
func (w *world) sends(t *testing.T, who, name, content, want string) {
	t.Helper()
	channel := w.IM(who)
	if _, err := w.Upload(who, channel, "", name, []byte(content)); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	for ctx.Err() == nil {
		for _, m := range w.Messages(who, "") {
			for _, b := range m.Blocks {
				if strings.Contains(string(b), want) {
					return
				}
			}
		}
		waitABit(ctx)
	}
	t.Fatalf("%s: nobody said %q", name, want)
}
