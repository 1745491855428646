package reminders

import (
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
)

// periodKind tells somebody of a week or a month when it is over: sales.TellPeriod.
// Its subject is the person, and then the person and the first day of the period:
// so a message that is drawn anew shows the period it told of. below are the parts
// in its thread; teams tells whether the person has it, by their teams.
func periodKind(name string, below []string, has func(sales.Rules, sales.Person) bool) Kind {
	return Kind{
		Name: name, On: []sales.Kind{sales.KindPerson}, Apart: true, Below: below,
		Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
			id, of := present.ReadDigestSubject(subject)
			c, err := l.calendar(id)
			if err != nil {
				return c, sales.Verdict{}, err
			}
			if !has(l.rules, c.Person()) {
				return c, l.notTheirs(of), nil
			}
			return l.decidePeriod(name, c, of)
		},
		Begin: func(l *look, subject string, v sales.Verdict, _ string) error {
			id, _ := present.ReadDigestSubject(subject)
			c, err := l.calendar(id)
			if err != nil {
				return err
			}
			to, err := l.periodReader(name, c)
			if err != nil {
				return err
			}
			return l.claim(to.Person().ID, name+"/"+string(id), v)
		},
	}
}

// periodKinds are the managers' digests and the reps' own figures.
func periodKinds() []Kind {
	manages := func(r sales.Rules, p sales.Person) bool { return len(r.PeriodTeams(p)) > 0 }
	return []Kind{
		periodKind(sales.RemindsWeekDigest, present.PeriodParts(), manages),
		periodKind(sales.RemindsMonthDigest, present.PeriodParts(), manages),
		periodKind(sales.RemindsOwnWeek, nil, sales.Rules.HasOwnPeriods),
		periodKind(sales.RemindsOwnMonth, nil, sales.Rules.HasOwnPeriods),
	}
}

// unused is after how long it is looked again whether somebody has a kind by now.
// A change of the person, or of the settings, makes it look at once.
const unused = 90 * 24 * time.Hour

// notTheirs keeps the person's own item of a kind that they do not have, so that
// not every start has to put it on the agenda anew.
func (l *look) notTheirs(of string) sales.Verdict {
	if of != "" {
		return sales.Verdict{Action: sales.Skip}
	}
	return sales.Verdict{Action: sales.Defer, Next: l.now.Add(unused)}
}

// decidePeriod finds the period that is due, and says it as an item of its own.
func (l *look) decidePeriod(name string, c sales.Calendar, of string) (sales.Calendar, sales.Verdict, error) {
	to, err := l.periodReader(name, c)
	if err != nil {
		return to, sales.Verdict{}, err
	}
	id := c.Person().ID
	past, err := l.past(to.Person().ID, name+"/"+string(id))
	if err != nil {
		return to, sales.Verdict{}, err
	}
	v := sales.TellPeriod(sales.OccasionOf(name), to, past, l.now)
	switch {
	case of == "" && v.Action == sales.Send:
		l.again(name, present.DigestSubject(id, v.Facts["due"]))
		v.Action = sales.Defer // to the next one
	case of != "" && v.Facts["due"] != of: // told, or a later one is due
		v = sales.Verdict{Action: sales.Skip}
	case of != "" && v.Action == sales.Send:
		v.Next = time.Time{} // the person's own item goes on
	}
	return to, v, nil
}

// periodReader is who is told: the rep themselves; of a team, who stands in for
// the manager, or the manager.
func (l *look) periodReader(name string, c sales.Calendar) (sales.Calendar, error) {
	if name == sales.RemindsOwnWeek || name == sales.RemindsOwnMonth {
		return c, nil
	}
	return l.deputyOr(c)
}
