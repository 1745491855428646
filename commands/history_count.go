package commands

import (
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// counted is the question of a text that asks how many visits there were; about is
// whom and when it names. Whoever names nobody asks for their own.
func (l *Look) counted(p part, about pastQuery) (pastQuery, bool) {
	asks, own := understand.AsksHowMany(p.Text)
	if !asks || p.Reading.Command != "history" {
		return about, false
	}
	about.Visits, about.Count = true, true
	if about.Account == "" && about.Contact == "" && about.Person == "" {
		from, to, ok := understand.Period(p.Text, l.understanding())
		if ok {
			about.From, about.To = from, to
		}
		return about, own
	}
	return about, true
}

// countPast counts the visits of a question, and how many of them were face to face.
func (l *Look) countPast(q pastQuery) (*present.HistoryCount, error) {
	count := &present.HistoryCount{}
	for page := (storage.Page{Limit: 500}); ; {
		visits, next, err := l.visitsOf(q, page)
		if err != nil {
			return nil, err
		}
		for _, v := range visits {
			count.All++
			if v.Mode == sales.InPerson {
				count.InPerson++
			}
		}
		if next == "" {
			return count, nil
		}
		page.After = next
	}
}
