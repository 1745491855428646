package localslack

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Workspace is a running stand-in. Its methods may be called from any goroutine.
type Workspace struct {
	opt Options

	mu      sync.Mutex
	ctx     context.Context
	cancel  context.CancelFunc
	wg      sync.WaitGroup
	changed chan struct{} // closed and renewed at a change while someone waits
	waiting int

	people       map[string]*Person
	order        []string
	channels     map[string]*Channel
	channelOrder []string
	ims          map[string]*Channel // by the person's id
	files        map[string]*File
	uploads      map[string]*File // by upload ticket
	lastTS       int64            // microseconds
	boot, serial uint64

	ephemeral map[string][]*Message // by receiver
	modals    map[string][]*View    // stacks by person
	views     map[string]*View
	homes     map[string]*View
	triggers  map[string]*trigger
	hooks     map[string]*hook // response URLs

	timers    timers
	conns     []*socket
	tickets   map[string]time.Time
	nextConn  int
	waitingOn []*delivery // no socket open yet
	unacked   map[string]*delivery
	inFlight  int // deliveries not yet acknowledged nor given up

	faults   []*armed
	rates    Rates
	buckets  map[string]*bucket
	log      []Entry
	logSeq   int
	problems []string
	pings    []string
	counters map[string]int

	subs    map[*subscriber]struct{}
	onPost  map[int]func(Message)
	hookSeq int

	journal *journal
	handler http.Handler
	methods map[string]method
	servers []*http.Server
	scopes  map[string]bool
	events  map[string]bool
	salt    string
}

// Open makes a workspace, with what Options.Dir kept if that is set. Close ends it.
func Open(o Options) (*Workspace, error) {
	o = o.withDefaults()
	w := &Workspace{
		opt: o, changed: make(chan struct{}), people: map[string]*Person{}, channels: map[string]*Channel{}, ims: map[string]*Channel{},
		files: map[string]*File{}, uploads: map[string]*File{}, ephemeral: map[string][]*Message{}, modals: map[string][]*View{},
		views: map[string]*View{}, homes: map[string]*View{}, triggers: map[string]*trigger{}, hooks: map[string]*hook{},
		tickets: map[string]time.Time{}, unacked: map[string]*delivery{}, rates: o.Rates, buckets: map[string]*bucket{},
		counters: map[string]int{}, subs: map[*subscriber]struct{}{}, onPost: map[int]func(Message){}, methods: methods(),
		scopes: set(o.Scopes), events: set(o.Events), salt: rand.Text()[:8],
	}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.timers.kick = make(chan struct{}, 1)
	if err := w.restore(); err != nil {
		w.cancel()
		return nil, fmt.Errorf("open local workspace: %w", err)
	}
	w.relink()
	w.handler = w.routes()
	w.wg.Go(w.runTimers)
	return w, nil
}

func set(list []string) map[string]bool {
	if list == nil {
		return nil
	}
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}

// seed puts the people and channels of the options that are not there yet.
func (w *Workspace) seed() {
	w.putPerson(w.appPerson())
	for _, p := range w.opt.People {
		if w.people[p.ID] == nil {
			w.putPerson(p)
		}
	}
	for _, c := range w.opt.Channels {
		if w.channels[c.ID] == nil {
			w.putChannel(c)
		}
	}
}

// Handler serves the workspace: Web API, sockets, response URLs, files and the page.
func (w *Workspace) Handler() http.Handler { return w.handler }

// Serve serves on ln, a loopback listener or one in memory, until Close, and returns nil then.
func (w *Workspace) Serve(ln net.Listener) error {
	srv, err := w.adopt(ln)
	if err != nil {
		return err
	}
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve local workspace: %w", err)
	}
	return nil
}

// Start is Serve in the background; the addresses are known when it returns. Close waits for its end.
func (w *Workspace) Start(ln net.Listener) error {
	srv, err := w.adopt(ln)
	if err != nil {
		return err
	}
	w.wg.Go(func() { _ = srv.Serve(ln) }) // ends by Close; a listener that fails before leaves clients without answers
	return nil
}

func (w *Workspace) adopt(ln net.Listener) (*http.Server, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ctx.Err() != nil {
		return nil, errors.Join(errors.New("serve local workspace: closed"), ln.Close())
	}
	if a, ok := ln.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		return nil, errors.Join(fmt.Errorf("serve local workspace: %s is not a loopback address", a), ln.Close())
	}
	if w.opt.BaseURL == "" {
		w.opt.BaseURL = "http://" + ln.Addr().String()
		w.relink()
	}
	srv := &http.Server{Handler: w.handler, ReadHeaderTimeout: 10 * time.Second}
	w.servers = append(w.servers, srv)
	return srv, nil
}

// Close ends every goroutine of the workspace and keeps what it must. It may be called again.
func (w *Workspace) Close() error {
	w.mu.Lock()
	w.cancel()
	servers, conns := w.servers, w.conns
	w.servers, w.conns = nil, nil
	w.mu.Unlock()
	for _, c := range conns {
		c.close()
	}
	for _, s := range servers {
		_ = s.Close()
	}
	w.opt.HTTPClient.CloseIdleConnections()
	w.wg.Wait()
	return w.journal.close()
}

// BaseURL is the workspace's address, APIURL what a client takes for https://slack.com/api/.
func (w *Workspace) BaseURL() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.base()
}

// APIURL is the address of the Web API, with a slash at its end.
func (w *Workspace) APIURL() string { return w.BaseURL() + "/api/" }

func (w *Workspace) base() string {
	if w.opt.BaseURL == "" {
		return "http://localhost"
	}
	return strings.TrimSuffix(w.opt.BaseURL, "/")
}

// BotToken, AppToken and SigningSecret are the app's credentials in this workspace.
func (w *Workspace) BotToken() string { return w.opt.BotToken }

// AppToken is the app-level token, for Socket Mode.
func (w *Workspace) AppToken() string { return w.opt.AppToken }

// SigningSecret signs requests to Options.RequestURL.
func (w *Workspace) SigningSecret() string { return w.opt.SigningSecret }

// App and Team tell whose workspace this is.
func (w *Workspace) App() App { return w.opt.App }

// Team is the workspace's identity.
func (w *Workspace) Team() Team { return w.opt.Team }

// SetRequestURL moves events, interactivity and slash commands to HTTP callbacks at url, or back to sockets when empty.
func (w *Workspace) SetRequestURL(url string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opt.EventsURL, w.opt.InteractivityURL, w.opt.CommandsURL = url, url, url
}

func (w *Workspace) now() time.Time { return w.opt.Clock() }

// newTS is the next message timestamp: the clock's, and always later than the last one.
func (w *Workspace) newTS() string {
	w.lastTS = max(w.lastTS+1, w.now().UnixMicro())
	return formatTS(w.lastTS)
}

func formatTS(micros int64) string {
	b := make([]byte, 0, 18)
	b = strconv.AppendInt(b, micros/1_000_000, 10)
	frac := strconv.FormatInt(1_000_000+micros%1_000_000, 10)
	b = append(b, '.')
	return string(append(b, frac[1:]...))
}

func parseTS(ts string) int64 {
	sec, frac, _ := strings.Cut(ts, ".")
	s, _ := strconv.ParseInt(sec, 10, 64)
	f, _ := strconv.ParseInt((frac + "000000")[:6], 10, 64)
	return s*1_000_000 + f
}

// newID is an id like Slack's: a letter or two and capitals. It is unique over restarts.
func (w *Workspace) newID(prefix string) string {
	w.serial++
	const width = 7
	s := strings.ToUpper(strconv.FormatUint(w.serial, 36))
	b := strings.ToUpper(strconv.FormatUint(w.boot, 36))
	return prefix + "0" + b + strings.Repeat("0", max(0, width-len(s))) + s
}

// wake lets Await ask again.
func (w *Workspace) wake() {
	if w.waiting > 0 {
		close(w.changed)
		w.changed = make(chan struct{})
	}
}

// notify tells whoever waits or subscribes that something changed.
func (w *Workspace) notify(n Notice) {
	w.wake()
	if n.Type != "" {
		w.publish(n)
	}
}
