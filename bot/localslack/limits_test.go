package localslack_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"roundsman/bot/localslack"
)

func repeat(s string, n int, sep string) string {
	return strings.TrimSuffix(strings.Repeat(s+sep, n), sep)
}

func opt(text, value string) string {
	return fmt.Sprintf(`{"text":{"type":"plain_text","text":%q},"value":%q}`, text, value)
}

func button(id, text string) string {
	return fmt.Sprintf(`{"type":"button","action_id":%q,"text":{"type":"plain_text","text":%q}}`, id, text)
}

func buttons(n int) string {
	var list []string
	for i := range n {
		list = append(list, button(fmt.Sprint("b", i), "x"))
	}
	return `{"type":"actions","elements":[` + strings.Join(list, ",") + `]}`
}

func sectionOf(text string) string {
	return fmt.Sprintf(`{"type":"section","text":{"type":"mrkdwn","text":%q}}`, text)
}

func actions(element string) string { return `{"type":"actions","elements":[` + element + `]}` }

// The widest block that passes and the narrowest that does not, for each limit in Slack's reference of blocks and elements.
func TestBlockLimits(t *testing.T) {
	long := strings.Repeat
	mark := `{"type":"mrkdwn","text":%q}`
	for _, c := range []struct{ name, good, bad, want string }{
		{"blocks", repeat(`{"type":"divider"}`, 50, ","), repeat(`{"type":"divider"}`, 51, ","), "no more than 50 items allowed [json-pointer:/blocks]"},
		{"section", sectionOf(long("a", 3000)), sectionOf(long("a", 3001)), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		{"section in Chinese", sectionOf(long("拜", 3000)), sectionOf(long("拜", 3001)), "must be less than 3001"},
		{"UTF-16", sectionOf(long("😀", 1500)), sectionOf(long("😀", 1501)), "must be less than 3001"},
		{"empty text", sectionOf("a"), sectionOf(""), "must be more than 0 characters"},
		{"fields", `{"type":"section","fields":[` + repeat(fmt.Sprintf(mark, "f"), 10, ",") + `]}`, `{"type":"section","fields":[` + repeat(fmt.Sprintf(mark, "f"), 11, ",") + `]}`, "no more than 10 items"},
		{"field", `{"type":"section","fields":[` + fmt.Sprintf(mark, long("f", 2000)) + `]}`, `{"type":"section","fields":[` + fmt.Sprintf(mark, long("f", 2001)) + `]}`, "/blocks/0/fields/0/text"},
		{"header", `{"type":"header","text":{"type":"plain_text","text":"` + long("h", 150) + `"}}`, `{"type":"header","text":{"type":"plain_text","text":"` + long("h", 151) + `"}}`, "must be less than 151"},
		{"header plain", `{"type":"header","text":{"type":"plain_text","text":"h"}}`, `{"type":"header","text":{"type":"mrkdwn","text":"h"}}`, "unsupported type: mrkdwn"},
		{"actions", buttons(25), buttons(26), "no more than 25 items allowed [json-pointer:/blocks/0/elements]"},
		{"context", `{"type":"context","elements":[` + repeat(fmt.Sprintf(mark, "c"), 10, ",") + `]}`, `{"type":"context","elements":[` + repeat(fmt.Sprintf(mark, "c"), 11, ",") + `]}`, "no more than 10 items"},
		{"button text", actions(button("a", long("b", 75))), actions(button("a", long("b", 76))), "must be less than 76"},
		{"button value", actions(`{"type":"button","value":"` + long("v", 2000) + `","text":{"type":"plain_text","text":"x"}}`), actions(`{"type":"button","value":"` + long("v", 2001) + `","text":{"type":"plain_text","text":"x"}}`), "/elements/0/value"},
		{"button url", actions(`{"type":"button","url":"https://e.com/` + long("u", 2900) + `","text":{"type":"plain_text","text":"x"}}`), actions(`{"type":"button","url":"https://e.com/` + long("u", 3000) + `","text":{"type":"plain_text","text":"x"}}`), "/elements/0/url"},
		{"action_id", actions(button(long("i", 255), "x")), actions(button(long("i", 256), "x")), "must be less than 256"},
		{"same action_id", actions(button("a", "x") + "," + button("b", "x")), actions(button("a", "x") + "," + button("a", "x")), "already exists"},
		{"block_id", `{"type":"divider","block_id":"` + long("i", 255) + `"}`, `{"type":"divider","block_id":"` + long("i", 256) + `"}`, "/blocks/0/block_id"},
		{"same block_id", `{"type":"divider","block_id":"a"},{"type":"divider","block_id":"b"}`, `{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}`, "already exists"},
		{"select", actions(`{"type":"static_select","options":[` + repeat(opt("t", "v"), 100, ",") + `]}`), actions(`{"type":"static_select","options":[` + repeat(opt("t", "v"), 101, ",") + `]}`), "no more than 100"},
		{"overflow", actions(`{"type":"overflow","options":[` + repeat(opt("t", "v"), 5, ",") + `]}`), actions(`{"type":"overflow","options":[` + repeat(opt("t", "v"), 6, ",") + `]}`), "no more than 5"},
		{"radio", actions(`{"type":"radio_buttons","options":[` + repeat(opt("t", "v"), 10, ",") + `]}`), actions(`{"type":"radio_buttons","options":[` + repeat(opt("t", "v"), 11, ",") + `]}`), "no more than 10"},
		{"option text", actions(`{"type":"static_select","options":[` + opt(long("t", 75), "v") + `]}`), actions(`{"type":"static_select","options":[` + opt(long("t", 76), "v") + `]}`), "must be less than 76"},
		{"option value", actions(`{"type":"static_select","options":[` + opt("t", long("v", 150)) + `]}`), actions(`{"type":"static_select","options":[` + opt("t", long("v", 151)) + `]}`), "must be less than 151"},
		{"placeholder", actions(`{"type":"datepicker","placeholder":{"type":"plain_text","text":"` + long("p", 150) + `"}}`), actions(`{"type":"datepicker","placeholder":{"type":"plain_text","text":"` + long("p", 151) + `"}}`), "/placeholder/text"},
		{"initial option", actions(`{"type":"static_select","options":[` + opt("t", "v") + `],"initial_option":` + opt("t", "v") + `}`), actions(`{"type":"static_select","options":[` + opt("t", "v") + `],"initial_option":` + opt("t", "w") + `}`), "initial option"},
		{"date", actions(`{"type":"datepicker","initial_date":"2026-11-22"}`), actions(`{"type":"datepicker","initial_date":"22.11.2026"}`), "valid date"},
		{"markdown", `{"type":"markdown","text":"` + long("m", 12000) + `"}`, `{"type":"markdown","text":"` + long("m", 12001) + `"}`, "must be less than 12001"},
		{"block type", `{"type":"divider"}`, `{"type":"carousel_of_dreams"}`, "unsupported type"},
		{"input needs a label", `{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input"}}`, `{"type":"input","element":{"type":"plain_text_input"}}`, "/blocks/0/label"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, localslack.Options{}, func(x *world) {
				if r := x.postBlocks("[" + c.good + "]"); r["ok"] != true {
					t.Errorf("refused what is allowed: %v", r)
				}
				r := x.postBlocks("[" + c.bad + "]")
				if got := fmt.Sprint(r["error"], r["response_metadata"]); r["error"] != "invalid_blocks" || !strings.Contains(got, c.want) {
					t.Errorf("got %s, want invalid_blocks with %q", got, c.want)
				}
			})
		})
	}
}

func TestAllBlocksTogetherHaveALimitToo(t *testing.T) {
	bubble(t, localslack.Options{}, func(x *world) {
		fit := repeat(sectionOf(strings.Repeat("a", 2640)), 5, ",")
		if r := x.postBlocks("[" + fit + "]"); r["ok"] != true {
			t.Errorf("13,200 characters: %v", r)
		}
		if r := x.postBlocks("[" + fit + "," + sectionOf("a") + "]"); r["error"] != "msg_blocks_too_long" {
			t.Errorf("13,201 characters: %v", r)
		}
		if r := x.postBlocks(`{"type":"divider"}`); r["error"] != "invalid_blocks_format" {
			t.Errorf("no list: %v", r)
		}
	})
}

func (x *world) postBlocks(blocks string) map[string]any {
	form := url.Values{"channel": {sales}, "text": {"fallback"}, "blocks": {blocks}}
	return x.raw("chat.postMessage", "application/x-www-form-urlencoded", x.BotToken(), form.Encode())
}

func TestViewLimits(t *testing.T) {
	plain := func(s string) map[string]any { return map[string]any{"type": "plain_text", "text": s} }
	view := func(change func(map[string]any)) string {
		v := map[string]any{"type": "modal", "title": plain("t"), "submit": plain("s"), "close": plain("c"), "blocks": []any{map[string]any{"type": "divider"}}}
		change(v)
		raw, _ := json.Marshal(v)
		return string(raw)
	}
	dividers := func(n int) (list []any) {
		for range n {
			list = append(list, map[string]any{"type": "divider"})
		}
		return list
	}
	input := []any{map[string]any{"type": "input", "label": plain("l"), "element": map[string]any{"type": "plain_text_input", "action_id": "a"}}}
	for _, c := range []struct {
		name      string
		good, bad func(map[string]any)
		want      string
	}{
		{"title", func(v map[string]any) { v["title"] = plain(strings.Repeat("t", 24)) }, func(v map[string]any) { v["title"] = plain(strings.Repeat("t", 25)) }, "must be less than 25 characters [json-pointer:/view/title/text]"},
		{"submit", func(v map[string]any) { v["submit"] = plain(strings.Repeat("t", 24)) }, func(v map[string]any) { v["submit"] = plain(strings.Repeat("t", 25)) }, "/view/submit/text"},
		{"close", func(v map[string]any) { v["close"] = plain(strings.Repeat("t", 24)) }, func(v map[string]any) { v["close"] = plain(strings.Repeat("t", 25)) }, "/view/close/text"},
		{"private_metadata", func(v map[string]any) { v["private_metadata"] = strings.Repeat("m", 3000) }, func(v map[string]any) { v["private_metadata"] = strings.Repeat("m", 3001) }, "/view/private_metadata"},
		{"callback_id", func(v map[string]any) { v["callback_id"] = strings.Repeat("m", 255) }, func(v map[string]any) { v["callback_id"] = strings.Repeat("m", 256) }, "/view/callback_id"},
		{"blocks", func(v map[string]any) { v["blocks"] = dividers(100) }, func(v map[string]any) { v["blocks"] = dividers(101) }, "no more than 100 items allowed [json-pointer:/view/blocks]"},
		{"submit is needed", func(v map[string]any) { v["blocks"] = input }, func(v map[string]any) { v["blocks"] = input; delete(v, "submit") }, "submit is required"},
		{"title is needed", func(map[string]any) {}, func(v map[string]any) { delete(v, "title") }, "/view/title"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, localslack.Options{}, func(x *world) {
				publish := func(v string) map[string]any {
					body, _ := json.Marshal(map[string]any{"trigger_id": x.trigger(), "view": json.RawMessage(v)})
					return x.raw("views.open", "application/json", x.BotToken(), string(body))
				}
				if r := publish(view(c.good)); r["ok"] != true {
					t.Errorf("refused what is allowed: %v", r)
				}
				r := publish(view(c.bad))
				if got := fmt.Sprint(r["error"], r["response_metadata"]); r["error"] != "invalid_arguments" || !strings.Contains(got, c.want) {
					t.Errorf("got %s, want invalid_arguments with %q", got, c.want)
				}
			})
		})
	}
}
