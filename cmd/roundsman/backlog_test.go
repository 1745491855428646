package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"roundsman/bot/event"
	"roundsman/bot/localslack"
	"roundsman/storage"
)

// messageIDs are ids of messages to Anna.
var messageIDs = regexp.MustCompile(`(?m)^([0-9a-f]{12}) .* ` + tryAnna + ` `)

// A receipt that Slack refused for good is dead: it is listed without a word of
// what it says, sent when it is retried, and each once.
func TestADeadMessageIsListedRetriedAndDropped(t *testing.T) {
	s := openStage(t, tryCmd{})
	await(t, func() bool { _, err := os.Stat(controlPath(s.path)); return err == nil })
	list := func(args ...string) ran {
		return roundsman(t, nil, append([]string{"outbox", "list", "--store", s.path}, args...)...)
	}
	list().mustSay(t, 0, "Nothing here: 0 messages that are dead, retry, leased, pending.")

	s.slack.Inject(localslack.Refuse("chat.postMessage", "is_archived").For(-1))
	for _, text := range []string{"Visited Acme today, met Wang Lei", "agenda"} {
		if _, err := s.slack.Say(tryAnna, "", text); err != nil {
			t.Fatal(err)
		}
	}
	await(t, func() bool { return len(messageIDs.FindAllString(list("--state", "dead").out, -1)) >= 2 })
	await(t, func() bool { return strings.Contains(list("--state", "pending,leased,retry").out, "Nothing here") })
	listed := list()
	listed.mustSay(t, 0, "dead", "answer", "is_archived", tryAnna, "roundsman outbox retry ID")
	if strings.Contains(listed.out, "Acme") || strings.Contains(listed.out, "Wang") {
		t.Error("a word of the message is shown:", listed.out)
	}
	ids := messageIDs.FindAllStringSubmatch(listed.out, -1)
	first := ids[0][1]

	roundsman(t, nil, "outbox", "retry", "--store", s.path).mustSay(t, 1, `say which: ids from "roundsman outbox list", or --all`)
	roundsman(t, nil, "outbox", "retry", "--store", s.path, "ffffffffffff").mustSay(t, 1, `no message that waits or is dead has the id "ffffffffffff"`)
	roundsman(t, nil, "outbox", "drop", "--store", s.path, first).mustSay(t, 0, "Dropped: 1 message.")
	list("--state", "cancelled").mustSay(t, 0, first)

	s.slack.ClearFaults()
	roundsman(t, nil, "outbox", "retry", "--store", s.path, "--all").mustSay(t, 0, "Queued again: ")
	await(t, func() bool { return strings.Contains(list().out, "Nothing here") })
	roundsman(t, nil, "outbox", "retry", "--store", s.path, "--all").mustSay(t, 0, "Queued again: 0 messages.")
	now := list("--state", "sent").out
	for _, id := range ids[1:] {
		if !strings.Contains(now, id[1]) {
			t.Errorf("message %s, which was dead, was not sent: %s", id[1], now)
		}
	}
	if strings.Contains(now, first) {
		t.Errorf("message %s was sent, which had been dropped", first)
	}
	s.sentOnce(t, tryAnna)
}

// sentOnce fails if a message of ours is twice in somebody's direct message: each
// has a key of its own in its metadata.
func (s *stage) sentOnce(t *testing.T, who string) {
	t.Helper()
	times := map[string]int{}
	s.slack.Read(func(slack localslack.State) {
		for _, m := range slack.Messages(who, "") {
			if m.User != s.slack.App().BotUser {
				continue
			}
			if m.Metadata == nil {
				t.Errorf("a message without our key: %s", m.Text)
				continue
			}
			if times[string(m.Metadata.EventPayload)]++; times[string(m.Metadata.EventPayload)] > 1 {
				t.Errorf("sent again: %s", m.Text)
			}
		}
	})
}

// sentTo counts our messages in somebody's direct message.
func (s *stage) sentTo(who string) (sent int) {
	s.slack.Read(func(slack localslack.State) {
		for _, m := range slack.Messages(who, "") {
			if m.User == s.slack.App().BotUser {
				sent++
			}
		}
	})
	return sent
}

// The same without a bot that runs: the file is opened.
func TestTheBacklogOfABotThatIsStopped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roundsman.db")
	store, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	must(t, store.Update(context.Background(), func(tx storage.Tx) error {
		for _, key := range []string{"m:D1:1.1", "m:D1:1.2"} {
			if _, err := tx.Receive(event.Event{Key: key, Kind: event.Message, Actor: "T1/U012", Text: "confidential"}); err != nil {
				return err
			}
			if _, err := tx.FailEvent(key, "panic"); err != nil {
				return err
			}
			if err := tx.EndEvent(key, storage.InboxDead, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, store.Close())
	inbox := func(args ...string) ran {
		return roundsman(t, nil, append([]string{"inbox", args[0], "--store", path}, args[1:]...)...)
	}
	listed := inbox("list")
	listed.mustSay(t, 0, "dead", "message", "U012", "panic", "2 dead, 0 waiting")
	if strings.Contains(listed.out, "confidential") {
		t.Error("what was written is shown:", listed.out)
	}
	id := regexp.MustCompile(`(?m)^[0-9a-f]{8} `).FindString(listed.out)
	inbox("retry", "zz").mustSay(t, 1, `no event that was given up has the id "zz"`)
	inbox("retry", strings.TrimSpace(id)).mustSay(t, 0, "To be tried again: 1 event.")
	inbox("list").mustSay(t, 0, "1 dead, 1 waiting")
	inbox("drop", "--all").mustSay(t, 0, "Dropped: 1 event.")
	inbox("list").mustSay(t, 0, "0 dead, 1 waiting")
	roundsman(t, nil, "outbox", "list", "--store", path).mustSay(t, 0, "Nothing here")
	roundsman(t, nil, "outbox").mustSay(t, 2, "say which", "roundsman outbox list", "roundsman outbox retry", "roundsman outbox drop")
}
