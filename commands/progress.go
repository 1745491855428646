package commands

import (
	"encoding/json"
	"slices"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// progressCommand shows what was reached of the targets: "progress", "progress
// October", and for managers "progress Anna", "progress team".
func progressCommand() Command {
	return Command{
		Name: "progress", Run: runProgress,
		Actions: map[string]func(*Turn) error{
			"progress.show":     showProgress,
			"progress.accounts": showNewAccounts,
		},
		Home: []HomeSection{{Order: 30, Cards: homeProgress}},
	}
}

// weekCommand and monthCommand are the weekly (周报) and monthly report (月报).
func weekCommand() Command {
	return Command{Name: "week", Run: func(t *Turn) error { return runReport(t, true) }}
}

func monthCommand() Command {
	return Command{Name: "month", Run: func(t *Turn) error { return runReport(t, false) }}
}

// reportQuery is whose report of which days; it travels in buttons.
type reportQuery struct {
	Person sales.PersonID `json:"p,omitempty"` // neither: the viewer
	Team   sales.TeamID   `json:"m,omitempty"`
	Day    sales.Date     `json:"d"` // in the week or month
	Week   bool           `json:"w,omitempty"`
}

func (q reportQuery) String() string {
	raw, _ := json.Marshal(q) // text and days always can be
	return string(raw)
}

// period is the week or month of the query, and the one before it.
func (q reportQuery) period() (now, before storage.Period) {
	if q.Week {
		from, to := sales.WeekOf(q.Day)
		return storage.Period{From: from, To: to}, storage.Period{From: from.AddDays(-7), To: to.AddDays(-7)}
	}
	from := q.Day.FirstOfMonth()
	return storage.Period{From: from, To: from.LastOfMonth()}, storage.Period{From: from.AddMonths(-1), To: from.AddDays(-1)}
}

func runProgress(t *Turn) error { return runReport(t, false) }

// runReport reads "", "October", "last week", "Anna", "team last month".
func runReport(t *Turn, week bool) error {
	who, month, named, err := t.whoAndMonth(t.Rest)
	if err != nil {
		return t.orRecord(sales.Refuse(sales.NotFound, "refused.report", "said", t.Rest))
	}
	q := reportQuery{Day: month, Week: week, Person: who.Person.ID}
	switch {
	case who.isTeam():
		q.Team = who.Team
	case !named && len(t.Me.Manages) > 0: // a manager's report is the team's
		q.Person, q.Team = "", t.Me.Manages[0]
	}
	if week {
		q.Day = t.Today()
		if _, p := t.cutPeriod(t.Rest); !p.query.From.IsZero() {
			q.Day = p.query.From
		}
	} else if month == t.Today().FirstOfMonth() {
		q.Day = t.Today()
	}
	c, err := t.reportCard(q)
	if err != nil {
		return err
	}
	return t.Say(c)
}

func showProgress(t *Turn) error {
	var q reportQuery
	if err := json.Unmarshal([]byte(t.Event.Action.Arg), &q); err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	c, err := t.reportCard(q)
	if err != nil {
		return err
	}
	return t.Say(c)
}

func (l *Look) reportCard(q reportQuery) (card.Card, error) {
	if q.Team != "" {
		return l.teamReport(q)
	}
	who := l.Me
	if q.Person != "" && q.Person != l.Me.ID {
		p, err := l.Books.Person(q.Person)
		if missing(err) {
			return card.Card{}, sales.Refuse(sales.NotFound, "refused.record_gone")
		}
		if err != nil {
			return card.Card{}, err
		}
		if !l.Me.IsManagerOf(p.Team) {
			return card.Card{}, sales.Refuse(sales.Forbidden, "refused.report_of_colleague", "person", p.Name)
		}
		who = p
	}
	if !sales.MayLog(who) {
		return card.Card{}, sales.Refuse(sales.Invalid, "refused.no_report")
	}
	return l.personReport(q, who)
}

// results are what somebody, or a team, reached, against their target and the
// period before.
type results struct {
	now, before sales.Tally
	target      sales.Target
}

func (l *Look) resultsOf(q reportQuery, p sales.Person) (r results, err error) {
	now, before := q.period()
	if r.now, err = l.Books.Tally(p, now, l.Rules); err != nil {
		return r, err
	}
	if r.before, err = l.Books.Tally(p, before, l.Rules); err != nil {
		return r, err
	}
	if q.Week { // targets are a month's
		return r, nil
	}
	r.target, err = l.Books.Target(sales.TargetOf(p.ID, q.Day))
	return r, unlessMissing(err)
}

func (l *Look) personReport(q reportQuery, p sales.Person) (card.Card, error) {
	r, err := l.resultsOf(q, p)
	if err != nil {
		return card.Card{}, err
	}
	currency := l.Rules.CurrencyOf(p.Team)
	f := l.reportFacts(q, r, currency)
	if p.ID != l.Me.ID {
		f.Name = card.P("value", "value", card.Words(p.Name))
	}
	if f.Visits, err = l.coverage(q, p); err != nil {
		return card.Card{}, err
	}
	if f.Plan, err = l.planSums(q, p); err != nil {
		return card.Card{}, err
	}
	now, _ := q.period()
	for _, line := range f.Lines {
		f.Entries = append(f.Entries, entriesOf(line, p.ID, q, now))
	}
	if l.Me.IsManagerOf(p.Team) {
		f.Edit = &card.Do{Name: "target.edit", ID: string(sales.TargetOf(p.ID, q.Day)), Arg: string(p.ID)}
	}
	if q.Week { // how the month stands
		m := q
		m.Week, m.Day = false, lastDay(now, l.Today())
		month, err := l.resultsOf(m, p)
		if err != nil {
			return card.Card{}, err
		}
		if len(month.target.Goals) > 0 {
			f.Month = sales.Lines(month.target, month.now, month.before, currency)
		}
	}
	return present.Report(f), nil
}

// lastDay is the last day of a period that is not to come.
func lastDay(in storage.Period, today sales.Date) sales.Date {
	if in.Holds(today) {
		return today
	}
	return in.To
}

func (l *Look) reportFacts(q reportQuery, r results, first sales.Currency) present.ReportFacts {
	now, _ := q.period()
	earlier, later := q, q
	earlier.Day = now.From.AddDays(-1)
	later.Day = now.To.AddDays(1)
	f := present.ReportFacts{
		From: now.From, To: now.To, Week: q.Week, Today: l.Today(), HasTarget: len(r.target.Goals) > 0,
		Lines: sales.Lines(r.target, r.now, r.before, first), WithoutMargin: int(r.now.WithoutMargin), Earlier: earlier.String(),
		PlanEntries: card.Do{Name: "plan.outcome", Arg: q.String()},
	}
	if !later.Day.After(l.Today()) {
		f.Later = later.String()
	}
	return f
}

// coverage is how many accounts due in the month were visited.
func (l *Look) coverage(q reportQuery, p sales.Person) (present.Coverage, error) {
	if q.Week {
		return present.Coverage{}, nil
	}
	standings, err := l.Books.VisitsDue(sales.CalendarOf(p, l.Rules), q.Day)
	return coverageOf(standings), err
}

func coverageOf(standings []sales.VisitStanding) present.Coverage {
	return present.Coverage{Due: len(standings), Met: len(standings) - openVisits(standings)}
}

// entriesOf opens the records behind a number.
func entriesOf(l sales.Line, who sales.PersonID, q reportQuery, in storage.Period) *card.Do {
	d := dealingsQuery{Person: who, From: in.From, To: in.To}
	switch l.Measure {
	case sales.MeasureVisits:
		raw, _ := json.Marshal(pastQuery{Person: who, From: in.From, To: in.To, Visits: true}) // text and days always can be
		return &card.Do{Name: "history.show", Arg: string(raw)}
	case sales.MeasureNewAccounts:
		q.Person = who
		return &card.Do{Name: "progress.accounts", Arg: q.String()}
	case sales.MeasureCollection:
		d.Kind = sales.DealPayment
	case sales.MeasureSales, sales.MeasureMargin:
		d.Kind = sales.DealOrder
	}
	return &card.Do{Name: "dealings.show", Arg: d.String(), ID: string(l.Measure) + string(l.Currency)}
}

// teamReport sums up a team for its managers; each person can be opened. Named
// people stand side by side only where that is allowed (handbook section 12).
func (l *Look) teamReport(q reportQuery) (card.Card, error) {
	if !l.Me.IsManagerOf(q.Team) {
		return card.Card{}, sales.Refuse(sales.Forbidden, "refused.team_not_yours")
	}
	people, err := l.teamOf(q.Team)
	if err != nil {
		return card.Card{}, err
	}
	currency := l.Rules.CurrencyOf(q.Team)
	var team results
	var each []present.PersonLine
	for _, p := range people {
		r, err := l.resultsOf(q, p)
		if err != nil {
			return card.Card{}, err
		}
		team.now.Add(r.now)
		team.before.Add(r.before)
		team.target = team.target.Plus(r.target)
		mine := q
		mine.Team, mine.Person = "", p.ID
		each = append(each, present.PersonLine{Person: p, Lines: sales.Lines(r.target, r.now, r.before, currency), Open: mine.String()})
	}
	own, err := l.Books.Target(sales.TeamTargetOf(q.Team, q.Day))
	if err := unlessMissing(err); err != nil {
		return card.Card{}, err
	}
	var summed []sales.Measure
	if !q.Week {
		team.target, summed = own.Over(team.target)
	}
	f := l.reportFacts(q, team, currency)
	f.Name, f.People = card.P("target.the_team", "team", card.Words(string(q.Team))), each
	f.SumOfPeople, f.Summed = len(own.Goals) == 0 && f.HasTarget, summed
	f.Compare = l.Rules.MayCompare(people)
	if f.Plan, err = l.planSums(q, people...); err != nil {
		return card.Card{}, err
	}
	if !q.Week {
		standings, err := l.Books.TeamVisitsDue(q.Team, sales.CalendarOf(l.Me, l.Rules), q.Day)
		if err != nil {
			return card.Card{}, err
		}
		f.Visits = coverageOf(standings)
		f.Edit = &card.Do{Name: "target.edit", ID: string(sales.TeamTargetOf(q.Team, q.Day)), Arg: "team:" + string(q.Team)}
	}
	return present.Report(f), nil
}

// showNewAccounts lists the accounts behind the number of new ones.
func showNewAccounts(t *Turn) error {
	var q reportQuery
	if err := json.Unmarshal([]byte(t.Event.Action.Arg), &q); err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	who, err := t.Books.Person(q.Person)
	if err != nil {
		return t.orGone(err)
	}
	now, _ := q.period()
	var found []sales.Account
	for page := (storage.Page{}); ; {
		some, next, err := t.Books.AccountsOf(q.Person, page)
		if err != nil {
			return err
		}
		for _, a := range some {
			if now.Holds(sales.DateIn(a.Created, who.Location())) {
				found = append(found, a)
			}
		}
		if next == "" {
			break
		}
		page.After = next
	}
	slices.SortStableFunc(found, func(a, b sales.Account) int { return b.Created.Compare(a.Created) })
	return t.Say(present.NewAccounts(found, now.From, now.To, who.Location()))
}

// homeProgress shows how far the month is, where there is a target or something
// done, and leads to the reports.
func homeProgress(l *Look) ([]card.Block, error) {
	if !sales.MayLog(l.Me) {
		return nil, nil
	}
	q := reportQuery{Day: l.Today()}
	r, err := l.resultsOf(q, l.Me)
	if err != nil {
		return nil, err
	}
	f := l.reportFacts(q, r, l.Rules.CurrencyOf(l.Me.Team))
	var open present.HomeResults
	if len(l.Me.Manages) > 0 { // a manager's reports are the team's
		q.Team = l.Me.Manages[0]
		open.TargetOf = "team:" + string(q.Team)
	}
	open.Month = q.String()
	q.Week = true
	open.Week = q.String()
	return present.HomeProgress(f, open), nil
}
