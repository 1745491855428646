package main

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"roundsman/bot/localslack"
	"roundsman/cmd/roundsman/config"
	"roundsman/storage/storetest"
)

// TestNothingIsLostOrRepeated has many people tell of visits at once while
// sockets are cut, events come twice and replies are lost.
func TestNothingIsLostOrRepeated(t *testing.T) {
	books := storetest.Scale{Reps: 100, Accounts: 1000, Contacts: 100, Notes: 100, FollowUps: 100, Due: 1}
	path := openBooks(t, books)
	synctest.Test(t, func(t *testing.T) {
		w := inMemory(t, books, path)
		w.Inject(
			localslack.CutSocket("message").After(20), localslack.CutSocket("message").After(150),
			localslack.LoseAck("message").After(60).For(5), localslack.Lost("message").After(80).For(5),
			localslack.Twice("message").After(100).For(20), localslack.Again("message").After(120).For(20),
			localslack.LoseReply("chat.postMessage").After(30).For(3), localslack.Status("chat.postMessage", 503).After(90).For(3),
			localslack.Throttle("chat.postMessage", 2*time.Second).After(200),
		)
		cut := 0
		defer w.OnPost(func(localslack.Message) {
			if cut++; cut == 90 || cut == 180 {
				go w.DropSockets()
			}
		})()
		if _, err := w.load(t.Context(), 300, inFlight, 0); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Minute) // everything Slack would still repeat has come
		synctest.Wait()
		if left := w.ClearFaults(); left > 0 {
			t.Errorf("%d faults were never met", left)
		}
		w.check(t)
		w.stop()
		w.checkBooks(t, path)
	})
}

// memoryHouse is a bot and its Slack in one process, connected in memory.
type memoryHouse struct {
	*loadedSlack
	stop func()
}

func inMemory(t *testing.T, books storetest.Scale, path string) *memoryHouse {
	t.Helper()
	pipe := localslack.NewPipe()
	s := openSlack(t, books, localslack.Options{}, pipe)
	store, err := openStore(path)
	if err != nil {
		t.Fatal(err)
	}
	client := pipe.Client()
	ctx, cancel := context.WithCancel(context.Background())
	h, err := build(ctx, plan{
		config: config.Default(), apiURL: s.APIURL(), store: store, now: time.Now, log: slog.New(slog.DiscardHandler), pace: unlimited,
		secrets: config.Secrets{BotToken: config.Secret(s.BotToken()), AppToken: config.Secret(s.AppToken())},
		http:    client, dialer: &websocket.Dialer{NetDialContext: pipe.DialContext},
	})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- h.run(ctx) }()
	if err := s.Await(ctx, func(s localslack.State) bool { return s.Sockets() == 2 }); err != nil {
		t.Fatal(err)
	}
	return &memoryHouse{s, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		client.CloseIdleConnections()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}}
}
