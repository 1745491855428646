package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// agendaCommand shows what is to be done by day: "agenda", "agenda tomorrow",
// "agenda this week".
func agendaCommand() Command {
	return Command{
		Name: "agenda", Run: runAgenda,
		Actions: map[string]func(*Turn) error{
			"agenda.show":     showAgenda,
			"shortcut.agenda": func(t *Turn) error { return t.show(t.agendaOf(t.Today(), t.Today())) },
		},
		Home: []HomeSection{{Order: 10, Cards: homeAgenda}},
	}
}

func runAgenda(t *Turn) error {
	rest := strings.TrimSpace(t.Rest)
	if rest == "" {
		return t.show(t.agendaOf(t.Today(), t.Today()))
	}
	from, to, ok := t.daysTyped(rest)
	if !ok {
		return t.orRecord(sales.Refuse(sales.Invalid, "refused.agenda", "said", rest))
	}
	return t.show(t.agendaOf(from, to))
}

const longestAgenda = 31 // days

func (l *Look) agendaOf(from, to sales.Date) shown {
	if to.Before(from) {
		to = from
	}
	if to.DaysSince(from) > longestAgenda {
		to = from.AddDays(longestAgenda)
	}
	return shown{What: listAgenda, From: from, Until: to}
}

// showAgenda is a button for today, tomorrow or the week.
func showAgenda(t *Turn) error {
	today := t.Today()
	endOfWeek := today.AddDays((7 - int(today.Weekday())) % 7)
	s := t.agendaOf(today, today)
	switch t.Event.Action.Arg {
	case "tomorrow":
		s = t.agendaOf(today.AddDays(1), today.AddDays(1))
	case "week":
		s = t.agendaOf(today, endOfWeek)
	}
	if t.Event.Action.Message.IsZero() {
		return t.show(s)
	}
	return t.drawAgain(t.Event.Action.Message, s, nil)
}

func (t *Turn) drawAgenda(s shown) (drawing, error) {
	day, err := t.agenda(s)
	if err != nil {
		return drawing{}, err
	}
	d := drawing{card: card.Card{Title: agendaTitle(s)}}
	for _, f := range day.all() {
		d.numbers = append(d.numbers, f.ID)
	}
	d.card.Blocks = day.blocks(t.followUpView(s.String()), present.VisitViewOf(t.Me, t.Rules, t.Today()))
	if len(d.card.Blocks) == 0 {
		d.card.Blocks = []card.Block{card.Paragraph(card.T("agenda.free"))}
	}
	d.card.Blocks = append(d.card.Blocks, card.Row(
		card.Press(card.T("common.today"), card.Do{Name: "agenda.show", Arg: "today"}),
		card.Press(card.T("common.tomorrow"), card.Do{Name: "agenda.show", Arg: "tomorrow"}),
		card.Press(card.T("agenda.week"), card.Do{Name: "agenda.show", Arg: "week"}),
	))
	return d, nil
}

func agendaTitle(s shown) *card.Text {
	if s.From == s.Until {
		return card.P("agenda.title", "day", card.Day(s.From))
	}
	return card.P("agenda.title_span", "from", card.Day(s.From), "to", card.Day(s.Until))
}

// agenda is what is to be done in a span of days.
type agenda struct {
	today  sales.Date
	late   []sales.NamedFollowUp // overdue, when today is in the span
	days   map[sales.Date][]sales.NamedFollowUp
	visits []sales.VisitStanding // due by a day in the span, or before
	plan   map[sales.Date][]sales.PlanLine
	more   int // follow-ups that there was no room for
}

// mostOnAgenda bounds how many follow-ups an agenda shows.
const mostOnAgenda = 20

// agenda reads it from the books.
func (l *Look) agenda(s shown) (agenda, error) {
	a := agenda{today: l.Today(), days: map[sales.Date][]sales.NamedFollowUp{}, plan: map[sales.Date][]sales.PlanLine{}}
	open, _, err := l.Books.OpenFollowUps(l.Me.ID, s.Until, storage.Page{Limit: 500})
	if err != nil {
		return a, err
	}
	withToday := !a.today.Before(s.From) && !a.today.After(s.Until)
	shown := 0
	for _, f := range open {
		day := sales.EffectiveDue(f).Day
		late := day.Before(a.today)
		if late && !withToday || !late && day.Before(s.From) {
			continue
		}
		if shown++; shown > mostOnAgenda {
			a.more++
			continue
		}
		named, err := l.Books.Named(f)
		if err != nil {
			return a, err
		}
		if late {
			a.late = append(a.late, named)
		} else {
			a.days[day] = append(a.days[day], named)
		}
	}
	if err := l.planned(&a, s); err != nil {
		return a, err
	}
	a.visits, err = l.visitsUntil(s, withToday)
	a.visits = slices.DeleteFunc(a.visits, func(v sales.VisitStanding) bool { return a.plans(v.Account.ID) })
	return a, err
}

// planned reads what is planned for the days of an agenda.
func (l *Look) planned(a *agenda, s shown) error {
	if !sales.MayLog(l.Me) {
		return nil
	}
	for day := s.From; !day.After(s.Until); day = day.AddDays(1) {
		lines, err := l.Books.PlannedOn(l.calendar(), day)
		if err != nil {
			return err
		}
		if len(lines) > 0 {
			a.plan[day] = lines
		}
	}
	return nil
}

// plans reports that a visit to an account is on the agenda as planned.
func (a agenda) plans(id sales.AccountID) bool {
	for _, lines := range a.plan {
		if slices.ContainsFunc(lines, func(l sales.PlanLine) bool { return l.Account == id }) {
			return true
		}
	}
	return false
}

// visitsUntil are the open visits whose last day lies in the span; with today,
// also those that are late.
func (l *Look) visitsUntil(s shown, withToday bool) ([]sales.VisitStanding, error) {
	if !sales.MayLog(l.Me) {
		return nil, nil
	}
	standings, err := l.Books.VisitsDue(sales.CalendarOf(l.Me, l.Rules), s.Until)
	slices.SortStableFunc(standings, sales.CompareStanding)
	return slices.DeleteFunc(standings, func(v sales.VisitStanding) bool {
		return v.State != sales.VisitOpen || v.Account.Muted || v.Due.By.After(s.Until) || v.Due.By.Before(s.From) && !withToday
	}), err
}

// all are the follow-ups in the order in which they are numbered.
func (a agenda) all() []sales.NamedFollowUp {
	all := slices.Clone(a.late)
	for _, day := range a.inOrder() {
		all = append(all, a.days[day]...)
	}
	return all
}

func (a agenda) inOrder() []sales.Date {
	var days []sales.Date
	for day := range a.days {
		days = append(days, day)
	}
	for day := range a.plan {
		if _, there := a.days[day]; !there {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, sales.Date.Compare)
	return days
}

// blocks are short lines by day, each with a button to settle it.
func (a agenda) blocks(view present.FollowUpView, visits present.VisitView) []card.Block {
	var blocks []card.Block
	n := 0
	part := func(heading *card.Text, items []sales.NamedFollowUp) {
		if heading != nil {
			blocks = append(blocks, card.Paragraph(*heading))
		}
		for _, f := range items {
			n++
			blocks = append(blocks, view.FollowUpShort(f, n))
		}
	}
	if len(a.late) > 0 {
		part(card.P("agenda.late", "count", card.Count(len(a.late))), a.late)
	}
	for _, day := range a.inOrder() {
		blocks = append(blocks, card.Paragraph(a.heading(day)))
		blocks = append(blocks, present.PlannedDay(a.plan[day])...)
		part(nil, a.days[day])
	}
	if a.more > 0 {
		blocks = append(blocks, card.Row(card.Press(card.T("list.more", "count", card.Count(a.more)), card.Do{Name: "due.show"})))
	}
	if len(a.visits) > 0 {
		blocks = append(blocks, card.Paragraph(card.T("agenda.visits", "count", card.Count(len(a.visits)))))
	}
	const most = 5
	for _, v := range a.visits[:min(len(a.visits), most)] {
		blocks = append(blocks, visits.VisitBlock(v))
	}
	if len(a.visits) > most {
		blocks = append(blocks, card.Row(card.Press(card.T("list.more", "count", card.Count(len(a.visits)-most)), card.Do{Name: "visits.show"})))
	}
	return blocks
}

// heading names a day and, where visits are planned for it, counts: "today: 3
// visits planned, 2 follow-ups due".
func (a agenda) heading(day sales.Date) card.Text {
	heading := card.T("agenda.day", "day", card.Day(day))
	if len(a.plan[day]) == 0 {
		return heading
	}
	sums := []card.Arg{card.Of(present.PlanCount(a.plan[day]))}
	if n := len(a.days[day]); n > 0 {
		sums = append(sums, card.Of(card.T("reminder.followups", "count", card.Count(n))))
	}
	return card.T("agenda.day_sums", "day", card.Of(heading), "sums", card.List(sums...))
}

// homeAgenda is today's agenda on Home. What was pressed there is published
// anew by itself.
func homeAgenda(l *Look) ([]card.Block, error) {
	s := l.agendaOf(l.Today(), l.Today())
	a, err := l.agenda(s)
	if err != nil {
		return nil, err
	}
	a.visits = nil // the month's visits have a section of their own
	blocks := []card.Block{card.Rule(), card.Beside(card.T("agenda.heading"),
		card.Press(card.T("agenda.week"), card.Do{Name: "agenda.show", Arg: "week"}))}
	due := a.blocks(l.followUpView(s.String()), present.VisitView{})
	if len(due) == 0 {
		due = []card.Block{card.Paragraph(card.T("agenda.free"))}
	}
	return append(blocks, due...), nil
}
