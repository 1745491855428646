package main

import (
	"strings"
	"testing"

	"roundsman/bot/localslack"
	"roundsman/storage"
)

// One story over Socket Mode and over HTTP must leave the same in Slack.
func TestBothTransportsGiveEqualResults(t *testing.T) {
	var told [2][]string
	for i, transport := range []string{"socket", "http"} {
		w := openWorld(t, transport)
		told[i] = w.story()
		w.noProblems()
	}
	for i := range max(len(told[0]), len(told[1])) {
		socket, http := at(told[0], i), at(told[1], i)
		if socket != http {
			t.Errorf("message %d differs:\nsocket %s\nhttp   %s", i+1, socket, http)
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "(none)"
}

// story uses every way in: message, mention, slash command, button, menu, form,
// shortcuts, edit, deletion, Home.
func (w *world) story() []string {
	t, ctx := w.t, w.t.Context()
	ts := w.says(tryAnna, "Visited Acme today, met Wang Lei and Dr. Smith, they want 60-day terms. Follow up next Tuesday 3pm: send quote", "Tue 1 Dec, 15:00")
	must(t, w.Edit(tryAnna, "", ts, "Visited Acme today, met Wang Lei, they want 90-day terms. Follow up next Tuesday 3pm: send quote"))
	receipt := w.shows(tryAnna, "90-day terms")
	must(t, w.Click(ctx, tryAnna, localslack.OnMessage(w.IM(tryAnna), receipt.TS), "visit.edit"))
	w.await("the form", func(s localslack.State) bool { return s.View(tryAnna) != nil })
	errors, err := w.Submit(ctx, tryAnna, "", localslack.Values{"said": "They want 120-day terms"})
	if err != nil || len(errors) > 0 {
		t.Fatalf("submitting: %v, %v", errors, err)
	}
	w.shows(tryAnna, "120-day terms")
	if _, err := w.Upload(tryAnna, "", "", "whiteboard.jpg", []byte("a picture")); err != nil {
		t.Fatal(err)
	}
	w.shows(tryAnna, "|whiteboard.jpg>")
	must(t, w.Slash(ctx, tryAnna, w.IM(tryAnna), "/roundsman", "account Acme"))
	w.shows(tryAnna, "Open follow-ups")
	if _, err := w.Say(tryLiNa, tryChannel, "<@"+w.App().BotUser+"> 客户 华为"); err != nil {
		t.Fatal(err)
	}
	w.shows(tryLiNa, "负责人")
	note := w.says(tryLiNa, "备注 华为：预算冻结到一月", "预算冻结到一月")
	must(t, w.Delete(tryLiNa, "", note))
	must(t, w.Shortcut(ctx, tryAnna, "shortcut.log"))
	w.await("the shortcut's form", func(s localslack.State) bool { return s.View(tryAnna) != nil })
	must(t, w.CloseView(ctx, tryAnna, "", true))
	must(t, w.OpenHome(tryAnna))
	w.await("Home", func(s localslack.State) bool { return s.Home(tryAnna) != nil })
	w.says(tryAnna, "due", "send quote")
	w.applied()
	await(t, func() bool { return w.underWay() == 0 })
	return w.told()
}

// applied waits until everything that was said has taken effect.
func (w *world) applied() {
	w.t.Helper()
	w.await("everything delivered", func(s localslack.State) bool { return s.Pending() == 0 })
	await(w.t, func() bool { return w.waiting() == 0 })
}

// waiting counts the events that have not taken effect.
func (w *world) waiting() (n int) {
	must(w.t, w.house.plan.store.View(w.t.Context(), func(tx storage.Tx) error {
		events, _, err := tx.Waiting(storage.Page{})
		n = len(events)
		return err
	}))
	return n
}

// underWay counts the messages of the bot that are being sent or could be.
func (w *world) underWay() (n int) {
	must(w.t, w.house.plan.store.View(w.t.Context(), func(tx storage.Tx) error {
		for _, state := range []storage.OutState{storage.OutPending, storage.OutLeased, storage.OutRetry} {
			entries, _, err := tx.OutEntries(state, storage.Page{})
			if err != nil {
				return err
			}
			for _, e := range entries {
				if !e.NotBefore.After(w.house.plan.now()) {
					n++
				}
			}
		}
		return nil
	}))
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// told is what the bot's messages say, without what differs from run to run.
func (w *world) told() []string {
	var all []string
	for _, who := range []string{tryAnna, tryLiNa} {
		for _, m := range w.Messages(who, "") {
			if m.User == w.App().BotUser {
				all = append(all, changing.ReplaceAllString(strings.TrimSpace(asJSON(w.t, m.Blocks)), "…"))
			}
		}
	}
	return all
}
