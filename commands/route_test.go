package commands_test

import (
	"testing"

	"roundsman/bot/locale"
	"roundsman/commands"
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
		command, rest := commands.Route(text, w)
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
		command, rest := commands.Route(text, w)
		if len(rest) > len(text) {
			t.Errorf("%q: more comes out (%q) than went in", text, rest)
		}
		if again, same := commands.Route(text, w); again != command || same != rest {
			t.Errorf("%q is not always the same", text)
		}
	})
}
