package storetest

import (
	"roundsman/sales"
	"roundsman/storage"
)

func (w *world) file(reports ...sales.Report) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, r := range reports {
			if err := tx.PutReport(r); err != nil {
				return err
			}
		}
		return nil
	})
}

func reports(w *world) {
	full := sales.Report{
		ID: "T/ANN/2026-11-24", Author: "T/ANN", Team: "east", Day: day(24), Version: 9, Late: true, Unfinished: true,
		Questions: []sales.ReportQuestion{{ID: "help", Text: []sales.Phrase{{Language: "zh-Hans", Text: "需要什么帮助？"}}, Required: true, Teams: []sales.TeamID{"east"}}},
		Answers:   []sales.ReportAnswer{{Question: "help", Text: "<\"说\">", Money: &sales.Money{Minor: 5, Currency: "CNY"}, At: at(1), Tells: []string{"Acme"}}},
	}
	fill(&full)
	w.missing("no report", func(tx storage.Tx) error { _, err := tx.Report(full.ID); return err })
	w.file(full)
	w.see(func(tx storage.Tx) error {
		got, err := tx.Report(full.ID)
		w.equal("report", got, kept(full))
		return err
	})
	one := func(author sales.PersonID, team sales.TeamID, d int) sales.Report {
		return sales.Report{ID: sales.NewReportID(author, day(d)), Author: author, Team: team, Day: day(d)}
	}
	w.file(one("T/ANN", "east", 23), one("T/ANN", "east", 26), one("T/BO", "east", 24), one("T/CY", "west", 24))
	by := func(author sales.PersonID, when storage.Period) []sales.ReportID {
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.Report, string, error) {
			return tx.ReportsBy(author, when, p)
		}), reportID)
	}
	on := func(team sales.TeamID, d int) []sales.ReportID {
		return ids(all(w, 1, func(tx storage.Tx, p storage.Page) ([]sales.Report, string, error) {
			return tx.ReportsOn(team, day(d), p)
		}), reportID)
	}
	w.equal("by the author", by("T/ANN", storage.Period{}), []sales.ReportID{"T/ANN/2026-11-26", "T/ANN/2026-11-24", "T/ANN/2026-11-23"})
	w.equal("in a period", by("T/ANN", storage.Period{From: day(24), To: day(25)}), []sales.ReportID{"T/ANN/2026-11-24"})
	w.equal("of a team and day", on("east", 24), []sales.ReportID{"T/ANN/2026-11-24", "T/BO/2026-11-24"})
	full.Team = "west"
	w.file(full)
	w.equal("of the team before", on("east", 24), []sales.ReportID{"T/BO/2026-11-24"})
	w.equal("of the team now", on("west", 24), []sales.ReportID{"T/ANN/2026-11-24", "T/CY/2026-11-24"})
}

func reportID(r sales.Report) sales.ReportID { return r.ID }
