package localslack_test

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

// hear collects inner events, described.
func (x *world) hear() *[]string {
	heard := new([]string)
	x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
		switch ev := inner(e).(type) {
		case *slackevents.MessageEvent:
			d := "message " + ev.ChannelType + " " + ev.SubType
			switch ev.SubType {
			case "message_changed":
				d += " " + ev.PreviousMessage.Text + ">" + ev.Message.Text
			case "message_deleted":
				d += " " + ev.PreviousMessage.Text
			default:
				d += " " + ev.Text
			}
			if ev.ClientMsgID != "" {
				d += " +client"
			}
			*heard = append(*heard, d)
		case *slackevents.AppMentionEvent:
			*heard = append(*heard, "mention "+ev.Text)
		case *slackevents.MemberJoinedChannelEvent:
			*heard = append(*heard, "joined "+ev.User)
		case *slackevents.TeamJoinEvent:
			*heard = append(*heard, "team_join "+ev.User.ID)
		case *slackevents.FileSharedEvent:
			*heard = append(*heard, "file_shared")
		default:
			if outer, ok := e.Data.(slackevents.EventsAPIEvent); ok {
				*heard = append(*heard, outer.InnerEvent.Type)
			}
		}
		return nil, true
	})
	return heard
}

func (x *world) settle() {
	x.t.Helper()
	x.await(func(s localslack.State) bool { return s.Pending() == 0 })
}

func TestEventsOfALife(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		heard := x.hear()
		bot := "<@" + x.App().BotUser + ">"
		steps := []struct {
			do   func() error
			want string
		}{
			{func() error { _, err := x.Say(anna, "", "hi"); return err }, "message im  hi +client"},
			{func() error { _, err := x.Say(anna, sales, bot+" due"); return err }, "message channel  " + bot + " due +client|mention " + bot + " due"},
			{func() error { return x.Edit(anna, "", x.Messages(anna, "")[0].TS, "ho") }, "message im message_changed hi>ho"},
			{func() error { return x.Unfurl(x.IM(anna), x.Messages(anna, "")[0].TS) }, "message im message_changed ho>ho"},
			{func() error { return x.Repeat(x.IM(anna), x.Messages(anna, "")[0].TS) }, "message im  ho +client"},
			{func() error { return x.Delete(anna, "", x.Messages(anna, "")[0].TS) }, "message im message_deleted ho"},
			{func() error { _, err := x.Say(anna, "", bot+" hi"); return err }, "message im  " + bot + " hi +client"},
			{func() error { return x.AddPerson(localslack.Person{ID: "U0NEW00001"}) }, "team_join U0NEW00001"},
			{func() error { return x.Join("U0NEW00001", sales) }, "joined U0NEW00001"},
			{func() error { return x.SetPerson(anna, func(p *localslack.Person) { p.TZ = "Asia/Tokyo" }) }, "user_change"},
			{func() error { _, err := x.Upload(anna, "", "", "a.csv", []byte("x")); return err }, "file_shared|message im file_share  +client"},
			{func() error { _, _, err := x.api.PostMessage(anna, slack.MsgOptionText("mine", false)); return err }, "message im  mine"},
		}
		for _, s := range steps {
			*heard = nil
			if err := s.do(); err != nil {
				t.Fatal(err)
			}
			x.settle()
			if got := strings.Join(*heard, "|"); got != s.want {
				t.Errorf("heard %q, want %q", got, s.want)
			}
		}
	})
}

func TestOnlySubscribedEventsAndOwnChannelsAreHeard(t *testing.T) {
	people, channels := localslack.SmallTeam()
	channels = append(channels, localslack.Channel{ID: "C0ELSEWHER", Name: "elsewhere", Members: []string{anna}})
	bubble(t, localslack.Options{People: people, Channels: channels, Events: []string{"message.im"}}, func(x *world) {
		heard := x.hear()
		for _, c := range []string{"", sales, "C0ELSEWHER"} {
			must[string](t)(x.Say(anna, c, "<@"+x.App().BotUser+">"))
		}
		x.settle()
		if len(*heard) != 1 {
			t.Errorf("heard %q", *heard)
		}
		if _, err := x.Say(liwei, "C0ELSEWHER", "x"); err == nil {
			t.Error("someone spoke in a channel they are not in")
		}
	})
}

// A group direct message is a kind of conversation by itself.
func TestAGroupMessageIsHeardAndListedAsOne(t *testing.T) {
	people, channels := localslack.SmallTeam()
	channels = append(channels, localslack.Channel{ID: "C0GROUP001", Name: "mpdm-anna--liwei--bot-1", Group: true, Members: []string{anna, liwei}, HasApp: true})
	bubble(t, localslack.Options{People: people, Channels: channels, Events: []string{"message.mpim"}}, func(x *world) {
		heard := x.hear()
		for _, c := range []string{"", sales, "C0GROUP001"} {
			must[string](t)(x.Say(anna, c, "x"))
		}
		x.settle()
		if got := strings.Join(*heard, "|"); !strings.HasPrefix(got, "message mpim") || len(*heard) != 1 {
			t.Errorf("heard %q", *heard)
		}
		groups, _, err := x.api.GetConversationsForUserContext(x.ctx, &slack.GetConversationsForUserParameters{Types: []string{"mpim"}})
		if err != nil || len(groups) != 1 || !groups[0].IsMpIM || !groups[0].IsPrivate {
			t.Errorf("listed %+v, %v", groups, err)
		}
	})
}

func TestTypedTextIsEscapedAndLinked(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		for in, want := range map[string]string{
			"a < b & c":                      "a &lt; b &amp; c",
			"<@U0REP00001> said <!channel>":  "<@U0REP00001> said &lt;!channel&gt;",
			"see https://example.com/a?b=1.": "see <https://example.com/a?b=1>.",
			"mail li@example.com 今天":         "mail <mailto:li@example.com|li@example.com> 今天",
			"example.com":                    "<http://example.com|example.com>",
			"60-day terms, 5% less. 3.5":     "60-day terms, 5% less. 3.5",
			"华为,见了王伟。https://e.com/x,好":      "华为,见了王伟。<https://e.com/x,好>",
		} {
			ts := must[string](t)(x.Say(anna, "", in))
			for _, m := range x.Messages(anna, "") {
				if m.TS == ts && m.Text != want {
					t.Errorf("%q became %q, want %q", in, m.Text, want)
				}
			}
		}
	})
}

func TestOuterEventFields(t *testing.T) {
	people, channels := localslack.SmallTeam()
	channels[0].ExtShared = true
	bubble(t, localslack.Options{People: people, Channels: channels}, func(x *world) {
		must[string](t)(x.Say(anna, sales, "x"))
		payload := string(x.Deliveries()[0].Payload)
		for _, want := range []string{
			`"is_ext_shared_channel":true`, `"team_id":"T0LOCAL01"`, `"api_app_id":"A0LOCALAPP"`, `"type":"event_callback"`,
			`"authorizations":[{"enterprise_id":null,"team_id":"T0LOCAL01","user_id":"U0LOCALBOT","is_bot":true`, `"event_id":"Ev`, `"channel_type":"channel"`,
		} {
			if !strings.Contains(payload, want) {
				t.Errorf("%s lacks %s", payload, want)
			}
		}
	})
}
