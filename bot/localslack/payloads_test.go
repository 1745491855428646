package localslack_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"roundsman/bot/localslack"
)

// What Slack's reference says each payload has, as paths into it.
var documented = map[string]struct{ page, fields string }{
	"block_actions": {
		"https://docs.slack.dev/reference/interaction-payloads/block_actions-payload",
		"type user.id user.username user.team_id team.id team.domain api_app_id token container.type container.message_ts container.channel_id trigger_id " +
			"channel.id channel.name message.ts message.text message.blocks response_url state.values actions.0.action_id actions.0.block_id actions.0.type " +
			"actions.0.text.text actions.0.value actions.0.action_ts",
	},
	"view_submission": {
		"https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload",
		"type team.id user.id api_app_id trigger_id view.id view.type view.callback_id view.private_metadata view.hash view.root_view_id view.state.values " +
			"view.title.text view.blocks view.app_id view.bot_id response_urls",
	},
	"view_closed": {
		"https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload",
		"type team.id user.id api_app_id view.id view.callback_id view.private_metadata is_cleared",
	},
	"shortcut": {
		"https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload",
		"type token action_ts team.id user.id callback_id trigger_id",
	},
	"message_action": {
		"https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload",
		"type token callback_id trigger_id response_url team.id channel.id channel.name user.id message.ts message.text message_ts action_ts",
	},
	"block_suggestion": {
		"https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload",
		"type user.id team.id api_app_id container.type container.view_id action_id block_id value view.id",
	},
	"slash_commands": {
		"https://docs.slack.dev/interactivity/implementing-slash-commands",
		"token team_id team_domain channel_id channel_name user_id user_name command text response_url trigger_id api_app_id",
	},
	"message": {
		"https://docs.slack.dev/reference/events/message.im",
		"token team_id api_app_id event.type event.channel event.user event.text event.ts event.event_ts event.channel_type event.client_msg_id event.blocks type " +
			"event_id event_time authorizations.0.team_id authorizations.0.user_id authorizations.0.is_bot is_ext_shared_channel event_context",
	},
	"app_home_opened": {"https://docs.slack.dev/reference/events/app_home_opened", "event.type event.user event.channel event.event_ts event.tab"},
	"file_shared":     {"https://docs.slack.dev/reference/events/file_shared", "event.file_id event.user_id event.channel_id event.event_ts event.file.id"},
	"team_join":       {"https://docs.slack.dev/reference/events/team_join", "event.user.id event.user.profile.real_name event.user.tz"},
}

func TestPayloadsHaveWhatSlackDocuments(t *testing.T) {
	bubble(t, localslack.Options{QuietEcho: true}, func(x *world) {
		x.respondent(nil)
		c, ts := x.post(anna, slack.MsgOptionText("t", false), slack.MsgOptionBlocks(slack.NewActionBlock("a", slack.NewButtonBlockElement("go", "1", text("Go")))))
		x.open("Visit")
		for _, do := range []func() error{
			func() error { _, err := x.Say(anna, "", "hello"); return err },
			func() error { _, err := x.Upload(anna, "", "", "a.csv", []byte("x")); return err },
			func() error { return x.OpenHome(anna) },
			func() error { return x.AddPerson(localslack.Person{ID: "U0NEW00001"}) },
			func() error { return x.Slash(x.ctx, anna, "", "/roundsman", "due") },
			func() error { return x.Click(x.ctx, anna, localslack.OnMessage(c, ts), "go") },
			func() error { return x.MessageShortcut(x.ctx, anna, "visit", c, ts) },
			func() error { _, err := x.Suggest(x.ctx, anna, localslack.OnView(""), "account", "a"); return err },
			func() error {
				_, err := x.Submit(x.ctx, anna, "", localslack.Values{"topic": "t", "day": "2026-11-22", "account": "a"})
				return err
			},
			func() error { x.open("Visit"); return x.CloseView(x.ctx, anna, "", false) },
		} {
			if err := do(); err != nil {
				t.Fatal(err)
			}
		}
		seen := map[string]json.RawMessage{}
		for _, d := range x.Deliveries() {
			if seen[d.Name] == nil {
				seen[d.Name] = d.Payload
			}
		}
		for name, doc := range documented {
			var payload any
			if err := json.Unmarshal(seen[name], &payload); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, path := range strings.Fields(doc.fields) {
				if !has(payload, path) {
					t.Errorf("%s has no %s, see %s", name, path, doc.page)
				}
			}
		}
	})
}

func has(v any, path string) bool {
	key, rest, more := strings.Cut(path, ".")
	switch x := v.(type) {
	case map[string]any:
		next, ok := x[key]
		return ok && (!more || has(next, rest))
	case []any:
		i, err := strconv.Atoi(key)
		return err == nil && i < len(x) && (!more || has(x[i], rest))
	}
	return false
}
