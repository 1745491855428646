package present

import (
	"cmp"
	"slices"
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// The parts of a weekly or monthly digest, each a message of its own in its thread,
// and what its numbers open.
const (
	PartPeople      = "people"
	PartOpenVisits  = "missed"
	PartNewAccounts = "new"
	PartVisits      = "visits"
	PartOrders      = "orders"
	PartPayments    = "payments"
	PartRanks       = "ranks"
)

// PeriodParts are those in the thread.
func PeriodParts() []string { return []string{PartPeople, PartOpenVisits, PartNewAccounts, PartRanks} }

// PeriodFacts is a team's week or month.
type PeriodFacts struct {
	Query    DigestQuery
	Period   sales.TeamPeriod
	Currency sales.Currency
	Today    sales.Date
	Asked    bool
	Days     bool // the teams have daily reports, and with them daily digests
	Compare  bool // people may be set side by side
	// Opens is what opens a person's own report, by person.
	Opens func(sales.PersonID) string
}

// PeriodDigest says what a team reached in a week or a month, against its targets
// and the period before, and how its accounts were covered; each number opens.
func PeriodDigest(f PeriodFacts) card.Card {
	s, q := f.Period.Spans, f.Query
	key := "digest.week"
	target := sales.Target{}
	if q.Span == SpanMonth {
		key, target = "digest.month", f.Period.Target
	}
	c := card.Card{Title: card.P(key, "from", card.Day(s.From), "month", card.Of(MonthOf(s.From)))}
	c.Blocks = append(c.Blocks, card.Small(reportSpan(ReportFacts{From: s.From, To: s.To, Today: f.Today})))
	month := sales.Lines(f.Period.Target, f.Period.Month, sales.Tally{}, f.Currency)
	if i := chart(month); i != nil {
		c.Blocks = append(c.Blocks, card.Block{Image: i})
	}
	view := ReportFacts{Week: q.Span == SpanWeek}
	for _, l := range sales.Lines(target, f.Period.Now, f.Period.Before, f.Currency) {
		c.Blocks = append(c.Blocks, numberBlock(view.line(l), int(l.Actual), q, partOf(l.Measure)))
	}
	c.Blocks = append(c.Blocks, f.monthSoFar(month)...)
	c.Blocks = append(c.Blocks, f.coverage()...)
	c.Blocks = append(c.Blocks, numberBlock(card.T("digest.promises", "count", card.Count(f.Period.Broken)), f.Period.Broken, q, PartPromises))
	c.Blocks = append(c.Blocks, card.Small(f.counts()))
	if f.Asked {
		c.Blocks = append(c.Blocks, card.Row(f.turns()...))
	}
	return c
}

// partOf is what opens behind a measure.
func partOf(m sales.Measure) string {
	switch m {
	case sales.MeasureNewAccounts:
		return PartNewAccounts
	case sales.MeasureCollection:
		return PartPayments
	case sales.MeasureSales, sales.MeasureMargin:
		return PartOrders
	case sales.MeasureVisits:
	}
	return PartVisits
}

// monthSoFar is how the month of a week stands against its targets.
func (f PeriodFacts) monthSoFar(month []sales.Line) []card.Block {
	if f.Query.Span != SpanWeek {
		return nil
	}
	return ReportFacts{Today: f.Period.Spans.MonthFrom, Month: month}.monthIfSet()
}

func (f ReportFacts) monthIfSet() []card.Block {
	if !slices.ContainsFunc(f.Month, func(l sales.Line) bool { return l.Set }) {
		return nil
	}
	return f.month()
}

// coverage is how many of the accounts that are due were visited, with a picture
// by class.
func (f PeriodFacts) coverage() []card.Block {
	all := f.Period.Covered()
	if all.Due == 0 {
		return []card.Block{card.Paragraph(card.T("digest.none_due"))}
	}
	month := card.Of(MonthName(f.Period.Spans.MonthFrom))
	text := card.T("digest.covered", "month", month, "met", card.Count(all.Met), "count", card.Count(all.Due), "percent", card.Words(strconv.Itoa(all.Complete().Percent)+"%"))
	missed := "digest.still_open"
	if f.Period.Spans.MonthTo.Before(f.Today) {
		missed = "digest.missed"
	}
	blocks := []card.Block{card.Paragraph(text), {Image: &card.Image{Alt: card.T("digest.coverage_chart"), Chart: f.coverageBars()}}}
	if open := len(f.Period.Open); open > 0 {
		blocks = append(blocks, numberBlock(card.T(missed, "count", card.Count(open)), open, f.Query, PartOpenVisits))
	}
	return blocks
}

func (f PeriodFacts) coverageBars() []card.Bar {
	bars := []card.Bar{coverageBar(card.T("digest.all_classes"), f.Period.Covered())}
	classes := make([]sales.Class, 0, len(f.Period.Due))
	for class := range f.Period.Due {
		classes = append(classes, class)
	}
	slices.Sort(classes)
	for _, class := range classes {
		label := card.T("digest.class", "class", card.Words(string(class)))
		if class == "" {
			label = card.T("digest.no_class")
		}
		bars = append(bars, coverageBar(label, f.Period.Due[class]))
	}
	return bars
}

func coverageBar(label card.Text, c sales.Covered) card.Bar {
	percent := c.Complete().Percent
	return card.Bar{Label: label, Percent: percent, Value: card.T("report.bar", "actual", card.Count(c.Met), "goal", card.Count(c.Due),
		"percent", card.Words(strconv.Itoa(percent)+"%"))}
}

func (f PeriodFacts) counts() card.Text {
	lines := []card.Text{card.T("digest.period_counts")}
	if n := int(f.Period.Now.WithoutMargin); n > 0 {
		lines = append(lines, card.T("report.without_margin", "count", card.Count(n)))
	}
	switch {
	case len(f.Period.Target.Goals) == 0:
		lines = append(lines, card.T("report.no_target"))
	case f.Period.SumOfPeople:
		lines = append(lines, card.T("report.sum_of_people"))
	}
	return card.Lines(append(lines, card.T("digest.no_complaints"))...)
}

func (f PeriodFacts) turns() []card.Element {
	q, s := f.Query, f.Period.Spans
	row := []card.Element{card.Press(card.T("report.earlier"), card.Do{Name: "digest.show", ID: "before", Arg: q.On(s.From.AddDays(-1)).String()})}
	if !s.To.AddDays(1).After(f.Today) {
		row = append(row, card.Press(card.T("report.later"), card.Do{Name: "digest.show", ID: "after", Arg: q.On(s.To.AddDays(1)).String()}))
	}
	but := []DigestSpan{q.Span}
	if !f.Days {
		but = append(but, SpanDay)
	}
	return append(row, spanButtons(q.On(f.lastDay()), but...)...)
}

// lastDay is the last day of the span that is not to come.
func (f PeriodFacts) lastDay() sales.Date {
	if f.Today.Before(f.Period.Spans.To) {
		return f.Today
	}
	return f.Period.Spans.To
}

// PeriodPart is what is behind a number, or a part of the thread: nothing if there
// is nothing. Parts that list records are entries, see Entries.
func PeriodPart(f PeriodFacts, part string) card.Card {
	switch part {
	case PartPeople:
		return f.peoplePart()
	case PartOpenVisits:
		return f.openPart()
	case PartNewAccounts:
		return f.newPart()
	}
	return card.Card{}
}

// peoplePart has each of the team by name, never ranked; their figures beside each
// other only where that is allowed (handbook section 12).
func (f PeriodFacts) peoplePart() card.Card {
	view := ReportFacts{Compare: f.Compare}
	for _, p := range f.Period.People {
		lines := sales.Lines(p.Target, p.Month, sales.Tally{}, f.Currency)
		if f.Query.Span == SpanWeek {
			lines = sales.Lines(sales.Target{}, p.Now, p.Before, f.Currency)
		}
		view.People = append(view.People, PersonLine{Person: p.Person, Lines: lines, Open: f.Opens(p.Person.ID)})
	}
	blocks := view.people()
	if len(blocks) == 0 {
		return card.Card{}
	}
	return card.Card{Blocks: append([]card.Block{card.Paragraph(card.T("digest.part_people"))}, blocks...)}
}

// openAccounts lists the accounts one by one, where reps are not set side by side.
func (f PeriodFacts) openAccounts() card.Card {
	blocks := []card.Block{card.Paragraph(card.T("digest.part_missed", "month", card.Of(MonthName(f.Period.Spans.MonthFrom))))}
	for _, s := range f.Period.Open[:min(len(f.Period.Open), 2*mostEntries)] {
		line := card.T("digest.open_account", "account", card.Words(s.Account.Name), "owner", card.Person(s.Account.Owner))
		blocks = append(blocks, card.Beside(line, replyTo(s.Account.Owner, "a:"+string(s.Account.ID))))
	}
	if more := len(f.Period.Open) - 2*mostEntries; more > 0 {
		blocks = append(blocks, card.Small(card.T("account.more_contacts", "count", card.Count(more))))
	}
	return card.Card{Blocks: blocks}
}

// openPart lists the accounts that were due and not visited, by rep.
func (f PeriodFacts) openPart() card.Card {
	switch {
	case len(f.Period.Open) == 0:
		return card.Card{}
	case !f.Compare:
		return f.openAccounts()
	}
	var missed []Missed
	at := map[sales.PersonID]int{}
	for _, p := range f.Period.People {
		at[p.Person.ID] = len(missed)
		missed = append(missed, Missed{Rep: p.Person.ID, Due: p.Covered.Due})
	}
	const named = 5
	for _, s := range f.Period.Open {
		m := &missed[at[s.Account.Owner]]
		if m.Count++; len(m.Accounts) < named {
			m.Accounts = append(m.Accounts, s.Account.Name)
		}
	}
	missed = slices.DeleteFunc(missed, func(m Missed) bool { return m.Count == 0 })
	slices.SortStableFunc(missed, func(a, b Missed) int { return cmp.Compare(b.Count, a.Count) })
	const most = 40
	blocks := []card.Block{card.Paragraph(card.T("digest.part_missed", "month", card.Of(MonthName(f.Period.Spans.MonthFrom))))}
	blocks = append(blocks, MissedBlocks(f.Period.Spans.MonthFrom, missed[:min(len(missed), most)])[1:]...)
	return card.Card{Blocks: blocks}
}

func (f PeriodFacts) newPart() card.Card {
	if len(f.Period.New) == 0 {
		return card.Card{}
	}
	var blocks []card.Block
	for _, a := range f.Period.New[:min(len(f.Period.New), 2*mostEntries)] {
		line := card.T("digest.new_account", "name", card.Words(a.Name), "owner", card.Person(a.Owner), "at", card.Moment(a.Created))
		blocks = append(blocks, card.Beside(line, card.Press(card.T("common.open"), card.Do{Name: "account.show", ID: string(a.ID)})))
	}
	return card.Card{Blocks: append([]card.Block{card.Paragraph(card.T("digest.part_new", "count", card.Count(len(f.Period.New))))}, blocks...)}
}

// Entry is one record behind a number.
type Entry struct {
	Who  sales.PersonID
	Text card.Text
	Open *card.Do // nil: there is no more to see
}

// Entries is a page of them.
func Entries(q DigestQuery, title card.Text, all []Entry) card.Card {
	from := min(q.From, len(all))
	to := min(from+mostEntries, len(all))
	blocks := []card.Block{card.Paragraph(title)}
	for _, e := range all[from:to] {
		text := card.T("digest.entry", "who", card.Person(e.Who), "what", card.Of(e.Text))
		if e.Open == nil {
			blocks = append(blocks, card.Paragraph(text))
			continue
		}
		blocks = append(blocks, card.Beside(text, card.Press(card.T("common.open"), *e.Open)))
	}
	if to < len(all) {
		q.From = to
		blocks = append(blocks, card.Row(card.Press(card.T("list.more", "count", card.Count(len(all)-to)), card.Do{Name: "digest.open", ID: q.Part, Arg: q.String()})))
	}
	return card.Card{Blocks: blocks}
}

// Leaderboard shows who reached what, in a team that opted in.
func Leaderboard(from, to sales.Date, ranked []sales.Ranked) card.Card {
	const most = 20
	blocks := []card.Block{card.Small(card.T("dealing.span", "from", card.Day(from), "to", card.Day(to)))}
	var lines []card.Text
	for _, r := range ranked[:min(len(ranked), most)] {
		lines = append(lines, card.T("digest.rank", "place", card.Count(r.Place), "name", card.Words(r.Person.Name), "line", card.Of(shortLine(r.Line))))
	}
	blocks = append(blocks, card.Paragraph(card.Lines(lines...)), card.Small(card.T("digest.ranked_by")))
	return card.Card{Title: card.P("digest.leaderboard"), Blocks: blocks}
}
