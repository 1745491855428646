package slackwire

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func TestAnAnswerIsShortenedByItsMessage(t *testing.T) {
	for _, c := range []struct{ whole, want string }{
		{`{"ok":true,"message":{"text":"}\"]","blocks":[{"message":1},2]},"ts":"1.2"}`, `{"ok":true,"message":null,"ts":"1.2"}`},
		{`{"message" : {"a":[1,2]} , "ok":true}`, `{"message" :null, "ok":true}`},
		{`{"ok":true,"message":{}}`, `{"ok":true,"message":null}`},
		{`{"ok":true,"message":"hi"}`, `{"ok":true,"message":null}`},
		{`{"ok":false,"error":"message"}`, `{"ok":false,"error":"message"}`},
		{`{"ok":true,"in":{"message":{"x":1}}}`, `{"ok":true,"in":{"message":{"x":1}}}`},
		{`{"ok":true,"message":{"cut off`, `{"ok":true,"message":{"cut off`},
		{`["message",{"message":1}]`, `["message",{"message":1}]`},
		{`<html>message</html>`, `<html>message</html>`},
		{``, ``},
	} {
		if got := string(without([]byte(c.whole), "message")); got != c.want {
			t.Errorf("%s\nis  %s\nnot %s", c.whole, got, c.want)
		}
	}
}

func TestWhatIsShortenedSaysTheSameOtherwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answer := map[string]any{
			"ok": true, "ts": rapid.String().Draw(t, "ts"), "channel": rapid.String().Draw(t, "channel"),
			"message": map[string]any{"text": rapid.String().Draw(t, "text"), "blocks": []any{rapid.String().Draw(t, "block"), map[string]any{}}},
		}
		whole, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(without(whole, "message"), &got); err != nil {
			t.Fatal(err)
		}
		if got["message"] != nil || got["ok"] != true {
			t.Fatalf("%v", got)
		}
		want, err := json.Marshal([]any{answer["ts"], answer["channel"]})
		if err != nil {
			t.Fatal(err)
		}
		if have, err := json.Marshal([]any{got["ts"], got["channel"]}); err != nil || string(have) != string(want) {
			t.Fatalf("%s, want %s (%v)", have, want, err)
		}
	})
}

func TestOnlyPostsAndUpdatesAreShortened(t *testing.T) {
	const whole = `{"ok":true,"message":{"text":"hi"}}`
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("broken") {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = io.WriteString(w, whole)
	}))
	defer slack.Close()
	client := &http.Client{Transport: brief{http.DefaultTransport}}
	for path, short := range map[string]bool{
		"/api/chat.postMessage": true, "/api/chat.update": true, "/api/conversations.history": false, "/api/chat.postMessage?broken": false,
	} {
		answer, err := client.Get(slack.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || strings.Contains(string(got), "null") != short {
			t.Errorf("%s: %s (%v)", path, got, err)
		}
	}
}

func TestAnAnswerThatBreaksOffIsNoAnswer(t *testing.T) {
	broken := errors.New("broken")
	body := &shortened{from: io.NopCloser(io.MultiReader(strings.NewReader(`{"ok":true,"message":{}}`), iotest.ErrReader(broken)))}
	if _, err := io.ReadAll(body); !errors.Is(err, broken) {
		t.Errorf("read with %v", err)
	}
}
