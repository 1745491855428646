package localslack_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

func TestAMessageReachesTheAppAndItsReplyThePerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := open(t, localslack.Options{})
		x.echo()
		if _, err := x.Say(anna, "", "hello & <world>"); err != nil {
			t.Fatal(err)
		}
		x.await(func(s localslack.State) bool { return len(s.Messages(anna, "")) == 2 && s.Pending() == 0 })
		got := x.Messages(anna, "")
		if got[1].Text != "echo: hello &amp; &lt;world&gt;" || !got[1].FromApp() {
			t.Errorf("reply %+v", got[1])
		}
		if p := x.Problems(); len(p) > 0 {
			t.Errorf("problems: %q", p)
		}
	})
}

func TestWhatIsNotAcknowledgedComesAgainThreeTimes(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var notes notes
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			notes.add(fmt.Sprintf("#%d %s", e.Request.RetryAttempt, e.Request.RetryReason))
			return nil, false
		})
		at := time.Now()
		must[string](t)(x.Say(anna, "", "hello"))
		x.await(func(s localslack.State) bool { return s.Pending() == 0 })
		if n := time.Since(at); n != 4*3*time.Second+6*time.Minute {
			t.Errorf("given up after %s", n)
		}
		ids := map[string]int{}
		for _, d := range x.Deliveries() {
			ids[d.EventID]++
		}
		got := notes.take()
		if strings.Join(got, "|") != "#0 |#1 timeout|#2 timeout|#3 timeout" || len(ids) != 1 {
			t.Errorf("attempts %q of %d events", got, len(ids))
		}
	})
}

func TestAButtonWithoutAcknowledgementFails(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var n atomic.Int32
		x.listen(func(*socketmode.Client, socketmode.Event) (any, bool) { n.Add(1); return nil, false })
		err := x.Shortcut(x.ctx, anna, "any")
		if !errors.Is(err, localslack.ErrNotAcknowledged) || n.Load() != 1 {
			t.Errorf("%v after %d attempts", err, n.Load())
		}
	})
}

func TestHelloPingsAndDisconnects(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		c := x.dial()
		hello := c.next()
		if hello["type"] != "hello" || hello["num_connections"] != 1.0 || hello["debug_info"].(map[string]any)["approximate_connection_time"] != 18000.0 {
			t.Errorf("hello %v", hello)
		}
		pings := 0
		c.SetPingHandler(func(string) error { pings++; return nil })
		x.Disconnect("warning")
		if m := c.next(); m["type"] != "disconnect" || m["reason"] != "warning" {
			t.Errorf("first %v", m)
		}
		at := time.Now()
		if m := c.next(); m["reason"] != "refresh_requested" || time.Since(at) != 10*time.Second {
			t.Errorf("then %v after %s", m, time.Since(at))
		}
		if _, _, err := c.ReadMessage(); err == nil {
			t.Error("the socket stays open")
		}
		pings = 0
		c = x.dial()
		c.next()
		c.SetPingHandler(func(string) error { pings++; return nil })
		go func() { time.Sleep(95 * time.Second); x.DropSockets() }()
		if _, _, err := c.ReadMessage(); err == nil || pings != 9 {
			t.Errorf("%v after %d pings", err, pings)
		}
	})
}

func TestASocketIsRenewedAfterItsTime(t *testing.T) {
	bubble(t, localslack.Options{ConnectionTime: time.Hour}, func(x *world) {
		x.echo()
		time.Sleep(3*time.Hour + time.Minute)
		if n := x.count("socket_open"); n != 4 {
			t.Errorf("%d sockets in three hours", n)
		}
		must[string](t)(x.Say(anna, "", "still there?"))
		x.await(func(s localslack.State) bool { return len(s.Messages(anna, "")) == 2 })
	})
}

func TestEventsGoToAnyOfTenSockets(t *testing.T) {
	bubble(t, localslack.Options{QuietEcho: true}, func(x *world) {
		var all []*conn
		for i := range 10 {
			c := x.dial()
			all = append(all, c)
			if hello := c.next(); hello["num_connections"] != float64(i+1) {
				t.Errorf("hello %v", hello)
			}
		}
		if m := x.dial().next(); m["reason"] != "too_many_websockets" {
			t.Errorf("an eleventh: %v", m)
		}
		for range 10 {
			must[string](t)(x.Say(anna, "", "x"))
		}
		for i, c := range all {
			if m := c.next(); m["type"] != "events_api" {
				t.Errorf("socket %d got %v", i, m)
			}
		}
	})
}

func TestWhatComesWhileNoSocketIsOpenIsDeliveredWhenOneOpens(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		must[string](t)(x.Say(anna, "", "early"))
		time.Sleep(time.Second)
		x.echo()
		x.await(func(s localslack.State) bool { return len(s.Messages(anna, "")) == 2 })
	})
}

func TestATicketOpensOneSocket(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		_, url, err := x.api.StartSocketModeContext(x.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.dialURL(url); err != nil {
			t.Fatal(err)
		}
		if _, err := x.dialURL(url); err == nil {
			t.Error("a ticket worked twice")
		}
	})
}

// conn is a bare WebSocket, to see what is on the wire.
type conn struct {
	*websocket.Conn
	t *testing.T
}

func (x *world) dial() *conn {
	x.t.Helper()
	_, url, err := x.api.StartSocketModeContext(x.ctx)
	if err != nil {
		x.t.Fatal(err)
	}
	c, err := x.dialURL(url)
	if err != nil {
		x.t.Fatal(err)
	}
	return c
}

func (x *world) dialURL(url string) (*conn, error) {
	c, res, err := (&websocket.Dialer{NetDialContext: x.pipe.DialContext}).DialContext(x.ctx, url, nil)
	if res != nil {
		_ = res.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	x.t.Cleanup(func() { _ = c.Close() })
	return &conn{c, x.t}, nil
}

func (c *conn) next() (m map[string]any) {
	c.t.Helper()
	if err := c.ReadJSON(&m); err != nil {
		c.t.Fatal(err)
	}
	return m
}
