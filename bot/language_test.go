package bot

import (
	"testing"

	"roundsman/sales"
)

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
