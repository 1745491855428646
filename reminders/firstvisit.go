package reminders

import (
	"errors"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/storage"
)

const firstVisitName = "first_visit"

// firstVisitKind reminds an owner of the first visit to a new account:
// sales.RemindFirstVisit.
func firstVisitKind() Kind {
	return Kind{Name: firstVisitName, On: []sales.Kind{sales.KindAccount}, Decide: decideFirstVisit, Compose: composeFirstVisits}
}

func decideFirstVisit(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	a, err := l.tx.Account(sales.AccountID(subject))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	c, err := l.calendar(a.Owner)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	past, err := l.past(a.Owner, firstVisitName+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	return c, sales.RemindFirstVisit(a, c, past, l.now), nil
}

func composeFirstVisits(w *writing, items []item) (section, error) {
	var due []sales.VisitStanding
	for _, i := range items {
		a, err := w.books.Account(sales.AccountID(i.subject))
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return section{}, err
		}
		s, err := w.books.Standing(a, w.calendar, w.today())
		if err != nil {
			return section{}, err
		}
		if !a.Archived && !a.Muted && a.Owner == w.me.ID && s.Due.First {
			due = append(due, s)
		}
	}
	if len(due) == 0 {
		return section{}, nil
	}
	return w.visits(card.T("reminder.first_visits", "count", card.Count(len(due))), due, items[0].key)
}
