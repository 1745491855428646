package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// TargetFacts is a target as it is now and was before.
type TargetFacts struct {
	Target, Was sales.Target
	Name        card.Text // whose
	Event       string    // what Undo turns back
}

// TargetSet is the receipt of a target.
func TargetSet(f TargetFacts) card.Card {
	g := f.Target
	c := card.Card{Title: card.P("target.set", "name", card.Of(f.Name), "month", card.Of(MonthOf(g.Month)))}
	var lines []card.Text
	for _, goal := range g.Goals {
		lines = append(lines, goalSet(goal, f.Was))
	}
	for _, goal := range f.Was.Goals {
		if _, still := g.Goal(goal.Measure, goal.Currency); !still {
			lines = append(lines, card.T("target.taken_away", "measure", card.Of(MeasureName(goal.Measure)), "was", GoalValue(goal)))
		}
	}
	if len(lines) == 0 {
		lines = append(lines, card.T("target.none_set"))
	}
	c.Blocks = append(c.Blocks, card.Paragraph(card.Lines(lines...)), card.Row(
		card.Press(card.T("common.edit"), card.Do{Name: "target.edit", ID: string(g.ID), Version: g.Version}),
		card.Press(card.T("common.undo"), card.Do{Name: "target.undo", ID: string(g.ID), Version: g.Version, Arg: f.Event}),
	))
	return c
}

func goalSet(goal sales.Goal, was sales.Target) card.Text {
	before, had := was.Goal(goal.Measure, goal.Currency)
	if !had || before.N == goal.N {
		return card.T("target.goal", "measure", card.Of(MeasureName(goal.Measure)), "goal", GoalValue(goal))
	}
	return card.T("target.goal_was", "measure", card.Of(MeasureName(goal.Measure)), "goal", GoalValue(goal), "was", GoalValue(before))
}

// TargetTold tells somebody what their manager set for them.
func TargetTold(g sales.Target, by sales.PersonID) card.Card {
	lines := []card.Text{card.T("target.told", "by", card.Person(by), "month", card.Of(MonthOf(g.Month)))}
	for _, goal := range g.Goals {
		lines = append(lines, goalSet(goal, sales.Target{}))
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.Lines(lines...))}}
}

// MeasureName is what a measure is called.
func MeasureName(m sales.Measure) card.Text { return card.T("measure." + string(m)) }

// MonthOf is a month with its year.
func MonthOf(month sales.Date) card.Text {
	return card.T("target.month", "month", card.Of(MonthName(month)), "year", card.Words(month.String()[:4]))
}

// GoalValue is the number of a goal.
func GoalValue(g sales.Goal) card.Arg { return valueOf(g.Measure, g.Currency, g.N) }

func valueOf(m sales.Measure, c sales.Currency, n int64) card.Arg {
	if m.IsMoney() {
		return card.Money(sales.Money{Minor: n, Currency: c})
	}
	return card.Count(int(n))
}

// TargetForm sets a target; whose is a person's id, or "team:" and a team.
func TargetForm(g sales.Target, whose string, teams []sales.TeamID, people []sales.Person, currency sales.Currency) card.Form {
	var options []card.Option
	for _, p := range people {
		options = append(options, card.Option{Label: card.Said(p.Name), Value: string(p.ID)})
	}
	for _, team := range teams {
		options = append(options, card.Option{Label: card.T("target.the_team", "team", card.Words(string(team))), Value: "team:" + string(team)})
	}
	const most = 100 // a menu's options
	fields := []card.Input{
		{Name: "whose", Label: card.T("target.whose"), Kind: card.InputChoice, Required: true, Options: options[:min(len(options), most)], Value: filled(whose)},
		{Name: "month", Label: card.T("target.month_field"), Hint: card.P("target.month_hint"), Kind: card.InputDate, Required: true, Value: filled(g.Month.String())},
	}
	for _, m := range sales.Measures() {
		fields = append(fields, card.Input{Name: string(m), Label: MeasureName(m), Kind: card.InputLine, Value: filled(typedGoal(g, m, currency)), MaxLength: 60})
	}
	return card.Form{Name: "target.edit", Title: card.T("target.form"), Submit: card.T("common.save"), Fields: fields, State: string(g.ID)}
}

func typedGoal(t sales.Target, m sales.Measure, c sales.Currency) string {
	if !m.IsMoney() {
		c = ""
	}
	g, ok := t.Goal(m, c)
	switch {
	case !ok:
		return ""
	case m.IsMoney():
		return g.Money().Plain()
	}
	return Number(g.N)
}
