package localslack_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"roundsman/bot/localslack"
)

// trigger gets a fresh trigger_id the way an app does: a person runs a shortcut.
func (x *world) trigger() string {
	x.t.Helper()
	before := x.count("delivery")
	go func() { _ = x.Shortcut(x.ctx, anna, "any") }()
	x.await(func(s localslack.State) bool { return len(s.Deliveries()) > before })
	all := x.Deliveries()
	var p struct {
		TriggerID string `json:"trigger_id"`
	}
	if err := json.Unmarshal(all[len(all)-1].Payload, &p); err != nil || p.TriggerID == "" {
		x.t.Fatalf("no trigger in %s", all[len(all)-1].Payload)
	}
	return p.TriggerID
}

func (x *world) count(kind string) int {
	n := 0
	for _, e := range x.Log() {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func text(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func form(title string) slack.ModalViewRequest {
	options := []*slack.OptionBlockObject{
		slack.NewOptionBlockObject("met", text("Meeting"), nil), slack.NewOptionBlockObject("call", text("Call"), nil),
	}
	kind := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, text("kind"), "kind", options...)
	kind.InitialOption = options[0]
	input := func(id string, e slack.BlockElement) *slack.InputBlock {
		return slack.NewInputBlock(id, text(id), nil, e)
	}
	notes := input("notes", slack.NewPlainTextInputBlockElement(nil, "notes"))
	notes.Optional = true
	account := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, text("account"), "account")
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: text(title), Submit: text("Save"), Close: text("Cancel"), CallbackID: "visit", PrivateMetadata: "nonce-1",
		NotifyOnClose: true,
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			input("topic", slack.NewPlainTextInputBlockElement(nil, "topic")), input("kind", kind), input("day", slack.NewDatePickerBlockElement("day")),
			input("account", account), notes,
			slack.NewActionBlock("more", slack.NewButtonBlockElement("push", "v", text("More"))),
		}},
	}
}

func TestTriggersLiveThreeSecondsAndWorkOnce(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		open := func(trigger string) string {
			_, err := x.api.OpenViewContext(x.ctx, trigger, form("Visit"))
			if err != nil {
				return strings.SplitN(err.Error(), "\n", 2)[0]
			}
			return "ok"
		}
		trigger := x.trigger()
		if got := open(trigger); got != "ok" {
			t.Errorf("fresh: %s", got)
		}
		if got := open(trigger); got != "exchanged_trigger_id" {
			t.Errorf("used: %s", got)
		}
		trigger = x.trigger()
		time.Sleep(3*time.Second + time.Millisecond)
		if got := open(trigger); got != "expired_trigger_id" {
			t.Errorf("old: %s", got)
		}
		if got := open("nonsense"); got != "invalid_trigger_id" {
			t.Errorf("nonsense: %s", got)
		}
	})
}

func TestAFormIsFilledSubmittedAndAnswered(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var submitted slack.InteractionCallback
		answer := any(nil)
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			c, _ := e.Data.(slack.InteractionCallback)
			switch c.Type {
			case slack.InteractionTypeShortcut:
				go func() { _, _ = x.api.OpenViewContext(x.ctx, c.TriggerID, form("Visit")) }()
			case slack.InteractionTypeBlockSuggestion:
				return slack.OptionsResponse{Options: []*slack.OptionBlockObject{slack.NewOptionBlockObject("acc-1", text("Acme for "+c.Value), nil)}}, true
			case slack.InteractionTypeViewSubmission:
				submitted = c
				return answer, true
			default:
			}
			return nil, true
		})
		if err := x.Shortcut(x.ctx, anna, "visit"); err != nil {
			t.Fatal(err)
		}
		x.await(func(s localslack.State) bool { return s.View(anna) != nil })
		errs, err := x.Submit(x.ctx, anna, "", localslack.Values{"topic": "compressor"})
		if got := slices.Sorted(maps.Keys(errs)); err != nil || strings.Join(got, " ") != "account day" {
			t.Errorf("an incomplete form: %v %v", errs, err)
		}
		s, err := x.Suggest(x.ctx, anna, localslack.OnView(""), "account", "acm")
		if err != nil || len(s.Choices) != 1 || s.Choices[0] != (localslack.Choice{Text: "Acme for acm", Value: "acc-1"}) {
			t.Fatalf("suggestions %v %v", s, err)
		}
		answer = map[string]any{"response_action": "errors", "errors": map[string]string{"day": "not in the future"}}
		full := localslack.Values{"topic": "compressor", "kind": "call", "day": "2026-11-22", "account": "acc-1"}
		if errs, err = x.Submit(x.ctx, anna, "", full); err != nil || errs["day"] != "not in the future" || x.View(anna) == nil {
			t.Errorf("errors: %v %v", errs, err)
		}
		v := submitted.View.State.Values
		if v["topic"]["topic"].Value != "compressor" || v["kind"]["kind"].SelectedOption.Value != "call" || v["day"]["day"].SelectedDate != "2026-11-22" ||
			v["account"]["account"].SelectedOption.Value != "acc-1" || submitted.View.PrivateMetadata != "nonce-1" || submitted.User.ID != anna {
			t.Errorf("submitted %+v", submitted.View)
		}
		next := form("Changed")
		answer = slack.NewUpdateViewSubmissionResponse(&next)
		if _, err = x.Submit(x.ctx, anna, "", full); err != nil || !strings.Contains(string(x.View(anna).Title), "Changed") {
			t.Errorf("update: %v", err)
		}
		pushed := form("Pushed")
		answer = slack.NewPushViewSubmissionResponse(&pushed)
		if _, err = x.Submit(x.ctx, anna, "", full); err != nil || len(x.Views(anna)) != 2 {
			t.Errorf("push: %v, %d views", err, len(x.Views(anna)))
		}
		answer = nil
		if _, err = x.Submit(x.ctx, anna, "", full); err != nil || len(x.Views(anna)) != 1 {
			t.Errorf("an empty answer closes the view: %v, %d views", err, len(x.Views(anna)))
		}
		if _, err = x.Submit(x.ctx, anna, "", localslack.Values{"kind": "dinner"}); err == nil {
			t.Error("chose what is not offered")
		}
		answer = slack.NewClearViewSubmissionResponse()
		if _, err = x.Submit(x.ctx, anna, "", full); err != nil || x.View(anna) != nil {
			t.Errorf("clear: %v", err)
		}
		if p := x.Problems(); len(p) > 0 {
			t.Errorf("problems %q", p)
		}
	})
}

func TestErrorsForUnknownBlocksAreAProblem(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			if c, _ := e.Data.(slack.InteractionCallback); c.Type == slack.InteractionTypeViewSubmission {
				return slack.NewErrorsViewSubmissionResponse(map[string]string{"nowhere": "x"}), true
			}
			return nil, true
		})
		x.open("Visit")
		_, err := x.Submit(x.ctx, anna, "", localslack.Values{"topic": "t", "day": "2026-11-22", "account": "a"})
		if err == nil || len(x.Problems()) != 1 {
			t.Errorf("%v, problems %q", err, x.Problems())
		}
	})
}

func (x *world) open(title string) *slack.ViewResponse {
	x.t.Helper()
	return must[*slack.ViewResponse](x.t)(x.api.OpenViewContext(x.ctx, x.trigger(), form(title)))
}

func TestModalStackHashAndClosing(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var closed []string
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			c, _ := e.Data.(slack.InteractionCallback)
			if c.Type == slack.InteractionTypeViewClosed {
				closed = append(closed, c.View.Title.Text)
			}
			return nil, true
		})
		first := x.open("One")
		for _, title := range []string{"Two", "Three"} {
			must[*slack.ViewResponse](t)(x.api.PushViewContext(x.ctx, x.trigger(), form(title)))
		}
		if _, err := x.api.PushViewContext(x.ctx, x.trigger(), form("Four")); err == nil || err.Error() != "push_limit_reached" {
			t.Errorf("a fourth view: %v", err)
		}
		if v := x.View(anna); v.RootViewID != first.ID || v.PreviousViewID == nil {
			t.Errorf("top %+v", v)
		}
		if _, err := x.api.UpdateViewContext(x.ctx, form("Late"), "", "wrong-hash", first.ID); err == nil || err.Error() != "hash_conflict" {
			t.Errorf("a wrong hash: %v", err)
		}
		changed := must[*slack.ViewResponse](t)(x.api.UpdateViewContext(x.ctx, form("Uno"), "", first.Hash, first.ID))
		if changed.Hash == first.Hash {
			t.Error("the hash stays after an update")
		}
		if err := x.CloseView(x.ctx, anna, "", false); err != nil {
			t.Fatal(err)
		}
		if err := x.CloseView(x.ctx, anna, "", true); err != nil {
			t.Fatal(err)
		}
		if strings.Join(closed, " ") != "Three Two Uno" || x.View(anna) != nil {
			t.Errorf("closed %v", closed)
		}
		if _, err := x.api.UpdateViewContext(x.ctx, form("Gone"), "", "", first.ID); err == nil || err.Error() != "not_found" {
			t.Errorf("a closed view: %v", err)
		}
	})
}

func TestHome(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		var tabs, clicked []string
		x.listen(func(_ *socketmode.Client, e socketmode.Event) (any, bool) {
			if h, ok := inner(e).(*slackevents.AppHomeOpenedEvent); ok {
				tabs = append(tabs, h.Tab+" "+h.User)
			}
			if c, ok := e.Data.(slack.InteractionCallback); ok {
				clicked = append(clicked, c.ActionCallback.BlockActions[0].Value+" in "+string(c.View.Type))
			}
			return nil, true
		})
		home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewActionBlock("a", slack.NewButtonBlockElement("go", "agenda", text("Agenda"))),
		}}}
		must[*slack.ViewResponse](t)(x.api.PublishViewContext(x.ctx, slack.PublishViewContextRequest{UserID: anna, View: home}))
		if err := x.OpenHome(anna); err != nil {
			t.Fatal(err)
		}
		if err := x.Click(x.ctx, anna, localslack.OnHome(anna), "go"); err != nil {
			t.Fatal(err)
		}
		if strings.Join(clicked, ",") != "agenda in home" || strings.Join(tabs, ",") != "home "+anna || x.Home(liwei) != nil {
			t.Errorf("clicked %v, tabs %v", clicked, tabs)
		}
	})
}
