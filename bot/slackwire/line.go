package slackwire

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"roundsman/bot"
	"roundsman/storage"
)

const (
	handling   = 10 * time.Second // how long one event may take before it is given up
	handshake  = 45 * time.Second
	silence    = 30 * time.Second // Slack pings more often on a line that lives
	maxFrame   = 4 << 20          // bytes of one event
	maxAnswer  = 20_000           // bytes from which on Slack ignores an acknowledgement
	writeRoom  = 32 << 10         // an acknowledgement leaves in one frame
	disconnect = "disconnect"
)

// line is one connection of Socket Mode and what is being handled of it. The
// Slack client's own decodes every event into types that nobody reads, blocks
// and all, which took 7 % of the processor; of the envelope only this is needed.
type line struct {
	wire     *Wire
	in       bot.Intake
	conn     *websocket.Conn
	writing  sync.Mutex
	handlers sync.WaitGroup
	open     bool
}

// envelope is what comes in a frame.
// https://docs.slack.dev/apis/events-api/using-socket-mode#events
type envelope struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload"`
}

// answer acknowledges an envelope.
type answer struct {
	ID      string `json:"envelope_id"`
	Payload any    `json:"payload,omitempty"`
}

// listen keeps one connection until it ends: Slack renews it, the line breaks or
// falls silent, or ctx is done. What came over it is still handled and
// acknowledged after that, which handled counts.
func (w *Wire) listen(ctx context.Context, in bot.Intake, handled *sync.WaitGroup) (wasOpen bool, err error) {
	conn, err := w.dial(ctx)
	if err != nil {
		return false, err
	}
	l := &line{wire: w, in: in, conn: conn}
	stopped := context.AfterFunc(ctx, func() { _ = conn.NetConn().SetReadDeadline(time.Unix(1, 0)) }) // stop reading, not writing
	deadman := time.AfterFunc(silence, func() { _ = conn.Close() })
	pong := conn.PingHandler()
	conn.SetPingHandler(func(data string) error {
		deadman.Reset(silence)
		return pong(data)
	})
	err = l.read(ctx)
	wasOpen = l.open
	l.down()
	handled.Go(func() {
		l.handlers.Wait()
		stopped()
		deadman.Stop()
		_ = conn.Close()
	})
	return wasOpen, err
}

func (w *Wire) dial(ctx context.Context) (*websocket.Conn, error) {
	ctx, sent := traced(ctx, "apps.connections.open")
	_, address, err := w.api.StartSocketModeContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for a connection: %w", classify(err, sent, reading))
	}
	dialer := w.options.Dialer
	if dialer == nil {
		dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: handshake, WriteBufferSize: writeRoom}
	}
	conn, response, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	_ = response.Body.Close()
	conn.SetReadLimit(maxFrame)
	return conn, nil
}

// read takes what comes until Slack renews the connection (nil) or it breaks.
func (l *line) read(ctx context.Context) error {
	for {
		_, frame, err := l.conn.ReadMessage()
		if err != nil {
			return fmt.Errorf("read: %w", err)
		}
		var e envelope
		if err := json.Unmarshal(frame, &e); err != nil {
			l.wire.log.Error("Slack sent something that cannot be read", "error", storage.ErrorClass(err))
			continue
		}
		switch {
		case e.Type == "hello":
			l.up()
		case e.Type == disconnect:
			return nil
		case e.ID != "": // also of a kind that is new to us, so that Slack does not send it again
			l.handle(ctx, e)
		}
	}
}

// handle takes a place, of which there are so many, and acknowledges once the
// event is kept. Waiting for a place holds this connection back: Slack then
// sends to another, or again.
func (l *line) handle(ctx context.Context, e envelope) {
	select {
	case l.wire.places <- struct{}{}:
	case <-ctx.Done():
		return
	}
	l.handlers.Go(func() {
		defer func() { <-l.wire.places }()
		l.keepAndAck(ctx, e)
	})
}

func (l *line) keepAndAck(ctx context.Context, e envelope) {
	// A shutdown does not interrupt an event that is being kept.
	keep, done := context.WithTimeout(context.WithoutCancel(ctx), handling)
	defer done()
	payload, err := l.wire.take(keep, taken{kind: e.Type, body: e.Payload}, l.in)
	if err != nil {
		l.wire.log.Error("an event was not kept and not acknowledged", "kind", e.Type, "error", storage.ErrorClass(err))
		return
	}
	if err := l.ack(answer{e.ID, payload}); err != nil && ctx.Err() == nil {
		l.wire.log.Warn("an acknowledgement did not reach Slack", "kind", e.Type, "error", storage.ErrorClass(err))
	}
}

func (l *line) ack(a answer) error {
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write acknowledgement: %w", err)
	}
	if len(data) >= maxAnswer {
		return fmt.Errorf("an acknowledgement of %d bytes is too long for Slack", len(data))
	}
	l.writing.Lock()
	defer l.writing.Unlock()
	return l.conn.WriteMessage(websocket.TextMessage, data)
}

func (l *line) up() {
	if !l.open {
		l.open = true
		l.wire.uplink.opened(l.wire)
	}
}

func (l *line) down() {
	if l.open {
		l.open = false
		l.wire.uplink.closed(l.wire)
	}
}
