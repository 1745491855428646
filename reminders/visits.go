package reminders

import (
	"errors"
	"slices"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

const visitsName = sales.RemindsVisits

// visitsKind tells a rep of the month's visits, on its occasions:
// sales.RemindVisits. Its subject is the person.
func visitsKind() Kind {
	return Kind{
		Name: visitsName, On: []sales.Kind{sales.KindPerson}, Compose: composeVisits,
		Decide: decideVisits, About: aboutVisits, Stands: visitsStand,
	}
}

// visitedKind says nothing. When an account was visited, or changed, it has its
// owner's list of the month drawn anew. Its subject is the account.
func visitedKind() Kind {
	return Kind{
		Name: "visited", On: []sales.Kind{sales.KindAccount}, Later: true, Glances: true,
		About: ofOwner(aboutVisits), Stands: ofOwner(visitsStand),
		Decide: func(*look, string) (to sales.Calendar, v sales.Verdict, err error) { return to, v, nil },
	}
}

// ofOwner asks about the owner of an account.
func ofOwner(ask func(*look, string) (string, error)) func(*look, string) (string, error) {
	return func(l *look, account string) (string, error) {
		a, err := l.tx.Account(sales.AccountID(account))
		if err != nil {
			return "", err
		}
		return ask(l, string(a.Owner))
	}
}

// aboutVisits is a month's list: the messages of one that is over are left alone.
func aboutVisits(l *look, subject string) (string, error) {
	c, err := l.calendar(sales.PersonID(subject))
	if err != nil {
		return "", err
	}
	return visitsName + "/" + subject + "/" + c.Day(l.now).FirstOfMonth().String(), nil
}

// visitsStand names the accounts that are still open this month.
func visitsStand(l *look, subject string) (string, error) {
	c, err := l.calendar(sales.PersonID(subject))
	if err != nil {
		return "", err
	}
	open, err := l.writingTo(c).openVisits()
	var stands strings.Builder
	for _, s := range open {
		stands.WriteString(string(s.Account.ID) + " ")
	}
	return stands.String(), err
}

// writingTo looks with the recipient's eyes: is there anything to say?
func (l *look) writingTo(c sales.Calendar) *writing {
	return &writing{books: scoped.For(l.tx, c.Person(), l.now), me: c.Person(), calendar: c, rules: l.rules, now: l.now}
}

// decideVisits says nothing where nothing is open, or everything is held back.
func decideVisits(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	c, v, err := l.ofPerson(visitsName, subject, sales.RemindVisits)
	if err != nil || v.Action != sales.Send {
		return c, v, err
	}
	w := l.writingTo(c)
	open, err := w.openVisits()
	l.work += len(open)
	if err == nil && v.Reason != sales.WhyMonthBegins {
		open, _, err = w.withoutHeld(open)
	}
	if err != nil || len(open) > 0 {
		return c, v, err
	}
	v, err = l.nothingToSay(c, visitsName+"/"+subject, v)
	return c, v, err
}

// nothingToSay lets an occasion pass without a message.
func (l *look) nothingToSay(to sales.Calendar, key string, v sales.Verdict) (sales.Verdict, error) {
	v.Action, v.Reason = sales.Defer, "why.nothing_open"
	return v, l.claim(to.Person().ID, key, v)
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

// composeVisits shows the accounts that are still open this month. What is a
// nudge leaves out those where a promise comes first, and says so.
func composeVisits(w *writing, items []item) (section, error) {
	key := items[0].key
	said, _ := w.said(key)
	if w.anew && isOver(said, w.today()) {
		return w.monthOver(said), nil
	}
	open, err := w.openVisits()
	if err != nil {
		return section{}, err
	}
	var held []card.Arg
	if said.Reason != sales.WhyMonthBegins {
		if open, held, err = w.withoutHeld(open); err != nil {
			return section{}, err
		}
	}
	switch {
	case len(open) > 0:
	case w.anew && len(held) == 0:
		return section{title: card.T("reminder.all_met"), blocks: []card.Block{card.Paragraph(card.T("reminder.all_met"))}, visits: true}, nil
	case !w.anew:
		return section{}, nil
	}
	s, err := w.visits(w.visitsTitle(said.Reason, len(open)), open, key)
	s.sums = []card.Text{card.T("reminder.sum_visits", "count", card.Count(len(open)))}
	s.visits = true
	if len(held) > 0 {
		s.blocks = append(s.blocks, card.Small(card.T("reminder.held", "accounts", card.List(held...))))
	}
	return s, err
}

// isOver reports that a list was made for a month that is over.
func isOver(said present.Said, today sales.Date) bool {
	month, err := sales.ParseDate(said.Facts["month"])
	return err == nil && month.FirstOfMonth() != today.FirstOfMonth()
}

// monthOver is what an old list becomes when it is drawn anew: nobody is to work
// by it any more.
func (w *writing) monthOver(said present.Said) section {
	month, _ := sales.ParseDate(said.Facts["month"]) // it was read by isOver
	title := card.T("reminder.month_over", "month", card.Of(present.MonthName(month)))
	return section{title: title, visits: true, blocks: []card.Block{
		card.Paragraph(title), card.Row(card.Press(card.T("reminder.month_list"), card.Do{Name: "visits.show"})),
	}}
}

// withoutHeld leaves out the accounts where a promise of the person's holds the
// nudge back: sales.Holds.
func (w *writing) withoutHeld(open []sales.VisitStanding) (rest []sales.VisitStanding, held []card.Arg, err error) {
	for _, s := range open {
		promises, _, err := w.books.FollowUpsFor(s.Account.ID, true, storage.Page{Limit: mostHolding})
		if err != nil {
			return nil, nil, err
		}
		by, isHeld := sales.Holds(promises, w.calendar, w.today())
		if !isHeld {
			rest = append(rest, s)
			continue
		}
		held = append(held, card.Of(card.T("reminder.held_by", "account", card.Words(s.Account.Name), "what", card.Words(present.Short(by.What, 60)))))
	}
	return rest, held, nil
}

func (w *writing) visitsTitle(reason string, open int) card.Text {
	count, month := card.Count(open), card.Of(present.MonthName(w.today()))
	switch reason {
	case sales.WhyMonthBegins:
		return card.T("reminder.visits_begin", "count", count, "month", month)
	case sales.WhyMonthEnds:
		return card.T("reminder.visits_end", "count", count, "month", month)
	}
	return card.T("reminder.visits_half", "count", count, "month", month)
}

// visits shows the first of the accounts, each with what can be done about it;
// buttons lead to all of them and to the reason of the reminder.
func (w *writing) visits(title card.Text, due []sales.VisitStanding, key string) (section, error) {
	view := present.VisitViewOf(w.me, w.rules, w.today())
	kind, _, _ := strings.Cut(key, "/")
	slices.SortStableFunc(due, sales.CompareStanding)
	blocks := []card.Block{card.Paragraph(card.T("reminder.heading", "title", card.Of(title)))}
	for _, s := range due[:min(len(due), mostShown)] {
		s, err := w.books.WithPlan(s)
		if err != nil {
			return section{}, err
		}
		blocks = append(blocks, view.NudgeBlocks(s, kind, w.compact)...)
	}
	return section{title: title, blocks: append(blocks, card.Row(
		card.Press(card.T("reminder.month_list"), card.Do{Name: "visits.show"}), whyButton(key),
	))}, nil
}

func whyButton(key string) card.Element {
	return card.Press(card.T("why.ask"), card.Do{Name: "reminder.why", ID: key})
}

// isGone reports that the recipient may no longer see a record.
func isGone(err error) bool { return errors.Is(err, storage.ErrNotFound) }
