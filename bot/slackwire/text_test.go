package slackwire

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"roundsman/bot/card"
	"roundsman/sales"
)

const family = "👩‍👩‍👧‍👦" // one character to the eye, 25 bytes

func TestCutNeverBreaksACharacter(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"Done", 4, "Done"},
		{"Done!", 4, "Don…"},
		{"华为技术有限公司", 5, "华为技术…"},
		{"a" + family + "b", 12, "a…"},
		{"a" + family + "bcd", 14, "a" + family + "b…"},
		{"e\u0301e\u0301e\u0301", 4, "e\u0301…"},
		{"one two three", 9, "one two…"},
	} {
		if got := cut(c.text, c.limit); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestCutMarkupNeverBreaksAnEntityOrAMention(t *testing.T) {
	if got, want := cutMarkup("ab&amp;cdefgh", 6), "ab…"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := cutMarkup("ab <@U012AB3CD> cdefgh", 12), "ab…"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

var marked = rapid.SliceOf(rapid.SampledFrom([]string{
	"a", "拜", family, " ", "\n", "&amp;", "&lt;", "&gt;", "<@U012AB3CD>", "e\u0301", "&", "word",
}))

func TestSplitLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := strings.Join(marked.Draw(t, "text"), "")
		limit := rapid.IntRange(15, 60).Draw(t, "limit")
		parts := split(whole, limit)
		for _, p := range parts {
			if units(p) > limit || strings.TrimSpace(p) == "" || !utf8.ValidString(p) {
				t.Fatalf("part %q of %d units", p, units(p))
			}
			if strings.Count(p, "<") != strings.Count(p, ">") {
				t.Fatalf("a mention was broken: %q", p)
			}
		}
		if got, want := bare(strings.Join(parts, "")), bare(whole); got != want {
			t.Fatalf("split lost something:\n%q\n%q", got, want)
		}
	})
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' {
			return -1
		}
		return r
	}, s)
}

func TestCutFitsAndStaysReadable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := strings.Join(marked.Draw(t, "text"), "")
		limit := rapid.IntRange(13, 40).Draw(t, "limit")
		short := cutMarkup(whole, limit)
		if units(short) > limit {
			t.Fatalf("%q has %d units, the limit is %d", short, units(short), limit)
		}
		kept, lost := strings.CutSuffix(short, "…")
		if lost && !strings.HasPrefix(whole, kept) {
			t.Fatalf("%q is no beginning of %q", kept, whole)
		}
		if lost && uniseg.GraphemeClusterCount(kept)+uniseg.GraphemeClusterCount(strings.TrimPrefix(whole, kept)) != uniseg.GraphemeClusterCount(whole) {
			t.Fatalf("%q was cut inside a character", whole)
		}
	})
}

func TestUnitsAreUTF16(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "华为": 2, "😀": 2, family: 11} {
		if got := units(s); got != want {
			t.Errorf("%q has %d units, want %d", s, got, want)
		}
	}
}

func TestWhatSlackSendsReadsAsItWasTyped(t *testing.T) {
	for sent, want := range map[string]string{
		"a &amp; b &lt;c&gt;":                  "a & b <c>",
		"&amp;lt;":                             "&lt;",
		"<https://acme.com|acme.com>":          "acme.com",
		"<https://acme.com/a?b=1&amp;c=2>":     "https://acme.com/a?b=1&c=2",
		"<https://acme.com|our customer>":      "our customer (https://acme.com)",
		"<mailto:li@acme.com|li@acme.com>":     "li@acme.com",
		"<tel:+4989123|089 123>":               "089 123",
		"met <@U1> and <@U2|li>":               "met <@U1> and <@U2>",
		"<@U0BOT> due":                         "due",
		"<@U0BOT>: due":                        "due",
		"<@U0BOT>，待办":                          "待办",
		"please <@U0BOT> due":                  "please due",
		"due <@U0BOT>":                         "due",
		"in <#C1|sales> and <#C2>":             "in #sales and #C2",
		"<!here> <!channel> <!subteam^S1|@vp>": "@here @channel @vp",
		"<!date^1392734382^{date}|Feb 18>":     "Feb 18",
		"a < b":                                "a < b",
		"x <y":                                 "x <y",
		"<>":                                   "<>",
		"今天拜访了华为\n见了王伟":                        "今天拜访了华为\n见了王伟",
	} {
		if got := readable(sent, "U0BOT"); got != want {
			t.Errorf("%q reads %q, want %q", sent, got, want)
		}
	}
}

// What people type, escaped as Slack escapes it, comes back as they typed it.
func TestEscapingComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringMatching(`[a-z&<>;@!#|:/ 拜访]{0,40}`).Draw(t, "typed")
		if got, want := readable(escaper.Replace(typed), "U0BOT"), strings.TrimSpace(typed); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

func TestPeoplesWordsRingNoBell(t *testing.T) {
	m := markup{names: names{team: "T1", find: func(id sales.PersonID) string {
		return map[sales.PersonID]string{"T1/U2": "Li <Wei>"}[id]
	}}, mention: true}
	for said, want := range map[string]string{
		"<!channel> & <!here>":  "&lt;!channel&gt; &amp; &lt;!here&gt;",
		"ask <@U2> or <@U3>":    "ask @Li &lt;Wei&gt; or @U3",
		"<https://e.com|click>": "&lt;https://e.com|click&gt;",
		"*bold* _it_ `code`":    "*bold* _it_ `code`",
		"a\u200bb":              "a\u200bb",
	} {
		if got := m.Said(said); got != want {
			t.Errorf("%q becomes %q, want %q", said, got, want)
		}
	}
	if got := m.Person("T1/U2"); got != "<@U2>" {
		t.Errorf("%q", got)
	}
	if got := m.Person("T9/U2"); got != "U2" {
		t.Errorf("a stranger was mentioned: %q", got)
	}
}

func TestActionsTravelWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		do := card.Do{
			Name:    rapid.StringMatching(`[a-z]+\.[a-z_]+`).Draw(t, "name"),
			ID:      rapid.String().Draw(t, "id"),
			Version: rapid.Int64().Draw(t, "version"),
			Arg:     rapid.String().Draw(t, "arg"),
		}
		for n := range 3 {
			suffix := strings.Repeat("#2", min(n, 1))
			if got := decodeAction(do.Name+suffix, encodeDo(do)); got != do {
				t.Fatalf("as a button: %+v, want %+v", got, do)
			}
			if query := encodeDo(do); query != "" {
				if got := decodeAction(do.Name+suffix+"?"+query, "chosen"); got != do {
					t.Fatalf("as a menu: %+v, want %+v", got, do)
				}
			}
		}
	})
}

func FuzzReadable(f *testing.F) {
	f.Add("<@U0BOT> a <https://b|c> &amp; <!here>")
	f.Fuzz(func(t *testing.T, sent string) { readable(sent, "U0BOT") })
}

func FuzzAction(f *testing.F) {
	f.Add("followup.done#2?a=b&i=c&v=3", "i=1")
	f.Fuzz(func(t *testing.T, id, value string) { decodeAction(id, value) })
}

func FuzzSplit(f *testing.F) {
	f.Add("a <b &amp; c", 3)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < 2 || limit > 5000 {
			return
		}
		for _, p := range split(text, limit) {
			if utf8.ValidString(text) && units(p) > limit {
				t.Errorf("%q has %d units", p, units(p))
			}
		}
		cutBytes(cutMarkup(text, limit), 100)
	})
}
