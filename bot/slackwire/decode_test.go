package slackwire

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roundsman/bot/event"
	"roundsman/sales"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// recording is something Slack sent, as it came over either wire, and what we
// make of it.
type recording struct {
	Socket json.RawMessage `json:"socket"`
	HTTP   struct {
		ContentType string `json:"content_type"`
		Body        string `json:"body"`
	} `json:"http"`
	Event *recorded `json:"event"`
}

// recorded is an arrival, as testdata keeps it; nil: acknowledged and dropped.
type recorded struct {
	What   what        `json:"what"`
	Event  event.Event `json:"event"`
	Inputs []string    `json:"inputs,omitempty"`
	Source string      `json:"source,omitempty"`
	Typed  string      `json:"typed,omitempty"`
}

var recordedFor = decoder{
	self: Self{Team: "T024BE7LD", User: "U0BOT", Bot: "B0BOT"},
	known: func(s sales.Source) bool {
		return s == sales.Source{Channel: "C024BE91L", TS: "1795421234.000900"}
	},
}

func TestBothWiresGiveTheSameEvent(t *testing.T) {
	files, err := filepath.Glob("testdata/events/*.json")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d recordings (%v)", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { replay(t, file) })
	}
}

func replay(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r recording
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	socket, web := overSocket(t, r), overHTTP(t, r)
	if diff := cmp.Diff(socket, web); diff != "" {
		t.Errorf("the wires differ (-socket +http):\n%s", diff)
	}
	if *update {
		r.Event = socket
		keep(t, file, r)
		return
	}
	if diff := cmp.Diff(r.Event, socket); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func keep(t *testing.T, file string, r recording) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(r); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func overSocket(t *testing.T, r recording) *recorded {
	var envelope struct {
		Type    string          `json:"type"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(r.Socket, &envelope); err != nil {
		t.Fatal(err)
	}
	return decoded(t, taken{envelope.Type, envelope.Payload})
}

func overHTTP(t *testing.T, r recording) *recorded {
	request, err := unwrap(r.HTTP.ContentType, []byte(r.HTTP.Body))
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, request)
}

func decoded(t *testing.T, request taken) *recorded {
	a, err := recordedFor.decode(request)
	if err != nil {
		t.Fatal(err)
	}
	if a.what == nothing {
		return nil
	}
	return &recorded{a.what, a.event, a.inputs, a.source, a.typed}
}

// One text comes as message and as app_mention: one key, one event.
func TestMentionAndMessageAreTheSameEvent(t *testing.T) {
	var events []event.Event
	for _, name := range []string{"message_channel_mention", "app_mention"} {
		data, err := os.ReadFile("testdata/events/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var r recording
		if err := json.Unmarshal(data, &r); err != nil {
			t.Fatal(err)
		}
		events = append(events, overSocket(t, r).Event)
	}
	if diff := cmp.Diff(events[0], events[1]); diff != "" {
		t.Error(diff)
	}
}

func TestSlackTimestamps(t *testing.T) {
	if got, want := timeOf("1795421234.000200"), time.Unix(1795421234, 200_000).UTC(); !got.Equal(want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, bad := range []string{"", "x", "-5.000000", "99999999999999999999.1", "1e5"} {
		if got := timeOf(bad); !got.IsZero() {
			t.Errorf("%q is %v", bad, got)
		}
	}
	if got := slackTime(time.Unix(1795421234, 200_000)); got != "1795421234.000200" {
		t.Errorf("%q", got)
	}
}

func FuzzEvent(f *testing.F)       { fuzzWire(f, kindEvents) }
func FuzzInteraction(f *testing.F) { fuzzWire(f, kindInteractive) }
func FuzzCommand(f *testing.F)     { fuzzWire(f, kindSlash) }

// fuzzWire: whatever comes off a wire, an event has what its kind needs.
func fuzzWire(f *testing.F, kind string) {
	seeds(f, func(r recording) {
		var envelope struct {
			Type    string          `json:"type"`
			Payload json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(r.Socket, &envelope) == nil && envelope.Type == kind {
			f.Add([]byte(envelope.Payload))
		}
	})
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := recordedFor.decode(taken{kind, body})
		if err == nil {
			wholesome(t, a)
		}
	})
}

// FuzzHTTP takes a request from its raw body on.
func FuzzHTTP(f *testing.F) {
	seeds(f, func(r recording) { f.Add(r.HTTP.ContentType, []byte(r.HTTP.Body)) })
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		request, err := unwrap(contentType, body)
		if err != nil {
			return
		}
		if a, err := recordedFor.decode(request); err == nil {
			wholesome(t, a)
		}
	})
}

// FuzzSignature: nothing but our own signature passes.
func FuzzSignature(f *testing.F) {
	f.Add("v0=abc", "1795421234", []byte("{}"))
	f.Fuzz(func(t *testing.T, signature, stamp string, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.Header.Set("X-Slack-Signature", signature)
		r.Header.Set("X-Slack-Request-Timestamp", stamp)
		if signedBySlack("secret nobody knows", r.Header, body, time.Unix(1795421234, 0)) {
			t.Error("forged")
		}
	})
}

func seeds(f *testing.F, add func(recording)) {
	files, err := filepath.Glob("testdata/events/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var r recording
		if err := json.Unmarshal(data, &r); err != nil {
			f.Fatal(err)
		}
		add(r)
	}
}

func wholesome(t *testing.T, a arrival) {
	e := a.event
	switch {
	case a.what == nothing || a.what == challenge:
		return
	case e.Actor.User() == "" || e.Actor.Workspace() == "":
		t.Errorf("nobody did it: %+v", e)
	case a.what != suggest && len(e.Key) <= len("x:"):
		t.Errorf("no key: %+v", e)
	case e.Kind == event.Action && a.what == receive && (e.Action == nil || e.Action.Name == ""):
		t.Errorf("an action of nothing: %+v", e)
	case e.Kind == event.FormSent && e.Form == nil:
		t.Errorf("a form without values: %+v", e)
	case e.Actor.User() == recordedFor.self.User && e.Kind == event.Message:
		t.Errorf("we talk to ourselves: %+v", e)
	}
	if _, err := json.Marshal(e); err != nil {
		t.Errorf("cannot be kept: %v", err)
	}
}

// A channel message of which somebody made a record by the ⋮ menu, and what
// others write below a message that was said to us, is talk among people.
func TestChannelTalkAroundARecordIsNotSaidToUs(t *testing.T) {
	const recordedTS = "1795421234.000900"
	reply := func(by, to string) rawMessage {
		return rawMessage{Type: "message", Channel: "C024BE91L", User: userRef{ID: by}, Text: "what price?", TS: "1795421300.000100", ThreadTS: recordedTS, ParentUser: to}
	}
	for name, test := range map[string]struct {
		m    rawMessage
		want bool
	}{
		"the recorded message itself, read again": {rawMessage{Type: "message", Channel: "C024BE91L", User: userRef{ID: "U1"}, Text: "Acme wants drawings", TS: recordedTS}, false},
		"its author goes on below it":             {reply("U1", "U1"), true},
		"somebody else answers below it":          {reply("U2", "U1"), false},
	} {
		if _, got := recordedFor.message(test.m, false); got != test.want {
			t.Errorf("%s: said to us is %v, want %v", name, got, test.want)
		}
	}
}
