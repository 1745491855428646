package reminders

import (
	"errors"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

const (
	reportName      = "report"
	reportAgainName = "report_again"
	// reportDialog is the kind of dialog that a report is: what is written is
	// answered by the command of that name.
	reportDialog = "report"
)

// reportKind asks reps for their daily report, once on each of their working
// days: sales.AskReport. Its subject is the person.
func reportKind() Kind {
	return Kind{
		Name: reportName, On: []sales.Kind{sales.KindPerson}, Decide: decideReport, Begin: beginReport,
		Compose: func(w *writing, items []item) (section, error) {
			said, _ := w.said(items[0].key)
			day, err := sales.ParseDate(said.Facts["due"])
			if err != nil {
				return section{}, nil //nolint:nilerr // what was said of it is forgotten, and so is the report
			}
			return w.report(sales.NewReportID(w.me.ID, day), sales.WhyReport)
		},
	}
}

// reportAgainKind comes back to a report that is open: at the time to which it
// was put off, once if nothing came, and when it closes: sales.RemindReport. Its
// subject is the report.
func reportAgainKind() Kind {
	return Kind{
		Name: reportAgainName, On: []sales.Kind{sales.KindReport}, Decide: decideReportAgain,
		Begin: func(l *look, subject string, _ sales.Verdict, message string) error {
			r, err := l.tx.Report(sales.ReportID(subject))
			if err != nil {
				return err
			}
			r.Snoozed, r.Version = time.Time{}, r.Version+1
			if err := l.tx.PutReport(r); err != nil {
				return err
			}
			return l.showReport(r, message)
		},
		Compose: func(w *writing, items []item) (section, error) {
			said, _ := w.said(items[0].key)
			return w.report(sales.ReportID(items[0].subject), said.Reason)
		},
	}
}

// decideReport asks nobody for what they have sent, cancelled or put off by
// themselves.
func decideReport(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	c, v, err := l.ofPerson(reportName, subject, sales.AskReport)
	if err != nil || v.Action != sales.Send {
		return c, v, err
	}
	day, err := sales.ParseDate(v.Facts["due"])
	if err != nil {
		return c, v, err
	}
	r, err := l.tx.Report(sales.NewReportID(c.Person().ID, day))
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return c, v, nil
	case err != nil:
		return c, v, err
	case r.State == sales.ReportOpen && !r.Snoozed.After(l.now):
		return c, v, nil
	}
	v, err = l.nothingToSay(c, reportName+"/"+subject, v)
	return c, v, err
}

func beginReport(l *look, subject string, v sales.Verdict, message string) error {
	c, err := l.calendar(sales.PersonID(subject))
	if err != nil {
		return err
	}
	day, err := sales.ParseDate(v.Facts["due"])
	if err != nil {
		return err
	}
	r, err := l.tx.Report(sales.NewReportID(c.Person().ID, day))
	if errors.Is(err, storage.ErrNotFound) {
		r, err = sales.OpenReport(c.Person(), day, l.rules.Reports, l.now), nil
		r.Version = 1
		if err := l.tx.PutReport(r); err != nil {
			return err
		}
		l.again(reportAgainName, string(r.ID))
	}
	if err != nil {
		return err
	}
	return l.showReport(r, message)
}

// showReport makes a message the one that asks for a report; the one before
// points there.
func (l *look) showReport(r sales.Report, message string) error {
	all, err := scoped.DialogsOf(l.tx, r.Author)
	if err != nil {
		return err
	}
	before, had := all.Find(reportDialog, string(r.ID))
	d := before
	d.Kind, d.Subject, d.Shown = reportDialog, string(r.ID), message
	if had && before.Shown != message {
		if err := l.update(r.Author, before.Shown, present.ReportMoved()); err != nil {
			return err
		}
	}
	return scoped.KeepDialogsOf(l.tx, r.Author, all.Begin(d))
}

func (l *look) update(to sales.PersonID, of string, c card.Card) error {
	return l.tx.Enqueue(storage.OutEntry{
		Key: "u:" + of, Op: storage.OpUpdate, To: to, Of: of, Card: &c, Priority: storage.Reminder, Created: l.now,
	})
}

func decideReportAgain(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	r, err := l.tx.Report(sales.ReportID(subject))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	c, err := l.calendar(r.Author)
	if err != nil {
		return c, sales.Verdict{}, err
	}
	past, err := l.past(r.Author, reportAgainName+"/"+subject)
	if err != nil {
		return c, sales.Verdict{}, err
	}
	v := sales.RemindReport(r, c, past, l.now)
	if r.State == sales.ReportOpen && r.IsOver(c, l.now) {
		err = l.closeReport(r, c)
	}
	return c, v, err
}

// closeReport files what was answered, or closes what nobody answered, and says
// so in its message.
func (l *look) closeReport(r sales.Report, c sales.Calendar) error {
	r, _, err := r.Step(sales.ReportMove{Kind: sales.MoveClose}, c, l.now)
	if err != nil {
		return err
	}
	r.Version++
	if err := l.tx.PutReport(r); err != nil {
		return err
	}
	all, err := scoped.DialogsOf(l.tx, r.Author)
	if err != nil {
		return err
	}
	d, shown := all.Find(reportDialog, string(r.ID))
	if !shown {
		return nil
	}
	facts, err := l.writingTo(c).books.ReportFacts(r, c)
	if err != nil {
		return err
	}
	if err := l.update(r.Author, d.Shown, present.DailyReport(r, facts, r.Author)); err != nil {
		return err
	}
	return scoped.KeepDialogsOf(l.tx, r.Author, all.End(reportDialog, string(r.ID)))
}

// report says where a report stands; nothing of one that is no longer open.
func (w *writing) report(id sales.ReportID, why string) (section, error) {
	r, err := w.books.Report(id)
	switch {
	case isGone(err):
		return section{}, nil
	case err != nil:
		return section{}, err
	case r.State != sales.ReportOpen || r.IsOver(w.calendar, w.now):
		return section{}, nil
	}
	facts, err := w.books.ReportFacts(r, w.calendar)
	if err != nil {
		return section{}, err
	}
	titles := map[string]string{sales.WhyReportNudge: "reminder.report_nudge", sales.WhyReportLater: "reminder.report_again"}
	key, again := titles[why]
	if !again {
		key = "reminder.report"
	}
	c := present.DailyReport(r, facts, w.me.ID)
	return section{title: card.T(key, "day", card.Day(r.Day)), blocks: c.Blocks}, nil
}

// lookAtDialogs looks at what a person is being asked by their calendar of now.
func (l *look) lookAtDialogs(id sales.PersonID) error {
	all, err := scoped.DialogsOf(l.tx, id)
	for _, d := range all {
		if d.Kind == reportDialog {
			l.again(reportAgainName, d.Subject)
		}
	}
	return err
}
