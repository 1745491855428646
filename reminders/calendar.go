package reminders

import (
	"strings"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

const calendarName = "calendar"

// calendarKind says nothing. When a person's zone, hours, leave or country
// change, the instants of everything scheduled for them are derived anew: it
// makes their follow-ups and new accounts look again.
//
// Its subject is the person, and behind a line break where to go on: one look
// takes one page.
func calendarKind() Kind {
	return Kind{Name: calendarName, On: []sales.Kind{sales.KindPerson}, Decide: lookAtAll}
}

// aPage is how many of a person's items one look makes look again.
const aPage = 100

func lookAtAll(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	id, after, _ := strings.Cut(subject, "\n")
	what, after, _ := strings.Cut(after, ":")
	page := storage.Page{After: after, Limit: aPage}
	if what == "accounts" {
		return sales.Calendar{}, sales.Verdict{}, l.lookAtAccounts(sales.PersonID(id), page)
	}
	return sales.Calendar{}, sales.Verdict{}, l.lookAtFollowUps(sales.PersonID(id), page)
}

func (l *look) lookAtFollowUps(owner sales.PersonID, page storage.Page) error {
	followUps, next, err := l.tx.OpenFollowUps(owner, sales.Date{}, page)
	if err != nil {
		return err
	}
	for _, f := range followUps {
		l.again(followUpName, string(f.ID))
	}
	if next == "" {
		l.again(calendarName, string(owner)+"\naccounts:")
		return nil
	}
	l.again(calendarName, string(owner)+"\nfollowups:"+next)
	return nil
}

func (l *look) lookAtAccounts(owner sales.PersonID, page storage.Page) error {
	accounts, next, err := l.tx.AccountsOf(owner, page)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.LastCounted.IsZero() {
			l.again(firstVisitName, string(a.ID))
		}
	}
	if next != "" {
		l.again(calendarName, string(owner)+"\naccounts:"+next)
	}
	return nil
}

func (l *look) again(kind, subject string) {
	due := itemOf(kind, subject)
	due.At = l.now.Truncate(time.Microsecond)
	l.more = append(l.more, due)
}
