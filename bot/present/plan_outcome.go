package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// PlanSums is a week's plan against what was done, in one line: "5 visits
// planned: 3 on the day, 1 on another day, 1 not done; 2 unplanned".
func PlanSums(o sales.PlanOutcome) card.Text {
	var parts []card.Arg
	add := func(key string, of []sales.PlanResult) {
		if n := len(of); n > 0 {
			parts = append(parts, card.Of(card.T("plan.sum_"+key, "count", card.Count(n))))
		}
	}
	add("on_day", o.OnDay)
	add("other_day", o.OtherDay)
	add("not_done", o.NotDone)
	add("ahead", o.Ahead)
	add("unplanned", o.Unplanned)
	return card.T("plan.sums", "count", card.Count(o.Planned()), "parts", card.List(parts...))
}

// PlanDetail is somebody's week with the accounts behind each number.
type PlanDetail struct {
	Person  string // empty: the viewer's own
	Outcome sales.PlanOutcome
	Name    func(sales.AccountID) string
}

// PlanAgainstActual lists the accounts behind PlanSums.
func PlanAgainstActual(week sales.Date, all []PlanDetail) card.Card {
	from, to := sales.WeekOf(week)
	c := card.Card{Title: card.P("plan.against"), Blocks: []card.Block{card.Small(card.T("dealing.span", "from", card.Day(from), "to", card.Day(to)))}}
	for _, d := range all {
		lines := []card.Text{}
		if d.Person != "" {
			lines = append(lines, card.T("report.person", "name", card.Words(d.Person)))
		}
		c.Blocks = append(c.Blocks, card.Paragraph(card.Lines(append(lines, d.lines()...)...)))
	}
	c.Blocks = append(c.Blocks[:min(len(c.Blocks), mostOfTeam)], card.Small(card.T("plan.counts")))
	return c
}

// PlansApart names the people of a team who are not set side by side; each opens by
// themselves, by the argument that opens gives.
func PlansApart(week sales.Date, people []sales.Person, opens func(sales.PersonID) string) card.Card {
	from, to := sales.WeekOf(week)
	c := card.Card{Title: card.P("plan.against"), Blocks: []card.Block{card.Small(card.T("dealing.span", "from", card.Day(from), "to", card.Day(to)))}}
	for _, p := range people[:min(len(people), mostOfTeam)] {
		open := card.Press(card.T("common.open"), card.Do{Name: "plan.outcome", ID: p.ID.User(), Arg: opens(p.ID)})
		c.Blocks = append(c.Blocks, card.Beside(card.T("report.person", "name", card.Words(p.Name)), open))
	}
	c.Blocks = append(c.Blocks, card.Small(card.T("report.not_compared")))
	return c
}

func (d PlanDetail) lines() []card.Text {
	var lines []card.Text
	add := func(key string, of []sales.PlanResult) {
		if len(of) == 0 {
			return
		}
		var names []card.Arg
		for _, r := range of {
			names = append(names, card.Of(d.result(r)))
		}
		lines = append(lines, card.T("plan.list_"+key, "count", card.Count(len(of)), "accounts", card.List(names...)))
	}
	add("on_day", d.Outcome.OnDay)
	add("other_day", d.Outcome.OtherDay)
	add("not_done", d.Outcome.NotDone)
	add("ahead", d.Outcome.Ahead)
	add("unplanned", d.Outcome.Unplanned)
	if len(lines) == 0 {
		lines = append(lines, card.T("plan.nothing_yet"))
	}
	return lines
}

// result names an account with its days: planned and done where they differ.
func (d PlanDetail) result(r sales.PlanResult) card.Text {
	name := card.Words(d.Name(r.Account))
	switch {
	case r.Planned.IsZero() || r.Planned == r.Done:
		return card.T("plan.result", "account", name, "day", card.Day(r.Done))
	case r.Done.IsZero():
		return card.T("plan.result", "account", name, "day", card.Day(r.Planned))
	}
	return card.T("plan.result_moved", "account", name, "planned", card.Day(r.Planned), "day", card.Day(r.Done))
}
