package sales_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"roundsman/sales"
)

func cny(minor int64) sales.Money { return sales.Money{Minor: minor, Currency: "CNY"} }

func TestAMarginIsAShareOrAnAmount(t *testing.T) {
	for _, c := range []struct {
		name   string
		margin *sales.Margin
		amount int64
		want   int64
	}{
		{"12% of 120,000.00", sales.ShareOf(1200), 12_000_000, 1_440_000},
		{"12.5% of 0.99 rounds up", sales.ShareOf(1250), 99, 12},
		{"half a fen rounds away from zero", sales.ShareOf(5000), 1, 1},
		{"and so does a loss", sales.ShareOf(-5000), 1, -1},
		{"an amount stays", sales.AmountOf(777), 1000, 777},
		{"the largest amount", sales.ShareOf(sales.MaxShare), sales.MaxMinor, sales.MaxMinor},
	} {
		if got := c.margin.Of(cny(c.amount)); got != cny(c.want) {
			t.Errorf("%s: %v; want %d", c.name, got, c.want)
		}
	}
}

func TestWhatIsWrongWithADealing(t *testing.T) {
	today := sales.NewDate(2026, 11, 24)
	good := sales.Dealing{Kind: sales.DealOrder, Amount: cny(100), Day: today}
	for _, c := range []struct {
		want   string
		change func(*sales.Dealing)
	}{
		{"", func(*sales.Dealing) {}},
		{"", func(d *sales.Dealing) { d.Margin = sales.ShareOf(-1000) }},
		{"refused.amount_not_positive", func(d *sales.Dealing) { d.Amount.Minor = 0 }},
		{"refused.amount_not_positive", func(d *sales.Dealing) { d.Amount.Minor = -1 }},
		{"refused.amount_too_large", func(d *sales.Dealing) { d.Amount.Minor = sales.MaxMinor + 1 }},
		{"refused.dealing_to_come", func(d *sales.Dealing) { d.Day = today.AddDays(1) }},
		{"refused.margin_over_amount", func(d *sales.Dealing) { d.Margin = sales.AmountOf(101) }},
		{"refused.margin_over_amount", func(d *sales.Dealing) { d.Margin = sales.ShareOf(10_100) }},
		{"refused.payment_margin", func(d *sales.Dealing) { d.Kind, d.Margin = sales.DealPayment, sales.AmountOf(1) }},
	} {
		d := good
		c.change(&d)
		got := ""
		var refused *sales.Error
		if err := sales.CheckDealing(d, today); errors.As(err, &refused) {
			got = refused.Key
		}
		if got != c.want {
			t.Errorf("%+v: %q; want %q", d, got, c.want)
		}
	}
}

func TestCurrenciesAreNeverAdded(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		amounts := rapid.SliceOf(rapid.Custom(func(r *rapid.T) sales.Money {
			return sales.Money{
				Minor:    rapid.Int64Range(-sales.MaxMinor, sales.MaxMinor).Draw(r, "minor"),
				Currency: rapid.SampledFrom([]sales.Currency{"CNY", "EUR", "JPY", "USD"}).Draw(r, "currency"),
			}
		})).Draw(r, "amounts")
		var purse sales.Purse
		want := map[sales.Currency]int64{}
		for _, m := range amounts {
			before := append(sales.Purse(nil), purse...)
			now := purse.With(m)
			if len(before) != len(purse) {
				r.Fatal("With changed the purse it began with")
			}
			purse, want[m.Currency] = now, want[m.Currency]+m.Minor
		}
		if len(purse) != len(want) {
			r.Fatalf("%v has not one amount a currency; want %v", purse, want)
		}
		for c, minor := range want {
			if purse.In(c).Minor != minor {
				r.Fatalf("%s: %d; want %d", c, purse.In(c).Minor, minor)
			}
		}
		if first := purse.First("JPY"); want["JPY"] != 0 && first[0].Currency != "JPY" {
			r.Fatalf("%v does not begin with JPY", first)
		}
	})
}
