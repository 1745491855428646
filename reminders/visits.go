package reminders

import (
	"slices"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

const visitsName = "visits"

// visitsKind tells a rep of the month's visits, on its occasions:
// sales.RemindVisits. Its subject is the person.
func visitsKind() Kind {
	return Kind{
		Name: visitsName, On: []sales.Kind{sales.KindPerson}, Compose: composeVisits,
		Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
			return l.ofPerson(visitsName, subject, sales.RemindVisits)
		},
	}
}

// ofPerson decides about a kind whose subject is the recipient.
func (l *look) ofPerson(kind, subject string, rule personRule) (sales.Calendar, sales.Verdict, error) {
	id := sales.PersonID(subject)
	c, err := l.calendar(id)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	past, err := l.past(id, kind+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	return c, rule(c, past, l.now), nil
}

// personRule decides about a person by their calendar.
type personRule func(sales.Calendar, sales.Raised, time.Time) sales.Verdict

// composeVisits shows the accounts that are still open this month.
func composeVisits(w *writing, items []item) (section, error) {
	month, err := w.books.VisitsDue(w.calendar, w.today())
	if err != nil {
		return section{}, err
	}
	open := slices.DeleteFunc(month, func(s sales.VisitStanding) bool {
		return s.State != sales.VisitOpen || s.Account.Muted
	})
	if len(open) == 0 {
		return section{}, nil
	}
	return w.visits(w.visitsTitle(items[0].key, len(open)), open, items[0].key)
}

func (w *writing) visitsTitle(key string, open int) card.Text {
	count, month := card.Count(open), card.Of(present.MonthName(w.today()))
	said, _ := w.said(key)
	switch said.Reason {
	case sales.WhyMonthBegins:
		return card.T("reminder.visits_begin", "count", count, "month", month)
	case sales.WhyMonthEnds:
		return card.T("reminder.visits_end", "count", count, "month", month)
	}
	return card.T("reminder.visits_half", "count", count, "month", month)
}

// visits shows the first of the accounts; buttons lead to all of them and to
// the reason of the reminder.
func (w *writing) visits(title card.Text, due []sales.VisitStanding, key string) (section, error) {
	view := present.VisitViewOf(w.me, w.rules, w.today())
	slices.SortStableFunc(due, sales.CompareStanding)
	blocks := []card.Block{card.Paragraph(card.T("reminder.heading", "title", card.Of(title)))}
	for _, s := range due[:min(len(due), mostShown)] {
		s, err := w.books.WithPlan(s)
		if err != nil {
			return section{}, err
		}
		blocks = append(blocks, view.VisitBlock(s))
	}
	return section{title, append(blocks, card.Row(
		card.Press(card.T("reminder.month_list"), card.Do{Name: "visits.show"}), whyButton(key),
	))}, nil
}

func whyButton(key string) card.Element {
	return card.Press(card.T("why.ask"), card.Do{Name: "reminder.why", ID: key})
}
