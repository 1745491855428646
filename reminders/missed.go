package reminders

import (
	"cmp"
	"slices"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

const missedName = sales.RemindsMissed

// missedKind tells a manager which visits of last month were missed, by rep:
// sales.RemindMissed. Its subject is the manager.
func missedKind() Kind {
	return Kind{
		Name: missedName, On: []sales.Kind{sales.KindPerson}, Compose: composeMissed,
		Decide: decideMissed,
	}
}

func decideMissed(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	c, v, err := l.ofPerson(missedName, subject, sales.RemindMissed)
	if err != nil || v.Action != sales.Send {
		return c, v, err
	}
	if l.rules.MonthTellsMissed(c.Person()) {
		v, err = l.nothingToSay(c, missedName+"/"+subject, v)
		return c, v, err
	}
	w := l.writingTo(c)
	missed, err := w.missedIn(w.today().FirstOfMonth().AddDays(-1))
	for _, m := range missed {
		l.work += m.Due
	}
	if err != nil || len(missed) > 0 {
		return c, v, err
	}
	v, err = l.nothingToSay(c, missedName+"/"+subject, v)
	return c, v, err
}

func composeMissed(w *writing, items []item) (section, error) {
	month := w.today().FirstOfMonth().AddDays(-1)
	missed, err := w.missedIn(month)
	if err != nil || len(missed) == 0 {
		return section{}, err
	}
	count := 0
	for _, m := range missed {
		count += m.Count
	}
	title := card.T("reminder.missed", "count", card.Count(count), "month", card.Of(present.MonthName(month)))
	return section{title: title, blocks: append(present.MissedBlocks(month, missed), card.Row(whyButton(items[0].key)))}, nil
}

// namesShown is how many of the missed accounts of a rep are named.
const namesShown = 5

// missedIn counts by rep what was due in a month and not met, most first.
func (w *writing) missedIn(month sales.Date) ([]present.Missed, error) {
	byRep := map[sales.PersonID]*present.Missed{}
	for _, team := range w.me.Manages {
		standings, err := w.books.TeamVisitsDue(team, w.calendar, month)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(standings, sales.CompareStanding)
		for _, s := range standings {
			count(byRep, s)
		}
	}
	var missed []present.Missed
	for _, m := range byRep {
		if m.Count > 0 {
			missed = append(missed, *m)
		}
	}
	slices.SortFunc(missed, func(a, b present.Missed) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rep, b.Rep))
	})
	return missed, nil
}

func count(byRep map[sales.PersonID]*present.Missed, s sales.VisitStanding) {
	m := byRep[s.Account.Owner]
	if m == nil {
		m = &present.Missed{Rep: s.Account.Owner}
		byRep[s.Account.Owner] = m
	}
	m.Due++
	if s.State != sales.VisitOpen {
		return
	}
	m.Count++
	if len(m.Accounts) < namesShown {
		m.Accounts = append(m.Accounts, s.Account.Name)
	}
}
