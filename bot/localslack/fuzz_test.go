package localslack

import (
	"encoding/json"
	"strings"
	"testing"
)

// Whatever an app sends as blocks is judged, never stumbled over, and what passes stays JSON with a block_id.
func FuzzBlocks(f *testing.F) {
	for _, seed := range []string{
		`[{"type":"divider"}]`, `[{"type":"section","text":{"type":"mrkdwn","text":"*x*"},"accessory":{"type":"button","text":{"type":"plain_text","text":"y"}}}]`,
		`[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"U1"}]}]}]`,
		`[null]`, `[{"type":"actions","elements":[{"type":"static_select","option_groups":[{"label":null}]}]}]`,
	} {
		f.Add(seed)
	}
	w := &Workspace{}
	f.Fuzz(func(t *testing.T, raw string) {
		var list []json.RawMessage
		if json.Unmarshal([]byte(raw), &list) != nil {
			return
		}
		c := checker{surface: inModal}
		blocks := c.blocks("/blocks", list)
		initialState(list)
		if len(c.errs) > 0 {
			return
		}
		for i := range blocks {
			var b block
			if err := json.Unmarshal(w.withBlockID(list[i]), &b); err != nil || b.Type != blocks[i].Type {
				t.Errorf("%s became %s: %v", list[i], w.withBlockID(list[i]), err)
			}
		}
	})
}

// What people type never carries a control sequence but mentions, channels and links, and its block is JSON.
func FuzzTyped(f *testing.F) {
	for _, seed := range []string{"<!channel> & <@U0REP00001>", "https://e.com/<x>", "a@b.cn,好", "<https://<!here>>"} {
		f.Add(seed)
	}
	w := &Workspace{}
	f.Fuzz(func(t *testing.T, text string) {
		if out := typed(text); strings.Contains(out, "<!") {
			t.Errorf("%q became %q", text, out)
		}
		if raw := w.richText(text); !json.Valid(raw) {
			t.Errorf("%q became %s", text, raw)
		}
	})
}
