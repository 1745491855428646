package reminders

import (
	"fmt"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/storage"
)

const firstVisitName = sales.RemindsFirstVisits

// firstVisitKind reminds an owner of the first visit to a new account:
// sales.RemindFirstVisit.
func firstVisitKind() Kind {
	return Kind{
		Name: firstVisitName, On: []sales.Kind{sales.KindAccount}, Glances: true, Decide: decideFirstVisit, Compose: composeFirstVisits,
		About:  func(_ *look, subject string) (string, error) { return firstVisitName + "/" + subject, nil },
		Stands: accountStands,
	}
}

// accountStands is what a message shows of an account.
func accountStands(l *look, subject string) (string, error) {
	a, err := l.tx.Account(sales.AccountID(subject))
	return fmt.Sprint(a.Name, a.Owner, a.Class, a.LastCounted, a.Snoozed, a.Muted, a.Archived), err
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
	v := sales.RemindFirstVisit(a, c, past, l.now)
	if v.Action != sales.Send {
		return c, v, nil
	}
	open, _, err := l.tx.FollowUpsFor(a.ID, true, storage.Page{Limit: mostHolding})
	return c, sales.HeldBack(v, open, c, l.now), err
}

// mostHolding is how many open follow-ups of an account, those due first, may
// hold something back.
const mostHolding = 20

// composeFirstVisits leaves out accounts that were met, given away or put off
// since. A message that is drawn anew keeps those that were met.
func composeFirstVisits(w *writing, items []item) (section, error) {
	var all []sales.VisitStanding
	open := 0
	for _, i := range items {
		a, err := w.books.Account(sales.AccountID(i.subject))
		if isGone(err) || err == nil && (a.Archived || a.Owner != w.me.ID) {
			continue
		}
		if err != nil {
			return section{}, err
		}
		s, err := w.books.Standing(a, w.calendar, w.today())
		if err != nil {
			return section{}, err
		}
		nudged := s.Due.First && !a.Muted && !a.Snoozed.After(w.today())
		if nudged {
			open++
		}
		if nudged || w.anew {
			all = append(all, s)
		}
	}
	switch {
	case len(all) == 0 && w.anew:
		return section{title: card.T("reminder.all_settled"), blocks: []card.Block{card.Paragraph(card.T("reminder.not_yours"))}}, nil
	case len(all) == 0:
		return section{}, nil
	}
	title := card.T("reminder.first_visits", "count", card.Count(open))
	if open == 0 {
		title = card.T("reminder.all_settled")
	}
	return w.visits(title, all, items[0].key)
}
