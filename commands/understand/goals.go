package understand

import (
	"strings"

	"roundsman/sales"
)

// GoalReading is one number of a target: "sales 500k CNY", "visits 40", 销售额 50万.
type GoalReading struct {
	Measure sales.Measure
	Amount  *AmountReading // nil: the measure was named without a number
}

// measureWords name what a target is set for.
var measureWords = map[string]sales.Measure{
	"visits": sales.MeasureVisits, "visit": sales.MeasureVisits, "meetings": sales.MeasureVisits,
	"拜访": sales.MeasureVisits, "拜访量": sales.MeasureVisits, "拜访数": sales.MeasureVisits, "拜访次数": sales.MeasureVisits,
	"sales": sales.MeasureSales, "revenue": sales.MeasureSales, "turnover": sales.MeasureSales, "orders": sales.MeasureSales, "order": sales.MeasureSales,
	"销售额": sales.MeasureSales, "销售": sales.MeasureSales, "营业额": sales.MeasureSales, "订单": sales.MeasureSales, "订单额": sales.MeasureSales, "业绩": sales.MeasureSales,
	"gross margin": sales.MeasureMargin, "margin": sales.MeasureMargin, "gross profit": sales.MeasureMargin, "profit": sales.MeasureMargin, "gm": sales.MeasureMargin,
	"毛利": sales.MeasureMargin, "毛利额": sales.MeasureMargin, "毛利润": sales.MeasureMargin, "利润": sales.MeasureMargin,
	"collection": sales.MeasureCollection, "collections": sales.MeasureCollection, "collected": sales.MeasureCollection, "payments": sales.MeasureCollection,
	"回款": sales.MeasureCollection, "回款额": sales.MeasureCollection, "收款": sales.MeasureCollection,
	"new accounts": sales.MeasureNewAccounts, "new account": sales.MeasureNewAccounts, "new customers": sales.MeasureNewAccounts, "new customer": sales.MeasureNewAccounts,
	"新客户": sales.MeasureNewAccounts, "新客户数": sales.MeasureNewAccounts, "新增客户": sales.MeasureNewAccounts, "新开客户": sales.MeasureNewAccounts, "新客": sales.MeasureNewAccounts,
}

// MeasureNamed is the measure that a word names, for the head of a column.
func MeasureNamed(word string) (sales.Measure, bool) {
	s := newScript(strings.TrimSpace(word))
	m, ok := measureWords[s.folded(0, len(s.words))]
	return m, ok
}

// Goals reads the goals of a target and what is left of the text: for whom, and
// for which month.
func Goals(text string) (goals []GoalReading, rest string) {
	s := newScript(text)
	rest = text
	last := len(text) // pieces are cut out from the back, so that spans stay right
	type cut struct {
		goal GoalReading
		span Span
	}
	var cuts []cut
	for i := 0; i < len(s.words); {
		m, n := s.measureAt(i)
		if n == 0 {
			i++
			continue
		}
		span := s.span(s.words[i].from, s.words[i+n-1].to)
		goal, next := GoalReading{Measure: m}, i+n
		if a, ok := s.goalAfter(next); ok {
			goal.Amount, span.To = &a, a.Span.To
			next = s.wordFrom(a.Span.To)
		} else if a, at, ok := s.amountEnding(i); ok && (len(cuts) == 0 || a.Span.From >= cuts[len(cuts)-1].span.To) {
			goal.Amount, span.From = &a, s.span(s.words[at].from, s.words[at].to).From
		}
		cuts = append(cuts, cut{goal, span})
		i = max(next, i+n)
	}
	for i := len(cuts) - 1; i >= 0; i-- {
		c := cuts[i]
		if c.span.To <= last {
			rest, last = blank(rest, c.span), c.span.From
		}
	}
	for _, c := range cuts {
		goals = append(goals, c.goal)
	}
	return goals, unlinked(rest)
}

// goalAfter is the amount after a measure: "sales 500k", "sales: 500k", "sales of 500k".
func (s *script) goalAfter(i int) (AmountReading, bool) {
	for i < len(s.words) && among(s.words[i].text, ":：=是为到") || i < len(s.words) && (s.words[i].text == "of" || s.words[i].text == "to") {
		i++
	}
	if i >= len(s.words) {
		return AmountReading{}, false
	}
	return s.amountAt(i)
}

// wordFrom is the first word that begins at a byte or later.
func (s *script) wordFrom(at int) int {
	for i, w := range s.words {
		if s.span(w.from, w.to).From >= at {
			return i
		}
	}
	return len(s.words)
}

// measureAt is the measure named at word i, and in how many words; the longest wins.
func (s *script) measureAt(i int) (sales.Measure, int) {
	for n := min(4, len(s.words)-i); n >= 1; n-- {
		if m, ok := measureWords[s.folded(i, i+n)]; ok {
			return m, n
		}
	}
	return "", 0
}
