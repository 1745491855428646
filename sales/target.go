package sales

import (
	"slices"
	"time"
)

// Measure is what a target is set for and a report counts (handbook section 5).
type Measure string

const (
	MeasureVisits      Measure = "visits"
	MeasureSales       Measure = "sales"
	MeasureMargin      Measure = "margin"
	MeasureCollection  Measure = "collection"
	MeasureNewAccounts Measure = "new_accounts"
)

// Measures are all of them, in the order in which people see them.
func Measures() []Measure {
	return []Measure{MeasureVisits, MeasureSales, MeasureMargin, MeasureCollection, MeasureNewAccounts}
}

// IsMoney reports that the measure is an amount, the others are numbers.
func (m Measure) IsMoney() bool {
	return m == MeasureSales || m == MeasureMargin || m == MeasureCollection
}

// Goal is one number of a target. Currency is empty for what is no money.
type Goal struct {
	Measure  Measure  `json:"measure"`
	Currency Currency `json:"currency,omitempty"`
	N        int64    `json:"n"` // minor units of money
}

// Money is the goal of a measure of money.
func (g Goal) Money() Money { return Money{Minor: g.N, Currency: g.Currency} }

// Target is what one person or one team is to reach in a month.
type Target struct {
	ID     TargetID  `json:"id"`
	Person PersonID  `json:"person,omitempty"` // empty: the team as a whole
	Team   TeamID    `json:"team"`             // the person's, or the team itself
	Month  Date      `json:"month"`            // its first day
	Goals  []Goal    `json:"goals,omitempty"`
	Set    time.Time `json:"set"`
	By     PersonID  `json:"by"`
	// Version counts the settings; the audit trail has the earlier ones.
	Version int64 `json:"version"`
}

// TargetOf is the id of a person's target for the month of a day.
func TargetOf(who PersonID, month Date) TargetID {
	return TargetID("p/" + month.FirstOfMonth().String()[:7] + "/" + string(who))
}

// TeamTargetOf is the id of a team's target.
func TeamTargetOf(team TeamID, month Date) TargetID {
	return TargetID("t/" + month.FirstOfMonth().String()[:7] + "/" + string(team))
}

// Goal finds the goal of a measure in a currency.
func (t Target) Goal(m Measure, c Currency) (Goal, bool) {
	for _, g := range t.Goals {
		if g.Measure == m && g.Currency == c {
			return g, true
		}
	}
	return Goal{}, false
}

// With is the target with goals set anew; the others stay.
func (t Target) With(goals ...Goal) Target {
	var all []Goal
	for _, g := range t.Goals {
		if !has(goals, g) {
			all = append(all, g)
		}
	}
	all = append(all, goals...)
	t.Goals = inOrder(all)
	return t
}

func has(goals []Goal, g Goal) bool {
	for _, other := range goals {
		if other.Measure == g.Measure && other.Currency == g.Currency {
			return true
		}
	}
	return false
}

// inOrder sorts goals as people see them, and keeps the last of two alike.
func inOrder(goals []Goal) []Goal {
	var sorted []Goal
	for _, m := range Measures() {
		for i, g := range goals {
			if g.Measure == m && !has(goals[i+1:], g) {
				sorted = append(sorted, g)
			}
		}
	}
	return sorted
}

// Plus is the sum of two targets, each measure and currency by itself: what a
// team is to reach whose people have targets.
func (t Target) Plus(o Target) Target {
	for _, g := range o.Goals {
		if mine, ok := t.Goal(g.Measure, g.Currency); ok {
			g.N += mine.N
		}
		t = t.With(g)
	}
	return t
}

// Over is a team's own target over the sum of its people's: a goal of its own
// stands in the place of the sum for its measure, in whatever currency, and the
// sum stays for the others, which summed names.
func (t Target) Over(sum Target) (all Target, summed []Measure) {
	all = t
	for _, g := range sum.Goals {
		if t.sets(g.Measure) {
			continue
		}
		all = all.With(g)
		if !slices.Contains(summed, g.Measure) {
			summed = append(summed, g.Measure)
		}
	}
	return all, summed
}

func (t Target) sets(m Measure) bool {
	return slices.ContainsFunc(t.Goals, func(g Goal) bool { return g.Measure == m })
}
