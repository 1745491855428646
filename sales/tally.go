package sales

import "slices"

// Tally is what somebody, or a team, did in a span of days.
type Tally struct {
	Visits, NewAccounts       int64
	Orders, Payments          int64 // how many
	Sales, Margin, Collection Purse
	// WithoutMargin are the orders whose margin nobody said: Margin leaves them out.
	WithoutMargin int64
}

// Enter counts a dealing.
func (t *Tally) Enter(d Dealing) {
	switch {
	case d.Deleted:
	case d.Kind == DealPayment:
		t.Payments++
		t.Collection = t.Collection.With(d.Amount)
	default:
		t.Orders++
		t.Sales = t.Sales.With(d.Amount)
		if d.Margin == nil {
			t.WithoutMargin++
			return
		}
		t.Margin = t.Margin.With(d.Margin.Of(d.Amount))
	}
}

// Add adds what others did.
func (t *Tally) Add(o Tally) {
	t.Visits, t.NewAccounts = t.Visits+o.Visits, t.NewAccounts+o.NewAccounts
	t.Orders, t.Payments, t.WithoutMargin = t.Orders+o.Orders, t.Payments+o.Payments, t.WithoutMargin+o.WithoutMargin
	t.Sales, t.Margin, t.Collection = merged(t.Sales, o.Sales), merged(t.Margin, o.Margin), merged(t.Collection, o.Collection)
}

func merged(a, b Purse) Purse {
	for _, m := range b {
		a = a.With(m)
	}
	return a
}

// Of is what was reached of a measure, in a currency if it is money.
func (t Tally) Of(m Measure, c Currency) int64 {
	switch m {
	case MeasureVisits:
		return t.Visits
	case MeasureNewAccounts:
		return t.NewAccounts
	case MeasureSales:
		return t.Sales.In(c).Minor
	case MeasureMargin:
		return t.Margin.In(c).Minor
	case MeasureCollection:
		return t.Collection.In(c).Minor
	}
	return 0
}

// purse is the money of a measure.
func (t Tally) purse(m Measure) Purse {
	switch m {
	case MeasureSales:
		return t.Sales
	case MeasureMargin:
		return t.Margin
	case MeasureCollection:
		return t.Collection
	case MeasureVisits, MeasureNewAccounts:
	}
	return nil
}

// Line is one line of a report: what was reached of a measure, against its goal.
type Line struct {
	Goal     // what is to be reached; N is 0 without a goal
	Set      bool
	Actual   int64
	Before   int64 // in the period before
	Complete Completion
}

// Lines sets what was reached against a target, a line a measure and currency;
// money begins with the currency that is reported in. A measure that nobody set
// and nobody moved is left out, but for visits and sales.
func Lines(t Target, now, before Tally, first Currency) []Line {
	var lines []Line
	for _, m := range Measures() {
		for _, c := range currenciesOf(t, now, before, m, first) {
			g, set := t.Goal(m, c)
			g.Measure, g.Currency = m, c
			l := Line{Goal: g, Set: set, Actual: now.Of(m, c), Before: before.Of(m, c)}
			l.Complete = Complete(l.Actual, g.N)
			if set || l.Actual != 0 || l.Before != 0 || m == MeasureVisits || m == MeasureSales && c == first {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// currenciesOf are those in which a measure has a goal or an amount.
func currenciesOf(t Target, now, before Tally, m Measure, first Currency) []Currency {
	if !m.IsMoney() {
		return []Currency{""}
	}
	all := merged(Purse(nil), now.purse(m))
	all = merged(all, before.purse(m))
	for _, g := range t.Goals {
		if g.Measure == m {
			all = all.With(g.Money())
		}
	}
	list := []Currency{first}
	for _, money := range all {
		if !slices.Contains(list, money.Currency) {
			list = append(list, money.Currency)
		}
	}
	return list
}

// Completion is a completion rate (完成率) in whole percent, rounded down so that
// 100% means reached; Known is false where there is no goal, or one of zero.
type Completion struct {
	Percent int
	Known   bool
}

// MostPercent is as far as a rate is told: beyond it a target was not meant so.
const MostPercent = 9_999

// Complete is the rate at which a goal is reached (handbook section 5).
func Complete(actual, goal int64) Completion {
	if goal <= 0 {
		return Completion{}
	}
	whole := actual / goal
	if whole >= MostPercent/100 {
		return Completion{MostPercent, true}
	}
	if whole <= -MostPercent/100 {
		return Completion{-MostPercent, true}
	}
	rest := actual % goal
	percent := whole * 100
	// rest*100 fits: |rest| < goal <= 1e18 would not, so large ones lose digits first.
	for rest > 1<<56 || rest < -(1<<56) {
		rest, goal = rest/2, goal/2
	}
	percent += rest * 100 / goal
	return Completion{int(percent), true}
}

// WeekOf is the calendar week of a day, Monday to Sunday.
func WeekOf(d Date) (from, to Date) {
	from = d.AddDays(-(int(d.Weekday()) + 6) % 7)
	return from, from.AddDays(6)
}
