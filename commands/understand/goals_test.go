package understand

import (
	"strings"
	"testing"
)

func TestGoals(t *testing.T) {
	for text, want := range map[string]string{
		"Anna November sales 500k CNY, visits 40":     "sales 500000 CNY; visits 40 | Anna November",
		"李娜 11月 销售额 50万 拜访 40":                        "sales 500000; visits 40 | 李娜 11月",
		"李娜11月销售额50万，回款30万元，新客户2":                     "sales 500000; collection 300000 CNY; new_accounts 2 | 李娜11月",
		"Ben 40 visits and 3 new accounts in October": "visits 40; new_accounts 3 | Ben, October",
		"team December gross margin: 60,000 EUR":      "margin 60000 EUR | team December",
		"Anna visits":                                 "visits - | Anna",
		"Anna November":                               " | Anna November",
		"Anna sales 12%":                              "sales 12% | Anna",
		"":                                            " | ",
	} {
		goals, rest := Goals(text)
		var told []string
		for _, g := range goals {
			one := string(g.Measure) + " -"
			if g.Amount != nil {
				one = string(g.Measure) + " " + g.Amount.Value.String()
				if g.Amount.Percent {
					one += "%"
				}
				if g.Amount.Currency != "" {
					one += " " + string(g.Amount.Currency)
				}
			}
			told = append(told, one)
		}
		if got := strings.Join(told, "; ") + " | " + rest; got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func FuzzGoals(f *testing.F) {
	for _, text := range []string{"Anna November sales 500k CNY, visits 40", "visits visits 40 visits", "40 拜访 拜访 40"} {
		f.Add(text)
	}
	f.Fuzz(func(_ *testing.T, text string) { Goals(text) })
}
