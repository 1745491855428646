package present

import (
	"strconv"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// ReportFacts is a weekly or monthly report (周报, 月报) of a person or a team.
type ReportFacts struct {
	Name     *card.Text // whose; nil: the viewer's own
	From, To sales.Date
	Week     bool
	Today    sales.Date
	Lines    []sales.Line
	Entries  []*card.Do // what opens the records behind each line; shorter: nothing
	// HasTarget: somebody set one. SumOfPeople: it is the sum of the people's.
	HasTarget, SumOfPeople bool
	Summed                 []sales.Measure // of which the goal is the sum of the people's
	WithoutMargin          int             // orders whose margin nobody said
	Visits                 Coverage
	Month                  []sales.Line       // of a weekly report: how the month stands
	Plan                   *sales.PlanOutcome // of a weekly report; nil: nothing was planned
	PlanEntries            card.Do            // what lists the accounts behind Plan
	People                 []PersonLine
	Compare                bool // people may be set side by side
	Edit                   *card.Do
	Earlier, Later         string // for the buttons; empty: none
}

// Coverage is how many accounts were due a visit, and how many had one.
type Coverage struct{ Due, Met int }

// PersonLine is one person of a team.
type PersonLine struct {
	Person sales.Person
	Lines  []sales.Line
	Open   string
}

// Report says what was done in a week or a month, against targets and the period before.
func Report(f ReportFacts) card.Card {
	c := card.Card{Title: reportTitle(f)}
	c.Blocks = append(c.Blocks, card.Small(reportSpan(f)))
	if i := chart(f.Lines); i != nil {
		c.Blocks = append(c.Blocks, card.Block{Image: i})
	}
	for i, l := range f.Lines {
		text := f.line(l)
		if i < len(f.Entries) && l.Actual != 0 {
			c.Blocks = append(c.Blocks, card.Beside(text, card.Press(card.T("report.entries"), *f.Entries[i])))
			continue
		}
		c.Blocks = append(c.Blocks, card.Paragraph(text))
	}
	if f.Plan != nil {
		c.Blocks = append(c.Blocks, card.Beside(PlanSums(*f.Plan), card.Press(card.T("plan.accounts"), f.PlanEntries)))
	}
	c.Blocks = append(c.Blocks, f.remarks()...)
	c.Blocks = append(c.Blocks, f.month()...)
	c.Blocks = append(c.Blocks, f.people()...)
	c.Blocks = append(c.Blocks, card.Row(f.buttons()...))
	return c
}

func reportTitle(f ReportFacts) *card.Text {
	key := "report.month"
	if f.Week {
		key = "report.week"
	}
	if f.Name == nil {
		return card.P(key+".mine", "month", card.Of(MonthOf(f.From)))
	}
	return card.P(key+".of", "name", card.Of(*f.Name), "month", card.Of(MonthOf(f.From)))
}

func reportSpan(f ReportFacts) card.Text {
	if !f.Today.Before(f.From) && f.Today.Before(f.To) {
		return card.T("report.so_far", "from", card.Day(f.From), "to", card.Day(f.Today))
	}
	return card.T("dealing.span", "from", card.Day(f.From), "to", card.Day(f.To))
}

// line is one measure: what was reached, of how much, and before.
func (f ReportFacts) line(l sales.Line) card.Text {
	text := lineText(l, "report.line")
	key := "report.before_month"
	if f.Week {
		key = "report.before_week"
	}
	return card.Lines(text, card.T(key, "before", valueOf(l.Measure, l.Currency, l.Before)))
}

// chart draws the completion rates; nil if there are none.
func chart(lines []sales.Line) *card.Image {
	i := card.Image{Alt: card.T("report.chart")}
	for _, l := range lines {
		if l.Complete.Known {
			value := card.T("report.bar", "actual", valueOf(l.Measure, l.Currency, l.Actual), "goal", GoalValue(l.Goal), "percent", percent(l))
			i.Chart = append(i.Chart, card.Bar{Label: MeasureName(l.Measure), Value: value, Percent: l.Complete.Percent})
		}
	}
	if len(i.Chart) == 0 {
		return nil
	}
	return &i
}

func percent(l sales.Line) card.Arg { return card.Words(strconv.Itoa(l.Complete.Percent) + "%") }

func lineText(l sales.Line, key string) card.Text {
	measure, actual := card.Of(MeasureName(l.Measure)), valueOf(l.Measure, l.Currency, l.Actual)
	if l.Complete.Known {
		return card.T(key, "measure", measure, "actual", actual, "goal", GoalValue(l.Goal), "percent", percent(l), "bar", card.Words(Bar(l.Complete)))
	}
	return card.T("report.line_free", "measure", measure, "actual", actual)
}

// Bar draws a completion rate in ten characters.
func Bar(c sales.Completion) string {
	const width = 10
	full := max(0, min(width, c.Percent*width/100))
	return strings.Repeat("█", full) + strings.Repeat("░", width-full)
}

func (f ReportFacts) remarks() []card.Block {
	var small []card.Text
	if f.Visits.Due > 0 {
		small = append(small, card.T("report.covered", "met", card.Count(f.Visits.Met), "count", card.Count(f.Visits.Due)))
	}
	if f.WithoutMargin > 0 {
		small = append(small, card.T("report.without_margin", "count", card.Count(f.WithoutMargin)))
	}
	switch {
	case f.SumOfPeople:
		small = append(small, card.T("report.sum_of_people"))
	case len(f.Summed) > 0:
		var names []card.Arg
		for _, m := range f.Summed {
			names = append(names, card.Of(MeasureName(m)))
		}
		small = append(small, card.T("report.sum_of_some", "measures", card.List(names...)))
	case !f.HasTarget && !f.Week:
		small = append(small, card.T("report.no_target"))
	}
	small = append(small, card.T("report.counts"))
	return []card.Block{card.Small(card.Lines(small...))}
}

func (f ReportFacts) month() []card.Block {
	if len(f.Month) == 0 {
		return nil
	}
	month := f.Today
	if !f.To.IsZero() && f.To.Before(month) {
		month = f.To
	}
	lines := []card.Text{card.T("report.month_so_far", "month", card.Of(MonthName(month)))}
	for _, l := range f.Month {
		if l.Set {
			lines = append(lines, lineText(l, "report.line_bar"))
		}
	}
	return []card.Block{card.Paragraph(card.Lines(lines...))}
}

// people are the team's, in the order of their names, never ranked.
func (f ReportFacts) people() []card.Block {
	var blocks []card.Block
	const most = 30
	for i, p := range f.People {
		if i == most {
			blocks = append(blocks, card.Small(card.T("report.more_people", "count", card.Count(len(f.People)-most))))
			break
		}
		line := card.T("report.person", "name", card.Words(p.Person.Name))
		if f.Compare {
			var parts []card.Text
			for _, l := range p.Lines {
				if l.Set || l.Actual != 0 {
					parts = append(parts, shortLine(l))
				}
			}
			line = card.Lines(append([]card.Text{line}, parts...)...)
		}
		blocks = append(blocks, card.Beside(line, card.Press(card.T("common.open"), card.Do{Name: "progress.show", ID: string(p.Person.ID), Arg: p.Open})))
	}
	if len(blocks) > 0 && !f.Compare {
		blocks = append(blocks, card.Small(card.T("report.not_compared")))
	}
	return blocks
}

func shortLine(l sales.Line) card.Text {
	measure, actual := card.Of(MeasureName(l.Measure)), valueOf(l.Measure, l.Currency, l.Actual)
	if l.Complete.Known {
		return card.T("report.short", "measure", measure, "actual", actual, "goal", GoalValue(l.Goal), "percent", percent(l))
	}
	return card.T("report.line_free", "measure", measure, "actual", actual)
}

func (f ReportFacts) buttons() []card.Element {
	row := []card.Element{card.Press(card.T("report.earlier"), card.Do{Name: "progress.show", ID: "earlier", Arg: f.Earlier})}
	if f.Later != "" {
		row = append(row, card.Press(card.T("report.later"), card.Do{Name: "progress.show", ID: "later", Arg: f.Later}))
	}
	if f.Edit != nil {
		row = append(row, card.Press(card.T("target.edit"), *f.Edit))
	}
	return row
}

// HomeResults are what Home leads to, as queries of reports; TargetOf is what
// managers may set, empty for others.
type HomeResults struct{ Week, Month, TargetOf string }

// HomeProgress is the month on Home, a line a goal, and the way to its reports.
func HomeProgress(f ReportFacts, open HomeResults) []card.Block {
	lines := []card.Text{card.T("report.month_so_far", "month", card.Of(MonthName(f.Today)))}
	for _, l := range f.Lines {
		if l.Set || l.Actual != 0 && l.Measure != sales.MeasureVisits {
			lines = append(lines, lineText(l, "report.line_bar"))
		}
	}
	report := func(label, query string) card.Element {
		return card.Press(card.T(label), card.Do{Name: "progress.show", ID: label, Arg: query})
	}
	row := []card.Element{
		report("report.week_button", open.Week), report("report.month_button", open.Month),
		card.Press(card.T("account.order"), card.Do{Name: "dealing.new"}),
	}
	if open.TargetOf != "" {
		row = append(row, card.Press(card.T("target.edit"), card.Do{Name: "target.edit", Arg: open.TargetOf}))
	}
	if len(lines) == 1 {
		return []card.Block{card.Rule(), card.Row(row...)}
	}
	return []card.Block{card.Rule(), card.Paragraph(card.Lines(lines...)), card.Row(row...)}
}

// NewAccounts lists accounts that came in.
func NewAccounts(accounts []sales.Account, from, to sales.Date, zone *time.Location) card.Card {
	c := card.Card{Title: card.P("report.new_accounts"), Blocks: []card.Block{card.Small(card.T("dealing.span", "from", card.Day(from), "to", card.Day(to)))}}
	const most = 40
	for _, a := range accounts[:min(len(accounts), most)] {
		line := card.T("report.new_account", "name", card.Words(a.Name), "day", card.Day(sales.DateIn(a.Created, zone)))
		c.Blocks = append(c.Blocks, card.Beside(line, card.Press(card.T("common.open"), card.Do{Name: "account.show", ID: string(a.ID)})))
	}
	if len(accounts) == 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("dealing.none")))
	}
	return c
}

// Number writes a plain number.
func Number(n int64) string { return strconv.FormatInt(n, 10) }
