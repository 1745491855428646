package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// planView is a week's plan as somebody sees it: whose it is may change it.
type planView struct {
	sales.PlanFacts
	Plan   sales.WeekPlan
	Viewer sales.Person
	Rules  sales.Rules
	Whose  string // name of whose it is
}

// Choices of a visit's menu besides its days.
const PlanOut = "out"

// mostPlanned is how many visits of a plan have a menu of their own; a message has
// room for 50 blocks.
const mostPlanned = 24

// WeekPlan shows a week's plan: what is taken and what is only proposed, by day,
// each with its reason.
func WeekPlan(p sales.WeekPlan, facts sales.PlanFacts, viewer sales.Person, name string, rules sales.Rules) card.Card {
	v := planView{facts, p, viewer, rules, name}
	return card.Card{Title: v.title(), Blocks: v.blocks(v.weeks()...)}
}

// ProposedPlan is WeekPlan in the message that asks for it, below a title of its own.
func ProposedPlan(p sales.WeekPlan, facts sales.PlanFacts, viewer sales.Person, rules sales.Rules, why card.Element) []card.Block {
	return planView{facts, p, viewer, rules, viewer.Name}.blocks(why)
}

func (v planView) isMine() bool { return v.Plan.Person == v.Viewer.ID }

func (v planView) title() *card.Text {
	from, to := sales.WeekOf(v.Plan.Week)
	if v.isMine() {
		return card.P("plan.title", "from", card.Day(from), "to", card.Day(to))
	}
	return card.P("plan.title_of", "person", card.Words(v.Whose), "from", card.Day(from), "to", card.Day(to))
}

func (v planView) blocks(besides ...card.Element) []card.Block {
	shown := v.Visits
	if !v.isMine() { // what is only proposed is nobody else's business
		shown = nil
		for _, line := range v.Visits {
			if line.Ticked {
				shown = append(shown, line)
			}
		}
	}
	var blocks []card.Block
	if open := v.proposed(); v.isMine() && open > 0 {
		blocks = append(blocks, card.Paragraph(card.T("plan.proposal", "count", card.Count(open))))
	}
	blocks = append(blocks, v.days(shown)...)
	if len(shown) == 0 {
		blocks = append(blocks, card.Paragraph(card.T(v.emptyKey())))
	}
	blocks = append(blocks, card.Row(append(v.buttons(), besides...)...))
	if small := v.remarks(); len(small) > 0 {
		blocks = append(blocks, card.Small(card.Lines(small...)))
	}
	return blocks
}

func (v planView) emptyKey() string {
	switch {
	case !v.isMine():
		return "plan.nothing_yet"
	case len(v.Days) == 0:
		return "plan.no_days"
	case len(v.NoRoom) > 0:
		return "plan.nothing_yet"
	}
	return "plan.nothing_due"
}

func (v planView) proposed() (n int) {
	for _, line := range v.Visits {
		if !line.Ticked {
			n++
		}
	}
	return n
}

// days are the visits below their days.
func (v planView) days(lines []sales.PlanLine) []card.Block {
	var blocks []card.Block
	for i, line := range lines {
		if i == 0 || lines[i-1].Day != line.Day {
			blocks = append(blocks, card.Paragraph(v.dayHeading(line.Day, lines)))
		}
		if i >= mostPlanned || !v.isMine() || len(v.Days) == 0 || !line.Done.IsZero() {
			blocks = append(blocks, card.Paragraph(planLine(line)))
			continue
		}
		blocks = append(blocks, card.Beside(planLine(line), v.menu(line)))
	}
	return joinPlain(blocks)
}

// joinPlain puts paragraphs that follow each other without anything at their side
// into one, so that long plans keep within a message's blocks.
func joinPlain(blocks []card.Block) []card.Block {
	var joined []card.Block
	for _, b := range blocks {
		last := len(joined) - 1
		if last >= 0 && b.Text.Side == nil && joined[last].Text.Side == nil {
			joined[last] = card.Paragraph(card.Lines(joined[last].Text.Text, b.Text.Text))
			continue
		}
		joined = append(joined, b)
	}
	return joined
}

func (v planView) dayHeading(day sales.Date, lines []sales.PlanLine) card.Text {
	n := 0
	for _, l := range lines {
		if l.Day == day {
			n++
		}
	}
	if n > v.Rules.Plans.VisitsADay {
		return card.T("plan.day_full", "day", card.Day(day), "count", card.Count(n), "room", card.Count(v.Rules.Plans.VisitsADay))
	}
	return card.T("agenda.day", "day", card.Day(day))
}

// planLine is a visit in two lines: which, and why.
func planLine(l sales.PlanLine) card.Text {
	name := card.T("plan.open", "account", card.Words(l.Name))
	switch {
	case !l.Done.IsZero():
		return card.Lines(card.T("plan.done", "account", card.Words(l.Name)), card.T("visitdue.met", "day", card.Day(l.Done)))
	case l.Ticked:
		name = card.T("plan.taken", "account", card.Words(l.Name))
	}
	return card.Lines(name, PlanReason(l))
}

// PlanReason says why an account is in a plan.
func PlanReason(l sales.PlanLine) card.Text {
	if l.Why == sales.PlanPromise && l.What != "" {
		return card.T("plan.why.promise_what", "what", card.Words(Short(l.What, 80)), "due", card.Day(l.Due))
	}
	return card.T("plan.why."+string(l.Why), "due", card.Day(l.Due))
}

// menu moves a visit to another day, or takes it as it is, or out.
func (v planView) menu(l sales.PlanLine) card.Element {
	menu := card.Element{Kind: card.Menu, Label: card.T("plan.move"), Do: v.do("plan.move", string(l.Account))}
	for _, day := range v.Days {
		label := card.T("plan.to", "day", card.Day(day))
		if day == l.Day {
			if l.Ticked {
				continue
			}
			label = card.T("plan.take", "day", card.Day(day))
		}
		menu.Options = append(menu.Options, card.Option{Label: label, Value: day.String()})
	}
	menu.Options = append(menu.Options, card.Option{Label: card.T("plan.leave_out"), Value: PlanOut})
	return menu
}

func (v planView) do(name, arg string) card.Do {
	return card.Do{Name: name, ID: string(v.Plan.ID), Version: v.Plan.Version, Arg: arg}
}

func (v planView) buttons() []card.Element {
	var row []card.Element
	if n := v.proposed(); v.isMine() && n > 0 && len(v.Days) > 0 {
		row = append(row, card.Press(card.T("plan.take_all", "count", card.Count(n)), v.do("plan.take", "")).As(card.Primary))
	}
	if v.isMine() && len(v.Days) > 0 {
		row = append(row, card.Press(card.T("plan.choose"), v.do("plan.choose", "")))
	}
	return row
}

// weeks lead to the weeks before and after.
func (v planView) weeks() []card.Element {
	to := func(label string, monday sales.Date) card.Element {
		return card.Press(card.T(label), card.Do{Name: "plan.show", ID: label, Arg: PlanShown(v.Plan.Person, monday)})
	}
	return []card.Element{to("report.earlier", v.Plan.Week.AddDays(-7)), to("report.later", v.Plan.Week.AddDays(7))}
}

// PlanShown names the list that shows somebody's plan of a week.
func PlanShown(who sales.PersonID, week sales.Date) string {
	return "plan~" + who.User() + "~~" + week.String()
}

// remarks are what there is no room for, and how to change the plan.
func (v planView) remarks() []card.Text {
	if !v.isMine() || len(v.Days) == 0 {
		return nil
	}
	var small []card.Text
	if n := len(v.NoRoom); n > 0 {
		var names []card.Arg
		for _, l := range v.NoRoom[:min(n, mostListed)] {
			names = append(names, card.Words(l.Name))
		}
		if n > mostListed {
			names = append(names, card.Of(card.T("list.more", "count", card.Count(n-mostListed))))
		}
		small = append(small, card.T("plan.also_due", "accounts", card.List(names...)))
	}
	for _, k := range v.Short {
		small = append(small, CapacityText(k))
	}
	return append(small, card.T("plan.hint"))
}

// mostListed is how many names a remark has.
const mostListed = 6

// CapacityText says whether the cadence fits into the working days of a span.
func CapacityText(k sales.Capacity) card.Text {
	text := card.T(k.Reason, "to", card.Day(k.To), "count", card.Count(k.Needed), "room", card.Count(k.Room),
		"days", card.Of(card.T("capacity.days", "count", card.Count(k.Days))), "short", card.Count(k.Short()))
	if k.Off == 0 {
		return text
	}
	return card.T("capacity.with_off", "text", card.Of(text), "count", card.Count(k.Off))
}

// Names of the fields of PlanForm.
const (
	FieldPlanned = "planned"
	FieldMore    = "more"
	FieldMoreDay = "more_day"
)

// PlanForm ticks the accounts of a week and adds others.
func PlanForm(p sales.WeekPlan, facts sales.PlanFacts, state string) card.Form {
	const most = 100 // options of a menu: https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element
	var options []card.Option
	var ticked []string
	fresh := len(p.Taken()) == 0
	add := func(l sales.PlanLine, day bool) {
		if len(options) == most {
			return
		}
		label := card.Said(l.Name)
		if day {
			label = card.T("plan.option", "account", card.Words(l.Name), "day", card.Day(l.Day))
			if fresh || l.Ticked {
				ticked = append(ticked, string(l.Account))
			}
		}
		reason := PlanReason(l)
		options = append(options, card.Option{Label: label, Value: string(l.Account), Note: &reason})
	}
	for _, l := range facts.Visits {
		add(l, true)
	}
	for _, l := range facts.NoRoom {
		add(l, false)
	}
	f := card.Form{Name: "plan.choose", Title: card.T("plan.form"), Submit: card.T("common.save"), State: state}
	if len(options) > 0 {
		f.Fields = append(f.Fields, card.Input{Name: FieldPlanned, Label: card.T("plan.which"), Hint: card.P("plan.which_hint"), Kind: card.InputChoices, Options: options, Value: ticked})
	}
	var days []card.Option
	for _, day := range facts.Days {
		days = append(days, card.Option{Label: card.T("plan.day_option", "day", card.Day(day)), Value: day.String()})
	}
	f.Fields = append(f.Fields, card.Input{Name: FieldMore, Label: card.T("plan.more"), Kind: card.InputSearchMany, Suggest: "account"})
	if len(days) > 0 {
		f.Fields = append(f.Fields, card.Input{Name: FieldMoreDay, Label: card.T("plan.more_day"), Hint: card.P("plan.more_day_hint"), Kind: card.InputChoice, Options: days})
	}
	return f
}

// WhichToPlan asks which account was meant; each button plans it.
func WhichToPlan(said string, accounts []Choice, day sales.Date) card.Card {
	var row []card.Element
	for _, a := range accounts {
		row = append(row, card.Press(card.Said(Short(a.Name, 60)), card.Do{Name: "plan.add", ID: a.ID, Arg: day.String()}))
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("plan.which_account", "said", card.Words(said))), card.Row(row...)}}
}

// PlannedDay are the visits that are planned for a day, each with a button to log it.
func PlannedDay(lines []sales.PlanLine) []card.Block {
	var blocks []card.Block
	for _, l := range lines {
		if !l.Done.IsZero() {
			blocks = append(blocks, card.Paragraph(card.T("plan.done", "account", card.Words(l.Name))))
			continue
		}
		blocks = append(blocks, card.Beside(card.Lines(card.T("plan.visit", "account", card.Words(l.Name)), PlanReason(l)), LogVisit(l.Account)))
	}
	return blocks
}

// PlanCount is a count of planned visits as it stands in an agenda.
func PlanCount(lines []sales.PlanLine) card.Text {
	return card.T("plan.planned", "count", card.Count(len(lines)))
}

// TeamPlanLine is how one person of a team stands with a week's plan.
type TeamPlanLine struct {
	Person   sales.Person
	Planned  int
	Capacity []sales.Capacity
}

// TeamPlan shows managers how far each of a team has planned a week, and whose
// visits do not fit into their days. Where people are not to be compared it says who
// has a plan, and not how much is in it.
func TeamPlan(team sales.TeamID, week sales.Date, people []TeamPlanLine, compare bool) card.Card {
	from, to := sales.WeekOf(week)
	c := card.Card{Title: card.P("plan.title_of", "person", card.Of(card.T("target.the_team", "team", card.Words(string(team)))), "from", card.Day(from), "to", card.Day(to))}
	for _, p := range people {
		lines := []card.Text{card.T("report.person", "name", card.Words(p.Person.Name)), p.planned(compare)}
		lines = append(lines, shortTexts(p.Capacity)...)
		c.Blocks = append(c.Blocks, card.Beside(card.Lines(lines...), card.Press(card.T("common.open"),
			card.Do{Name: "plan.show", ID: p.Person.ID.User(), Arg: PlanShown(p.Person.ID, from)})))
	}
	if len(people) == 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("plan.nobody")))
	}
	c.Blocks = c.Blocks[:min(len(c.Blocks), mostOfTeam)]
	if !compare {
		c.Blocks = append(c.Blocks, card.Small(card.T("report.not_compared")))
	}
	return c
}

func (l TeamPlanLine) planned(compare bool) card.Text {
	switch {
	case l.Planned == 0:
		return card.T("plan.nothing_yet")
	case !compare:
		return card.T("plan.made")
	}
	return card.T("plan.planned", "count", card.Count(l.Planned))
}

// mostOfTeam is how many people one message shows.
const mostOfTeam = 40

func shortTexts(all []sales.Capacity) (texts []card.Text) {
	for _, k := range all {
		if !k.Fits() {
			texts = append(texts, CapacityText(k))
		}
	}
	return texts
}

// Capacity says of somebody whether their visits fit into their working days.
func Capacity(whose string, all []sales.Capacity) card.Card {
	c := card.Card{Title: card.P("capacity.title")}
	if whose != "" {
		c.Title = card.P("capacity.title_of", "person", card.Words(whose))
	}
	for _, k := range all {
		c.Blocks = append(c.Blocks, card.Paragraph(CapacityText(k)))
	}
	c.Blocks = append(c.Blocks, card.Small(card.T("capacity.counts")))
	return c
}

// TeamCapacity says it of each of a team, by name also where people are not to be
// compared (handbook section 12): it tells who has room for an account or a visit, from
// what their accounts are due and the days ahead, and nothing of what anybody did.
func TeamCapacity(team sales.TeamID, people []TeamPlanLine) card.Card {
	c := card.Card{Title: card.P("capacity.title_of", "person", card.Of(card.T("target.the_team", "team", card.Words(string(team)))))}
	for _, p := range people[:min(len(people), mostOfTeam)] {
		c.Blocks = append(c.Blocks, card.Paragraph(CapacityOf(p.Person.Name, p.Capacity)))
	}
	c.Blocks = append(c.Blocks, card.Small(card.T("capacity.counts")))
	return c
}

// CapacityOf is one person's line of it.
func CapacityOf(name string, all []sales.Capacity) card.Text {
	lines := append([]card.Text{card.T("report.person", "name", card.Words(name))}, shortTexts(all)...)
	if len(lines) == 1 && len(all) > 0 {
		lines = append(lines, CapacityText(all[len(all)-1]))
	}
	return card.Lines(lines...)
}

// PlanState is how a plan stands, as Outcomes.State has it.
func PlanState(p sales.WeekPlan) string { return strconv.FormatInt(p.Version, 10) }

// AboutPlan names it, as Outcomes.About does.
func AboutPlan(id sales.PlanID) string { return "plan/" + string(id) }
