package commands

import (
	"cmp"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// reportsCommand shows a manager who reported, late or not, who did not, and who
// was off: "reports", "reports yesterday" (handbook section 5). Only they see it.
func reportsCommand() Command {
	return Command{
		Name: "reports", Roles: []sales.Role{sales.RoleManager}, Run: runReports, Offered: seesReports,
		Actions: map[string]func(*Turn) error{"reports.day": pressReports, "daily.read": readReport},
		Home:    []HomeSection{{Order: 6, Cards: homeReports}},
	}
}

// reopenCommand lets a manager open a report again after it closed: "reopen report
// Anna yesterday".
func reopenCommand() Command {
	return Command{
		Name: "reopen", Roles: []sales.Role{sales.RoleManager}, Run: runReopen, Offered: seesReports,
		Actions: map[string]func(*Turn) error{"daily.reopen": pressReopen},
	}
}

// seesReports: one of their teams has reports.
func seesReports(l *Look) bool {
	return slices.ContainsFunc(l.Me.Manages, func(t sales.TeamID) bool { return slices.Contains(l.Rules.Reports.Teams, t) })
}

func runReports(t *Turn) error {
	day, ok := t.Today(), true
	if rest := strings.TrimSpace(t.Rest); rest != "" {
		day, ok = t.pastDay(rest)
	}
	switch {
	case !ok:
		return sales.Refuse(sales.Invalid, "refused.reports_day", "said", present.Short(t.Rest, 40))
	case day.After(t.Today()):
		return sales.Refuse(sales.Invalid, "refused.report_to_come")
	}
	all, err := t.standings(day)
	if err != nil {
		return err
	}
	return t.Say(present.Reports(day, t.Today(), all))
}

func pressReports(t *Turn) error {
	day, err := sales.ParseDate(t.Event.Action.Arg)
	if err != nil || day.After(t.Today()) {
		day = t.Today()
	}
	all, err := t.standings(day)
	if err != nil {
		return err
	}
	if t.Event.Action.Message.IsZero() { // on Home
		return t.Say(present.Reports(day, t.Today(), all))
	}
	return t.Amend(present.Reports(day, t.Today(), all))
}

// homeReports leads managers to who reported today.
func homeReports(l *Look) ([]card.Block, error) {
	if l.Me.Role != sales.RoleManager || !seesReports(l) {
		return nil, nil
	}
	return []card.Block{card.Rule(), card.Row(card.Press(card.T("daily.team_button"), card.Do{Name: "reports.day", Arg: l.Today().String()}))}, nil
}

// standings are how everybody who writes reports in the viewer's teams stands.
func (l *Look) standings(day sales.Date) (all []sales.ReportStanding, err error) {
	reporting := false
	for _, team := range l.Me.Manages {
		if !slices.Contains(l.Rules.Reports.Teams, team) {
			continue
		}
		reporting = true
		some, err := l.standingsIn(team, day)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	if !reporting {
		return nil, sales.Refuse(sales.NotFound, "refused.reports_off")
	}
	return all, nil
}

func (l *Look) standingsIn(team sales.TeamID, day sales.Date) (all []sales.ReportStanding, err error) {
	filed := map[sales.PersonID]sales.Report{}
	reports, err := l.Books.ReportsOn(team, day)
	if err != nil {
		return nil, err
	}
	for _, r := range reports {
		filed[r.Author] = r
	}
	page := storage.Page{Limit: 500}
	for {
		people, next, err := l.Books.PeopleIn(team, page)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if l.Rules.Reports.Reports(p) && p.Team == team && !p.Left {
				r := filed[p.ID]
				all = append(all, sales.ReportStanding{
					Person: p, Report: r, State: sales.StandingOf(r, sales.CalendarOf(p, l.Rules), day, l.Now),
				})
			}
		}
		if next == "" {
			break
		}
		page.After = next
	}
	slices.SortStableFunc(all, func(a, b sales.ReportStanding) int { return cmp.Compare(a.Person.Name, b.Person.Name) })
	return all, nil
}

func readReport(t *Turn) error {
	r, err := t.Books.Report(sales.ReportID(t.Event.Action.ID))
	if err != nil {
		return t.orGone(err)
	}
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	return t.Say(c)
}

// runReopen reads whose report and of which day; without a day the last working
// day of that person.
func runReopen(t *Turn) error {
	_, rest := t.Words.Verb("reopen", t.Rest)
	who, said := t.splitDay(strings.TrimSpace(rest))
	if strings.TrimSpace(who) == "" {
		return sales.Refuse(sales.Invalid, "refused.reopen_whose")
	}
	p, err := t.colleague(strings.TrimSpace(who))
	if err != nil {
		return err
	}
	day := sales.CalendarOf(p, t.Rules).WorkingDayBefore(t.Today())
	if said != "" {
		var ok bool
		if day, ok = t.pastDay(said); !ok || day.After(t.Today()) {
			return sales.Refuse(sales.Invalid, "refused.report_day", "said", present.Short(said, 40))
		}
	}
	return t.reopen(p, day)
}

func pressReopen(t *Turn) error {
	r, err := t.Books.Report(sales.ReportID(t.Event.Action.ID))
	if err != nil {
		return t.orGone(err)
	}
	p, err := t.Books.Person(r.Author)
	if err != nil {
		return err
	}
	return t.reopen(p, r.Day)
}

func (t *Turn) reopen(p sales.Person, day sales.Date) error {
	if !t.Me.IsManagerOf(p.Team) || p.ID == t.Me.ID {
		return sales.Refuse(sales.Forbidden, "refused.reopen_not_yours", "person", p.Name)
	}
	if !t.Rules.Reports.Reports(p) {
		return sales.Refuse(sales.NotFound, "refused.reports_none_of", "person", p.Name)
	}
	r, err := t.Books.Report(sales.NewReportID(p.ID, day))
	if missing(err) {
		r, err = sales.OpenReport(p, day, t.Rules.Reports, t.Now), nil
	}
	if err != nil {
		return err
	}
	c := sales.CalendarOf(p, t.Rules)
	if !r.IsOver(c, t.Now) {
		return t.Say(present.ReportStillOpen(r, sales.ReportCloses(r, c)))
	}
	r, _, err = r.Step(sales.ReportMove{Kind: sales.MoveReopen, By: t.Me.ID}, c, t.Now)
	if err != nil {
		return err
	}
	if err := t.keepReport(&r); err != nil {
		return err
	}
	closes := sales.ReportCloses(r, c)
	if err := t.Say(present.ReportReopenedBy(r, closes)); err != nil {
		return err
	}
	return t.Tell(p.ID, "reopened/"+day.String(), present.ReportReopened(r, t.Me.ID, closes))
}
