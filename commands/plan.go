package commands

import (
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// planName is the command, and the first part of the names of its buttons.
const planName = "plan"

// planCommand is the weekly plan (周计划, handbook section 5): "plan", "plan next
// week", "plan Acme Tuesday", 计划 华为 周二, "plan drop Acme", and for managers "plan
// team", "plan Anna".
func planCommand() Command {
	return Command{
		Name: planName, Run: runPlan,
		Actions: map[string]func(*Turn) error{
			"plan.show":    showPlan,
			"plan.take":    takePlan,
			"plan.move":    movePlanned,
			"plan.add":     addPicked,
			"plan.outcome": showPlanOutcome,
			"plan.team":    pressTeamPlan,
		},
		Forms: map[string]Form{
			"plan.choose": {OpenedBy: []string{"plan.choose"}, Open: openPlanForm, Check: checkPlanForm, Apply: applyPlanForm},
		},
		Home: []HomeSection{{Order: 12, Cards: homePlan}},
	}
}

func runPlan(t *Turn) error {
	rest := strings.TrimSpace(t.Rest)
	if rest == "" {
		return t.showPlanOf(t.ownSubject(), t.calendar().WeekToPlan(t.Now))
	}
	if from, _, ok := t.daysTyped(rest); ok {
		return t.showPlanOf(t.ownSubject(), from)
	}
	switch verb, names := t.Words.Verb(planName, rest); verb {
	case "drop":
		return t.dropTyped(names)
	case "move":
		t.Rest = names
		return t.moveTyped(names)
	case "told":
		return t.toldAsPlan(rest)
	}
	if all := t.planTyped(rest); all != nil {
		return t.planAll(all)
	}
	who, week, found, err := t.planOf(rest)
	if err != nil {
		return err
	}
	if found {
		return t.showPlanOf(who, week)
	}
	return t.toldAsPlan(rest)
}

// toldAsPlan takes for something told what plans no visit by itself: "plan to show
// Acme the demo on Friday", "plan: send Acme the offer".
func (t *Turn) toldAsPlan(rest string) error {
	if !isRecord(t.readAfter(t.Event.Text, "").Reading) && isRecord(t.readAfter(rest, "").Reading) {
		return t.takeText(rest)
	}
	return t.orRecord(sales.Refuse(sales.NotFound, "refused.plan", "said", present.Short(rest, 60)))
}

func (l *Look) planShown(day sales.Date) shown {
	monday, _ := sales.WeekOf(day)
	return shown{What: listPlan, From: monday}
}

// planOf reads whose plan, and of which week: "team", "Anna next week", 李娜 下周.
func (t *Turn) planOf(rest string) (who subject, week sales.Date, found bool, err error) {
	name, p := t.cutPeriod(rest)
	if week = p.query.From; week.IsZero() {
		week = t.calendar().WeekToPlan(t.Now)
	}
	who, named, err := t.subjectCalled(strings.Trim(name, " ,，、:："))
	if refusal := notFound(err); refusal != nil {
		return who, week, false, nil //nolint:nilerr // nobody is called so: it was no name
	}
	return who, week, named, err
}

// refusal is what a person is told of an error, nil if it is another one.
func refusal(err error) *sales.Error {
	var refused *sales.Error
	if errors.As(err, &refused) {
		return refused
	}
	return nil
}

// notFound is the refusal because nobody of that name is known.
func notFound(err error) *sales.Error {
	if refused := refusal(err); refused != nil && refused.Code == sales.NotFound {
		return refused
	}
	return nil
}

func (t *Turn) showPlanOf(who subject, week sales.Date) error {
	if who.isTeam() {
		c, err := t.teamPlan(who.Team, week)
		if err != nil {
			return err
		}
		return t.Say(c)
	}
	s := t.planShown(week)
	if who.Person.ID != t.Me.ID {
		s.Who = who.Person.ID
	}
	return t.show(s)
}

// drawPlan is somebody's plan of a week; the viewer's own is proposed where
// nothing is planned.
func (t *Turn) drawPlan(s shown) (drawing, error) {
	who, err := t.whose(s)
	if err != nil {
		return drawing{}, err
	}
	if !sales.MayLog(who) {
		return drawing{}, sales.Refuse(sales.Invalid, "refused.no_report")
	}
	p, err := t.Books.PlanOf(who, s.From)
	if err != nil {
		return drawing{}, err
	}
	c := sales.CalendarOf(who, t.Rules)
	if who.ID == t.Me.ID {
		if p, err = t.proposed(p); err != nil {
			return drawing{}, err
		}
	}
	facts, err := t.Books.PlanFacts(p, c)
	return drawing{card: present.WeekPlan(p, facts, t.Me, who.Name, t.Rules)}, err
}

// proposed keeps our proposal where its person has planned nothing yet.
func (t *Turn) proposed(p sales.WeekPlan) (sales.WeekPlan, error) {
	now, err := t.Books.Proposed(p, t.calendar())
	if err != nil || slices.Equal(now.Visits, p.Visits) {
		return now, err
	}
	return now, t.keepPlan(&now)
}

func (t *Turn) keepPlan(p *sales.WeekPlan) error {
	if err := t.Tx.PutPlan(*p); err != nil {
		return err
	}
	p.Version++
	return nil
}

// showPlan is a button that leads to a week's plan.
func showPlan(t *Turn) error {
	s, ok := t.shownIn(t.Event.Action.Arg)
	if !ok || s.What != listPlan {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	if s.Who == t.Me.ID {
		s.Who = ""
	}
	return t.show(s)
}

// pressedPlan is the viewer's own plan that a button names.
func (t *Turn) pressedPlan() (sales.WeekPlan, error) {
	p, err := t.Books.Plan(sales.PlanID(t.Event.Action.ID))
	if missing(err) || err == nil && p.Person != t.Me.ID {
		return p, sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	return p, err
}

// takePlan takes what is proposed, as it is. If that has changed since, it is
// only shown.
func takePlan(t *Turn) error {
	p, err := t.pressedPlan()
	if err != nil {
		return err
	}
	if p.Version != t.Event.Action.Version || len(p.Taken()) == len(p.Visits) {
		return t.redrawPlan(p, nil)
	}
	p = p.TickAll()
	if err := t.keepPlan(&p); err != nil {
		return err
	}
	return t.redrawPlan(p, card.P("plan.said_all", "count", card.Count(len(p.Visits))))
}

// movePlanned is the menu of a visit: a day, or out. Pressed twice, it is one effect.
func movePlanned(t *Turn) error {
	p, err := t.pressedPlan()
	if err != nil {
		return err
	}
	v, ok := p.Of(sales.AccountID(t.Event.Action.Arg))
	if !ok {
		return t.redrawPlan(p, nil)
	}
	a, err := t.Books.AccountName(v.Account)
	if err != nil {
		return t.orGone(err)
	}
	if t.Event.Action.Value == present.PlanOut {
		p = p.Without(v.Account)
		if err := t.keepPlan(&p); err != nil {
			return err
		}
		return t.redrawPlan(p, card.P("plan.said_out", "account", card.Words(a.Name)))
	}
	day, err := sales.ParseDate(t.Event.Action.Value)
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	if err := sales.CheckPlanDay(t.calendar(), day, t.Today()); err != nil {
		return err
	}
	if v.Ticked && v.Day == day {
		return t.redrawPlan(p, nil)
	}
	v.Day, v.Ticked = day, true
	p = p.With(v)
	if err := t.keepPlan(&p); err != nil {
		return err
	}
	return t.redrawPlan(p, card.P("plan.said_day", "account", card.Words(a.Name), "day", card.Day(day)))
}

// redrawPlan shows a plan as it is now in the message that was pressed. said is
// what was done, nil if nothing was.
func (t *Turn) redrawPlan(p sales.WeekPlan, said *card.Text) error {
	at := t.Event.Action.Message
	if at.IsZero() {
		return nil
	}
	e, err := t.Books.Answered(at)
	switch {
	case err == nil && e.Ref != nil:
		return t.composeAgain(at, e, present.Outcomes{
			Said: said, Undo: present.Undoing{Event: t.undoable(said), From: present.FromReminder},
			About: present.AboutPlan(p.ID), State: present.PlanState(p),
		})
	case unlessMissing(err) != nil:
		return err
	}
	return t.drawAgain(at, t.planShown(p.Week), said)
}

// undoable is the event that an Undo beside what was said turns back.
func (t *Turn) undoable(said *card.Text) string {
	if said == nil {
		return ""
	}
	return t.Event.Key
}

// homePlan is the plan on Home: this week's, or the next one's once it is time for it.
func homePlan(l *Look) ([]card.Block, error) {
	capacity := card.Press(card.T("capacity.button"), card.Do{Name: "capacity.show"})
	switch {
	case !sales.MayLog(l.Me):
		return nil, nil
	case len(l.Me.Manages) > 0:
		return []card.Block{card.Rule(), card.Row(card.Press(card.T("plan.team_button"), card.Do{Name: "plan.team"}), capacity)}, nil
	}
	week := l.calendar().WeekToPlan(l.Now)
	p, err := l.Books.PlanOf(l.Me, week)
	if err != nil {
		return nil, err
	}
	from, to := sales.WeekOf(week)
	line := card.T("plan.home_none", "from", card.Day(from), "to", card.Day(to))
	if n := len(p.Taken()); n > 0 {
		line = card.T("plan.home", "from", card.Day(from), "to", card.Day(to), "count", card.Count(n))
	}
	plan := card.Press(card.T("plan.button"), card.Do{Name: "plan.show", ID: "own", Arg: present.PlanShown(l.Me.ID, from)})
	return []card.Block{card.Rule(), card.Paragraph(line), card.Row(plan, capacity)}, nil
}

func pressTeamPlan(t *Turn) error {
	return t.showPlanOf(t.ownSubject(), t.calendar().WeekToPlan(t.Now))
}
