package commands

import (
	"slices"
	"strings"
	"time"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

func reportDialog() dialogKind {
	return dialogKind{name: reportName, take: takeForReport, resume: resumeReport}
}

// takeForReport reads what was written while a report is asked for.
func takeForReport(t *Turn, d sales.Dialog, text string) (bool, error) {
	r, err := t.Books.Report(sales.ReportID(d.Subject))
	if missing(err) {
		return false, nil
	}
	if err != nil || r.State != sales.ReportOpen && r.At == 0 || r.IsOver(t.calendar(), t.Now) {
		return false, err
	}
	engaged := d.IsEngaged(t.Now)
	if took, err := t.reportWord(r, text, engaged); took || err != nil {
		return took, err
	}
	if r.Snoozed.After(t.Now) {
		return false, nil
	}
	if answers := splitAnswers(text, r.Questions); len(answers) > 0 {
		return true, t.answerReport(r, answers)
	}
	n, crossed := r.Written(t.Event.At)
	q, asks := r.Question(n)
	switch {
	case engaged && asks:
		if a, ok := choiceTyped(q, text); ok {
			return true, t.answerReport(r, []typedReportAnswer{{q, a}})
		}
		if t.callsCommand(text) || t.asksUs(text) {
			return false, nil
		}
		return true, t.takeAnswer(r, q, text, crossed)
	case r.At == 0 && text != "" && t.isReportTalk(text):
		return true, t.takeAnswer(r, questionMeant(r, text), text, false)
	}
	return false, nil
}

// questionMeant is the question whose name stands in a text, "no help needed",
// 没有困难, else the first that is open.
func questionMeant(r sales.Report, text string) sales.ReportQuestion {
	folded := names.Fold(text)
	for _, q := range r.Questions {
		for _, name := range q.Name {
			if word := names.Fold(name.Text); word != "" && lastWord(" "+folded+" ", word) >= 0 {
				return q
			}
		}
	}
	return firstOpen(r)
}

func firstOpen(r sales.Report) sales.ReportQuestion {
	for _, q := range r.Questions {
		if _, answered := r.Answer(q.ID); !answered {
			return q
		}
	}
	return sales.ReportQuestion{}
}

// callsCommand: a text that begins with a command's word is that command, unless
// it is an answer by its form.
func (t *Turn) callsCommand(text string) bool {
	name, rest := Route(text, t.Words)
	return name != "" && !t.tellsRatherThanCalls(name, rest)
}

// asksUs: a text in everyday words asks for what a command of ours answers: "what
// did I promise Acme", 我答应了华为什么. A question that we could not answer may be
// somebody's answer: "how can they be so cheap?".
func (t *Turn) asksUs(text string) bool {
	p := t.readText(text)
	switch {
	case p.Intent != understand.IntentQuestion && p.Intent != understand.IntentCommand:
		return false
	case slices.Contains([]string{"help", "agenda", "due", "visits", "next"}, p.Command):
		return true
	case p.Intent == understand.IntentCommand || p.Command == "":
		return false
	}
	about := t.readPast(genitive.Replace(text)).query
	return about.Account != "" || about.Contact != "" || about.Person != "" || p.Command == "history" && p.Rest != ""
}

// shortestTalk is how many bytes, so that a Chinese character counts for three, an
// answer has at least that nothing says is one.
const shortestTalk = 8

// isReportTalk: at the opening, what says nothing that we would otherwise
// understand answers the first question.
func (t *Turn) isReportTalk(text string) bool {
	if t.callsCommand(text) || len(text) < shortestTalk {
		return false
	}
	last, err := t.lastTelling(messageTime(t.Event))
	if err != nil || last.Asking {
		return false
	}
	p := t.readText(text)
	return p.Intent == understand.IntentNone && p.Courtesy == "" && p.Correction == nil && p.Settled == ""
}

// reportWord does what the dialog's own words say: next, skip, back, send, later,
// cancel, off sick. They are ordinary words again some hours after it was asked.
func (t *Turn) reportWord(r sales.Report, text string, engaged bool) (bool, error) {
	verb, rest := t.Words.Verb(reportName, strings.TrimRight(text, ".!。！ "))
	if rest = strings.TrimSpace(rest); rest != "" && verb != "later" {
		return false, nil
	}
	switch verb {
	case "later":
		wait, ok := waitTyped(rest)
		if !ok {
			return false, nil
		}
		return true, t.move(r, sales.ReportMove{Kind: sales.MoveLater, Until: t.Now.Add(wait)}, t.showBelow)
	case "sick":
		return true, t.offOn(t.Today())
	case "send":
		return true, t.move(r, sales.ReportMove{Kind: sales.MoveSend}, t.showBelow)
	case "none":
		if r.At == 0 {
			return true, t.move(r, sales.ReportMove{Kind: sales.MoveSend}, t.showBelow)
		}
		return false, nil
	}
	kind, known := map[string]sales.ReportMoveKind{
		"on": sales.MoveOn, "skip": sales.MoveSkip, "back": sales.MoveBack, "cancel": sales.MoveCancel,
	}[verb]
	if !known || !engaged && t.Now.Sub(r.Asked) > sales.EngagedFor {
		return false, nil
	}
	if kind == sales.MoveOn && r.At > 0 {
		kind = sales.MoveSkip
	}
	return true, t.move(r, sales.ReportMove{Kind: kind}, t.showBelow)
}

// waitTyped reads how long "later" means: nothing is a quarter of an hour.
func waitTyped(rest string) (time.Duration, bool) {
	rest = strings.ToLower(strings.ReplaceAll(rest, " ", ""))
	rest = strings.TrimPrefix(rest, "in")
	switch rest {
	case "", "15m", "15min", "15minutes", "15分钟", "15分钟后", "一刻钟", "一刻钟后":
		return 15 * time.Minute, true
	case "30m", "30min", "30minutes", "halfanhour", "30分钟", "30分钟后", "半小时", "半小时后", "半个小时", "半个小时后":
		return 30 * time.Minute, true
	case "1h", "60min", "1hour", "anhour", "onehour", "1小时", "1小时后", "一小时", "一小时后", "一个小时", "一个小时后", "1个小时后":
		return time.Hour, true
	}
	return 0, false
}

// typedReportAnswer is what was written to one question.
type typedReportAnswer struct {
	Question sales.ReportQuestion
	Answer   sales.ReportAnswer
}

// takeAnswer takes a text, or a file, for the answer to a question.
func (t *Turn) takeAnswer(r sales.Report, q sales.ReportQuestion, text string, crossed bool) error {
	if fixed, ok := t.putRight(r, text); ok {
		return t.answerReport(r, fixed)
	}
	a := sales.ReportAnswer{Question: q.ID, Text: text}
	return t.answerReportAs(r, []typedReportAnswer{{q, a}}, crossed)
}

// putRight replaces in an earlier answer what a text says was wrong: "not 3, it
// was 4".
func (t *Turn) putRight(r sales.Report, text string) ([]typedReportAnswer, bool) {
	c := t.readText(text).Correction
	if c == nil {
		return nil, false
	}
	for i := len(r.Answers) - 1; i >= 0; i-- {
		a := r.Answers[i]
		at := wordAt(a.Text, c.Was)
		if c.Was == "" || at < 0 {
			continue
		}
		q, _ := r.Question(r.Number(a.Question))
		fixed := sales.ReportAnswer{Question: a.Question, Text: a.Text[:at] + c.Now + a.Text[at+len(c.Was):], Sources: a.Sources}
		return []typedReportAnswer{{q, fixed}}, true
	}
	return nil, false
}

func (t *Turn) answerReport(r sales.Report, typed []typedReportAnswer) error {
	return t.answerReportAs(r, typed, false)
}

// answerReportAs reads each answer by the kind of its question and takes the step.
func (t *Turn) answerReportAs(r sales.Report, typed []typedReportAnswer, extends bool) error {
	m := sales.ReportMove{Kind: sales.MoveAnswer, Extends: extends}
	for i, one := range typed {
		a, err := readAnswer(one.Question, one.Answer, t.Rules.CurrencyOf(r.Team))
		if err != nil {
			return err
		}
		a.At = t.Now
		if s := sourceOf(t.Event); !s.IsZero() {
			a.Sources = append(a.Sources, s)
		}
		if i == 0 {
			a.Files = attached(t.Event)
		}
		if one.Question.Kind == sales.QuestionText {
			a.Tells = t.tellsBesides(a.Text)
		}
		m.Answers = append(m.Answers, a)
	}
	if err := t.leadToReport(r.ID); err != nil {
		return err
	}
	return t.move(r, m, t.showBelow)
}

// tellsBesides names what a text tells that could be kept as records.
func (t *Turn) tellsBesides(text string) (about []string) {
	p := t.readText(text)
	if p.Intent != understand.IntentVisit && p.Intent != understand.IntentFollowUp {
		return nil
	}
	add := func(what string) {
		if what != "" && !slices.Contains(about, what) {
			about = append(about, what)
		}
	}
	for _, v := range p.Visits {
		add(nameSaid(v.Account))
		for _, f := range v.FollowUps {
			add(f.What)
		}
	}
	for _, f := range p.FollowUps {
		add(f.What)
	}
	return about
}

func nameSaid(a understand.AccountReading) string {
	if a.Name != "" {
		return a.Name
	}
	return a.Said
}

// resumeReport goes on after something else was done: who was answering is asked
// again below; who had not begun finds what was added in the message above.
func resumeReport(t *Turn, d sales.Dialog) error {
	r, err := t.Books.Report(sales.ReportID(d.Subject))
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.endReportsOnLeave(); err != nil || t.showed {
		return err
	}
	switch {
	case r.IsOver(t.calendar(), t.Now) || r.State != sales.ReportOpen && r.At == 0:
		return nil
	case d.IsEngaged(t.Now) && t.isWrittenOrCalled() && r.Snoozed.IsZero():
		return t.showBelow(r, true)
	case r.At == 0 && r.Snoozed.IsZero() && t.Tx.HasChanged():
		c, err := t.dailyCard(r)
		if err != nil {
			return err
		}
		return t.ReplaceAnswer(d.Shown, c)
	}
	return nil
}

func (t *Turn) isWrittenOrCalled() bool { return t.Event.Action == nil && t.Event.Form == nil }

// keepFromReport keeps what an answer told besides as visits, notes and
// follow-ups, as if it had been written to us by itself.
func keepFromReport(t *Turn) error {
	r, current, err := t.pressedReport()
	if err != nil || !current {
		return err
	}
	a, answered := r.Answer(t.Event.Action.Arg)
	if !answered || len(a.Tells) == 0 {
		return t.showStale(r)
	}
	if err := t.offered(r, a.Question); err != nil {
		return err
	}
	c := t.understanding()
	c.At = a.At
	p := t.readIn(c, a.Text, "")
	if len(a.Sources) > 0 {
		p.Source = a.Sources[0]
	}
	if !isRecord(p.Reading) {
		return t.notUnderstood(a.Text)
	}
	continueVisit(&p)
	return t.tellNew(p)
}

func keepNotFromReport(t *Turn) error {
	r, current, err := t.pressedReport()
	if err != nil || !current {
		return err
	}
	return t.offered(r, t.Event.Action.Arg)
}

// offered notes that an offer was answered, and shows the report without it.
func (t *Turn) offered(r sales.Report, question string) error {
	r.Answers = slices.Clone(r.Answers)
	for i := range r.Answers {
		if r.Answers[i].Question == question {
			r.Answers[i].Tells = nil
		}
	}
	if err := t.keepReport(&r); err != nil {
		return err
	}
	return t.showHere(r, r.State == sales.ReportOpen || r.At > 0)
}
