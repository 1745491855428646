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
const aPage = 50

func lookAtAll(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	id, after, goesOn := strings.Cut(subject, "\n")
	if !goesOn {
		if err := l.lookAtCovered(sales.PersonID(id)); err != nil {
			return sales.Calendar{}, sales.Verdict{}, err
		}
		if err := l.lookAtDialogs(sales.PersonID(id)); err != nil {
			return sales.Calendar{}, sales.Verdict{}, err
		}
	}
	what, after, _ := strings.Cut(after, ":")
	page := storage.Page{After: after, Limit: aPage}
	if what == "accounts" {
		return sales.Calendar{}, sales.Verdict{}, l.lookAtAccounts(sales.PersonID(id), page)
	}
	return sales.Calendar{}, sales.Verdict{}, l.lookAtFollowUps(sales.PersonID(id), page)
}

// lookAtCovered makes what a person covers for others look again too.
func (l *look) lookAtCovered(id sales.PersonID) error {
	others, err := l.remembered(id, coveredName)
	for _, other := range others {
		l.again(calendarName, string(other)+"\nfollowups:")
		l.again(coveringName, string(other)+"\n"+string(id))
	}
	return err
}

func (l *look) lookAtFollowUps(owner sales.PersonID, page storage.Page) error {
	followUps, next, err := l.tx.OpenFollowUps(owner, sales.Date{}, page)
	if err != nil {
		return err
	}
	for _, f := range followUps {
		l.again(followUpName, string(f.ID))
		l.again(coverName, string(f.ID))
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
