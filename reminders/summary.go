package reminders

import (
	"slices"

	"roundsman/bot/card"
	"roundsman/sales"
)

// away tells why a message comes after a silence, "" if it does not: the rule
// sales.Away noted it with each of its items.
func (w *writing) away(keys []string) string {
	for _, key := range keys {
		if said, ok := w.said(key); ok && said.Facts["away"] != "" {
			return said.Facts["away"]
		}
	}
	return ""
}

// summary is the title of the one message that comes after leave or an outage:
// "While you were away: 3 overdue, 2 due today and 4 visits still open this
// month". The details are below it.
func (w *writing) summary(reason string, all []section) (card.Text, error) {
	var sums []card.Arg
	visits := false
	for _, s := range all {
		for _, t := range s.sums {
			sums = append(sums, card.Of(t))
		}
		if len(s.sums) == 0 {
			sums = append(sums, card.Of(s.title))
		}
		visits = visits || s.visits
	}
	if !visits {
		open, err := w.openVisits()
		if err != nil {
			return card.Text{}, err
		}
		if len(open) > 0 {
			sums = append(sums, card.Of(card.T("reminder.sum_visits", "count", card.Count(len(open)))))
		}
	}
	return card.T("reminder.away_"+reason, "what", card.List(sums...)), nil
}

// openVisits are the visits of the month that are still to be made and that the
// person did not put off or mute.
func (w *writing) openVisits() ([]sales.VisitStanding, error) {
	month, err := w.books.VisitsDue(w.calendar, w.today())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(month, func(s sales.VisitStanding) bool {
		return s.State != sales.VisitOpen || s.Account.Muted || s.Account.Snoozed.After(w.today())
	}), nil
}
