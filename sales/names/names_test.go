package names

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestFoldForgetsHowANameWasTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"Nordwind  Pumps GmbH": "nordwind pumps gmbh",
		"ＮＯＲＤＷＩＮＤ":             "nordwind",
		"Jäger":                "jager",
		"Straße":               "strasse",
		"Æon ApS":              "aeon aps",
		"華為":                   "华为",
		"O'Brien":              "obrien",
		"Café":                 "cafe",
		"":                     "",
	} {
		if got := Fold(typed); got != want {
			t.Errorf("Fold(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestKeysFindANameHoweverItIsSaid(t *testing.T) {
	for _, c := range []struct{ name, key string }{
		{"Nordwind Pumps GmbH", "n:nordwindpumps"},
		{"Nordwind Pumps GmbH", "n:nordwindpumpsgmbh"},
		{"Nordwind Pumps GmbH", "w:pumpsgmbh"},
		{"Jäger AG", "n:jager"},
		{"Jäger AG", "n:jaeger"},
		{"Johnson & Johnson", "n:johnsonjohnson"},
		{"华为技术有限公司", "n:华为技术"},
		{"华为技术有限公司", "p:huaweijishu"},
		{"华为", "p:huawei"},
		{"华为", "i:hw"},
		{"華為", "n:华为"},
		{"招商银行", "p:zhaoshangyinhang"},
		{"重庆长安", "p:chongqingchangan"},
		{"重庆长安", "i:ca"},
		{"上港集团", "n:上港"},
		{"深圳市大疆创新科技有限公司", "n:大疆创新科技"},
		{"Acme", "t:ace"},
	} {
		if keys := Keys(c.name); !slices.Contains(keys, c.key) {
			t.Errorf("Keys(%q) = %v lacks %q", c.name, keys, c.key)
		}
	}
}

func TestALegalFormAloneStaysAName(t *testing.T) {
	if keys := Keys("AG"); !slices.Contains(keys, "n:ag") {
		t.Errorf("Keys(AG) = %v", keys)
	}
	if keys := Keys("中国银行"); slices.Contains(keys, "n:银行") {
		t.Errorf("every bank would be 中国银行: %v", keys)
	}
}

func TestDeletionsMeetTheSlip(t *testing.T) {
	keys := Keys("Siemens")
	for _, typed := range []string{"Siemnes", "Simens", "Siemmens", "Siemans", "siemens"} {
		found := false
		for _, d := range Deletions(typed) {
			found = found || slices.Contains(keys, Slip+d)
		}
		if !found {
			t.Errorf("%s does not find Siemens", typed)
		}
	}
	if Deletions("abc") != nil {
		t.Error("a word of three letters is one slip away from anything")
	}
}

func TestFoldingTwiceChangesNothingMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "name")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, Fold(once))
		}
		for _, r := range s {
			if Rune(Rune(r)) != Rune(r) {
				t.Fatalf("Rune(%q) = %q, again %q", r, Rune(r), Rune(Rune(r)))
			}
		}
	})
}

// Chance finds the few letters that fold in two steps too seldom.
func TestFoldingTwiceChangesNothingMoreOfAnyLetter(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		s := string(r)
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, again %q", s, once, Fold(once))
		}
		if Rune(Rune(r)) != Rune(r) {
			t.Errorf("Rune(%q) = %q, again %q", r, Rune(r), Rune(Rune(r)))
		}
	}
}

// The short way for names in plain letters is the long way.
func TestFoldingPlainLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ -~\t]{0,30}`).Draw(t, "name")
		if short, long := Fold(s+"a"), Fold(s+"ä"); short != long {
			t.Fatalf("%q folds to %q, and with an umlaut to %q", s, short, long)
		}
	})
}

func TestKeysAreFewAndDistinct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("重行长单华为银公司有限集团 aäÖß&-")))).Draw(t, "name")
		keys := Keys(s)
		if len(keys) > MaxKeys {
			t.Fatalf("%d keys", len(keys))
		}
		seen := map[string]bool{}
		for _, k := range keys {
			if seen[k] || len(k) < 3 || strings.IndexByte("nwpit", k[0]) < 0 {
				t.Fatalf("bad key %q in %q", k, keys)
			}
			seen[k] = true
		}
	})
}

func TestIndexFindsByKeyAndPrefix(t *testing.T) {
	list := []string{"Nordwind Pumps", "Nordwind Motors", "Acme"}
	x := NewIndex(len(list), func(i int) []string { return list[i : i+1] })
	if got := x.Find("n:nordwind", true, 10); len(got) != 2 {
		t.Errorf("prefix found %v", got)
	}
	if got := x.Find("n:nordwind", false, 10); len(got) != 0 {
		t.Errorf("exact found %v", got)
	}
	if got := x.Find("n:nordwind", true, 1); len(got) != 1 {
		t.Errorf("limit ignored: %v", got)
	}
}
