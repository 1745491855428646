package localslack

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Socket Mode, https://docs.slack.dev/apis/events-api/using-socket-mode
const (
	maxSockets   = 10
	ticketLife   = 30 * time.Second
	warningAhead = 10 * time.Second
)

// socket is one Socket Mode connection of the app.
type socket struct {
	ws    *websocket.Conn
	wake  chan struct{}
	done  chan struct{}
	once  sync.Once
	asked bool // told to reconnect: gets no more events (guarded by the workspace)

	mu  sync.Mutex
	out [][]byte // nil in it closes the socket
}

var upgrader = websocket.Upgrader{
	ReadBufferSize: 8192, WriteBufferSize: 8192,
	CheckOrigin: func(*http.Request) bool { return true }, // the ticket is what counts; clients send https://api.slack.com
}

func (c *socket) send(b []byte) {
	c.mu.Lock()
	c.out = append(c.out, b)
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *socket) close() {
	c.once.Do(func() {
		close(c.done)
		_ = c.ws.Close()
	})
}

// write is the only writer of frames. Slack pings every few seconds (clients give a socket up
// after 30 without), and asks for another connection after some hours.
func (c *socket) write(pingEvery, life time.Duration, refresh func()) {
	defer c.close()
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	old := time.NewTimer(life)
	defer old.Stop()
	for {
		select {
		case <-c.wake:
			if !c.flush() {
				return
			}
		case <-ping.C:
			if c.ws.WriteControl(websocket.PingMessage, []byte("Ping from applink-local"), time.Time{}) != nil {
				return
			}
		case <-old.C:
			refresh()
		case <-c.done:
			return
		}
	}
}

func (c *socket) flush() bool {
	c.mu.Lock()
	batch := c.out
	c.out = nil
	c.mu.Unlock()
	for _, b := range batch {
		if b == nil || c.ws.WriteMessage(websocket.TextMessage, b) != nil {
			return false
		}
	}
	return true
}

// serveLink takes a socket at the address apps.connections.open hands out; its ticket opens one.
func (w *Workspace) serveLink(rw http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	w.mu.Lock()
	until, known := w.tickets[ticket]
	delete(w.tickets, ticket)
	known = known && w.now().Before(until)
	w.mu.Unlock()
	if !known {
		http.Error(rw, "invalid ticket", http.StatusForbidden)
		return
	}
	ws, err := upgrader.Upgrade(rw, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	w.runSocket(&socket{ws: ws, wake: make(chan struct{}, 1), done: make(chan struct{})})
}

func (w *Workspace) runSocket(c *socket) {
	defer c.close()
	if !w.welcome(c) {
		return
	}
	w.wg.Go(func() { c.write(w.opt.PingEvery, w.opt.ConnectionTime-warningAhead, func() { w.askOne(c, "warning") }) })
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			break
		}
		w.read(data)
	}
	w.mu.Lock()
	w.conns = slices.DeleteFunc(w.conns, func(x *socket) bool { return x == c })
	w.logEntry(Entry{Kind: "socket_closed"})
	w.mu.Unlock()
}

// welcome says hello and hands over what waits; an eleventh connection is turned away.
func (w *Workspace) welcome(c *socket) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ctx.Err() != nil {
		return false
	}
	if len(w.conns) >= maxSockets {
		_ = c.ws.WriteMessage(websocket.TextMessage, disconnectJSON("too_many_websockets"))
		return false
	}
	w.conns = append(w.conns, c)
	c.send(fmt.Appendf(nil, `{"type":"hello","num_connections":%d,"debug_info":{"host":"applink-local","build_number":1,`+
		`"approximate_connection_time":%d},"connection_info":{"app_id":%q}}`, len(w.conns), int(w.opt.ConnectionTime.Seconds()), w.opt.App.ID))
	w.logEntry(Entry{Kind: "socket_open"})
	for _, d := range w.waitingOn {
		c.send(envelopeJSON(d))
	}
	w.waitingOn = nil
	w.notify(Notice{})
	return true
}

func (w *Workspace) read(data []byte) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(data, &ack) != nil || ack.EnvelopeID == "" {
		w.mu.Lock()
		w.problem("socket: a frame that is no acknowledgement")
		w.mu.Unlock()
		return
	}
	w.acknowledged(ack.EnvelopeID, ack.Payload)
}

// pickSocket is the connection for the next event: any one will do, so each in turn.
func (w *Workspace) pickSocket() *socket {
	for range w.conns {
		w.nextConn++
		if c := w.conns[w.nextConn%len(w.conns)]; !c.asked {
			return c
		}
	}
	return nil
}

// openLink is apps.connections.open, https://docs.slack.dev/reference/methods/apps.connections.open.
func (w *Workspace) openLink(host string) string {
	ticket := rand.Text()
	w.tickets[ticket] = w.now().Add(ticketLife)
	return "ws://" + host + "/link/?ticket=" + ticket + "&app_id=" + w.opt.App.ID
}

func disconnectJSON(reason string) []byte {
	return fmt.Appendf(nil, `{"type":"disconnect","reason":%q,"debug_info":{"host":"applink-local"}}`, reason)
}

// Disconnect asks every socket to reconnect. "warning" comes ten seconds ahead of "refresh_requested", after which the
// socket closes; "link_disabled" (Socket Mode was switched off) closes at once too.
func (w *Workspace) Disconnect(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range slices.Clone(w.conns) {
		w.ask(c, reason)
	}
}

func (w *Workspace) askOne(c *socket, reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ask(c, reason)
}

func (w *Workspace) ask(c *socket, reason string) {
	c.send(disconnectJSON(reason))
	if reason == "warning" {
		w.after(warningAhead, func() { w.ask(c, "refresh_requested") })
		return
	}
	c.asked = true
	c.send(nil)
}

// DropSockets cuts every socket without a word, as a failing network does.
func (w *Workspace) DropSockets() {
	w.mu.Lock()
	conns := slices.Clone(w.conns)
	w.mu.Unlock()
	for _, c := range conns {
		c.close()
	}
}
