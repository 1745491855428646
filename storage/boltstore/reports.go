package boltstore

import (
	"roundsman/sales"
	"roundsman/storage"
)

// An author's reports are listed by day, latest first; a team's of a day by
// their authors.
var reportsBucket = newBucket(reports, "report", func(r sales.Report) []entry {
	return []entry{
		at(reportsBy, key(nil).text(string(r.Author)).latestDay(r.Day), string(r.ID)),
		at(reportsOn, key(nil).text(string(r.Team)).day(r.Day).text(string(r.Author)), string(r.ID)),
	}
})

func (t *tx) Report(id sales.ReportID) (sales.Report, error) {
	return reportsBucket.get(t, string(id))
}

func (t *tx) PutReport(r sales.Report) error {
	_, _, err := reportsBucket.put(t, string(r.ID), r)
	return err
}

func (t *tx) ReportsBy(author sales.PersonID, when storage.Period, p storage.Page) ([]sales.Report, string, error) {
	return reportsBucket.list(t, reportsBy, within(string(author), when), p)
}

func (t *tx) ReportsOn(team sales.TeamID, day sales.Date, p storage.Page) ([]sales.Report, string, error) {
	return reportsBucket.list(t, reportsOn, under(key(nil).text(string(team)).day(day)), p)
}
