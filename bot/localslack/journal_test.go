package localslack_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"roundsman/bot/localslack"
)

func TestARestartKeepsWhatSlackKeeps(t *testing.T) {
	dir := t.TempDir()
	var last string
	bubble(t, localslack.Options{Dir: dir, BaseURL: "http://localhost:1111"}, func(x *world) {
		must[string](t)(x.Say(anna, "", "first"))
		must[string](t)(x.Upload(anna, "", "file", "a.csv", []byte("a,b")))
		gone := must[string](t)(x.Say(anna, "", "gone"))
		if err := x.Delete(anna, "", gone); err != nil {
			t.Fatal(err)
		}
		_, ts := x.post(anna, slack.MsgOptionText("one", false), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "e", EventPayload: map[string]any{"key": "k"}}))
		if _, _, _, err := x.api.UpdateMessage(x.IM(anna), ts, slack.MsgOptionText("two", false)); err != nil {
			t.Fatal(err)
		}
		last = ts
		home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{section("agenda")}}}
		must[*slack.ViewResponse](t)(x.api.PublishViewContext(x.ctx, slack.PublishViewContextRequest{UserID: anna, View: home}))
		must[string](t)(x.api.PostEphemeral(sales, anna, slack.MsgOptionText("psst", false)))
		if err := x.SetPerson(anna, func(p *localslack.Person) { p.Locale = "zh-CN" }); err != nil {
			t.Fatal(err)
		}
		if err := x.AddChannel(localslack.Channel{ID: "G0NEW00001", Name: "new", Private: true, Members: []string{anna}}); err != nil {
			t.Fatal(err)
		}
	})
	tear(t, filepath.Join(dir, "workspace.jsonl"))
	bubble(t, localslack.Options{Dir: dir}, func(x *world) {
		var texts []string
		for _, m := range x.Messages(anna, "") {
			texts = append(texts, m.Text)
		}
		if strings.Join(texts, " ") != "first file two" {
			t.Errorf("messages %q", texts)
		}
		m := x.Messages(anna, "")
		var down strings.Builder
		if err := x.api.GetFile(m[1].Files[0].URLPrivate, &down); err != nil || down.String() != "a,b" {
			t.Errorf("a file from before the restart: %q, %v", down.String(), err)
		}
		if data, err := x.FileData(m[1].Files[0].ID); err != nil || string(data) != "a,b" {
			t.Errorf("file %q %v", data, err)
		}
		if m[2].TS != last || m[2].Metadata == nil || x.Home(anna) == nil || len(x.Messages(anna, sales)) != 0 {
			t.Errorf("metadata %v, home %v, in channel %v", m[2].Metadata, x.Home(anna), x.Messages(anna, sales))
		}
		if u := must[*slack.User](t)(x.api.GetUserInfo(anna)); u.Locale != "zh-CN" {
			t.Errorf("locale %q", u.Locale)
		}
		must[string](t)(x.Say(anna, "G0NEW00001", "still a member"))
		if ts := must[string](t)(x.Say(anna, "", "after")); ts <= last {
			t.Errorf("time runs backwards: %s after %s", ts, last)
		}
	})
}

// tear leaves half a line at the end, as a killed process may.
func tear(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"kind":"mess`); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestADamagedJournalIsNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "workspace.jsonl"), []byte("{\"kind\":\"boot\"}\nnonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := localslack.Open(localslack.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "journal line 2") {
		t.Errorf("%v", err)
	}
}
