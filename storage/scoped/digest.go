package scoped

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"roundsman/sales"
	"roundsman/storage"
)

// Leads reports that the viewer manages a team, or stands in today for somebody
// who does and is on leave: they were named for that.
func (r *Reader) Leads(team sales.TeamID) (bool, error) {
	if team == "" || r.viewer.ID == "" || r.viewer.Left {
		return false, nil
	}
	if r.viewer.IsManagerOf(team) {
		return true, nil
	}
	managers, err := r.tx.ManagersOf(team)
	if err != nil {
		return false, fmt.Errorf("look up managers: %w", err)
	}
	return slices.ContainsFunc(managers, func(p sales.Person) bool { return sales.Deputy(p, r.now) == r.viewer.ID }), nil
}

// TeamsLedBy are the teams whose days the viewer is told of in place of a
// manager, or as that manager.
func (r *Reader) TeamsLedBy(manager sales.PersonID) ([]sales.TeamID, error) {
	p, err := r.tx.Person(manager)
	if err != nil {
		return nil, fmt.Errorf("look up person: %w", err)
	}
	if manager != r.viewer.ID && sales.Deputy(p, r.now) != r.viewer.ID || p.Role != sales.RoleManager || p.Left {
		return nil, hidden("team")
	}
	return p.Manages, nil
}

// CoveredName is where it is kept, among what is a person's own, whom they cover or did.
const CoveredName = "covered"

// StandsInFor are the managers in whose place the viewer is today.
func (r *Reader) StandsInFor() (managers []sales.PersonID, err error) {
	raw, err := r.Recall(CoveredName)
	if isMissing(err) {
		return nil, nil
	}
	var covered []sales.PersonID
	if err == nil {
		err = json.Unmarshal(raw, &covered)
	}
	if err != nil {
		return nil, fmt.Errorf("recall whom somebody covers: %w", err)
	}
	for _, id := range covered {
		if _, err := r.TeamsLedBy(id); err == nil {
			managers = append(managers, id)
		} else if !isMissing(err) {
			return nil, err
		}
	}
	return managers, nil
}

// TeamDay is a team's day, for who leads it: one pass over its people, each of
// their records read once. What a rep wrote in a report is for them as it is for
// the manager.
func (r *Reader) TeamDay(team sales.TeamID, day sales.Date, rules sales.Rules) (d sales.TeamDay, err error) {
	if leads, err := r.Leads(team); err != nil || !leads {
		return d, cmp.Or(err, hidden("team"))
	}
	return r.teamDay(team, day, rules)
}

// TeamTotals are a team's day for its channel, which is nobody: the sums are left
// of it, and how many reports there are.
func (r *Reader) TeamTotals(team sales.TeamID, day sales.Date, rules sales.Rules) (sales.TeamDay, error) {
	if r.viewer.ID != "" {
		return sales.TeamDay{}, hidden("team")
	}
	d, err := r.teamDay(team, day, rules)
	return d.Totals(), err
}

func (r *Reader) teamDay(team sales.TeamID, day sales.Date, rules sales.Rules) (d sales.TeamDay, err error) {
	d = sales.TeamDay{Team: team, Day: day}
	filed, err := r.filed(team, day)
	if err != nil {
		return d, err
	}
	reps, err := r.reps(team, rules)
	if err != nil {
		return d, err
	}
	for _, p := range reps {
		c, report := sales.CalendarOf(p, rules), filed[p.ID]
		d.Standings = append(d.Standings, sales.ReportStanding{Person: p, Report: report, State: sales.StandingOf(report, c, day, r.now)})
		if help, asked := sales.HelpIn(report); asked {
			d.Help = append(d.Help, help)
		}
		if heard, told := sales.HeardIn(report); told {
			d.Words = append(d.Words, heard)
		}
		if err := errors.Join(r.dayOf(&d, p, rules), r.brokenBy(&d, p.ID)); err != nil {
			return d, err
		}
	}
	slices.SortStableFunc(d.Standings, func(a, b sales.ReportStanding) int { return cmp.Compare(a.Person.Name, b.Person.Name) })
	slices.SortStableFunc(d.Words, sales.CompareHeard)
	slices.SortStableFunc(d.Broken, sales.CompareBroken)
	return d, nil
}

// filed are a team's reports of a day by their authors.
func (r *Reader) filed(team sales.TeamID, day sales.Date) (map[sales.PersonID]sales.Report, error) {
	filed := map[sales.PersonID]sales.Report{}
	err := each(func(p storage.Page) ([]sales.Report, string, error) { return r.tx.ReportsOn(team, day, p) },
		func(report sales.Report) error { filed[report.Author] = report; return nil })
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return filed, nil
}

// reps are those of a team who write daily reports.
func (r *Reader) reps(team sales.TeamID, rules sales.Rules) (reps []sales.Person, err error) {
	err = each(func(p storage.Page) ([]sales.Person, string, error) { return r.tx.PeopleIn(team, p) }, func(p sales.Person) error {
		if p.Team == team && rules.Reports.Reports(p) {
			reps = append(reps, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return reps, nil
}

// dayOf adds what one rep did and was told on a day.
func (r *Reader) dayOf(d *sales.TeamDay, p sales.Person, rules sales.Rules) error {
	day := storage.Period{From: d.Day, To: d.Day}
	err := each(func(page storage.Page) ([]sales.Visit, string, error) { return r.tx.VisitsBy(p.ID, day, page) }, func(v sales.Visit) error {
		a, err := r.tx.Account(v.Account)
		if err != nil {
			return err
		}
		if sales.Counts(rules, a, v) {
			d.Deeds.Visits++
		}
		if heard, told := sales.HeardAt(v, a.Name); told {
			d.Words = append(d.Words, heard)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("list visits: %w", err)
	}
	err = each(func(page storage.Page) ([]sales.Dealing, string, error) { return r.tx.DealingsBy(p.ID, day, page) },
		func(x sales.Dealing) error { d.Deeds.Enter(x); return nil })
	if err != nil {
		return fmt.Errorf("list dealings: %w", err)
	}
	return nil
}

// brokenBy adds one rep's promises whose day has passed.
func (r *Reader) brokenBy(d *sales.TeamDay, owner sales.PersonID) error {
	until := d.Day.AddDays(-1)
	err := each(func(p storage.Page) ([]sales.FollowUp, string, error) { return r.tx.OpenFollowUps(owner, until, p) }, func(f sales.FollowUp) error {
		if !sales.IsBroken(f, d.Day) {
			return nil
		}
		named := sales.NamedFollowUp{FollowUp: f}
		if f.Account != "" {
			a, err := r.tx.Account(f.Account)
			if err != nil && !isMissing(err) {
				return err
			}
			named.AccountName = a.Name
		}
		d.Broken = append(d.Broken, named)
		return nil
	})
	if err != nil {
		return fmt.Errorf("list follow-ups: %w", err)
	}
	return nil
}

// LedBy reports that somebody leads the viewer's team: as its manager, or in
// place of one who is on leave today.
func (r *Reader) LedBy(who sales.PersonID) (bool, error) {
	if r.viewer.Team == "" || who == "" {
		return false, nil
	}
	managers, err := r.tx.ManagersOf(r.viewer.Team)
	if err != nil {
		return false, fmt.Errorf("look up managers: %w", err)
	}
	return slices.ContainsFunc(managers, func(p sales.Person) bool { return p.ID == who || sales.Deputy(p, r.now) == who }), nil
}
