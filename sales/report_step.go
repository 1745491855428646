package sales

import (
	"slices"
	"strings"
	"time"
)

// ReportMove is something that happens to a report.
type ReportMove struct {
	Kind ReportMoveKind
	// Answers, with MoveAnswer: what was answered, by question.
	Answers []ReportAnswer
	// Extends, with MoveAnswer: it goes on with what was answered before.
	Extends  bool
	Question string    // with MoveTo
	Until    time.Time // with MoveLater
	By       PersonID  // with MoveReopen
}

// ReportMoveKind says what happens.
type ReportMoveKind string

const (
	MoveOn     ReportMoveKind = "on"     // from what we know of the day to the questions
	MoveAnswer ReportMoveKind = "answer" // one or several questions
	MoveSkip   ReportMoveKind = "skip"
	MoveBack   ReportMoveKind = "back"
	MoveTo     ReportMoveKind = "to" // to a question, to answer it anew
	MoveSend   ReportMoveKind = "send"
	MoveLater  ReportMoveKind = "later"
	MoveCancel ReportMoveKind = "cancel"
	MoveAway   ReportMoveKind = "away"   // the author is off that day
	MoveClose  ReportMoveKind = "close"  // its time has passed
	MoveReopen ReportMoveKind = "reopen" // by a manager
)

// ReportEffect is what a step leads to, besides the report as it is then.
type ReportEffect string

const (
	EffectAsk    ReportEffect = "ask"    // show where it stands, which is a question
	EffectSent   ReportEffect = "sent"   // it is filed
	EffectChange ReportEffect = "change" // it was filed before and reads differently
	EffectWait   ReportEffect = "wait"   // ask again later
	EffectEnd    ReportEffect = "end"    // nothing is asked any more
)

// Step is what becomes of a report by a move (handbook section 5). What cannot
// be done is refused, and nothing changes.
func (r Report) Step(m ReportMove, c Calendar, now time.Time) (Report, ReportEffect, error) {
	if m.Kind == MoveReopen {
		return r.reopened(m, now), EffectAsk, nil
	}
	if r.IsOver(c, now) && m.Kind != MoveClose && m.Kind != MoveAway {
		return r, "", Refuse(Conflict, "refused.report_closed")
	}
	switch m.Kind {
	case MoveAway, MoveCancel, MoveClose:
		return r.ended(m.Kind, now)
	case MoveLater:
		if r.State != ReportOpen {
			return r, "", Refuse(Conflict, "refused.report_sent")
		}
		r.Snoozed, r.Touched = m.Until, now
		return r, EffectWait, nil
	case MoveReopen:
	case MoveOn, MoveAnswer, MoveSkip, MoveBack, MoveTo, MoveSend:
	}
	r.Touched, r.Snoozed = now, time.Time{}
	if r.State != ReportOpen && r.State != ReportSent {
		r.State = ReportOpen
	}
	return r.asked(m, c, now)
}

// IsOver reports that the report takes nothing any more.
func (r Report) IsOver(c Calendar, now time.Time) bool { return !now.Before(ReportCloses(r, c)) }

// asked is what a move of its author does to a report that takes answers.
func (r Report) asked(m ReportMove, c Calendar, now time.Time) (Report, ReportEffect, error) {
	switch m.Kind {
	case MoveAnswer:
		return r.answered(m, c, now)
	case MoveSkip:
		return r.skipped(c, now)
	case MoveBack:
		r.goTo(max(0, r.At-1), now)
		r.Last = 0
		return r, EffectAsk, nil
	case MoveTo:
		if n := r.Number(m.Question); n > 0 {
			r.goTo(n, now)
			r.Last = 0
		}
		return r, EffectAsk, nil
	case MoveSend:
		return r.sent(c, now)
	default: // MoveOn
		return r.onward(c, now)
	}
}

func (r *Report) goTo(n int, now time.Time) {
	if r.At != n {
		r.Last, r.At, r.Asked = r.At, n, now
	}
}

// onward goes to the first open question after where it stands; behind the last
// one the report is sent.
func (r Report) onward(c Calendar, now time.Time) (Report, ReportEffect, error) {
	if r.State == ReportSent {
		return r.sent(c, now)
	}
	for n := r.At + 1; n <= len(r.Questions); n++ {
		if _, dealtWith := r.Answer(r.Questions[n-1].ID); !dealtWith {
			r.goTo(n, now)
			return r, EffectAsk, nil
		}
	}
	return r.sent(c, now)
}

func (r Report) answered(m ReportMove, c Calendar, now time.Time) (Report, ReportEffect, error) {
	hasCurrent := false
	for _, a := range m.Answers {
		if before, was := r.Answer(a.Question); was {
			a = before.with(a, m.Extends)
		}
		r.put(a)
		hasCurrent = hasCurrent || r.Number(a.Question) == r.At && !a.onlyFiles()
	}
	switch {
	case r.State == ReportSent:
		return r.sent(c, now)
	case hasCurrent, r.At == 0:
		return r.onward(c, now)
	}
	return r, EffectAsk, nil // earlier answers were put right, or words are to come to a file
}

// with is an answer in the place of, or going on with, this one. Files stay.
func (a ReportAnswer) with(b ReportAnswer, extends bool) ReportAnswer {
	b.Files = append(slices.Clone(a.Files), b.Files...)
	if extends || b.onlyFiles() {
		b.Sources = append(slices.Clone(a.Sources), b.Sources...)
		b.Text = strings.TrimSpace(a.Text + "\n" + b.Text)
		b.Tells = append(slices.Clone(a.Tells), b.Tells...)
	}
	if b.Choice == "" && b.Number == "" && b.Money == nil && (extends || b.onlyFiles()) {
		b.Choice, b.Number, b.Money = a.Choice, a.Number, a.Money
	}
	return b
}

// onlyFiles: words may still come to them.
func (a ReportAnswer) onlyFiles() bool {
	return len(a.Files) > 0 && a.Text == "" && a.Choice == "" && a.Number == "" && a.Money == nil
}

func (r Report) skipped(c Calendar, now time.Time) (Report, ReportEffect, error) {
	q, asks := r.Question(r.At)
	if !asks {
		return r.onward(c, now)
	}
	a, answered := r.Answer(q.ID)
	if q.Required && (!answered || a.IsEmpty()) {
		return r, "", Refuse(Invalid, "refused.report_required")
	}
	if !answered {
		r.put(ReportAnswer{Question: q.ID, At: now})
	}
	return r.onward(c, now)
}

// sent files a report, or asks what it cannot go without.
func (r Report) sent(c Calendar, now time.Time) (Report, ReportEffect, error) {
	for n, q := range r.Questions {
		if a, _ := r.Answer(q.ID); q.Required && a.IsEmpty() {
			r.goTo(n+1, now)
			return r, EffectAsk, nil
		}
	}
	effect := EffectChange
	if r.Sent.IsZero() {
		r.Sent, effect = now, EffectSent
		r.Late = c.Day(now).After(r.Day)
	} else {
		r.Changed = now
	}
	r.State, r.At, r.Unfinished = ReportSent, 0, false
	return r, effect, nil
}

// ended: who cancels keeps nothing; what is closed is filed as far as it is
// answered, so that nothing is lost.
func (r Report) ended(why ReportMoveKind, now time.Time) (Report, ReportEffect, error) {
	switch {
	case r.State == ReportSent:
		if why == MoveCancel {
			return r, "", Refuse(Conflict, "refused.report_sent")
		}
		r.At = 0
	case why == MoveAway:
		r.State = ReportAway
	case why == MoveCancel:
		r.State, r.Answers, r.At, r.Touched = ReportCancelled, nil, 0, now
	case r.State == ReportOpen && r.HasAnswers():
		r.State, r.Sent, r.Unfinished, r.At = ReportSent, now, true, 0
	case r.State == ReportOpen:
		r.State, r.At = ReportClosed, 0
	}
	r.Snoozed = time.Time{}
	return r, EffectEnd, nil
}

func (r Report) reopened(m ReportMove, now time.Time) Report {
	r.Reopened, r.ReopenedBy, r.Snoozed = now, m.By, time.Time{}
	if r.State != ReportSent {
		r.State, r.At, r.Asked = ReportOpen, 0, now
	}
	return r
}

// Written is the question that a message answers: the one that is asked, or, if
// it was written before that was asked, the one before (two messages, or two
// devices, crossed). 0: none is asked.
func (r Report) Written(at time.Time) (n int, crossed bool) {
	const clocksDiffer = time.Second
	if r.Last > 0 && r.At != r.Last && at.Add(clocksDiffer).Before(r.Asked) {
		return r.Last, true
	}
	return r.At, false
}

// WithoutWords is the report without what a deleted message said (handbook
// section 14): it reports whether it said anything.
func (r Report) WithoutWords(of Source) (Report, bool) {
	r.Answers = slices.Clone(r.Answers)
	found := false
	for i, a := range r.Answers {
		if slices.Contains(a.Sources, of) {
			r.Answers[i] = ReportAnswer{Question: a.Question, At: a.At}
			found = true
		}
	}
	return r, found
}
