package understand

import (
	"strings"
	"testing"
	"time"

	"roundsman/sales"
)

func dealingBook() Context {
	book := NewMemoryBook([]sales.Account{
		{ID: "acme", Name: "Acme", Owner: "me"},
		{ID: "np", Name: "Nordwind Pumps", Owner: "me"},
		{ID: "nm", Name: "Nordwind Motors", Owner: "me"},
		{ID: "hw", Name: "华为", Owner: "me"},
		{ID: "3m", Name: "3M", Owner: "me"},
		{ID: "mmb", Name: "Müller Maschinenbau", Aliases: []string{"MMB"}, Owner: "me"},
		{ID: "catl", Name: "宁德时代", Owner: "me"},
	}, nil, nil, "me")
	return Context{At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Zone: time.UTC, Book: book, Me: "me"}
}

// told writes a dealing in one line: account, amount, currency, margin, day, line.
func toldDealing(r DealingReading) string {
	amount, currency, margin := "-", "-", "-"
	if r.Amount != nil {
		amount = r.Amount.Value.String()
		if r.Amount.Currency != "" {
			currency = string(r.Amount.Currency)
		}
	}
	if r.Margin != nil {
		margin = r.Margin.Value.String()
		if r.Margin.Percent {
			margin += "%"
		}
	}
	account := string(r.Account.ID)
	if account == "" {
		account = "?" + r.Account.Said
	}
	return strings.Join([]string{account, amount, currency, margin, r.Day.Value(), r.Line}, " | ")
}

func TestDealings(t *testing.T) {
	for text, want := range map[string]string{
		"Acme 120,000 CNY compressors margin 12%":                      "acme | 120000 | CNY | 12% | none | compressors",
		"Acme 120k compressors, margin 12.5%":                          "acme | 120000 | - | 12.5% | none | compressors",
		"Acme yesterday 120,000 CNY compressors gross margin of 15000": "acme | 120000 | CNY | 15000 | 2026-11-23 | compressors",
		"Nordwind Pumps 12.500,50 EUR service contract on 20 Nov":      "np | 12500.5 | EUR | - | 2026-11-20 | service contract",
		"Nordwind Pumps on 2026-11-20 500":                             "np | 500 | - | - | 2026-11-20 | ",
		"Nordwind Pumps: USD 30k for 2 pumps, 18% margin":              "np | 30000 | USD | 18% | none | 2 pumps",
		"from MMB 50,000 EUR":                                          "mmb | 50000 | EUR | - | none | ",
		"120k from Acme for compressors":                               "acme | 120000 | - | - | none | compressors",
		"3M 4000 USD tape":                                             "3m | 4000 | USD | - | none | tape",
		"华为 12万 压缩机 毛利12%":                                             "hw | 120000 | - | 12% | none | 压缩机",
		"华为12万压缩机毛利率12%":                                               "hw | 120000 | - | 12% | none | 压缩机",
		"华为昨天下了12.5万元的压缩机，毛利1.5万":                                      "hw | 125000 | CNY | 15000 | 2026-11-23 | 压缩机",
		"宁德时代 11月20日 30万美元 冷水机":                                        "catl | 300000 | USD | - | 2026-11-20 | 冷水机",
		"华为 到账 5万元":                                                    "hw | 50000 | CNY | - | none | ",
		"5万":                                                           "? | 50000 | - | - | none | ",
		"Zeta 5000 CNY pumps":                                          "?Zeta | 5000 | CNY | - | none | pumps",
		"Acme -5000":                                                   "acme | -5000 | - | - | none | ",
		"Acme −5000 pumps":                                             "acme | -5000 | - | - | none | pumps",
		"Acme -12万":                                                    "acme | -120000 | - | - | none | ",
		"华为 -5000":                                                     "hw | -5000 | - | - | none | ",
		"Acme compressors":                                             "acme | - | - | - | none | compressors",
		"":                                                             "? | - | - | - | none | ",
	} {
		if got := toldDealing(Dealing(text, dealingBook())); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestADoubtfulAccountIsAsked(t *testing.T) {
	r := Dealing("Nordwind 5000 EUR pumps", dealingBook())
	if r.Account.ID != "" || len(r.Account.Candidates) != 2 || r.Amount == nil || r.Line != "pumps" {
		t.Errorf("%s, candidates %v", toldDealing(r), r.Account.Candidates)
	}
}

func TestAnAmountInMinorUnits(t *testing.T) {
	for text, want := range map[string]int64{"12.34 CNY": 1234, "12.345 EUR": 1_234_500, "0.1 EUR": 10, "500 JPY": 500, "1.2亿元": 12_000_000_000} {
		a, _ := Amount(text)
		if got, ok := a.Minor(a.Currency); !ok || got != want {
			t.Errorf("%s: %d %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"0.5 JPY", "1.2345 EUR"} {
		a, _ := Amount(text)
		if got, ok := a.Minor(a.Currency); ok {
			t.Errorf("%s: %d, though that is finer than its money", text, got)
		}
	}
}

func FuzzDealing(f *testing.F) {
	for _, text := range []string{"Acme 120,000 CNY compressors margin 12%", "华为 12万 压缩机 毛利12%", "margin margin 5", "12% margin 毛利", "Acme ,,, 5/12 0,"} {
		f.Add(text)
	}
	c := dealingBook()
	f.Fuzz(func(t *testing.T, text string) {
		r := Dealing(text, c)
		if r.Amount != nil {
			r.Amount.Minor("CNY")
		}
		if r.Margin != nil {
			r.Margin.HundredthsOfPercent()
		}
		if len(r.Line) > 3*len(text)+3 {
			t.Errorf("%q has the line %q", text, r.Line)
		}
	})
}
