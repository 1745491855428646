package slackwire_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundsman/bot"
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/bot/localslack"
	"roundsman/sales"
)

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// golden compares with testdata/NAME.json, or writes it.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	var encoded bytes.Buffer
	enc := json.NewEncoder(&encoded)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	file := "testdata/" + name + ".json"
	if updating() {
		if err := os.WriteFile(file, encoded.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), encoded.String()); diff != "" {
		t.Errorf("%s (-want +got), if it is right: go test -update\n%s", file, diff)
	}
}

// sent is what localslack was sent, each argument as JSON where it is JSON.
func sent(w *world, method string) []map[string]any {
	var calls []map[string]any
	for _, c := range w.Calls(method) {
		args := map[string]any{}
		for name, value := range c.Args {
			if name == "token" || name == "trigger_id" {
				continue
			}
			var decoded any
			if json.Unmarshal([]byte(value), &decoded) != nil {
				decoded = value
			}
			args[name] = decoded
		}
		calls = append(calls, args)
	}
	return calls
}

var tuesday = sales.NewDate(2026, 11, 24)

// receipt has one of everything.
func receipt() card.Card {
	bolt := card.Words("Bolt & Co <b>")
	return card.Card{
		Title: card.P("day.today", "when", card.Words("Visit: Acme")),
		Blocks: []card.Block{
			card.Paragraph(card.Lines(
				card.T("day.clock", "day", card.Day(tuesday), "clock", card.Person(annaID)),
				card.Said("they want *60 days*, rival <Bolt> offered 5% less; ask <@"+anna+">"),
			)),
			{Fields: []card.Field{
				{Label: card.Said("Met"), Value: card.T("due.by", "when", card.List(card.Words("Wang Lei"), bolt, card.Person(annaID)))},
				{Label: card.Said("Order"), Value: card.T("due.by", "when", card.Money(sales.Money{Minor: 12000000, Currency: "CNY"}))},
				{Label: card.Said("Nothing"), Value: card.Said("")},
			}},
			card.Beside(card.Said("Send quote"), card.Element{
				Kind: card.Overflow, Label: card.T("common.more"), Do: card.Do{Name: "followup.more", ID: "fu_1", Version: 2},
				Options: []card.Option{{Label: card.T("common.done"), Value: "done"}, {Label: card.T("common.drop"), Value: "drop"}},
			}),
			card.Rule(),
			card.Row(
				card.Press(card.T("common.edit"), card.Do{Name: "visit.edit", ID: "vi_1", Version: 1}).As(card.Primary),
				card.Element{
					Kind: card.Button, Label: card.T("common.undo"), Do: card.Do{Name: "visit.undo", ID: "vi_1", Version: 1}, Style: card.Danger,
					Confirm: &card.Confirm{Title: card.T("common.undo"), Text: card.Said("All of it?"), Yes: card.T("common.yes"), No: card.T("common.cancel")},
				},
				card.Element{
					Kind: card.Menu, Label: card.T("common.snooze"), Do: card.Do{Name: "followup.snooze", ID: "fu_1", Version: 2},
					Options: []card.Option{{Label: card.T("common.tomorrow"), Value: "tomorrow", Note: card.P("common.today")}},
				},
				card.Element{Kind: card.DatePicker, Label: card.T("common.search"), Do: card.Do{Name: "followup.date", ID: "fu_1", Version: 2}, Day: &tuesday},
				card.Element{Kind: card.UserPicker, Label: card.T("common.search"), Do: card.Do{Name: "followup.assign", ID: "fu_1", Version: 2}},
				card.Press(card.T("common.edit"), card.Do{Name: "visit.edit", ID: "vi_2", Version: 1}),
				card.Element{Kind: card.Button, Label: card.T("common.open"), URL: "https://example.com/a?b=c&d"},
			),
			card.Small(card.Said("small & grey"), card.T("capacity.days", "count", card.Count(1))),
		},
	}
}

func TestReceiptInBothLanguages(t *testing.T) {
	w := open(t, localslack.Options{})
	for _, p := range []locale.Printer{w.en(), w.zh()} {
		post := w.post("k", receipt())
		post.Printer = p
		if _, err := w.wire.Post(w.ctx, post); err != nil {
			t.Fatal(err)
		}
	}
	calls := sent(w, "chat.postMessage")
	golden(t, "receipt.en", calls[0])
	golden(t, "receipt.zh-Hans", calls[1])
	w.noProblems()
}

func TestHomeAndChannelNamePeopleTheirWay(t *testing.T) {
	w := open(t, localslack.Options{})
	c := card.Card{Blocks: []card.Block{card.Paragraph(card.T("due.by", "when", card.Person(annaID)))}}
	if err := w.wire.Publish(w.ctx, annaID, c, w.en()); err != nil {
		t.Fatal(err)
	}
	p := w.post("k", c)
	p.Channel = channel
	if _, err := w.wire.Post(w.ctx, p); err != nil {
		t.Fatal(err)
	}
	if home := string(w.Home(anna).Blocks[0]); !strings.Contains(home, "by \\u003c@"+anna+"\\u003e") {
		t.Errorf("Home: %s", home)
	}
	if public := w.Messages(anna, channel)[0]; !strings.Contains(string(public.Blocks[0]), "by Anna Keller") || public.Text != "by Anna Keller" {
		t.Errorf("channel: %s %q", public.Blocks[0], public.Text)
	}
}

func visitForm() card.Form {
	choices := []card.Option{{Label: card.Said("Visit"), Value: "visit"}, {Label: card.Said("Call"), Value: "call"}}
	return card.Form{
		Name: "visit.edit", Title: card.Said("Customer visit, with a long title"), Submit: card.T("common.save"), State: `vi_1;"3"`,
		Intro: []card.Block{card.Paragraph(card.Said("What was agreed?"))},
		Fields: []card.Input{
			{Name: "account", Label: card.Said("Account"), Kind: card.InputSearch, Suggest: "accounts", Required: true, Value: []string{"ac_1"}, Options: []card.Option{{Label: card.Said("Acme"), Value: "ac_1"}}},
			{Name: "contacts", Label: card.Said("Met"), Kind: card.InputSearchMany, Suggest: "contacts", Value: []string{"co_9"}, Placeholder: card.P("common.search")},
			{Name: "date", Label: card.Said("Day"), Kind: card.InputDate, Required: true, Value: []string{"2026-11-24"}},
			{Name: "time", Label: card.Said("Time"), Kind: card.InputTime, Value: []string{"15:00"}},
			{Name: "kind", Label: card.Said("Kind"), Kind: card.InputRadio, Options: choices, Value: []string{"call"}, Required: true},
			{Name: "outcome", Label: card.Said("Outcome"), Kind: card.InputChoice, Options: choices, Value: []string{"visit"}},
			{Name: "topics", Label: card.Said("Topics"), Kind: card.InputChoices, Options: choices, Value: []string{"visit", "call"}},
			{Name: "people", Label: card.Said("Colleagues"), Kind: card.InputPeople, Value: []string{string(annaID), liwei}},
			{Name: "owner", Label: card.Said("Owner"), Kind: card.InputPerson, Value: []string{string(annaID)}},
			{Name: "subject", Label: card.Said("Subject"), Kind: card.InputLine, MaxLength: 80, Hint: card.P("common.today")},
			{Name: "notes", Label: card.Said("Notes"), Kind: card.InputParagraph, Value: []string{"they like it"}},
		},
	}
}

func TestFormAndWhatComesBack(t *testing.T) {
	w := open(t, localslack.Options{App: localslack.App{Shortcuts: []localslack.Shortcut{{Type: "global", CallbackID: "shortcut.log", Name: "Log"}}}})
	w.listen()
	if err := w.Shortcut(w.ctx, anna, "shortcut.log"); err != nil {
		t.Fatal(err)
	}
	if err := w.wire.OpenForm(w.ctx, w.last(event.Shortcut).Trigger, visitForm(), "nonce1", w.en()); err != nil {
		t.Fatal(err)
	}
	golden(t, "form.en", sent(w, "views.open")[0])
	if wrong, err := w.Submit(w.ctx, anna, "", nil); err != nil || len(wrong) > 0 {
		t.Fatalf("%v %v", wrong, err)
	}
	want := &event.Form{Name: "visit.edit", Nonce: "nonce1", State: `vi_1;"3"`, Values: map[string][]string{
		"account": {"ac_1"}, "contacts": {"co_9"}, "date": {"2026-11-24"}, "time": {"15:00"}, "kind": {"call"}, "outcome": {"visit"},
		"topics": {"visit", "call"}, "people": {anna, liwei}, "owner": {anna}, "notes": {"they like it"},
	}}
	if diff := cmp.Diff(want, w.last(event.FormSent).Form); diff != "" {
		t.Errorf("an untouched form does not come back as it was (-want +got):\n%s", diff)
	}
	w.noProblems()
}

func TestALongTextComesBackWhole(t *testing.T) {
	w := open(t, localslack.Options{App: localslack.App{Shortcuts: []localslack.Shortcut{{Type: "global", CallbackID: "shortcut.log", Name: "Log"}}}})
	w.listen()
	if err := w.Shortcut(w.ctx, anna, "shortcut.log"); err != nil {
		t.Fatal(err)
	}
	words := strings.Repeat("拜访👩‍👩‍👧记录 & <notes>\n", 600)
	form := card.Form{Name: "f", Title: card.Said("F"), Submit: card.Said("OK"), Fields: []card.Input{
		{Name: "notes", Label: card.Said("Notes"), Kind: card.InputParagraph, Value: []string{words}, Required: true},
	}}
	if err := w.wire.OpenForm(w.ctx, w.last(event.Shortcut).Trigger, form, "n", w.en()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Submit(w.ctx, anna, "", nil); err != nil {
		t.Fatal(err)
	}
	if got := w.last(event.FormSent).Form.Get("notes"); got != words {
		t.Errorf("%d bytes came back of %d", len(got), len(words))
	}
}

func TestEveryButtonComesBackAsItWasMade(t *testing.T) {
	w := open(t, localslack.Options{})
	w.listen()
	at, err := w.wire.Post(w.ctx, w.post("k", receipt()))
	if err != nil {
		t.Fatal(err)
	}
	on := localslack.OnMessage(at.Channel, at.TS)
	press := func(action string, want event.Press, values ...string) {
		t.Helper()
		act := func() error { return w.Click(w.ctx, anna, on, action) }
		if len(values) > 0 {
			act = func() error { return w.Choose(w.ctx, anna, on, action, values...) }
		}
		if err := act(); err != nil {
			t.Fatal(err)
		}
		want.Message = at
		if diff := cmp.Diff(&want, w.last(event.Action).Action); diff != "" {
			t.Errorf("%s: %s", action, diff)
		}
	}
	press("visit.edit", event.Press{Name: "visit.edit", ID: "vi_1", Version: 1})
	press("visit.edit#2", event.Press{Name: "visit.edit", ID: "vi_2", Version: 1})
	press("visit.undo", event.Press{Name: "visit.undo", ID: "vi_1", Version: 1})
	press("followup.more?i=fu_1&v=2", event.Press{Name: "followup.more", ID: "fu_1", Version: 2, Value: "drop"}, "drop")
	press("followup.snooze?i=fu_1&v=2", event.Press{Name: "followup.snooze", ID: "fu_1", Version: 2, Value: "tomorrow"}, "tomorrow")
	press("followup.date?i=fu_1&v=2", event.Press{Name: "followup.date", ID: "fu_1", Version: 2, Value: "2026-12-01"}, "2026-12-01")
	press("followup.assign?i=fu_1&v=2", event.Press{Name: "followup.assign", ID: "fu_1", Version: 2, Value: liwei}, liwei)
	before := len(w.in.all())
	if err := w.Click(w.ctx, anna, on, "link"); err != nil {
		t.Fatal(err)
	}
	if len(w.in.all()) != before {
		t.Error("a link became an event")
	}
	w.noProblems()
}

// Whatever a card holds, Slack takes it, and a notification can be shown.
func TestSlackTakesEveryCard(t *testing.T) {
	w := open(t, localslack.Options{LogLimit: 100})
	rapid.Check(t, func(t *rapid.T) {
		p := bot.Post{Key: "k", To: annaID, Card: anyCard(t), Printer: w.en()}
		if _, err := w.wire.Post(w.ctx, p); err != nil {
			t.Fatalf("%v", err)
		}
		if err := w.wire.Publish(w.ctx, annaID, p.Card, w.zh()); err != nil {
			t.Fatalf("Home: %v", err)
		}
		if problems := w.Problems(); len(problems) > 0 {
			t.Fatalf("%v", problems)
		}
		if pings := w.Pings(); len(pings) > 0 {
			t.Fatalf("rang %v", pings)
		}
	})
}

var pieces = rapid.SampledFrom([]string{
	"", "a", " ", "\n", "拜访", "👩‍👩‍👧‍👦", "&", "<", ">", "<!channel>", "<@U0REP00002>", "*b*", "`", "@here", "e\u0301", "https://a.b/c", strings.Repeat("z̷", 40),
})

func anyWords(longest int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		some := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "words"), "")
		return strings.Repeat(some, rapid.IntRange(1, longest).Draw(t, "times"))
	})
}

func anyText(longest int) *rapid.Generator[card.Text] {
	return rapid.Custom(func(t *rapid.T) card.Text { return card.Said(anyWords(longest).Draw(t, "text")) })
}

func anyElement(t *rapid.T) card.Element {
	e := card.Element{
		Kind:  rapid.SampledFrom([]card.ElementKind{card.Button, card.Menu, card.Overflow, card.DatePicker, card.UserPicker}).Draw(t, "kind"),
		Label: anyText(30).Draw(t, "label"),
		Do:    card.Do{Name: rapid.SampledFrom([]string{"", "a", "followup.done"}).Draw(t, "do"), ID: "fu_1", Version: 3},
		Style: rapid.SampledFrom([]card.Style{card.Plain, card.Primary, card.Danger}).Draw(t, "style"),
	}
	label, note := anyText(10).Draw(t, "option"), anyText(10).Draw(t, "note")
	for i := range rapid.SampledFrom([]int{0, 1, 5, 6, 140}).Draw(t, "options") {
		e.Options = append(e.Options, card.Option{Label: label, Value: fmt.Sprint("v", i), Note: &note})
	}
	if rapid.Bool().Draw(t, "confirm") {
		text := anyText(50).Draw(t, "confirm")
		e.Confirm = &card.Confirm{Title: text, Text: text, Yes: text, No: text}
	}
	return e
}

func anyCard(t *rapid.T) card.Card {
	var c card.Card
	if rapid.Bool().Draw(t, "titled") {
		title := anyText(60).Draw(t, "title")
		c.Title = &title
	}
	for range rapid.IntRange(0, 6).Draw(t, "blocks") {
		var b card.Block
		switch rapid.IntRange(0, 5).Draw(t, "block") {
		case 0:
			b = card.Paragraph(anyText(60).Draw(t, "paragraph"))
		case 1:
			b = card.Beside(anyText(20).Draw(t, "paragraph"), anyElement(t))
		case 2:
			for range rapid.IntRange(1, 25).Draw(t, "fields") {
				b.Fields = append(b.Fields, card.Field{Label: anyText(3).Draw(t, "label"), Value: anyText(30).Draw(t, "value")})
			}
		case 3:
			for range rapid.IntRange(1, 9).Draw(t, "row") {
				b.Buttons = append(b.Buttons, anyElement(t))
			}
		case 4:
			b = card.Small(rapid.SliceOfN(anyText(20), 1, 25).Draw(t, "small")...)
		default:
			b = card.Rule()
		}
		c.Blocks = append(c.Blocks, b)
	}
	return c
}

func TestATooLongActionIsRefusedBeforeSlackDoes(t *testing.T) {
	w := open(t, localslack.Options{})
	for name, e := range map[string]card.Element{
		"button": card.Press(card.Said("x"), card.Do{Name: "a", Arg: strings.Repeat("x", 2001)}),
		"menu":   {Kind: card.Menu, Label: card.Said("x"), Do: card.Do{Name: "a", Arg: strings.Repeat("x", 300)}, Options: []card.Option{{Label: card.Said("x"), Value: "x"}}},
		"option": {Kind: card.Menu, Label: card.Said("x"), Do: card.Do{Name: "a"}, Options: []card.Option{{Label: card.Said("x"), Value: strings.Repeat("x", 151)}}},
	} {
		if _, err := w.wire.Post(w.ctx, w.post("k", card.Card{Blocks: []card.Block{card.Row(e)}})); failure(err) != bot.Never {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(w.Calls("chat.postMessage")); n > 0 {
		t.Errorf("Slack was asked %d times", n)
	}
}

func TestAPictureIsShownFromItsFile(t *testing.T) {
	w := open(t, localslack.Options{})
	ts, err := w.Upload(anna, "", "x", "chart.png", []byte("\x89PNG\r\n\x1a\n"))
	if err != nil {
		t.Fatal(err)
	}
	var file string
	for _, m := range w.Messages(anna, "") {
		if m.TS == ts {
			file = m.Files[0].ID
		}
	}
	c := card.Card{Blocks: []card.Block{{Image: &card.Image{File: file, Alt: card.Said("Orders by month")}}}}
	if _, err := w.wire.Post(w.ctx, w.post("k", c)); err != nil {
		t.Fatal(err)
	}
	if all := w.Messages(anna, ""); all[len(all)-1].Text != "Orders by month" {
		t.Errorf("%q", all[len(all)-1].Text)
	}
	w.noProblems()
}

// A receipt is rendered for each visit that is logged.
func BenchmarkRender(b *testing.B) {
	w := open(b, localslack.Options{})
	p := w.en()
	b.ReportAllocs()
	for b.Loop() {
		if err := w.wire.Rendered(receipt(), p); err != nil {
			b.Fatal(err)
		}
	}
}
