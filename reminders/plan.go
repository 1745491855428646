package reminders

import (
	"errors"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const (
	planName    = sales.RemindsPlans
	planDayName = "plan_day"
)

// planKind asks reps for the plan of their next week, once in each of their working
// weeks: sales.AskPlan. Its subject is the person.
func planKind() Kind {
	return Kind{
		Name: planName, On: []sales.Kind{sales.KindPerson}, Begin: beginPlan, Compose: composePlan, About: aboutPlan, Stands: planStands,
		Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
			return l.ofPerson(planName, subject, sales.AskPlan)
		},
	}
}

// planDayKind says in the morning what is planned for the day: sales.RemindPlanDay.
// Its subject is the person.
func planDayKind() Kind {
	return Kind{
		Name: planDayName, Setting: planName, On: []sales.Kind{sales.KindPerson}, Compose: composePlanDay, About: aboutPlanDay, Stands: planDayStands,
		Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
			c, v, err := l.ofPerson(planDayName, subject, sales.RemindPlanDay)
			if err != nil || v.Action != sales.Send {
				return c, v, err
			}
			lines, err := l.writingTo(c).books.PlannedOn(c, c.Day(l.now))
			if allDone(lines) {
				v = sales.Verdict{Action: sales.Defer, Reason: "why.nothing_open", Next: c.NextMorning(l.now)}
			}
			return c, v, err
		},
	}
}

// planVisitedKind says nothing. When an account was visited it has its owner's
// visits of the day drawn anew. Its subject is the account.
func planVisitedKind() Kind {
	return Kind{
		Name: "plan_visited", On: []sales.Kind{sales.KindAccount}, Later: true, Glances: true,
		About: ofOwner(aboutPlanDay), Stands: ofOwner(planDayStands),
		Decide: func(*look, string) (to sales.Calendar, v sales.Verdict, err error) { return to, v, nil },
	}
}

// aboutPlanDay is what is planned for a day: the messages of days before are left alone.
func aboutPlanDay(l *look, subject string) (string, error) {
	c, err := l.calendar(sales.PersonID(subject))
	return planDayName + "/" + subject + "/" + c.Day(l.now).String(), err
}

// planDayStands names the accounts of the day, and those that were visited.
func planDayStands(l *look, subject string) (string, error) {
	c, err := l.calendar(sales.PersonID(subject))
	if err != nil {
		return "", err
	}
	lines, err := l.writingTo(c).books.PlannedOn(c, c.Day(l.now))
	var stands strings.Builder
	for _, line := range lines {
		stands.WriteString(string(line.Account) + line.Done.String() + " ")
	}
	return stands.String(), err
}

// plannedKind says nothing. When a plan changed it has the message that asked for
// it, and the one that tells of the day, drawn anew. Its subject is the plan.
func plannedKind() Kind {
	return Kind{
		Name: "planned", On: []sales.Kind{sales.KindPlan}, Later: true,
		Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
			p, err := l.tx.Plan(sales.PlanID(subject))
			if err != nil {
				return sales.Calendar{}, sales.Verdict{}, err
			}
			err = errors.Join(l.redraw(planKind(), string(p.Person)), l.redraw(planDayKind(), string(p.Person)))
			return sales.Calendar{}, sales.Verdict{}, err
		},
	}
}

// askedPlan is the plan that a person was asked for last; none if they never were.
func (l *look) askedPlan(subject string) (sales.PlanID, error) {
	past, err := l.past(sales.PersonID(subject), planName+"/"+subject)
	if err != nil {
		return "", err
	}
	week, err := sales.ParseDate(past.For)
	if err != nil {
		return "", nil //nolint:nilerr // nothing was asked for
	}
	return sales.NewPlanID(sales.PersonID(subject), week), nil
}

func aboutPlan(l *look, subject string) (string, error) {
	id, err := l.askedPlan(subject)
	return present.AboutPlan(id), err
}

func planStands(l *look, subject string) (string, error) {
	id, err := l.askedPlan(subject)
	if err != nil {
		return "", err
	}
	p, err := l.tx.Plan(id)
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return present.PlanState(p), err
}

// beginPlan keeps our proposal, so that its buttons have a plan to change.
func beginPlan(l *look, subject string, v sales.Verdict, _ string) error {
	c, err := l.calendar(sales.PersonID(subject))
	if err != nil {
		return err
	}
	week, err := sales.ParseDate(v.Raised.For)
	if err != nil {
		return err
	}
	books := l.writingTo(c).books
	p, err := books.PlanOf(c.Person(), week)
	if err != nil {
		return err
	}
	if p, err = books.Proposed(p, c); err != nil {
		return err
	}
	l.work += len(p.Visits)
	p.Version++
	return l.tx.PutPlan(p)
}

// composePlan shows the plan that was asked for, as it stands.
func composePlan(w *writing, items []item) (section, error) {
	said, _ := w.said(items[0].key)
	week, err := sales.ParseDate(said.For)
	if err != nil {
		return section{}, nil //nolint:nilerr // what was said of it is forgotten
	}
	p, err := w.books.PlanOf(w.me, week)
	if err != nil {
		return section{}, err
	}
	facts, err := w.books.PlanFacts(p, w.calendar)
	if err != nil {
		return section{}, err
	}
	title := card.T("reminder.plan", "count", card.Count(len(p.Visits)), "day", card.Day(p.Week))
	if len(p.Visits) == 0 {
		title = card.T("reminder.plan_empty", "day", card.Day(p.Week))
	}
	if n := len(p.Taken()); n > 0 {
		title = card.T("reminder.plan_taken", "count", card.Count(n), "day", card.Day(p.Week))
	}
	return section{title: title, blocks: present.ProposedPlan(p, facts, w.me, w.rules, whyButton(items[0].key))}, nil
}

// composePlanDay lists the visits that are planned for the day.
func composePlanDay(w *writing, items []item) (section, error) {
	said, _ := w.said(items[0].key)
	day, err := sales.ParseDate(said.For)
	if err != nil {
		return section{}, nil //nolint:nilerr // what was said of it is forgotten
	}
	lines, err := w.books.PlannedOn(w.calendar, day)
	if err != nil || !w.anew && allDone(lines) {
		return section{}, err
	}
	title := card.T("reminder.plan_day", "count", card.Count(len(lines)))
	blocks := append([]card.Block{card.Paragraph(card.T("reminder.heading", "title", card.Of(title)))}, present.PlannedDay(lines)...)
	return section{title: title, sums: []card.Text{present.PlanCount(lines)}, blocks: blocks}, nil
}

func allDone(lines []sales.PlanLine) bool {
	for _, l := range lines {
		if l.Done.IsZero() {
			return false
		}
	}
	return true
}
