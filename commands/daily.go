package commands

import (
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// reportName is the kind of dialog, and the first part of the names of its buttons.
const reportName = "report"

// reportCommand is the daily report (日报, handbook section 5): "report" begins
// today's, "report yesterday" files one late.
func reportCommand() Command {
	return Command{
		Name:    reportName,
		Run:     runDaily,
		Offered: func(l *Look) bool { return l.Rules.Reports.Reports(l.Me) },
		Actions: map[string]func(*Turn) error{
			"daily.open":     pressOpenReport,
			"daily.on":       pressReport(sales.MoveOn),
			"daily.skip":     pressReport(sales.MoveSkip),
			"daily.back":     pressReport(sales.MoveBack),
			"daily.send":     pressReport(sales.MoveSend),
			"daily.choose":   chooseInReport,
			"daily.change":   changeInReport,
			"daily.more":     moreOfReport,
			"daily.keep":     keepFromReport,
			"daily.keep_not": keepNotFromReport,
		},
		Home: []HomeSection{{Order: 5, Cards: homeReport}},
	}
}

// daysBack is how far back a report can be asked for by its day.
const daysBack = 366

func runDaily(t *Turn) error {
	day, ok := t.Today(), true
	if rest := strings.TrimSpace(t.Rest); rest != "" {
		day, ok = t.pastDay(rest)
	}
	switch {
	case !ok:
		return t.orRecord(sales.Refuse(sales.Invalid, "refused.report_day", "said", present.Short(t.Rest, 40)))
	case day.After(t.Today()):
		return sales.Refuse(sales.Invalid, "refused.report_to_come")
	}
	return t.openReport(day, t.showBelow)
}

// pastDay reads a day that is over, or today: "yesterday", 周五, 2026-11-20. A
// weekday is the last one.
func (l *Look) pastDay(text string) (sales.Date, bool) {
	d, ok := l.onlyDay(text)
	day := d.Due.Day
	if !ok || day.IsZero() {
		return sales.Date{}, false
	}
	if day.After(l.Today()) && day.DaysSince(l.Today()) <= 7 && !strings.ContainsAny(text, "0123456789") && !day.AddDays(-7).After(l.Today()) && isWeekday(day, l.Today()) {
		day = day.AddDays(-7)
	}
	return day, l.Today().DaysSince(day) <= daysBack
}

// isWeekday: a day of the coming week that is no tomorrow was named by its weekday.
func isWeekday(day, today sales.Date) bool { return day.DaysSince(today) > 2 }

// openReport shows somebody's own report of a day where it stands, and begins it
// if there is none.
func (t *Turn) openReport(day sales.Date, show func(sales.Report, bool) error) error {
	if !t.Rules.Reports.Reports(t.Me) {
		return t.noReports()
	}
	r, err := t.Books.Report(sales.NewReportID(t.Me.ID, day))
	if err != nil && !missing(err) {
		return err
	}
	fresh := sales.OpenReport(t.Me, day, t.Rules.Reports, t.Now)
	if missing(err) {
		r = fresh
	}
	if r.IsOver(t.calendar(), t.Now) {
		if missing(err) {
			r.State = sales.ReportClosed
		}
		return t.sayReport(r)
	}
	switch r.State {
	case sales.ReportSent:
		return t.sayReport(r)
	case sales.ReportOpen:
		r.Snoozed = time.Time{}
	case sales.ReportCancelled, sales.ReportAway, sales.ReportClosed:
		fresh.Version, fresh.Reopened, fresh.ReopenedBy = r.Version, r.Reopened, r.ReopenedBy
		r = fresh
	}
	r.Touched = t.Now
	if err := t.keepReport(&r); err != nil {
		return err
	}
	return show(r, true)
}

func (t *Turn) noReports() error {
	if t.Me.Role == sales.RoleManager {
		return sales.Refuse(sales.Forbidden, "refused.report_manager")
	}
	return sales.Refuse(sales.Forbidden, "refused.report_off")
}

func (l *Look) calendar() sales.Calendar { return sales.CalendarOf(l.Me, l.Rules) }

func (t *Turn) keepReport(r *sales.Report) error {
	if err := t.Tx.PutReport(*r); err != nil {
		return err
	}
	r.Version++
	return nil
}

// pressOpenReport begins or goes on with a report, by a button on Home, or of
// one that was put off, cancelled or opened again.
func pressOpenReport(t *Turn) error {
	day := t.Today()
	if of, ok := afterLast(t.Event.Action.ID, "/"); ok {
		if d, err := sales.ParseDate(of); err == nil {
			day = d
		}
	}
	show := t.showHere
	if t.Event.Action.Message.IsZero() {
		show = t.showBelow
	}
	return t.openReport(day, show)
}

// afterLast is what follows the last separator.
func afterLast(s, sep string) (after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return "", false
	}
	return s[i+len(sep):], true
}

// pressed finds the report whose button was pressed. If the button is of an
// earlier step, it shows how the report stands and nothing else happens.
func (t *Turn) pressedReport() (r sales.Report, current bool, err error) {
	press := t.Event.Action
	r, err = t.Books.Report(sales.ReportID(press.ID))
	if missing(err) || err == nil && r.Author != t.Me.ID {
		return r, false, sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	if err != nil || r.Version == press.Version {
		return r, err == nil, err
	}
	return r, false, t.showStale(r)
}

// showStale answers a press on an old button: the message becomes what the report
// is now, or, if it is shown further down, says so.
func (t *Turn) showStale(r sales.Report) error {
	t.showed = true
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	if d, ok := all.Find(reportName, string(r.ID)); ok && !t.isShownBy(d.Shown) {
		return t.Amend(present.ReportMoved())
	}
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	return t.Amend(c)
}

// isShownBy reports that the message that was pressed is the one of an outbox entry.
func (t *Turn) isShownBy(key string) bool {
	e, err := t.Books.Answered(t.Event.Action.Message)
	return err == nil && e.Key == key
}

func pressReport(kind sales.ReportMoveKind) func(*Turn) error {
	return func(t *Turn) error { return t.pressMove(sales.ReportMove{Kind: kind}) }
}

func (t *Turn) pressMove(m sales.ReportMove) error {
	r, current, err := t.pressedReport()
	if err != nil || !current {
		return err
	}
	return t.move(r, m, t.showHere)
}

// chooseInReport answers a question by a button or menu.
func chooseInReport(t *Turn) error {
	press := t.Event.Action
	question, choice, _ := strings.Cut(press.Arg, "\n")
	if press.Value != "" {
		choice = press.Value
	}
	return t.pressMove(sales.ReportMove{Kind: sales.MoveAnswer, Answers: []sales.ReportAnswer{{Question: question, Choice: choice, At: t.Now}}})
}

// changeInReport goes to a question again.
func changeInReport(t *Turn) error {
	return t.pressMove(sales.ReportMove{Kind: sales.MoveTo, Question: t.Event.Action.Value})
}

// moreOfReport is the "..." menu: later, off today, no report.
func moreOfReport(t *Turn) error {
	switch t.Event.Action.Value {
	case "quarter":
		return t.pressMove(sales.ReportMove{Kind: sales.MoveLater, Until: t.Now.Add(15 * time.Minute)})
	case "hour":
		return t.pressMove(sales.ReportMove{Kind: sales.MoveLater, Until: t.Now.Add(time.Hour)})
	case "off":
		r, current, err := t.pressedReport()
		if err != nil || !current {
			return err
		}
		return t.offOn(r.Day)
	}
	return t.pressMove(sales.ReportMove{Kind: sales.MoveCancel})
}

// move takes a step and shows what comes of it.
func (t *Turn) move(r sales.Report, m sales.ReportMove, show func(sales.Report, bool) error) error {
	r, effect, err := r.Step(m, t.calendar(), t.Now)
	if err != nil {
		return err
	}
	if err := t.keepReport(&r); err != nil {
		return err
	}
	return show(r, effect == sales.EffectAsk)
}

// showBelow shows a report in a new message; the one before points there.
func (t *Turn) showBelow(r sales.Report, asks bool) error {
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	key := t.AnswerKey()
	if err := t.Say(c); err != nil {
		return err
	}
	if d, shown := all.Find(reportName, string(r.ID)); shown && d.Shown != key {
		if err := t.ReplaceAnswer(d.Shown, present.ReportMoved()); err != nil {
			return err
		}
	}
	return t.keepShown(r, key, asks)
}

// showHere shows a report in the message that shows it already.
func (t *Turn) showHere(r sales.Report, asks bool) error {
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	d, shown := all.Find(reportName, string(r.ID))
	if !shown {
		return t.showInstead(r, asks)
	}
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	if err := t.ReplaceAnswer(d.Shown, c); err != nil {
		return err
	}
	return t.keepShown(r, d.Shown, asks)
}

// showInstead shows a report that is no dialog any more (sent, cancelled) in the
// message whose button was pressed.
func (t *Turn) showInstead(r sales.Report, asks bool) error {
	if t.Event.Action == nil || t.Event.Action.Message.IsZero() {
		return t.showBelow(r, asks)
	}
	e, err := t.Books.Answered(t.Event.Action.Message)
	if missing(err) {
		return t.showBelow(r, asks)
	}
	if err != nil {
		return err
	}
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	if err := t.ReplaceAnswer(e.Key, c); err != nil {
		return err
	}
	return t.keepShown(r, e.Key, asks)
}

// sayReport shows a report of which nothing is asked.
func (t *Turn) sayReport(r sales.Report) error {
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	t.showed = true
	return t.Say(c)
}

// keepShown remembers which message shows the report, as long as something is
// asked; a report that waits for later is not asked about.
func (t *Turn) keepShown(r sales.Report, key string, asks bool) error {
	t.showed = true
	id := string(r.ID)
	return t.changeDialogs(func(all sales.Dialogs) sales.Dialogs {
		d := sales.Dialog{Kind: reportName, Subject: id, Shown: key}
		switch {
		case asks:
			d.Engaged = t.Now
			return all.Begin(d)
		case r.State == sales.ReportOpen: // put off: only its message is remembered
			return all.Put(d)
		}
		return all.End(reportName, id)
	})
}

// reportCard is how a report stands, for the one who looks.
func (l *Look) dailyCard(r sales.Report) (card.Card, error) {
	c := l.calendar()
	if r.Author != l.Me.ID {
		author, err := l.Books.Person(r.Author)
		if err != nil {
			return card.Card{}, err
		}
		c = sales.CalendarOf(author, l.Rules)
	}
	facts, err := l.Books.ReportFacts(r, c)
	if err != nil {
		return card.Card{}, err
	}
	return present.DailyReport(r, facts, l.Me.ID), nil
}

// offOn takes a day off, as "off today" does, and ends its report.
func (t *Turn) offOn(day sales.Date) error {
	leave := sales.Leave{From: day, To: day}
	t.Me.Leave = sales.TakeLeave(t.Me.Leave, leave, t.Today())
	if err := t.changeMe(); err != nil {
		return err
	}
	if err := t.Say(present.LeaveKept(leave, t.Event.Key)); err != nil {
		return err
	}
	return t.endReportsOnLeave()
}

// endReportsOnLeave ends what is asked about days that the person is off.
func (t *Turn) endReportsOnLeave() error {
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Kind != reportName {
			continue
		}
		r, err := t.Books.Report(sales.ReportID(d.Subject))
		if missing(err) {
			continue
		}
		if err != nil {
			return err
		}
		if _, off := t.Me.LeaveOn(r.Day); off && r.State == sales.ReportOpen {
			if err := t.move(r, sales.ReportMove{Kind: sales.MoveAway}, t.showHere); err != nil {
				return err
			}
		}
	}
	return nil
}

// homeReport is today's report on the Home tab.
func homeReport(l *Look) ([]card.Block, error) {
	if !l.Rules.Reports.Reports(l.Me) {
		return nil, nil
	}
	r, err := l.Books.Report(sales.NewReportID(l.Me.ID, l.Today()))
	if missing(err) {
		if !l.calendar().IsWorkingDay(l.Today()) {
			return nil, nil
		}
		r, err = sales.OpenReport(l.Me, l.Today(), l.Rules.Reports, l.Now), nil
	}
	if err != nil {
		return nil, err
	}
	return []card.Block{card.Rule(), present.ReportOnHome(r)}, nil
}
