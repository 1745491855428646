package localslack_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

// do is the page's request; the reply is decoded.
func (x *world) do(method, path, body string, headers ...string) (int, map[string]any) {
	x.t.Helper()
	req, err := http.NewRequestWithContext(x.ctx, method, x.BaseURL()+path, strings.NewReader(body))
	if err != nil {
		x.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
	}
	res, err := x.http.Do(req)
	if err != nil {
		x.t.Fatal(err)
	}
	defer res.Body.Close()
	var reply map[string]any
	raw, _ := io.ReadAll(res.Body)
	_ = json.Unmarshal(raw, &reply)
	return res.StatusCode, reply
}

func TestThePageSpeaksAndListens(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	o := localslack.Options{
		Guide: map[string][]localslack.GuideStep{"en": {{Title: "Log a visit", Say: "Visited Acme"}}},
		App:   localslack.App{Commands: []localslack.Command{{Command: "/roundsman"}}},
		Advance: func(as, kind, value string) (time.Time, error) {
			if as != anna || kind != "next" || value != "working_morning" {
				t.Errorf("advance %s %s %s", as, kind, value)
			}
			return now, nil
		},
	}
	bubble(t, o, func(x *world) {
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			if c, ok := e.Data.(slack.InteractionCallback); ok && c.Type == slack.InteractionTypeBlockActions {
				go func() { _, _ = x.api.OpenViewContext(x.ctx, c.TriggerID, form("Visit")) }()
			}
			return nil, true
		})
		events := x.stream(anna)
		_, state := x.do("GET", "/_local/state", "")
		if len(state["people"].([]any)) != 5 || state["clock"] != true || state["guide"].(map[string]any)["en"] == nil {
			t.Errorf("state %v", state)
		}
		c := x.IM(anna)
		if code, r := x.do("POST", "/_local/say", `{"as":"`+anna+`","channel":"`+c+`","text":"hello"}`); code != 200 || r["ts"] == "" {
			t.Errorf("say: %d %v", code, r)
		}
		if e := events(); e["type"] != "message" || e["message"].(map[string]any)["text"] != "hello" {
			t.Errorf("event %v", e)
		}
		must[string](t)(x.api.PostEphemeral(sales, liwei, slack.MsgOptionText("not for anna", false)))
		x.post(liwei, slack.MsgOptionText("nor this", false))
		_, ts := x.post(anna, slack.MsgOptionText("buttons", false), slack.MsgOptionBlocks(slack.NewActionBlock("a", slack.NewButtonBlockElement("go", "7", text("Go")))))
		if e := events(); e["message"].(map[string]any)["bot"] != true {
			t.Errorf("event %v", e)
		}
		body := `{"as":"` + anna + `","container":{"type":"message","channel":"` + c + `","ts":"` + ts + `"},"action":{"type":"button","action_id":"go","block_id":"a"}}`
		if code, r := x.do("POST", "/_local/action", body); code != 200 || r["ok"] != true {
			t.Errorf("action: %d %v", code, r)
		}
		e := events()
		if e["type"] != "view_open" {
			t.Fatalf("event %v", e)
		}
		id := e["view"].(map[string]any)["id"].(string)
		if _, r := x.do("POST", "/_local/view/submit", `{"as":"`+anna+`","view_id":"`+id+`","state":{"values":{}}}`); r["errors"] == nil {
			t.Errorf("submitting nothing: %v", r)
		}
		if _, r := x.do("POST", "/_local/view/close", `{"as":"`+anna+`","view_id":"`+id+`"}`); r["ok"] != true {
			t.Errorf("close: %v", r)
		}
		if e := events(); e["type"] != "view_close" {
			t.Errorf("event %v", e)
		}
		if _, r := x.do("POST", "/_local/clock", `{"as":"`+anna+`","next":"working_morning"}`); r["now"] != "2026-11-23T09:00:00Z" {
			t.Errorf("clock: %v", r)
		}
		if e := events(); e["type"] != "clock" {
			t.Errorf("event %v", e)
		}
		if _, r := x.do("GET", "/_local/messages?as="+anna+"&channel="+c+"&limit=1", ""); r["has_more"] != true || len(r["messages"].([]any)) != 1 {
			t.Errorf("messages: %v", r)
		}
		if code, r := x.do("POST", "/_local/command", `{"as":"`+anna+`","channel":"`+c+`","command":"/other"}`); code != 400 || r["error"] != "refused" {
			t.Errorf("an unknown command: %d %v", code, r)
		}
		if code, _ := x.do("POST", "/_local/person", `{"as":"`+anna+`","locale":"zh-CN","tz":"Asia/Shanghai"}`); code != 200 {
			t.Errorf("person: %d", code)
		}
		if u := must[*slack.User](t)(x.api.GetUserInfo(anna)); u.Locale != "zh-CN" || u.TZOffset != 8*3600 || u.TZLabel != "China Standard Time" {
			t.Errorf("after the change %+v", u)
		}
	})
}

// stream reads server-sent events of a person; each call is the next one, "state" ones aside.
func (x *world) stream(as string) func() map[string]any {
	req, err := http.NewRequestWithContext(x.ctx, http.MethodGet, x.BaseURL()+"/_local/events?as="+as, nil)
	if err != nil {
		x.t.Fatal(err)
	}
	res, err := x.http.Do(req)
	if err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() { _ = res.Body.Close() })
	lines := bufio.NewScanner(res.Body)
	return func() (e map[string]any) {
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			if !ok {
				continue
			}
			if err := json.Unmarshal([]byte(data), &e); err != nil {
				x.t.Fatal(err)
			}
			if e["type"] != "state" {
				return e
			}
		}
		x.t.Fatal("the stream ended")
		return nil
	}
}

func TestThePageUploadsAndShowsFiles(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		_ = m.WriteField("as", anna)
		_ = m.WriteField("channel", x.IM(anna))
		_ = m.WriteField("text", "cards")
		part, _ := m.CreateFormFile("file", "页.csv")
		_, _ = io.WriteString(part, "a,b")
		_ = m.Close()
		if code, r := x.do("POST", "/_local/upload", b.String(), "Content-Type", m.FormDataContentType()); code != 200 || r["ts"] == "" {
			t.Fatalf("upload: %d %v", code, r)
		}
		f := x.Messages(anna, "")[0].Files[0]
		if data, err := x.FileData(f.ID); err != nil || string(data) != "a,b" || f.Name != "页.csv" {
			t.Errorf("%q %v %s", data, err, f.Name)
		}
		if code, _ := x.do("GET", "/_local/file/"+f.ID, ""); code != 200 {
			t.Errorf("download: %d", code)
		}
	})
}

func TestForeignSitesAreRefused(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		say := `{"as":"` + anna + `","channel":"` + x.IM(anna) + `","text":"x"}`
		for _, c := range []struct {
			name    string
			headers []string
			want    int
		}{
			{"our page", []string{"Origin", "http://localhost", "Sec-Fetch-Site", "same-origin"}, 200},
			{"another site", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
			{"a rebound name", []string{"Host", "evil.example"}, 403},
			{"an address elsewhere", []string{"Host", "192.0.2.7:8080"}, 403},
			{"another loopback name", []string{"Host", "127.0.0.1:8080"}, 200},
		} {
			if code, _ := x.do("POST", "/_local/say", say, c.headers...); code != c.want {
				t.Errorf("%s: %d, want %d", c.name, code, c.want)
			}
		}
		if code, _ := x.do("GET", "/", ""); code != 200 {
			t.Errorf("the page: %d", code)
		}
	})
}
