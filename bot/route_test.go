package bot

import (
	"testing"

	"roundsman/bot/locale"
	"roundsman/sales"
)

func catalogues(t testing.TB) *locale.Words {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func TestRoute(t *testing.T) {
	w := catalogues(t)
	for text, want := range map[string][2]string{
		"help":                         {"help", ""},
		"  Help  ":                     {"help", ""},
		"/help":                        {"help", ""},
		"HELP visits":                  {"help", "visits"},
		"account: Acme Pumps":          {"account", "Acme Pumps"},
		"account Acme, the big one":    {"account", "Acme, the big one"},
		"客户 华为":                        {"account", "华为"},
		"客户：华为":                        {"account", "华为"},
		"帮助":                           {"help", ""},
		"帮助！":                          {"help", ""},
		"/帮助":                          {"help", ""},
		"day off tomorrow":             {"leave", "tomorrow"}, // three words at most call a command, the longest first
		"settings zone\nBerlin":        {"settings", "zone\nBerlin"},
		"客户很满意":                        {"", "客户很满意"}, // a word of a command stands by itself
		"helpful people at Acme":       {"", "helpful people at Acme"},
		"visited Acme, they need help": {"", "visited Acme, they need help"},
		"今天上午拜访了华为":                    {"", "今天上午拜访了华为"},
		"/visited Acme":                {"", "/visited Acme"},
		"":                             {"", ""},
		" \n ":                         {"", ""},
		"...":                          {"", "..."},
		"<@U123> was there too":        {"", "<@U123> was there too"},
		"\u3000帮助\u3000拜访":             {"help", "拜访"}, // full-width spaces
	} {
		command, rest := Route(text, w)
		if got := [2]string{command, rest}; got != want {
			t.Errorf("%q calls %q, want %q", text, got, want)
		}
	}
}

func FuzzRoute(f *testing.F) {
	f.Add("account: Acme")
	f.Add("客户：华为")
	f.Add("/ : help")
	w := catalogues(f)
	f.Fuzz(func(t *testing.T, text string) {
		command, rest := Route(text, w)
		if len(rest) > len(text) {
			t.Errorf("%q: more comes out (%q) than went in", text, rest)
		}
		if again, same := Route(text, w); again != command || same != rest {
			t.Errorf("%q is not always the same", text)
		}
	})
}

func TestLanguageOfAText(t *testing.T) {
	for text, want := range map[string]string{
		"Visited Acme today, met Wang Lei":    "en",
		"今天上午拜访了华为,见了王伟和李总":                   "zh-Hans",
		"今天拜访了 Acme,见了 Dr. Smith":             "zh-Hans",
		"拜访Acme Corp":                         "zh-Hans",
		"Visited 华为 today and met them there": "en",
		"help":     "",
		"due Acme": "",
		"帮助":       "zh-Hans",
		"":         "",
		"华为 visited us today, they want a discount": "en",
		"Acme 今天上午去了，见了 Dr. Smith，他们很满意":            "zh-Hans",
		"12:30 +1": "",
		"Visited 华为 today, met 王伟 and 李总 there": "en",
	} {
		if got := languageOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestLanguageToSpeak(t *testing.T) {
	for _, c := range []struct {
		why        string
		p          sales.Person
		text, want string
	}{
		{"what they chose", sales.Person{Language: "en", LanguageHint: "zh-CN"}, "今天拜访了华为", "en"},
		{"what they write", sales.Person{LanguageHint: "en-US"}, "今天拜访了华为", "zh-Hans"},
		{"what they write", sales.Person{LanguageHint: "zh-CN"}, "I visited Acme today", "en"},
		{"Slack's locale", sales.Person{LanguageHint: "zh-CN"}, "help", "zh-Hans"},
		{"Slack's locale", sales.Person{LanguageHint: "de-DE"}, "", "en"},
		{"nothing known", sales.Person{}, "ok", "en"},
	} {
		if got := languageFor(c.p, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
