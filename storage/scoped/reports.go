package scoped

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// Report is one report, for its author and the managers of the team.
func (r *Reader) Report(id sales.ReportID) (sales.Report, error) {
	report, err := r.tx.Report(id)
	if err != nil {
		return sales.Report{}, fmt.Errorf("look up report: %w", err)
	}
	if leads, err := r.Leads(report.Team); err != nil || !leads && !sales.MaySeeReport(r.viewer, report) {
		return sales.Report{}, cmp.Or(err, hidden("report"))
	}
	return report, nil
}

// ReportsBy lists a person's reports, latest day first.
func (r *Reader) ReportsBy(who sales.PersonID, in storage.Period, page storage.Page) ([]sales.Report, string, error) {
	reports, next, err := r.tx.ReportsBy(who, in, page)
	return keep(reports, func(x sales.Report) bool { return sales.MaySeeReport(r.viewer, x) }), next, err
}

// ReportsOn lists a team's reports of a day, by author, as far as the viewer
// sees them.
func (r *Reader) ReportsOn(team sales.TeamID, day sales.Date) (all []sales.Report, err error) {
	page := storage.Page{}
	for {
		reports, next, err := r.tx.ReportsOn(team, day, page)
		if err != nil {
			return nil, fmt.Errorf("list reports: %w", err)
		}
		all = append(all, keep(reports, func(x sales.Report) bool { return sales.MaySeeReport(r.viewer, x) })...)
		if next == "" {
			return all, nil
		}
		page.After = next
	}
}

// ManagersOf are those to turn to: who manages a team, without the viewer.
func (r *Reader) ManagersOf(team sales.TeamID) ([]sales.Person, error) {
	managers, err := r.tx.ManagersOf(team)
	if err != nil {
		return nil, fmt.Errorf("look up managers: %w", err)
	}
	managers = keep(managers, func(p sales.Person) bool { return p.ID != r.viewer.ID })
	for i, p := range managers {
		managers[i] = r.sightOfPerson(p)
	}
	return managers, nil
}

// ReportFacts are what is shown of a report, as far as the viewer sees it. The
// calendar is its author's.
func (r *Reader) ReportFacts(report sales.Report, c sales.Calendar) (f sales.ReportFacts, err error) {
	f.Closes, f.Over = sales.ReportCloses(report, c), report.IsOver(c, r.now)
	if f.Deeds, err = r.DeedsOn(report.Author, c, report.Day); err != nil || !f.Over {
		return f, err
	}
	f.AskWhom, err = r.ManagersOf(report.Team)
	return f, err
}

// SettledOn lists what somebody settled on a day of theirs, latest first.
func (r *Reader) SettledOn(owner sales.PersonID, day sales.Date, zone *time.Location) ([]sales.FollowUp, error) {
	from, before := day.At(sales.ClockTime{}, zone), day.AddDays(1).At(sales.ClockTime{}, zone)
	followUps, _, err := r.tx.SettledBy(owner, from, before, storage.Page{})
	if err != nil {
		return nil, fmt.Errorf("list what was settled: %w", err)
	}
	return keep(followUps, r.seesFollowUp), nil
}

// PutReport creates or changes a report: its author their own, a manager the
// team's, to open it again.
func (w *Writer) PutReport(report sales.Report) error {
	before, err := found(w.tx.Report(report.ID))
	if err != nil {
		return fmt.Errorf("keep report: %w", err)
	}
	if report.Author != w.viewer.ID && !sales.MayReopenReport(w.viewer, report) ||
		before != nil && !sales.MaySeeReport(w.viewer, *before) {
		return sales.Refuse(sales.Forbidden, "refused.record_not_yours")
	}
	return put(w, sales.KindReport, string(report.ID), before, &report, &report.Version, w.tx.PutReport)
}

// dialogsName is where a person's memory keeps what we are asking them.
const dialogsName = "dialogs"

// Dialogs are what we are asking the viewer.
func (r *Reader) Dialogs() (sales.Dialogs, error) { return DialogsOf(r.tx, r.viewer.ID) }

// DialogsOf are what we are asking somebody.
func DialogsOf(tx storage.Tx, id sales.PersonID) (all sales.Dialogs, err error) {
	raw, err := tx.Recall(Own(id, dialogsName))
	if isMissing(err) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("recall dialogs: %w", err)
	}
	return all, nil
}

// KeepDialogs keeps what we are asking the viewer.
func (w *Writer) KeepDialogs(all sales.Dialogs) error { return KeepDialogsOf(w.tx, w.viewer.ID, all) }

// KeepDialogsOf keeps what we are asking somebody; of nothing nothing is kept.
func KeepDialogsOf(tx storage.Tx, id sales.PersonID, all sales.Dialogs) error {
	if len(all) == 0 {
		return tx.Forget(Own(id, dialogsName))
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("keep dialogs: %w", err)
	}
	return tx.Keep(Own(id, dialogsName), raw, time.Time{})
}
