package sales_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"roundsman/sales"
)

func TestCompletionRates(t *testing.T) {
	for _, c := range []struct {
		name         string
		actual, goal int64
		want         sales.Completion
	}{
		{"half", 20, 40, sales.Completion{Percent: 50, Known: true}},
		{"one short of a hundred is not a hundred", 999, 1000, sales.Completion{Percent: 99, Known: true}},
		{"reached", 40, 40, sales.Completion{Percent: 100, Known: true}},
		{"beyond", 60, 40, sales.Completion{Percent: 150, Known: true}},
		{"nothing yet", 0, 40, sales.Completion{Percent: 0, Known: true}},
		{"a goal of zero has no rate", 10, 0, sales.Completion{}},
		{"nor has none of none", 0, 0, sales.Completion{}},
		{"a loss", -10, 40, sales.Completion{Percent: -25, Known: true}},
		{"absurdly much", math.MaxInt64, 1, sales.Completion{Percent: sales.MostPercent, Known: true}},
	} {
		if got := sales.Complete(c.actual, c.goal); got != c.want {
			t.Errorf("%s: %+v; want %+v", c.name, got, c.want)
		}
	}
}

func TestACompletionIsExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		goal := rapid.Int64Range(1, 1_000_000*sales.MaxMinor/1_000).Draw(r, "goal")
		actual := rapid.Int64Range(0, 50*goal).Draw(r, "actual")
		want := new(big.Int).Div(new(big.Int).Mul(big.NewInt(actual), big.NewInt(100)), big.NewInt(goal)).Int64()
		if got := sales.Complete(actual, goal); int64(got.Percent) != want || !got.Known {
			r.Fatalf("%+v; want %d", got, want)
		}
	})
}

func TestATallyCountsWhatStands(t *testing.T) {
	var tally sales.Tally
	for _, d := range []sales.Dealing{
		{Kind: sales.DealOrder, Amount: cny(10_000), Margin: sales.ShareOf(1200)},
		{Kind: sales.DealOrder, Amount: cny(5_000)},
		{Kind: sales.DealOrder, Amount: sales.Money{Minor: 300, Currency: "EUR"}, Margin: sales.AmountOf(100)},
		{Kind: sales.DealPayment, Amount: cny(4_000)},
		{Kind: sales.DealOrder, Amount: cny(99_999), Deleted: true},
	} {
		tally.Enter(d)
	}
	eur := func(n int64) sales.Money { return sales.Money{Minor: n, Currency: "EUR"} }
	want := sales.Tally{
		Orders: 3, Payments: 1, WithoutMargin: 1,
		Sales: sales.Purse{cny(15_000), eur(300)}, Margin: sales.Purse{cny(1_200), eur(100)}, Collection: sales.Purse{cny(4_000)},
	}
	if diff := cmp.Diff(want, tally); diff != "" {
		t.Error(diff)
	}
	team := sales.Tally{Visits: 3}
	team.Add(tally)
	team.Add(tally)
	if team.Sales.In("EUR") != eur(600) || team.Orders != 6 || team.Visits != 3 {
		t.Errorf("two of them are %+v", team)
	}
}

func TestLinesOfAReport(t *testing.T) {
	target := sales.Target{}.With(
		sales.Goal{Measure: sales.MeasureSales, Currency: "CNY", N: 20_000},
		sales.Goal{Measure: sales.MeasureVisits, N: 40},
	)
	target = target.With(sales.Goal{Measure: sales.MeasureVisits, N: 30}) // set anew: the rest stays
	now := sales.Tally{Visits: 15, Sales: sales.Purse{cny(10_000), {Minor: 5, Currency: "EUR"}}}
	before := sales.Tally{Collection: sales.Purse{cny(7)}}
	type line struct {
		M       sales.Measure
		C       sales.Currency
		N       int64
		Set     bool
		A, B    int64
		Percent int
	}
	var got []line
	for _, l := range sales.Lines(target, now, before, "CNY") {
		got = append(got, line{l.Measure, l.Currency, l.N, l.Set, l.Actual, l.Before, l.Complete.Percent})
	}
	want := []line{
		{sales.MeasureVisits, "", 30, true, 15, 0, 50},
		{sales.MeasureSales, "CNY", 20_000, true, 10_000, 0, 50},
		{sales.MeasureSales, "EUR", 0, false, 5, 0, 0},
		{sales.MeasureCollection, "CNY", 0, false, 0, 7, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every day belongs to the week that begins on the Monday before it, also over
// the ends of months and years.
func TestWeeks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := sales.NewDate(2026, 1, rapid.IntRange(-3000, 3000).Draw(r, "day"))
		from, to := sales.WeekOf(day)
		if from.Weekday() != 1 || to.DaysSince(from) != 6 || day.Before(from) || day.After(to) {
			r.Fatalf("%s is in %s-%s", day, from, to)
		}
	})
}

// A goal of the team's own replaces the sum of its people's for its measure only,
// in whatever currency.
func TestTeamGoalsOverTheSumOfPeople(t *testing.T) {
	sum := sales.Target{Goals: []sales.Goal{
		{Measure: sales.MeasureVisits, N: 40}, {Measure: sales.MeasureSales, Currency: "CNY", N: 500}, {Measure: sales.MeasureSales, Currency: "EUR", N: 70},
	}}
	own := sales.Target{Goals: []sales.Goal{{Measure: sales.MeasureSales, Currency: "CNY", N: 1000}, {Measure: sales.MeasureCollection, Currency: "CNY", N: 9}}}
	all, summed := own.Over(sum)
	want := []sales.Goal{{Measure: sales.MeasureVisits, N: 40}, own.Goals[0], own.Goals[1]}
	if !slices.Equal(all.Goals, want) || !slices.Equal(summed, []sales.Measure{sales.MeasureVisits}) {
		t.Errorf("%+v, summed %v", all.Goals, summed)
	}
	if all, summed := (sales.Target{}).Over(sum); !slices.Equal(all.Goals, sum.Goals) || len(summed) != 2 {
		t.Errorf("without goals of its own: %+v, summed %v", all.Goals, summed)
	}
	if all, summed := own.Over(sales.Target{}); !slices.Equal(all.Goals, own.Goals) || len(summed) != 0 {
		t.Errorf("without people's: %+v, summed %v", all.Goals, summed)
	}
}
