package localslack_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"roundsman/bot/localslack"
)

func bubble(t *testing.T, o localslack.Options, f func(*world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(open(t, o)) })
}

func section(text string) slack.Block {
	return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil)
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// post posts and returns where it went.
func (x *world) post(channel string, opts ...slack.MsgOption) (string, string) {
	x.t.Helper()
	c, ts, err := x.api.PostMessageContext(x.ctx, channel, opts...)
	if err != nil {
		x.t.Fatal(err)
	}
	return c, ts
}

func TestPostingToAPersonOpensTheDirectMessage(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		c, ts := x.post(anna, slack.MsgOptionText("good morning", false))
		if c != x.IM(anna) || !strings.HasPrefix(c, "D") {
			t.Errorf("posted to %q, the direct message is %q", c, x.IM(anna))
		}
		ch, _, existed, err := x.api.OpenConversationContext(x.ctx, &slack.OpenConversationParameters{Users: []string{anna}})
		if err != nil || ch.ID != c || !existed {
			t.Errorf("conversations.open: %v %v %v", ch, existed, err)
		}
		h := must[*slack.GetConversationHistoryResponse](t)(x.api.GetConversationHistoryContext(x.ctx, &slack.GetConversationHistoryParameters{ChannelID: c}))
		if len(h.Messages) != 1 || h.Messages[0].Timestamp != ts || h.Messages[0].Text != "good morning" || h.Messages[0].BotID == "" {
			t.Errorf("history %+v", h.Messages)
		}
	})
}

func TestHistoryPagesAndKeepsMetadataForThoseWhoAsk(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var stamps []string
		for i := range 7 {
			_, ts := x.post(sales, slack.MsgOptionText(fmt.Sprint("m", i), false), slack.MsgOptionMetadata(slack.SlackMetadata{
				EventType: "roundsman", EventPayload: map[string]any{"key": fmt.Sprint("k", i)},
			}))
			stamps = append(stamps, ts)
			time.Sleep(time.Second)
		}
		var seen []string
		cursor := ""
		for {
			h := must[*slack.GetConversationHistoryResponse](t)(x.api.GetConversationHistoryContext(x.ctx, &slack.GetConversationHistoryParameters{
				ChannelID: sales, Limit: 3, Cursor: cursor, IncludeAllMetadata: true,
			}))
			for _, m := range h.Messages {
				seen = append(seen, m.Text+fmt.Sprint(m.Metadata.EventPayload["key"]))
			}
			cursor = h.ResponseMetaData.NextCursor
			if h.HasMore != (cursor != "") {
				t.Errorf("has_more %v with cursor %q", h.HasMore, cursor)
			}
			if cursor == "" {
				break
			}
		}
		if got := strings.Join(seen, " "); got != "m6k6 m5k5 m4k4 m3k3 m2k2 m1k1 m0k0" {
			t.Errorf("pages %s", got)
		}
		for _, c := range []struct {
			name           string
			oldest, latest string
			inclusive      bool
			want           string
		}{
			{"after", stamps[4], "", false, "m6 m5"},
			{"from", stamps[4], "", true, "m6 m5 m4"},
			{"before", "", stamps[2], false, "m1 m0"},
			{"between", stamps[1], stamps[3], true, "m3 m2 m1"},
		} {
			h := must[*slack.GetConversationHistoryResponse](t)(x.api.GetConversationHistoryContext(x.ctx, &slack.GetConversationHistoryParameters{
				ChannelID: sales, Oldest: c.oldest, Latest: c.latest, Inclusive: c.inclusive,
			}))
			var got []string
			for _, m := range h.Messages {
				got = append(got, m.Text)
				if m.Metadata.EventType != "" {
					t.Errorf("%s: metadata unasked", c.name)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s: %v, want %s", c.name, got, c.want)
			}
		}
	})
}

func TestThreads(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		_, root := x.post(sales, slack.MsgOptionText("root", false))
		x.post(sales, slack.MsgOptionText("reply", false), slack.MsgOptionTS(root))
		must[string](t)(x.Say(anna, sales, "mine", localslack.InThread(root)))
		replies, _, _, err := x.api.GetConversationRepliesContext(x.ctx, &slack.GetConversationRepliesParameters{ChannelID: sales, Timestamp: root})
		if err != nil || len(replies) != 3 || replies[0].ReplyCount != 2 || replies[2].Text != "mine" {
			t.Errorf("replies %v %v", replies, err)
		}
		h := must[*slack.GetConversationHistoryResponse](t)(x.api.GetConversationHistoryContext(x.ctx, &slack.GetConversationHistoryParameters{ChannelID: sales}))
		if len(h.Messages) != 1 {
			t.Errorf("history shows replies: %d messages", len(h.Messages))
		}
	})
}

func TestUpdateKeepsBlocksAndMetadataUnlessGiven(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		meta := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "e", EventPayload: map[string]any{"key": "1"}})
		c, ts := x.post(anna, slack.MsgOptionText("one", false), slack.MsgOptionBlocks(section("one")), meta)
		if _, _, _, err := x.api.UpdateMessageContext(x.ctx, c, ts, slack.MsgOptionText("two", false)); err != nil {
			t.Fatal(err)
		}
		m := x.Messages(anna, "")[0]
		if m.Text != "two" || len(m.Blocks) != 1 || m.Metadata == nil || m.Edited == nil {
			t.Errorf("after a text: %+v", m)
		}
		if _, _, _, err := x.api.UpdateMessageContext(x.ctx, c, ts, slack.MsgOptionText("three", false), slack.MsgOptionBlocks(section("three"))); err != nil {
			t.Fatal(err)
		}
		if m = x.Messages(anna, "")[0]; !strings.Contains(string(m.Blocks[0]), "three") {
			t.Errorf("after blocks: %s", m.Blocks)
		}
		if _, _, err := x.api.DeleteMessageContext(x.ctx, c, ts); err != nil {
			t.Fatal(err)
		}
		if got := x.Messages(anna, ""); len(got) != 0 {
			t.Errorf("after delete: %v", got)
		}
	})
}

func TestRefusals(t *testing.T) {
	people, channels := localslack.SmallTeam()
	people = append(people,
		localslack.Person{ID: "U0GONE0001", Deleted: true},
		localslack.Person{ID: "U0OTHER001", Stranger: true, TeamID: "T0OTHER001"},
		localslack.Person{ID: "U0OTHERBOT", Bot: true, BotID: "B0OTHERBOT"})
	channels = append(channels,
		localslack.Channel{ID: "C0PUBLIC01", Name: "public"},
		localslack.Channel{ID: "G0PRIVATE1", Name: "private", Private: true},
		localslack.Channel{ID: "C0ARCHIVED", Name: "old", Archived: true, HasApp: true})
	bubble(t, localslack.Options{People: people, Channels: channels}, func(x *world) {
		text := slack.MsgOptionText("x", false)
		said := must[string](t)(x.Say(anna, sales, "hers"))
		for _, c := range []struct {
			want string
			do   func() error
		}{
			{"channel_not_found", func() error { _, _, err := x.api.PostMessage("C0NOWHERE1", text); return err }},
			{"not_in_channel", func() error { _, _, err := x.api.PostMessage("C0PUBLIC01", text); return err }},
			{"channel_not_found", func() error { _, _, err := x.api.PostMessage("G0PRIVATE1", text); return err }},
			{"is_archived", func() error { _, _, err := x.api.PostMessage("C0ARCHIVED", text); return err }},
			{"user_disabled", func() error { _, _, err := x.api.PostMessage("U0GONE0001", text); return err }},
			{"cannot_dm_bot", func() error { _, _, err := x.api.PostMessage("U0OTHERBOT", text); return err }},
			{"channel_not_found", func() error { _, _, err := x.api.PostMessage("U0OTHER001", text); return err }},
			{"no_text", func() error { _, _, err := x.api.PostMessage(sales); return err }},
			{"message_not_found", func() error { _, _, _, err := x.api.UpdateMessage(sales, "1.000001", text); return err }},
			{"cant_update_message", func() error { _, _, _, err := x.api.UpdateMessage(sales, said, text); return err }},
			{"cant_delete_message", func() error { _, _, err := x.api.DeleteMessage(sales, said); return err }},
			{"msg_too_long", func() error {
				_, ts := x.post(sales, text)
				_, _, _, err := x.api.UpdateMessage(sales, ts, slack.MsgOptionText(strings.Repeat("拜", 1400), false))
				return err
			}},
			{"user_not_in_channel", func() error { _, err := x.api.PostEphemeral(sales, "U0OTHER001", text); return err }},
			{"user_not_found", func() error { _, err := x.api.GetUserInfo("U0NOBODY01"); return err }},
			{"users_not_found", func() error { _, err := x.api.GetUserByEmail("nobody@example.com"); return err }},
			{"invalid_metadata_schema", func() error {
				_, _, err := x.api.PostMessage(sales, text, slack.UnsafeMsgOptionEndpoint(x.APIURL()+"chat.postMessage", func(v url.Values) {
					v["metadata"] = []string{`{"event_type":"x","event_payload":"text"}`}
				}))
				return err
			}},
		} {
			if err := c.do(); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		}
	})
}

func TestTokensAndBodies(t *testing.T) {
	bubble(t, localslack.Options{Scopes: []string{"chat:write"}}, func(x *world) {
		send := func(method, contentType, auth, body string) map[string]any {
			return x.raw(method, contentType, auth, body)
		}
		form, js := "application/x-www-form-urlencoded", "application/json; charset=utf-8"
		bot := x.BotToken()
		for _, c := range []struct{ method, kind, auth, body, want string }{
			{"auth.test", form, "", "", "not_authed"},
			{"auth.test", form, "xoxb-wrong", "", "invalid_auth"},
			{"auth.test", form, bot, "", ""},
			{"auth.test", form, "", "token=" + bot, ""},
			{"auth.test", js, "", `{"token":"` + bot + `"}`, ""},
			{"chat.postMessage", form, bot, "channel=" + sales + "&text=form", ""},
			{"chat.postMessage", js, bot, `{"channel":"` + sales + `","text":"json","blocks":[{"type":"divider"}]}`, ""},
			{"chat.postMessage", form, x.AppToken(), "channel=" + sales + "&text=x", "not_allowed_token_type"},
			{"apps.connections.open", form, bot, "", "not_allowed_token_type"},
			{"users.info", form, bot, "user=" + anna, "missing_scope"},
			{"chat.scheduleMessage", form, bot, "", "unknown_method"},
		} {
			if got, _ := send(c.method, c.kind, c.auth, c.body)["error"].(string); got != c.want {
				t.Errorf("%s %s: %q, want %q", c.method, c.body, got, c.want)
			}
		}
		if p := x.Problems(); len(p) != 1 || !strings.Contains(p[0], "unknown method chat.scheduleMessage") {
			t.Errorf("problems %q", p)
		}
	})
}

func TestPingsAreRecordedOnlyWhenTheyPing(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		x.post(sales, slack.MsgOptionText("&lt;!channel&gt; @here <https://example.com|x>", false))
		x.post(sales, slack.MsgOptionText("plain", false), slack.MsgOptionBlocks(section("note: &lt;@"+anna+"&gt;")))
		if p := x.Pings(); len(p) != 0 {
			t.Errorf("pings of escaped text: %q", p)
		}
		x.post(sales, slack.MsgOptionText("<!channel> <@"+anna+">", false))
		x.post(sales, slack.MsgOptionText("plain", false), slack.MsgOptionBlocks(section("<!here|here> <!subteam^S01>")))
		if p := strings.Join(x.Pings(), ""); p != "<!channel><@"+anna+"><!here><!subteam^S01>" {
			t.Errorf("pings %s", p)
		}
	})
}

func TestBlocksWithoutATextAreWarnedOf(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		reply := x.raw("chat.postMessage", "application/json", x.BotToken(), `{"channel":"`+sales+`","blocks":[{"type":"divider"}]}`)
		if reply["warning"] != "missing_text_in_message" || len(x.Problems()) != 1 {
			t.Errorf("%v, problems %q", reply, x.Problems())
		}
		x.post(sales, slack.MsgOptionText(strings.Repeat("a", 40_001), false))
		if got := x.Messages(anna, sales)[1].Text; len(got) != 40_000 {
			t.Errorf("a long text is cut to %d", len(got))
		}
	})
}

func TestPeople(t *testing.T) {
	people, channels := localslack.SmallTeam()
	people = append(people, localslack.Person{ID: "U0GUEST001", SingleGuest: true, Locale: "zh-CN", TZ: "America/New_York"})
	bubble(t, localslack.Options{People: people, Channels: channels}, func(x *world) {
		u := must[*slack.User](t)(x.api.GetUserInfo("U0GUEST001"))
		if !u.IsRestricted || !u.IsUltraRestricted || u.TZ != "America/New_York" || u.TZOffset != -5*3600 || u.TZLabel != "Eastern Standard Time" {
			t.Errorf("guest %+v", u)
		}
		if u.Locale != "zh-CN" { // slack-go asks with include_locale
			t.Errorf("locale %q", u.Locale)
		}
		reply := x.raw("users.info", "application/x-www-form-urlencoded", x.BotToken(), "user=U0GUEST001")
		if _, ok := reply["user"].(map[string]any)["locale"]; ok {
			t.Error("locale unasked")
		}
		all := must[[]slack.User](t)(x.api.GetUsersContext(x.ctx))
		if len(all) != 6 {
			t.Errorf("%d members", len(all))
		}
		auth := must[*slack.AuthTestResponse](t)(x.api.AuthTest())
		if auth.UserID != x.App().BotUser || auth.TeamID != x.Team().ID {
			t.Errorf("auth.test %+v", auth)
		}
	})
}

func TestFilesUpAndDown(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		f := must[*slack.FileSummary](t)(x.api.UploadFileContext(x.ctx, slack.UploadFileParameters{
			Reader: strings.NewReader("a,b\n1,2\n"), Filename: "report.csv", FileSize: 8, Title: "Report", Channel: sales, InitialComment: "here",
		}))
		m := x.Messages(anna, sales)
		if len(m) != 1 || m[0].Text != "here" || len(m[0].Files) != 1 || m[0].Files[0].Title != "Report" || m[0].Files[0].Mimetype != "text/csv" {
			t.Fatalf("shared %+v", m)
		}
		info, _, _, err := x.api.GetFileInfo(f.ID, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.api.UploadFileContext(x.ctx, slack.UploadFileParameters{Reader: strings.NewReader("abc"), Filename: "x.csv", FileSize: 8}); err == nil {
			t.Error("a file shorter than announced was taken")
		}
		var down strings.Builder
		if err := x.api.GetFileContext(x.ctx, info.URLPrivateDownload, &down); err != nil || down.String() != "a,b\n1,2\n" {
			t.Errorf("downloaded %q, %v", down.String(), err)
		}
		must[string](t)(x.Upload(anna, "", "cards", "contacts.vcf", []byte("BEGIN:VCARD")))
		mine := x.Messages(anna, "")[0]
		if mine.Subtype != "file_share" || mine.Files[0].Size != 11 {
			t.Errorf("upload %+v", mine)
		}
	})
}

// raw calls the API as a program in any language would.
func (x *world) raw(method, contentType, auth, body string) map[string]any {
	x.t.Helper()
	req := must[*request](x.t)(newRequest(x.ctx, x.APIURL()+method, body))
	req.Header.Set("Content-Type", contentType)
	if auth != "" {
		req.Header.Set("Authorization", "Bearer "+auth)
	}
	res, err := x.http.Do(req)
	if err != nil {
		x.t.Fatal(err)
	}
	defer res.Body.Close()
	var reply map[string]any
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil {
		x.t.Fatal(err)
	}
	return reply
}
