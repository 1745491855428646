package reminders

import (
	"errors"
	"slices"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const (
	digestHelpName = present.ItemDigestHelp
	digestLateName = present.ItemDigestLate
)

// reportedKind says nothing. When a report changed after its day's digest was
// told, it has that drawn anew, and looks whether help is asked for. Its subject is
// the report.
func reportedKind() Kind {
	return Kind{Name: "reported", On: []sales.Kind{sales.KindReport}, Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
		r, err := l.tx.Report(sales.ReportID(subject))
		if err != nil {
			return sales.Calendar{}, sales.Verdict{}, err
		}
		managers, err := l.tx.ManagersOf(r.Team)
		if err != nil {
			return sales.Calendar{}, sales.Verdict{}, err
		}
		for _, m := range managers {
			if err := l.lookAtTold(m.ID, r); err != nil {
				return sales.Calendar{}, sales.Verdict{}, err
			}
		}
		return sales.Calendar{}, sales.Verdict{}, nil
	}}
}

func (l *look) lookAtTold(manager sales.PersonID, r sales.Report) error {
	day := present.DigestSubject(manager, r.Day.String())
	told, ok, err := l.toldDigest(day)
	if err != nil || !ok {
		return err
	}
	l.again(digestName, day)
	if _, asks := sales.HelpIn(r); asks && !slices.Contains(told.Helped, r.ID) {
		l.again(digestHelpName, present.DigestSubject(manager, string(r.ID)))
	}
	return nil
}

// digestHelpKind tells a manager of a request for help that came after the day's
// digest: sales.TellHelp. Its subject is the manager and the report.
func digestHelpKind() Kind {
	return Kind{Name: digestHelpName, Apart: true, Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
		id, of := present.ReadDigestSubject(subject)
		to, err := l.toldOf(id)
		if err != nil {
			return to, sales.Verdict{}, err
		}
		r, err := l.tx.Report(sales.ReportID(of))
		if err != nil {
			return to, sales.Verdict{}, err
		}
		past, err := l.past(to.Person().ID, digestHelpName+"/"+subject)
		if err != nil {
			return to, sales.Verdict{}, err
		}
		return to, l.digestWanted(to, sales.TellHelp(to, r, past, l.now)), nil
	}}
}

// toldOf is who is told in a manager's place, or the manager.
func (l *look) toldOf(manager sales.PersonID) (sales.Calendar, error) {
	c, err := l.calendar(manager)
	if err != nil {
		return c, err
	}
	return l.deputyOr(c)
}

// digestWanted lets what comes after a digest go where the digest itself may.
func (l *look) digestWanted(c sales.Calendar, v sales.Verdict) sales.Verdict {
	return sales.Wanted(v, c, digestName)
}

// digestLateKind tells a manager, when the day's reports have closed, which came
// late and which did not come: sales.TellLate; nothing where all had come before.
// Its subject is that of the digest.
func digestLateKind() Kind {
	return Kind{Name: digestLateName, Apart: true, Decide: decideLate}
}

func decideLate(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	id, of := present.ReadDigestSubject(subject)
	to, err := l.toldOf(id)
	if err != nil {
		return to, sales.Verdict{}, err
	}
	day, err := sales.ParseDate(of)
	if err != nil {
		return to, sales.Verdict{}, storage.ErrNotFound
	}
	manager, err := l.calendar(id)
	if err != nil {
		return to, sales.Verdict{}, err
	}
	closes, news, err := l.cameLate(manager.Person(), day)
	if err != nil {
		return to, sales.Verdict{}, err
	}
	past, err := l.past(to.Person().ID, digestLateName+"/"+subject)
	if err != nil {
		return to, sales.Verdict{}, err
	}
	v := sales.TellLate(to, day, closes, past, l.now)
	if v.Action == sales.Send && !news {
		v = sales.Verdict{Action: sales.Skip}
	}
	l.again(digestName, subject) // who is missing is known now
	return to, l.digestWanted(to, v), nil
}

// cameLate tells when a day's reports have closed, and whether one came late or
// did not come.
func (l *look) cameLate(manager sales.Person, day sales.Date) (closes time.Time, news bool, err error) {
	reps, err := l.repsOf(manager)
	if err != nil {
		return closes, false, err
	}
	for _, c := range reps {
		r, err := l.tx.Report(sales.NewReportID(c.Person().ID, day))
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return closes, false, err
		}
		switch sales.StandingOf(r, c, day, l.now) {
		case sales.StandingLate, sales.StandingMissing:
			news = true
		case sales.StandingSent, sales.StandingOpen, sales.StandingAhead, sales.StandingOff:
		}
	}
	return sales.DigestCloses(day, reps), news, nil
}
