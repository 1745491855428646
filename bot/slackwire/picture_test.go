package slackwire_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"roundsman/bot/card"
	"roundsman/bot/localslack"
)

// A chart is drawn, uploaded where nobody sees it, and shown in the message by its
// id; whatever goes wrong with it, the words go out without it.
func TestAChartIsShownOrLeftOut(t *testing.T) {
	for _, c := range []struct {
		name    string
		fault   localslack.Fault
		picture bool
	}{
		{"well", localslack.Fault{}, true},
		{"no scope", localslack.Refuse("files.getUploadURLExternal", "missing_scope"), false},
		{"limited", localslack.Refuse("files.completeUploadExternal", "ratelimited"), false},
		{"still being looked at", localslack.Refuse("chat.postMessage", "invalid_blocks"), false},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := open(t, localslack.Options{})
			if c.name != "well" {
				w.Inject(c.fault)
			}
			p := w.post("x:1>0", text("40% of the target"))
			p.Card.Blocks = append(p.Card.Blocks, card.Block{Image: &card.Image{
				Alt: card.Said("bars"), Chart: []card.Bar{{Label: card.Said("拜访"), Value: card.Said("4 / 10"), Percent: 40}},
			}})
			at, err := w.wire.Post(w.ctx, p)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			all := w.Messages(anna, "")
			if len(all) != 1 || all[0].TS != at.TS || !strings.Contains(all[0].Text, "40% of the target") || len(all[0].Files) > 0 {
				t.Fatalf("%s: %+v", c.name, all)
			}
			if got := strings.Contains(fmt.Sprintf("%s", all[0].Blocks), "slack_file"); got != c.picture {
				t.Errorf("%s: a picture is shown: %v", c.name, got)
			}
		})
	}
}
