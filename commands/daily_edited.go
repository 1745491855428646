package commands

import (
	"strings"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
)

// A message that answered a question leads to its report, so that editing it
// puts the answer right and deleting it takes its words out.

// saidFor is how long an edit or deletion finds its report.
const saidFor = 400 * 24 * time.Hour

func reportSaidName(s sales.Source) string { return "report_said/" + s.Channel + "/" + s.TS }

func (t *Turn) leadToReport(id sales.ReportID) error {
	s := sourceOf(t.Event)
	if s.IsZero() {
		return nil
	}
	return t.Tx.Keep(reportSaidName(s), []byte(id), t.Now.Add(saidFor))
}

// reportSaidIn is the report that a message answered.
func (t *Turn) reportSaidIn(s sales.Source) (r sales.Report, found bool, err error) {
	raw, err := t.Books.Recall(reportSaidName(s))
	if missing(err) {
		return r, false, nil
	}
	if err != nil {
		return r, false, err
	}
	r, err = t.Books.Report(sales.ReportID(raw))
	if missing(err) {
		return r, false, nil
	}
	return r, err == nil, err
}

// heedingReports lets an edit reach the report that its message answered.
func heedingReports(edited func(*Turn) error) func(*Turn) error {
	return func(t *Turn) error {
		answered, err := t.reportEdited()
		if err != nil {
			return err
		}
		if answered { // it is a record of its own only if it was kept as one
			if tl, err := t.tellingFrom(sourceOf(t.Event)); tl == nil || err != nil {
				return err
			}
		}
		return edited(t)
	}
}

func (t *Turn) reportEdited() (answered bool, err error) {
	r, found, err := t.reportSaidIn(sourceOf(t.Event))
	if err != nil || !found {
		return found, err
	}
	m := sales.ReportMove{Kind: sales.MoveAnswer, Answers: t.editedAnswers(r)}
	switch {
	case len(m.Answers) == 0:
		return true, nil
	case r.IsOver(t.calendar(), t.Now):
		return true, t.sayTooLate(r)
	}
	at := r.At
	if r, _, err = r.Step(m, t.calendar(), t.Now); err != nil {
		return true, err
	}
	r.At = at // an edit answers no other question
	return true, t.showEdited(r)
}

// sayTooLate answers an edit of a report that has closed: it stays as it was sent,
// and who may open it again is named.
func (t *Turn) sayTooLate(r sales.Report) error {
	facts, err := t.Books.ReportFacts(r, t.calendar())
	if err != nil {
		return err
	}
	return t.Say(present.ReportEditedTooLate(r, facts))
}

// editedAnswers are the answers of the message as it reads now. What cannot be
// read leaves an answer as it was.
func (t *Turn) editedAnswers(r sales.Report) (changed []sales.ReportAnswer) {
	said := strings.TrimSpace(t.Event.Text)
	for _, a := range r.Answers {
		if len(a.Sources) != 1 || a.Sources[0] != sourceOf(t.Event) {
			continue
		}
		q, _ := r.Question(r.Number(a.Question))
		text := said
		for _, one := range splitAnswers(said, r.Questions) {
			if one.Question.ID == q.ID {
				text = one.Answer.Text
			}
		}
		now, err := readAnswer(q, sales.ReportAnswer{Question: q.ID, Text: text, Sources: a.Sources}, t.Rules.CurrencyOf(r.Team))
		if err == nil && text != a.Text {
			now.At = t.Now
			changed = append(changed, now)
		}
	}
	return changed
}

func (t *Turn) showEdited(r sales.Report) error {
	if err := t.keepReport(&r); err != nil {
		return err
	}
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	d, shown := all.Find(reportName, string(r.ID))
	if !shown {
		return t.mark(markTaken)
	}
	c, err := t.dailyCard(r)
	if err != nil {
		return err
	}
	if err := t.ReplaceAnswer(d.Shown, c); err != nil {
		return err
	}
	return t.mark(markTaken)
}

// forgettingReports takes a deleted message's words out of the report that it
// answered, also when that has closed (handbook section 14).
func forgettingReports(deleted func(*Turn) error) func(*Turn) error {
	return func(t *Turn) error {
		if err := t.reportDeleted(); err != nil {
			return err
		}
		return deleted(t)
	}
}

func (t *Turn) reportDeleted() error {
	at := sourceOf(t.Event)
	r, found, err := t.reportSaidIn(at)
	if err != nil || !found {
		return err
	}
	r, had := r.WithoutWords(at)
	if !had {
		return nil
	}
	if err := t.showEdited(r); err != nil {
		return err
	}
	if err := t.Tx.Forget(reportSaidName(at)); err != nil {
		return err
	}
	return t.forgetWordsOf(sales.KindReport, string(r.ID))
}
